/**
 * Traces over OpenTelemetry, made by hand: this file and `traces-out.ts` alone know it. Its libraries are loaded when the
 * first span is made; nothing of it is registered for the whole process, so that no library of others tells spans here.
 */
import { createHash } from 'node:crypto';
import type * as Api from '@opentelemetry/api';
import type { Context, Link, SpanContext, Span as OpenSpan, Tracer } from '@opentelemetry/api';
import type { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { IdGenerator, ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { reasonOf } from './flows/fault.js';
import { NO_TRACES } from './flows/no-traces.js';
import type { Log, LogFields } from './flows/ports-log.js';
import type { Span, SpanWish, TraceContext, Traces } from './flows/ports-traces.js';
import { readTraceparent, traceparentOf } from './flows/traceparent.js';
import { safe } from './log.js';

/** Milliseconds that an invocation waits at its end for its spans to be taken. */
export const FLUSH_LIMIT_MS = 1_000;
/** Where they were not taken in time, nobody waits again for so long; what is told meanwhile is sent beside the work. */
const REST_MS = 60_000;
/** What nobody takes is let go of after that. */
const EXPORT_LIMIT_MS = 5_000;
/** Sent at the latest after this, also where no invocation ends. */
const SENT_AFTER_MS = 1_000;
const SAMPLED = 1;
const REMINDER = /^[a-f0-9]{16}$/;

/**
 * The span of a reminder's planning, below which all others of it stand: both its ids follow from the reminder's own. The
 * trace id begins with it, so that whoever has one has the other.
 */
export function traceOf(reminder: string): TraceContext {
  const hash = createHash('sha256').update(`waymark trace ${reminder}`).digest('hex');
  return { traceId: `${reminder}${hash.slice(0, 16)}`, spanId: hash.slice(16, 32) };
}

/**
 * Traces that go to these exporters. None: nothing is told and nothing loaded.
 *
 * @param open is called once, before the first span; where it fails, that is logged, and nothing is told
 */
export function openTraces(open: (() => Promise<readonly SpanExporter[]>) | null, log: Log): Traces {
  if (open === null) return NO_TRACES;
  let begun: Promise<Engine | null> | undefined;
  const engine = (): Promise<Engine | null> =>
    (begun ??= startEngine(open).catch((error: unknown) => {
      log.error('traces-not-opened', { reason: reasonOf(error) });
      return null;
    }));
  let ready: Engine | null = null;
  let restUntil = 0;
  return {
    async span(name, wish, act) {
      ready ??= await engine();
      return ready === null ? NO_TRACES.span(name, wish, act) : ready.span(name, wish, act);
    },
    async within(parent, act) {
      const from = readTraceparent(parent);
      if (from === null) return act();
      ready ??= await engine();
      return ready === null ? act() : ready.within(from, act);
    },
    current: () => ready?.current() ?? null,
    async flush() {
      if (ready === null || performance.now() < restUntil) return;
      const done = await inTime(ready.flush(), FLUSH_LIMIT_MS);
      if (done === 'done') return;
      restUntil = performance.now() + REST_MS;
      log.warn('traces-not-taken', { reason: done, limitMs: FLUSH_LIMIT_MS });
    },
  };
}

interface Engine extends Pick<Traces, 'span' | 'current'> {
  within<T>(from: TraceContext, act: () => Promise<T>): Promise<T>;
  flush(): Promise<void>;
}

async function startEngine(open: () => Promise<readonly SpanExporter[]>): Promise<Engine> {
  const [api, { resourceFromAttributes }, sdk, hooks] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/context-async-hooks'),
  ]);
  const limits = { scheduledDelayMillis: SENT_AFTER_MS, exportTimeoutMillis: EXPORT_LIMIT_MS };
  const processors = (await open()).map((exporter) => new sdk.BatchSpanProcessor(exporter, limits));
  const held = holding(processors);
  const ids = forcedIds(new sdk.RandomIdGenerator());
  // Everything is given: otherwise settings of the surroundings could have failures left out.
  const provider = new sdk.BasicTracerProvider({
    // Who it is from, on the application map; what else is known of the machine is not told.
    resource: resourceFromAttributes({ 'service.name': 'waymark' }),
    sampler: new sdk.AlwaysOnSampler(),
    spanLimits: { attributeCountLimit: 32, linkCountLimit: 8, eventCountLimit: 0, attributeValueLengthLimit: 120 },
    idGenerator: ids.generator,
    spanProcessors: [held.processor],
  });
  const contexts = new hooks.AsyncLocalStorageContextManager().enable();
  const below = (context: TraceContext): Context =>
    api.trace.setSpanContext(api.ROOT_CONTEXT, { ...context, traceFlags: SAMPLED, isRemote: true });
  const current = (): SpanContext | undefined => api.trace.getSpanContext(contexts.active());
  const fail = (span: OpenSpan, reason: string | null): void => {
    span.setAttributes(attributesOf({ reason })).setStatus({ code: api.SpanStatusCode.ERROR });
  };
  const begin = beginner(provider.getTracer('waymark'), { api, contexts, below, force: ids.force });
  return {
    async span(name, wish, act) {
      const { open: span, context } = begin(name, wish);
      held.watch(span);
      try {
        return await contexts.with(context, () => act(spanOver(span, { fail, drop: held.drop })));
      } catch (error) {
        fail(span, reasonOf(error));
        throw error;
      } finally {
        span.end();
      }
    },
    within: (from, act) => contexts.with(below(from), act),
    current: () => {
      const known = current();
      return known === undefined ? null : traceparentOf(known);
    },
    flush: async () => {
      await Promise.all(processors.map((one) => one.forceFlush()));
    },
  };
}

