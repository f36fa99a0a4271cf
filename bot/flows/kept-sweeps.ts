/** Rounds of reminders that were done: what was kept of each, joined when it is read with what became of its cards. */
import { inWords, whenInWords, type CivilDate, type Instant } from '../domain/dates.js';
import { isOfMilestone } from '../domain/leader-asks.js';
import type { AskedLine } from '../domain/sweep-listing.js';
import { codeInWords } from './attention-codes.js';
import { keyOf } from './key-of.js';
import type { Digest, Ports, SweepHead, SweepRecord } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { wholeLedger } from './whole-ledger.js';
import type { Directory } from './directory.js';

/** Eight characters by which a person calls one. */
export function sweepId({ hash }: Pick<Ports, 'hash'>, slot: string): string {
  return hash(JSON.stringify(['sweep', slot])).slice(0, 8);
}

export interface KeptSweep extends SweepHead {
  readonly id: string;
}

/** The newest first. */
export async function keptSweeps(ports: Pick<Ports, 'sweeps' | 'hash'>): Promise<readonly KeptSweep[]> {
  return (await ports.sweeps.list()).map((head) => ({ id: sweepId(ports, head.slot), ...head }));
}

/** Null when no record is called so. */
export async function findKept(ports: Pick<Ports, 'sweeps' | 'hash'>, id: string): Promise<SweepRecord | null> {
  const head = (await keptSweeps(ports)).find((one) => one.id === id);
  return head === undefined ? null : ((await ports.sweeps.find(head.slot))?.value ?? null);
}

/** What became of one thing that was asked. */
export interface Fate {
  /** `unlinked`: no card was made. `unknown`: nothing is kept of the card any more. */
  readonly state: Digest['state'] | 'unlinked' | 'unknown';
  readonly deliveredAt: Instant | null;
  readonly notBefore: Instant | null;
  readonly reason: string | null;
  /** So many copies may have arrived. */
  readonly copies: number;
  /** The last day on which somebody has answered since it was asked. */
  readonly answeredOn: CivilDate | null;
}

/** Of all that a record says was asked, or of some people only. */
export async function fatesOf(
  ports: Pick<Ports, 'ledger' | 'plans' | 'people' | 'zone'>,
  record: SweepRecord,
  { officers }: Directory,
): Promise<(line: AskedLine) => Fate> {
  const people = [...new Set(record.asked.filter(({ linked }) => linked).map(({ officer }) => officer))];
  const cards = new Map(
    await mapLimited(
      people,
      8,
      async (officer) => [officer, await cardOf(ports, officers, officer, record.slot)] as const,
    ),
  );
  const plans = [...new Set(record.asked.map(({ plan }) => plan))];
  const answered = new Map<string, CivilDate>();
  for (const id of plans) {
    for (const { milestone } of (await ports.plans.contents(id))?.milestones ?? []) {
      const { answeredOn } = milestone;
      if (answeredOn !== null && answeredOn >= record.day) answered.set(keyOf(milestone), answeredOn);
    }
  }
  return (line) => {
    const card = cards.get(line.officer) ?? null;
    const answeredOn = isOfMilestone(line) ? (answered.get(keyOf(line)) ?? null) : null;
    if (!line.linked)
      return { state: 'unlinked', deliveredAt: null, notBefore: null, reason: null, copies: 0, answeredOn };
    if (card === null)
      return { state: 'unknown', deliveredAt: null, notBefore: null, reason: null, copies: 0, answeredOn };
    const { state, settledAt, notBefore, reason } = card;
    const deliveredAt = state === 'sent' ? settledAt : null;
    return { state, deliveredAt, notBefore, reason, copies: copiesOf(card), answeredOn };
  };
}

/** Under the id that they had then, or have now. */
async function cardOf(
  ports: Pick<Ports, 'ledger'>,
  officers: Directory['officers'],
  officer: string,
  slot: string,
): Promise<Digest | null> {
  const direct = await ports.ledger.digest(officer, slot);
  if (direct !== null) return direct.value;
  const now = officers.get(officer);
  if (now === undefined || now.formerIds.length === 0) return null;
  const whole = await wholeLedger(ports, officers, officer);
  return whole.digests.find(({ value }) => value.slot === slot)?.value ?? null;
}

/** "Delivered at 9.05am on Wednesday 18 November 2026; answered on Friday 20 November 2026." */
export function fateInWords(fate: Fate, around: { readonly zone: string; readonly now: Instant }): string {
  const answered = fate.answeredOn === null ? '' : `; answered on ${inWords(fate.answeredOn)}`;
  return `${cardFate(fate, around)}${answered}.`;
}

function cardFate(
  { state, deliveredAt, notBefore, reason, copies }: Fate,
  around: { zone: string; now: Instant },
): string {
  const why = reason === null ? '' : ` (${codeInWords(reason, around.zone)})`;
  switch (state) {
    case 'sent':
      return `Delivered${deliveredAt === null ? '' : ` at ${whenInWords(deliveredAt, around)}`}${copiesInWords(copies)}`;
    case 'in-doubt':
      return `It may not have arrived${why}; a person decides`;
    case 'undeliverable':
      return `Could not be reached${why}`;
    case 'dead':
      return `Could not be sent${why}`;
    case 'waived':
      return 'Not sent, since it was answered or taken off before';
    case 'sending':
      return 'Being sent';
    case 'planned':
    case 'retry':
      return notBefore !== null && notBefore > around.now
        ? `Waits until ${whenInWords(notBefore, around)}${why}`
        : `Not sent yet${why}`;
    case 'unlinked':
      return 'No card: nobody in Teams is linked to the name';
    case 'unknown':
      return 'Nothing is kept of its card any more';
  }
}

/** How many copies of a card its reader may have: those whose arrival was in doubt, and the one that Teams took. */
export function copiesOf({ state, attempts, doubts, activityId }: Digest): number {
  return doubts + (state === 'sent' && activityId !== null && attempts > doubts ? 1 : 0);
}

/** "; it went out twice, since Teams did not say whether the first copy arrived"; empty for one copy. */
export function copiesInWords(copies: number): string {
  if (copies < 2) return '';
  const often = copies === 2 ? 'twice' : `${String(copies)} times`;
  return `; it went out ${often}, since Teams did not say whether the copy before arrived`;
}

/** "by the schedule “weekdays”, "by hand, by Ann Lead". */
export function causeInWords({ cause }: Pick<SweepHead, 'cause'>, nameOf: Directory['nameOf']): string {
  if (cause.kind === 'by-hand') {
    return `run by hand, by ${cause.by.kind === 'officer' ? nameOf(cause.by.id) : 'an operator'}`;
  }
  const named = cause.schedules.map((id) => `“${id}”`).join(', ');
  return `by the schedule${cause.schedules.length > 1 ? 's' : ''} ${named}`;
}
