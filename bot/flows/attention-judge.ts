/** How cards and summaries stand: what was raised about them is held against what they are now. */
import { reasonFor } from '../domain/delivery.js';
import { attentionId, type ShownReason } from './attention.js';
import type { Act, AttentionNeeds, Waiting, Waits } from './attention-list.js';
import { dueAt, dueFrom } from './due-cards.js';
import type { AttentionRow, AttentionSubject, Digest, OpenRow, RollupPost, SenderState, Versioned } from './ports.js';
import type { Instant } from '../domain/dates.js';
import { postSubject, scopesOf } from './plan-rollup.js';
import { MalformedRow } from './ports-spoilt.js';
import { mapLimited } from './side-by-side.js';

/** What is known when one thing is judged. */
export interface Now {
  readonly ports: AttentionNeeds;
  readonly sender: SenderState;
  readonly now: Instant;
}

/** One thing that waits for a person, before it has the id that goes with it. */
export interface Found extends Omit<Waiting, 'id' | 'because' | 'subject'> {
  readonly subject: AttentionSubject;
  readonly because: ShownReason;
}

export type Judged = Found | 'over' | null;

interface Verdict {
  readonly row: Versioned<AttentionRow> | null;
  readonly judged: Judged;
}

export async function judgeDigests(around: Now, rows: readonly Versioned<AttentionRow>[]): Promise<readonly Verdict[]> {
  const { ports } = around;
  const open = new Map((await ports.openDigests.list()).map(({ value }) => [nameOf(value), value]));
  const raised = rows.flatMap((row) => {
    const { subject } = row.value;
    return subject.kind === 'digest' ? [{ subject, row, open: open.get(nameOf(subject)) ?? null }] : [];
  });
  const known = new Set(raised.map(({ subject }) => nameOf(subject)));
  const others = [...open.values()]
    .filter((one) => !known.has(nameOf(one)))
    .map((one) => ({ ...digestOf(one), open: one }));
  return mapLimited([...raised, ...others], 8, async ({ subject, row, open: openRow }): Promise<Verdict> => {
    const found = await digestOrNone(ports, subject);
    if (found === 'unreadable') return { row, judged: unreadable(around, subject, row) };
    // Somebody was erased, or the run that opened it died: nobody waits for it.
    const judged = found === null ? 'over' : judgeDigest(around, found, row, openRow);
    return { row, judged };
  });
}

/** One card that cannot be read must not hide the others. */
async function digestOrNone(
  { ledger }: AttentionNeeds,
  { officer, slot }: Extract<AttentionSubject, { kind: 'digest' }>,
): Promise<Versioned<Digest> | 'unreadable' | null> {
  try {
    return await ledger.digest(officer, slot);
  } catch (error) {
    if (error instanceof MalformedRow) return 'unreadable';
    throw error;
  }
}

/** Nothing can be done about it before its row is set right, or removed. */
function unreadable({ now }: Now, subject: AttentionSubject, row: Versioned<AttentionRow> | null): Found {
  const { since, evidence } = row?.value ?? { since: now, evidence: [] };
  const rest = { actions: [], asked: [], waits: null, row, etag: null };
  return { subject, because: 'unreadable', since, evidence, ...rest };
}

function digestOf({ officer, slot }: OpenRow) {
  const subject = { kind: 'digest', officer, slot } as const;
  return { subject, row: null };
}

function nameOf({ officer, slot }: { readonly officer: string; readonly slot: string }): string {
  return JSON.stringify([officer, slot]);
}

