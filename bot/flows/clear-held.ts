/** What the guard holds, and what becomes of it: harmless after all, or to be said in other words (RULES 6). */
import { heldFor, heldOf, rewordWords } from '../domain/held-asks.js';
import { mayClear, standingsOf, writersOf } from '../domain/held-people.js';
import type { Milestone, OfficerId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { mayDo } from '../domain/rights.js';
import type { HeldText } from '../domain/told-words.js';
import { tellNow } from './challenge-posts.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';

export interface HeldOrder extends Order {
  /** Which of the held texts, whole; null for all of them. */
  readonly text: string | null;
  /** Whether who acts is an admin, as read in this turn. */
  readonly admin: boolean;
}

/** Somebody has looked: it says nothing of a child, and is shown to others from now on. */
export async function clearHeld(ports: Ports, order: HeldOrder): Promise<Changed> {
  const changed = await changeMilestone(ports, order, {
    name: 'held words cleared',
    afterItsYear: true,
    words: [order.text],
    restsOn: (milestone) => milestone.update?.at ?? null,
    forbids: (found) => notTheirsToClear(order, found),
    apply: ({ stored: { milestone } }, on) => {
      const texts = new Set(wanted(heldOf(milestone), order).map(({ text }) => text));
      if (texts.size === 0) return NOTHING_HELD;
      const cleared = [...texts].map((text) => ({ text, by: order.by, on }));
      return { milestone: { ...milestone, cleared: [...milestone.cleared, ...cleared] } };
    },
  });
  // An answer to leadership that was held waits for this.
  if (changed.kind === 'done') await tellNow(ports, changed.found);
  return changed;
}

/** Somebody has looked: it does say who a child is. It stays held, and its lead is asked for other words. */
export async function askToReword(ports: Ports, order: HeldOrder): Promise<Changed> {
  const { nameOf } = await readDirectory(ports.people);
  return changeMilestone(ports, order, {
    name: 'other words asked for',
    words: [order.text],
    restsOn: (milestone) => milestone.update?.at ?? null,
    forbids: (found) => notTheirsToClear(order, found),
    apply: ({ stored: { milestone } }) => {
      const texts = wanted(heldOf(milestone), order).map(({ text }) => text);
      if (texts.length === 0) return NOTHING_HELD;
      const asked = rewordWords(nameOf(order.by.id));
      const queries = [...milestone.queries.filter((one) => one !== asked), asked];
      const before = heldFor('reword', milestone).map(({ text }) => text);
      return { milestone: { ...milestone, queries, reword: [...new Set([...before, ...texts])] } };
    },
  });
}

/** The texts that were held of a milestone as a card showed it; empty where that cannot be told. */
export async function heldTextsOf(
  { plans }: Pick<Ports, 'plans'>,
  { plan, ref, rev }: { readonly plan: string; readonly ref: string; readonly rev: number },
): Promise<readonly HeldText[]> {
  const row = await plans.milestoneRevision(plan, ref, rev);
  return row?.image.kind === 'milestone' ? heldOf(row.image.milestone) : [];
}

/** Who may mark a milestone: a head of service of its area, the plan owner, an admin. */
export function mayMark(by: OfficerId, admin: boolean, { area, outline, people }: Found): boolean {
  return mayDo('mark', { standings: standingsOf(by, admin, { area, plan: outline.plan }, people) });
}

/** Who clears wording for the public: the plan owner, an admin. */
export function mayWord(by: OfficerId, admin: boolean, { outline, people }: Found): boolean {
  return mayDo('word', { standings: standingsOf(by, admin, { area: undefined, plan: outline.plan }, people) });
}

const NOTHING_HELD: Refusal = { code: 'nothing-held', message: 'Nothing of it is held any more.' };

function wanted(held: readonly HeldText[], { text }: HeldOrder): readonly HeldText[] {
  return text === null ? held : held.filter((one) => one.text === text);
}

/** Nobody clears their own (RULES 5); of several texts every one has to be theirs to clear. */
function notTheirsToClear(order: HeldOrder, { stored, area, outline, people }: Found): Refusal | null {
  const { milestone } = stored;
  const writers = writersOfAll(milestone, wanted(heldOf(milestone), order));
  const about = { area, plan: outline.plan };
  if (mayClear(order.by.id, order.admin, about, writers, people)) return null;
  const others = mayClear(order.by.id, order.admin, about, [], people);
  const why = others
    ? 'Nobody clears words of their own'
    : 'Only the head of service of the area, the plan owner or an administrator can do that';
  return { code: 'not-theirs', message: `${why}: ${milestone.ref}.` };
}

export function writersOfAll(milestone: Milestone, held: readonly HeldText[]): readonly OfficerId[] {
  return [...new Set(held.flatMap(({ text }) => writersOf(milestone, text)))];
}
