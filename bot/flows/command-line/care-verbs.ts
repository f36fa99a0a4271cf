/** Looking after the milestones of a plan, and after what it and its parts are called, at a terminal. */
import { readTags } from '../../domain/care.js';
import { addMilestone, type Place } from '../add-milestone.js';
import type { Cared } from '../care.js';
import { editMilestone, reassign, renameTag, reopenRows, tagMilestones, withdrawRows } from '../care-milestones.js';
import type { Wanted } from '../read-wanted.js';
import { renameIn, type RenameOrder } from '../rename-plan.js';
import { splitMilestone } from '../split-milestone.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';

export interface AddWords extends Wanted {
  readonly plan: string;
  readonly area: Place | null;
  readonly objective: Place;
  readonly tags: string;
}

/** A milestone that the plan did not have. */
export async function milestoneAddVerb(ports: CommandPorts, common: Common, words: AddWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const done = await addMilestone(ports, { ...words, tags: tagsOf(words.tags), by: common.by });
  return told(common, words.plan, done, (refs) => `${refs} is in the plan.`);
}

export interface EditWords {
  readonly plan: string;
  readonly ref: string;
  readonly text: string | null;
  readonly objective: string | null;
  readonly after: string | null;
}

/** Other words for a milestone, or another place. */
export async function milestoneEditVerb(ports: CommandPorts, common: Common, words: EditWords): Promise<Answer> {
  await planOf(ports, words.plan);
  if (words.text === null && words.objective === null && words.after === null) {
    throw new CommandError('nothing', 'Say what is to change: --text, --objective or --after.', 2);
  }
  const done = await editMilestone(ports, { ...words, by: common.by });
  return told(common, words.plan, done, (refs) => `Changed: ${refs}. What it was stands in its history.`);
}

export interface TagWords {
  readonly plan: string;
  /** With semicolons between them. */
  readonly refs: string;
  readonly add: string;
  readonly remove: string;
}

export async function milestoneTagVerb(ports: CommandPorts, common: Common, words: TagWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const [add, remove] = [tagsOf(words.add), tagsOf(words.remove)];
  if (add.length + remove.length === 0) throw new CommandError('tags', 'Give --add or --remove.', 2);
  const done = await tagMilestones(ports, { plan: words.plan, refs: refsOf(words.refs), add, remove, by: common.by });
  return told(common, words.plan, done, (refs) => `Tagged anew: ${refs}.`);
}

export interface TagRenameWords {
  readonly plan: string;
  readonly from: string;
  readonly to: string;
}

/** One tag in place of another, wherever it is read. */
export async function tagRenameVerb(ports: CommandPorts, common: Common, words: TagRenameWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const [to, more] = tagsOf(words.to);
  if (to === undefined || more !== undefined) throw new CommandError('tags', '--to: give one tag.', 2);
  const done = await renameTag(ports, { ...words, to, by: common.by });
  return told(common, words.plan, done, (refs) => `“${words.from}” is “${to}” from now on: ${refs}.`);
}

export interface ReassignWords {
  readonly plan: string;
  readonly refs: string | null;
  readonly area: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
}

/** Others lead it from today. */
export async function reassignVerb(ports: CommandPorts, common: Common, words: ReassignWords): Promise<Answer> {
  await planOf(ports, words.plan);
  if (words.refs === null && words.from === null) throw new CommandError('refs', 'Give --refs or --from.', 2);
  const refs = words.refs === null ? null : refsOf(words.refs);
  const done = await reassign(ports, { ...words, refs, by: common.by });
  return told(common, words.plan, done, (named) => `Led by ${words.to || 'nobody'} from today: ${named}.`);
}

export interface SplitWords {
  readonly plan: string;
  readonly ref: string;
  /** `TEXT | DUE | LEADS | REF`, with `||` between parts; what is left out is as it was. */
  readonly into: string;
  readonly reason: string;
}

/** One milestone in several. */
export async function milestoneSplitVerb(ports: CommandPorts, common: Common, words: SplitWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const parts = words.into.split('||').map((part): Wanted => {
    const [text = '', due = '', leads = '', ref = ''] = part.split('|').map((field) => field.trim());
    return { text, due, leads, ref: ref === '' ? null : ref };
  });
  const { plan, ref, reason } = words;
  const done = await splitMilestone(ports, { plan, ref, reason, parts, by: common.by });
  return told(common, plan, done, (refs) => `Written: ${refs}.`);
}

export interface EndWords {
  readonly plan: string;
  readonly refs: string;
  readonly reason: string;
}

/** Rows that were loaded wrongly: closed, and left out of percentages. */
export async function milestoneWithdrawVerb(ports: CommandPorts, common: Common, words: EndWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const done = await withdrawRows(ports, { ...words, refs: refsOf(words.refs), by: common.by });
  return told(common, words.plan, done, (refs) => `Withdrawn: ${refs}.`);
}

export async function milestoneReopenVerb(ports: CommandPorts, common: Common, words: EndWords): Promise<Answer> {
  await planOf(ports, words.plan);
  const done = await reopenRows(ports, { ...words, refs: refsOf(words.refs), by: common.by });
  return told(common, words.plan, done, (refs) => `Open again: ${refs}.`);
}

/** What the plan, its levels or one of its parts is called. */
export async function planRenameVerb(ports: CommandPorts, common: Common, order: RenameWords): Promise<Answer> {
  await planOf(ports, order.plan);
  return told(common, order.plan, await renameIn(ports, { ...order, by: common.by }), () => 'Called so from now on.');
}

export type RenameWords = RenameOrder extends infer Order ? (Order extends unknown ? Omit<Order, 'by'> : never) : never;

function told({ asAt }: Common, plan: string, done: Cared, words: (refs: string) => string): Answer {
  if (done.kind === 'refused') throw new CommandError(done.refusal.code, done.refusal.message);
  const refs = done.changed.map(({ ref }) => ref);
  const shown = refs.length > 12 ? counted(refs.length, 'milestone') : refs.join(', ');
  const nothing = refs.length === 0 && done.others === 0;
  return {
    json: { asAt, plan, changed: refs, others: done.others, warnings: done.warnings },
    lines: [nothing ? 'It is so already: nothing was changed.' : words(shown), ...done.warnings],
  };
}

function tagsOf(text: string): readonly string[] {
  const tags = readTags(text);
  if (tags !== null) return tags;
  throw new CommandError(
    'tags',
    'Give at most 20 tags, of at most 80 characters each, with semicolons between them.',
    2,
  );
}

function refsOf(text: string): readonly string[] {
  const refs = text.split(';').map((ref) => ref.trim());
  return refs.filter((ref) => ref !== '');
}
