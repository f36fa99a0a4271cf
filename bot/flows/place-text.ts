/** Text of a loaded file that belongs to none of its rows: an admin says where it belongs, or that it is left out. */
import { asTyped } from '../domain/plain-text.js';
import type { LeftText, Milestone, Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { raiseLeft } from './import-attention.js';
import { careFor, type Cared, type CareOrder } from './care.js';
import { storedOf } from './care-milestones.js';
import { planImage } from './images.js';
import type { PlanContents, Ports } from './ports.js';

export interface PlaceOrder extends CareOrder {
  /** The row of the file in which it stands. */
  readonly row: number;
  /** Of what it is part; null to leave it out. */
  readonly to: Ref | null;
}

/**
 * Puts the words with what the file says of a milestone, as printed on the file's day, and takes them off what is left.
 * First the one, then the other: a crash between the two leaves them in both, and saying it again does no harm.
 */
export async function placeText(ports: Ports, order: PlaceOrder): Promise<Cared> {
  const { row, to } = order;
  const name = to === null ? 'text of the file left out' : 'text of the file placed';
  if (to !== null) {
    const placed = await careFor(ports, order, { name, apply: (contents) => withWords(contents, row, to) });
    if (placed.kind === 'refused') return placed;
  }
  const done = await careFor(ports, order, {
    name: to === null ? name : 'text of the file settled',
    apply: (contents) => {
      const { plan } = contents;
      if (textAt(contents, row) === null || plan.file?.left === undefined) return to === null ? gone(row) : {};
      const { left, ...file } = plan.file;
      const texts = left.texts.filter((one) => one.row !== row);
      const rest = texts.length + left.open.length === 0 ? {} : { left: { ...left, texts } };
      return { images: [{ image: planImage(plan, { file: { ...file, ...rest } }), previous: plan }] };
    },
  });
  if (done.kind === 'done') {
    const now = await ports.plans.contents(order.plan);
    await raiseLeft(ports, order.plan, now?.plan.file?.left);
  }
  return done;
}

function withWords(contents: PlanContents, row: number, ref: Ref) {
  const left = textAt(contents, row);
  if (left === null) return gone(row);
  const found = storedOf(contents, [ref]);
  if ('code' in found) return found;
  const on = contents.plan.file?.on;
  return { milestones: found.map((before) => ({ before, after: joined(before.milestone, left, on) })) };
}

function joined(
  milestone: Milestone,
  { text, progress, evidence }: LeftText,
  on: Milestone['printed']['on'],
): Milestone {
  const { printed } = milestone;
  const words = [text, progress].flatMap((one) => (one === null ? [] : asTyped(one))).join(' ');
  return {
    ...milestone,
    printed: {
      ...printed,
      progress: withMore(printed.progress, words),
      evidence: withMore(printed.evidence, evidence ?? ''),
      ...(on !== undefined && words !== '' && { on }),
    },
  };
}

/** The words behind those that are there; as they were, where they are there already. */
function withMore(before: string | null, more: string): string | null {
  if (more === '' || before?.includes(more) === true) return before;
  return before === null || before === '' ? more : `${before} ${more}`;
}

function textAt({ plan }: PlanContents, row: number): LeftText | null {
  return plan.file?.left?.texts.find((one) => one.row === row) ?? null;
}

function gone(row: number): Refusal {
  return { code: 'no-such-text', message: `Text of row ${String(row)} of the file does not wait any more.` };
}
