import { isRefused, type PlanFile, type PlanReading, type Refused } from '../domain/read-plan.js';
import type { OpenedZip } from './open-zip.js';
import { withColours } from './plan-colours.js';
import { readPlanTable } from './plan-table.js';
import { printedPlan } from './printed-plan.js';
import type { PrintedBlock } from './printed-table.js';
import { placedIn } from './printed-told.js';
import { blocksIn } from './read-docx-blocks.js';
import { coloursOf } from './read-docx-colours.js';
import { notesIn, wordsIn } from './read-docx-notes.js';
import { numbersOf } from './read-docx-numbers.js';
import { DamagedXml, walkXml } from './read-xlsx-xml.js';
import { listed } from './words.js';

/**
 * A plan from a Word document: its tables over all their pages, as one. Merged cells, headings printed again, rows that
 * a page ends in, rows that name an area, parts of what was achieved, tracked changes, notes and boxes are read as
 * people read them; tables that are not the plan's are named and left. What a cell says by its colour alone is
 * suggested. Every doubt names the page and row.
 */
export function readDocxPlan(zip: OpenedZip, reading: PlanReading): PlanFile | Refused {
  try {
    const blocks = blocksOf(zip);
    return isRefused(blocks) ? blocks : planIn(blocks, reading);
  } catch (error) {
    if (error instanceof RefusedPart) return { refused: error.message };
    if (!(error instanceof DamagedXml)) throw error;
    return { refused: 'The document is damaged and cannot be read: open it in Word, save it again and try again.' };
  }
}

class RefusedPart extends Error {}

function blocksOf(zip: OpenedZip): readonly PrintedBlock[] | Refused {
  const main = mainPart(zip);
  const document = part(zip, main);
  if (document === null)
    return { refused: 'The file is no Word document: its text is missing. Save it again from Word.' };
  const beside = (name: string): Uint8Array | null => part(zip, main.replace(/[^/]+$/, name));
  const colours = coloursOf(beside('theme/theme1.xml'), beside('styles.xml'));
  const notes = new Map([
    ...notesIn(beside('footnotes.xml'), 'footnote'),
    ...notesIn(beside('endnotes.xml'), 'endnote'),
  ]);
  const links = beside(`_rels/${main.replace(/^.*\//, '')}.rels`);
  const headers = new Map(
    targetsIn(links, '/header').flatMap(({ id, target }) => {
      const header = beside(target);
      return header === null ? [] : [[id, wordsIn(header)] as const];
    }),
  );
  return blocksIn(document, { colours, notes, headers, numbers: numbersOf(beside('numbering.xml')) });
}

/** Where the file says that its text is. */
function mainPart(zip: OpenedZip): string {
  const [found] = targetsIn(part(zip, '_rels/.rels'), '/officeDocument');
  return (found?.target ?? 'word/document.xml').replace(/^\//, '');
}

/** The parts that a part names, of one kind. */
function targetsIn(links: Uint8Array | null, kind: string): { readonly id: string; readonly target: string }[] {
  const found: { id: string; target: string }[] = [];
  if (links === null) return found;
  walkXml(links, {
    open(_name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (type.endsWith(kind) && target !== '' && found.length < MOST_HEADERS) found.push({ id, target });
    },
  });
  return found;
}

/** Three for each section of a document that has one a page. */
const MOST_HEADERS = 2000;

function part(zip: OpenedZip, name: string): Uint8Array | null {
  const found = zip.read(name);
  if (found !== null && isRefused(found)) throw new RefusedPart(found.refused);
  return found;
}

function planIn(blocks: readonly PrintedBlock[], reading: PlanReading): PlanFile | Refused {
  const printed = printedPlan(blocks, reading.columns);
  if (printed === undefined) return { refused: noPlan(blocks) };
  const { rows } = printed.table;
  const plan = readPlanTable(printed.table, reading);
  if (isRefused(plan)) return plan;
  const coloured = withColours(plan, rows, { key: reading.key, pairs: printed.pairs, mapping: reading.columns });
  const warnings = [...coloured.warnings, ...printed.warnings].sort((a, b) => a.row - b.row);
  return placedIn({ ...coloured, warnings }, rows);
}

function noPlan(blocks: readonly PrintedBlock[]): string {
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
  const largest = [...tables].sort((a, b) => b.rows.length - a.rows.length)[0];
  if (largest === undefined) return 'This is not a plan that can be read: the document has no table.';
  const first = (largest.rows[0]?.cells ?? []).map(({ text }) => text).filter((text) => text !== '');
  const begins = first.length === 0 ? 'has no words in its first row' : `begins with ${listed(first)}`;
  return `This is not a plan that can be read: no table has a column headed "Milestone" or "What will we do?", and the largest ${begins}.`;
}
