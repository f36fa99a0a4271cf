import { addMs } from '../domain/dates.js';
import type { OfficerId } from '../domain/plan.js';
import { settle } from './attention.js';
import type { Digest, Ports, Versioned } from './ports.js';
import { reminderId } from './reminder-id.js';
import { wholeLedgerOf } from './whole-ledger.js';

/** While a form is open on a card, changes by others do not replace it. */
export const FORM_MS = 15 * 60_000;
/** A confirmation stays for so long before the list takes its place again. */
const CONFIRMATION_MS = 60_000;
/** Who has just gone back to the list may be ticking there, and a new card would take the ticks away. */
const LIST_MS = 60_000;

/** How long a card is held for what its reader sees on it. */
const HOLDS = { form: FORM_MS, confirmation: CONFIRMATION_MS, list: LIST_MS } as const;

type Needs = Pick<Ports, 'ledger' | 'people' | 'clock' | 'attention' | 'staleCards' | 'hash' | 'log'>;

/**
 * A form was handed out on a digest, a confirmation shown, or the list: others' changes wait, each for its time. A press
 * on a card whose arrival was in doubt is the proof that it arrived.
 *
 * @param reminder the id that the pressed card carries, if it was a digest
 */
export async function holdCard(
  ports: Needs,
  officer: OfficerId,
  activityId: string | null,
  showing: 'form' | 'confirmation' | 'list',
  reminder: string | null = null,
): Promise<void> {
  if (activityId === null) return;
  for (let tried = 0; tried < 3; tried += 1) {
    const { digests } = await wholeLedgerOf(ports, officer);
    const known = digests.find(({ value }) => value.activityId === activityId);
    const digest = known ?? digests.find(({ value }) => isDoubtful(value) && isNamed(ports, value, reminder));
    if (digest === undefined) return;
    if (tried === 0) tellPress(ports, digest.value, showing);
    const formUntil = addMs(ports.clock.now(), HOLDS[showing]);
    if (known?.value.formUntil === formUntil) return;
    const arrived = known === undefined ? arrival(ports, digest, activityId) : {};
    const saved = await ports.ledger.save({ ...digest, value: { ...digest.value, ...arrived, formUntil } });
    if (saved === 'conflict') continue;
    if (known === undefined) {
      const { officer: whose, slot } = digest.value;
      await settle(ports, { kind: 'digest', officer: whose, slot });
      // What changed while it was in doubt could not be shown on it.
      await ports.staleCards.add({ officer: whose, slot, since: ports.clock.now() });
    }
    return;
  }
}

/** One line a press: what was handed out is what it was answered with. */
function tellPress(ports: Needs, { officer, slot }: Digest, what: keyof typeof HOLDS): void {
  ports.log.info('card-pressed', { reminder: reminderId(ports, officer, slot), officer, what });
}

function isNamed(ports: Needs, { officer, slot }: Digest, reminder: string | null): boolean {
  return reminder !== null && reminderId(ports, officer, slot) === reminder;
}

/** Posted at least once, and nobody knows whether it came. */
function isDoubtful({ state, doubts, activityId }: Digest): boolean {
  return activityId === null && (state === 'in-doubt' || (state === 'retry' && doubts > 0));
}

function arrival(ports: Needs, { value }: Versioned<Digest>, activityId: string): Partial<Digest> {
  const reminder = reminderId(ports, value.officer, value.slot);
  ports.log.info('digest-proven', { reminder, officer: value.officer });
  return { state: 'sent', activityId, reason: null, claimUntil: null, notBefore: null, settledAt: ports.clock.now() };
}
