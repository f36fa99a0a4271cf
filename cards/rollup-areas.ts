/** The areas of a plan in its summary: their counts in words, as bars, and a button for each. */
import { entryOfClass } from '../bot/domain/key.js';
import { KEY } from '../bot/domain/policy.js';
import type { RollupView } from '../bot/domain/views.js';
import { countsInWords, unsaid } from './rollup-counts.js';
import type { Telling } from './rollup-exceptions.js';
import { section, type BarModel, type SummarySection } from './rollup-lines.js';
import { areaWord, cut, entryOf } from './words.js';

/** Teams shows four buttons in a row, and hides the others. */
const BUTTONS_A_ROW = 4;
const BUTTON_LENGTH = 24;

export function areasSection(view: RollupView, telling: Telling): SummarySection {
  const word = areaWord(view.levels);
  const told = telling.byArea ? view.areas : view.areas.filter(({ reply }) => reply !== true);
  return section(`By ${word}`, `the counts by ${word}`, {
    lines: told.map(({ title, counts, grades }) => ({
      strong: `${cut(title)}:`,
      rest: ` ${countsInWords(counts, grades, view)}`,
    })),
    chart: telling.chart ? [{ chartTitle: `By ${word}`, bars: view.areas.map((area) => barOf(area, view)) }] : [],
    buttons: buttonsOf(view, telling),
  });
}

/** One bar an area, the worst on its left; of a scale of the plan's own each grade has a part. */
function barOf({ title, counts, grades }: RollupView['areas'][number], { key }: RollupView): BarModel {
  const part = (legend: string, count: number, colour: string) => ({ legend, number: String(count), colour });
  const rated = (['red', 'amber', 'green', 'complete'] as const).map((rating) =>
    part(entryOf(entryOfClass(key, rating)).word, counts[rating], CHART_COLOURS[rating]),
  );
  const parts = [
    ...rated,
    ...grades.map(({ entry, count }, at) =>
      part(entryOf(entry).word, count, GRADE_COLOURS[at % GRADE_COLOURS.length] ?? ''),
    ),
    part(KEY.none.word, unsaid(counts, grades), 'neutral'),
    part('Closed', counts.closed, 'categoricalMarigold'),
  ];
  return { title: cut(title, 40) || '–', parts: parts.filter(({ number }) => number !== '0') };
}

const CHART_COLOURS = { red: 'attention', amber: 'warning', green: 'good', complete: 'categoricalBlue' } as const;
const GRADE_COLOURS = ['categoricalTeal', 'categoricalLavender', 'categoricalPurple', 'categoricalLime'] as const;

function buttonsOf({ plan, areas, levels }: RollupView, { sign, areas: shown }: Telling): SummarySection['buttons'] {
  if (sign === null || !shown) return [];
  const all = areas.map(({ code, title }) => ({
    title: `Show ${cut(title, BUTTON_LENGTH) || cut(code, BUTTON_LENGTH) || areaWord(levels)}`,
    token: sign('show-area', { plan, ref: code, rev: 0 }),
    tooltip: `Show all of ${cut(title) || areaWord(levels)} (${cut(code, BUTTON_LENGTH)})`,
  }));
  const rows = Math.ceil(all.length / BUTTONS_A_ROW);
  return Array.from({ length: rows }, (_, row) => ({
    row: all.slice(row * BUTTONS_A_ROW, (row + 1) * BUTTONS_A_ROW),
  }));
}
