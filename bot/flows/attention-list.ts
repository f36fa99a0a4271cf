import type { Instant } from '../domain/dates.js';
import type { PlanId, Ref } from '../domain/plan.js';
import { shownId, type ShownReason } from './attention.js';
import { judgeHeld } from './attention-held.js';
import { judgeSettled } from './attention-people.js';
import { judgeSchedules } from './attention-schedules.js';
import { judgeDigests, judgePosts, type Found, type Judged, type Now } from './attention-judge.js';
import type { AttentionRow, AttentionSubject, Evidence, Ports, SenderState, Versioned } from './ports.js';

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

/** All sending is stopped: by whom (an officer's id, or `operator`), and why, in their words. */
interface Stopped {
  readonly kind: 'sending';
  readonly by: string | null;
  readonly reason: string | null;
}

/** One thing that waits for a person, as it stands now. */
export interface Waiting {
  /** What a person types: see `shownId`. */
  readonly id: string;
  readonly subject: AttentionSubject | Stopped;
  /** `late` and `stopped` are found on reading; the others were raised. */
  readonly because: ShownReason | 'stopped';
  readonly since: Instant;
  readonly evidence: readonly Evidence[];
  readonly actions: readonly Act[];
  /** What a card asked about; empty for what is no card. */
  readonly asked: readonly { readonly plan: PlanId; readonly ref: Ref }[];
  /** Null when nothing happens by itself any more. */
  readonly waits: Waits | null;
  /** As it was raised; null for what is found on reading. */
  readonly row: Versioned<AttentionRow> | null;
  /** Of the card or summary as it was judged; null for what is neither. */
  readonly etag: string | null;
}

export type AttentionNeeds = Pick<
  Ports,
  | 'attention'
  | 'ledger'
  | 'openDigests'
  | 'rollups'
  | 'plans'
  | 'people'
  | 'sender'
  | 'clock'
  | 'calendar'
  | 'zone'
  | 'diary'
  | 'hash'
  | 'schedules'
  | 'runs'
>;

/** What one reading of the list found. */
export interface AttentionList {
  /** The longest waiting first. */
  readonly waiting: readonly Waiting[];
  /** Raised, and settled meanwhile for good: to be taken off. */
  readonly over: readonly Versioned<AttentionRow>[];
  readonly sender: SenderState;
}

/** Everything that waits for a person: what was raised, checked against what it is about, and what is late. */
export async function readAttention(ports: AttentionNeeds): Promise<AttentionList> {
  const rows = await ports.attention.list();
  const sender = (await ports.sender.read()).value;
  const around: Now = { ports, sender, now: ports.clock.now() };
  const rest = rows.map((row) => ({ row, judged: judgeOther(row) }));
  const digests = await judgeDigests(around, rows);
  const posts = await judgePosts(around, rows);
  const held = [...(await judgeHeld(ports, rows)), ...(await judgeSettled(ports, rows))];
  const all = [...rest, ...held, ...digests, ...posts, ...(await judgeSchedules(around, rows))];
  const over = all.flatMap(({ row, judged }) => (judged === 'over' && row !== null ? [row] : []));
  const found = all.flatMap(({ judged }) => (judged === null || judged === 'over' ? [] : [judged]));
  const waiting = [...stoppedRow(around), ...found.map((one) => named(ports, one))].sort((a, b) =>
    a.since < b.since ? -1 : a.since > b.since ? 1 : 0,
  );
  return { waiting, over, sender };
}

function named(ports: AttentionNeeds, found: Found): Waiting {
  const { subject, because, actions } = found;
  return { ...found, id: shownId(ports, subject, because, actions.includes('seen')) };
}

const JUDGED_ELSEWHERE: readonly AttentionSubject['kind'][] = ['digest', 'rollup', 'held', 'lead', 'milestone'];

/** What is raised and stays until a person has seen it. */
function judgeOther(row: Versioned<AttentionRow>): Judged {
  const { subject, because, since, evidence } = row.value;
  if (JUDGED_ELSEWHERE.includes(subject.kind)) return null;
  // Who reads a channel is confirmed, not taken note of.
  // An area is signed, or its figures are not asked for any more.
  const actions = because === 'outsiders' || subject.kind === 'area' ? [] : (['seen'] as const);
  return { subject, because, since, evidence, actions, asked: [], waits: null, row, etag: null };
}

function stoppedRow({ ports, sender, now }: Now): readonly Waiting[] {
  if (!sender.stopped) return [];
  const since = sender.stoppedAt ?? now;
  const evidence = [{ at: since, what: 'stopped-by-hand' }];
  const id = ports.hash(JSON.stringify(['sending', since])).slice(0, 8);
  const subject = { kind: 'sending', by: sender.stoppedBy, reason: sender.reason } as const;
  return [
    { id, subject, because: 'stopped', since, evidence, actions: [], asked: [], waits: null, row: null, etag: null },
  ];
}
