import { describe, expect, it } from 'vitest';
import { addDays, dayOfWeek, type CivilDate } from '../../bot/domain/dates.js';
import { decide } from '../../bot/domain/decide.js';
import type { Actor, Due, Milestone, OfficerId } from '../../bot/domain/plan.js';
import { withProposal } from '../../bot/domain/proposals.js';
import { withAnswer, withQuestion } from '../../bot/domain/questions.js';
import type { Refusal } from '../../bot/domain/reasons.js';
import { changeBoard } from '../../bot/flows/board-calendar.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { sweep } from '../../bot/flows/sweep.js';
import { createWorld, linkAll, loadPlan, PLAN, seededRandom, setHeads, type World } from '../support/world.js';
import { d } from '../support/builders.js';
import {
  after,
  answer,
  dateOf,
  defer,
  drop,
  newLadder,
  owed,
  pass,
  presentOf,
  refuse,
  works,
  type Case,
} from './year-oracle.js';
import { passes, proposed, questioned, replied, waitingOf, type Waiting } from './waiting-oracle.js';

/** `SEED=12` replays one year; `SEEDS=500` lives more of them. */
const wanted = process.env.SEED;
const seeds =
  wanted === undefined
    ? Array.from({ length: Number(process.env.SEEDS ?? 12) }, (_, index) => index + 1)
    : [Number(wanted)];

const START = d('2026-06-10');
const PEOPLE = ['Ann', 'Ben', 'Cat', 'Dan'];
const MILESTONES = 6;

interface Year {
  readonly world: World;
  readonly cases: readonly Case[];
  readonly ids: Readonly<Record<string, OfficerId>>;
  readonly pick: <T>(some: readonly T[]) => T;
  readonly upTo: (most: number) => number;
  /** By officer: what they were asked, as `ref anchor` with the step. */
  readonly asked: Map<string, Map<string, string>>;
  readonly cards: Map<string, { week: string; count: number }>;
  readonly firstCard: Map<string, CivilDate>;
  wrong: string[];
  digests: number;
}

function anyDue({ pick, upTo }: Pick<Year, 'pick' | 'upTo'>): Due {
  const day = addDays(START, upTo(300) - 40);
  const from = addDays(day, -20);
  return pick<() => Due>([
    () => ({ kind: 'day', date: day, text: day }),
    () => ({ kind: 'day', date: day, text: day }),
    () => ({ kind: 'period', from, to: day, text: 'a while' }),
    () => ({
      kind: 'meeting',
      board: 'board',
      from,
      to: day,
      on: null,
      text: 'at the board',
    }),
    () => ({
      kind: 'recurring',
      cadence: pick(['monthly', 'quarterly'] as const),
      first: null,
      until: pick([null, addDays(START, 200)]),
      yearStarts: 4,
      text: 'again',
    }),
    () => ({ kind: 'awaited', text: 'tbc' }),
    () => ({ kind: 'ongoing', text: 'Ongoing' }),
  ])();
}

/** Each with a board of its own, so that the calendar says when which of them is due. */
function withBoard(due: Due, board: string): Due {
  return due.kind === 'meeting' ? { ...due, board } : due;
}

/** Half of the boards have named the day of their meeting; a plan that is loaded takes it from there. */
async function meet({ ports }: World, due: Due, known: boolean): Promise<Due> {
  if (due.kind !== 'meeting' || !known || due.to < addDays(START, 5)) return due;
  const on = addDays(due.to, -4);
  await changeBoard(ports, {
    name: due.board,
    act: { kind: 'set', days: [on], aliases: [] },
    by: { kind: 'operator' },
  });
  return { ...due, on };
}

