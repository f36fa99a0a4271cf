import type { Decision, OpenDecision } from '../../domain/plan-decisions.js';
import { decisionsIn } from '../../domain/fault-report.js';
import type { PlanDifference } from '../../domain/plan-difference.js';
import { isRefused } from '../../domain/read-plan.js';
import { recordAct } from '../audit.js';
import { applyFile, differenceTo, type NextFile, type NextFileAnswer } from '../reimport.js';
import { CommandError, counted, type CommandPorts } from './answer.js';

/** What a filled-in fault report decides; refused with a sentence for each value that cannot be read. */
export function decisionsFrom(
  ports: Pick<CommandPorts, 'readDecisions'>,
  bytes: Uint8Array | null,
  open: readonly OpenDecision[],
): readonly Decision[] {
  if (bytes === null) return [];
  const read = ports.readDecisions(bytes);
  if (isRefused(read)) throw new CommandError('not-decisions', read.refused);
  const { decisions, faults } = decisionsIn(read, open);
  if (faults.length > 0) throw decisionsWrong(faults);
  return decisions;
}

/** Nothing was written: every decision that cannot be followed, in a sentence each. */
export function decisionsWrong(faults: readonly { readonly message: string }[]): CommandError {
  const said = faults.slice(0, 10).map(({ message }) => message);
  const more = faults.length - said.length;
  return new CommandError('decisions', [...said, ...(more > 0 ? [`And ${String(more)} more.`] : [])].join(' '));
}

/** What a later file changes: shown, or applied where that was said. */
export async function nextFile(
  ports: CommandPorts,
  order: NextFile,
  how: { readonly dryRun: boolean; readonly apply: boolean },
): Promise<PlanDifference> {
  const answer = how.apply && !how.dryRun ? await applyFile(ports, order) : await differenceTo(ports, order);
  const difference = differenceIn(answer);
  if (how.dryRun || how.apply) return difference;
  const code = differs(difference) ? 'plan-differs' : 'plan-exists';
  await recordAct(ports, order.enteredBy, 'plan imported', order.plan, code);
  throw code === 'plan-differs' ? planDiffers(order.plan, difference) : planExists(order.plan);
}

export function differenceIn(answer: NextFileAnswer): PlanDifference {
  switch (answer.kind) {
    case 'refused':
      throw new CommandError(answer.refusal.code, answer.refusal.message);
    case 'faults':
      throw decisionsWrong(answer.faults);
    case 'difference':
    case 'applied':
      return answer.difference;
  }
}

function planExists(plan: string): CommandError {
  const message = `There is a plan “${plan}” already, and this file says nothing new of it. Give another id with --plan to load it as a plan of its own.`;
  return new CommandError('plan-exists', message);
}

function planDiffers(plan: string, difference: PlanDifference): CommandError {
  const message = `There is a plan “${plan}” already. This file ${inShort(difference)}. Look at it with --dry-run, then add --apply; or give another id with --plan.`;
  return new CommandError('plan-differs', message);
}

function differs({ added, gone, back, changed, headings }: PlanDifference): boolean {
  return [added, gone, back, changed, headings].some((list) => list.length > 0);
}

function inShort({ added, gone, changed }: PlanDifference): string {
  return `has ${String(added.length)} new, ${String(gone.length)} gone and ${String(changed.length)} changed`;
}

/** Of a decision every key, whatever it is about. */
export function decisionJson(open: OpenDecision) {
  return { ...open, place: open.place ?? null };
}

/** As it is, with its decisions beside those of the file. */
export function differenceJson({ decisions, ...difference }: PlanDifference) {
  return { ...difference, decisions: decisions.map(({ id }) => id) };
}

/** A difference in lines for a person at a terminal. */
export function differenceLines(difference: PlanDifference, done: boolean): readonly string[] {
  const { added, gone, back, foundAgain, changed, headings, decisions, unchanged } = difference;
  const part = (head: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', head, ...lines]);
  const changes = changed.flatMap((one) =>
    one.changes.map(({ field, from, to, taken }) => {
      const kept = taken ? '' : ' (kept as it stands here)';
      return `  ${one.ref}: ${field} ${from === '' ? 'nothing' : `“${from}”`} -> ${to === '' ? 'nothing' : `“${to}”`}${kept}`;
    }),
  );
  return [
    `${done ? 'Applied: the file' : 'The file'} ${inShort(difference)}; ${counted(unchanged, 'milestone')} unchanged.`,
    ...part(
      'New:',
      added.map(({ ref, text }) => `  ${ref}: ${text}`),
    ),
    ...part(
      'Gone, moved or removed; asked about until somebody says which:',
      gone.map(({ ref, text }) => `  ${ref}: ${text}`),
    ),
    ...part(
      'In the file again:',
      back.map((ref) => `  ${ref}`),
    ),
    ...part(
      'Found again:',
      foundAgain.map(
        ({ ref, fileRef, row, because }) => `  ${ref} in row ${String(row)} (${fileRef} there): ${because}`,
      ),
    ),
    ...part(
      'Headings:',
      headings.map(({ code, from, to }) => `  ${code}: ${from === null ? 'new' : `“${from}”`} -> “${to}”`),
    ),
    ...part('Changed:', changes),
    ...part(
      'To be decided, with --faults and --decisions:',
      decisions.map(({ question, assumed }) => `  ${question} ${assumed}.`),
    ),
  ];
}
