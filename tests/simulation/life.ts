/**
 * Days in the life of a plan, with two processes that may die at any request, storage and Teams that may fail in every
 * way they can, clocks that are set, people who answer, stop, move and settle. Everything follows from the seed.
 */
import { WHOLE, reading } from '../support/channels.js';
import { addDays, civilDate, momentAt, type CivilDate, type Instant } from '../../bot/domain/dates.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import { buryMessage } from '../../bot/flows/poison.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { tick } from '../../bot/flows/tick.js';
import type { Rung } from '../../bot/storage/memory-queues.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, setHeads, ZONE } from '../support/world.js';
import type { Point, Process, RowWish, World } from '../support/world.js';
import { CALENDAR } from '../support/world.js';
import type { Calendar } from '../../bot/domain/working-days.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { setWindow } from '../support/windows.js';
import { diceOf, type Dice } from './dice.js';
import { PLAIN, type Nature } from './nature.js';
import { somebodyActs } from './people.js';
import { answeringOf, born, insist, surviving } from './troubles.js';
import { byCron } from '../support/by-cron.js';

export const START = civilDate('2026-11-18');
export const PEOPLE = ['Ann', 'Ben', 'Cat', 'Dan', 'Hal'] as const;
const CHANNEL = 'leaders';

export interface Life {
  readonly world: World;
  readonly dice: Dice;
  readonly nature: Nature;
  /** Of every process. */
  calendar: Calendar;
  readonly ids: Record<string, string>;
  /** Whether storage, Teams and processes may fail now. */
  troubled: boolean;
  processes: [Process, Process];
  /** Marks of the answers for which somebody saw success, and of all that were tried. */
  readonly acknowledged: Set<string>;
  readonly tried: Set<string>;
  /** What happened, a word for each time. */
  readonly faults: string[];
  /** What somebody was told, or found, that should not have been. */
  readonly wrong: string[];
  /** Answers as somebody saw them saved. */
  readonly saved: (Point & { readonly at: Instant; readonly ref: string; readonly rev: number })[];
  /** How often a person may have sent it again, by officer and slot, or by channel. */
  readonly again: Map<string, number>;
  /** Cards that arrived as a press has shown, by officer and slot. */
  readonly proven: (Point & { readonly officer: string; readonly slot: string })[];
  /** When somebody set the clock, and how far it was ahead from then on. */
  readonly jumps: (Point & { readonly ahead: number })[];
  /** How far the clock is ahead of the true time, in milliseconds. */
  jumped: number;
}

/** A plan of a few milestones, some overdue, some without lead, most with co-leads; schedules, heads and a channel. */
export async function beginLife(seed: number, nature: Nature = PLAIN): Promise<Life> {
  const dice = diceOf(seed);
  const { start } = nature;
  const world = createWorld(momentAt(start, 7 * 60 + 30, ZONE), seed);
  const life: Life = {
    world,
    dice,
    nature,
    calendar: CALENDAR,
    ids: {},
    troubled: true,
    processes: [world.start(), world.start()],
    acknowledged: new Set(),
    tried: new Set(),
    faults: [],
    wrong: [],
    saved: [],
    again: new Map(),
    proven: [],
    jumps: [],
    jumped: 0,
  };
  world.answering = answeringOf(life, world.answering);
  life.processes = [born(life, 0), born(life, 1)];
  const rows = Array.from({ length: dice.between(5, 10) }, (_, index) => rowOf(dice, start, index));
  // Somebody always leads something, so that everybody has a name in the plan.
  rows.push({ ref: 'Z9', due: addDays(start, 133), leads: PEOPLE, area: 'B', declared: 'green' });
  await insist(life, (process) => loadPlan(process.ports, rows, start));
  await meetPeople(life);
  const createdAt = momentAt(start, 7 * 60 + 30, ZONE);
  const common = { ...WHOLE, plans: null, pausedUntil: null, paused: false, createdAt };
  await world.ports.schedules.put({ ...common, id: 'asks', kind: 'sweep', when: byCron('0 9 * * 1-5') }, null);
  await world.ports.schedules.put({ ...common, id: 'news', kind: 'rollup', when: byCron('30 9 * * 1,4') }, null);
  const channel = { id: CHANNEL, name: null, team: null, chat: chatFor(CHANNEL), ...reading(PLAN), registeredBy: null };
  await world.ports.channels.put({ ...channel, registeredAt: createdAt }, null);
  if (nature.reported) await beReported(life);
  return life;
}

/** One window, which is frozen after the troubles; every process knows it. */
async function beReported(life: Life): Promise<void> {
  const { start } = life.nature;
  const day = (n: number): CivilDate => addDays(start, n);
  const window = { id: 'q', plan: PLAN, name: 'Quarter', opens: day(1), chases: [day(4), day(6)] };
  await setWindow(life.world.ports, { ...window, freezes: day(REPORTED.freezes), posts: day(REPORTED.posts) });
  life.calendar = await presentCalendar(life.world.ports);
  for (const { ports } of [life.world, ...life.processes]) Object.assign(ports, { calendar: life.calendar });
  life.faults.push('reported');
}

/** Days after the beginning of a life. */
export const REPORTED = { freezes: 9, posts: 11 } as const;

