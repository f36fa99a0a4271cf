/** One look at every ledger: what is open, what waits for a person, and what need not be kept any more. */
import { isUnsettled, reasonFor } from '../domain/delivery.js';
import { daysBefore, type Keep } from '../domain/retention.js';
import { addMs, type Instant } from '../domain/dates.js';
import { attentionId, raise } from './attention.js';
import { keyOf } from './key-of.js';
import type { AttentionRow, Digest, OfficerLedger, Ports, Versioned } from './ports.js';
import { isWorthRebuilding, mayShow } from './rebuild-card.js';
import type { Reconciled } from './reconcile.js';
import { reasonOf } from './fault.js';

/** Asked rows that are removed in one transaction, beside the officer's own. */
const MOST_AT_ONCE = 95;

export interface LedgerCounts {
  readonly ledgers: number;
  readonly opened: number;
  readonly raised: number;
  /** Cards that are to be rebuilt. */
  readonly stale: number;
  readonly settled: number;
  readonly askedRemoved: number;
  readonly digestsRemoved: number;
  readonly ledgersFailed: number;
}

/** What the ledgers are held against, read before them. */
interface Against {
  readonly open: ReadonlySet<string>;
  readonly attention: ReadonlySet<string>;
  readonly milestones: Reconciled['milestones'];
  readonly unread: readonly string[];
  /** What closed up to then is forgotten; empty: nothing is. */
  readonly limit: Instant | '';
}

/** A clock may be behind for so long when something is changed; a card that is rebuilt for nothing harms nobody. */
const UNSURE_MS = 3 * 3_600_000;

/**
 * One officer's failure never stops the others.
 *
 * @param keep null: nothing is forgotten
 */
export async function lookAtLedgers(ports: Ports, reconciled: Reconciled, keep: Keep | null): Promise<LedgerCounts> {
  const waiting = await ports.attention.list();
  const against: Against = {
    open: new Set((await ports.openDigests.list()).map(({ value }) => cardOf(value))),
    attention: new Set(waiting.map(({ value }) => value.id)),
    milestones: reconciled.milestones,
    unread: reconciled.failed,
    limit: keep === null ? '' : daysBefore(ports.clock.now(), keep.ledgerDays),
  };
  const counts = { ledgers: 0, opened: 0, raised: 0, stale: 0, askedRemoved: 0, digestsRemoved: 0, ledgersFailed: 0 };
  for await (const ledger of ports.ledgers()) {
    counts.ledgers += 1;
    try {
      counts.opened += await openAgain(ports, ledger, against);
      counts.raised += await raiseAgain(ports, ledger, against);
      counts.stale += await findStale(ports, ledger, against);
      counts.digestsRemoved += await forgetDigests(ports, ledger, against);
      counts.askedRemoved += await forgetAsked(ports, ledger, against);
    } catch (error) {
      counts.ledgersFailed += 1;
      ports.log.error('ledger-not-reconciled', { officer: ledger.officer, reason: reasonOf(error) });
    }
  }
  return { ...counts, settled: await settleGone(ports, waiting) };
}

/** A digest that waits to be sent is open: without its row, nobody would ever look at it. */
async function openAgain(ports: Ports, { digests }: OfficerLedger, { open }: Against): Promise<number> {
  const lost = digests.filter(({ value }) => isUnsettled(value.state) && !open.has(cardOf(value)));
  for (const { value } of lost) {
    const { slot, officer, plannedAt: since } = value;
    await ports.openDigests.add({ slot, officer, since });
  }
  return lost.length;
}

/** What only a person can settle is on their list, unless a later card has reached the officer since. */
async function raiseAgain(ports: Ports, { digests }: OfficerLedger, against: Against): Promise<number> {
  let raised = 0;
  for (const { value: digest } of digests) {
    const because = reasonFor(digest.state);
    const { officer, slot } = digest;
    const subject = { kind: 'digest', officer, slot } as const;
    if (because === null || against.attention.has(attentionId(ports, subject))) continue;
    if (digest.state !== 'in-doubt' && digests.some(({ value }) => isLater(value, digest))) continue;
    await raise(ports, subject, because, 'found-by-night');
    raised += 1;
  }
  return raised;
}