interface Means {
  readonly api: typeof Api;
  readonly contexts: AsyncLocalStorageContextManager;
  readonly below: (context: TraceContext) => Context;
  readonly force: (ids: TraceContext | null) => void;
}

/** Begins a span where its wish says. */
function beginner(
  tracer: Tracer,
  { api, contexts, below, force }: Means,
): (name: string, wish: SpanWish) => { readonly open: OpenSpan; readonly context: Context } {
  const kinds = { server: api.SpanKind.SERVER, client: api.SpanKind.CLIENT, none: api.SpanKind.INTERNAL } as const;
  return (name, { reminder, first, parent, kind, fields = {} }) => {
    const around = contexts.active();
    const under = api.trace.getSpanContext(around);
    const own = reminder != null && REMINDER.test(reminder) ? traceOf(reminder) : null;
    const from = readTraceparent(parent);
    const base = own !== null ? below(own) : from !== null ? below(from) : around;
    // Another trace that this came from is linked, so that neither is lost from sight.
    const cause = own === null ? undefined : from === null ? under : { ...from, traceFlags: SAMPLED };
    const links: Link[] = cause === undefined || cause.traceId === own?.traceId ? [] : [{ context: cause }];
    const isFirst = own !== null && first === true;
    const options = { kind: kinds[kind ?? 'none'], links, attributes: attributesOf(fields), root: isFirst };
    force(isFirst ? own : null);
    const open = tracer.startSpan(name, options, base);
    force(null);
    return { open, context: api.trace.setSpan(around, open) };
  };
}

/** Ids by chance, but for a span that is begun while they are given. */
function forcedIds(usual: IdGenerator): {
  readonly generator: IdGenerator;
  readonly force: (ids: TraceContext | null) => void;
} {
  let next: TraceContext | null = null;
  return {
    force: (ids) => {
      next = ids;
    },
    generator: {
      generateTraceId: () => next?.traceId ?? usual.generateTraceId(),
      generateSpanId: () => next?.spanId ?? usual.generateSpanId(),
    },
  };
}

/** Hands spans on when they have ended; those straight below one that is under way, with that: it may be dropped. */
function holding(to: readonly SpanProcessor[]): {
  readonly processor: SpanProcessor;
  readonly watch: (span: OpenSpan) => void;
  readonly drop: (span: OpenSpan) => void;
} {
  const waiting = new Map<string, ReadableSpan[]>();
  const dropped = new Set<string>();
  const hand = (span: ReadableSpan): void => {
    for (const one of to) one.onEnd(span);
  };
  const onEnd = (span: ReadableSpan): void => {
    const { spanId } = span.spanContext();
    const below = waiting.get(spanId) ?? [];
    waiting.delete(spanId);
    if (dropped.delete(spanId)) return;
    const above = waiting.get(span.parentSpanContext?.spanId ?? '');
    const kept = [...below, span];
    if (above === undefined) kept.forEach(hand);
    else above.push(...kept);
  };
  return {
    watch: (span) => void waiting.set(span.spanContext().spanId, []),
    drop: (span) => void dropped.add(span.spanContext().spanId),
    processor: {
      onStart: () => undefined,
      onEnd,
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    },
  };
}

function spanOver(
  open: OpenSpan,
  { fail, drop }: { fail: (span: OpenSpan, reason: string | null) => void; drop: (span: OpenSpan) => void },
): Span {
  return {
    add: (fields) => void open.setAttributes(attributesOf(fields)),
    failed: (reason) => {
      fail(open, reason);
    },
    drop: () => {
      drop(open);
    },
  };
}

/** The same sieve as of the log: whatever comes past the compiler is cut and cleaned. */
function attributesOf(fields: LogFields): Record<string, string | number | boolean> {
  const known = Object.entries(safe(fields));
  return Object.fromEntries(known.filter((one): one is [string, string | number | boolean] => one[1] !== null));
}

/** `late` or the code of what went wrong, where it is not done within so many milliseconds. */
async function inTime(work: Promise<void>, limitMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'late');
  });
  const done = work.then(
    () => 'done',
    (error: unknown) => reasonOf(error),
  );
  return Promise.race([done, late]).finally(() => {
    clearTimeout(timer);
  });
}
