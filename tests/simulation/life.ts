/**
 * Days in the life of a plan, with two processes that may die at any request, storage and Teams that may fail in every
 * way they can, and people who answer. Everything follows from the seed.
 */
import { addDays, civilDate, civilDateAt, momentAt, type CivilDate } from '../../bot/domain/dates.js';
import type { Declared, Milestone } from '../../bot/domain/plan.js';
import type { UpdateInputs } from '../../bot/domain/views.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { nightly } from '../../bot/flows/nightly.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import type { PostOutcome } from '../../bot/flows/ports.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate, type Submission } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { rememberChat } from '../../bot/flows/remember-chat.js';
import { tick } from '../../bot/flows/tick.js';
import { SimulatedCrash, type StorageCall, type StorageFault } from '../support/faulty-driver.js';
import {
  CALENDAR,
  chatFor,
  createWorld,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  seededRandom,
  setHeads,
  throttled,
  ZONE,
  type Answering,
  type Process,
  type RowWish,
  type World,
} from '../support/world.js';

export const START = civilDate('2026-11-18');
export const PEOPLE = ['Ann', 'Ben', 'Cat', 'Dan', 'Hal'] as const;
export const CHANNEL = 'leaders';

export interface Life {
  readonly world: World;
  readonly dice: Dice;
  readonly ids: Record<string, string>;
  /** Whether storage, Teams and processes may fail now. */
  troubled: boolean;
  processes: [Process, Process];
  /** Marks of the answers for which somebody saw success, and of all that were tried. */
  readonly acknowledged: Set<string>;
  readonly tried: Set<string>;
  readonly faults: string[];
  /** What somebody was told that they should not have been. */
  readonly wrong: string[];
}