async function meetPeople({ world, dice, nature, ids }: Life): Promise<void> {
  const { people } = world.ports;
  Object.assign(ids, await linkAll(world.ports, PEOPLE.slice(dice.between(0, 1))));
  await setHeads(world.ports, 'A', [ids.Hal!]);
  const silent = nature.unmet ? dice.pick(Object.values(ids)) : null;
  for (const id of Object.values(ids)) {
    const found = await people.officer(id);
    if (found === null) continue;
    const chat = id === silent ? null : nature.oneChat ? chatFor('everybody') : found.value.chat;
    await people.put({ ...found.value, chat }, found.etag);
  }
}

function rowOf(dice: Dice, start: CivilDate, index: number): RowWish {
  const leads = PEOPLE.slice(0, 4).filter(() => dice.chance(0.4));
  return {
    ref: `A${String(index)}`,
    due: dice.chance(0.9) ? addDays(start, dice.between(-20, 40)) : null,
    leads: dice.chance(0.1) ? [] : leads.length > 0 ? leads : [dice.pick(PEOPLE)],
    area: index === 0 || dice.chance(0.7) ? 'A' : 'B',
    declared: dice.chance(0.2) ? 'green' : null,
  };
}

/** One day of troubles: some ticks are missed, people answer, dates move. `look` runs now and then, when all is still. */
export async function liveDay(
  life: Life,
  day: CivilDate,
  look: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { dice } = life;
  if (dice.chance(0.6)) await at(life, day, 2 * 60, (process) => night(process));
  const missed = dice.chance(0.2);
  for (const minutes of [8 * 60, 9 * 60, 9 * 60 + 5, 9 * 60 + 30, 9 * 60 + 50, 13 * 60, 17 * 60 + 55]) {
    setClock(life);
    const beside = dice.chance(0.25) ? somebodyActs(life) : Promise.resolve();
    if (!missed && dice.chance(0.85)) await at(life, day, minutes, beat);
    await hearBells(life);
    await beside;
    if (dice.chance(0.5)) await somebodyActs(life);
    if (dice.chance(0.2)) await look();
  }
}

/** One day without faults, with every tick that matters. `onSweep` runs just before the sweep. */
export async function quietDay(
  life: Life,
  day: CivilDate,
  onSweep: () => Promise<() => Promise<void>> = () => Promise.resolve(() => Promise.resolve()),
): Promise<void> {
  life.troubled = false;
  rightClock(life);
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

export async function atMoment(life: Life, day: CivilDate, minutes: number): Promise<void> {
  life.world.clock.set(momentAt(day, minutes, ZONE));
  reborn(life);
  return Promise.resolve();
}

function reborn(life: Life): void {
  for (const index of [0, 1] as const) if (!life.processes[index].alive()) life.processes[index] = born(life, index);
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

export const beat = (process: Process): Promise<void> => tick(process.ports, DRAIN_LIMITS);
const night = (process: Process): Promise<unknown> => nightly(process.ports);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Somebody sets the clock wrong, or right again: back by up to two hours, on by up to three days. */
function setClock(life: Life): void {
  const { dice, nature } = life;
  if (!nature.jumps) return;
  if (life.jumped !== 0) {
    if (dice.chance(0.3)) rightClock(life);
  } else if (dice.chance(0.1)) {
    const back = dice.chance(0.5);
    jump(life, back ? -dice.between(1, 120) * MINUTE : dice.between(1, 72) * HOUR);
    life.faults.push(back ? 'clock back' : 'clock on');
  }
}

export function rightClock(life: Life): void {
  if (life.jumped !== 0) jump(life, -life.jumped);
}

export function jump(life: Life, by: number): void {
  life.world.clock.jump(by);
  life.jumped += by;
  life.jumps.push({ ...life.world.point(), ahead: life.jumped });
}

/** What the queues hold: in any order, sometimes twice, sometimes never. */
export async function hearBells(life: Life): Promise<void> {
  const { world, dice } = life;
  for (let heard = 0; heard < 12; heard += 1) {
    const visible = world.bells.waiting().filter((rung) => rung.visibleAt <= world.clock.now());
    if (visible.length === 0) return;
    const rung = life.troubled ? dice.pick(visible) : visible[0]!;
    world.bells.takeThis(rung);
    if (life.troubled && dice.chance(life.nature.deaf ? 1 : 0.1)) {
      life.faults.push('bell lost');
      continue;
    }
    if (life.troubled && dice.chance(0.1)) world.bells.putBack(rung);
    reborn(life);
    const { ports } = dice.pick(life.processes);
    if (life.troubled && dice.chance(0.03)) {
      life.faults.push('poison');
      await insist(life, (process) =>
        buryMessage(process.ports, rung.queue, rung.queue === 'rollup' ? rung.message : null),
      );
      continue;
    }
    const other = life.troubled && dice.chance(0.1) ? surviving(hear(life.processes[0], rung)) : Promise.resolve();
    await Promise.all([surviving(hear({ ports }, rung)), other]);
    // Deleted with a receipt that was no good any more: it comes again.
    if (life.troubled && dice.chance(0.05)) world.bells.putBack(rung);
  }
}

function hear({ ports }: Pick<Process, 'ports'>, rung: Rung): Promise<unknown> {
  if (rung.queue === 'deliver') return drain(ports);
  return rung.queue === 'refresh' ? refreshCards(ports, rung.message) : deliverRollup(ports, rung.message);
}

export const isWorkingDay = (day: CivilDate): boolean => CALENDAR.isWorkingDay(day);
