import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

const renderer = readFileSync(
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'utf8',
);

/** What Teams makes of the text of a TextBlock, and more: links, images, bare addresses, lists, headings, emphasis. */
const MARKDOWN = `(text, into) => {
  const kept = [];
  const keep = (sign) => '\\uE000' + (kept.push(sign) - 1) + '\\uE001';
  const html = text
    .replace(/\\\\([!-\\/:-@[-\`{-~])/g, (_, sign) => keep(sign))
    .replace(/!\\[([^\\]]*)\\]\\(([^)]*)\\)/g, '<img alt="$1" src="$2">')
    .replace(/\\[([^\\]]*)\\]\\(([^)]*)\\)/g, '<a href="$2">$1</a>')
    .replace(/(^|[^"])((?:https?:\\/\\/|www\\.|mailto:)[^\\s<]+)/g, '$1<a href="$2">$2</a>')
    .replace(/^#+ (.*)$/gm, '<h1>$1</h1>')
    .replace(/^(?:[-*+]|\\d+\\.) (.*)$/gm, '<li>$1</li>')
    .replace(/\\*\\*(.+?)\\*\\*/g, '<b>$1</b>')
    .replace(/_(.+?)_/g, '<i>$1</i>')
    .replace(/\\uE000(\\d+)\\uE001/g, (_, at) => kept[at].replace(/&/g, '&amp;').replace(/</g, '&lt;'));
  into.outputHtml = html;
  into.didProcess = true;
}`;

/** A page with the real renderer of Adaptive Cards in it, which reads Markdown as Teams does. */
export async function openCardPage(open: Browser, width: number, head = ''): Promise<Page> {
  const page = await open.newPage({ viewport: { width, height: 300 } });
  await page.setContent(`<!doctype html><html lang="en-GB"><meta charset="utf-8">${head}<div id="card"></div>`);
  await page.addScriptTag({ content: renderer });
  await page.evaluate(`AdaptiveCards.AdaptiveCard.onProcessMarkdown = ${MARKDOWN}`);
  return page;
}
