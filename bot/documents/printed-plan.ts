import type { PlanWarning } from '../domain/plan-warnings.js';
import type { MappedColumn } from '../domain/plan-columns.js';
import type { Table } from './csv.js';
import { headsAchieved } from './plan-achieved.js';
import { bannerIn } from './plan-banners.js';
import { isHeadingAgain } from './plan-drafts.js';
import { pageLabelIn } from './plan-shapes.js';
import { joinedRows, type PlanLine } from './printed-joins.js';
import { aligned, type ColouredWords, type PrintedBlock, type PrintedRow, type PrintedTable } from './printed-table.js';
import {
  columnsInPlan,
  goesOnWith,
  haveSameHeadings,
  headed,
  mainHeadings,
  withoutLayout,
  type HeadedTable,
} from './printed-tables-read.js';
import { unreadNotes, unreadTable, unreadWords } from './printed-told.js';

/** The plan's table out of a document, with what people are told of the rest. */
interface PrintedPlan {
  readonly table: Table;
  readonly warnings: readonly PlanWarning[];
  /** Words beside colours, outside the plan's tables: what may be its key. */
  readonly pairs: readonly ColouredWords[];
}

interface Walk {
  readonly main: HeadedTable;
  readonly lines: PlanLine[];
  readonly warnings: ((row: number) => PlanWarning)[];
  readonly pairs: ColouredWords[];
  /** Paragraphs since the last table. */
  words: { readonly words: string; readonly isHeading: boolean; readonly page: number | null }[];
  /** The label of a page that stands between tables. */
  label: number | null;
  achieved: string | null | undefined;
  /** How many tables of the document, and of the plan, came so far. */
  tables: number;
  parts: number;
}

/**
 * The rows of the plan's tables, one below the other, under the headings of the first. Its tables are those with the
 * headings that most rows stand under, those that go on with it without headings, and those under "Achieved outcomes".
 * Undefined where no table has the headings of a plan.
 */
export function printedPlan(
  blocks: readonly PrintedBlock[],
  mapping: readonly MappedColumn[],
): PrintedPlan | undefined {
  const all = withoutLayout(blocks, mapping);
  const tables = all.flatMap((block) => (block.kind === 'table' ? [headed(block.table, mapping)] : []));
  const main = mainHeadings(tables.filter((table) => table !== undefined));
  if (main === undefined) return undefined;
  const walk: Walk = {
    main,
    lines: [],
    warnings: [],
    pairs: [],
    words: [],
    label: null,
    achieved: undefined,
    tables: 0,
    parts: 0,
  };
  const areas = areaHeadings(all, main, mapping);
  for (const block of all) {
    if (block.kind === 'text') takeText(walk, block);
    else takeTable(walk, block.table, block.page, headed(block.table, mapping), areas);
  }
  const rows = joinedRows(walk.lines, main.columns);
  const first = rows.rows.find(({ isHeadings }) => isHeadings)?.row.row ?? 1;
  return {
    table: { rows: rows.rows.map(({ row }) => row) },
    warnings: [...walk.warnings.map((told) => told(first)), ...rows.warnings, ...unreadNotes(rows.rows)],
    pairs: walk.pairs,
  };
}

function takeText(walk: Walk, { text, page }: Extract<PrintedBlock, { kind: 'text' }>): void {
  walk.pairs.push(...text.pairs);
  const label = pageLabelIn(text.words);
  if (label?.ref === '') walk.label = label.page;
  else walk.words.push({ words: text.words, isHeading: text.isHeading, page });
}

function takeTable(
  walk: Walk,
  table: PrintedTable,
  page: number | null,
  own: HeadedTable | undefined,
  areas: ReadonlyMap<PrintedTable, string>,
): void {
  walk.tables += 1;
  followAchieved(walk, own !== undefined);
  const part = walk.achieved;
  const isPlan = own !== undefined && (haveSameHeadings(own, walk.main) || part != null);
  const goesOn = own === undefined && walk.parts > 0 && goesOnWith(walk.main, table);
  if (!isPlan && !goesOn) {
    walk.pairs.push(...pairsIn(table));
    const number = walk.tables;
    walk.warnings.push((row) => unreadTable(table, { page, number, row, isPlan: own !== undefined }));
    return;
  }
  const over = wordsOver(walk, areas.get(table), page);
  walk.parts += 1;
  const order =
    own === undefined || haveSameHeadings(own, walk.main) ? null : columnsInPlan(own.columns, walk.main.columns);
  if (own === undefined) walk.lines.push(...over);
  table.rows.forEach((row, at) => {
    const isHeadings =
      own?.at === at ||
      isHeadingAgain(
        row.cells.map(({ text }) => text),
        walk.main.columns,
      );
    // Headings of its own say where its cells belong, and are no row of the plan.
    if (!isHeadings || order === null) walk.lines.push(lineOf(walk, row, { own, order, part, isHeadings }));
    if (own?.at === at) walk.lines.push(...over);
  });
}

