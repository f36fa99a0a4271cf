import { unanswered, unreleased, withChallenge, withChallengeAnswer, withRelease } from '../domain/challenges.js';
import type { CivilDate } from '../domain/dates.js';
import { asTyped } from '../domain/plain-text.js';
import type { Challenge, Milestone } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { mayDo, type Act, type Named, type Who } from '../domain/rights.js';
import { planAnswer, tellNow } from './challenge-posts.js';
import { changeMilestone, type Applied, type Changed, type Order } from './change-milestone.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';
import { todayOf } from './today.js';
import { whoWants } from './who-wants.js';

/** Whether they are an admin by the settings, too: the table of people does not know the first ones. */
interface ByAdmin {
  readonly admin?: boolean;
}

export interface AskOrder extends Order, ByAdmin {
  readonly text: string;
  readonly from: Challenge['from'];
}

/** Asks about a milestone: heads of service of its area, the plan's owner, leaders; an admin for a meeting, named. */
export async function askChallenge(ports: Ports, order: AskOrder): Promise<Changed> {
  const { by, from } = order;
  const text = asTyped(order.text);
  return changeMilestone(ports, order, {
    name: 'question of leadership asked',
    words: [text, from],
    // A question stands whatever became of the milestone since.
    restsOn: () => null,
    forbids: (found) => mayNotAsk(order, found),
    apply: ({ stored: { milestone } }, on) =>
      withChallenge(milestone, { id: ports.random.id(), text, by, on, at: ports.clock.now(), from }),
  });
}

/** Why somebody may not ask about a milestone; null when they may. */
export function mayNotAsk(order: Pick<AskOrder, 'by' | 'enteredBy' | 'admin' | 'from'>, found: Found): Refusal | null {
  const named = order.from.kind === 'meeting' ? 'meeting' : undefined;
  if (isAllowed('ask', order, found, named)) return null;
  const { enteredBy } = order;
  if (named !== undefined && enteredBy !== undefined && mayDo('ask', whoWants(enteredBy, found, named))) return null;
  const message =
    named === undefined
      ? 'Leaders, the plan’s owner and the head of service of its area ask about it. Administrators record what was asked at a meeting.'
      : 'Administrators record what was asked at a meeting; leaders, the plan’s owner and its head of service ask themselves.';
  return { code: 'not-theirs', message };
}

export interface AnswerOrder extends Order {
  /** The question's id; null for the oldest that has no answer. */
  readonly challenge: string | null;
  readonly text: string;
}

/**
 * Answers a leader's question: whoever may update the milestone. It is told when the head of service has released it, or
 * after two working days; what a head of service or the plan's owner answers themselves is released with it.
 */
export async function answerChallenge(ports: Ports, order: AnswerOrder): Promise<Changed> {
  const { by } = order;
  const text = asTyped(order.text);
  const changed = await changeMilestone(ports, order, {
    name: 'question of leadership answered',
    words: [order.challenge, text],
    restsOn: () => null,
    forbids: (found) => mayNotAnswer(order, found),
    apply: async (found, on): Promise<Applied> => {
      const { milestone } = found.stored;
      const id = order.challenge ?? unanswered(milestone)[0]?.id ?? '';
      const released = mayDo('sign-off', whoWants(by, found)) ? { by, on } : null;
      const applied = withChallengeAnswer(
        milestone,
        id,
        { text, by, on, at: ports.clock.now(), released },
        ports.calendar,
      );
      // Planned first: a post without an answer waits for it, an answer without a post would stay unsaid.
      if (!('code' in applied)) await planAnswer(ports, applied.milestone, id);
      return applied;
    },
  });
  if (changed.kind !== 'done') return changed;
  // By what stands now: one that was refused, or never written, may have been planned for another day.
  const open = new Set(unanswered(changed.before).map(({ id }) => id));
  const answered = changed.after.challenges.filter(({ id, answer }) => answer !== null && open.has(id));
  for (const { id } of answered) await planAnswer(ports, changed.found.stored.milestone, id);
  return changed;
}

/** Why somebody may not answer a leader's question; null when they may. */
export function mayNotAnswer({ by }: Pick<Order, 'by'>, found: Found): Refusal | null {
  if (mayDo('update', whoWants(by, found))) return null;
  const { ref } = found.stored.milestone;
  return { code: 'not-theirs', message: `Only who leads ${ref} or is accountable for it can answer for it.` };
}

export interface ReleaseOrder extends Order {
  /** The question's id; null for all whose answers waited at the revision that was shown. */
  readonly challenge: string | null;
}

/** Lets answers be told now: a head of service of the area, or the plan's owner. */
export async function releaseAnswer(ports: Ports, order: ReleaseOrder): Promise<Changed> {
  const { by } = order;
  const shown = await shownAt(ports, order);
  const changed = await changeMilestone(ports, order, {
    name: 'answer to leadership released',
    words: [order.challenge],
    restsOn: () => null,
    forbids: (found) => mayNotRelease(order, found),
    apply: ({ stored: { milestone } }, on) => releasedIn(milestone, order.challenge, shown, { by, on }),
  });
  if (changed.kind === 'done') await tellNow(ports, changed.found);
  return changed;
}

/** Why somebody may not let answers about a milestone be told; null when they may. */
export function mayNotRelease({ by }: Pick<Order, 'by'>, found: Found): Refusal | null {
  if (mayDo('sign-off', whoWants(by, found))) return null;
  const { ref } = found.stored.milestone;
  return { code: 'not-theirs', message: `Only the head of service of ${ref} or the plan’s owner can release that.` };
}

/** Whose answer waited on a milestone as it was on the card; null from the command line, which means those of now. */
async function shownAt(ports: Ports, { plan, ref, rev }: Order): Promise<readonly string[] | null> {
  if (rev === null) return null;
  const row = await ports.plans.milestoneRevision(plan, ref, rev);
  return row?.image.kind === 'milestone' ? unreleased(row.image.milestone, todayOf(ports)).map(({ id }) => id) : [];
}

function releasedIn(
  milestone: Milestone,
  challenge: string | null,
  shown: readonly string[] | null,
  released: { readonly by: Order['by']; readonly on: CivilDate },
): Applied {
  const waiting = unreleased(milestone, released.on).map(({ id }) => id);
  const ids = challenge === null ? waiting.filter((id) => shown?.includes(id) ?? true) : [challenge];
  if (ids.length === 0)
    return { code: 'nothing-waits', message: `No answer about ${milestone.ref} waits to be released.` };
  return ids.reduce<Applied>((done, id) => ('code' in done ? done : withRelease(done.milestone, id, released)), {
    milestone,
  });
}

function isAllowed(
  act: Act,
  { by, admin = false }: Pick<AskOrder, 'by' | 'admin'>,
  found: Found,
  named?: Named,
): boolean {
  const who = whoWants(by, found, named);
  const standings: Who['standings'] = admin ? [...who.standings, 'admin'] : who.standings;
  return mayDo(act, { ...who, standings });
}