/** How a card stands: the row was written before the state that it is about, so the state decides. */
function judgeDigest(
  around: Now,
  { value: digest, etag }: Versioned<Digest>,
  row: Versioned<AttentionRow> | null,
  open: OpenRow | null,
): Judged {
  const { ports, now } = around;
  const { officer, slot, state, settledAt, attemptedAt, reason, doubts } = digest;
  if (state === 'sent' || state === 'waived') return 'over';
  const subject = { kind: 'digest', officer, slot } as const;
  const at = settledAt ?? now;
  const tried = settledAt ?? attemptedAt;
  const rest = {
    subject,
    since: row?.value.since ?? at,
    evidence: row?.value.evidence ?? (reason === null || tried === null ? [] : [{ at: tried, what: reason }]),
    asked: digest.entries.map(({ plan, ref }) => ({ plan, ref })),
    waits: null,
    row,
    etag,
  };
  const settledAs = reasonFor(state);
  if (settledAs !== null) return { ...rest, because: settledAs, actions: actionsFor(settledAs) };
  const waits = waitsFor(around, digest);
  const actions = actionsFor(waits.kind === 'sender-gone' || doubts > 0 ? 'in-doubt' : 'late');
  const due = open === null ? null : dueAt(ports, digest, open);
  if (due !== null && due.late <= now) {
    const because = doubts > 0 && row !== null ? 'in-doubt' : 'late';
    return { ...rest, because, since: row?.value.since ?? due.at, actions, waits };
  }
  // A repeat is on its way, or what should bring it is missing.
  const shown = row !== null && (doubts > 0 || open === null);
  return shown ? { ...rest, because: row.value.because, actions, waits } : null;
}

function actionsFor(because: 'in-doubt' | 'undeliverable' | 'refused' | 'late'): readonly Act[] {
  return because === 'in-doubt' ? ['seen', 'send-again', 'waive'] : ['send-again', 'waive'];
}

function waitsFor({ sender, now }: Now, one: Digest | RollupPost): Waits {
  const { state, claimUntil, notBefore, reason } = one;
  if (state === 'sending' && (claimUntil === null || claimUntil <= now)) return { kind: 'sender-gone' };
  if (sender.stopped) return { kind: 'stopped' };
  if (sender.notBefore !== null && sender.notBefore > now) return { kind: 'teams', until: sender.notBefore };
  const doubt = 'doubts' in one && one.doubts > 0;
  return state === 'retry' ? { kind: 'again', code: reason ?? '', from: notBefore ?? now, doubt } : { kind: 'nobody' };
}

export async function judgePosts(around: Now, rows: readonly Versioned<AttentionRow>[]): Promise<readonly Verdict[]> {
  const { ports } = around;
  const raised = await mapLimited(rows, 8, async (row): Promise<Verdict[]> => {
    const { subject } = row.value;
    if (subject.kind !== 'rollup') return [];
    const post = await postOrNone(ports, subject);
    if (post === 'unreadable') return [{ row, judged: unreadable(around, subject, row) }];
    return [{ row, judged: post === null ? 'over' : judgePost(around, post, row) }];
  });
  const ids = new Set(rows.map(({ value }) => value.id));
  const open: Verdict[] = [];
  for (const scope of await scopesOf(ports)) {
    const posts = (await ports.rollups.openPosts(scope)).filter(
      ({ value }) => !ids.has(attentionId(ports, postSubject(value))),
    );
    open.push(...posts.map((post) => ({ row: null, judged: judgePost(around, post, null) })));
  }
  return [...raised.flat(), ...open];
}

async function postOrNone(
  { rollups }: AttentionNeeds,
  { scope, period, channel, part }: Extract<AttentionSubject, { kind: 'rollup' }>,
): Promise<Versioned<RollupPost> | 'unreadable' | null> {
  try {
    return await rollups.post(scope, period, channel, part);
  } catch (error) {
    if (error instanceof MalformedRow) return 'unreadable';
    throw error;
  }
}

function judgePost(
  around: Now,
  { value: post, etag }: Versioned<RollupPost>,
  row: Versioned<AttentionRow> | null,
): Judged {
  const { ports, now } = around;
  const { state, period, notBefore, reason } = post;
  if (state === 'sent' || state === 'waived' || state === 'replaced') return 'over';
  const due = dueFrom(ports, state === 'retry' || notBefore === null || notBefore < period ? period : notBefore);
  const subject = postSubject(post);
  const rest = {
    subject,
    since: row?.value.since ?? due.at,
    evidence: row?.value.evidence ?? (reason === null ? [] : [{ at: due.at, what: reason }]),
    asked: [],
    row,
    etag,
  };
  const settledAs = reasonFor(state);
  if (settledAs !== null) return { ...rest, because: settledAs, actions: actionsFor(settledAs), waits: null };
  if (due.late > now) return null;
  const waits = waitsFor(around, post);
  if (state === 'replacing') return { ...rest, because: 'late', actions: [], waits };
  return { ...rest, because: 'late', actions: actionsFor(waits.kind === 'sender-gone' ? 'in-doubt' : 'late'), waits };
}
