import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { startLocalRun, type LocalRun } from '../support/local-run.js';
import { MAKING_PICTURES, openPlayground, type PlaygroundPage } from '../support/playground.js';

/**
 * What an admin does, from outside and in the order of infra/guides/admin.md: `npm start`, the real Playground in a real
 * browser. The person at the page is an admin of the sample. Screenshots are kept in `.waymark/look`; with
 * CARDS=pictures (`npm run cards -- --pictures`) those of the guide are made again.
 */
const PLAN = 'front-door-plan';
/** Linked to nobody in the sample; made up, as `infra/local/start/playground-config.ts` has it. */
const INES = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f06';

let browser: Browser | null = null;
let run: LocalRun | undefined;
let at: PlaygroundPage;

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

/** As Teams hands over a file: the Playground's page has no paper clip. What is answered comes to the page. */
async function sendPlan({ folder }: LocalRun): Promise<void> {
  const env = { ...process.env, WAYMARK_DATA: folder };
  await promisify(execFile)(process.execPath, ['infra/local/send.mjs'], { env });
}

test('a plan sent in the chat is shown with its doubts, one is decided, and it is loaded', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.card('to update').waitFor({ timeout: 30_000 });
  await at.overview(at.card('Hello, this is Waymark'), 'admin-playground');
  await sendPlan(run);
  const found = at.card('What I found');
  await found.waitFor();
  await at.picture(found, 'admin-found');
  await found.getByRole('button', { name: /^Doubts/ }).click();
  const doubts = at.card('31st September 2027');
  await doubts.getByRole('textbox').first().waitFor();
  await doubts.getByRole('textbox').first().fill('30 September 2027');
  await at.picture(doubts, 'admin-doubts');
  await doubts.getByRole('button', { name: /^Save/ }).click();
  await at.card('What I found').getByRole('button', { name: /^Load/ }).click();
  await at.card('Front door plan is loaded').waitFor();
  await at.picture(at.card('Front door plan is loaded'), 'admin-loaded');
  const { milestones } = (await run.waymark('milestones', '--plan', PLAN)) as {
    milestones: readonly { ref: string; due: { date: string | null } }[];
  };
  expect(milestones.map(({ ref, due }) => [ref, due.date])).toContainEqual(['FD 2', '2027-09-30']);
}, 120_000);

test('somebody whom the plan names is linked to who they are in Teams', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.say('people Ines Valadares');
  await at.card('Leads').getByRole('button', { name: 'Link' }).click();
  const link = at.card('or their Entra id');
  await link.getByRole('textbox').fill(INES);
  await at.picture(link, 'admin-link');
  await link.getByRole('button', { name: /^Link/ }).click();
  await at.card('is linked by their Entra id').waitFor();
  const { officers } = (await run.waymark('officers')) as { officers: readonly { name: string; entraId: string }[] };
  expect(officers.find(({ name }) => name === 'Ines Valadares')?.entraId).toBe(INES);
}, 60_000);

test('a schedule is made after what it would do is shown', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.say('schedules');
  await at.card('Schedules').getByRole('button', { name: 'New schedule' }).click();
  const form = at.card('A short name for it');
  await form.waitFor();
  await at.look('admins-4-form');
  await form.getByRole('textbox', { name: /When/ }).fill('weekdays 08:30');
  await form.getByRole('textbox', { name: /A short name/ }).fill('mornings');
  await form.getByText('Remind people of what is due').click();
  await form.getByRole('button', { name: 'Show what it would do' }).click();
  const ahead = at.card('This is what it would do');
  await ahead.getByText('And then:').waitFor();
  await at.picture(ahead, 'admin-schedule');
  expect(await ahead.innerText()).toContain('Thursday 19 November 2026');
  await ahead.getByRole('button', { name: /^Save/ }).click();
  await at.card('mornings').getByText('Done.').waitFor();
  await at.look('admins-6-saved');
}, 60_000);

test('who would be asked is foreseen, asked now, and told of afterwards', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.say('preview');
  const preview = at.card('Who would be asked on');
  await preview.waitFor();
  await at.picture(preview, 'admin-preview');
  await preview.getByRole('button', { name: 'Who is passed over' }).click();
  await at.card('Passed over on').waitFor();
  await at.look('admins-8-passed');

  await at.say('schedules');
  await at.card('mornings').getByRole('button', { name: 'Open' }).last().click();
  await at.card('The next runs').getByRole('button', { name: 'Run now' }).click();
  await at.card('Run it now?').waitFor();
  await at.picture(at.card('Run it now?'), 'admin-run');
  await at.card('Run it now?').getByRole('button', { name: 'Run it now' }).click();
  await at.card('Done.').last().waitFor();
  await at.look('admins-10-ran');
  // What the round asked of the person at the page comes to them.
  await at.page.getByTitle('Update FD 3').waitFor({ timeout: 60_000 });
  await at.picture(at.card('to update'), 'admin-card', 900);
  await at.say('sweeps');
  await at.card('Rounds of reminders').getByRole('button', { name: 'Show' }).first().click();
  await at.card('Reminders of').waitFor();
  await at.look('admins-11-round');
}, 120_000);

/** What an officer does is walked by main-job.test.ts; here it is only pictured. */
if (MAKING_PICTURES) {
  test('a card is answered, and a summary posted', async () => {
    await at.page.getByTitle('Update FD 3').last().click();
    await at.card('How is it going?').getByRole('button', { name: '▲ Amber' }).click();
    const form = at.card('Rate it ▲ Amber');
    await form.getByRole('textbox', { name: /What is causing the risk/ }).fill('One of two auditors has left');
    await form.getByRole('textbox', { name: /Remedial action/ }).fill('A neighbouring council lends one from Monday');
    await at.pickDay(form, '30');
    await at.picture(form, 'admin-answer');
    await form.getByRole('button', { name: /^Save as/ }).click();
    await at.card('Saved as ▲ Amber').waitFor();
    await at.picture(at.card('Saved as ▲ Amber'), 'admin-saved');
    await at.post('Announcements', ` summary here ${PLAN}`);
    const summary = at.card('This is the first summary');
    await summary.waitFor({ timeout: 30_000 });
    await at.picture(summary, 'admin-summary');
    await at.chat('Personal Chat');
  }, 120_000);
}

test('what waits for somebody is opened with what is known of it, and settled', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await run.waymark('sending', 'stop', '--reason', 'The panel meets');
  await at.say('attention');
  const list = at.card('What waits for somebody');
  await list.waitFor();
  await at.picture(list, 'admin-attention');
  await list.getByRole('button', { name: 'Open' }).first().click();
  await at.card('What can be done').waitFor();
  await at.look('admins-13-one');
}, 60_000);
