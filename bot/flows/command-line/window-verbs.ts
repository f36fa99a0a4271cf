import { inWords, type CivilDate } from '../../domain/dates.js';
import { inList } from '../../domain/lists.js';
import { restDays } from '../../domain/window-faults.js';
import type { ReportingWindow } from '../../domain/windows.js';
import { settle } from '../attention.js';
import { recordAct } from '../audit.js';
import { changeWindows, type WindowAct } from '../reporting-windows.js';
import { postWindow, subjectOf, type PlanWindow, type WindowPosted } from '../window-posting.js';
import { freezeWindow, frozenRun } from '../window-runs.js';
import { stateOfWindow, type StateOfWindow, type WindowState } from '../window-state.js';
import { CommandError, counted, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';

/** The windows there are, how far each has come, and what it does next. */
export async function windowsVerb(ports: CommandPorts, common: Common, plan: string | null): Promise<Answer> {
  if (plan !== null) await planOf(ports, plan);
  const all = await ports.diary.windows();
  const shown = all.filter((one) => plan === null || one.plan === null || one.plan === plan);
  const states: StateOfWindow[] = [];
  for (const window of shown) states.push(await stateOfWindow(ports, window, common.asAt));
  const none =
    'No reporting window is set. Set one with: windows add 2026-q2 --name "Quarter 2" --opens D --chases "D; D" --freezes D --posts D';
  const rows = states.map(({ window, state, nextInWords }) => [
    window.id,
    window.name,
    window.plan ?? 'every plan',
    STATES[state],
    nextInWords,
  ]);
  return {
    json: { asAt: common.asAt, windows: states.map(windowJson) },
    lines: rows.length === 0 ? [none] : table(rows),
  };
}

const STATES: Readonly<Record<WindowState, string>> = {
  ahead: 'to come',
  open: 'open',
  chasing: 'asks again',
  'not-frozen': 'not frozen',
  frozen: 'frozen',
  released: 'released',
  posted: 'posted',
};

export interface WindowWords {
  readonly id: string;
  readonly name: string;
  readonly opens: CivilDate;
  readonly chases: readonly CivilDate[];
  readonly freezes: CivilDate;
  readonly posts: CivilDate;
  readonly plan: string | null;
}

export async function windowAddVerb(ports: CommandPorts, common: Common, words: WindowWords): Promise<Answer> {
  if (words.plan !== null) await planOf(ports, words.plan);
  const window: ReportingWindow = { ...words, name: words.name.trim(), chases: inOrder(words.chases) };
  return changed(ports, common, { kind: 'add', window }, 'window added');
}

/** What is left out stays as it is. */
export type WindowChange = Partial<Omit<WindowWords, 'id' | 'plan'>>;

export async function windowChangeVerb(
  ports: CommandPorts,
  common: Common,
  id: string,
  change: WindowChange,
): Promise<Answer> {
  const { name, chases, ...days } = change;
  const to = {
    ...days,
    ...(name !== undefined && { name: name.trim() }),
    ...(chases !== undefined && { chases: inOrder(chases) }),
  };
  return changed(ports, common, { kind: 'change', id, to }, 'window changed');
}

export async function windowRemoveVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const done = await changeWindows(ports, { kind: 'remove', id }, common.by);
  if (done.kind === 'refused') throw new CommandError(done.code, done.message);
  await recordAct(ports, common.by, 'window removed', id);
  return { json: { asAt: common.asAt, removed: id }, lines: [`“${id}” is removed: nobody is asked for it any more.`] };
}

async function changed(ports: CommandPorts, common: Common, act: WindowAct, what: string): Promise<Answer> {
  const done = await changeWindows(ports, act, common.by);
  if (done.kind === 'refused') throw new CommandError(done.code, done.message);
  const { window } = done;
  await recordAct(ports, common.by, what, window.id);
  const state = await stateOfWindow(ports, window, common.asAt);
  const warnings = [
    ...restDays(window, ports.calendar),
    ...(window.chases.length === 0
      ? ['Nobody is asked again before the figures are frozen: no --chases are set.']
      : []),
  ];
  return {
    json: { asAt: common.asAt, window: windowJson(state), warnings },
    lines: [...windowLines(state), ...warnings.map((one) => `Note: ${one}`)],
  };
}

