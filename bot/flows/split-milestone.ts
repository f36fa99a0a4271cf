/** One milestone in several, each with a ref of its own; the one that there was is superseded by them. */
import { endedBy, newMilestone, partRefs } from '../domain/care.js';
import type { CivilDate } from '../domain/dates.js';
import { asTyped, asTypedOnOneLine } from '../domain/plain-text.js';
import { isClosed, isComplete, type Ref } from '../domain/plan.js';
import { wrongReason, type Refusal } from '../domain/reasons.js';
import { sameRef } from '../domain/refs.js';
import { careFor, type Cared, type Careful, type CareOrder } from './care.js';
import { storedOf } from './care-milestones.js';
import type { PlanContents, Ports, StoredMilestone } from './ports.js';
import { behind, partOf, prepare, wrongRef, type Prepared, type Wanted } from './read-wanted.js';

export interface SplitOrder extends CareOrder {
  readonly ref: Ref;
  /** What takes its place, two at least. Where words are left out, those of the one that is split stand. */
  readonly parts: readonly Wanted[];
  readonly reason: string;
}

const PARTS_AT_MOST = 12;

/**
 * One milestone in several. The one that there was is superseded by its parts, so that what was said of it, and asked,
 * stays with it; all is written at once.
 */
export async function splitMilestone(ports: Ports, order: SplitOrder): Promise<Cared> {
  return careFor(ports, order, { name: 'split', apply: (contents, on) => splitIn(ports, contents, order, on) });
}

async function splitIn(
  ports: Ports,
  contents: PlanContents,
  order: SplitOrder,
  on: CivilDate,
): Promise<Careful | Refusal> {
  const found = storedOf(contents, [order.ref]);
  if ('code' in found) return found;
  const [before] = found;
  if (before === undefined) return { milestones: [] };
  const { milestone } = before;
  const { parts } = order;
  if (parts.length < 2 || parts.length > PARTS_AT_MOST) {
    return { code: 'parts', message: `Give at least two parts, and at most ${String(PARTS_AT_MOST)}.` };
  }
  const replaced = milestone.closure?.state === 'superseded' ? milestone.closure.replacedBy : [];
  if (replaced.length === parts.length && replaced.every((ref, at) => isPart(contents, ref, parts[at])))
    return { milestones: [] };
  if (isClosed(milestone) || isComplete(milestone))
    return { code: 'not-open', message: `${milestone.ref} is not open: only what is can be split.` };
  const wrong = wrongReason(order.reason, 'The split');
  if (wrong !== null) return wrong;
  if (milestone.proposal !== null)
    return { code: 'waits', message: `${milestone.ref} waits for a decision. Have it decided first.` };
  const refs = refsOf(ports, contents, milestone.ref, parts);
  if ('code' in refs) return refs;
  const prepared: Prepared[] = [];
  for (const part of parts) {
    const one = await prepare(
      ports,
      contents,
      { ...part, text: part.text || milestone.text, due: part.due || milestone.due.text },
      on,
    );
    if ('code' in one) return one;
    prepared.push(part.due === '' ? { ...one, due: milestone.due } : one);
  }
  return superseded(contents, before, order, { refs, prepared, on });
}

/** The parts, one behind another, and what they take the place of. */
function superseded(
  contents: PlanContents,
  before: StoredMilestone,
  { parts, by, reason }: SplitOrder,
  { refs, prepared, on }: { refs: readonly Ref[]; prepared: readonly Prepared[]; on: CivilDate },
): Careful {
  const { milestone } = before;
  const { plan, area, objective, tags, marking, leads, leadsText } = milestone;
  const places = behind(contents, objective, parts.length, milestone.order);
  const made = prepared.map((one, at) => {
    const led = parts[at]?.leads === '' ? { leads, leadsText } : {};
    const place = { plan, ref: refs[at] ?? '', area, objective, order: places[at] ?? 0 };
    return newMilestone({ ...partOf(one), ...led, ...place, tags, marking, on });
  });
  const replacedBy = made.map(({ ref }) => ref);
  const ended = endedBy(milestone, 'superseded', { reason: asTyped(reason), replacedBy, by, on });
  return {
    milestones: [...made.map((after) => ({ after, before: null })), { before, after: ended }],
    warnings: prepared.flatMap(({ warnings }) => warnings),
  };
}

function isPart({ milestones }: PlanContents, ref: Ref, part: Wanted | undefined): boolean {
  const found = milestones.find(({ milestone }) => milestone.ref === ref);
  return found !== undefined && part !== undefined && (part.text === '' || asTyped(part.text) === found.milestone.text);
}

function refsOf(ports: Ports, contents: PlanContents, ref: Ref, parts: readonly Wanted[]): readonly Ref[] | Refusal {
  const given = parts.flatMap((part) => (part.ref === null ? [] : [asTypedOnOneLine(part.ref)]));
  const taken = [...contents.milestones.map(({ milestone }) => milestone.ref), ...given];
  const made = partRefs(ref, parts.length, taken);
  const refs = parts.map((part, at) => (part.ref === null ? (made[at] ?? '') : asTypedOnOneLine(part.ref)));
  const twice = refs.find((one, at) => refs.findIndex((other) => sameRef(one, other)) !== at);
  if (twice !== undefined)
    return { code: 'ref-taken', message: `“${twice}” is given twice. Give each part its own ref.` };
  return refs.map((one) => wrongRef(ports, contents, one)).find((one) => one !== null) ?? refs;
}
