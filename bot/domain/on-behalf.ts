/** Answers that somebody enters for another: who may, what has to be said of it, and in which words it is told (RULES 5). */
import type { Accountable } from './asked-of.js';
import { inWords, parseCivilDate, type CivilDate } from './dates.js';
import { personsOf, present, type Known } from './people.js';
import { SOURCES, type OfficerId } from './plan.js';
import type { Source } from './said.js';
import type { Named } from './whereabouts.js';
import type { Refusal } from './reasons.js';
import { mayDo } from './rights.js';

/** Who would enter it: somebody of the organisation, and whether they are an admin at this moment. */
export interface Enterer {
  readonly id: OfficerId;
  readonly admin: boolean;
}

/**
 * Whether somebody may enter an answer about a milestone for one of its leads: an admin, the head of service of its area,
 * the plan owner, or who is named as a supporter of that lead (RULES 5). Nobody for themselves, nobody who has left or is
 * of another organisation, and for nobody who does not lead it or has left.
 */
export function mayEnterFor(enterer: Enterer, officer: OfficerId, one: Accountable, people: Known): boolean {
  const [id, lead] = present(people, [enterer.id, officer]);
  if (id === undefined || lead === undefined || id === lead || !isOfUs(people, id)) return false;
  if (!leadsInPerson(one, people).includes(lead)) return false;
  const { area, plan } = one;
  const is = (ids: readonly OfficerId[]): boolean => personsOf(people, ids).includes(id);
  const standings = [
    ...(is(area?.heads ?? []) ? (['head'] as const) : []),
    ...(plan.owner !== null && is([plan.owner]) ? (['owner'] as const) : []),
    ...(enterer.admin ? (['admin'] as const) : []),
  ];
  return mayDo('update', { standings, named: 'on-behalf' }) || supportersOf(people, lead).includes(id);
}

/** The leads of a milestone for whom somebody may enter an answer, in the order in which it names them. */
export function forWhom(enterer: Enterer, one: Accountable, people: Known): readonly OfficerId[] {
  return leadsInPerson(one, people).filter((lead) => mayEnterFor(enterer, lead, one, people));
}

/** Leads and members of groups that lead, each once: people, linked or not, of the organisation or not; not who left. */
function leadsInPerson({ milestone }: Accountable, people: Known): readonly OfficerId[] {
  return personsOf(people, milestone.leads).filter((id) => people.get(id)?.outside !== 'left');
}

function isOfUs(people: Known, id: OfficerId): boolean {
  return people.get(id)?.outside === null;
}

function supportersOf(people: Known, officer: OfficerId): readonly OfficerId[] {
  return present(people, people.get(officer)?.supporters ?? []);
}

/** What was typed about where an answer came from. */
export interface SaidOfSource {
  readonly source: string;
  /** A day as `YYYY-MM-DD`. */
  readonly on: string;
}

/** Where an answer came from, once it is known to be right. */
export interface FromSource {
  readonly source: Source;
  readonly on: CivilDate;
}

/** Something about it that needs another look, with what to give. */
export interface SourceFault {
  readonly field: keyof SaidOfSource;
  readonly message: string;
}

/** Reads where an answer came from: a way of SOURCES, and a day from that of the plan's load up to today. */
export function readSource(
  said: SaidOfSource,
  loadedOn: CivilDate,
  today: CivilDate,
): FromSource | { readonly faults: readonly SourceFault[] } {
  const wanted = said.source.trim().toLowerCase();
  const source = SOURCES.find((one) => one === wanted || (one === 'e-mail' && wanted === 'email'));
  const on = parseCivilDate(said.on.trim());
  const wrongDay = on === undefined ? noDay(said.on) : dayFault(on, loadedOn, today);
  if (source !== undefined && on !== undefined && wrongDay === null) return { source, on };
  const faults: readonly SourceFault[] = [
    ...(source === undefined ? [{ field: 'source', message: 'Say how it reached you.' } as const] : []),
    ...(wrongDay === null ? [] : [{ field: 'on', message: wrongDay } as const]),
  ];
  return { faults };
}

function noDay(typed: string): string {
  const text = typed.trim();
  return text === ''
    ? 'Give the date of the e-mail, call, meeting or letter.'
    : `“${text}” is not a date. Give one like 2026-11-16.`;
}

function dayFault(on: CivilDate, loadedOn: CivilDate, today: CivilDate): string | null {
  if (on > today) return `${inWords(on)} has not come yet. Give ${inWords(today)} or an earlier date.`;
  if (on >= loadedOn) return null;
  return `${inWords(on)} is before the plan was loaded. Give ${inWords(loadedOn)} or a later date.`;
}

/** "e-mail of Monday 16 November 2026". */
export function sourceInWords({ source, on }: FromSource): string {
  const what: Readonly<Record<Source, string>> = {
    'e-mail': 'e-mail',
    phone: 'phone call',
    meeting: 'meeting',
    letter: 'letter',
  };
  return `${what[source]} of ${inWords(on)}`;
}

/** "Dawn Williams for Sam Osei, from e-mail of Monday 16 November 2026". */
export function behalfInWords(enteredBy: string, officer: string, from: FromSource): string {
  return `${enteredBy} for ${officer}, from ${sourceInWords(from)}`;
}

/** Why somebody cannot be named to enter answers for another; null when they can. */
export function wrongSupporter(officer: Named, supporter: Named): Refusal | null {
  if (officer.group !== null) {
    return {
      code: 'is-a-group',
      message: `“${officer.name}” is a group. Say who may enter updates for each of its members.`,
    };
  }
  if (officer.outside === 'left') return { code: 'has-left', message: `${officer.name} has left.` };
  if (officer.id === supporter.id) {
    return { code: 'own-supporter', message: `${supporter.name} needs nobody’s leave to answer. Name somebody else.` };
  }
  if (supporter.group !== null) {
    return { code: 'is-a-group', message: `“${supporter.name}” is a group. Name its people, one by one.` };
  }
  if (supporter.outside === 'left') {
    return { code: 'has-left', message: `${supporter.name} has left. Name somebody else.` };
  }
  if (supporter.outside === null) return null;
  return {
    code: 'external',
    message: `${supporter.name} is of another organisation and cannot enter updates here. Name somebody else.`,
  };
}
