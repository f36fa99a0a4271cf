import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { startLocalRun, type LocalRun } from '../support/local-run.js';
import { openPlayground, type PlaygroundPage } from '../support/playground.js';

/**
 * The officer's side from outside: `npm start`, two more plans loaded into it, the real Playground in a real browser.
 * Each test goes on where the one before it ended. Screenshots are kept in `.waymark/look`.
 */
const ME = 'Rowan Adeyemi';
/** Head of service of the small plan is the person at the page; they lead nothing in it. */
const SMALL = 'carers';
const [LEAD, AWAY] = ['Delroy Fontaine', 'Katarzyna Wolny'];
const [MOVED, MAILED, STOOD_IN] = ['FC 1.1', 'FC 1.2', 'FC 1.3'];
const LARGE = 'sufficiency';

let browser: Browser | null = null;
let run: LocalRun | undefined;
let at: PlaygroundPage;
/** What the person at the page is asked to update before the large plan comes. */
let owed = 0;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser === null) return;
  run = await startLocalRun();
  at = await openPlayground(browser, run.playground);
}, 200_000);

afterAll(async () => {
  await browser?.close();
  await run?.stop();
}, 30_000);

test('a deputy is asked in place of who is away, and answers for them', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.card('to update').waitFor({ timeout: 30_000 });
  await at.look('officers-0-first-card');
  await load(run, SMALL, 'Foster carers plan', [
    [MOVED, 'Put the new fee scheme to the panel', '27 November 2026', LEAD, 'Amber'],
    [MAILED, 'Ask every carer who left for the reason', '4 December 2026', LEAD, ''],
    [STOOD_IN, 'Visit the six providers with new managers', '18 November 2026', AWAY, 'Amber'],
  ]);
  await run.waymark('heads', 'set', '--plan', SMALL, '--area', 'FC', '--to', ME);
  await run.waymark('officers', 'away', AWAY, '--until', '2026-11-27', '--deputy', ME);
  const more = ['--date', '2026-12-18', '--reason', 'The panel meets on 17 December'];
  await run.waymark('propose', MOVED, '--plan', SMALL, '--by', LEAD, ...more);
  await run.waymark('sweep');

  const card = at.card(`You are asked in place of ${AWAY}`);
  await card.waitFor({ timeout: 30_000 });
  await at.look('officers-1-deputy');
  owed = Number(/(\d+) actions to update/.exec(await card.innerText())?.[1]) - 1;
  await rate(card, STOOD_IN, '▲ Amber');
  const form = at.card('Rate it ▲ Amber');
  await form.getByRole('textbox', { name: /What is causing/ }).fill('One provider has closed its doors for a month');
  await at.pickDay(form, '30');
  await save(form);
  const saved = at.card('Saved as ▲ Amber');
  await saved.waitFor();
  await at.look('officers-2-deputy-saved');
  expect(await milestone(SMALL, STOOD_IN)).toMatchObject({ rating: 'amber', lastUpdate: { by: ME } });
  await saved.getByRole('button', { name: /^Show all|^Back to list/ }).click();
  await at.card(`${String(owed)} actions to update`).waitFor();
}, 60_000);

test('a date that somebody else proposes is approved on the card: the milestone has it, and its move', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  const card = at.card('For you to decide');
  await card.waitFor();
  expect(await milestone(SMALL, MOVED)).toMatchObject({ approved: '2026-11-27', moves: [] });
  await card.getByRole('button', { name: 'Decide' }).first().click();
  const waits = at.card(/\d decisions? for you/);
  await waits.waitFor();
  await at.look('officers-3-approvals');
  expect(await waits.innerText()).toContain('The panel meets on 17 December');
  await waits.getByTitle(`Approve date: ${MOVED}`).click();
  await at.card('Date approved.').waitFor();
  await at.look('officers-4-approved');
  expect(await milestone(SMALL, MOVED)).toMatchObject({
    approved: '2026-12-18',
    proposal: null,
    moves: [{ from: '2026-11-27', to: '2026-12-18', reason: 'The panel meets on 17 December' }],
  });
  // The sample has one, too.
  await at.card('1 decision for you').getByRole('button', { name: 'Approve date' }).click();
  await at.card('Nothing waits for your decision').waitFor();
}, 60_000);

test('an answer that came by e-mail is entered for who wrote it, and the history names both', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.say(`update ${MAILED} for ${LEAD}`);
  const from = at.card('Enter an update for somebody');
  await from.waitFor();
  await from.getByRole('radio', { name: 'E-mail' }).click();
  await at.pickDay(from, '18', /Date of the e-mail/);
  await at.look('officers-5-on-behalf');
  await from.getByRole('button', { name: 'Choose the rating' }).click();
  await choose('● Green');
  const form = at.card('Rate it ● Green');
  await form.getByText(`For ${LEAD}, from e-mail of Wednesday 18 November 2026.`).waitFor();
  await form.getByRole('textbox', { name: /What has happened/ }).fill('Eleven of fourteen have answered');
  await at.look('officers-6-on-behalf-form');
  await save(form);
  await at.card('Saved as ● Green').waitFor();
  await at.look('officers-7-on-behalf-saved');

  await at.say(`history ${MAILED}`);
  const history = at.card('Eleven of fourteen have answered');
  const both = `${ME} for ${LEAD}, from e-mail of Wednesday 18 November 2026`;
  await history.getByText(both).waitFor();
  await at.look('officers-8-history');
  expect(JSON.stringify(await run.waymark('history', MAILED, '--plan', SMALL))).toContain('e-mail');
}, 60_000);

