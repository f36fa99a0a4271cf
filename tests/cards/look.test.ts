import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Card } from '../../cards/index.js';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { DARK, hostConfig, LIGHT, type Theme } from '../support/host-config.js';
import { builtSamples } from './samples.js';

const LOOKS = [
  { name: 'light-600', theme: LIGHT, width: 600 },
  { name: 'dark-600', theme: DARK, width: 600 },
  { name: 'light-320', theme: LIGHT, width: 320 },
  { name: 'dark-320', theme: DARK, width: 320 },
] as const;

const renderer = readFileSync(
  createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
  'utf8',
);
const folder = '.waymark/look';
let browser: Browser | null = null;

beforeAll(async () => {
  browser = await openBrowser();
  mkdirSync(folder, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
});

/** A page with the renderer in it, on which one card after another is drawn. */
async function openPage(open: Browser, theme: Theme, width: number): Promise<Page> {
  const page = await open.newPage({ viewport: { width: width + 32, height: 200 }, deviceScaleFactor: 1.5 });
  await page.setContent(`<meta charset="utf-8"><style>${styleOf(theme)}</style><div id="card"></div>`);
  await page.addScriptTag({ content: renderer });
  await page.evaluate(`globalThis.theme = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig(theme))})`);
  return page;
}

/** Draws one card as Teams would, saves it, and returns by how many pixels it is too wide. */
async function draw(page: Page, card: Card, path: string): Promise<number> {
  const tooWide = await page.evaluate(`(() => {
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = globalThis.theme;
    drawn.parse(${JSON.stringify(card)});
    document.getElementById('card').replaceChildren(drawn.render());
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  })()`);
  await page.screenshot({ path, fullPage: true });
  return Number(tooWide);
}

/** A copy with every folded part open, as after pressing the buttons that open them. */
function unfolded(card: Card): Card {
  const open = (key: string, value: unknown): unknown => (key === 'isVisible' ? undefined : value);
  const shown = JSON.stringify(card, open).replace('"id":"show-more"', '"id":"show-more","isVisible":false');
  return JSON.parse(shown) as Card;
}

function styleOf(theme: Theme): string {
  const box = `background:${theme.card};color:${theme.text};border:1px solid ${theme.subtle};border-radius:4px`;
  return `body{margin:0;padding:16px;background:${theme.page}}
    #card{background:${theme.card};border:1px solid ${theme.line};border-radius:8px}
    .ac-pushButton{${box};border-color:${theme.line};font:600 14px 'Segoe UI','Open Sans',sans-serif;padding:6px 12px;white-space:nowrap}
    .ac-actionSet{flex-wrap:wrap!important;row-gap:8px}
    textarea,input[type=text],input[type=date]{${box};color-scheme:${theme === DARK ? 'dark' : 'light'};font:14px 'Segoe UI','Open Sans',sans-serif;padding:6px 10px;box-sizing:border-box}
    textarea.ac-input{min-height:52px} input[type=checkbox]{width:16px;height:16px}
    .ac-horizontal-separator{flex:none} h2{margin:0;font:inherit}`;
}

test.for(LOOKS)('every sample can be looked at: $name', { timeout: 120_000 }, async (look, { skip }) => {
  if (browser === null) {
    skip(NO_BROWSER);
    return;
  }
  const page = await openPage(browser, look.theme, look.width);
  for (const { name, built } of builtSamples()) {
    const path = (suffix: string) => `${folder}/${name}${suffix}-${look.name}.png`;
    const tooWide = await draw(page, built.card, path(''));
    expect(tooWide, `${name} is wider than ${String(look.width)} pixels`).toBeLessThanOrEqual(0);
    if (JSON.stringify(built.card).includes('"isVisible":false')) await draw(page, unfolded(built.card), path('-open'));
  }
});
