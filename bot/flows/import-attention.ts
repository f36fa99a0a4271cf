import { leftBy } from '../domain/file-left.js';
import { isOpen, type FileLeft, type Milestone, type PlanId } from '../domain/plan.js';
import type { PlanFile } from '../domain/read-plan.js';
import { raiseOnce, settleIf } from './attention.js';
import type { AttentionSubject, Ports } from './ports.js';

/**
 * What a file leaves open stays on the admins' list, so that nothing is dropped in silence: text that belongs to no
 * milestone before anything else that nobody decided. It comes off when a later file leaves nothing open.
 *
 * @param file as it was loaded, with what was decided about it
 */
export async function raiseFileDoubts(ports: Ports, plan: PlanId, file: PlanFile): Promise<void> {
  await raiseLeft(ports, plan, leftBy(file).left);
}

/** Lists what is left of a file; nothing stands there where nothing is. */
export async function raiseLeft(ports: Ports, plan: PlanId, left: FileLeft | undefined): Promise<void> {
  const subject = { kind: 'import', plan } as const;
  const [orphans, open] = [left?.texts.length ?? 0, left?.open.length ?? 0];
  await settleIf(ports, subject, 'orphan-text');
  await settleIf(ports, subject, 'undecided');
  if (orphans > 0) await raiseOnce(ports, subject, 'orphan-text', `orphan-text ${String(orphans)}`);
  else if (open > 0) await raiseOnce(ports, subject, 'undecided', `undecided ${String(open)}`);
}

/** A milestone that the newest file has no more is listed while it is open. */
export async function raiseGone(ports: Ports, milestone: Milestone): Promise<void> {
  if ((milestone.goneSince ?? null) === null || !isOpen(milestone)) return;
  await raiseOnce(ports, subjectOf(milestone), 'gone', 'not-in-file');
}

/**
 * Takes what is in the newest file again off the list.
 *
 * @param milestones of the plan; of two with one ref the later counts
 */
export async function settleFoundAgain(ports: Ports, plan: PlanId, milestones: readonly Milestone[]): Promise<void> {
  const byRef = new Map(milestones.map((one) => [one.ref, one]));
  for (const { value } of await ports.attention.list()) {
    const { subject, because } = value;
    if (subject.kind !== 'milestone' || subject.plan !== plan || because !== 'gone') continue;
    const milestone = byRef.get(subject.ref);
    if (milestone !== undefined && (milestone.goneSince ?? null) === null) await settleIf(ports, subject, 'gone');
  }
}

function subjectOf({ plan, ref }: Milestone): AttentionSubject {
  return { kind: 'milestone', plan, ref };
}
