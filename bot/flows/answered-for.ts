import { sameRef } from '../domain/refs.js';
import type { Milestone, Ref } from '../domain/plan.js';
import { movableDate } from '../domain/proposals.js';
import { ownWords, pointedAt, printedPointer } from '../domain/same-as.js';
import type { SameAs } from '../domain/said.js';
import type { AnsweredFor } from '../domain/update.js';
import type { SameAsView, UpdateInputs } from '../domain/views.js';
import type { PlanOutline, Ports } from './ports.js';

type Reads = Pick<Ports, 'plans'>;

/** What the plan says that an answer is held against. Its milestones are read only where a ref was typed. */
export async function readAnsweredFor(
  { plans }: Reads,
  outline: PlanOutline,
  milestone: Milestone,
  inputs: UpdateInputs,
): Promise<AnsweredFor> {
  const { id, bodies } = outline.plan;
  const typed = [inputs.sameAs, inputs.waitsOnRef].some((ref = '') => ref.trim() !== '');
  const contents = typed ? await plans.contents(id) : null;
  const proposed = milestone.proposal?.date ?? null;
  const awaited = milestone.due.kind === 'awaited';
  const { ref } = milestone;
  return { ref, milestones: contents?.milestones ?? [], bodies, approved: movableDate(milestone), proposed, awaited };
}

/** The words meant by "same as", as they stood at that revision, over however many others they stand for. */
export async function readSaidThere(
  { plans }: Reads,
  plan: string,
  sameAs: SameAs | null | undefined,
): Promise<SameAsView | null> {
  if (sameAs == null) return null;
  // Each was written after the one it points at, so that this ends.
  for (let at: SameAs | null = sameAs; at !== null;) {
    const row = await plans.milestoneRevision(plan, at.ref, at.rev);
    const image = row?.image.kind === 'milestone' ? row.image.milestone : null;
    const text = image === null ? null : ownWords(image);
    if (text !== null) return { ref: sameAs.ref, text };
    at = image?.update?.sameAs ?? null;
  }
  return { ref: sameAs.ref, text: null };
}

/** What "same as" would point at by what was typed; null where that is no other ref of the plan. */
export async function readPointedAt(
  ports: Reads,
  { plan, ref }: { readonly plan: string; readonly ref: Ref },
  typed: string,
): Promise<SameAsView | null> {
  if (typed.trim() === '' || sameRef(typed, ref)) return null;
  const contents = await ports.plans.contents(plan);
  const found = contents?.milestones.find(({ milestone }) => sameRef(milestone.ref, typed));
  if (contents === null || found === undefined) return null;
  const { milestone, rev } = pointedAt(found, contents.milestones) ?? found;
  return readSaidThere(ports, plan, { ref: milestone.ref, rev });
}

/** The one that its text in the plan points at, with the words that stand there now; null once somebody has answered. */
export async function readPrintedSameAs(ports: Reads, milestone: Milestone): Promise<SameAsView | null> {
  const { plan, printed, answeredOn } = milestone;
  const first = answeredOn === null ? await pointedTo(ports, plan, printed.sameAs) : null;
  if (first === null) return null;
  const seen = new Set<Ref>();
  for (let at: Milestone | null = first; at !== null && !seen.has(at.ref);) {
    seen.add(at.ref);
    const said = ownWords(at) ?? (await readSaidThere(ports, plan, at.update?.sameAs))?.text ?? null;
    if (said !== null) return { ref: first.ref, text: said };
    at = await pointedTo(ports, plan, printedPointer(at));
  }
  return { ref: first.ref, text: null };
}

async function pointedTo({ plans }: Reads, plan: string, ref: Ref | null): Promise<Milestone | null> {
  return ref === null ? null : ((await plans.milestone(plan, ref))?.milestone ?? null);
}