export interface Dice {
  chance(probability: number): boolean;
  /** From `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(all: readonly T[]): T;
}

export function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + Math.floor(random.fraction() * (high - low + 1));
  return {
    chance: (probability) => random.fraction() < probability,
    between,
    pick: (all) => all[between(0, all.length - 1)]!,
  };
}

/** A plan of a few milestones, some overdue, some without lead, most with co-leads; schedules, heads and a channel. */
export async function beginLife(seed: number): Promise<Life> {
  const dice = diceOf(seed);
  const world = createWorld('2026-11-18T07:30:00Z', seed);
  const life: Life = {
    world,
    dice,
    ids: {},
    troubled: true,
    processes: [world.start(), world.start()],
    acknowledged: new Set(),
    tried: new Set(),
    faults: [],
    wrong: [],
  };
  world.answering = answeringOf(life, world.answering);
  life.processes = [born(life), born(life)];
  const rows = Array.from({ length: dice.between(5, 10) }, (_, index) => rowOf(dice, index));
  // Somebody always leads something, so that everybody has a name in the plan.
  rows.push({ ref: 'Z9', due: '2027-03-31', leads: PEOPLE, area: 'B', declared: 'green' });
  await insist(life, (process) => loadPlan(process.ports, rows, START));
  const linked = await linkAll(world.ports, PEOPLE.slice(dice.between(0, 1)));
  Object.assign(life.ids, linked);
  await setHeads(world.ports, 'A', [linked.Hal!]);
  const createdAt = momentAt(START, 8 * 60, ZONE);
  const common = { plan: null, pausedUntil: null, paused: false, createdAt };
  await world.ports.schedules.put({ ...common, id: 'asks', kind: 'sweep', cron: '0 9 * * 1-5' }, null);
  await world.ports.schedules.put({ ...common, id: 'news', kind: 'rollup', cron: '30 9 * * 1,4' }, null);
  const channel = { id: CHANNEL, name: null, team: null, chat: chatFor(CHANNEL), plans: [PLAN], registeredBy: null };
  await world.ports.channels.put({ ...channel, registeredAt: createdAt }, null);
  return life;
}

function rowOf(dice: Dice, index: number): RowWish {
  const leads = PEOPLE.slice(0, 4).filter(() => dice.chance(0.4));
  return {
    ref: `A${String(index)}`,
    due: dice.chance(0.9) ? addDays(START, dice.between(-20, 40)) : null,
    leads: dice.chance(0.1) ? [] : leads.length > 0 ? leads : [dice.pick(PEOPLE)],
    area: index === 0 || dice.chance(0.7) ? 'A' : 'B',
    declared: dice.chance(0.2) ? 'green' : null,
  };
}

/** One day of troubles: some ticks are missed, people answer, dates move. */
export async function liveDay(life: Life, day: CivilDate): Promise<void> {
  const { dice } = life;
  if (dice.chance(0.6)) await at(life, day, 2 * 60, (process) => night(process));
  const missed = dice.chance(0.2);
  for (const minutes of [8 * 60, 9 * 60, 9 * 60 + 5, 9 * 60 + 30, 9 * 60 + 50, 13 * 60, 17 * 60 + 55]) {
    if (!missed && dice.chance(0.85)) await at(life, day, minutes, beat);
    await hearBells(life);
    if (dice.chance(0.5)) await somebodyActs(life);
  }
}

/** One day without faults, with every tick that matters. `onSweep` runs just before the sweep. */
export async function quietDay(
  life: Life,
  day: CivilDate,
  onSweep: () => Promise<() => Promise<void>> = () => Promise.resolve(() => Promise.resolve()),
): Promise<void> {
  life.troubled = false;
  await atMoment(life, day, 2 * 60);
  await night(life.processes[0]);
  await atMoment(life, day, 9 * 60);
  const check = await onSweep();
  await beat(life.processes[0]);
  await check();
  for (const minutes of [9 * 60 + 20, 9 * 60 + 40, 13 * 60, 17 * 60]) {
    await atMoment(life, day, minutes);
    await beat(life.processes[0]);
    await hearBells(life);
  }
}

async function atMoment(life: Life, day: CivilDate, minutes: number): Promise<void> {
  life.world.clock.set(momentAt(day, minutes, ZONE));
  for (const index of [0, 1] as const) if (!life.processes[index].alive()) life.processes[index] = born(life);
  return Promise.resolve();
}

/** One of the processes does it, or both at once. What it throws is what the host would log. */
async function at(
  life: Life,
  day: CivilDate,
  minutes: number,
  act: (process: Process) => Promise<unknown>,
): Promise<void> {
  await atMoment(life, day, minutes);
  const chosen = life.dice.chance(0.3) ? life.processes : [life.dice.pick(life.processes)];
  await Promise.all(chosen.map((process) => surviving(act(process))));
}

const beat = (process: Process): Promise<void> => tick(process.ports, DRAIN_LIMITS);
const night = (process: Process): Promise<unknown> => nightly(process.ports);

async function surviving(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
  });
}

/** Again and again, with a new process each time, as a person or a queue would. */
async function insist<T>(life: Life, act: (process: Process) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const process = life.processes[0];
    try {
      return await act(process);
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      life.world.clock.advance(1_000);
      if (!process.alive()) life.processes[0] = born(life);
    }
  }
  throw new Error('Two hundred tries were not enough');
}

/** What the queues hold: in any order, sometimes twice, sometimes never. */
async function hearBells(life: Life): Promise<void> {
  const { world, dice } = life;
  for (let heard = 0; heard < 12; heard += 1) {
    const visible = world.bells.waiting().filter((rung) => rung.visibleAt <= world.clock.now());
    if (visible.length === 0) return;
    const rung = life.troubled ? dice.pick(visible) : visible[0]!;
    world.bells.takeThis(rung);
    if (life.troubled && dice.chance(0.1)) continue;
    if (life.troubled && dice.chance(0.1)) world.bells.putBack(rung);
    for (const index of [0, 1] as const) if (!life.processes[index].alive()) life.processes[index] = born(life);
    const { ports } = dice.pick(life.processes);
    const work =
      rung.queue === 'deliver'
        ? drain(ports)
        : rung.queue === 'refresh'
          ? refreshCards(ports, rung.message)
          : deliverRollup(ports, rung.message);
    await surviving(work);
  }
}

