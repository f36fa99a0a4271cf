import { mayBeAsked } from '../domain/escalation.js';
import { areaOfRef, isOfMilestone } from '../domain/leader-asks.js';
import { personsOf } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';
import { drain, type DrainLimits } from './drain.js';
import { readDirectory } from './directory.js';
import { findMilestone, type Found } from './found-milestone.js';
import type { Digest, Ports, RefreshMessage } from './ports.js';
import { markPosts } from './rebuild-post.js';
import { isWorthRebuilding, mayShow } from './rebuild-card.js';
import { wholeLedgerOf } from './whole-ledger.js';

/**
 * Has the sent cards rebuilt that show a milestone: the co-leads' and the officer's own on other devices; and what changed
 * told beneath the newest summary of each channel that counts it. They are written down first, so that whoever sends finds them, and no queue is needed to remember them.
 */
export async function refreshCards(ports: Ports, message: RefreshMessage, limits?: DrainLimits): Promise<void> {
  const marked = (await markStale(ports, message)) + (await markPosts(ports, message.plan, message.ref));
  if (marked > 0) await drain(ports, limits);
}

/** Writes down which cards show a milestone that has changed. Answers how many. */
async function markStale(ports: Ports, { plan, ref }: RefreshMessage): Promise<number> {
  let marked = 0;
  for (const officer of await readersOf(ports, plan, ref)) {
    // A card is found by the officer it was planned for, who may have turned out to be this one since.
    for (const { officer: id, slot } of await digestsShowing(ports, officer, plan, ref)) {
      await ports.staleCards.add({ officer: id, slot, since: ports.clock.now() });
      marked += 1;
    }
  }
  return marked;
}

/** Of an area, or of a whole plan, those who were asked to sign it off or to release it. */
async function readersOf(ports: Ports, plan: string, ref: string): Promise<readonly OfficerId[]> {
  if (isOfMilestone({ ref })) {
    const found = await findMilestone(ports, plan, ref);
    return found === null ? [] : readersAbout(found);
  }
  const outline = await ports.plans.outline(plan);
  const { officers } = await readDirectory(ports.people);
  const heads = outline?.areas.find(({ code }) => code === areaOfRef(ref))?.heads ?? [];
  return personsOf(officers, [...heads, ...(outline?.plan.owner == null ? [] : [outline.plan.owner])]);
}

/** Who handed it over has a card that shows it, too. */
function readersAbout({ stored: { milestone }, area, outline, people }: Found): readonly OfficerId[] {
  const before = milestone.decided?.proposal.handover?.from;
  const now = mayBeAsked({ milestone, area, plan: outline.plan }, people);
  return before === undefined ? now : [...new Set([...now, ...personsOf(people, [before])])];
}

/** A card shows everything that was owed when it was built, not only what it was sent for. */
async function digestsShowing(ports: Ports, officer: OfficerId, plan: string, ref: string): Promise<readonly Digest[]> {
  const { asked, digests } = await wholeLedgerOf(ports, officer);
  const rows = asked.filter((row) => row.plan === plan && row.ref === ref);
  const shows = (digest: Digest): boolean => {
    // What is being posted, or about to be, may have been built before the change.
    if (digest.state === 'sending' || digest.state === 'planned' || digest.state === 'retry') return true;
    return isWorthRebuilding(digest, ports.clock.now()) && rows.some((row) => mayShow(digest, row));
  };
  return rows.length === 0 ? [] : digests.map(({ value }) => value).filter(shows);
}
