import { strFromU8 } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { reported, secondSummary } from './scenario.js';

let browser: Browser | null = null;
let page: Page | null = null;
const asked: string[] = [];

beforeAll(async () => {
  const { type } = await secondSummary();
  const html = strFromU8(await reported(type, 'html', '--accept-findings'));
  browser = await openBrowser();
  if (browser === null) return;
  page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(html, { waitUntil: 'load' });
}, 60_000);

afterAll(() => browser?.close());

/** All that would keep somebody from reading it who hears it, sees no colours, or uses no mouse. */
function faultsInPage(): string[] {
  const all = <T extends Element>(selector: string): T[] => [...document.querySelectorAll<T>(selector)];
  const levels = all('h1,h2,h3,h4,h5,h6').map((one) => Number(one.tagName[1]));
  const jumps = levels.filter((level, at) => at > 0 && level > levels[at - 1]! + 1);
  const tables = all<HTMLTableElement>('table');
  const light = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one: Element | null): string => {
    const colour = one === null ? 'rgb(255,255,255)' : getComputedStyle(one).backgroundColor;
    return one === null || !/, 0\)$/.test(colour) ? colour : ground(one.parentElement);
  };
  const faint = all('p,li,td,th,caption,span,h1,h2,h3,h4').filter((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
    return (a! + 0.05) / (b! + 0.05) < 4.5;
  });
  return [
    ...(document.documentElement.lang === 'en-GB' ? [] : ['no language']),
    ...(levels.filter((level) => level === 1).length === 1 ? [] : ['not one title']),
    ...jumps.map((level) => `a heading of level ${String(level)} after a gap`),
    ...all('h1,h2,h3,h4')
      .filter((one) => one.textContent.trim() === '')
      .map(() => 'an empty heading'),
    ...tables.filter((one) => one.caption === null).map(() => 'a table without a caption'),
    ...all('th')
      .filter((one) => !one.hasAttribute('scope'))
      .map(() => 'a header cell of no scope'),
    ...tables
      .filter((one) => [...one.rows].some((row) => row.cells.length !== one.rows[0]!.cells.length))
      .map(() => 'a ragged table'),
    ...all('.rating')
      .filter((one) => !/^\S+ \S|^– \S/.test(one.textContent))
      .map((one) => `only a colour: ${one.textContent}`),
    ...faint.map((one) => `too faint: ${one.textContent.slice(0, 40)}`),
    ...all('[role=region]')
      .filter((one) => one.getAttribute('tabindex') !== '0')
      .map(() => 'a table that no keyboard scrolls'),
    ...(document.querySelector('a.skip')?.getAttribute('href') === '#report' ? [] : ['nothing to skip with']),
    ...(document.querySelectorAll('main').length === 1 ? [] : ['not one main part']),
  ];
}

describe('the report as a page', () => {
  it('is read by ear, without colours and with the keyboard', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    expect(await page.evaluate(faultsInPage)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report');
  });

  it('asks nothing of the outside and runs no script', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([]);
    expect(await page.evaluate(() => document.scripts.length)).toBe(0);
  });

  it('fits a phone: only its tables scroll', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1000, height: 800 });
  });

  it('prints', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
