/**
 * `node infra/local/print.mjs [NAME ...]`: guides as A4 pages in `.waymark/print/NAME.pdf`, to be printed or sent; without
 * a name those that are one page each. Needs a Chromium: CHROME_PATH, else Debian's.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, install, ROOT, say } from './install.mjs';

const GUIDES = join(ROOT, 'infra', 'guides');
const OUT = join(ROOT, '.waymark', 'print');

await install();
const { chromium } = await import('playwright-core');
const { guidePage } = await import('./guide-page.mjs');
const named = process.argv.slice(2);
const pages = (named.length > 0 ? named : ['officer', 'leadership']).map((name) => ({ name, html: read(name) }));
const browser = await chromium
  .launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  .catch(() => giveUp('No browser starts here: install Debian chromium, or set CHROME_PATH to one.'));
mkdirSync(OUT, { recursive: true });
const page = await browser.newPage();
for (const { name, html } of pages) {
  await page.setContent(html);
  const path = join(OUT, `${name}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true, tagged: true });
  say(`Wrote ${path}`);
}
await browser.close();

function read(name) {
  try {
    return guidePage(readFileSync(join(GUIDES, `${name}.md`), 'utf8'), GUIDES);
  } catch (error) {
    return giveUp(`There is no guide “${name}” that can be read (${error.code ?? error.message}).`);
  }
}
