import type { RollupView } from '../bot/domain/views.js';
import { keyOf } from './key.js';
import { escapeMarkdown } from './markdown.js';
import { compile, fitted, LARGEST, sizeOf, type Card } from './render.js';
import type { CellModel } from './rollup-counts.js';
import type { ExceptionModel, Telling } from './rollup-exceptions.js';
import { REFS_AT_MOST, type SummarySection } from './rollup-lines.js';
import { rowsOf, summarySections } from './rollup-sections.js';
import template from './rollup.card.json';
import type { NoteModel } from './rows.js';

interface SectionModel extends Pick<SummarySection, 'intro' | 'lines' | 'chart' | 'buttons'> {
  readonly heading: string;
  readonly exceptions: readonly ExceptionModel[];
  readonly more: readonly string[];
}

interface RollupModel {
  readonly title: string;
  readonly position: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly headline: string;
  readonly attention: readonly string[];
  readonly counts: readonly { readonly cells: readonly CellModel[] }[];
  readonly beneath: readonly string[];
  readonly sections: readonly SectionModel[];
  readonly leftOut: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly key: readonly { readonly heading: string; readonly entries: readonly string[] }[];
}

/** What stands above the sections. */
export type Head = Omit<RollupModel, 'sections' | 'leftOut' | 'key'>;

const render = compile<RollupModel>(template);

/** A summary as a card: told in the first of some ways that has room, or cut from its end in the last of them. */
export function laidOut(view: RollupView, head: Head, [first, ...others]: Tellings): Card {
  const whole = (telling: Telling): Card =>
    render({
      ...head,
      counts: telling.cells ? head.counts : [],
      ...cutTo(summarySections(view, telling), Infinity),
      key: telling.key ? [{ heading: 'What the words mean', entries: keyWords(view) }] : [],
    });
  let last = first;
  for (const telling of [first, ...others]) {
    const card = whole(telling);
    if (sizeOf(card) <= LARGEST) return card;
    last = telling;
  }
  const exceptions = view.sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const mostly = fitted(exceptions, (blocks) => whole({ ...last, whole: blocks }));
  return sizeOf(mostly) <= LARGEST ? mostly : partOf(view, head, { ...last, whole: 0 });
}

/** From the roomiest on. */
export type Tellings = readonly [Telling, ...(readonly Telling[])];

/** "◆ Red (R): significant risk that it will not be achieved." */
function keyWords({ key, preset }: RollupView): readonly string[] {
  return keyOf(key, preset).map(({ shape, word, meaning }) => `${shape}${word}${meaning}`);
}

/** Too much for one card: a paragraph an exception and no key, then few refs a line, and what still does not fit is left out from the end. */
function partOf(view: RollupView, head: Head, telling: Telling): Card {
  const bare = (sections: readonly SummarySection[], most: number): Card =>
    render({ ...head, counts: [], ...cutTo(sections, most), key: [] });
  const card = bare(summarySections(view, telling), Infinity);
  if (sizeOf(card) <= LARGEST) return card;
  const sections = summarySections(view, { ...telling, refs: REFS_AT_MOST });
  const rows = sections.reduce((sum, section) => sum + rowsOf(section), 0);
  return fitted(rows, (most) => bare(sections, most));
}

/** The first `most` rows in the order of reading; what is left out is said, by section and number. */
function cutTo(sections: readonly SummarySection[], most: number): Pick<RollupModel, 'sections' | 'leftOut'> {
  let room = most;
  const kept: SectionModel[] = [];
  const gone: string[] = [];
  for (const section of sections) {
    const shown = Math.min(room, rowsOf(section));
    room -= shown;
    if (shown > 0) kept.push(modelOf(section, shown));
    else gone.push(section.called);
  }
  const lines = [`Not on this card because it is full: ${gone.join('; ')}.`];
  return { sections: kept, leftOut: gone.length === 0 ? [] : [{ heading: 'Left out here', lines }] };
}

/** A section with so many of its rows, the exceptions first. */
function modelOf(section: SummarySection, shown: number): SectionModel {
  const { heading, intro, exceptions, chart, buttons } = section;
  const hidden = rowsOf(section) - shown;
  return {
    heading: escapeMarkdown(heading),
    intro,
    exceptions: exceptions.slice(0, shown),
    lines: section.lines.slice(0, Math.max(0, shown - exceptions.length)),
    chart,
    buttons,
    more: hidden > 0 ? [`And ${String(hidden)} more, left out because the card is full.`] : [],
  };
}
