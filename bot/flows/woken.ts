import { reasonOf } from './fault.js';
import type { Ports } from './ports.js';
import type { SpanName } from './ports-traces.js';

/**
 * Work that the host starts. Hosts print what is thrown at them, with its message, its cause and its stack: so what goes
 * out says what failed and the reason in codes, and nothing else. It is one span, and what was told is handed on at its
 * end: afterwards the process may stand still.
 *
 * @param what a code, such as `tick`
 * @param causeOf the `traceparent` of what caused it, unread
 */
export function woken<Given extends readonly unknown[]>(
  { log, traces }: Pick<Ports, 'log' | 'traces'>,
  what: SpanName,
  act: (...given: Given) => Promise<unknown>,
  causeOf: (...given: Given) => string | null = () => null,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    try {
      await traces.span(what, { parent: causeOf(...given) }, () => act(...given));
    } catch (error) {
      const reason = reasonOf(error);
      log.error('work-failed', { what, reason });
      throw Object.assign(new Error(`${what} failed: ${reason}`), { name: 'WorkFailed' });
    } finally {
      await traces.flush();
    }
  };
}
