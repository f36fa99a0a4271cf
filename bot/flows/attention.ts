import type { AttentionReason, AttentionSubject, Ports, Versioned } from './ports.js';
import type { AttentionRow } from './ports.js';
import { ATTENTION_REASONS } from './ports-attention.js';
import { reminderId } from './reminder-id.js';

const MOST_EVIDENCE = 20;
/** `late` is found on reading; the others were raised. */
export type ShownReason = AttentionReason | 'late';
const SHOWN_REASONS: readonly ShownReason[] = [...ATTENTION_REASONS, 'late'];

type Needs = Pick<Ports, 'attention' | 'clock' | 'hash' | 'log'>;

/** By what it is kept: eight characters. */
export function attentionId({ hash }: Pick<Ports, 'hash'>, subject: AttentionSubject): string {
  return hash(JSON.stringify(keysOf(subject))).slice(0, 8);
}

/**
 * What a person types to settle it: eight characters, and others as soon as it is on the list for another reason, or may
 * have arrived where that was not in question. So nobody settles what they have not seen.
 */
export function shownId(
  { hash }: Pick<Ports, 'hash'>,
  subject: AttentionSubject,
  because: ShownReason,
  doubted: boolean,
): string {
  return hash(JSON.stringify([...keysOf(subject), because, doubted])).slice(0, 8);
}

/** Whether it was called so, or is kept so, whatever it is called now. */
export function wasCalled(ports: Pick<Ports, 'hash'>, subject: AttentionSubject, id: string): boolean {
  const shown = SHOWN_REASONS.flatMap((because) =>
    [true, false].map((doubt) => shownId(ports, subject, because, doubt)),
  );
  return [attentionId(ports, subject), ...shown].includes(id);
}

/**
 * Lists something for a person: once, however often it is raised, with all that is known about it. Written before the
 * state that it is about, so that a crash between the two leaves too much on the list and never too little.
 *
 * @param what a code, such as `http-502`
 */
export async function raise(
  ports: Needs,
  subject: AttentionSubject,
  because: AttentionReason,
  what: string,
): Promise<void> {
  const id = attentionId(ports, subject);
  const at = ports.clock.now();
  for (let tried = 0; tried < 5; tried += 1) {
    const known = await ports.attention.find(id);
    const evidence = [...(known?.value.evidence ?? []), { at, what }].slice(-MOST_EVIDENCE);
    const row: AttentionRow = { id, subject, because, since: known?.value.since ?? at, evidence };
    if ((await ports.attention.save(row, known?.etag ?? null)) === 'conflict') continue;
    const reminder = subject.kind === 'digest' ? { reminder: reminderId(ports, subject.officer, subject.slot) } : {};
    ports.log.warn('attention', { ...reminder, id, kind: subject.kind, because, what });
    return;
  }
  throw new Error(`Attention row ${id} could not be written: others kept changing it`);
}

/** As `raise`, but says the same thing only once, however often it is found. */
export async function raiseOnce(
  ports: Needs,
  subject: AttentionSubject,
  because: AttentionReason,
  what: string,
): Promise<void> {
  const known = (await ports.attention.find(attentionId(ports, subject)))?.value;
  if (known?.because === because && known.evidence.some((one) => one.what === what)) return;
  await raise(ports, subject, because, what);
}

/** Takes something off the list if it stands there for this reason. */
export async function settleIf(ports: Needs, subject: AttentionSubject, because: AttentionReason): Promise<void> {
  const found = await ports.attention.find(attentionId(ports, subject));
  if (found?.value.because === because) await removeRow(ports, found);
}

/** What stands on the list about something; null when nothing does. */
export function listed(ports: Needs, subject: AttentionSubject): Promise<Versioned<AttentionRow> | null> {
  return ports.attention.find(attentionId(ports, subject));
}

/** Takes something off the list: it was settled. */
export async function settle(ports: Needs, subject: AttentionSubject): Promise<void> {
  await settleSeen(ports, await listed(ports, subject));
}

/** As `settle`, as it was listed before what settled it: what was raised again since then stays. */
export async function settleSeen(ports: Needs, seen: Versioned<AttentionRow> | null): Promise<void> {
  if (seen !== null) await removeRow(ports, seen);
}

async function removeRow(ports: Needs, row: Versioned<AttentionRow>): Promise<void> {
  if ((await ports.attention.remove(row)) === 'conflict') ports.log.warn('attention-kept', { id: row.value.id });
}

function keysOf(subject: AttentionSubject): readonly string[] {
  switch (subject.kind) {
    case 'digest':
      return [subject.kind, subject.officer, subject.slot];
    case 'rollup':
      return [subject.kind, subject.scope, subject.period, subject.channel, ...(subject.part ? [subject.part] : [])];
    case 'queue':
      return [subject.kind, subject.queue];
    case 'schedule':
      return [subject.kind, subject.schedule];
    case 'history':
      return [subject.kind, subject.plan, subject.subject];
    case 'copy':
      return [subject.kind];
    case 'rows':
      return [subject.kind, subject.table];
    case 'night':
      return [subject.kind, subject.piece];
    case 'held':
      return [subject.kind, subject.plan, subject.ref];
    case 'channel':
      return [subject.kind, subject.channel];
    case 'window':
      return [subject.kind, subject.plan, subject.window];
    case 'lead':
      return [subject.kind, subject.officer];
    case 'import':
      return [subject.kind, subject.plan];
    case 'area':
      return [subject.kind, subject.plan, subject.area];
    case 'milestone':
      return [subject.kind, subject.plan, subject.ref];
    case 'index':
      return [subject.kind, subject.table];
  }
}
