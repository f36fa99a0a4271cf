import { addMs, msOf } from '../domain/dates.js';
import { escalatesTo, standIns } from '../domain/rights.js';
import type { OfficerId } from '../domain/plan.js';
import { digestContent } from './digest-content.js';
import { readDirectory, type Directory } from './directory.js';
import { findMilestone, type Found } from './record-update.js';
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

/** A form was handed out on a digest, or a confirmation shown: others' changes wait. */
export async function holdCard(
  ports: Pick<Ports, 'ledger' | 'clock'>,
  officer: OfficerId,
  activityId: string | null,
  showing: 'form' | 'confirmation',
): Promise<void> {
  if (activityId === null) return;
  const { digests } = await ports.ledger.read(officer);
  const digest = digests.find(({ value }) => value.activityId === activityId);
  if (digest === undefined) return;
  const formUntil = addMs(ports.clock.now(), showing === 'form' ? FORM_MS : CONFIRMATION_MS);
  // Lost races only mean that a refresh came first.
  await ports.ledger.save({ ...digest, value: { ...digest.value, formUntil } });
}

function readersOf({ stored, area, outline }: Found): readonly OfficerId[] {
  const { milestone } = stored;
  const leads = milestone.leads.length > 0 ? milestone.leads : standIns(area, outline.plan);
  return [...new Set([...leads, ...escalatesTo(milestone, area, outline.plan)])];
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

/** Milliseconds after which to try again; null when done. */
async function refreshOne(ports: Ports, directory: Directory, found: Versioned<Digest>): Promise<number | null> {
  const digest = found.value;
  if (digest.chat === null || digest.activityId === null) return null;
  const now = ports.clock.now();
  const free = digest.refreshedAt === null ? now : addMs(digest.refreshedAt, AT_MOST_EVERY_MS);
  const until = digest.formUntil !== null && digest.formUntil > free ? digest.formUntil : free;
  if (until > now) return msOf(until) - msOf(now);
  const { view } = await digestContent(ports, directory, digest);
  const message = { kind: 'digest', reader: digest.officer, view } as const;
  const outcome = await ports.messenger.update(digest.chat, digest.activityId, message);
  ports.log.info('card-refreshed', { officer: digest.officer, slot: digest.slot, outcome: outcome.kind });
  if (outcome.kind === 'not-accepted') return outcome.retryAfterMs ?? TRY_AGAIN_MS;
  if (outcome.kind === 'in-doubt' || outcome.kind === 'unauthorised') return TRY_AGAIN_MS;
  await ports.ledger.save({ ...found, value: { ...digest, refreshedAt: now, formUntil: null } });
  return null;
}
