import { addDays, momentAt, msOf, parseInstant, type CivilDate, type Instant } from '../domain/dates.js';
import {
  judgeFlagged,
  judgePosted,
  judgeSent,
  levelOf,
  levelOfAnswers,
  SENT_WITHIN_MS,
  tookIn,
  type Level,
  type PostedSummary,
  type SentReminder,
  type Took,
} from '../domain/levels.js';
import { isUnsettled } from '../domain/delivery.js';
import type { Channel, Digest, Ports, RollupPost } from './ports.js';
import type { Truth } from './ports-copies.js';
import { reminderId } from './reminder-id.js';
import { decentFrom } from './sender.js';

/** Days, both included. */
export interface Days {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

type Needs = Ports & { readonly truth: Truth };

/**
 * What was promised and what came of it, over days: from the ledger, the posts of summaries and the counts of answers, all of
 * which stay 90 days. What is due in that time counts, whenever it was done.
 */
export async function levelsOf(ports: Needs, days: Days): Promise<readonly Level[]> {
  const now = ports.clock.now();
  const reminders = await remindersOf(ports, days);
  const summaries = await summariesOf(ports, days);
  const took = {
    decent: tookIn(ports.calendar, ports.zone, false),
    all: tookIn(ports.calendar, ports.zone, true),
  };
  const by = ({ atOnce }: { readonly atOnce: boolean }): Took => (atOnce ? took.all : took.decent);
  return [
    levelOf(
      'reminders-in-a-minute',
      reminders.map((one) => judgeSent(one, now, by(one))),
    ),
    levelOf(
      'reminders-sent-or-flagged',
      reminders.map((one) => judgeFlagged(one, now, by(one))),
    ),
    levelOfAnswers(await ports.answerTimes.days(days.from, days.to)),
    levelOf(
      'summaries',
      summaries.map((one) => judgePosted(one, now, by(one))),
    ),
  ];
}

function isIn(ports: Needs, { from, to }: Days, moment: Instant): boolean {
  return moment >= momentAt(from, 0, ports.zone) && moment < momentAt(addDays(to, 1), 0, ports.zone);
}

async function remindersOf(ports: Needs, days: Days): Promise<readonly SentReminder[]> {
  const found: SentReminder[] = [];
  for await (const { digests } of ports.ledgers()) {
    found.push(...digests.map(({ value }) => reminderOf(ports, value)).filter(({ from }) => isIn(ports, days, from)));
  }
  return found;
}

function reminderOf(ports: Needs, digest: Digest): SentReminder {
  const { officer, slot, state, plannedAt, settledAt, attemptedAt, doubts, flaggedAt, atOnce } = digest;
  // The slot of a schedule is the moment it was for; anything else began when it was planned.
  const begun = parseInstant(slot) ?? plannedAt;
  const from = atOnce ? begun : decentFrom(ports, begun);
  // One in doubt is settled by a press, or by a person, long after it arrived.
  const sentAt = state !== 'sent' ? null : doubts > 0 ? (attemptedAt ?? settledAt) : settledAt;
  return {
    id: `${reminderId(ports, officer, slot)} ${officer} ${slot}`,
    state: isUnsettled(state) ? 'open' : stateOf(state),
    from,
    atOnce,
    sentAt,
    // Those of before that was kept were listed when they were settled.
    flaggedAt: flaggedAt ?? (stateOf(state) === 'failed' || state === 'undeliverable' ? settledAt : null),
    reason: digest.reason ?? whyLate(digest, from),
  };
}

/** Of a card that arrived late: it was planned late, or tried several times. */
function whyLate({ plannedAt, attempts }: Digest, from: Instant): string | null {
  if (msOf(plannedAt) - msOf(from) > SENT_WITHIN_MS) return 'planned-late';
  return attempts > 1 ? `sent-at-try-${String(attempts)}` : null;
}

function stateOf(state: Digest['state']): SentReminder['state'] {
  if (state === 'sent' || state === 'waived' || state === 'undeliverable') return state;
  return 'failed';
}

async function summariesOf(ports: Needs, days: Days): Promise<readonly PostedSummary[]> {
  const channels = new Map((await ports.channels.list()).map(({ value }) => [value.id, value]));
  const found: PostedSummary[] = [];
  for await (const post of ports.truth.posts()) {
    const from = post.atOnce ? post.period : (post.dueAt ?? decentFrom(ports, post.period));
    // What follows in a thread comes with its summary; of a correction nobody waits for a time.
    if (post.part === '' && isIn(ports, days, from)) found.push(summaryOf(post, from, channels.get(post.channel)));
  }
  return [...found, ...(await unposted(ports, days))];
}

function summaryOf(post: RollupPost, from: Instant, channel: Channel | undefined): PostedSummary {
  const { scope, period, state, postedAt, reason, atOnce } = post;
  const leftOut = state === 'waived' || state === 'replaced' || state === 'replacing';
  return {
    id: `${scope} ${period}`,
    state: state === 'sent' ? 'sent' : leftOut ? 'left-out' : isUnsettled(state) ? 'open' : 'failed',
    from,
    atOnce,
    // Before that was kept, a post that stands there counts as being in time.
    postedAt: postedAt ?? (state === 'sent' ? from : null),
    waitsFor: channel?.outsiders === 'unconfirmed' ? 'outsiders' : channel?.goneAt != null ? 'gone' : null,
    reason,
  };
}

/** Summaries of reporting windows that were never planned in a channel, since a person has to do something first. */
async function unposted(ports: Needs, days: Days): Promise<readonly PostedSummary[]> {
  const listed = (await ports.attention.list()).map(({ value }) => value);
  return listed.flatMap(({ subject, because, since }): PostedSummary[] => {
    if (subject.kind !== 'window' || !isIn(ports, days, since)) return [];
    const base = { id: `${subject.plan} ${subject.window}`, state: 'open', from: since, atOnce: false } as const;
    return [{ ...base, postedAt: null, waitsFor: because, reason: null }];
  });
}
