/** A plan whose figures are frozen and not posted yet, and the people who stand by them. */
import { civilDate } from '../../bot/domain/dates.js';
import { correct } from '../../bot/flows/correct.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { wholePlan } from '../../bot/domain/scope.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { freezeWindow } from '../../bot/flows/window-runs.js';
import type { Plan } from '../../bot/domain/plan.js';
import { changeOf, planImage } from '../../bot/flows/images.js';
import type { Officer, Ports } from '../../bot/flows/ports.js';
import { cardOf, linkHere, type Talk } from '../teams/talk.js';
import { quarter2, setWindow } from './windows.js';
import { loadPlan, PLAN, setHeads, type RowWish } from './world.js';

export const FROZEN_AT = '2026-11-27T12:05:00Z';
export const WINDOW = quarter2();

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-20', leads: ['Ann'] },
  { ref: 'A2', due: '2027-03-31', leads: ['Ann'] },
  { ref: 'B1', due: '2027-03-31', leads: ['Ben'], area: 'B' },
  { ref: 'B2', due: '2027-03-31', leads: ['Ben', 'Hal', 'Ida', 'Ola', 'Ada', 'Lea'], area: 'B' },
];
export const PEOPLE = ['Ann', 'Ben', 'Hal', 'Ida', 'Ola', 'Ada', 'Lea'];

export interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
}

/** Hal is head of service of area A, Ida of B; Ola owns the plan, Ada is an admin, Lea a leader. Nothing is frozen yet. */
export async function townOf(talk: Talk, plan: Partial<Plan> = {}): Promise<Town> {
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, PEOPLE);
  await setHeads(talk.ports, 'A', [ids.Hal ?? '']);
  await setHeads(talk.ports, 'B', [ids.Ida ?? '']);
  await changePlan(talk.ports, { owner: ids.Ola ?? null, ...plan });
  const here = { talk, ids };
  await changePerson(here, 'Ada', { roles: ['admin'] });
  await changePerson(here, 'Lea', { roles: ['leader'] });
  await setWindow(talk.ports, WINDOW);
  Object.assign(talk.ports, { calendar: await presentCalendar(talk.ports) });
  return here;
}

export async function freezeHere({ talk }: Town): Promise<void> {
  talk.world.clock.set(FROZEN_AT);
  const run = await freezeWindow(talk.ports, { plan: PLAN, window: WINDOW });
  if (run === null) throw new Error('Nothing was frozen');
}

export async function changePlan(ports: Ports, changed: Partial<Plan>): Promise<void> {
  const outline = await ports.plans.outline(PLAN);
  if (outline === null) throw new Error('There is no plan');
  const change = changeOf(ports, planImage(outline.plan, changed), outline.plan, 'set by a test');
  if ((await ports.plans.commit(PLAN, [change])) === 'conflict') throw new Error('The plan was not changed');
}

export async function changePerson({ talk, ids }: Town, name: string, changed: Partial<Officer>): Promise<void> {
  const found = await talk.ports.people.officer(ids[name] ?? '');
  if (found === null) throw new Error(`Nobody is called ${name}`);
  const put = await talk.ports.people.put({ ...found.value, ...changed }, found.etag);
  if (put === 'conflict') throw new Error(`${name} was not changed`);
}

/** The card of the last answer to a line. */
export async function saidCard({ talk }: Town, who: string, line: string) {
  return cardOf((await talk.say(who, line)).at(-1));
}

/**
 * Somebody answers now, by way of the command line.
 *
 * @param of the day of the e-mail in which they said it before
 */
export async function say(
  { talk, ids }: Town,
  who: string,
  ref: string,
  rating: 'green' | 'red',
  of?: string,
): Promise<void> {
  const inputs =
    rating === 'green'
      ? { note: 'It goes well' }
      : { cause: 'Staff left', remedy: 'Two start', recovery: '2027-01-29' };
  const by = { kind: 'officer', id: ids[who] ?? '' } as const;
  const before = of === undefined ? {} : { onBehalf: { source: 'e-mail', on: civilDate(of), admin: true } as const };
  const done = await recordUpdate(talk.ports, { plan: PLAN, ref, by, rev: null, rating, inputs, ...before });
  if (done.kind !== 'saved') throw new Error(`${ref} was not updated: ${done.kind}`);
}

/** The figures that wait are corrected by what is known now. */
export async function correctHere({ talk }: Town, reason: string): Promise<void> {
  const run = await talk.ports.rollups.windowRun(PLAN, WINDOW.id);
  if (run === null) throw new Error('Nothing is frozen');
  const done = await correct(talk.ports, wholePlan(PLAN), run.value.period, reason, { kind: 'operator' });
  if (done.kind !== 'done') throw new Error(`It was not corrected: ${done.kind}`);
}
