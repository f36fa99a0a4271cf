import { rmSync } from 'node:fs';
import { TableClient } from '@azure/data-tables';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { startLocalRun, type LocalRun } from '../support/local-run.js';
import { unpackedApp } from '../support/packaged.js';
import { openPlayground, type PlaygroundPage } from '../support/playground.js';

/**
 * The main job from outside: `npm start` on the package as it is deployed, unpacked in an empty folder, and the real
 * Playground in a real browser. Screenshots of every card are kept in `.waymark/look`.
 */
const PLAN = 'childrens-services';
/** Due today and not rated by anybody: what is said of it is new to leadership. */
const REF = 'FD 2.1';
const CAUSE = 'Two of the six agencies cannot release staff before December';
const REMEDY = 'Cover is agreed from Monday';

let browser: Browser | null = null;
let run: LocalRun | undefined;
let at: PlaygroundPage;
let app: string;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser === null) return;
  app = unpackedApp();
  run = await startLocalRun(app);
  at = await openPlayground(browser, run.playground);
}, 200_000);

afterAll(async () => {
  await browser?.close();
  await run?.stop();
  if (browser !== null) rmSync(app, { recursive: true, force: true });
}, 30_000);

test('a digest arrives, one answer is set amber and corrected, one confirmed, and the summary shows it', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);

  // A digest arrives from the sweep that the start ran, worst first, after the welcome.
  const digest = at.card('to update');
  await digest.waitFor({ timeout: 30_000 });
  await at.look('1-digest');
  expect(await at.card('Hello, this is Waymark').count()).toBe(1);
  const words = await digest.innerText();
  expect(words).toContain('to confirm');

  // The first summary goes to the channel, as it stood before anybody answered.
  await at.post('Announcements', ` rollup here ${PLAN}`);
  await at.card('This is the first summary').waitFor({ timeout: 30_000 });
  await at.look('2-first-summary');

  // Amber without a cause: the error shows, and what was typed stays.
  await at.chat('Personal Chat');
  expect(words).toContain(REF);
  await at.card('to update').getByTitle(`Update ${REF}`).click();
  await at.card('How is it going?').waitFor();
  await at.look('3-choose');
  await at.card('How is it going?').getByRole('button', { name: '▲ Amber' }).click();
  const form = at.card('Rate it ▲ Amber');
  await form.waitFor();
  await form.getByRole('textbox', { name: /Remedial action/ }).fill(REMEDY);
  await at.pickDay(form, '30');
  await at.look('4-amber');
  await form.getByRole('button', { name: /^Save as/ }).click();
  await form.getByText('Error: Say what is causing the risk.').waitFor();
  await at.look('5-error');
  expect(await form.innerText()).toContain('Not saved yet. One answer needs another look: the cause.');
  expect(await form.getByRole('textbox', { name: /Remedial action/ }).inputValue()).toBe(REMEDY);
  expect(await historyOf(REF)).toHaveLength(1);

  // With its cause it is kept.
  await form.getByRole('textbox', { name: /What is causing the risk/ }).fill(CAUSE);
  await form.getByRole('button', { name: /^Save as/ }).click();
  const saved = at.card('Saved as ▲ Amber');
  await saved.waitFor();
  await at.look('6-saved');
  expect(await saved.innerText()).toContain('Recovery date: Monday 30 November 2026');

  // Back on the list, a green one is confirmed.
  await saved.getByRole('button', { name: /^Show all/ }).click();
  const list = at.card('Still on track');
  await list.waitFor();
  await at.look('7-list');
  await list.getByRole('checkbox').first().click();
  await list.getByRole('button', { name: 'Still on track' }).click();
  const confirmed = at.card('still on track');
  await confirmed.getByText(/^Saved 1 as/).waitFor();
  await at.look('8-confirmed');

  // The next summary has it first, as new, with its cause.
  await at.post('Announcements', ` rollup here ${PLAN}`);
  const summary = at.card('Changes are since');
  await summary.waitFor({ timeout: 30_000 });
  await at.look('9-summary');
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
  await at.chat('Personal Chat');
  await at.say('what do you want');
  await at.card('That was not understood').waitFor();
  await at.look('10-help');
  await at.say('my milestones');
  await at.card('As at Wednesday 18 November 2026').last().waitFor();
  await at.look('11-my-list');
}, 60_000);

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
