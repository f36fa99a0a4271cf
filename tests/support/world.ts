/**
 * A whole Waymark over memory: real stores, real queues, a clock that the test sets, and a messenger that writes down
 * every POST. What the messenger wrote down is the oracle: it is kept outside the system, as Teams' own log would be.
 */
import { documents } from '../../bot/documents/documents.js';
import { refFits } from '../../bot/teams/card-token.js';
import { sentFiles } from '../../bot/teams/sent-files.js';
import { createHash } from 'node:crypto';
import { englandCalendar } from '../../bot/calendar.js';
import {
  addMs,
  civilDate,
  instant,
  instantFromMs,
  msOf,
  type CivilDate,
  type Instant,
} from '../../bot/domain/dates.js';
import type { Area, Due, OfficerId } from '../../bot/domain/plan.js';
import type { PlanFile, PlanRow } from '../../bot/domain/read-plan.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { NO_TRACES } from '../../bot/flows/no-traces.js';
import { createPace, type Pace } from '../../bot/flows/pace.js';
import type {
  Chat,
  Clock,
  Digest,
  Ledger,
  Log,
  Message,
  Messenger,
  Ports,
  PostOutcome,
  Random,
  Traces,
} from '../../bot/flows/ports.js';
import { memoryDrafts } from '../../bot/storage/memory-drafts.js';
import { memoryBells, type MemoryBells } from '../../bot/storage/memory-queues.js';
import { memoryTables, type MemoryTables } from '../../bot/storage/memory.js';
import { reminderId } from '../../bot/flows/reminder-id.js';
import type { Columns, OpenTable } from '../../bot/storage/rows.js';
import { openStores, type Stores } from '../../bot/storage/stores.js';
import { pagedTables } from './paged.js';
import { faultyTables, SimulatedCrash, type StorageCall, type StorageFault } from './faulty-driver.js';

export const ZONE = 'Europe/London';
export const CALENDAR = englandCalendar();
/** The Wednesday on which the tests begin (DESIGN 6). */
export const WEDNESDAY = civilDate('2026-11-18');
export const PLAN = 'ilacs-2026';

/** One POST, or one PUT, as Teams saw it. */
export interface Posted {
  readonly act: 'post' | 'update' | 'open';
  /** The number of the process that sent it, in the order of their starts. */
  readonly by: number;
  readonly at: Instant;
  readonly monotonic: number;
  /** When the process let it go: what holds it up after that, nobody can help. */
  readonly let: Point;
  readonly conversation: string;
  /** Of a digest: the slot that it was claimed under. */
  readonly slot: string | null;
  /** As we were told, and as Teams knows it: a card that arrived has one even if its answer was lost. */
  readonly activityId: string | null;
  readonly shownAs: string | null;
  readonly message: Message | null;
  readonly outcome: PostOutcome['kind'];
  /** Whether it is on the reader's screen, whatever we were told. */
  readonly arrived: boolean;
}

/** A place in the order of all that is written down here, and a moment on the clock that nobody can set. */
export interface Point {
  readonly order: number;
  readonly monotonic: number;
}

/** The row of the lease as one process wrote it, the figures of a summary, or a card in the ledger. */
export interface Written extends Point {
  readonly by: number;
  readonly what: 'lease' | 'figures' | 'card';
  readonly at: Instant;
  readonly row: string;
  readonly columns: Columns;
}

/**
 * A request that had its place in the rate: it left between `from` and its own moment. Whoever sleeps here moves the clock
 * for all at once, so that no more is known of it.
 */
export interface Left extends Point {
  readonly by: number;
  readonly from: number;
  readonly conversation: string | null;
}

/** How Teams answers one POST; `arrived` for what is shown although the answer says otherwise. */
export type Answering = (attempt: {
  readonly act: Posted['act'];
  readonly conversation: string;
  readonly message: Message | null;
}) => PostOutcome | { readonly outcome: PostOutcome; readonly arrived: boolean };

export type Hook = (call: StorageCall) => Promise<void>;

/** One process: its ports die with it, the stores do not. */
export interface Process {
  readonly ports: Ports & Stores;
  kill(): void;
  readonly alive: () => boolean;
}

