import type { Instant } from '../domain/dates.js';
import type { PlanId, Ref } from '../domain/plan.js';
import { attentionId } from './attention.js';
import { dueAt, dueFrom } from './due-cards.js';
import type {
  AttentionReason,
  AttentionRow,
  AttentionSubject,
  Digest,
  Evidence,
  OpenRow,
  Ports,
  RollupPost,
  SenderState,
  Versioned,
} from './ports.js';
import { MalformedRow } from './ports-spoilt.js';
import { mapLimited } from './side-by-side.js';

export type Act = 'seen' | 'send-again' | 'waive';

/** What an open card or summary waits for. */
export type Waits =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'teams'; readonly until: Instant }
  /** The process that was sending it is gone: it may have arrived. */
  | { readonly kind: 'sender-gone' }
  /** Tried before, and again not before the instant; `doubt` when the last attempt may have arrived. */
  | { readonly kind: 'again'; readonly code: string; readonly from: Instant; readonly doubt: boolean }
  | { readonly kind: 'nobody' };

/** One thing that waits for a person, as it stands now. */
export interface Waiting {
  readonly id: string;
  readonly subject: AttentionSubject | { readonly kind: 'sending' };
  /** `late` and `stopped` are found on reading; the others were raised. */
  readonly because: AttentionReason | 'late' | 'stopped';
  readonly since: Instant;
  readonly evidence: readonly Evidence[];
  readonly actions: readonly Act[];
  /** What a card asked about; empty for what is no card. */
  readonly asked: readonly { readonly plan: PlanId; readonly ref: Ref }[];
  /** Null when nothing happens by itself any more. */
  readonly waits: Waits | null;
  /** As it was raised; null for what is found on reading. */
  readonly row: Versioned<AttentionRow> | null;
}

type Needs = Pick<
  Ports,
  'attention' | 'ledger' | 'openDigests' | 'rollups' | 'plans' | 'sender' | 'clock' | 'calendar' | 'zone' | 'hash'
>;

/** What one reading of the list found. */
export interface AttentionList {
  /** The longest waiting first. */
  readonly waiting: readonly Waiting[];
  /** Raised, and settled meanwhile for good: to be taken off. */
  readonly over: readonly Versioned<AttentionRow>[];
  readonly sender: SenderState;
}

/** What is known when one thing is judged. */
interface Now {
  readonly ports: Needs;
  readonly sender: SenderState;
  readonly now: Instant;
}

type Judged = Waiting | 'over' | null;

/** Everything that waits for a person: what was raised, checked against what it is about, and what is late. */
export async function readAttention(ports: Needs): Promise<AttentionList> {
  const rows = await ports.attention.list();
  const sender = (await ports.sender.read()).value;
  const around: Now = { ports, sender, now: ports.clock.now() };
  const rest = rows.map((row) => ({ row, judged: judgeOther(row) }));
  const digests = await judgeDigests(around, rows);
  const posts = await judgePosts(around, rows);
  const all = [...rest, ...digests, ...posts];
  const over = all.flatMap(({ row, judged }) => (judged === 'over' && row !== null ? [row] : []));
  const found = all.flatMap(({ judged }) => (judged === null || judged === 'over' ? [] : [judged]));
  const waiting = [...stoppedRow(around), ...found].sort((a, b) =>
    a.since < b.since ? -1 : a.since > b.since ? 1 : 0,
  );
  return { waiting, over, sender };
}

interface Verdict {
  readonly row: Versioned<AttentionRow> | null;
  readonly judged: Judged;
}

/** What is raised and stays until a person has seen it. */
function judgeOther(row: Versioned<AttentionRow>): Judged {
  const { subject, because, since, evidence, id } = row.value;
  if (subject.kind === 'digest' || subject.kind === 'rollup') return null;
  return { id, subject, because, since, evidence, actions: ['seen'], asked: [], waits: null, row };
}

async function judgeDigests(around: Now, rows: readonly Versioned<AttentionRow>[]): Promise<readonly Verdict[]> {
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
    const judged = found === null ? 'over' : judgeDigest(around, found.value, row, openRow);
    return { row, judged };
  });
}

