/** What a reporting window does by itself: its figures are frozen at noon of their day, and posted at nine of theirs. */
import { addMs, type Instant } from '../domain/dates.js';
import { wholePlan } from '../domain/scope.js';
import { isRunning } from '../domain/year-over.js';
import { freezesAt, postsAt, windowsFor, type ReportingWindow } from '../domain/windows.js';
import { listed, raise, raiseOnce } from './attention.js';
import { diaryBy } from './diary-as-at.js';
import { isAhead } from './missed-slots.js';
import { freeze } from './plan-rollup.js';
import { known, noteFound, type Seen } from './looked.js';
import type { Found, Ports, Snapshot, Versioned, WindowRun } from './ports.js';
import { readAtOf } from './as-counted.js';
import { postWindow, subjectOf, type PlanWindow } from './window-posting.js';

/** When nothing ran for longer after the freeze, a person decides: the figures would be of another week (DESIGN 4, I13). */
const LONGEST_GAP_MS = 7 * 86_400_000;
/** What failed for so long is put before a person. */
const RETRY_MS = 3_600_000;
/** Before this long nobody looks any more whether a freeze was missed. */
const FORGOTTEN_MS = 30 * 86_400_000;
/** Apart from the slots of schedules, which lie on whole minutes: their figures are other figures. */
const PERIOD_MS = 500;
const PERIODS = 20;

type Step = (name: string, act: () => Promise<void>) => Promise<void>;

/**
 * Every tick: of each plan the window whose figures were due last, and what a clock that was ahead did too early. At rest
 * until the next moment of any window, once all that was due is done.
 */
export async function runWindows(ports: Ports, step: Step, seen: Seen): Promise<'at-rest' | 'acted'> {
  const noted = known(ports, seen, 'windows', 'windows');
  const { windows: given } = ports.calendar;
  if (noted !== null && given !== undefined && holdsStill(ports, noted, given)) return 'at-rest';
  const windows = await ports.diary.windows();
  if (windows.length === 0) return 'at-rest';
  const waits = { drafts: false, open: 0 };
  const closed = new Set((await ports.plans.list()).filter((plan) => !isRunning(plan)).map(({ id }) => id));
  for (const plan of await ports.plans.ids()) {
    if (closed.has(plan)) continue;
    const own = windowsFor(windows, plan);
    const now = ports.clock.now();
    const due = own.findLast((window) => freezesAt(window, ports.zone) <= now);
    const ahead = own.find((window) => freezesAt(window, ports.zone) > now);
    if (ahead !== undefined) {
      waits.open += 1;
      await step(`window ${ahead.id} ${plan}`, async () => {
        if (await setRight(ports, { plan, window: ahead })) waits.open -= 1;
      });
    }
    if (due !== undefined) {
      waits.open += 1;
      await step(`window ${due.id} ${plan}`, async () => {
        const came = await runWindow(ports, { plan, window: due });
        if (came !== 'open') waits.open -= 1;
        if (came === 'draft') waits.drafts = true;
      });
    }
  }
  if (waits.open > 0) return 'acted';
  const until = nextMoment(windows, ports);
  await noteFound(ports, seen, 'windows', {
    kind: 'windows',
    windows: ports.hash(JSON.stringify(windows)),
    until,
    drafts: waits.drafts,
  });
  return 'at-rest';
}

/** Whether nothing is to be done by these windows, as it was noted. */
export function holdsStill(
  { clock, hash }: Pick<Ports, 'clock' | 'hash'>,
  noted: Extract<Found, { kind: 'windows' }>,
  windows: readonly ReportingWindow[],
): boolean {
  const same = noted.windows === hash(JSON.stringify(windows));
  return same && (noted.until === null || clock.now() < noted.until);
}

/** When the figures of some window are next frozen or posted; null for never. */
function nextMoment(windows: readonly ReportingWindow[], { clock, zone }: Ports): Instant | null {
  const moments = windows.flatMap((window) => [freezesAt(window, zone), postsAt(window, zone)]);
  return moments.filter((at) => at > clock.now()).sort()[0] ?? null;
}