async function begin(seed: number): Promise<Year> {
  const random = seededRandom(seed);
  const upTo = (most: number): number => Math.floor(random.fraction() * (most + 1));
  const pick = <T>(some: readonly T[]): T => some[upTo(some.length - 1)]!;
  const world = createWorld(`${START}T07:00:00Z`, seed);
  const wishes = Array.from({ length: MILESTONES }, (_, n) => ({
    ref: `M${String(n)}`,
    due: withBoard(anyDue({ pick, upTo }), `Board ${String(n)}`),
    leads: [...new Set([pick(PEOPLE), ...(upTo(2) === 0 ? [pick(PEOPLE)] : [])])],
  }));
  for (const wish of wishes) wish.due = await meet(world, wish.due, upTo(1) === 0);
  await loadPlan(world.ports, [...wishes, { ref: 'Z', due: '2031-01-01', leads: ['Head', ...PEOPLE] }], START);
  const ids = await linkAll(world.ports, [...PEOPLE, 'Head']);
  await setHeads(world.ports, 'A', [ids.Head!]);
  const cases = wishes.map(({ ref, due, leads }): Case => ({
    ref,
    due,
    leads,
    loadedOn: START,
    state: 'open',
    answeredOn: null,
    given: [],
    evidenceDue: null,
    deferral: null,
    settled: null,
    climbed: 0,
    frozen: 0,
    freezes: 0,
    frozenOn: null,
    rung: null,
    waits: null,
    decided: null,
    entered: null,
    refusedOn: null,
    standing: new Map(),
  }));
  for (const one of cases) newLadder(one, addDays(START, -1));
  return {
    world,
    cases,
    ids,
    pick,
    upTo,
    asked: new Map(),
    cards: new Map(),
    firstCard: new Map(),
    wrong: [],
    digests: 0,
  };
}

/** Whom the rules would ask on a day, and what: `officer ref anchor step`. */
function foreseen(year: Year, day: CivilDate): string[] {
  return [...PEOPLE, 'Head'].flatMap((name) => {
    const mine = year.asked.get(name) ?? new Map<string, string>();
    const asks =
      name === 'Head'
        ? year.cases.flatMap((one) => escalated(year, one))
        : year.cases
            .filter((one) => one.leads.includes(name))
            .flatMap((one) => owed(one).map((ask) => ({ ref: one.ref, ...ask })));
    const addressed = year.cases.flatMap((one) =>
      waitingOf(one.waits, [one.decided ?? [], one.entered ?? []].flat(), 'Head', day)
        .filter((each) => each.name === name)
        .map(({ anchor, step }) => ({ ref: one.ref, anchor, step })),
    );
    const all = [...asks, ...addressed];
    const fresh = all.filter(({ ref, anchor, step }) => isFresh(mine.get(`${ref} ${anchor}`), step));
    const card = year.cards.get(name);
    const week = addDays(day, 1 - dayOfWeek(day));
    const count = card?.week === week ? card.count : 0;
    const pressing = fresh.some(
      ({ anchor, step }) =>
        anchor.startsWith('escalation:') || (/^\d/.test(anchor) && (step === '0' || Number(step) >= 10)),
    );
    if (fresh.length === 0 || (count >= 2 && !pressing)) return [];
    year.cards.set(name, { week, count: count + 1 });
    for (const { ref, anchor, step } of fresh) mine.set(`${ref} ${anchor}`, step);
    year.asked.set(name, mine);
    return fresh.map(({ ref, anchor, step }) => `${name} ${ref} ${anchor} ${step}`);
  });
}

function isFresh(before: string | undefined, step: string): boolean {
  return before === undefined || placeOf(before) < placeOf(step);
}

/** A word is the first of its anchor. */
function placeOf(step: string): number {
  return Number.isNaN(Number(step)) ? 0 : Number(step);
}

/**
 * The head of service is told once a date, at the first rung from +10; of what was overdue when it was loaded, ten working
 * days after the first card or the load, whichever came later.
 */
function escalated(year: Year, one: Case): { ref: string; anchor: string; step: string }[] {
  const date = dateOf(one);
  const first = one.leads.flatMap((lead) => year.firstCard.get(lead) ?? []).sort()[0];
  if (one.waits !== null || (one.rung?.on ?? '') <= (one.refusedOn ?? '')) return [];
  if (one.state !== 'open' || date === null || one.rung === null || one.rung.step < 10 || first === undefined)
    return [];
  if (date < one.loadedOn && one.rung.on <= after(first > one.loadedOn ? first : one.loadedOn, 10)) return [];
  return [{ ref: one.ref, anchor: `escalation:${date}`, step: '+10' }];
}

