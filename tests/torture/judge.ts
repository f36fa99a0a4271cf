/**
 * The judge of a run: what Teams saw, by the connector's own log, against what the tables say in the end. It asks none of
 * the code that sends; only what is due is taken from the rules, before the run begins.
 */
import { addDays, civilDate, civilDateAt, momentAt } from '../../bot/domain/dates.js';
import { isUrgent } from '../../bot/domain/digest-plan.js';
import { nightly } from '../../bot/flows/nightly.js';
import type { Digest, OfficerLedger, Ports } from '../../bot/flows/ports.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { reminderId } from '../../bot/flows/reminder-id.js';
import type { Arrival } from '../support/strict-connector.js';
import { ZONE } from '../support/world.js';

/** One thing that one person must be asked. */
export interface DueReminder {
  readonly officer: string;
  readonly plan: string;
  readonly ref: string;
  readonly anchor: string;
  readonly step: string;
}

/** What happened in a run. */
export interface Lived {
  readonly ports: Ports;
  readonly arrivals: readonly Arrival[];
  /** Before the first sweep. */
  readonly due: readonly DueReminder[];
  /** Notes of the answers for which somebody saw "Saved", and of all that were sent. */
  readonly acknowledged: ReadonlySet<string>;
  readonly tried: ReadonlySet<string>;
  /** Conversations of the channels. */
  readonly channels: readonly string[];
}

export interface Verdict {
  /** Cards that people saw more than once, beyond the one repeat that a doubt allows. */
  readonly copies: number;
  /** Due, and neither sent, nor answered, nor on the list for a person. */
  readonly losses: number;
  /** Attempts of which nobody could know whether they arrived. */
  readonly inDoubt: number;
  /** What is still to be done after all is quiet. */
  readonly openRows: number;
  /** Everything that is wrong, in words; empty when all is well. */
  readonly faults: readonly string[];
}

/** What is owed to people who can be asked, by the rules, looking at every milestone. */
export async function dueNow(ports: Ports): Promise<readonly DueReminder[]> {
  const preview = await previewSweep(ports, civilDateAt(ports.clock.now(), ZONE));
  return preview.digests
    .filter(({ entraId }) => entraId !== null)
    .flatMap(({ officer, entries }) =>
      entries.map(({ milestone, ask }) => {
        const { plan, ref } = milestone;
        return { officer, plan, ref, anchor: ask.anchor, step: ask.step };
      }),
    );
}

/** Judges a run that has come to rest. */
export async function judge(run: Lived): Promise<Verdict> {
  const { ports } = run;
  const ledgers = await ledgersOf(ports);
  const copies = [
    ...ledgers.flatMap((ledger) => digestCopies(run, ledger)),
    ...reminderCopies(ledgers),
    ...channelCopies(run),
  ];
  const losses = await lost(run, ledgers);
  const open = await openWork(ports);
  const rest = [...(await history(run)), ...(await dueIndex(ports))];
  const doubts = ledgers.flatMap(({ digests }) => digests.map(({ value }) => value.doubts));
  return {
    copies: copies.length,
    losses: losses.length,
    inDoubt: doubts.reduce((sum, one) => sum + one, 0),
    openRows: open.length,
    faults: [...copies, ...losses, ...open, ...rest],
  };
}

/** What an officer was asked, and the chat where that is seen. */
interface Asked extends OfficerLedger {
  readonly chat: string | null;
}

async function ledgersOf(ports: Ports): Promise<readonly Asked[]> {
  const officers = await ports.people.officers();
  return Promise.all(
    officers.map(async ({ value: { id, chat } }) => ({
      ...(await ports.ledger.read(id)),
      chat: chat?.conversationId ?? null,
    })),
  );
}

/** What somebody or something still has to do, in words. Not the lease: whoever hears a late bell holds it a moment. */
export async function openWork(ports: Ports): Promise<readonly string[]> {
  const open: string[] = [];
  for (const { value } of await ports.openDigests.list()) open.push(`open: ${value.officer} ${value.slot}`);
  for (const { value } of await ports.staleCards.list()) open.push(`stale card: ${value.officer} ${value.slot}`);
  const listed = await listedForAPerson(ports);
  for (const { id } of await ports.plans.list()) {
    for (const { value } of await ports.rollups.openPosts(id)) {
      const waits = value.state === 'in-doubt' && listed.has(`rollup ${value.scope} ${value.period} ${value.channel}`);
      if (!waits) open.push(`a summary is ${value.state}: ${value.scope} ${value.period} ${value.channel}`);
    }
  }
  for (const { value: schedule } of await ports.schedules.list()) {
    const slot = momentAt(civilDateAt(ports.clock.now(), ZONE), 10 * 60, ZONE);
    const run = await ports.runs.read(schedule.id, slot);
    if (run?.value.state !== 'done') open.push(`the run of ${schedule.id} is ${run?.value.state ?? 'missing'}`);
  }
  return open;
}

async function listedForAPerson(ports: Ports): Promise<ReadonlySet<string>> {
  const rows = await ports.attention.list();
  return new Set(
    rows.map(({ value: { subject } }) => {
      if (subject.kind === 'digest') return `digest ${subject.officer} ${subject.slot}`;
      if (subject.kind === 'rollup') return `rollup ${subject.scope} ${subject.period} ${subject.channel}`;
      return subject.kind;
    }),
  );
}

/* ---- Copies ---- */