/**
 * A card that was built before something on it changed: the bell that should have had it rebuilt was lost, or whoever it
 * was about is not asked any more.
 */
async function findStale(ports: Ports, { asked, digests }: OfficerLedger, { milestones }: Against): Promise<number> {
  let stale = 0;
  const now = ports.clock.now();
  for (const { value: digest } of digests) {
    if (!isWorthRebuilding(digest, now)) continue;
    const isOld = builtBefore(digest, now);
    const shown = asked.filter((row) => mayShow(digest, row)).map(keyOf);
    if (!shown.some((name) => isOld(milestones.get(name)?.changedAt ?? null))) continue;
    await ports.staleCards.add({ officer: digest.officer, slot: digest.slot, since: now });
    stale += 1;
  }
  return stale;
}

/** Whether a card may have been read before a change; of one that was built in time to come, nothing is known. */
function builtBefore(
  { refreshedAt, attemptedAt, settledAt }: Digest,
  now: Instant,
): (change: Instant | null) => boolean {
  // One that a press has proven was settled long after it was built.
  const built = addMs(refreshedAt ?? attemptedAt ?? settledAt ?? now, -UNSURE_MS);
  return (change) => change !== null && (built > now || change >= built);
}

/** It shows everything owed, so what was on the earlier card is not lost. */
function isLater(one: Digest, than: Digest): boolean {
  return one.state === 'sent' && one.plannedAt > than.plannedAt;
}

/** Cards that have arrived, were waived or are no longer kept need nobody. */
async function settleGone(ports: Ports, rows: readonly Versioned<AttentionRow>[]): Promise<number> {
  let settled = 0;
  for (const row of rows) {
    const { subject } = row.value;
    if (subject.kind !== 'digest') continue;
    const digest = await ports.ledger.digest(subject.officer, subject.slot);
    if (digest !== null && digest.value.state !== 'sent' && digest.value.state !== 'waived') continue;
    if ((await ports.attention.remove(row)) === 'written') settled += 1;
  }
  return settled;
}

/** Settled, old, on nobody's list, and about nothing that is still asked about. */
async function forgetDigests(ports: Ports, { digests }: OfficerLedger, against: Against): Promise<number> {
  let removed = 0;
  for (const digest of digests) {
    const { state, officer, slot, settledAt, plannedAt, entries } = digest.value;
    if (isUnsettled(state) || (settledAt ?? plannedAt) > against.limit) continue;
    if (!entries.every((entry) => isForgotten(entry, against))) continue;
    const id = attentionId(ports, { kind: 'digest', officer, slot });
    if (reasonFor(state) !== null && (await ports.attention.find(id)) !== null) continue;
    if ((await ports.removeDigest(digest)) === 'written') removed += 1;
  }
  return removed;
}

/** Whatever closed may be opened again: for so long what was asked stays asked, and after that it is a new matter. */
async function forgetAsked(ports: Ports, ledger: OfficerLedger, against: Against): Promise<number> {
  const old = ledger.asked.filter((row) => row.at <= against.limit && isForgotten(row, against));
  let read = ledger;
  for (let start = 0; start < old.length; start += MOST_AT_ONCE) {
    if (start > 0) read = await ports.ledger.read(ledger.officer);
    // Somebody plans for them at this moment: the next night is early enough.
    if ((await ports.removeAsked(read, old.slice(start, start + MOST_AT_ONCE))) === 'conflict') return start;
  }
  return old.length;
}

/** Over for so long, or there no more: what is asked about is never forgotten. */
function isForgotten(
  about: { readonly plan: string; readonly ref: string },
  { milestones, unread, limit }: Against,
): boolean {
  if (unread.includes(about.plan)) return false;
  const known = milestones.get(keyOf(about));
  return known === undefined || (known.overSince !== null && known.overSince <= limit);
}

function cardOf({ officer, slot }: { readonly officer: string; readonly slot: string }): string {
  return `${officer} ${slot}`;
}
