import type { Instant } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import { wasCalled } from './attention.js';
import { readAttention, type Act, type AttentionList, type Waiting } from './attention-list.js';
import { sendPostAgain, settlePost } from './attend-rollup.js';
import { recordAct, recordWith } from './audit.js';
import { changeOfficer } from './change-officer.js';
import { digestContent } from './digest-content.js';
import { readDirectory } from './directory.js';
import { lookAgainFor } from './look-again.js';
import type { Digest, Ports } from './ports.js';
import { ringFor } from './ring.js';

/**
 * Why an act was refused. `no-such`: nothing on the list has that id. `became`: it stands there for another reason than
 * when it was called that. `cannot`: not what can be done about it. `changed`:
 * somebody else, or the sender, came first. `nothing-left`: all that it asked was answered since. `not-linked`: nobody in
 * Teams is known for the officer. `overtaken`: a newer summary stands in that channel. `gone`: there is no such channel,
 * or no such plan, any more.
 */
export type AttendRefusal =
  'no-such' | 'became' | 'cannot' | 'changed' | 'nothing-left' | 'not-linked' | 'overtaken' | 'gone';

export type Attended =
  | { readonly kind: 'done'; readonly waiting: Waiting }
  | {
      readonly kind: 'refused';
      readonly code: AttendRefusal;
      readonly list: AttentionList;
      readonly waiting: Waiting | null;
    };

export interface AttendOrder {
  readonly id: string;
  readonly act: Act;
  /** In the person's words; null for none. */
  readonly reason: string | null;
}

/** Kept with a card that a person took off. */
export const WAIVED_BY_HAND = 'waived-by-hand';

const ACTS: Readonly<Record<Act, string>> = {
  seen: 'attention seen',
  'send-again': 'attention send again',
  waive: 'attention waived',
};

/**
 * A person settles what waits for one. Audited before it is done, written by the etag it was read with, and taken off the
 * list last: of two people one is refused, and a crash leaves it on the list.
 */
export async function attend(ports: Ports, by: Actor, order: AttendOrder): Promise<Attended> {
  const list = await readAttention(ports);
  const waiting = list.waiting.find(({ id }) => id === order.id) ?? null;
  if (waiting === null) return notThere(ports, list, order.id);
  if (!waiting.actions.includes(order.act)) return { kind: 'refused', code: 'cannot', list, waiting };
  await recordWith(ports, by, ACTS[order.act], order.id, order.reason);
  const refused = await settleNow(ports, waiting, order);
  if (refused === null) return { kind: 'done', waiting };
  await recordAct(ports, by, ACTS[order.act], order.id, refused);
  return { kind: 'refused', code: refused, list, waiting };
}

function notThere(ports: Ports, list: AttentionList, id: string): Attended {
  const now = list.waiting.find(({ subject }) => subject.kind !== 'sending' && wasCalled(ports, subject, id)) ?? null;
  return { kind: 'refused', code: now === null ? 'no-such' : 'became', list, waiting: now };
}

async function settleNow(ports: Ports, waiting: Waiting, order: AttendOrder): Promise<AttendRefusal | null> {
  const { subject, row } = waiting;
  const refused =
    subject.kind === 'digest'
      ? await settleDigest(ports, subject, order, waiting.etag)
      : subject.kind === 'rollup'
        ? await (order.act === 'send-again'
            ? sendPostAgain(ports, subject, waiting.etag)
            : settlePost(ports, subject, order.act, order.reason, waiting.etag))
        : null;
  if (refused !== null || row === null) return refused;
  const removed = await ports.attention.remove(row);
  // Raised again since it was read. A card or summary was settled all the same, and its row is read against it.
  return removed === 'conflict' && subject.kind !== 'digest' && subject.kind !== 'rollup' ? 'changed' : null;
}

async function settleDigest(
  ports: Ports,
  { officer, slot }: Pick<Digest, 'officer' | 'slot'>,
  { act }: AttendOrder,
  judged: string | null,
): Promise<AttendRefusal | null> {
  const found = await ports.ledger.digest(officer, slot);
  const now = ports.clock.now();
  // What is settled is what was judged: a sender may have come in between.
  if (found?.etag !== judged || !isForAPerson(found.value, now)) return 'changed';
  const refused = act === 'send-again' ? await refusalToSend(ports, found.value) : null;
  if (refused !== null) return refused;
  const reopen = (): Promise<void> => ports.openDigests.add({ officer, slot, since: now });
  // Index first. Once more afterwards: a sender that looked in between found nothing to do and took it away.
  if (act !== 'waive') await reopen();
  const saved = await ports.ledger.save({ ...found, value: settledBy(found.value, act, now) });
  if (saved === 'conflict') return 'changed';
  if (act === 'waive') return null;
  await reopen();
  // What was seen is noted of the officer as after any sending; what is sent again leaves now.
  await ringFor(ports.log, () => ports.bells.deliver());
  return null;
}

/** Nobody is sending it at this moment, and it has not ended. */
function isForAPerson({ state, claimUntil }: Digest, now: Instant): boolean {
  if (state === 'sending') return claimUntil === null || claimUntil <= now;
  return state !== 'sent' && state !== 'waived';
}

function settledBy(digest: Digest, act: Act, now: Instant): Digest {
  // A claim that nobody holds any more was an attempt that may have arrived.
  const doubts = digest.state === 'sending' ? digest.doubts + 1 : digest.doubts;
  const free = { ...digest, doubts, claimUntil: null, notBefore: null };
  const settledAt = digest.settledAt ?? now;
  switch (act) {
    case 'seen':
      return { ...free, state: 'sent', reason: null, settledAt };
    case 'waive':
      // Who did and why stands in the record of acts, in the month of this moment.
      return { ...free, state: 'waived', reason: WAIVED_BY_HAND, settledAt: now };
    case 'send-again':
      // A person asks: at once, whatever the hour (RULES 3), and with all its attempts before it.
      return { ...free, state: 'retry', reason: 'sent again by hand', settledAt: null, atOnce: true, attempts: 0 };
  }
}

/** Why it cannot be sent again. Who could not be reached is taken as reachable from here on, since a person says so. */
async function refusalToSend(ports: Ports, digest: Digest): Promise<AttendRefusal | null> {
  const directory = await readDirectory(ports.people);
  const { standing } = await digestContent(ports, directory, digest);
  if (standing.length === 0) return 'nothing-left';
  const officer = directory.officers.get(digest.officer);
  if (officer === undefined || (officer.chat === null && officer.entraId === null)) return 'not-linked';
  if (officer.unreachable === null) return null;
  await lookAgainFor(ports, officer.id);
  const known = await changeOfficer(ports, officer.id, (value) => ({ ...value, unreachable: null }));
  return known === 'conflict' ? 'changed' : null;
}
