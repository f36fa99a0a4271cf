import type { WriteLine } from '../bot/flows/ports.js';

/**
 * What of the log a person at a terminal sees. Nothing, since whatever went wrong is said in words; with `--json`, or when
 * asked for by WAYMARK_LOG, warnings and errors as JSON lines (DESIGN 6). Never what went well.
 */
export function logFor(wanted: boolean, write: (text: string) => void): WriteLine {
  return (level, text) => {
    if (wanted && level !== 'info') write(`${text}\n`);
  };
}