/* ---- People ---- */

async function somebodyActs(life: Life): Promise<void> {
  const { dice } = life;
  const roll = dice.between(1, 10);
  if (roll <= 6) return answerCard(life);
  if (roll <= 7) return tickOnTrack(life);
  if (roll <= 8) return moveDate(life);
  if (roll <= 9) return handOver(life);
  const name = dice.pick(PEOPLE);
  const writes = (process: Process) =>
    rememberChat(process.ports, { entraId: `e-${name}`, name }, chatFor(name), 'only');
  if (life.ids[name] !== undefined) await insist(life, writes);
}

/** A card that is on somebody's screen, and one of its rows. */
function cardOf(life: Life): { by: string; plan: string; ref: string; rev: number } | null {
  const cards = life.world.posted.filter(({ act, arrived, message }) => {
    return act === 'post' && arrived && message?.kind === 'digest' && message.view.yours.length > 0;
  });
  if (cards.length === 0) return null;
  const { message } = life.dice.pick(cards.slice(-8));
  if (message?.kind !== 'digest') return null;
  return { by: message.reader, ...life.dice.pick(message.view.yours).link };
}

async function answerCard(life: Life): Promise<void> {
  const { dice, world } = life;
  const card = cardOf(life);
  if (card === null) return;
  const mark = `answer ${String(life.tried.size)}`;
  life.tried.add(mark);
  const { rating, inputs } = wordsOf(dice, civilDateAt(world.clock.now(), ZONE), mark);
  const { plan, ref, rev } = card;
  const submission: Submission = { plan, ref, rev, by: { kind: 'officer', id: card.by }, rating, inputs };
  const press = async (): Promise<void> => {
    const before = life.acknowledged.has(mark);
    const recorded = await insist(life, (process) => recordUpdate(process.ports, submission));
    if (recorded.kind === 'saved') life.acknowledged.add(mark);
    else if (before) life.wrong.push(`${mark} was saved, and delivered again it was ${recorded.kind}`);
  };
  // Teams delivers a submission more than once (guarantees.md 0.4); people press twice.
  await Promise.all(dice.chance(0.4) ? [press(), press()] : [press()]);
  if (dice.chance(0.3)) await press();
}

function wordsOf(dice: Dice, today: CivilDate, mark: string): { rating: Declared; inputs: UpdateInputs } {
  const soon = addDays(today, dice.between(0, 9));
  switch (dice.pick(['green', 'green', 'amber', 'red', 'complete'] as const)) {
    case 'green':
      return { rating: 'green', inputs: { note: mark, nextStep: 'n', nextStepBy: soon } };
    case 'amber':
      return { rating: 'amber', inputs: { note: mark, cause: 'c', recovery: soon, nextStep: 'n', nextStepBy: soon } };
    case 'red':
      return { rating: 'red', inputs: { note: mark, cause: 'c', remedy: 'r', recovery: soon } };
    case 'complete':
      return { rating: 'complete', inputs: { note: mark, doneOn: today, evidenceDue: soon } };
  }
}

async function tickOnTrack(life: Life): Promise<void> {
  const cards = Array.from({ length: 3 }, () => cardOf(life)).filter((card) => card !== null);
  const by = cards[0]?.by;
  if (by === undefined) return;
  const ticks = cards.filter((card) => card.by === by);
  await insist(life, (process) => recordOnTrack(process.ports, by, ticks));
}