export interface ProcessNeeds {
  readonly fault?: (call: StorageCall) => StorageFault | null;
  /** Awaited before each request to storage: where another process can come in between. */
  readonly hook?: Hook;
  /** Awaited when everything of a card is ready, before its claim; and after the claim, before its POST. */
  readonly onPrepare?: (message: Message) => Promise<void>;
  readonly onSend?: (message: Message) => Promise<void>;
  /** Awaited after Teams has seen the POST, before its answer is known. */
  readonly onAnswer?: () => Promise<void>;
  /** Requests to Teams; 49 unless given. */
  readonly ratePerSecond?: number;
  /** How far its clock is ahead of the world's. */
  readonly aheadMs?: number;
  /** Where its spans go; nowhere unless given. */
  readonly traces?: Traces;
  /** How many rows the next page of a query holds; 0 for one that is empty and not the last. One page unless given. */
  readonly page?: () => number;
}

export interface World {
  /** The clock of every process. */
  readonly clock: Clock & {
    /** Time passes until then; by the true time, whatever the clock shows. */
    set(moment: string): void;
    advance(ms: number): void;
    /** The clock is set, by a person or a server: no time passes. Back with the same, negative. */
    jump(ms: number): void;
  };
  readonly tables: MemoryTables;
  readonly bells: MemoryBells;
  readonly random: Random;
  /** What Teams saw, oldest first. */
  readonly posted: Posted[];
  /** What was written to the lease, and figures of summaries as they were frozen; oldest first. */
  readonly written: Written[];
  /** When requests had their place in the rate, oldest first. */
  readonly left: Left[];
  readonly point: () => Point;
  readonly logged: { readonly level: string; readonly event: string; readonly fields: object }[];
  /** How Teams answers; set by a test. */
  answering: Answering;
  start(needs?: ProcessNeeds): Process;
  /** A process without faults. */
  readonly ports: Ports & Stores;
}

export function createWorld(from = '2026-11-18T10:00:00Z', seed = 1): World {
  const clock = settableClock(from);
  const random = seededRandom(seed);
  const tables = memoryTables();
  const drafts = memoryDrafts(clock);
  let tracing = NO_TRACES;
  const bells = memoryBells(
    () => clock.now(),
    () => tracing.current(),
  );
  const logged: World['logged'] = [];
  const posted: Posted[] = [];
  const written: Written[] = [];
  const left: Left[] = [];
  let [started, order] = [0, 0];
  const point = (): Point => ({ order: (order += 1), monotonic: clock.monotonic() });
  const start = (needs: ProcessNeeds = {}): Process => {
    let alive = true;
    const by = (started += 1);
    const note = (what: Written['what'], row: string, columns: Columns): void => {
      written.push({ ...point(), by, what, at: clock.now(), row, columns });
    };
    const decide = (call: StorageCall): StorageFault | null => {
      if (!alive) return 'crash-before';
      const fault = needs.fault?.(call) ?? null;
      if (fault === 'crash-before' || fault === 'crash-after') alive = false;
      return fault;
    };
    const inner = needs.page === undefined ? tables.open : pagedTables(tables.open, needs.page);
    const open = hooked(faultyTables(watched(inner, note), decide), needs.hook);
    const check = (): void => {
      if (!alive) throw new SimulatedCrash('the process is gone');
    };
    const stores = openStores({ open, tenant: 'tenant', random });
    const now = (): Instant => (needs.aheadMs === undefined ? clock.now() : addMs(clock.now(), needs.aheadMs));
    const own = { ...clock, now, sleep: async (ms: number) => (check(), clock.sleep(ms)) };
    const ports = {
      ...stores,
      ledger: notingSlots(stores.ledger),
      bells: guarded(bells, check),
      messenger: recordingMessenger(world, by, needs, check),
      pace: noting(clock, createPace(own, needs.ratePerSecond ?? 49), (conversation, from) => {
        left.push({ ...point(), by, conversation, from });
      }),
      clock: own,
      random,
      log: recordingLog(logged),
      traces: (tracing = needs.traces ?? NO_TRACES),
      calendar: CALENDAR,
      workingDays: englandCalendar,
      firstAdmins: [],
      hash,
      zone: ZONE,
      ...documents,
      drafts,
      sentFiles: sentFiles({ hosts: ['127.0.0.1'], allowHttpLoopback: true }, recordingLog(logged)),
      fitsOnCard: refFits,
    };
    const kill = (): void => {
      alive = false;
    };
    return { ports, kill, alive: () => alive };
  };
  const world = {
    clock,
    tables,
    bells,
    random,
    posted,
    written,
    left,
    point,
    logged,
    answering: accepting(),
    start,
  } as World;
  return Object.assign(world, { ports: start().ports });
}

