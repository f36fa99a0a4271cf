import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Card } from '../../cards/index.js';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { ANY_CARD, HOSTILE } from './hostile.js';

const renderer = readFileSync(
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'utf8',
);
let browser: Browser | null = null;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

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

async function openPage(open: Browser): Promise<Page> {
  const page = await open.newPage();
  await page.setContent('<meta charset="utf-8"><div id="card"></div>');
  await page.addScriptTag({ content: renderer });
  await page.evaluate(`AdaptiveCards.AdaptiveCard.onProcessMarkdown = ${MARKDOWN}`);
  return page;
}

/** What stands on the page when the card is drawn and every folded part is open. */
async function drawn(page: Page, card: Card): Promise<{ readonly made: readonly string[]; readonly text: string }> {
  return page.evaluate(`(() => {
    const card = new AdaptiveCards.AdaptiveCard();
    card.parse(${JSON.stringify(card)});
    const box = document.getElementById('card');
    box.replaceChildren(card.render());
    const made = [...box.querySelectorAll('a[href], img, at, script, h1, li, b, i, ol, ul')].map((one) => one.outerHTML);
    return { made, text: box.textContent };
  })()`);
}

const UNSEEN = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff\u{e0000}-\u{e0fff}]/u;

test('the page would show a link, an image and a list, if a card held one', { timeout: 60_000 }, async ({ skip }) => {
  if (browser === null) {
    skip(NO_BROWSER);
    return;
  }
  const page = await openPage(browser);
  const texts = [
    '[x](https://evil.example)',
    'https://evil.example',
    '![x](https://evil.example)',
    '- one',
    '<at>x</at>',
  ];
  const body = texts.map((text) => ({ type: 'TextBlock', text }));
  const { made } = await drawn(page, { type: 'AdaptiveCard', version: '1.5', body });
  expect(made.map((html) => /<(\w+)/.exec(html)?.[1])).toEqual(['a', 'a', 'img', 'li', 'at']);
});

test(
  'in a browser nothing that anybody wrote is a link, an image, a mention or a list',
  { timeout: 120_000 },
  async ({ skip }) => {
    if (browser === null) {
      skip(NO_BROWSER);
      return;
    }
    const page = await openPage(browser);
    for (const { name, samples } of ANY_CARD) {
      for (const card of samples(2)) {
        for (const words of HOSTILE) {
          const { made, text } = await drawn(page, card(words).card);
          expect([name, words, made]).toEqual([name, words, []]);
          expect(text).not.toMatch(UNSEEN);
        }
      }
    }
  },
);
