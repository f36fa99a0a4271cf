import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Card } from '../../cards/index.js';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { openCardPage } from '../support/card-page.js';
import { ANY_CARD, HOSTILE } from './hostile.js';

let browser: Browser | null = null;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

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
  const page = await openCardPage(browser, 1280);
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
    const page = await openCardPage(browser, 1280);
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
