import { isUnsettled } from '../domain/delivery.js';
import { addMs, parseInstant, type Instant } from '../domain/dates.js';
import type { Digest, OpenRow, Ports, Versioned } from './ports.js';
import { MalformedRow } from './ports-spoilt.js';
import { decentFrom } from './sender.js';
import { mapLimited } from './side-by-side.js';

/** Every due card is sent, or is on the list of what waits for a person, after so long (guarantees.md I3). */
const LATE_MS = 15 * 60_000;

type Hours = Pick<Ports, 'calendar' | 'zone'>;

interface DueAt {
  /** When it should leave. */
  readonly at: Instant;
  /** From then on it is late. */
  readonly late: Instant;
}

/** What a card is taken for that was not looked at. */
const NOT_TRIED = { atOnce: false, notBefore: null, state: 'planned', doubts: 0 } as const;

/** When a card should leave, and from when on it is late: what lies outside decent hours does not count (RULES 3). */
export function dueAt(ports: Hours, digest: Digest | null, open: OpenRow): DueAt {
  const { atOnce, notBefore, state, doubts } = digest ?? NOT_TRIED;
  // A time that an attempt set itself would put off for ever what fails again and again.
  const own = state === 'retry' && doubts === 0 ? null : notBefore;
  const from = [open.since, parseInstant(open.slot) ?? open.since, own ?? open.since].sort().at(-1) ?? open.since;
  return atOnce ? { at: from, late: addMs(from, LATE_MS) } : dueFrom(ports, from);
}

/** The same for what may leave from an instant on, in decent hours. */
export function dueFrom(ports: Hours, from: Instant): DueAt {
  const at = decentFrom(ports, from);
  const late = addMs(at, LATE_MS);
  const opens = decentFrom(ports, late);
  return { at, late: opens > late ? addMs(opens, LATE_MS) : late };
}

/** A card that has not left. */
interface Unsent {
  readonly digest: Digest;
  readonly due: DueAt;
}

/** One that cannot be read is named by the list of attention, and hides no other. */
async function digestOrNone(
  { ledger }: Pick<Ports, 'ledger'>,
  { officer, slot }: OpenRow,
): Promise<Versioned<Digest> | null> {
  try {
    return await ledger.digest(officer, slot);
  } catch (error) {
    if (error instanceof MalformedRow) return null;
    throw error;
  }
}

/** The cards that have not left, the one that is due the longest first. */
export async function unsentCards(ports: Hours & Pick<Ports, 'openDigests' | 'ledger'>): Promise<readonly Unsent[]> {
  const rows = await ports.openDigests.list();
  const found = await mapLimited(rows, 8, async ({ value }): Promise<Unsent[]> => {
    const digest = (await digestOrNone(ports, value))?.value;
    const waits = digest !== undefined && isUnsettled(digest.state);
    return waits ? [{ digest, due: dueAt(ports, digest, value) }] : [];
  });
  return found.flat().sort((a, b) => (a.due.at < b.due.at ? -1 : a.due.at > b.due.at ? 1 : 0));
}
