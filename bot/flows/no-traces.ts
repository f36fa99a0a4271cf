import type { Span, Traces } from './ports-traces.js';

const NO_SPAN: Span = { add: () => undefined, failed: () => undefined, drop: () => undefined };

/** Where nobody asked for traces, and at a terminal. */
export const NO_TRACES: Traces = {
  span: (_name, _wish, act) => act(NO_SPAN),
  within: (_parent, act) => act(),
  current: () => null,
  flush: () => Promise.resolve(),
};
