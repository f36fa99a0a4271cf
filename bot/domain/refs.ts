import { withoutLevel } from './level-words.js';
import { slipsBetween } from './nearest.js';

/** Refs are compared without case and spaces: "cin/cp1.1" is "CiN/CP 1.1". */
export function sameRef(a: string, b: string): boolean {
  return plainRef(a) === plainRef(b);
}

export function plainRef(ref: string): string {
  return ref.toLowerCase().replace(/\s+/g, '');
}

/**
 * The refs nearest to a misspelt one, at most three, the best first: a slip away, with the same figures, or with the
 * longest beginning in common.
 */
export function nearestRefs(ref: string, known: readonly string[]): readonly string[] {
  const wanted = looseRef(withoutLevel(ref, []));
  const scored = [...new Set(known)].map((one) => {
    const loose = looseRef(one);
    const slips = slipsBetween(wanted, loose);
    const sameFigures = figuresOf(wanted) !== '' && figuresOf(wanted) === figuresOf(loose);
    return { one, slips, near: Math.min(slips, 2), sameFigures, length: sharedBeginning(wanted, loose) };
  });
  return scored
    .filter(({ near, sameFigures, length }) => near < 2 || sameFigures || length >= 2)
    .sort(
      (a, b) =>
        a.near - b.near || Number(b.sameFigures) - Number(a.sameFigures) || b.length - a.length || a.slips - b.slips,
    )
    .slice(0, 3)
    .map(({ one }) => one);
}

function looseRef(ref: string): string {
  return plainRef(ref).replace(/[^a-z0-9.]/g, '');
}

/** From the first figure on: "2.1" of "fd2.1". */
function figuresOf(loose: string): string {
  return loose.replace(/^[^0-9]*/, '');
}

function sharedBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