/** What stands over a table: the names of areas for its rows; other words, once the plan has begun, are told. */
function wordsOver(walk: Walk, area: string | undefined, page: number | null): PlanLine[] {
  const between = walk.words;
  walk.words = [];
  for (const { words, page: on, isHeading } of between) {
    const isRead = bannerIn([words]) !== undefined || isHeading || headsAchieved(words);
    if (!isRead && walk.parts > 0) walk.warnings.push((row) => unreadWords(words, on, row));
  }
  const banners = between.filter(({ words }) => bannerIn([words]) !== undefined);
  return [
    ...banners.map(({ words, page: on }) => lineOfWords(walk, words, on)),
    ...(area === undefined ? [] : [lineOfWords(walk, `Area: ${area}`, page)]),
  ];
}

/** Words over a table say whether what is in it was achieved; those over the next one may end that. */
function followAchieved(walk: Walk, hasHeadings: boolean): void {
  const over = walk.words.findLast(({ words, isHeading }) => isHeading || headsAchieved(words));
  if (over !== undefined && headsAchieved(over.words)) walk.achieved = over.words;
  else if (over !== undefined && hasHeadings && walk.achieved !== undefined) walk.achieved = null;
}

interface LineNeeds {
  readonly own: HeadedTable | undefined;
  /** For each heading of the table the plan's column; null where they are the same. */
  readonly order: readonly number[] | null;
  readonly part: string | null | undefined;
  readonly isHeadings: boolean;
}

function lineOf(walk: Walk, row: PrintedRow, { own, order, part, isHeadings }: LineNeeds): PlanLine {
  const { main } = walk;
  const under = aligned(row, own?.headings ?? main.headings, own !== undefined);
  const label = row.label ?? walk.label;
  // Headings printed again are no row: the label is that of the one below them.
  walk.label = isHeadings ? label : null;
  const places = main.columns.headings.map((_, at) =>
    order === null ? [at] : order.flatMap((to, from) => (to === at ? [from] : [])),
  );
  const cells = places.map((from) =>
    from
      .map((at) => under.cells[at] ?? '')
      .filter((cell) => cell !== '')
      .join('\n'),
  );
  return {
    cells,
    fills: places.map((from) => from.map((at) => under.fills[at] ?? null).find((fill) => fill !== null) ?? null),
    goesOn: places.map((from) => from.some((at) => under.goesOn[at] ?? false)),
    ...{ page: row.page, part: walk.parts, isHeadings, notes: row.notes },
    ...(label !== null && { label }),
    ...(part !== undefined && { achieved: part }),
  };
}

function lineOfWords({ main, parts }: Walk, words: string, page: number | null): PlanLine {
  const blank = main.columns.headings.map(() => null);
  return {
    ...{ cells: blank.map((_, at) => (at === 0 ? words : '')), fills: blank, goesOn: blank.map(() => false) },
    ...{ page, part: parts, isHeadings: false, isWords: true, notes: [] },
  };
}

/** Headings over the plan's tables, where they are all that can name the areas: no column and no row does. */
function areaHeadings(
  blocks: readonly PrintedBlock[],
  { columns }: HeadedTable,
  mapping: readonly MappedColumn[],
): ReadonlyMap<PrintedTable, string> {
  const found = new Map<PrintedTable, string>();
  let over: string | undefined;
  for (const block of blocks) {
    if (block.kind === 'text') {
      if (bannerIn([block.text.words]) !== undefined) return new Map();
      if (block.text.isHeading) over = block.text.words;
      continue;
    }
    if (headed(block.table, mapping) !== undefined && over !== undefined && !headsAchieved(over))
      found.set(block.table, over);
    over = undefined;
    const isNamed = block.table.rows.some(({ cells }) => bannerIn(cells.map(({ text }) => text)) !== undefined);
    if (isNamed) return new Map();
  }
  const isNeeded = columns.at.area === undefined && new Set(found.values()).size > 1;
  return isNeeded ? found : new Map();
}

/** Coloured cells with words, or with words beside them. */
function pairsIn({ rows, within }: PrintedTable): ColouredWords[] {
  const own = rows.flatMap(({ cells }) =>
    cells.flatMap(({ fill, text }, at): ColouredWords[] => {
      if (fill === null) return [];
      const beside = text === '' ? (cells[at + 1] ?? cells[at - 1]) : undefined;
      const words = text === '' ? (beside?.fill === null ? beside.text : '') : text;
      return words === '' ? [] : [{ words, fill }];
    }),
  );
  return [...own, ...within.flatMap(pairsIn)];
}