/** Accepts everything and numbers the messages. */
export function accepting(): Answering {
  let made = 0;
  return () => ({ kind: 'accepted', activityId: `a${String((made += 1))}`, conversationId: null });
}

/** Answers in this order; afterwards accepts. */
export function answersInTurn(...outcomes: ReturnType<Answering>[]): Answering {
  const rest = accepting();
  const left = [...outcomes];
  return (attempt) => (attempt.act === 'post' ? (left.shift() ?? rest(attempt)) : rest(attempt));
}

export const IN_DOUBT: PostOutcome = { kind: 'in-doubt', reason: 'http-502' };
export const throttled = (retryAfterMs: number | null): PostOutcome => ({
  kind: 'not-accepted',
  reason: 'http-429',
  retryAfterMs,
});

/* ---- A plan and its people ---- */

export interface RowWish {
  readonly ref: string;
  /** A date, or another kind of due; null for one that is awaited. */
  readonly due: string | Due | null;
  readonly leads: readonly string[];
  readonly area?: string;
  readonly declared?: PlanRow['declared'];
  readonly tags?: readonly string[];
}

export function planFile(wishes: readonly RowWish[]): PlanFile {
  const codes = [...new Set(wishes.map((wish) => wish.area ?? 'A'))];
  return {
    columns: [],
    levels: { area: 'Area', objective: 'Objective', milestone: 'Milestone' },
    areas: codes.map((code) => ({ code, title: `Area ${code}` })),
    objectives: codes.map((code) => ({ code: `${code}1`, area: code, title: `Objective ${code}1` })),
    rows: wishes.map((wish, index): PlanRow => ({
      row: index + 2,
      ref: wish.ref,
      refPrinted: true,
      area: wish.area ?? 'A',
      objective: `${wish.area ?? 'A'}1`,
      text: `The words of ${wish.ref}`,
      due: dueOf(wish.due),
      dueCell: dueOf(wish.due).text,
      leads: wish.leads.map((name) => ({ name, tag: null })),
      leadsCell: wish.leads.join(', '),
      declared: wish.declared ?? null,
      grade: wish.declared ?? null,
      progress: null,
      evidence: null,
      sameAs: null,
      mark: null,
      statePrinted: null,
      tags: wish.tags ?? [],
      waitsFor: [],
      queries: [],
    })),
    warnings: [],
    rejected: [],
    suggestions: [],
  };
}

function dueOf(date: string | Due | null): Due {
  if (date !== null && typeof date !== 'string') return date;
  return date === null ? { kind: 'awaited', text: 'to be agreed' } : { kind: 'day', date: civilDate(date), text: date };
}

export async function loadPlan(
  ports: Ports,
  wishes: readonly RowWish[],
  asAt: CivilDate = WEDNESDAY,
  plan = PLAN,
): Promise<'loaded' | 'exists'> {
  return importPlan(ports, { plan, title: 'The plan', file: planFile(wishes), asAt, acceptSuggestions: false });
}

/** Links officers of the plan to people in Teams, with a chat each. Answers their ids, by name. */
export async function linkAll(ports: Ports, names: readonly string[]): Promise<Record<string, OfficerId>> {
  const ids: Record<string, OfficerId> = {};
  for (const name of names) {
    const found = await ports.people.byName(name);
    if (found === null) throw new Error(`Nobody is called ${name}`);
    ids[name] = found.value.id;
    const put = await ports.people.put({ ...found.value, entraId: `e-${name}`, chat: chatFor(name) }, found.etag);
    if (put === 'conflict') throw new Error(`${name} could not be linked`);
  }
  return ids;
}

