/** People around one milestone, and what the rules of RULES 2 make of them, in short lines to compare. */
import { whomToAsk, type Accountable } from '../../bot/domain/asked-of.js';
import { withUpdate } from '../../bot/domain/answer.js';
import type { Known } from '../../bot/domain/people.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { speaksFor } from '../../bot/domain/standing.js';
import { withoutWords } from '../../bot/domain/update.js';
import { askWhom } from '../../bot/flows/ask-whom.js';
import type { Officer } from '../../bot/flows/ports.js';
import { aMilestone, anArea, anOfficer, anUpdate, aPlan, d, ENGLAND } from './builders.js';

/** The milestone of the builders is due on Tuesday 31 March 2026; +10 is Thursday 16 April. */
export const DUE = '2026-03-31';
export const ESCALATES = '2026-04-16';

export const person = (id: string, given: Partial<Officer> = {}): Officer =>
  anOfficer({ id, name: id, entraId: `entra-${id}`, ...given });
export const away = (id: string, deputy: string | null = null, until = '2026-12-31'): Officer =>
  person(id, { awayUntil: d(until), deputy });
export const group = (id: string, rule: 'any' | 'each', ...members: string[]): Officer =>
  person(id, { entraId: null, firstDeliveredOn: null, group: { rule, members } });

export const known = (...officers: readonly Officer[]): Known =>
  new Map(officers.flatMap((officer) => [officer.id, ...officer.formerIds].map((id) => [id, officer])));

/** Led by these, in an area of `head`, in a plan of `owner`. */
export function led(leads: readonly string[], given: Partial<Milestone> = {}): Accountable {
  return { milestone: aMilestone({ leads, ...given }), area: anArea(), plan: aPlan() };
}

/** Whom, and why: `ann deputy for bob`. */
export function whom(one: Accountable, people: Known, on = DUE): readonly string[] {
  return whomToAsk(one, people, d(on)).asked.map(({ officer, because, speaksFor: forWhom }) =>
    forWhom.join() === officer ? `${officer} ${because}` : `${officer} ${because} for ${forWhom.join(' and ')}`,
  );
}

/** Who is not asked, and why. */
export const notAsked = (one: Accountable, people: Known, on = DUE): readonly string[] =>
  whomToAsk(one, people, d(on)).notAsked.map(({ officer, reason }) => `${officer} ${reason}`);

/** What a sweep would ask, skip and tell: `ann stage 0`, `bob: away`. */
export function swept(one: Accountable, people: Known, on: string): readonly string[] {
  const { candidates, skipped } = askWhom([one], people, ENGLAND, d(on));
  const asked = [...candidates].flatMap(([officer, found]) =>
    found.flatMap(({ asks }) => asks.map((ask) => `${officer} ${ask.because} ${ask.step}`)),
  );
  return [...asked, ...skipped.map(({ officer, reason }) => `${officer ?? 'nobody'}: ${reason}`)];
}

/** The milestone after some of them answered, as `recordUpdate` would write it. */
export function answeredBy(
  one: Accountable,
  people: Known,
  by: string,
  on: string,
  rating: 'green' | 'complete' = 'green',
) {
  const { at } = anUpdate({ on: d(on) });
  const stamp = { by: { kind: 'officer', id: by }, at, on: d(on) } as const;
  const circumstances = {
    each: whomToAsk(one, people, d(on)).awaited,
    speaksFor: speaksFor(by, one, people, d(on)),
  };
  const words = { ...withoutWords(rating), doneOn: rating === 'complete' ? d(on) : null };
  return { ...one, milestone: withUpdate(one.milestone, words, stamp, circumstances) };
}

/** With a day on which it would be green again, given with the last answer. */
export function withDate(one: Accountable, recovery: string): Accountable {
  const { update } = one.milestone;
  return { ...one, milestone: { ...one.milestone, update: update && { ...update, recovery: d(recovery) } } };
}
