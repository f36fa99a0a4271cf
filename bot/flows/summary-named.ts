import type { AttentionSubject } from './ports.js';

/** What a summary on the list is about, and where: of what follows in its thread, which of that. */
export function summaryNamed(
  { scope, channel, part = '' }: Extract<AttentionSubject, { kind: 'rollup' }>,
  names: { readonly planTitle: (scope: string) => string; readonly channelName: (channel: string) => string },
): string {
  const summary = `summary of “${names.planTitle(scope)}” for ${names.channelName(channel)}`;
  if (part === '') return `The ${summary}`;
  const [kind, ref = ''] = part.split(':');
  if (kind === 'area') return `The reply about ${ref} beneath the ${summary}`;
  if (kind === 'answer') return `The answer about ${ref} beneath the ${summary}`;
  return `The note of a correction beneath the ${summary}`;
}
