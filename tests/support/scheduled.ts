/** A world with a plan and schedules, and a tick that comes when a test says so. */
import { reading, WHOLE } from './channels.js';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import type { AttentionRow, Ports, Schedule } from '../../bot/flows/ports.js';
import { tick } from '../../bot/flows/tick.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, type RowWish, type World } from './world.js';
import { byCron } from './by-cron.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export interface Scheduled {
  readonly world: World;
  readonly ports: World['ports'];
  readonly ids: Record<string, string>;
}

/** A plan loaded that day, its leads linked, and one schedule made now. */
export async function scheduledWorld(
  from: string,
  rows: readonly RowWish[],
  schedule: Partial<Schedule> = {},
  loaded: string = from.slice(0, 10),
): Promise<Scheduled> {
  const world = createWorld(from);
  const { ports } = world;
  await loadPlan(ports, rows, civilDate(loaded));
  const ids = await linkAll(ports, [...new Set(rows.flatMap((row) => row.leads))]);
  await addSchedule(ports, schedule);
  return { world, ports, ids };
}

export async function addSchedule(ports: Ports, rest: Partial<Schedule> = {}): Promise<void> {
  const common = { id: 'asks', kind: 'sweep', plans: null, ...WHOLE, when: byCron('0 9 * * *') } as const;
  const times = { paused: false, pausedUntil: null, createdAt: ports.clock.now() };
  await ports.schedules.put({ ...common, ...times, ...rest }, null);
}

export async function addChannels(ports: Ports, ids: readonly string[], plan = PLAN): Promise<void> {
  for (const id of ids) {
    const channel = { id, name: null, team: null, chat: chatFor(id), ...reading(plan), registeredBy: null };
    await ports.channels.put({ ...channel, registeredAt: ports.clock.now() }, null);
  }
}

export const beat = (ports: Ports): Promise<void> => tick(ports, DRAIN_LIMITS);

/** Sets the clock, wherever it was, and ticks once. */
export async function beatAt({ world, ports }: Scheduled, moment: string): Promise<void> {
  world.clock.set(moment);
  await beat(ports);
}

/** Ticks every five minutes from now up to a moment. */
export async function beatUntil({ world, ports }: Scheduled, end: string): Promise<void> {
  while (world.clock.now() < instant(end)) {
    await beat(ports);
    world.clock.advance(5 * MINUTE);
  }
}

/** The slots that were done, in the order in which that was said, as `2026-11-18T09:00`. */
export function slotsDone(world: World, schedule = 'asks'): readonly string[] {
  return world.logged.flatMap(({ event, fields }) =>
    event === 'run-done' && 'slot' in fields && 'schedule' in fields && fields.schedule === schedule
      ? [String(fields.slot).slice(0, 16)]
      : [],
  );
}

export function logged(world: World, event: string): number {
  return world.logged.filter((line) => line.event === event).length;
}

/** What waits for a person, as `schedule long-gap: evidence, evidence`. */
export async function attentionOf(ports: Ports): Promise<readonly string[]> {
  return (await ports.attention.list()).map(({ value }: { value: AttentionRow }) => {
    const evidence = value.evidence.map(({ what }) => what).join(', ');
    return `${value.subject.kind} ${value.because}: ${evidence}`;
  });
}