async function sweepOn(year: Year, day: CivilDate): Promise<void> {
  const { ports, clock } = year.world;
  clock.set(`${day}T08:30:00Z`);
  const slot = clock.now();
  const report = await sweep(ports, { slot, today: day, atOnce: false });
  const nameOf = new Map(Object.entries(year.ids).map(([name, id]) => [id, name]));
  const said = report.digests.flatMap(({ officer, entries }) =>
    entries
      .filter(({ milestone }) => milestone.ref !== 'Z')
      .map(({ milestone, ask }) => `${nameOf.get(officer) ?? ''} ${milestone.ref} ${ask.anchor} ${ask.step}`),
  );
  const officers = report.digests.map(({ officer }) => officer);
  expect(new Set(officers).size).toBe(officers.length);
  const expected = foreseen(year, day);
  if ([...said].sort().join('\n') !== [...expected].sort().join('\n')) {
    year.wrong.push(`${day}: the sweep asked [${said.join('; ')}], the rules say [${expected.join('; ')}]`);
  }
  year.digests += officers.length;
  await drain(ports);
  for (const officer of officers) {
    const name = nameOf.get(officer) ?? '';
    if (!year.firstCard.has(name)) year.firstCard.set(name, day);
  }
}

async function live(year: Year, day: CivilDate): Promise<void> {
  const { upTo, pick, world } = year;
  world.clock.set(`${day}T12:00:00Z`);
  for (const one of year.cases) {
    const chance = upTo(99);
    if (one.waits !== null) await decideOn(year, one, one.waits, day);
    else if (chance < 1 && one.state === 'open' && one.due.kind !== 'recurring' && dateOf(one) !== null)
      await propose(year, one, day);
    else if (chance < 3) await answerFor(year, one, day);
    else if (chance < 4 && one.state === 'open') {
      const until = addDays(day, upTo(60));
      await change(
        world,
        one.ref,
        (milestone) => ({ ...milestone, deferral: { until, reason: 'later', by: { kind: 'operator' }, on: day } }),
        day,
      );
      defer(one, until);
    } else if (chance < 5 && one.state === 'open' && one.due.kind !== 'recurring') {
      const date = addDays(day, pick([5, 40, 90]));
      one.due = { kind: 'day', date, text: date };
      await change(
        world,
        one.ref,
        (milestone) => ({ ...milestone, due: { kind: 'day', date, text: date }, overdueAnswers: [] }),
        day,
      );
      drop(one, 'window:');
      newLadder(one, day);
    }
  }
}

const HEAD = 'Head';

function officer({ ids }: Year, name: string): Actor {
  return { kind: 'officer', id: ids[name]! };
}

function done(outcome: { readonly milestone: Milestone } | Refusal): Milestone {
  if ('code' in outcome) throw new Error(outcome.message);
  return outcome.milestone;
}

/** A lead proposes another date. */
async function propose(year: Year, one: Case, day: CivilDate): Promise<void> {
  const [id, date, by] = [year.world.random.id(), addDays(day, year.pick([6, 41, 91])), year.pick(one.leads)];
  if (date === dateOf(one)) return;
  const stamp = { id, by: officer(year, by), on: day };
  await change(year.world, one.ref, (milestone) => done(withProposal(milestone, { date }, 'late', stamp, day)), day);
  one.waits = proposed(id, by, date, day);
}

/** Its decider asks, who proposed it answers, or it is decided; on most days none of it. */
async function decideOn(year: Year, one: Case, waits: Waiting, day: CivilDate): Promise<void> {
  const { upTo, world } = year;
  const chance = upTo(99);
  const by = officer(year, HEAD);
  if (chance < 4 && waits.question === null) {
    const id = world.random.id();
    await change(world, one.ref, (milestone) => done(withQuestion(milestone, { id, by, on: day, text: 'Why?' })), day);
    questioned(waits, id, day);
  } else if (chance < 8 && waits.question !== null) {
    const id = waits.question.anchor.slice('question:'.length);
    const who = officer(year, waits.by);
    await change(world, one.ref, (milestone) => done(withAnswer(milestone, id, 'So', who, day)), day);
    replied(waits, day);
  } else if (chance < 12) {
    const accept = chance < 10 && waits.date >= day;
    const decision = { accept, reason: 'because', by, on: day, where: null };
    await change(world, one.ref, (milestone) => done(decide(milestone, decision, world.ports.calendar)), day);
    decidedOn(one, waits, accept, day);
  }
}

