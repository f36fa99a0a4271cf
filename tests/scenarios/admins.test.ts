import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { startLocalRun, type LocalRun } from '../support/local-run.js';
import { openPlayground, type PlaygroundPage } from '../support/playground.js';

/**
 * What an admin does, from outside: `npm start`, the real Playground in a real browser. The person at the page is an
 * admin of the sample. Screenshots are kept in `.waymark/look`.
 */
const NAME = 'Front door plan.docx';
const CELLS = [
  ['Ref', 'Theme', 'Milestone', 'By when', 'Who', 'Remarks'],
  ['FD 1', 'Front door', 'Publish the guidance', '27 November 2026', 'Rowan Adeyemi', 'On track'],
  ['FD 2', 'Front door', 'Brief every school', '31st September 2027', 'Delroy Fontaine', ''],
  ['FD 3', 'Front door', 'Check ten decisions a month', '18 November 2026', 'Rowan Adeyemi', ''],
  ['FD 4', 'Front door', 'Agree a form for partners', '18 November 2026', 'Ines Valadares', ''],
];
/** Made up, as `infra/local/start/playground-config.ts` has them. */
const TENANT = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f99';
const PERSON = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f01';

let browser: Browser | null = null;
let run: LocalRun | undefined;
let files: Server | undefined;
let at: PlaygroundPage;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser === null) return;
  run = await startLocalRun();
  const plan = await planInWord();
  const own = (files = createServer((_request, response) => response.end(plan)));
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  at = await openPlayground(browser, run.playground);
}, 200_000);

afterAll(async () => {
  files?.close();
  await browser?.close();
  await run?.stop();
}, 30_000);

function planInWord(): Promise<Buffer> {
  const rows = CELLS.map(
    (cells) => new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) }),
  );
  return Packer.toBuffer(new Document({ sections: [{ children: [new Table({ rows })] }] }));
}

/** As Teams hands over a file: the Playground's page has no paper clip that does. What is answered comes to the page. */
async function sendPlan({ messages, playground }: LocalRun): Promise<void> {
  const downloadUrl = `http://127.0.0.1:${String((files?.address() as AddressInfo).port)}/plan.docx`;
  const activity = {
    ...{ id: 'sent-plan', timestamp: '2026-11-18T10:00:00.000Z', type: 'message', text: '', channelId: 'msteams' },
    serviceUrl: `${playground}/_connector`,
    recipient: { id: '28:waymark-local', name: 'Waymark' },
    conversation: { id: 'a:waymark-local-personal', conversationType: 'personal', tenantId: TENANT },
    from: { id: PERSON, aadObjectId: PERSON, name: 'Rowan Adeyemi' },
    channelData: { tenant: { id: TENANT } },
    attachments: [
      {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name: NAME,
        content: { downloadUrl, uniqueId: 'plan', fileType: 'docx' },
      },
    ],
  };
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(messages, { method: 'POST', headers, body: JSON.stringify(activity) });
  expect(answer.status).toBe(200);
}

test('a plan sent in the chat is shown with its doubts, one is decided, and it is loaded', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await at.card('to update').waitFor({ timeout: 30_000 });
  await sendPlan(run);
  const found = at.card('What I found');
  await found.waitFor();
  await at.look('admins-1-found');
  await found.getByRole('button', { name: /^Doubts/ }).click();
  const doubts = at.card('31st September 2027');
  await doubts.getByRole('textbox').first().waitFor();
  await at.look('admins-2-doubts');
  await doubts.getByRole('textbox').first().fill('30 September 2027');
  await doubts.getByRole('button', { name: /^Save/ }).click();
  await at.card('What I found').getByRole('button', { name: /^Load/ }).click();
  await at.card('is loaded').waitFor();
  await at.look('admins-3-loaded');
  const { milestones } = (await run.waymark('milestones', '--plan', 'front-door-plan')) as {
    milestones: readonly { ref: string; due: { date: string | null } }[];
  };
  expect(milestones.map(({ ref, due }) => [ref, due.date])).toContainEqual(['FD 2', '2027-09-30']);
}, 120_000);

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
  await at.look('admins-5-ahead');
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
  await at.look('admins-7-preview');
  await preview.getByRole('button', { name: 'Who is passed over' }).click();
  await at.card('Passed over on').waitFor();
  await at.look('admins-8-passed');

  await at.say('schedules');
  await at.card('mornings').getByRole('button', { name: 'Open' }).last().click();
  await at.card('The next runs').getByRole('button', { name: 'Run now' }).click();
  await at.look('admins-9-run');
  await at.card('Run it now?').getByRole('button', { name: 'Run it now' }).click();
  await at.card('Done.').last().waitFor();
  await at.look('admins-10-ran');
  // What the round asked of the person at the page comes to them.
  await at.card('FD 3').waitFor({ timeout: 60_000 });
  await at.say('sweeps');
  await at.card('Rounds of reminders').getByRole('button', { name: 'Show' }).first().click();
  await at.card('Reminders of').waitFor();
  await at.look('admins-11-round');
}, 120_000);

test('what waits for somebody is opened with what is known of it, and settled', async (context) => {
  if (browser === null || run === undefined) return context.skip(NO_BROWSER);
  await run.waymark('sending', 'stop', '--reason', 'The panel meets');
  await at.say('attention');
  const list = at.card('What waits for somebody');
  await list.waitFor();
  await at.look('admins-12-attention');
  await list.getByRole('button', { name: 'Open' }).first().click();
  await at.card('What can be done').waitFor();
  await at.look('admins-13-one');
}, 60_000);
