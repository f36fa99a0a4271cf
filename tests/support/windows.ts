/** A world in which a plan is reported. */
import type { ReportingWindow } from '../../bot/domain/windows.js';
import type { Ports, Versioned, WindowRun } from '../../bot/flows/ports.js';
import { changeWindows } from '../../bot/flows/reporting-windows.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { d } from './builders.js';
import { beat, MINUTE } from './scheduled.js';
import { PLAN, type World } from './world.js';

/** Opens on the Wednesday on which the tests begin, is frozen on a Friday and posted on a Wednesday. */
export function quarter2(given: Partial<ReportingWindow> = {}): ReportingWindow {
  return {
    id: '2026-q2',
    plan: PLAN,
    name: 'Quarter 2',
    opens: d('2026-11-18'),
    chases: [d('2026-11-24')],
    freezes: d('2026-11-27'),
    posts: d('2026-12-02'),
    ...given,
  };
}

export async function setWindow(ports: Ports, window: ReportingWindow): Promise<void> {
  const done = await changeWindows(ports, { kind: 'add', window }, { kind: 'operator' });
  if (done.kind === 'refused') throw new Error(done.message);
}

/** The ports of one piece of work: its calendar is read when it begins. */
export async function knowing<P extends Ports>(ports: P): Promise<P> {
  return { ...ports, calendar: await presentCalendar(ports) };
}

/** Sets the clock and ticks twice, so that what is planned is posted too. */
export async function tickAt(world: World, moment: string): Promise<void> {
  world.clock.set(moment);
  const ports = await knowing(world.ports);
  await beat(ports);
  world.clock.advance(MINUTE);
  await beat(ports);
}

export async function runOf(ports: Ports, window = '2026-q2', plan = PLAN): Promise<Versioned<WindowRun> | null> {
  return ports.rollups.windowRun(plan, window);
}

/** "frozen 2026-11-27T12:00", or null while nothing is. */
export async function stateOf(ports: Ports, window = '2026-q2', plan = PLAN): Promise<string | null> {
  const run = (await runOf(ports, window, plan))?.value;
  return run === undefined ? null : `${run.state} ${run.period.slice(0, 16)}`;
}
