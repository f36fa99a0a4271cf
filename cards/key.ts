import { declarable, type Key } from '../bot/domain/key.js';
import type { Plan } from '../bot/domain/plan.js';
import { DEFAULT_KEY, KEY } from '../bot/domain/policy.js';
import { capital, entryOf, sentence } from './words.js';

/** One entry of the key. */
export interface KeyModel {
  readonly shape: string;
  readonly colour: string;
  readonly word: string;
  readonly meaning: string;
}

const WORKED_OUT = ': worked out from due dates, forecasts and dates given.';
const BESIDE = `${WORKED_OUT} It never changes what a lead says.`;
const RATES = `${WORKED_OUT} In this plan that is the rating; what a lead says stands beside it.`;

/** What each rating of a plan means, and what "the dates say" means. */
export function keyOf(key: Key = DEFAULT_KEY, preset: Plan['preset'] = 'confidence'): readonly KeyModel[] {
  const ratings = [...declarable(key), KEY.none].map((entry) => {
    const { shape, colour, word, letter, definition } = entryOf(entry);
    return {
      shape,
      colour,
      word: shape === '' ? word : `\u00a0${word}`,
      meaning: [
        letter === '' || letter === word ? '' : ` (${letter})`,
        definition === '' ? '.' : `: ${sentence(definition.split('; ').map(capitalAfterFirst).join('. '))}`,
      ].join(''),
    };
  });
  return [
    ...ratings,
    { shape: '', colour: 'default', word: 'The dates say', meaning: preset === 'dates' ? RATES : BESIDE },
  ];
}

/** A definition in two parts becomes two sentences, the first running on from the colon. */
function capitalAfterFirst(part: string, at: number): string {
  return at === 0 ? part : capital(part);
}
