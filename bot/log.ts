import type { Log, LogFields, WriteLine } from './flows/ports-log.js';

/** Longer than any id or code of ours. */
const LONGEST = 120;
const MOST_FIELDS = 16;
const EVENT = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KEY = /^[a-z][A-Za-z0-9]{0,24}$/;
/** What ids, refs, instants and codes are written with. */
const STRANGE = /[^A-Za-z0-9 _.:;,+/|~()-]/g;
/** Entra ids and those of tenants. */
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
/** Secrets and tokens have runs of letters and figures that no id of ours has. */
const LONG_RUN = /[A-Za-z0-9_+/.=-]{65,}/g;

/** One JSON line an event, so that nothing in a field can begin a line of its own; it never throws. */
export function lineLog(write: WriteLine, now: () => string): Log {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void => {
      write(
        level,
        JSON.stringify({ at: stamp(now), level, event: EVENT.test(event) ? event : 'unnamed', ...safe(fields) }),
      );
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Null where the clock cannot be read: that is an error of its own, told by whoever needs the time. */
function stamp(now: () => string): string | null {
  try {
    return now();
  } catch {
    return null;
  }
}

/** Whatever comes past the compiler: no strange key, no long text, no sign that does something in a terminal. */
export function safe(fields: LogFields): Record<string, string | number | boolean | null> {
  const known = Object.entries(fields as Record<string, unknown>).filter(([key]) => KEY.test(key) && !OWN.has(key));
  return Object.fromEntries(
    known.slice(0, MOST_FIELDS).flatMap(([key, value]): [string, string | number | boolean | null][] => {
      if (typeof value === 'string') return [[key, plain(value)]];
      return typeof value === 'number' || typeof value === 'boolean' || value === null ? [[key, value]] : [];
    }),
  );
}

const OWN: ReadonlySet<string> = new Set(['at', 'level', 'event']);

function plain(text: string): string {
  const short = text
    .slice(0, LONGEST * 2)
    .replace(GUID, '~')
    .replace(LONG_RUN, '~')
    .replace(STRANGE, '?');
  return short.slice(0, LONGEST);
}