/** Does now what comes next: freezes what was missed, or posts what is frozen before its day. */
export async function windowRunVerb(
  ports: CommandPorts,
  common: Common,
  id: string,
  plan: string | null,
): Promise<Answer> {
  const window = (await ports.diary.windows()).find((one) => one.id === id);
  if (window === undefined) throw new CommandError('no-such-window', `There is no window “${id}”. See: windows`);
  const plans = plan !== null ? [plan] : window.plan !== null ? [window.plan] : await ports.plans.ids();
  if (plan !== null && window.plan !== null && plan !== window.plan) {
    throw new CommandError('other-plan', `“${id}” is a window of “${window.plan}”, not of “${plan}”.`);
  }
  await recordAct(ports, common.by, 'window run', id);
  const done: Step[] = [];
  for (const one of plans) done.push(await nextStep(ports, { plan: one, window }));
  return {
    json: { asAt: common.asAt, done: done.map(({ plan: about, what }) => ({ plan: about, what })) },
    lines: done.map(({ plan: about, said }) => `${about}: ${said}`),
  };
}

interface Step {
  readonly plan: string;
  readonly what: 'frozen' | WindowPosted['kind'];
  readonly said: string;
}

async function nextStep(ports: CommandPorts, one: PlanWindow): Promise<Step> {
  const { plan, window } = one;
  await planOf(ports, plan);
  const run = await frozenRun(ports, one);
  if (run === null) {
    const today = await stateOfWindow(ports, window, window.freezes);
    if (today.plans.find((each) => each.plan === plan)?.state !== 'not-frozen') {
      const message = `The figures are frozen at noon on ${inWords(window.freezes)}, and not before: until then people answer. Change that day with: windows change ${window.id} --freezes D`;
      throw new CommandError('not-yet', message);
    }
    if ((await freezeWindow(ports, one)) === null)
      throw new CommandError('no-such-plan', `There is no plan “${plan}”.`);
    await settle(ports, subjectOf(one));
    return { plan, what: 'frozen', said: 'the figures are frozen as they are now.' };
  }
  if (run.value.state === 'posted') return { plan, what: 'posted', said: 'it is posted already.' };
  const posted = await postWindow(ports, one, run, true);
  return { plan, what: posted.kind, said: postedInWords(posted) };
}

function postedInWords(posted: WindowPosted): string {
  switch (posted.kind) {
    case 'posted':
      return `${counted(posted.posts, 'summary', 'summaries')} queued.`;
    case 'not-released':
      return 'it waits until the plan’s owner has released it. See: release';
    case 'no-channel':
      return 'no channel reads it. Mention Waymark in one, with: @Waymark summary here';
    case 'changed':
      return 'somebody decided about it at the same moment. Look again with: windows';
    case 'not-yet':
    case 'gone':
      return 'its figures are gone.';
  }
}

function windowJson({ window, state, plans, next, nextInWords }: StateOfWindow) {
  const { id, plan, name, opens, chases, freezes, posts } = window;
  const days = { opens, chases, freezes, posts };
  return { id, plan, name, ...days, state, plans: plans.map((one) => ({ ...one })), next, nextInWords };
}

function windowLines({ window, nextInWords }: StateOfWindow): string[] {
  const { id, name, opens, chases, freezes, posts, plan } = window;
  const again = chases.length === 0 ? '' : `, and whoever has not answered again on ${inList(chases.map(inWords))}`;
  return [
    `“${id}”, ${name}, ${plan === null ? 'for every plan' : `for “${plan}”`}:`,
    `  everybody is asked on ${inWords(opens)}${again};`,
    `  the figures are frozen at noon on ${inWords(freezes)}, and posted at nine on ${inWords(posts)}.`,
    `  ${nextInWords}`,
  ];
}

function inOrder(days: readonly CivilDate[]): readonly CivilDate[] {
  return [...new Set(days)].sort();
}
