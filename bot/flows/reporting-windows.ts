import type { Refusal } from '../domain/reasons.js';
import { inWords } from '../domain/dates.js';
import type { Actor, PlanId } from '../domain/plan.js';
import { faultOf } from '../domain/window-faults.js';
import { freezesAt, type ReportingWindow } from '../domain/windows.js';
import { lookEarlier } from './look-earlier.js';
import type { DiaryImage, Ports } from './ports.js';
import { presentCalendar } from './working-calendar.js';

/** What to do with the windows there are. */
export type WindowAct =
  | { readonly kind: 'add'; readonly window: ReportingWindow }
  /** What is left out stays as it is. */
  | { readonly kind: 'change'; readonly id: string; readonly to: Partial<Omit<ReportingWindow, 'id' | 'plan'>> }
  | { readonly kind: 'remove'; readonly id: string };

export type WindowsChanged =
  { readonly kind: 'changed'; readonly window: ReportingWindow } | (Refusal & { readonly kind: 'refused' });

const TRIES = 5;

/**
 * Sets, changes or removes a reporting window. Index first, truth second (DESIGN 4): what has to be looked at earlier is
 * looked at earlier before the window counts; `nightly` recomputes the rest.
 */
export async function changeWindows(ports: Ports, act: WindowAct, by: Actor): Promise<WindowsChanged> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { windows: previous } = await ports.diary.read();
    const known = previous?.windows ?? [];
    const next = await nextWindows(ports, known, act);
    if ('code' in next) return { kind: 'refused', ...next };
    const before = { ...(await presentCalendar(ports)), windows: known };
    const look = (): Promise<void> => lookEarlier(ports, before, { ...before, windows: next.windows });
    await look();
    const image: DiaryImage = { kind: 'windows', windows: { windows: next.windows } };
    const at = ports.clock.now();
    const inputHash = ports.hash(JSON.stringify(act));
    const change = { image, previous, at, recordedAt: at, by, why: WHY[act.kind], inputHash };
    if ((await ports.diary.commit([change])) === 'written') {
      // A sweep may have come between, and moved the rows on by the windows of before.
      await look();
      return { kind: 'changed', window: next.window };
    }
  }
  return {
    kind: 'refused',
    code: 'changed-meanwhile',
    message: 'Somebody else changed the reporting windows at the same moment. Say it again.',
  };
}

const WHY = { add: 'window added', change: 'window changed', remove: 'window removed' } as const;

interface Next {
  readonly windows: readonly ReportingWindow[];
  /** The one that it is about. */
  readonly window: ReportingWindow;
}

async function nextWindows(ports: Ports, known: readonly ReportingWindow[], act: WindowAct): Promise<Next | Refusal> {
  if (act.kind === 'add') {
    const { window } = act;
    if (known.some(({ id }) => id === window.id)) {
      return {
        code: 'window-exists',
        message: `There is a window “${window.id}” already. Give another id, or change it.`,
      };
    }
    return faultOf(window, known) ?? tooLate(ports, window) ?? { windows: inOrder([...known, window]), window };
  }
  const found = known.find(({ id }) => id === act.id);
  if (found === undefined) return unknown(known, act.id);
  const others = known.filter((one) => one !== found);
  const begun = await frozenPlans(ports, found);
  if (act.kind === 'remove') {
    return begun.length > 0 ? stands(found, 'It cannot be removed.') : { windows: others, window: found };
  }
  const window = { ...found, ...act.to };
  if (JSON.stringify(window) === JSON.stringify(found)) {
    return { code: 'nothing-changed', message: `“${act.id}” is so already. See: windows` };
  }
  if (begun.length > 0) {
    const rest = { ...window, name: found.name, posts: found.posts };
    if (JSON.stringify(rest) !== JSON.stringify(found)) {
      return stands(found, 'Only its name and the day on which it is posted can still be changed.');
    }
  }
  const fault = faultOf(window, others) ?? (begun.length > 0 ? null : tooLate(ports, window));
  return fault ?? { windows: inOrder([...others, window]), window };
}

/** What began before it was set is not frozen: its figures would be of another day than it says. */
function tooLate({ clock, zone }: Ports, window: ReportingWindow): Refusal | null {
  if (freezesAt(window, zone) > clock.now()) return null;
  const message = `Its figures would have been frozen at noon on ${inWords(window.freezes)}, which has passed. Give a later day.`;
  return { code: 'date-passed', message };
}

/** The plans whose figures of a window are frozen. */
export async function frozenPlans(ports: Pick<Ports, 'plans' | 'rollups'>, window: ReportingWindow): Promise<PlanId[]> {
  const plans = window.plan === null ? await ports.plans.ids() : [window.plan];
  const runs = await Promise.all(plans.map((plan) => ports.rollups.windowRun(plan, window.id)));
  return plans.filter((_, index) => runs[index] !== null);
}

function stands({ id, freezes }: ReportingWindow, rest: string): Refusal {
  const message = `The figures of “${id}” are frozen since ${inWords(freezes)}, and stand. ${rest}`;
  return { code: 'window-frozen', message };
}

function unknown(known: readonly ReportingWindow[], id: string): Refusal {
  const ids = known.map((one) => one.id).join(', ');
  const there = ids === '' ? 'None is set.' : `There are: ${ids}.`;
  return { code: 'no-such-window', message: `There is no window “${id}”. ${there}` };
}

function inOrder(windows: readonly ReportingWindow[]): readonly ReportingWindow[] {
  return [...windows].sort((a, b) => (a.opens < b.opens ? -1 : a.opens > b.opens ? 1 : a.id < b.id ? -1 : 1));
}