/** A card whose id nobody knows counts against every digest of that chat. */
function copiesOf({ ports, arrivals }: Lived, ledger: Asked, digest: Digest): number {
  const known = new Set(ledger.digests.map(({ value }) => reminderId(ports, value.officer, value.slot)));
  const mine = reminderId(ports, digest.officer, digest.slot);
  return arrivals.filter(({ act, accepted, requestId, conversation }) => {
    if (act !== 'post' || !accepted) return false;
    if (requestId !== null && known.has(requestId)) return requestId === mine;
    return conversation === ledger.chat;
  }).length;
}

function allowed(digest: Digest): number {
  return digest.entries.some(({ ask }) => isUrgent(ask)) ? 1 + Math.min(1, digest.doubts) : 1;
}

/** I1 and I2: one, and one more for a doubt where the rule is to send again. */
function digestCopies(run: Lived, ledger: Asked): readonly string[] {
  return ledger.digests.flatMap(({ value }) => {
    const copies = copiesOf(run, ledger, value);
    if (copies <= allowed(value)) return [];
    const { officer, slot, state, doubts } = value;
    return [`the card of ${officer} at ${slot} (${state}, ${String(doubts)} in doubt) came ${String(copies)} times`];
  });
}

/** By what was asked: no two cards ask one person the same thing. */
function reminderCopies(ledgers: readonly Asked[]): readonly string[] {
  const carried = ledgers.flatMap(({ digests }) =>
    digests.flatMap(({ value: { officer, entries } }) =>
      entries.map(({ plan, ref, ask }) => [officer, plan, ref, ask.anchor, ask.step].join(' ')),
    ),
  );
  const again = carried.filter((what, index) => carried.indexOf(what) !== index);
  return again.map((what) => `asked by two cards: ${what}`);
}

/** I9: in doubt it is held, so never twice. */
function channelCopies({ arrivals, channels }: Lived): readonly string[] {
  return channels.flatMap((channel) => {
    const posts = arrivals.filter((one) => one.act === 'post' && one.accepted && one.conversation === channel);
    return posts.length > 1 ? [`${String(posts.length)} summaries of one slot in ${channel}`] : [];
  });
}

/* ---- Losses ---- */

/** I3: sent, answered before it could be, or on the list. */
async function lost(run: Lived, ledgers: readonly Asked[]): Promise<readonly string[]> {
  const { ports, due } = run;
  const listed = await listedForAPerson(ports);
  const faults: string[] = [];
  for (const one of due) {
    const what = `${one.officer} ${one.ref} ${one.anchor} ${one.step}`;
    const ledger = ledgers.find(({ officer }) => officer === one.officer);
    const digest = ledger?.digests.find(({ value }) => value.entries.some((entry) => isSame(entry, one)))?.value;
    const answered = (await ports.plans.milestone(one.plan, one.ref))?.milestone.update != null;
    if (ledger === undefined || digest === undefined) {
      if (!answered) faults.push(`never asked: ${what}`);
    } else if (digest.state === 'sent') {
      if (copiesOf(run, ledger, digest) === 0) faults.push(`said to be sent, and never arrived: ${what}`);
    } else if (digest.state === 'waived') {
      if (!answered) faults.push(`waived without an answer: ${what}`);
    } else if (!isOpen(digest) && !listed.has(`digest ${digest.officer} ${digest.slot}`)) {
      faults.push(`${digest.state} and on no list: ${what}`);
    }
  }
  return faults;
}

function isSame({ plan, ref, ask }: Digest['entries'][number], due: DueReminder): boolean {
  return plan === due.plan && ref === due.ref && ask.anchor === due.anchor && ask.step === due.step;
}

/** Counted as open work, not as a loss. */
function isOpen({ state }: Digest): boolean {
  return state === 'planned' || state === 'retry' || state === 'sending';
}

/* ---- The tables ---- */

/** I5 and I6: what somebody saw saved is there, and nothing is there twice. */
async function history({ ports, acknowledged, tried }: Lived): Promise<readonly string[]> {
  const faults: string[] = [];
  const notes: string[] = [];
  for (const { id } of await ports.plans.list()) {
    for (const { image, why } of await ports.plans.history(id)) {
      if (why === 'update' && image.kind === 'milestone') notes.push(image.milestone.update?.note ?? '');
    }
  }
  for (const note of acknowledged) if (!notes.includes(note)) faults.push(`acknowledged and lost: ${note}`);
  for (const note of tried) {
    const times = notes.filter((one) => one === note).length;
    if (times > 1) faults.push(`recorded ${String(times)} times: ${note}`);
  }
  return faults;
}

/** Every row is justified, and none is missing, once two nights have passed. Moves the clock: the last of all. */
async function dueIndex(ports: Ports): Promise<readonly string[]> {
  const today = civilDateAt(ports.clock.now(), ZONE);
  const faults: string[] = [];
  for (const { value } of await ports.dueIndex.upTo(today)) faults.push(`due row left: ${value.date} ${value.ref}`);
  const night = (days: number): Ports => {
    const moment = momentAt(addDays(today, days), 2 * 60 + 10, ZONE);
    return { ...ports, clock: { ...ports.clock, now: () => moment } };
  };
  const first = await nightly(night(1));
  if (first.added > 0) faults.push(`${String(first.added)} index rows were missing`);
  await nightly(night(2));
  for (const { value } of await ports.dueIndex.upTo(civilDate('2199-12-31'))) {
    const stored = await ports.plans.milestone(value.plan, value.ref);
    if (stored === null || value.rev > stored.rev) faults.push(`due row ahead: ${value.date} ${value.ref}`);
  }
  return faults;
}
