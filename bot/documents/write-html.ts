import type {
  RatingMark,
  Report,
  ReportBlock,
  ReportCell,
  ReportSection,
  ReportTable,
  Words,
} from '../domain/report.js';
import { htmlText } from './escapes.js';
import { HTML_LOOKS, paperLooks } from './html-looks.js';
import { cellInWords, markInWords } from './report-looks.js';

/**
 * The report as one page that needs nothing else: no script, nothing from outside. Headings in order, tables with
 * captions and headers, and every rating with its letter and word.
 */
export function writeHtml(report: Report): string {
  const [title, position, marking] = [report.title, report.position, report.markingLine].map(htmlText);
  const wide = report.wide.map(sectionOf).join('\n');
  const main = [...report.sections.map(sectionOf), `<div class="wide">\n${wide}\n</div>`];
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title ?? ''} – ${position ?? ''}</title>
<style>${HTML_LOOKS}${paperLooks(report.marking)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<p class="marking">${marking ?? ''}</p>
<h1>${title ?? ''}</h1>
<p>${position ?? ''}.</p>
</header>
<main id="report" tabindex="-1">
${main.join('\n')}
</main>
<footer>
<p class="marking">${marking ?? ''}</p>
<p>${position ?? ''}. Made by Waymark.</p>
</footer>
</body>
</html>
`;
}

/** The title is the first heading; those of the report follow it. */
function sectionOf({ level, heading, blocks }: ReportSection): string {
  const tag = `h${String(level + 1)}`;
  return [`<${tag}>${htmlText(heading)}</${tag}>`, ...blocks.map(blockOf)].join('\n');
}

function blockOf(block: ReportBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${lineOf(block.words)}</p>`;
    case 'list':
      return `<ul>\n${block.lines.map((line) => `<li>${lineOf(line)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableOf(block.table);
  }
}

function lineOf({ strong, rest, rating }: Words): string {
  const mark = rating === undefined ? '' : `${markOf(rating)} `;
  return `${mark}${strong === '' ? '' : `<strong>${broken(strong)}</strong>`}${broken(rest)}`;
}

function markOf(mark: RatingMark): string {
  return `<span class="rating ${mark.colour}">${htmlText(markInWords(mark))}</span>`;
}

/** Line breaks of people stay. */
function broken(text: string): string {
  return htmlText(text).replaceAll('\n', '<br>');
}

/** The first cell of a row names it. Wide tables scroll by themselves, with the keyboard too. */
function tableOf({ caption, columns, rows }: ReportTable): string {
  const head = columns.map(({ heading }) => `<th scope="col">${htmlText(heading)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map(cellOf).join('')}</tr>`).join('\n');
  const called = htmlText(caption);
  return `<div class="table" role="region" aria-label="${called}" tabindex="0"><table>
<caption>${called}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table></div>`;
}

function cellOf(cell: ReportCell, at: number): string {
  const words = cell.kind === 'rating' ? markOf(cell.mark) : broken(cellInWords(cell));
  const looks = cell.kind === 'number' ? ' class="number"' : '';
  return at === 0 ? `<th scope="row">${words}</th>` : `<td${looks}>${words}</td>`;
}