function decidedOn(one: Case, waits: Waiting, accepted: boolean, day: CivilDate): void {
  one.waits = null;
  one.decided = { anchor: `decided:${waits.id}`, to: one.leads, on: day };
  if (!accepted) {
    refuse(one, day);
    return;
  }
  one.due = { kind: 'day', date: waits.date, text: waits.date };
  drop(one, 'window:');
  newLadder(one, day);
}

async function answerFor(year: Year, one: Case, day: CivilDate): Promise<void> {
  const { upTo, pick, world, ids } = year;
  const last = one.due.kind !== 'recurring';
  const rating = pick(last ? (['green', 'green', 'amber', 'complete'] as const) : (['green', 'amber'] as const));
  const [recovery, evidenceDue] = [addDays(day, upTo(40)), addDays(day, upTo(40))];
  const inputs = {
    green: { note: 'Well' },
    amber: { cause: 'Slow', recovery },
    complete: { doneOn: day, evidenceDue },
  }[rating];
  const lead = pick(one.leads);
  const by = { kind: 'officer', id: ids[lead]! } as const;
  const forThem = upTo(3) === 0 ? { enteredBy: officer(year, HEAD), onBehalf: { ...FROM, on: day, admin: false } } : {};
  const order = { plan: PLAN, ref: one.ref, by, rev: null, rating, inputs, ...forThem };
  const recorded = await recordUpdate(world.ports, order);
  if (recorded.kind !== 'saved') throw new Error(`${one.ref} on ${day}: ${JSON.stringify(recorded)}`);
  answer(one, day, {
    given: rating === 'amber' ? [recovery] : [],
    done: rating === 'complete',
    well: rating !== 'amber',
    evidenceDue,
  });
  if ('onBehalf' in forThem) one.entered = { anchor: `behalf:${recorded.update.at}`, to: [lead], on: day };
}

const FROM = { source: 'e-mail' } as const;

async function change(
  { ports }: World,
  ref: string,
  to: (milestone: Milestone) => Milestone,
  today: CivilDate,
): Promise<void> {
  const before = await ports.plans.milestone(PLAN, ref);
  if (before === null) throw new Error(`${ref} is gone`);
  const stamp = { at: ports.clock.now(), by: { kind: 'operator' }, why: 'test' } as const;
  await commitMilestones(ports, PLAN, [{ after: to(before.milestone), before, inputHash: 'x' }], stamp, today);
}

describe('a year of days', () => {
  it('a milestone is owed exactly when the rules say, and nobody is in two digests of one sweep', async () => {
    let [digests, asks] = [0, 0];
    const kinds = new Set<string>();
    for (const seed of seeds) {
      const year = await begin(seed);
      let day = START;
      for (let lived = 0; lived < 366; lived += 1, day = addDays(day, 1)) {
        for (const one of year.cases) {
          pass(one, day);
          passes(one.waits, day);
        }
        if (works(day)) await sweepOn(year, day);
        await live(year, day);
        if (lived % 30 === 29) await nightly(year.world.ports);
        expect(
          year.wrong,
          `SEED=${String(seed)} ${JSON.stringify(year.cases.map(({ ref, due }) => [ref, due]))}`,
        ).toEqual([]);
      }
      digests += year.digests;
      for (const mine of year.asked.values()) {
        for (const about of mine.keys()) kinds.add(/ ([a-z]+):/.exec(about)?.[1] ?? 'stage');
      }
      asks += [...year.asked.values()].reduce((sum, mine) => sum + mine.size, 0);
      for (const one of year.cases) expect(one.due.kind !== 'recurring' || presentOf(one) !== null).toBe(true);
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['stage', 'approval', 'question', 'decided', 'behalf']));
    expect(digests).toBeGreaterThan(seeds.length * 20);
    expect(asks).toBeGreaterThan(seeds.length * 20);
  }, 300_000);
});
