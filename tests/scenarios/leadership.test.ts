import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { startLocalRun, type LocalRun } from '../support/local-run.js';
import { openPlayground, type PlaygroundPage } from '../support/playground.js';

/**
 * What leadership does with a posted summary, from outside: `npm start`, the real Playground in a real browser. The person
 * at the page is a leader, and leads what they ask about. Screenshots are kept in `.waymark/look`.
 */
const PLAN = 'childrens-services';
/** Red, and led by the person at the page. */
const REF = 'EH 1.1';
const HEAD = 'Katarzyna Wolny';
/** Words that stand in the summary alone, and in none of its replies. */
const SUMMARY = 'The rest follows in the replies';
const QUESTION = 'Why do four in ten families have nobody named?';
const ANSWER = 'Two localities record it on paper until December.';

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

/** The line of figures at the head of the summary. */
async function figures(): Promise<string> {
  return /^.*milestones? ?.*: .*$|^\d+ .*: \d+ .*$/m.exec(await at.card(SUMMARY).innerText())?.[0] ?? '';
}

test('a summary is posted; what is said since stands beneath figures that stay', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.card('to update').waitFor({ timeout: 30_000 });
  await at.post('Announcements', ` rollup here ${PLAN}`);
  await at.card(SUMMARY).waitFor({ timeout: 30_000 });
  await at.look('leadership-1-summary');
  const posted = await figures();
  expect(posted).toMatch(/\d+ no update/);

  await run.waymark(
    'update',
    'FD 2.1',
    '--plan',
    PLAN,
    '--by',
    'Rowan Adeyemi',
    '--rating',
    'green',
    '--note',
    'Agreed',
  );
  run.setClock('2026-11-18T10:10:00.000Z');
  await at.card('Since this was posted').waitFor({ timeout: 60_000 });
  await at.look('leadership-2-since');
  expect(await figures()).toBe(posted);
}, 180_000);

test('a leader asks under the summary, looks around and goes back; the lead answers, and the thread says it', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.chat('Announcements');
  const summary = at.card(SUMMARY);
  await summary.getByTitle(`Ask about ${REF}`).click();
  const form = at.card(`Ask about ${REF}`);
  await form.getByRole('textbox').fill(QUESTION);
  await at.look('leadership-3-ask');
  await form.getByRole('button', { name: 'Send the question' }).click();
  const sent = at.card('Your question is sent');
  await sent.waitFor();
  await at.look('leadership-4-sent');
  await sent.getByTitle(`Show ${REF} with its history`).click();
  const shown = at.card(`${REF} as it stands now`);
  await shown.getByText(QUESTION).first().waitFor();
  await at.look('leadership-5-milestone');
  await shown.getByRole('button', { name: 'Show area' }).click();
  await at.card('worst first').waitFor();
  await at.look('leadership-6-area');
  await at.card('worst first').getByRole('button', { name: 'Back' }).click();
  await at.card(SUMMARY).waitFor();

  // The lead has it on their card, and answers there.
  await run.waymark('sweep');
  await at.chat('Personal Chat');
  const digest = at.card('A question from leadership');
  await digest.waitFor({ timeout: 30_000 });
  await at.look('leadership-7-card');
  await digest.getByRole('button', { name: 'Answer' }).first().click();
  const box = at.card('Answer leadership');
  await box.getByRole('textbox', { name: /Your answer/ }).fill(ANSWER);
  await at.look('leadership-8-answer');
  await box.getByRole('button', { name: 'Send the answer' }).click();
  await at.card('Your answer is kept').waitFor();
  await at.look('leadership-9-kept');

  // Released by the head of service, it stands in the thread.
  await run.waymark('questions', 'release', REF, '--plan', PLAN, '--by', HEAD);
  await at.chat('Announcements');
  await at.page.getByText(ANSWER).first().waitFor({ timeout: 60_000 });
  await at.look('leadership-10-thread');
  const { questions } = (await run.waymark('questions', '--plan', PLAN)) as { questions: readonly object[] };
  expect(questions).toMatchObject([{ ref: REF, question: QUESTION, answer: { text: ANSWER, told: true } }]);
}, 180_000);
