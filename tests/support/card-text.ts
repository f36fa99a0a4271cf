/** A card as somebody reads it, in lines of text: for the golden files of scenarios, which people read. */
import type { Card } from '../../cards/index.js';
import type { Part } from '../cards/shape.js';

/** Before what is folded away until a button shows it. */
const FOLDED = '┊ ';
/** A hairline. */
const LINE = '---';

/** Line by line as it stands on the card: [Buttons], [ ] boxes to tick, and what fields hold; folded parts are marked. */
export function cardText(card: Card): readonly string[] {
  const lines = textOf(card.body);
  // Before the first part within a part no line is drawn.
  return lines.filter((line, at) => !(line === LINE && lines[at - 1] === LINE));
}

function textOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textOf);
  if (typeof node === 'string') return [plain(node)];
  if (typeof node !== 'object' || node === null) return [];
  const part = node as Part;
  const lines = linesOf(part);
  return part.isVisible === false ? lines.map((line) => `${FOLDED}${line}`) : lines;
}

function linesOf(part: Part): readonly string[] {
  const kind = String(part.type);
  if (kind.startsWith('Action.')) return [`[${plain(wordOf(part.title))}]`];
  if (kind.startsWith('Input.')) return inputLines(part);
  switch (kind) {
    case 'TextBlock':
      return headed(part, [unescaped(wordOf(part.text))]);
    case 'RichTextBlock':
      return headed(part, [plain((part.inlines as readonly unknown[]).map(runOf).join(''))]);
    case 'ActionSet':
      return [textOf(part.actions).join(' ')];
    case 'ColumnSet':
      return besideEachOther(part.columns as readonly Part[]);
    case 'FactSet':
      return (part.facts as readonly Part[]).map(
        ({ title, value }) => `${unescaped(wordOf(title)).replace(/:?$/, ':')} ${unescaped(wordOf(value))}`,
      );
    case 'Table':
      return (part.rows as readonly Part[]).map((row) => textOf(row.cells).join(' | '));
    default:
      return headed(part, textOf(part.items ?? part.body));
  }
}

/** With the hairline before it. */
function headed({ separator }: Part, lines: readonly string[]): readonly string[] {
  return separator === true ? [LINE, ...lines] : lines;
}

/** On one line, where each column is one line and as long as none of them is folded; else one under another. */
function besideEachOther(columns: readonly Part[]): readonly string[] {
  const texts = columns.map((column) => textOf(column));
  const inSight = texts.filter((_, at) => columns[at]?.isVisible !== false);
  const folded = texts.filter((_, at) => columns[at]?.isVisible === false);
  const onOne = inSight.every((lines) => lines.length <= 1) ? [inSight.flat().join('   ')] : inSight.flat();
  return [...onOne, ...folded.flat()].filter((line) => line !== '');
}

function inputLines(part: Part): readonly string[] {
  const label = plain(wordOf(part.label)).replace(/(?<![?:])$/, ':');
  const value = wordOf(part.value);
  if (part.type === 'Input.Toggle') {
    return [`[${value !== '' && value === part.valueOn ? 'x' : ' '}] ${label} ${plain(wordOf(part.title))}`];
  }
  if (part.type === 'Input.ChoiceSet') {
    const choices = (part.choices as readonly Part[]).map((choice) =>
      choice.value === value && value !== '' ? `(x) ${wordOf(choice.title)}` : `( ) ${wordOf(choice.title)}`,
    );
    return [`${label} ${choices.map(plain).join(' ')}`];
  }
  return [`${label} ${value === '' ? '____' : `“${plain(value)}”`}`];
}

function runOf(run: unknown): string {
  return typeof run === 'string' ? run : wordOf((run as Part).text);
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Markdown as Teams shows it: what was escaped stands without its backslash. */
function unescaped(text: string): string {
  return plain(text.replace(/\\([^\w\s])/g, '$1'));
}

/** On one line, and with blanks that any editor shows. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
