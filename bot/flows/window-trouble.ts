import type { Waiting } from './attention-list.js';

/** What is wrong, by why it is on the list. */
const WORDS: Partial<Record<Waiting['because'], string>> = {
  'not-released': 'is to be posted, and the plan’s owner has not released it yet',
  'no-channel': 'is to be posted, and no channel reads it',
  'long-gap': 'was not frozen in its time: nothing ran for more than seven days, or the clock is wrong',
};

/** What is wrong with a reporting window of a plan, as a sentence. */
export function windowInWords(
  { window }: Extract<Waiting['subject'], { kind: 'window' }>,
  because: Waiting['because'],
  planTitle: string,
): string {
  const what = WORDS[because] ?? 'could not be frozen or posted';
  return `The reporting window “${window}” of “${planTitle}” ${what}.`;
}
