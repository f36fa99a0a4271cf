import { englandCalendar } from '../../bot/calendar.js';
import type { Ask, Asked } from '../../bot/domain/asks.js';
import { civilDate, instant, momentAt, type CivilDate } from '../../bot/domain/dates.js';
import { PLAN_DEFAULTS } from '../../bot/domain/plan.js';
import type { Area, Due, Milestone, Plan, State, Update } from '../../bot/domain/plan.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import type { Before, RollupFacts } from '../../bot/domain/rollup-facts.js';
import { withoutWords, type UpdateWords } from '../../bot/domain/update.js';
import { withUpdate } from '../../bot/domain/answer.js';
import type { Officer } from '../../bot/flows/ports.js';

/** England without closure days of any organisation. */
export const ENGLAND = englandCalendar();
export const LONDON = 'Europe/London';

/** Short for the many dates of a test. */
export function d(text: string): CivilDate {
  return civilDate(text);
}

export function dueOn(date: string): Due {
  return { kind: 'day', date: d(date), text: date };
}

export const AWAITED: Due = { kind: 'awaited', text: 'tbc' };

/** Open, led by one officer, due on Tuesday 31 March 2026, loaded at the start of that year, never spoken of. */
export function aMilestone(given: Partial<Milestone> = {}): Milestone {
  return {
    plan: 'cs',
    ref: 'PMQA 1.1',
    area: 'PMQA',
    objective: 'PMQA 1',
    order: 1,
    text: 'Audits are moderated every month',
    tags: [],
    leads: ['lead'],
    leadsText: 'Hannah Osei',
    due: dueOn('2026-03-31'),
    baseline: d('2026-03-31'),
    moves: [],
    state: 'not-started',
    update: null,
    answeredOn: null,
    overdueAnswers: [],
    deliveredOn: null,
    evidenceDue: null,
    printed: { progress: null, evidence: null, sameAs: null, mark: null, state: null },
    settledThrough: null,
    deferral: null,
    proposal: null,
    ledSince: [],
    decided: null,
    closure: null,
    waitsFor: [],
    answers: [],
    queries: [],
    marking: null,
    cleared: [],
    wording: null,
    challenges: [],
    importedOn: d('2026-01-05'),
    ...given,
  };
}

/** Delivered, with a day on which evidence will be shown. */
export function aDelivered(given: Partial<Milestone> = {}): Milestone {
  return aMilestone({
    state: 'delivered',
    update: anUpdate({ rating: 'complete', grade: 'complete', on: d('2026-03-27') }),
    answeredOn: d('2026-03-27'),
    deliveredOn: d('2026-03-27'),
    ...given,
  });
}

export function anUpdate(given: Partial<Update> = {}): Update {
  const on = given.on ?? d('2026-02-02');
  return {
    ...withoutWords('green'),
    note: 'Going well',
    by: { kind: 'officer', id: 'lead' },
    at: momentAt(on, 10 * 60, LONDON),
    ...given,
    on,
  };
}

/** The milestone after its lead answered at ten in the morning of a day. */
export function answered(milestone: Milestone, on: string, words: Partial<UpdateWords> = {}, state?: State): Milestone {
  const { by, at, on: day, ...rest } = anUpdate({ ...words, on: d(on) });
  return withUpdate(milestone, rest, { by, at, on: day }, { state });
}

export function aPlan(given: Partial<Plan> = {}): Plan {
  return {
    id: 'cs',
    title: "Children's services improvement plan",
    levels: { area: 'Theme', objective: 'Area for development', milestone: 'Action' },
    importedOn: d('2026-01-05'),
    preset: 'confidence',
    owner: 'owner',
    key: DEFAULT_KEY,
    yearStarts: 4,
    bodies: [],
    ...PLAN_DEFAULTS,
    ...given,
  };
}

export function anArea(given: Partial<Area> = {}): Area {
  return { code: 'PMQA', title: 'Performance and quality', order: 0, heads: ['head'], signed: null, ...given };
}

/** Linked, reachable, with a first card long ago. */
export function anOfficer(given: Partial<Officer> = {}): Officer {
  return {
    id: 'lead',
    name: 'Hannah Osei',
    aliases: [],
    entraId: 'entra-lead',
    chat: null,
    unreachable: null,
    firstDeliveredOn: d('2026-01-06'),
    welcomed: true,
    roles: [],
    met: false,
    outside: null,
    awayUntil: null,
    deputy: null,
    group: null,
    formerIds: [],
    supporters: [],
    past: [],
    ...given,
  };
}

/** An ask of the ladder of the milestone above. */
export function aStageAsk(step: string, given: Partial<Ask> = {}): Ask {
  return { because: 'stage', anchor: '2026-03-31', step, on: d('2026-03-31'), ...given };
}

/** A ledger row: asked already. */
export function asAsked(milestone: Milestone, ask: Pick<Ask, 'anchor' | 'step'>, slot = 'earlier'): Asked {
  const { plan, ref } = milestone;
  const at = instant('2026-01-06T09:00:00Z');
  return { officer: 'lead', plan, ref, anchor: ask.anchor, step: ask.step, slot, at };
}

/** A summary before that was made with what `rollupFacts` has, and whose counts are not known. */
export function aBefore(asAt: string, were: readonly Milestone[], given: Partial<Before> = {}): Before {
  const milestones = new Map(were.map((milestone) => [milestone.ref, milestone]));
  return { asAt: d(asAt), milestones, counts: null, plan: aPlan(), calendar: ENGLAND, ...given };
}

/** What a summary of one area is made of, as at a day; nothing before it unless said. */
export function rollupFacts(
  today: string,
  milestones: readonly Milestone[],
  given: Partial<RollupFacts> = {},
): RollupFacts {
  return {
    plan: aPlan(),
    areas: [anArea()],
    milestones,
    history: new Map(milestones.map((milestone) => [milestone.ref, [{ rev: 2, on: d(today), milestone }]])),
    before: null,
    unansweredSince: new Map(),
    withoutLead: new Set(milestones.filter(({ leads }) => leads.length === 0).map(({ ref }) => ref)),
    unnamed: new Set(),
    groups: new Map(),
    calendar: ENGLAND,
    today: d(today),
    nameOf: (officer) => officer,
    ...given,
  };
}