export function chatFor(name: string): Chat {
  return { serviceUrl: 'https://smba.trafficmanager.net/uk', conversationId: `chat-${name}`, botId: 'bot' };
}

/** Names the heads of an area, as `heads set` does. */
export async function setHeads(ports: Ports, code: string, heads: readonly OfficerId[], plan = PLAN): Promise<void> {
  const outline = await ports.plans.outline(plan);
  const found = outline?.areas.find((one) => one.code === code);
  if (found === undefined) throw new Error(`There is no area ${code}`);
  const { title, order, signed } = found;
  const area: Area = { code, title, order, heads, signed };
  const outcome = await ports.plans.commit(plan, [
    {
      image: { kind: 'area', area },
      previous: found,
      at: ports.clock.now(),
      recordedAt: ports.clock.now(),
      by: { kind: 'operator' },
      why: 'heads set',
      inputHash: 'heads',
    },
  ]);
  if (outcome === 'conflict') throw new Error('The heads were set by somebody else');
}

/* ---- What the tests look at ---- */

/** Every digest of an officer, oldest slot first. */
export async function digestsOf(ports: Ports, officer: OfficerId): Promise<readonly Digest[]> {
  const { digests } = await ports.ledger.read(officer);
  return digests.map(({ value }) => value);
}

/** What an officer was asked, as `ref anchor step`. */
export async function askedOf(ports: Ports, officer: OfficerId): Promise<readonly string[]> {
  const { asked } = await ports.ledger.read(officer);
  return asked.map((row) => `${row.ref} ${row.anchor} ${row.step}`);
}

/** The cards that Teams saw, as `conversation: ref, ref`. */
export function cardsOf(world: World): readonly string[] {
  return world.posted.flatMap(({ act, conversation, message }) => {
    if (act !== 'post' || message?.kind !== 'digest') return [];
    const rows = [...message.view.yours, ...message.view.waiting];
    return [`${conversation}: ${rows.map((row) => row.link.ref).join(', ')}`];
  });
}

/** The rows of the due index, as `date ref rev`. */
export async function dueRows(ports: Ports): Promise<readonly string[]> {
  const rows = await ports.dueIndex.upTo(civilDate('2199-12-31'));
  return rows.map(({ value }) => `${value.date} ${value.ref} ${String(value.rev)}`);
}

/* ---- The parts ---- */

