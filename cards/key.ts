import { KEY } from '../bot/domain/policy.js';
import { capital } from './words.js';

/** One entry of the key. */
export interface KeyModel {
  readonly shape: string;
  readonly colour: string;
  readonly word: string;
  readonly meaning: string;
}

const DATES_SAY = ': worked out from due dates, forecasts and dates given. It never changes what a lead says.';

/** What each rating means, and what "the dates say" means. */
export function keyOf(): readonly KeyModel[] {
  const ratings = Object.values(KEY).map(({ shape, colour, word, letter, definition }) => ({
    shape,
    colour,
    word: `\u00a0${word}`,
    meaning: ` (${letter}): ${definition.split('; ').map(capitalAfterFirst).join('. ')}.`,
  }));
  return [...ratings, { shape: '', colour: 'default', word: 'The dates say', meaning: DATES_SAY }];
}

/** A definition in two parts becomes two sentences, the first running on from the colon. */
function capitalAfterFirst(part: string, at: number): string {
  return at === 0 ? part : capital(part);
}
