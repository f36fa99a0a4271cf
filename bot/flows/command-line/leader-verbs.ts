/** Who stands by the figures of a reporting window, whether they are released, and how a whole plan is rated. */
import { inWords } from '../../domain/dates.js';
import { figuresThatDiffer } from '../../domain/figures-differ.js';
import { signingOf } from '../../domain/sign-off.js';
import { readDirectory } from '../directory.js';
import { overallFormView } from '../overall-view.js';
import { ratePlan } from '../rate-plan.js';
import { release } from '../release.js';
import { nothingWaits, signOff } from '../sign-off.js';
import { draftFigures, findDraft, type WindowDraft } from '../window-draft.js';
import { CommandError, namedOfficer, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { areaOf, planOf } from './plan-verbs.js';

/** What waits to be signed off, by area; and whether it is released. */
export async function signOffListVerb(ports: CommandPorts, common: Common, plan: string): Promise<Answer> {
  const draft = await draftOf(ports, common, plan, null);
  const { nameOf } = await readDirectory(ports.people);
  const { signed, unsigned } = signingOf(draft.areas, draft.window.id, draft.figuresOf, nameOf);
  const { window, decided } = draft;
  const rows = [
    ...unsigned.map(({ code, area, head }) => [code, `not signed off (${head ?? 'nobody is head of service'})`, area]),
    ...signed.map(({ code, area, by, on, words }) => [
      code,
      `signed off by ${by} on ${on}${words === '' ? '' : `: “${words}”`}`,
      area,
    ]),
  ];
  const release = draft.outline.plan.release ? [releaseLine(draft)] : [];
  return {
    json: {
      asAt: common.asAt,
      plan,
      window: window.id,
      figuresOf: draft.snapshot.asAt,
      signed,
      unsigned,
      release: decided,
    },
    lines: [`${window.name}: the figures of ${inWords(draft.snapshot.asAt)}.`, ...table(rows), ...release],
  };
}

function releaseLine({ decided }: WindowDraft): string {
  if (decided === null) return 'Its plan owner has not released it yet.';
  return decided === 'released' ? 'It is released.' : 'Its plan owner has said: not yet.';
}

export interface SignOffWords {
  readonly plan: string;
  readonly area: string;
  readonly by: string;
  readonly words: string;
}

/** Records that somebody stands by the figures of an area. */
export async function signOffVerb(ports: CommandPorts, common: Common, order: SignOffWords): Promise<Answer> {
  const area = areaOf(await planOf(ports, order.plan), order.area);
  const by = { kind: 'officer', id: (await namedOfficer(ports, order.by)).id } as const;
  const { plan, words } = order;
  const said = { plan, area: area.code, by, enteredBy: common.by, words, shown: null };
  const done = await signOff(ports, said);
  if (done.kind === 'refused') throw new CommandError(done.refusal.code, done.refusal.message);
  const window = done.draft.window;
  return {
    json: {
      asAt: common.asAt,
      plan,
      area: area.code,
      window: window.id,
      replayed: done.kind === 'done' && done.replayed,
    },
    lines: [`${area.title} is signed off for ${window.name}.`],
  };
}

export interface ReleaseWords {
  readonly plan: string;
  readonly window: string | null;
  readonly by: string;
  readonly refuse: boolean;
  readonly reason: string;
}

/** Records that a plan's owner lets its summary be posted, or not yet. */
export async function releaseVerb(ports: CommandPorts, common: Common, words: ReleaseWords): Promise<Answer> {
  const { plan, window, refuse, reason } = words;
  const draft = await draftOf(ports, common, plan, window);
  const by = { kind: 'officer', id: (await namedOfficer(ports, words.by)).id } as const;
  const done = await release(ports, { plan, by, enteredBy: common.by, release: !refuse, reason, shown: null });
  if (done.kind === 'refused') throw new CommandError(done.refusal.code, done.refusal.message);
  const then = refuse
    ? 'is not released yet'
    : `is released: it is posted on ${inWords(draft.window.posts)}, or at once after it`;
  return {
    json: { asAt: common.asAt, plan, window: draft.window.id, released: !refuse },
    lines: [`${draft.window.name} ${then}.`],
  };
}

/** Every figure in which the readings of one window differ: what was frozen first, and what stands now. */
export async function compareVerb(ports: CommandPorts, common: Common, plan: string, window: string): Promise<Answer> {
  await planOf(ports, plan);
  const own = (await ports.rollups.snapshots(plan)).filter((one) => one.window === window);
  const [first, last] = [own.at(-1), own[0]];
  if (first === undefined || last === undefined) {
    throw new CommandError(
      'no-such-window',
      `No figures of “${plan}” were frozen for “${window}”. List them with: windows`,
    );
  }
  const [one, other] = [await draftFigures(ports, first), await draftFigures(ports, last)];
  if (one === null || other === null)
    throw new CommandError('gone', 'The figures cannot be read any more. Look with: doctor');
  const differ = figuresThatDiffer(one.rollup, other.rollup);
  const rows = differ.map(({ what, first: was, second }) => [what, was, second]);
  const head = `${String(own.length)} readings of ${window}; the first of ${first.readAt ?? first.asOf}, the last of ${last.readAt ?? last.asOf}.`;
  return {
    json: { asAt: common.asAt, plan, window, readings: own.map(({ period }) => period), differ },
    lines: [head, ...(rows.length === 0 ? ['They agree in every figure.'] : table([['', 'first', 'last'], ...rows]))],
  };
}

/** How a plan is rated as a whole, since when, and what it was before. */
export async function overallVerb(ports: CommandPorts, common: Common, plan: string): Promise<Answer> {
  await planOf(ports, plan);
  const view = await overallFormView(ports, plan, {}, common.asAt);
  if (view === null) throw new CommandError('not-loaded', `“${plan}” was not loaded by ${inWords(common.asAt)}.`);
  const { overall, suggested, history } = view;
  const before = overall?.before ?? null;
  const json = {
    ...{ asAt: common.asAt, plan, rating: overall?.grade.rating ?? null, ratingLabel: overall?.grade.word ?? null },
    ...{
      reason: overall?.reason ?? null,
      by: overall?.by ?? null,
      on: overall?.on ?? null,
      since: overall?.since ?? null,
    },
    ...{ before: before && { ratingLabel: before.grade.word, on: before.on }, suggested: suggested?.word ?? null },
    history: history.map(({ grade, reason, by, on }) => ({ ratingLabel: grade.word, reason, by, on })),
  };
  const worst = suggested === null ? [] : [`The worst of its parts: ${suggested.word}.`];
  const rows = history.map(({ grade, reason, by, on }) => [on, grade.word, `${by}: ${reason}`]);
  if (overall === null) return { json, lines: ['It has no overall rating yet.', ...worst] };
  return { json, lines: [`${overall.grade.word} since ${inWords(overall.since)}.`, ...worst, ...table(rows)] };
}

export interface OverallWords {
  readonly plan: string;
  readonly by: string;
  readonly rating: string;
  readonly reason: string;
}

/** Records how a plan's owner rates the whole of it. */
export async function overallSetVerb(ports: CommandPorts, common: Common, words: OverallWords): Promise<Answer> {
  const { plan, rating, reason } = words;
  await planOf(ports, plan);
  const by = { kind: 'officer', id: (await namedOfficer(ports, words.by)).id } as const;
  const done = await ratePlan(ports, { plan, by, enteredBy: common.by, rating, reason, rev: null });
  if (done.kind === 'refused') throw new CommandError(done.refusal.code, done.refusal.message);
  const { grade, replayed } = done;
  return {
    json: { asAt: common.asAt, plan, rating: grade.rating, ratingLabel: grade.word, replayed },
    lines: [`The overall rating is ${grade.word}.`],
  };
}

async function draftOf(ports: CommandPorts, common: Common, plan: string, window: string | null): Promise<WindowDraft> {
  await planOf(ports, plan);
  const found = await findDraft(ports, plan, common.asAt);
  if (found.kind !== 'draft') {
    const { code, message } = nothingWaits(found);
    throw new CommandError(code, message);
  }
  const { draft } = found;
  if (window === null || window === draft.window.id) return draft;
  throw new CommandError('no-such-window', `It is the figures of “${draft.window.id}” that wait, not of “${window}”.`);
}