/** There is no verb for it yet; when there is, it will commit like this. */
async function change(life: Life, next: (milestone: Milestone) => Milestone): Promise<void> {
  const refs = (await life.world.ports.plans.contents(PLAN))?.milestones.map(({ milestone }) => milestone.ref) ?? [];
  const ref = life.dice.pick(refs);
  await insist(life, async ({ ports }) => {
    const stored = await ports.plans.milestone(PLAN, ref);
    if (stored === null) return;
    const now = ports.clock.now();
    const at = now > stored.at ? now : stored.at;
    const stamp = { at, by: { kind: 'operator' }, why: 'moved' } as const;
    const one = { after: next(stored.milestone), before: stored, inputHash: 'moved' };
    await commitMilestones(ports, PLAN, [one], stamp, civilDateAt(now, ZONE));
  });
}

function moveDate(life: Life): Promise<void> {
  const to = addDays(civilDateAt(life.world.clock.now(), ZONE), life.dice.between(-5, 30));
  return change(life, (milestone) => ({
    ...milestone,
    due: { kind: 'day', date: to, text: to },
    overdueAnswers: [],
  }));
}

function handOver(life: Life): Promise<void> {
  const to = life.dice.pick(Object.values(life.ids));
  return change(life, (milestone) => ({ ...milestone, leads: [to, ...milestone.leads.slice(1)].filter(isFirst) }));
}

const isFirst = (one: string, index: number, all: readonly string[]): boolean => all.indexOf(one) === index;

/* ---- Faults ---- */

function born(life: Life): Process {
  const { world, dice } = life;
  const die = (): Promise<void> => {
    if (!life.troubled || !dice.chance(0.02)) return Promise.resolve();
    life.faults.push('died at a POST');
    process.kill();
    return Promise.reject(new SimulatedCrash('at a POST'));
  };
  /** Stands still for longer than a lease, while the other process goes on. */
  const stand = async (): Promise<void> => {
    if (!life.troubled || !dice.chance(0.02)) return;
    life.faults.push('stood still');
    world.clock.advance(40_000);
    const other = life.processes.find((one) => one !== process && one.alive());
    if (other !== undefined) await surviving(drain(other.ports));
  };
  const process = world.start({
    onPrepare: stand,
    fault: (call) => faultOf(life, call),
    // Requests of two processes mix in every order.
    hook: async () => {
      if (life.troubled) for (let turns = dice.between(0, 3); turns > 0; turns -= 1) await Promise.resolve();
    },
    onSend: async () => {
      await stand();
      await die();
    },
    onAnswer: async () => {
      // A POST takes its time, and the clock goes on.
      if (life.troubled) world.clock.advance(dice.between(10, dice.chance(0.05) ? 8_000 : 200));
      await stand();
      await die();
    },
  });
  return process;
}

function faultOf(life: Life, { act, table }: StorageCall): StorageFault | null {
  const { dice } = life;
  if (!life.troubled) return null;
  if (act !== 'submit') return dice.chance(0.002) ? 'fails' : null;
  if (!dice.chance(0.03)) return null;
  const fault = dice.pick(['fails', 'response-lost', 'retried', 'retried', 'crash-before', 'crash-after'] as const);
  life.faults.push(`${fault} ${table}`);
  return fault;
}

function answeringOf(life: Life, accepts: Answering): Answering {
  const refusal = (outcome: PostOutcome, arrived = false): ReturnType<Answering> => {
    life.faults.push(`teams ${outcome.kind}${arrived ? ' arrived' : ''}`);
    return { outcome, arrived };
  };
  return (attempt) => {
    const { dice } = life;
    if (!life.troubled || dice.chance(0.85)) return accepts(attempt);
    switch (dice.between(1, 7)) {
      case 1:
        return refusal(throttled(null));
      case 2:
        return refusal(throttled(dice.between(1, 90) * 1000));
      case 3:
        return refusal({ kind: 'unauthorised', reason: 'http-401' });
      case 4:
        return attempt.act === 'post' ? refusal({ kind: 'unreachable', reason: 'http-403' }) : accepts(attempt);
      case 5:
        return refusal(IN_DOUBT, attempt.act === 'post');
      default:
        return refusal(IN_DOUBT);
    }
  };
}

export const isWorkingDay = (day: CivilDate): boolean => CALENDAR.isWorkingDay(day);