/** One card that cannot be read must not hide the others. */
async function digestOrNone(
  { ledger }: Needs,
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
function unreadable({ ports, now }: Now, subject: AttentionSubject, row: Versioned<AttentionRow> | null): Waiting {
  const { since, evidence } = row?.value ?? { since: now, evidence: [] };
  const id = attentionId(ports, subject);
  return { id, subject, because: 'unreadable', since, evidence, actions: [], asked: [], waits: null, row };
}

function digestOf({ officer, slot }: OpenRow) {
  const subject = { kind: 'digest', officer, slot } as const;
  return { subject, row: null };
}

function nameOf({ officer, slot }: { readonly officer: string; readonly slot: string }): string {
  return JSON.stringify([officer, slot]);
}

/** How a card stands: the row was written before the state that it is about, so the state decides. */
function judgeDigest(around: Now, digest: Digest, row: Versioned<AttentionRow> | null, open: OpenRow | null): Judged {
  const { ports, now } = around;
  const { officer, slot, state, settledAt, reason, doubts } = digest;
  if (state === 'sent' || state === 'waived') return 'over';
  const subject = { kind: 'digest', officer, slot } as const;
  const at = settledAt ?? now;
  const rest = {
    id: attentionId(ports, subject),
    subject,
    since: row?.value.since ?? at,
    evidence: row?.value.evidence ?? (reason === null ? [] : [{ at, what: reason }]),
    asked: digest.entries.map(({ plan, ref }) => ({ plan, ref })),
    waits: null,
    row,
  };
  const settledAs = SETTLED[state];
  if (settledAs !== undefined) return { ...rest, because: settledAs, actions: actionsFor(settledAs) };
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

const SETTLED: Partial<Record<Digest['state'] | RollupPost['state'], 'in-doubt' | 'undeliverable' | 'refused'>> = {
  'in-doubt': 'in-doubt',
  undeliverable: 'undeliverable',
  dead: 'refused',
};

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

async function judgePosts(around: Now, rows: readonly Versioned<AttentionRow>[]): Promise<readonly Verdict[]> {
  const { ports } = around;
  const raised = await mapLimited(rows, 8, async (row): Promise<Verdict[]> => {
    const { subject } = row.value;
    if (subject.kind !== 'rollup') return [];
    const post = await postOrNone(ports, subject);
    if (post === 'unreadable') return [{ row, judged: unreadable(around, subject, row) }];
    return [{ row, judged: post === null ? 'over' : judgePost(around, post.value, row) }];
  });
  const ids = new Set(rows.map(({ value }) => value.id));
  const open: Verdict[] = [];
  for (const id of await ports.plans.ids()) {
    const posts = (await ports.rollups.openPosts(id)).filter(
      ({ value }) => !ids.has(attentionId(ports, postSubject(value))),
    );
    open.push(...posts.map(({ value }) => ({ row: null, judged: judgePost(around, value, null) })));
  }
  return [...raised.flat(), ...open];
}

async function postOrNone(
  { rollups }: Needs,
  { scope, period, channel }: Extract<AttentionSubject, { kind: 'rollup' }>,
): Promise<Versioned<RollupPost> | 'unreadable' | null> {
  try {
    return await rollups.post(scope, period, channel);
  } catch (error) {
    if (error instanceof MalformedRow) return 'unreadable';
    throw error;
  }
}

function postSubject({ scope, period, channel }: RollupPost): Extract<AttentionSubject, { kind: 'rollup' }> {
  return { kind: 'rollup', scope, period, channel };
}

function judgePost(around: Now, post: RollupPost, row: Versioned<AttentionRow> | null): Judged {
  const { ports, now } = around;
  const { state, period, notBefore, reason } = post;
  if (state === 'sent' || state === 'waived' || state === 'replaced') return 'over';
  const due = dueFrom(ports, state === 'retry' || notBefore === null || notBefore < period ? period : notBefore);
  const subject = postSubject(post);
  const rest = {
    id: attentionId(ports, subject),
    subject,
    since: row?.value.since ?? due.at,
    evidence: row?.value.evidence ?? (reason === null ? [] : [{ at: due.at, what: reason }]),
    asked: [],
    row,
  };
  const settledAs = SETTLED[state];
  if (settledAs !== undefined) return { ...rest, because: settledAs, actions: actionsFor(settledAs), waits: null };
  if (due.late > now) return null;
  const waits = waitsFor(around, post);
  if (state === 'replacing') return { ...rest, because: 'late', actions: [], waits };
  return { ...rest, because: 'late', actions: actionsFor(waits.kind === 'sender-gone' ? 'in-doubt' : 'late'), waits };
}

function stoppedRow({ ports, sender, now }: Now): readonly Waiting[] {
  if (!sender.stopped) return [];
  const since = sender.stoppedAt ?? now;
  const evidence = [{ at: since, what: 'stopped-by-hand' }];
  const id = ports.hash(JSON.stringify(['sending'])).slice(0, 8);
  const subject = { kind: 'sending' } as const;
  return [{ id, subject, because: 'stopped', since, evidence, actions: [], asked: [], waits: null, row: null }];
}
