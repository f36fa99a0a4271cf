import { reasonOf } from './fault.js';
import type { Log } from './ports-log.js';

/**
 * Work that the host starts. Hosts print what is thrown at them, with its message, its cause and its stack: so what goes
 * out says what failed and the reason in codes, and nothing else.
 *
 * @param what a code, such as `tick`
 */
export function woken<Given extends readonly unknown[]>(
  log: Log,
  what: string,
  act: (...given: Given) => Promise<unknown>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    try {
      await act(...given);
    } catch (error) {
      const reason = reasonOf(error);
      log.error('work-failed', { what, reason });
      throw Object.assign(new Error(`${what} failed: ${reason}`), { name: 'WorkFailed' });
    }
  };
}
