import { strFromU8 } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { faultsInPage } from './in-page.js';
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

describe('the report as a page', () => {
  it('is read by ear, without colours and with the keyboard', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    expect(await page.evaluate(faultsInPage)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
  });

  it('asks nothing of the outside and runs no script', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([]);
    expect(await page.evaluate('document.scripts.length')).toBe(0);
  });

  it('fits a phone: only its tables scroll', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1000, height: 800 });
  });

  it('prints', async ({ skip }) => {
    if (page === null) return skip(NO_BROWSER);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