test('a card of 18: eight are shown, and the rest in place by one press', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await load(
    run,
    LARGE,
    'Placement sufficiency plan',
    Array.from({ length: 18 - owed }, (_, n) => [
      `SP 1.${String(n + 1)}`,
      TEXTS[n % TEXTS.length] ?? '',
      `${DUE[n % DUE.length] ?? ''} 2026`,
      ME,
      n % 3 === 0 ? 'Amber' : 'Green',
    ]),
  );
  await run.waymark('sweep');
  const card = at.card('18 actions to update');
  await card.waitFor({ timeout: 30_000 });
  await at.look('officers-9-card-of-18');
  expect(await inSight(card)).toBe(8);
  const shown = await card.boundingBox();
  await card.getByRole('button', { name: 'Show 10 more' }).click();
  await card.getByRole('button', { name: 'Show fewer' }).waitFor();
  await at.look('officers-10-all-18');
  expect(await inSight(card)).toBe(18);
  // In place: the same card has grown, and no other has come.
  expect((await card.boundingBox())?.height).toBeGreaterThan(shown?.height ?? Infinity);
  expect(await at.page.locator('.ac-adaptiveCard').filter({ hasText: '18 actions to update' }).count()).toBe(1);
  await card.getByRole('button', { name: 'Show fewer' }).click();
  await card.getByRole('button', { name: 'Show 10 more' }).waitFor();
  expect(await inSight(card)).toBe(8);
}, 60_000);

test('what is refused depends on the rating: red without its remedial action, complete without its day', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  const CAUSE = 'Two of the four carers have withdrawn';
  await rate(at.card('18 actions to update'), 'SP 1.1', '◆ Red');
  const red = at.card('Rate it ◆ Red');
  await red.getByRole('textbox', { name: /What is causing/ }).fill(CAUSE);
  await at.pickDay(red, '30');
  await save(red);
  await red.getByText(/^Error: /).waitFor();
  await at.look('officers-11-red-refused');
  expect(await red.innerText()).toContain('Not saved yet. One answer needs another look: the remedial action.');
  expect(await red.getByRole('textbox', { name: /What is causing/ }).inputValue()).toBe(CAUSE);

  // Under another rating something else is wanted.
  await red.getByRole('button', { name: 'Change rating' }).click();
  await choose('✓ Complete');
  const complete = at.card('Rate it ✓ Complete');
  await complete
    .getByRole('textbox', { name: /^Evidence/ })
    .first()
    .fill('The rota, signed by four carers');
  await save(complete);
  await complete.getByText(/^Error: /).waitFor();
  await at.look('officers-12-complete-refused');
  expect(await complete.innerText()).toContain('Not saved yet. One answer needs another look: the day it was done.');

  await at.pickDay(complete, '17');
  await save(complete);
  await at.card('Saved as ✓ Complete').waitFor();
  await at.look('officers-13-complete-saved');
  expect(await milestone(LARGE, 'SP 1.1')).toMatchObject({ state: 'delivered', deliveredOn: '2026-11-17' });
}, 60_000);

/* ---- The plans ---- */

/** Today, late when it was loaded, and so many working days ahead that they are asked about today. */
const DUE = ['18 November', '12 November', '25 November', '16 December', '18 November', '30 September'];
const TEXTS = [
  'Run the emergency fostering rota at weekends',
  'Publish the market position statement',
  'Agree the framework for residential placements',
  'Approve six new foster carers',
  'Visit every provider rated as requiring improvement',
  'Review the allowance for specialist carers',
  'Open the carers’ support line in the evenings',
];

/** A plan of one area; each row is ref, text, date, lead, rating. */
async function load(local: LocalRun, plan: string, title: string, rows: readonly (readonly string[])[]): Promise<void> {
  const lines = [
    ['Ref', 'Theme', 'Objective', 'Action', 'Timescale', 'Lead Officer', 'RAG'],
    ...rows.map(([ref = '', ...rest]) => [ref, 'Fostering', 'Enough foster homes', ...rest]),
  ];
  const file = join(local.folder, `${plan}.csv`);
  writeFileSync(file, lines.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n'));
  await local.waymark('import', file, '--plan', plan, '--title', title, '--as-at', '2026-11-18');
}

async function milestone(plan: string, ref: string): Promise<object | undefined> {
  const { milestones } = (await run?.waymark('milestones', '--plan', plan)) as {
    milestones: readonly { readonly ref: string }[];
  };
  return milestones.find((one) => one.ref === ref);
}

/* ---- The hands ---- */

/** Opens the form of a rating from a list. */
async function rate(list: Locator, ref: string, rating: string): Promise<void> {
  await list.getByTitle(new RegExp(`^Update ${ref}( |$)`)).click();
  await choose(rating);
}

async function choose(rating: string): Promise<void> {
  await at.card('How is it going?').getByRole('button', { name: rating }).click();
  await at.card(`Rate it ${rating}`).waitFor();
}

async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: /^Save as/ }).click();
}

/** How many rows a reader sees: what is folded away is not in the text of the page. */
async function inSight(card: Locator): Promise<number> {
  return new Set((await card.innerText()).match(/\b[A-Z]+ \d\.\d+/g)).size;
}
