import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { Instant } from '../domain/dates.js';

/** Archives hold no day before 1980. */
const EARLIEST = 1980;
const CORE = 'docProps/core.xml';

/**
 * The same document with every date in it that of its figures: the libraries write the present moment into archive and
 * properties, and the same figures are to make the same file.
 */
export function zippedAt(bytes: Uint8Array, made: Instant): Uint8Array {
  const mtime = wallClock(made);
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/'));
  const zipped: Zippable = {};
  for (const [name, content] of parts) {
    zipped[name] = [name === CORE ? strToU8(datedAt(strFromU8(content), made)) : content, { mtime, level: 6 }];
  }
  return zipSync(zipped);
}

/** Archives keep the time of a clock on the wall, in no zone: that of UTC, wherever this runs. */
function wallClock(made: Instant): Date {
  const moment = new Date(made);
  return new Date(
    Math.max(moment.getUTCFullYear(), EARLIEST),
    moment.getUTCMonth(),
    moment.getUTCDate(),
    moment.getUTCHours(),
    moment.getUTCMinutes(),
  );
}

function datedAt(core: string, made: Instant): string {
  const stamp = new Date(made).toISOString().replace(/\.\d+Z$/, 'Z');
  return core.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${stamp}`);
}
