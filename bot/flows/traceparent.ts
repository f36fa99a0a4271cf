import type { TraceContext } from './ports-traces.js';

const SHAPE = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const NOTHING = /^0+$/;

/**
 * Reads a W3C `traceparent` of the version that we write; null for anything else, which is then as if nothing was given
 * (https://www.w3.org/TR/trace-context/#traceparent-header).
 */
export function readTraceparent(text: unknown): TraceContext | null {
  const [, traceId = '', spanId = ''] = typeof text === 'string' ? (SHAPE.exec(text) ?? []) : [];
  return NOTHING.test(traceId) || NOTHING.test(spanId) || traceId === '' ? null : { traceId, spanId };
}

/** With the flag that it is kept: every span is. */
export function traceparentOf({ traceId, spanId }: TraceContext): string {
  return `00-${traceId}-${spanId}-01`;
}
