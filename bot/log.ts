import type { Log } from './flows/ports.js';

/** What a line of the log may hold beside its event: ids, counts and codes, never names or what people wrote. */
type Fields = Parameters<Log['info']>[1];

/** One JSON line an event, so that nothing in a field can begin a line of its own. */
export function lineLog(write: (level: 'info' | 'warn' | 'error', line: string) => void): Log {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: Fields = {}): void => {
      write(level, JSON.stringify({ level, event, ...fields }));
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
