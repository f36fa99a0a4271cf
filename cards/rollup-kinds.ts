import { entryOfClass, type Key } from '../bot/domain/key.js';
import { KEY } from '../bot/domain/policy.js';
import type { RollupKind, RollupView } from '../bot/domain/views.js';
import { entryOf, mark } from './words.js';

/** How a section of exceptions is headed, and how the headline counts it. */
interface KindWords {
  readonly heading: string;
  readonly counts: (n: number) => string;
}

export function kindIn(
  { since, key, sections }: Pick<RollupView, 'since' | 'key' | 'sections'>,
  kind: RollupKind,
): KindWords {
  const [red, amber] = [wordIn(key, 'red'), wordIn(key, 'amber')];
  const [redMark, amberMark] = [mark(entryOfClass(key, 'red')), mark(entryOfClass(key, 'amber'))];
  switch (kind) {
    case 'new':
      // In the first summary there is nothing that they are new to.
      return since === null
        ? { heading: `${redMark} or ${amberMark}`, counts: (n) => `${String(n)} ${red} or ${amber}` }
        : { heading: `Newly ${redMark} or ${amberMark}`, counts: (n) => `${String(n)} newly ${red} or ${amber}` };
    case 'worsened':
      return { heading: 'Worsened', counts: (n) => `${String(n)} worsened` };
    case 'improved':
      return { heading: 'Improved', counts: (n) => `${String(n)} improved to ${amber}` };
    case 'still-red':
      return { heading: `Still ${redMark}`, counts: (n) => `${String(n)} still ${red}` };
    case 'still-amber':
      return { heading: `Still ${amberMark}`, counts: (n) => `${String(n)} still ${amber}` };
    case 'overdue':
      // What is red or amber stands above, overdue or not: each is told once.
      return {
        heading: 'Overdue',
        counts: (n) =>
          sections.some((one) => one.kind !== kind)
            ? `${String(n)} overdue but neither ${red} nor ${amber}`
            : `${String(n)} overdue`,
      };
  }
}

/** "red" within a sentence; a word of the plan's own as it is printed. */
function wordIn(key: Key, rating: 'red' | 'amber'): string {
  const { word } = entryOf(entryOfClass(key, rating));
  return word === KEY[rating].word ? word.toLowerCase() : word;
}
