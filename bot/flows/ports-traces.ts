import type { LogFields } from './ports-log.js';

/** A piece of work that is told as one span, by a code. */
export type SpanName =
  /** What wakes us. */
  | 'tick'
  | 'nightly'
  | 'deliver'
  | 'refresh'
  | 'rollup'
  | 'buried'
  /** Of one reminder: its planning, an attempt to send it, its requests for a chat and of the card, a rebuilding of its card, a press on it. */
  | 'plan'
  | 'attempt'
  | 'open-chat'
  | 'post'
  | 'edit'
  | 'turn';

/** Where a span stands. */
export interface SpanWish {
  /**
   * A `reminderId`: the span stands in the trace of that reminder, which follows from the id, so that nothing has to be
   * remembered; what is under way is linked with it. Anything that is no such id counts as left out.
   */
  readonly reminder?: string | null;
  /** The span under which every other of that reminder stands. Once a reminder. */
  readonly first?: true;
  /** W3C `traceparent` of what caused it, unread: a strange one counts as none. Left out: what is under way here. */
  readonly parent?: string | null;
  /** `server` answers somebody, `client` asks Teams; left out for what is neither. */
  readonly kind?: 'server' | 'client';
  /** As in the log: ids we minted, counts and codes. */
  readonly fields?: LogFields;
}

/** A span that is under way. */
export interface Span {
  add(fields: LogFields): void;
  /** It went wrong, although nothing is thrown. @param reason a code, as of the log; null where another span says it */
  failed(reason: string | null): void;
  /** One like many before it: neither it nor the spans straight below it are kept. Never where something failed for good. */
  drop(): void;
}

/**
 * One trace a reminder, from the sweep that plans it to the answers on its card. It fails nothing, asks nothing of
 * storage, and holds nothing up.
 */
export interface Traces {
  /** Does `act` as one span, and what is done in it below that. A failure is told by its code and thrown on. */
  span<T>(name: SpanName, wish: SpanWish, act: (span: Span) => Promise<T>): Promise<T>;
  /** Does `act` as caused by that `traceparent`, without a span of its own; a strange one counts as none. */
  within<T>(parent: string | null, act: () => Promise<T>): Promise<T>;
  /** W3C `traceparent` of what is under way, for the message that carries it on; null where nothing is. */
  current(): string | null;
  /** Hands on what is told so far, within a short limit. Never throws. */
  flush(): Promise<void>;
}

/** What a `traceparent` names, each in lower-case hexadecimal. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
}
