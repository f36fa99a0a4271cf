/** What a tick need not look at again: see `Looked`. */
import { addMs, type Instant } from '../domain/dates.js';
import { reasonOf } from './fault.js';
import { isAhead } from './missed-slots.js';
import type { Found, LookedFor, Note, OpenWork, Ports } from './ports.js';

/** Whatever was noted, somebody looks once in so long. */
const LOOK_AT_LEAST_MS = 3_600_000;
/** What had begun when it was seen has ended by then: no request to storage takes a minute and a half. */
const ENDED_MS = 4 * 60_000;

/** The open work as a tick found it when it began; null where it could not be read: then all is looked at. */
export type Seen = OpenWork | null;

type Needs = Pick<Ports, 'looked' | 'clock' | 'log'>;

/** What was found the last time; null where somebody has to look. */
export function known<K extends Found['kind']>(
  ports: Pick<Ports, 'clock'>,
  seen: Seen,
  what: LookedFor,
  kind: K,
): (Extract<Found, { kind: K }> & { readonly at: Instant }) | null {
  const note = seen?.notes.get(what)?.note;
  return note === undefined || seen === null ? null : holding(ports, note, seen.restored, kind);
}

/** The same of one note that is read by itself. */
export async function knownAlone<K extends Found['kind']>(
  ports: Pick<Ports, 'clock' | 'looked'>,
  what: LookedFor,
  kind: K,
): Promise<Extract<Found, { kind: K }> | null> {
  const read = await ports.looked.note(what);
  return read === null ? null : holding(ports, read.note, read.restored, kind);
}

function holding<K extends Found['kind']>(
  ports: Pick<Ports, 'clock'>,
  note: Note,
  restored: string | null,
  kind: K,
): (Extract<Found, { kind: K }> & { readonly at: Instant }) | null {
  if (note.state !== 'noted' || note.restored !== restored) return null;
  const { at, found } = note;
  // A clock that was ahead says nothing about the present.
  if (isAhead(ports, at) || addMs(at, LOOK_AT_LEAST_MS) <= ports.clock.now()) return null;
  return found.kind === kind ? { ...(found as Extract<Found, { kind: K }>), at } : null;
}

/**
 * Notes what was found, for the ticks to come; unless somebody has changed it since this tick began, or had just begun to.
 * That it cannot be noted costs the next tick some requests, and nothing else.
 */
export async function noteFound(ports: Needs, seen: Seen, what: LookedFor, found: Found): Promise<void> {
  if (seen === null) return;
  const { note, etag } = seen.notes.get(what) ?? { note: null, etag: null };
  const next = nextNote(ports, seen, note, found);
  if (next === null) return;
  try {
    await ports.looked.write(what, next, etag);
  } catch (error) {
    ports.log.warn('not-noted', { what, reason: reasonOf(error) });
  }
}

function nextNote({ clock }: Needs, { restored }: OpenWork, before: Note | null, found: Found): Note | null {
  const at = clock.now();
  if (before?.state === 'void') return { state: 'seen', at };
  if (before?.state === 'seen' && addMs(before.at, ENDED_MS) > at)
    return isAhead({ clock }, before.at) ? { state: 'seen', at } : null;
  return { state: 'noted', at, found, restored };
}
