import { mkdirSync } from 'node:fs';
import { TableClient } from '@azure/data-tables';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { startLocalRun, type LocalRun } from '../support/local-run.js';

/**
 * The main job from outside: `npm start`, the real Playground in a real browser. Screenshots of every card are kept in
 * `.waymark/look`.
 */
const PLAN = 'childrens-services';
/** Due today and not rated by anybody: what is said of it is new to leadership. */
const REF = 'FD 2.1';
const CAUSE = 'Two of the six agencies cannot release staff before December';
const REMEDY = 'Cover is agreed from Monday';

let browser: Browser | null = null;
let run: LocalRun | undefined;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser === null) return;
  run = await startLocalRun();
  page = await browser.newPage({ viewport: { width: 1400, height: 1900 } });
  await page.route('**/*', (route) =>
    /^(127\.0\.0\.1|localhost)$/.test(new URL(route.request().url()).hostname) ? route.continue() : route.abort(),
  );
  await page.goto(run.playground);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await run?.stop();
}, 30_000);

test('a digest arrives, one answer is set amber and corrected, one confirmed, and the summary shows it', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);

  // A digest arrives from the sweep that the start ran, worst first, after the welcome.
  const digest = card('to update');
  await digest.waitFor({ timeout: 30_000 });
  await look('1-digest');
  expect(await card('Hello, this is Waymark').count()).toBe(1);
  const words = await digest.innerText();
  expect(words).toContain('to confirm');

  // The first summary goes to the channel, as it stood before anybody answered.
  await say('Announcements', ` rollup here ${PLAN}`);
  await card('This is the first summary').waitFor({ timeout: 30_000 });
  await look('2-first-summary');

  // Amber without a cause: the error shows, and what was typed stays.
  await chat('Personal Chat');
  expect(words).toContain(REF);
  await card('to update').getByTitle(`Update ${REF}`).click();
  await card('How is it going?').waitFor();
  await look('3-choose');
  await card('How is it going?').getByRole('button', { name: '▲ Amber' }).click();
  const form = card('Rate it ▲ Amber');
  await form.waitFor();
  await form.getByRole('textbox', { name: /Remedial action/ }).fill(REMEDY);
  await pickDay(form, '30');
  await look('4-amber');
  await form.getByRole('button', { name: /^Save as/ }).click();
  await form.getByText('Error: Say what is causing the risk.').waitFor();
  await look('5-error');
  expect(await form.innerText()).toContain('Not saved yet. One answer needs another look: the cause.');
  expect(await form.getByRole('textbox', { name: /Remedial action/ }).inputValue()).toBe(REMEDY);
  expect(await historyOf(REF)).toHaveLength(1);

  // With its cause it is kept.
  await form.getByRole('textbox', { name: /What is causing the risk/ }).fill(CAUSE);
  await form.getByRole('button', { name: /^Save as/ }).click();
  const saved = card('Saved as ▲ Amber');
  await saved.waitFor();
  await look('6-saved');
  expect(await saved.innerText()).toContain('Recovery date: Monday 30 November 2026');

  // Back on the list, a green one is confirmed.
  await saved.getByRole('button', { name: /^Show all/ }).click();
  const list = card('Still on track');
  await list.waitFor();
  await look('7-list');
  await list.getByRole('checkbox').first().click();
  await list.getByRole('button', { name: 'Still on track' }).click();
  const confirmed = card('still on track');
  await confirmed.getByText(/^Saved 1 as/).waitFor();
  await look('8-confirmed');

  // The next summary has it first, as new, with its cause.
  await say('Announcements', ` rollup here ${PLAN}`);
  const summary = card('Changes are since');
  await summary.waitFor({ timeout: 30_000 });
  await look('9-summary');
  const told = await summary.innerText();
  const after = told.slice(told.indexOf('Newly'));
  expect(after.indexOf(REF)).toBeGreaterThan(0);
  expect(after.slice(0, after.indexOf(CAUSE))).toMatch(/^Newly ◆ Red or ▲ Amber: 1\n/);
  expect(after.indexOf(CAUSE)).toBeLessThan(after.indexOf('Still'));

  // And the rows are in storage.
  const rows = await historyOf(REF);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain(CAUSE);
  const { milestones } = (await run.waymark('milestones', '--plan', PLAN)) as {
    milestones: readonly { ref: string; rating: string; lastUpdate: { note: string | null } | null }[];
  };
  expect(milestones.find((one) => one.ref === REF)).toMatchObject({ rating: 'amber', lastUpdate: { note: CAUSE } });
}, 180_000);

test('help and a command that is not understood', async (context) => {
  if (browser === null) return context.skip(NO_BROWSER);
  await chat('Personal Chat');
  await page.getByRole('textbox').last().fill('what do you want');
  await page.keyboard.press('Enter');
  await card('That was not understood').waitFor();
  await look('10-help');
  await page.getByRole('textbox').last().fill('my milestones');
  await page.keyboard.press('Enter');
  await card('As at Wednesday 18 November 2026').last().waitFor();
  await look('11-my-list');
}, 60_000);

/** The card that holds some words; the last one, when several do. */
function card(words: string): Locator {
  return page.locator('.ac-adaptiveCard').filter({ hasText: words }).last();
}

async function chat(name: string): Promise<void> {
  await page.getByRole('treeitem', { name: new RegExp(name) }).click();
}

/** Says something in a channel, with a mention of the bot before it. */
async function say(channel: string, words: string): Promise<void> {
  await chat(channel);
  await page.getByRole('button', { name: 'Post' }).waitFor();
  await page.getByRole('textbox').first().click();
  await page.keyboard.type('@Way', { delay: 40 });
  await page
    .getByRole('menuitem', { name: /Waymark/ })
    .first()
    .click();
  await page.keyboard.type(words);
  await page.getByRole('button', { name: 'Post' }).click();
}

/** Opens the first calendar of a form and presses a day of this month. */
async function pickDay(form: Locator, day: string): Promise<void> {
  await form.getByRole('combobox').first().click();
  await page
    .getByRole('gridcell')
    .filter({ hasText: new RegExp(`^${day}$`) })
    .last()
    .click();
}

async function look(name: string): Promise<void> {
  mkdirSync('.waymark/look', { recursive: true });
  await page.waitForTimeout(300);
  await page.screenshot({ path: `.waymark/look/playground-${name}.png` });
}

/** The history rows of a milestone, straight from Azurite. */
async function historyOf(ref: string): Promise<string[]> {
  const client = TableClient.fromConnectionString(run?.storage ?? '', 'Plans', { allowInsecureConnection: true });
  const rows: string[] = [];
  for await (const row of client.listEntities({ queryOptions: { filter: `PartitionKey eq '${PLAN}'` } })) {
    const text = JSON.stringify(row);
    if (String(row.rowKey).startsWith('h|') && text.includes(`\\"ref\\":\\"${ref}\\"`)) rows.push(text);
  }
  return rows;
}