/** Freezes and posts what is due. Each step may be done twice harmlessly. `draft`: it waits for its day of posting. */
async function runWindow(ports: Ports, one: PlanWindow): Promise<'done' | 'draft' | 'open'> {
  try {
    const known = await frozenRun(ports, one);
    const run = known ?? (await missed(ports, one));
    if (run === null || run.value.state === 'posted') return 'done';
    const { kind } = await postWindow(ports, one, run);
    return kind === 'not-yet' && known !== null ? 'draft' : 'open';
  } catch (error) {
    const since = addMs(freezesAt(one.window, ports.zone), RETRY_MS);
    if (ports.clock.now() > since) await raiseOnce(ports, subjectOf(one), 'not-planned', 'run-failed');
    throw error;
  }
}

/** The run of a window whose figures are there; null while they are not. */
export async function frozenRun(ports: Ports, { plan, window }: PlanWindow): Promise<Versioned<WindowRun> | null> {
  const run = await ports.rollups.windowRun(plan, window.id);
  if (run === null) return null;
  const snapshot = await ports.rollups.snapshot(plan, run.value.period);
  return snapshot === null ? null : run;
}

/** Freezes what was to be frozen by now, unless nothing ran for a week: then a person is asked. */
async function missed(ports: Ports, one: PlanWindow): Promise<Versioned<WindowRun> | null> {
  const due = freezesAt(one.window, ports.zone);
  const now = ports.clock.now();
  if (now > addMs(due, FORGOTTEN_MS) || !(await wasDue(ports, one, due))) return null;
  if (now <= addMs(due, LONGEST_GAP_MS)) return freezeWindow(ports, one);
  if ((await listed(ports, subjectOf(one))) === null)
    await raise(ports, subjectOf(one), 'long-gap', `missed-since-${due}`);
  return null;
}

/** What was set, or loaded, after its time had come is not frozen: its figures would be of another day than it says. */
async function wasDue(ports: Ports, { plan, window }: PlanWindow, due: Instant): Promise<boolean> {
  const { windows } = await diaryBy(ports, due);
  if (!windows.some(({ id, freezes }) => id === window.id && freezes === window.freezes)) return false;
  return (await ports.plans.history(plan)).some(({ recordedAt }) => recordedAt <= due);
}

/** Freezes the figures of the whole plan now, once; the parts of it that channels read are made of them. */
export async function freezeWindow(ports: Ports, one: PlanWindow): Promise<Versioned<WindowRun> | null> {
  const { plan, window } = one;
  const known = await ports.rollups.windowRun(plan, window.id);
  const snapshot = await freezeOnce(ports, one, known?.value.period ?? addMs(freezesAt(window, ports.zone), PERIOD_MS));
  if (snapshot === null) return null;
  const run: WindowRun = { scope: plan, window: window.id, period: snapshot.period, state: 'frozen', released: null };
  const saved = await ports.rollups.saveWindowRun(run, known?.etag ?? null);
  ports.log.info('window-frozen', { window: window.id, plan, slot: snapshot.period });
  // Somebody else was faster: theirs counts.
  return saved === 'conflict' ? ports.rollups.windowRun(plan, window.id) : saved;
}

/** Made before, by a run that died, it is found again; what is not of this window is left alone. */
async function freezeOnce(ports: Ports, { plan, window }: PlanWindow, from: Instant): Promise<Snapshot | null> {
  for (let n = 0; n < PERIODS; n += 1) {
    const snapshot = await freeze(ports, wholePlan(plan), addMs(from, n), window.id);
    if (snapshot === null || (snapshot.window === window.id && !isAhead(ports, readAtOf(snapshot)))) return snapshot;
  }
  throw new Error(`The figures of window ${window.id} of ${plan} have no room`);
}

/**
 * The clock was ahead, and the figures were frozen before their time: a person is told, and they are frozen anew when it
 * comes. The row names the moment of the new ones, which are not there yet.
 *
 * @returns whether all was right already
 */
async function setRight(ports: Ports, one: PlanWindow): Promise<boolean> {
  const { plan, window } = one;
  if (!isAhead(ports, freezesAt(window, ports.zone))) return true;
  const run = await frozenRun(ports, one);
  if (run === null) return true;
  ports.log.warn('window-ahead', { window: window.id, plan, slot: run.value.period });
  await raise(ports, subjectOf(one), 'long-gap', `done-ahead-${run.value.period}`);
  const { scope, period } = run.value;
  const again: WindowRun = { scope, window: window.id, period: addMs(period, 1), state: 'frozen', released: null };
  await ports.rollups.saveWindowRun(again, run.etag);
  return false;
}
