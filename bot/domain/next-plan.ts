import { textMark } from './file-said.js';
import { entryNamed } from './key.js';
import type { Loading } from './new-milestone.js';
import { wrongChoice } from './plan-decide.js';
import type { Decision, DecisionFault, OpenDecision } from './plan-decisions.js';
import type { PlanDifference } from './plan-difference.js';
import { inPlansWords, type Headings } from './plan-headings.js';
import { matchRows } from './plan-matching.js';
import type { WordsOf } from './plan-looks.js';
import { nextOf } from './plan-next.js';
import { isComplete, isClosed, type Milestone, type OfficerId, type Plan } from './plan.js';
import type { PlanFile, PlanRow } from './read-plan.js';

/** A plan as it stands. */
interface PlanBefore extends Headings {
  readonly plan: Plan;
  /** In printed order. */
  readonly milestones: readonly Milestone[];
}

/** What a later file makes of a plan: in words, and as it is to be written. */
export interface NextPlan {
  readonly difference: PlanDifference;
  /** The file with the codes and refs of the plan. */
  readonly file: PlanFile;
  readonly changed: readonly { readonly before: Milestone; readonly after: Milestone }[];
  /** Rows that are new, with their place in the plan. */
  readonly added: readonly { readonly row: PlanRow; readonly order: number }[];
  readonly faults: readonly DecisionFault[];
}

/**
 * What a later file changes of a plan (H12): matched by ref, else by words, place and date; compared with what the last
 * file said, so that what people changed since is not undone in silence. What it has no more is gone, never deleted. Pure.
 *
 * @param decisions about matches and conflicts alone
 */
export function nextPlan(
  before: PlanBefore,
  loading: Loading,
  decisions: readonly Decision[],
  nameOf: (officer: OfficerId) => string,
): NextPlan {
  const parentOf = (one: Milestone): string => textMark(titlesOf(one, before).join('\n'));
  const matching = matchRows(before.milestones, loading.file, parentOf, decisions);
  const refs = before.milestones.map(({ ref }) => ref);
  const translated = inPlansWords(before, loading.file, matching.matches, refs);
  const own = { ...loading, file: translated.file };
  const given = new Map(decisions.map((one) => [one.id, one]));
  const words = wordsIn(translated.file, before, nameOf);
  const rowAt = new Map(translated.file.rows.map((row) => [row.ref, row]));
  const found = matching.matches.flatMap((match) => {
    const row = rowAt.get(match.milestone.ref);
    if (row === undefined) return [];
    return [{ match, row, before: match.milestone, ...nextOf(match.milestone, row, own, { given, words }) }];
  });
  const stays = new Set(found.map((one) => one.before));
  const keepsFiles = before.milestones.some(({ fileSaid }) => fileSaid !== undefined);
  // What people added here stood in no file.
  const gone = before.milestones.filter(
    (one) => !stays.has(one) && (one.goneSince ?? null) === null && (!keepsFiles || one.fileSaid !== undefined),
  );
  const open = [...matching.decisions, ...found.flatMap((one) => one.decisions)];
  const added = placed(translated.file.rows, before.milestones);
  return {
    file: translated.file,
    changed: [
      ...found.filter((one) => one.after !== one.before).map((one) => ({ before: one.before, after: one.after })),
      ...gone.map((one) => ({ before: one, after: { ...one, goneSince: loading.asAt } })),
    ],
    added,
    faults: [...matching.faults, ...faultsOf(decisions, open, before.plan.file?.on === loading.asAt)],
    difference: {
      since: before.plan.file?.on ?? null,
      unchanged: found.filter(({ changes }) => changes.length === 0).length,
      added: added.map(({ row: { ref, row, text } }) => ({ ref, row, text })),
      gone: gone.map((one) => ({ ref: one.ref, text: one.text, open: !isComplete(one) && !isClosed(one) })),
      back: found.filter((one) => (one.before.goneSince ?? null) !== null).map((one) => one.before.ref),
      foundAgain: found.flatMap(({ match: { because, row, milestone } }) => {
        const { ref } = milestone;
        const fileRef = translated.fileRefs.get(ref) ?? row.ref;
        const tells = because !== null && (fileRef !== ref || textMark(row.text) !== textMark(milestone.text));
        return tells ? [{ ref, fileRef, row: row.row, because }] : [];
      }),
      changed: found.flatMap(({ before: { ref }, row, changes }) =>
        changes.length === 0 ? [] : [{ ref, row: row.row, changes }],
      ),
      headings: translated.headings,
      decisions: open,
    },
  };
}

/** @param begun the newest file is of that day: what was decided may be written already, by this one broken off */
function faultsOf(
  decisions: readonly Decision[],
  open: readonly OpenDecision[],
  begun: boolean,
): readonly DecisionFault[] {
  const known = new Map(open.map((one) => [one.id, one]));
  return decisions.flatMap((decision): DecisionFault[] => {
    const { id } = decision;
    const one = known.get(id);
    const unknown = `“${id}” is not open between this file and the plan. Write the fault report anew.`;
    const wrong =
      one === undefined ? (begun ? null : unknown) : one.kind === 'match' ? null : wrongChoice({ open: one }, decision);
    return wrong === null ? [] : [{ id, message: wrong }];
  });
}

function titlesOf({ area, objective }: Pick<Milestone, 'area' | 'objective'>, { areas, objectives }: Headings) {
  return [areas, objectives].map((all, at) => all.find(({ code }) => code === [area, objective][at])?.title ?? '');
}

function wordsIn(file: PlanFile, before: PlanBefore, nameOf: (officer: OfficerId) => string): WordsOf {
  const objectives = new Map([...before.objectives, ...file.objectives].map(({ code, title }) => [code, title]));
  const areas = new Map([...before.areas, ...file.areas].map(({ code, title }) => [code, title]));
  return {
    parent: ({ area, objective }) => `${areas.get(area) ?? area}, ${objectives.get(objective) ?? objective}`,
    leads: (leads) => leads.map(nameOf).join('; '),
    rating: (grade) => entryNamed(before.plan.key, grade)?.word ?? grade,
  };
}

/** New rows stand behind the row above them, before the next one of the plan: no other moves for them. */
function placed(rows: readonly PlanRow[], milestones: readonly Milestone[]): NextPlan['added'] {
  const orderOf = new Map(milestones.map(({ ref, order }) => [ref, order]));
  const orders = milestones.map(({ order }) => order).sort((a, b) => a - b);
  const added: { row: PlanRow; order: number }[] = [];
  let at = 0;
  let above = (orders[0] ?? 0) - 1;
  while (at < rows.length) {
    const known = orderOf.get(rows[at]?.ref ?? '');
    const fresh = rows.slice(at, at + newFrom(rows, at, orderOf));
    const [from, to] = [above, orders.find((order) => order > above) ?? above + fresh.length + 1];
    fresh.forEach((row, n) => added.push({ row, order: from + ((to - from) * (n + 1)) / (fresh.length + 1) }));
    if (known !== undefined) above = known;
    at += Math.max(1, fresh.length);
  }
  return added;
}

/** How many rows from there on are new. */
function newFrom(rows: readonly PlanRow[], at: number, known: ReadonlyMap<string, unknown>): number {
  let count = 0;
  while (at + count < rows.length && !known.has(rows[at + count]?.ref ?? '')) count += 1;
  return count;
}
