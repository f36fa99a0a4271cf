import { addMs, msOf } from '../domain/dates.js';
import { mayBeAsked } from '../domain/escalation.js';
import type { OfficerId } from '../domain/plan.js';
import { digestContent } from './digest-content.js';
import { readDirectory, type Directory } from './directory.js';
import { findMilestone, type Found } from './record-update.js';
import { everybodyWaits, mayNotSend } from './sender.js';
import type { Digest, Ports, RefreshMessage, Versioned } from './ports.js';

/** A digest is rebuilt at most once in this time. */
const AT_MOST_EVERY_MS = 10_000;
/** While a form is open on a card, changes by others do not replace it. */
export const FORM_MS = 15 * 60_000;
const TRY_AGAIN_MS = 30_000;
/** The buttons of a card older than this are not taken any more; nobody needs it rebuilt. */
const CARD_AGE_MS = 30 * 24 * 3_600_000;
/** A confirmation stays for so long before the list takes its place again. */
const CONFIRMATION_MS = 60_000;
/** Who has just gone back to the list may be ticking there, and a new card would take the ticks away. */
const LIST_MS = 60_000;

/**
 * Rebuilds the sent cards that show a milestone: the co-leads' and the officer's own on other devices. Replacing a
 * message by its id is idempotent, so this may run any number of times.
 */
export async function refreshCards(ports: Ports, { plan, ref }: RefreshMessage): Promise<void> {
  const found = await findMilestone(ports, plan, ref);
  if (found === null) return;
  const directory = await readDirectory(ports.people);
  let again: number | null = null;
  for (const officer of readersOf(found)) {
    for (const digest of await digestsShowing(ports, officer, plan, ref)) {
      const wait = await refreshOne(ports, directory, digest);
      if (wait !== null) again = Math.min(again ?? wait, wait);
    }
  }
  if (again !== null) await ports.bells.refresh({ plan, ref }, Math.ceil(again / 1000));
}

/** How long a card is held for what its reader sees on it. */
const HOLDS = { form: FORM_MS, confirmation: CONFIRMATION_MS, list: LIST_MS } as const;

/** A form was handed out on a digest, a confirmation shown, or the list: others' changes wait, each for its time. */
export async function holdCard(
  ports: Pick<Ports, 'ledger' | 'clock'>,
  officer: OfficerId,
  activityId: string | null,
  showing: 'form' | 'confirmation' | 'list',
): Promise<void> {
  if (activityId === null) return;
  for (let tried = 0; tried < 3; tried += 1) {
    const { digests } = await ports.ledger.read(officer);
    const digest = digests.find(({ value }) => value.activityId === activityId);
    if (digest === undefined) return;
    const formUntil = addMs(ports.clock.now(), HOLDS[showing]);
    if (formUntil === digest.value.formUntil) return;
    if ((await ports.ledger.save({ ...digest, value: { ...digest.value, formUntil } })) !== 'conflict') return;
  }
}

function readersOf({ stored, area, outline, people }: Found): readonly OfficerId[] {
  return mayBeAsked({ milestone: stored.milestone, area, plan: outline.plan }, people);
}

/** A card shows everything that was owed when it was built, not only what it was sent for. */
async function digestsShowing(
  { ledger, clock }: Ports,
  officer: OfficerId,
  plan: string,
  ref: string,
): Promise<readonly Versioned<Digest>[]> {
  const { asked, digests } = await ledger.read(officer);
  const first = asked
    .filter((row) => row.plan === plan && row.ref === ref)
    .map((row) => row.at)
    .sort()[0];
  const old = addMs(clock.now(), -CARD_AGE_MS);
  const shows = ({ state, settledAt, refreshedAt }: Digest): boolean =>
    state === 'sent' && settledAt !== null && settledAt > old && (refreshedAt ?? settledAt) >= (first ?? old);
  return first === undefined ? [] : digests.filter(({ value }) => shows(value));
}

/**
 * Milliseconds after which to try again; null when done. Claimed before the card is read, so that of two refreshes the
 * later one shows the later state.
 */
async function refreshOne(ports: Ports, directory: Directory, found: Versioned<Digest>): Promise<number | null> {
  const { chat, activityId, refreshedAt, formUntil, officer, slot } = found.value;
  if (chat === null || activityId === null) return null;
  const now = ports.clock.now();
  const free = refreshedAt === null ? now : addMs(refreshedAt, AT_MOST_EVERY_MS);
  const until = formUntil !== null && formUntil > free ? formUntil : free;
  if (until > now) return msOf(until) - msOf(now);
  if (mayNotSend((await ports.sender.read()).value, now)) return TRY_AGAIN_MS;
  const claimed = await ports.ledger.save({ ...found, value: { ...found.value, refreshedAt: now, formUntil: null } });
  if (claimed === 'conflict') return AT_MOST_EVERY_MS;
  const { view } = await digestContent(ports, directory, claimed.value);
  const outcome = await ports.messenger.update(chat, activityId, { kind: 'digest', reader: officer, view });
  ports.log.info('card-refreshed', { officer, slot, outcome: outcome.kind });
  if (outcome.kind === 'not-accepted') {
    const wait = outcome.retryAfterMs ?? TRY_AGAIN_MS;
    if (outcome.retryAfterMs !== null) await everybodyWaits(ports, addMs(ports.clock.now(), wait));
    return wait;
  }
  return outcome.kind === 'in-doubt' || outcome.kind === 'unauthorised' ? TRY_AGAIN_MS : null;
}
