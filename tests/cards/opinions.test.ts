import { expect, it } from 'vitest';
import type { ChooseView } from '../../bot/domain/views.js';
import { updateChooseCard } from '../../cards/index.js';
import { sign, viewOf } from './samples.js';
import { ofType } from './shape.js';
import { linesOf } from './shown.js';

const view = viewOf('update-choose') as ChooseView;
const LONG = 'Two of the six agencies cannot release staff before December, and cover is agreed from Monday. '.repeat(
  2,
);

/** What stands in half the card, and what over its full width. */
function told(note: string): { readonly halves: readonly string[]; readonly all: readonly string[] } {
  const milestone = { ...view.milestone, lastUpdate: { ...view.milestone.lastUpdate!, note } };
  const { card } = updateChooseCard({ ...view, milestone }, sign);
  const [pair] = ofType(card, 'ColumnSet');
  return { halves: linesOf(pair!), all: linesOf(card) };
}

it('what was said last stands beside what the dates say while it is short; else beneath, over the full width', () => {
  expect(told('Scope agreed.').halves.join('\n')).toContain('On Monday 19 October 2026: “Scope agreed.”');
  const long = told(LONG);
  for (const half of long.halves) expect(half.length).toBeLessThanOrEqual(80);
  expect(long.halves).toContain('On Monday 19 October 2026.');
  expect(long.all).toContain(`What was said: “${LONG.trim()}”`);
  expect(long.all.join(' ').match(/You last said/g)).toHaveLength(1);
});
