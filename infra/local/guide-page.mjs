/** A guide as a page to print: the little Markdown that our guides are written in, as HTML. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const STYLES = `@page{size:A4;margin:12mm 15mm}
  body{font:10pt/1.34 Arial,'Liberation Sans',sans-serif;color:#111;margin:0}
  h1{font-size:17pt;margin:0 0 2mm} h2{font-size:13pt;margin:4mm 0 1mm} h3{font-size:11pt;margin:3mm 0 1mm} h1,h2,h3{break-after:avoid} tr,img{break-inside:avoid}
  p,ul,ol,table,pre{margin:0 0 1.8mm} ul,ol{padding-left:5mm} li{margin-bottom:.6mm}
  table{border-collapse:collapse;width:100%} td,th{border:.3mm solid #999;padding:.7mm 1.6mm;text-align:left;vertical-align:top}
  img{display:block;max-width:108mm;border:.3mm solid #ccc;margin:1mm 0}
  code,pre{font-family:'Liberation Mono',monospace;font-size:.92em} pre{white-space:pre-wrap} a{color:inherit}`;

/**
 * @param markdown the text of the guide
 * @param folder where it lies, for its pictures, which are put into the page
 */
export function guidePage(markdown, folder) {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Waymark';
  const body = blocksOf(markdown).map((block) => blockPage(block, folder));
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLES}</style></head><body>${body.join('\n')}</body></html>`;
}

/** Parts with a blank line between; the points of a list that go on after one are lists of their own. */
function blocksOf(markdown) {
  return markdown
    .replace(/<!--.*?-->/gs, '')
    .split(/\n{2,}/)
    .map((block) => block.replace(/\n+$/, ''))
    .filter((block) => block.trim() !== '');
}

function blockPage(block, folder) {
  const lines = block.split('\n');
  const heading = /^(#{1,3}) (.+)$/.exec(block);
  if (heading !== null) return `<h${heading[1].length}>${inline(heading[2], folder)}</h${heading[1].length}>`;
  if (lines.every((line) => line.startsWith('    ')))
    return `<pre>${escaped(lines.map((l) => l.slice(4)).join('\n'))}</pre>`;
  if (lines[0].startsWith('|')) return tablePage(lines, folder);
  const mark = /^(?:- |\d+\. )/.exec(block)?.[0];
  if (mark !== undefined) return listPage(block, mark.startsWith('-') ? '- ' : '\\d+\\. ', folder);
  return `<p>${inline(lines.join(' '), folder)}</p>`;
}

function tablePage(lines, folder) {
  const cells = lines
    .filter((line) => !/^\|[ :|-]+\|$/.test(line))
    .map((line) => line.replace(/^\||\|$/g, '').split(/(?<!\\)\|/));
  const row = (name) => (some) =>
    `<tr>${some.map((cell) => `<${name}>${inline(cell.trim(), folder)}</${name}>`).join('')}</tr>`;
  const [head, ...rows] = cells;
  return `<table><thead>${row('th')(head)}</thead><tbody>${rows.map(row('td')).join('')}</tbody></table>`;
}

function listPage(block, mark, folder) {
  const points = block.split(new RegExp(`(?:^|\\n)${mark}`)).slice(1);
  const name = mark === '- ' ? 'ul' : 'ol';
  const first = name === 'ol' ? ` start="${Number.parseInt(block, 10)}"` : '';
  return `<${name}${first}>${points.map((point) => `<li>${inline(point.replace(/\s*\n\s*/g, ' '), folder)}</li>`).join('')}</${name}>`;
}

function inline(text, folder) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`.+`$/.test(part) ? `<code>${escaped(part.slice(1, -1))}</code>` : marks(escaped(part), folder)))
    .join('');
}

function marks(text, folder) {
  return text
    .replace(/!\[([^\]]*)\]\(([^)]+)\)/g, (_, alt, path) => `<img alt="${alt}" src="${pictureOf(join(folder, path))}">`)
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(?<!\w)_([^_]+)_(?!\w)/g, '<em>$1</em>');
}

function pictureOf(path) {
  return `data:image/png;base64,${readFileSync(path).toString('base64')}`;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
