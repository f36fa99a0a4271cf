/** Where spans go: to Application Insights, or outside Azure into a file, a JSON line a span. */
import { appendFile } from 'node:fs/promises';
import type { AzureMonitorExporterOptions } from '@azure/monitor-opentelemetry-exporter';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TraceSettings } from './config.js';

type Wish = Required<AzureMonitorExporterOptions>;

export interface Outside {
  /** The identity to write with, which fetches its token when it is first asked for one. */
  readonly credentialOf: (identity: { readonly clientId: string | null }) => Wish['credential'];
  /** Carries requests to Application Insights; the library's own when left out. */
  readonly httpClient?: Wish['httpClient'];
}

/** The exporters that the settings ask for, none of them loaded yet; null where they ask for none. */
export function exportersOf(
  { file, insights }: TraceSettings,
  outside: Outside,
): (() => Promise<readonly SpanExporter[]>) | null {
  if (file === null && insights === null) return null;
  return async () => [
    ...(file === null ? [] : [fileExporter(file)]),
    ...(insights === null ? [] : [await insightsExporter(insights, outside)]),
  ];
}

/** Its library is large: it is loaded with the first span. What cannot be sent is let go, never kept on the disk. */
async function insightsExporter(
  { connectionString, identity }: NonNullable<TraceSettings['insights']>,
  { credentialOf, httpClient }: Outside,
): Promise<SpanExporter> {
  const { AzureMonitorTraceExporter } = await import('@azure/monitor-opentelemetry-exporter');
  return new AzureMonitorTraceExporter({
    connectionString,
    ...(identity !== null && { credential: credentialOf(identity) }),
    ...(httpClient !== undefined && { httpClient }),
    disableOfflineStorage: true,
    retryOptions: { maxRetries: 0 },
  });
}

const OK = 0;
const FAILED = 1;

function fileExporter(file: string): SpanExporter {
  return {
    export(spans, told) {
      const done: (result: { readonly code: number; readonly error?: Error }) => void = told;
      const text = spans.map((span) => `${lineOf(span)}\n`).join('');
      appendFile(file, text).then(
        () => {
          done({ code: OK });
        },
        (error: unknown) => {
          done({ code: FAILED, error: error instanceof Error ? error : new Error('not written') });
        },
      );
    },
    shutdown: () => Promise.resolve(),
  };
}

const MS = 1e6;
const FAULT = 2;

/** `links` name other traces by the start of a `traceparent`; `ms` is how long it took. */
export function lineOf(span: ReadableSpan): string {
  const { traceId, spanId } = span.spanContext();
  const parent = span.parentSpanContext?.spanId;
  const links = span.links.map(({ context }) => `${context.traceId}-${context.spanId}`);
  const [seconds, nanos] = span.startTime;
  const status: number = span.status.code;
  const [tookSeconds, tookNanos] = span.duration;
  return JSON.stringify({
    at: new Date(seconds * 1000 + nanos / MS).toISOString(),
    span: span.name,
    trace: traceId,
    id: spanId,
    ...(parent !== undefined && { parent }),
    ...(links.length > 0 && { links }),
    ms: Math.round(tookSeconds * 1000 + tookNanos / MS),
    ...(status === FAULT && { failed: true }),
    ...span.attributes,
  });
}