function settableClock(from: string): World['clock'] {
  let ms = msOf(instant(from));
  let passed = 0;
  /** How far it is ahead of the true time. */
  let ahead = 0;
  const advance = (by: number): void => {
    ms += by;
    passed += by;
  };
  return {
    now: () => instantFromMs(Math.floor(ms + ahead)),
    monotonic: () => passed,
    sleep: async (by) => {
      await Promise.resolve();
      advance(by);
    },
    set: (moment) => {
      advance(Math.max(0, msOf(instant(moment)) - ms));
      ms = msOf(instant(moment));
    },
    advance,
    jump: (by) => {
      ahead += by;
    },
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Mulberry32: small, and the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  let made = 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const id = (): string => {
    made += 1;
    return `${String(made).padStart(6, '0')}${Math.floor(fraction() * 2 ** 32).toString(36)}xxxxxxxxxx`.slice(0, 16);
  };
  return { id, fraction };
}

function recordingLog(into: World['logged']): Log {
  const at =
    (level: string) =>
    (event: string, fields: object = {}): void => {
      into.push({ level, event, fields });
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function guarded(bells: MemoryBells, check: () => void): Ports['bells'] {
  return {
    deliver: async (delay) => (check(), bells.deliver(delay)),
    refresh: async (message, delay) => (check(), bells.refresh(message, delay)),
    rollup: async (message, delay) => (check(), bells.rollup(message, delay)),
    check: async () => (check(), bells.check()),
  };
}

function hooked(open: OpenTable, hook: Hook = () => Promise.resolve()): OpenTable {
  return (table) => {
    const inner = open(table);
    return {
      table,
      async get(partition, row) {
        await hook({ table, act: 'get', partition, writes: [] });
        return inner.get(partition, row);
      },
      async *query(query) {
        await hook({ table, act: 'query', partition: 'upTo' in query ? query.upTo : query.partition, writes: [] });
        yield* inner.query(query);
      },
      async submit(partition, writes) {
        await hook({ table, act: 'submit', partition, writes });
        return inner.submit(partition, writes);
      },
    };
  };
}

/** Notes what is written to the rows that an oracle looks at, at the moment at which it is written. */
function watched(open: OpenTable, note: (what: Written['what'], row: string, columns: Columns) => void): OpenTable {
  return (table) => {
    const inner = open(table);
    if (table !== 'Sender' && table !== 'Rollups' && table !== 'Ledger') return inner;
    return {
      ...inner,
      async submit(partition, writes) {
        const answer = await inner.submit(partition, writes);
        for (const write of answer.kind === 'written' ? writes : []) {
          if (write.kind === 'delete') continue;
          if (table === 'Sender' && write.row === 'lease') note('lease', write.row, write.columns);
          if (table === 'Ledger' && write.row.startsWith('d')) note('card', write.row, write.columns);
          if (table === 'Rollups' && write.row.startsWith('s')) note('figures', write.row, write.columns);
        }
        return answer;
      },
    };
  };
}

/** Notes each request as it has its place, with nothing in between. */
function noting(
  clock: Pick<Clock, 'monotonic'>,
  pace: Pace,
  note: (conversation: string | null, from: number) => void,
): Pace {
  return {
    ...pace,
    async place(urgency, conversation) {
      const place = await pace.place(urgency, conversation);
      if (place.kind === 'full') return place;
      const leave = (): Promise<void> => {
        const from = clock.monotonic();
        return place.leave().then(() => {
          note(conversation, from);
        });
      };
      return { ...place, leave };
    },
  };
}

/** A card carries an id made of its officer and slot: so the log of POSTs can name the slot. */
const slots = new Map<string, string>();

function notingSlots(ledger: Ledger): Ledger {
  return {
    ...ledger,
    save: (digest) => {
      slots.set(reminderId({ hash }, digest.value.officer, digest.value.slot), digest.value.slot);
      return ledger.save(digest);
    },
  };
}

function recordingMessenger(world: World, by: number, needs: ProcessNeeds, check: () => void): Messenger {
  const see = (
    act: Posted['act'],
    conversation: string,
    message: Message | null,
    letGo: Point,
    known: string | null = null,
    slot: string | null = null,
  ) => {
    check();
    const answer = world.answering({ act, conversation, message });
    const { outcome, arrived } =
      'outcome' in answer ? answer : { outcome: answer, arrived: answer.kind === 'accepted' };
    const activityId = known ?? (outcome.kind === 'accepted' ? outcome.activityId : null);
    const shownAs = activityId ?? (arrived ? `shown-${String(world.posted.length)}` : null);
    const [at, monotonic] = [world.clock.now(), world.clock.monotonic()];
    const seen = { act, by, at, monotonic, conversation, slot, activityId, shownAs, message, arrived };
    world.posted.push({ ...seen, let: letGo, outcome: outcome.kind });
    return outcome;
  };
  return {
    async prepare(chat, message, replaces) {
      // Only a card that is new is posted: its place may be lost meanwhile.
      if (replaces === null) await needs.onPrepare?.(message);
      check();
      const slotOf = (): string | null => (message.kind === 'digest' ? (slots.get(message.reminder) ?? null) : null);
      return {
        send: async () => {
          const letGo = world.point();
          if (replaces !== null) return see('update', chat.conversationId, message, letGo, replaces, slotOf());
          await needs.onSend?.(message);
          const outcome = see('post', chat.conversationId, message, letGo, null, slotOf());
          await needs.onAnswer?.();
          check();
          return outcome;
        },
      };
    },
    openChat: async (entraId, mayLeave) => {
      await Promise.resolve();
      if (!mayLeave()) return { outcome: { kind: 'not-accepted', reason: 'not-sent', retryAfterMs: null }, chat: null };
      const outcome = see('open', entraId, null, world.point());
      const chat = { ...chatFor(''), conversationId: entraId.replace(/^e-/, 'chat-') };
      return { outcome, chat: outcome.kind === 'accepted' ? chat : null };
    },
  };
}
