import type { Delivery, Step } from './deliver-digest.js';
import type { Digest, PostOutcome, PreparedPost, Ports, Span, Versioned } from './ports.js';
import { reminderId } from './reminder-id.js';

/**
 * An attempt to send a digest, as a span in the trace of its reminder. The first is kept, each whose arrival is in doubt, and
 * the one that settles it, which says how many there were: so that two hours of throttling take no more than 2 KB
 * (guarantees.md 6).
 */
export function tracedAttempt(
  delivery: Delivery,
  { value: digest }: Versioned<Digest>,
  act: (delivery: Delivery) => Promise<Step>,
): Promise<Step> {
  const { ports } = delivery;
  const reminder = reminderId(ports, digest.officer, digest.slot);
  return ports.traces.span('attempt', { reminder }, async (span) => {
    let became: Digest | null = null;
    const step = await act({
      ...delivery,
      tell: (next) => {
        became = next;
      },
    });
    tellOutcome(span, digest, became);
    return step;
  });
}

function tellOutcome(span: Span, before: Digest, next: Digest | null): void {
  if (next === null || (next.state === 'retry' && next.attempts > 1 && next.doubts === before.doubts)) {
    span.drop();
    return;
  }
  const { state, attempts, reason } = next;
  span.add({ state, attempts });
  if (state !== 'sent' && state !== 'waived') span.failed(reason ?? state);
}

/**
 * The request itself, as Teams answered it.
 *
 * @param edited the card that it takes the place of: that stands in the trace of its own reminder, whoever caused it
 */
export function tracedPost(
  { traces }: Pick<Ports, 'traces'>,
  prepared: PreparedPost,
  edited: { readonly reminder: string; readonly officer: string } | null = null,
): Promise<PostOutcome> {
  const wish = edited === null ? {} : { reminder: edited.reminder, fields: { officer: edited.officer } };
  return traces.span(edited === null ? 'post' : 'edit', { kind: 'client', ...wish }, async (span) => {
    const outcome = await prepared.send();
    // Why is said once, by the attempt above it.
    if (outcome.kind !== 'accepted') span.failed(edited === null ? null : outcome.reason);
    return outcome;
  });
}

type Opened = Awaited<ReturnType<Ports['messenger']['openChat']>>;

/** The request for a chat to post to, where somebody never wrote to us. */
export function tracedOpening({ traces }: Pick<Ports, 'traces'>, open: () => Promise<Opened>): Promise<Opened> {
  return traces.span('open-chat', { kind: 'client' }, async (span) => {
    const opened = await open();
    // Why is said once, by the attempt above it.
    if (opened.chat === null) span.failed(null);
    return opened;
  });
}
