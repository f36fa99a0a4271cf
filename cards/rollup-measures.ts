import type { MeasureView } from '../bot/domain/measure-views.js';
import { cut, sentence } from './words.js';

/** "Quarter 2: 59.4 % (113 of 190). Quarter 1: 61 %. Target 75 %. Better." Context, never a rating. */
export function measureWords(measure: MeasureView): string {
  const { now, before, target, direction, comparator, runRate, caveat } = measure;
  const values = [now, before].flatMap((one) =>
    one === null ? [] : [`${cut(one.called)}: ${cut(one.words, 120)}${caveated(one.caveat)}`],
  );
  const parts = [
    ...(values.length === 0 ? ['No value yet'] : values),
    ...(direction === null
      ? []
      : [`That is ${direction === 'no change' ? direction : `${cut(direction)} than before`}`]),
    ...(runRate === null ? [] : [cut(runRate, 120)]),
    ...(target === null ? [] : [`Target: ${cut(target)}`]),
    ...(comparator === null ? [] : [`Beside it, ${cut(comparator, 120)}`]),
    ...(caveat === null || caveat.trim() === '' ? [] : [`Note: ${cut(caveat, 160)}`]),
  ];
  return parts.map(sentence).join(' ');
}

function caveated(caveat: string | null): string {
  return caveat === null || caveat.trim() === '' ? '' : ` (${cut(caveat, 120)})`;
}
