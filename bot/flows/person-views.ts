/** The forms and confirmations of who is away and who their deputy is. */
import { addDays, type CivilDate } from '../domain/dates.js';
import { absenceOf } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';
import { POLICY } from '../domain/policy.js';
import type { AwayView, DeputyView, PersonError, WhereaboutsView } from '../domain/views.js';
import { nextWorkingDay } from '../domain/working-days.js';
import { readDirectory } from './directory.js';
import { meanwhileAsked } from './meanwhile-asked.js';
import type { Officer, Ports } from './ports.js';
import { todayOf } from './today.js';

/** What was typed into a form that comes back, and what is wrong with it. */
export interface Typed {
  readonly until?: string;
  readonly deputy?: string;
  readonly errors?: readonly PersonError[];
}

/** `reader`: the form is theirs, or for somebody else. */
export async function awayView(
  ports: Ports,
  reader: OfficerId,
  officer: Officer,
  typed: Typed = {},
): Promise<AwayView> {
  const today = todayOf(ports);
  const directory = await readDirectory(ports.people);
  const awayUntil = officer.awayUntil !== null && today <= officer.awayUntil ? officer.awayUntil : null;
  return {
    link: linkOf(reader, officer),
    name: nameFor(reader, officer),
    until: typed.until ?? awayUntil ?? '',
    deputy: typed.deputy ?? deputyName(officer, directory.nameOf),
    errors: typed.errors ?? [],
    today,
    latest: addDays(today, POLICY.awayAtMost),
    awayUntil,
    meanwhile: await meanwhileAsked(ports, directory, officer, today),
  };
}

export async function deputyView(ports: Ports, officer: Officer, typed: Typed = {}): Promise<DeputyView> {
  const { nameOf } = await readDirectory(ports.people);
  const now = deputyName(officer, nameOf);
  return { now: now === '' ? null : now, deputy: typed.deputy ?? now, errors: typed.errors ?? [] };
}

/** The officer as they are after what was saved. */
export async function whereaboutsView(
  ports: Ports,
  reader: OfficerId,
  officer: Officer,
  saved: WhereaboutsView['saved'],
  notes: readonly string[] = [],
): Promise<WhereaboutsView> {
  const today = todayOf(ports);
  const directory = await readDirectory(ports.people);
  const until = officer.awayUntil !== null && today <= officer.awayUntil ? officer.awayUntil : null;
  const deputy = deputyName(officer, directory.nameOf);
  const missing = deputyNote(officer, directory.officers, deputy, today);
  return {
    saved,
    link: linkOf(reader, officer),
    name: nameFor(reader, officer),
    awayUntil: until,
    againOn: until === null ? null : nextWorkingDay(ports.calendar, until),
    deputy: deputy === '' ? null : deputy,
    meanwhile: await meanwhileAsked(ports, directory, officer, today),
    notes: [...notes, ...missing],
  };
}

/** Why a deputy who is named is not asked at present. */
function deputyNote(
  { deputy }: Officer,
  people: ReadonlyMap<OfficerId, Officer>,
  name: string,
  today: CivilDate,
): readonly string[] {
  const person = deputy === null ? undefined : people.get(deputy);
  if (person === undefined || deputy === null) return [];
  if (absenceOf(people, deputy, today) === 'away') {
    return [`${name} is away too, and is not asked while that lasts. Nor is a deputy of ${name}.`];
  }
  if (person.outside !== null) return [`${name} cannot be asked any more. Name somebody else.`];
  if (person.entraId === null) return [`${name} is not linked to Teams yet, and gets no reminders before that.`];
  return [];
}

function linkOf(reader: OfficerId, { id }: Officer): AwayView['link'] {
  return { plan: '', ref: id === reader ? '' : id, rev: 0 };
}

function nameFor(reader: OfficerId, { id, name }: Officer): string | null {
  return id === reader ? null : name;
}

function deputyName({ deputy }: Officer, nameOf: (id: OfficerId) => string): string {
  return deputy === null ? '' : nameOf(deputy);
}
