/** How far a reporting window has come, and what it does next. */
import { inWords, type CivilDate } from '../domain/dates.js';
import type { PlanId } from '../domain/plan.js';
import { stepInWords } from '../domain/window-words.js';
import { isRunning } from '../domain/year-over.js';
import { freezesAt, nextStepOf, phaseOn, type ReportingWindow } from '../domain/windows.js';
import type { Ports } from './ports.js';
import { isOver } from './window-draft.js';
import { frozenRun } from './window-runs.js';

/** `not-frozen`: its time came, and there are no figures: the plan was loaded later, or nothing ran. */
export type WindowState = 'ahead' | 'open' | 'chasing' | 'not-frozen' | 'frozen' | 'released' | 'posted';

/** From the one that has come least far on. */
const IN_ORDER: readonly WindowState[] = ['ahead', 'open', 'chasing', 'not-frozen', 'frozen', 'released', 'posted'];

export interface StateOfPlan {
  readonly plan: PlanId;
  readonly state: WindowState;
  /** Its summary is posted only when the plan's owner has released it. */
  readonly release: boolean;
}

export interface StateOfWindow {
  readonly window: ReportingWindow;
  /** The least far of its plans. */
  readonly state: WindowState;
  readonly plans: readonly StateOfPlan[];
  readonly next: { readonly on: CivilDate; readonly what: 'opens' | 'chases' | 'freezes' | 'posts' } | null;
  /** A sentence. */
  readonly nextInWords: string;
}

/** A window as it stands now, for the day that the rules take for today. */
export async function stateOfWindow(ports: Ports, window: ReportingWindow, today: CivilDate): Promise<StateOfWindow> {
  const over = (await ports.plans.list()).filter((plan) => !isRunning(plan)).map(({ id }) => id);
  const every = async () => (await ports.plans.ids()).filter((id) => !over.includes(id));
  const ids = window.plan === null ? await every() : [window.plan];
  const plans = await Promise.all(ids.map((plan) => stateOfPlan(ports, { plan, window }, today)));
  const phase = phaseOn(window, today);
  const none = phase === 'frozen' || phase === 'posted' ? 'not-frozen' : phase;
  const states = plans.map(({ state }) => state);
  const state = IN_ORDER.find((one) => states.includes(one)) ?? none;
  const next = state === 'posted' ? null : nextStepOf(window, today);
  return { window, state, plans, next, nextInWords: nextOf({ window, state, plans, next }) };
}

async function stateOfPlan(
  ports: Ports,
  one: { readonly plan: PlanId; readonly window: ReportingWindow },
  today: CivilDate,
): Promise<StateOfPlan> {
  const outline = await ports.plans.outline(one.plan);
  const release = outline?.plan.release ?? false;
  const run = await frozenRun(ports, one);
  if (run !== null) return { plan: one.plan, state: isOver(run.value.state) ? 'posted' : run.value.state, release };
  const isDue = freezesAt(one.window, ports.zone) <= ports.clock.now();
  const phase = phaseOn(one.window, today);
  const ahead = phase === 'frozen' || phase === 'posted' ? 'chasing' : phase;
  return { plan: one.plan, state: isDue ? 'not-frozen' : ahead, release };
}

function nextOf({ window, state, plans, next }: Omit<StateOfWindow, 'nextInWords'>): string {
  switch (state) {
    case 'ahead':
    case 'open':
    case 'chasing':
      return next === null ? 'Its figures are about to be frozen.' : `${capital(stepInWords(next.what, next.on))}.`;
    case 'not-frozen':
      return `Its figures are not frozen: the plan was loaded later, or nothing ran on ${inWords(window.freezes)}.`;
    case 'frozen':
    case 'released': {
      const waits = plans.filter((one) => one.release && one.state === 'frozen').map(({ plan }) => `“${plan}”`);
      const once = waits.length === 0 ? '' : `, once the owner of ${waits.join(', ')} has released it`;
      return `${capital(stepInWords('posts', window.posts))}${once}.`;
    }
    case 'posted':
      return 'It is posted, and over.';
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
