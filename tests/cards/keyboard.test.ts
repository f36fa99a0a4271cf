import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { openCardPage } from '../support/card-page.js';
import { hostConfig, LIGHT } from '../support/host-config.js';
import { builtSamples } from './samples.js';

/**
 * Cards in the renderer that Adaptive Cards is made by, in Chromium, with nothing but the keyboard. Teams has a renderer
 * of its own, which is not here: what infra/guides/accessibility.md says of cards and keyboards is what stands here.
 */
const samples = new Map(builtSamples().map(({ name, built }) => [name, built.card]));
const WALKED = ['digest-eighteen', 'update-amber', 'desk-attention', 'approvals', 'schedule-form', 'rollup'];

/** Draws a card between two buttons; what is pressed on it is told by its title. */
const DRAW = `(card, host) => {
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(host);
  globalThis.pressed = [];
  drawn.onExecuteAction = (action) => pressed.push(action.title);
  drawn.parse(card);
  const button = (id) => Object.assign(document.createElement('button'), { id, textContent: id });
  document.querySelector('#card').replaceChildren(button('before'), drawn.render(), button('after'));
  document.querySelector('#before').focus();
}`;

/** What can be used, in the order in which it stands: of each set of choices one, since arrows go on from there. */
const USABLE = `() => {
  const seen = new Set();
  return [...document.querySelectorAll('#card a[href], #card button, #card input, #card select, #card textarea')]
    .filter((one) => one.checkVisibility() && !['before', 'after'].includes(one.id))
    .filter((one) => one.type !== 'radio' || (!seen.has(one.name) && seen.add(one.name)))
    .map(nameOf);
}`;

/** By what it is told to who hears it, its label or else its words, and what is told beside that. The card itself is one stop. */
const NAME = `globalThis.nameOf = (one) => {
  const labels = (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
  if (one.matches('.ac-adaptiveCard')) return 'the card';
  const name = (labels.join(' ').trim() || one.getAttribute('aria-label') || one.textContent || '').trim();
  return one.title === '' || name === '' ? name : name + ' (' + one.title + ')';
}`;

let browser: Browser | null = null;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser === null) return;
  page = await openCardPage(browser, 700);
  await page.evaluate(NAME);
});
afterAll(() => browser?.close());

const isDate = (): Promise<boolean> => page.evaluate('document.activeElement.type === "date"');

async function walk(): Promise<string[]> {
  const reached: string[] = [];
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    const at: string = await page.evaluate(
      'document.activeElement.id === "after" ? "" : nameOf(document.activeElement)',
    );
    if (at === '') return reached;
    // The day, the month and the year of a date are stops of one field.
    if (at !== reached.at(-1) || !(await isDate())) reached.push(at);
  }
  throw new Error('Tab never leaves the card');
}

describe('a card is used by the keyboard alone', () => {
  test.for(WALKED)('%s: Tab comes to everything once, in order, by a name, and out again', async (name, { skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    await page.evaluate(`(${DRAW})(${JSON.stringify(samples.get(name))}, ${JSON.stringify(hostConfig(LIGHT))})`);
    const usable: string[] = await page.evaluate(`(${USABLE})()`);
    expect(usable.length).toBeGreaterThan(0);
    expect(usable.filter((one) => one === '')).toEqual([]);
    expect(await walk()).toEqual(['the card', ...usable]);
  });

  test('Enter presses a button, and the space bar too', async ({ skip }) => {
    if (browser === null) return skip(NO_BROWSER);
    const card = samples.get('digest-eighteen');
    await page.evaluate(`(${DRAW})(${JSON.stringify(card)}, ${JSON.stringify(hostConfig(LIGHT))})`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.evaluate('pressed')).toEqual(['Update', 'Update']);
  });
});
