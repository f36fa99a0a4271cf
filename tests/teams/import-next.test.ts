/** A later file of a plan, and trackers of other kinds, sent in an admin's own chat: decided about on the cards, applied. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { toCsv } from '../../bot/documents/csv.js';
import { cardOf, startTalk, type Talk } from './talk.js';

let open: Talk | null = null;
let server: Server | null = null;
afterEach(async () => {
  await open?.close();
  server?.closeAllConnections();
  server?.close();
  open = server = null;
});

const HEADINGS = ['Ref', 'Theme', 'Milestone', 'By when', 'Who', 'Remarks'];
const SCHOOLS = 'Brief all the schools of the county about new thresholds';
const FIRST = [
  HEADINGS,
  ['FD 1', 'Front door', 'Publish the guidance', '31 March 2027', 'Dilys Wren', 'On track'],
  ['FD 2', 'Front door', 'Open the second hub', '30 April 2027', 'Mandy Loe', ''],
  ['FD 3', 'Front door', SCHOOLS, '31 May 2027', 'Mandy Loe', ''],
];
const LATER = [
  HEADINGS,
  ['FD 1', 'Front door', 'Publish the guidance', '30 June 2027', 'Dilys Wren', 'Held up'],
  ['FD 8', 'Front door', SCHOOLS.replace('Brief all', 'Tell all'), '31 May 2027', 'Mandy Loe', ''],
  ['FD 9', 'Front door', 'Train the new starters', '31 July 2027', 'Dilys Wren', ''],
];
const MATTERS = [
  ['Date of meeting', 'Matter', 'Action by', 'Position'],
  ['12 October 2026', 'Report on caseloads', 'Dilys Wren', ''],
];
const CLEARANCE = [
  ['Step', 'Days before', 'Who'],
  ['First draft', '70', 'Dilys Wren'],
  ['Final report', '14', 'Mandy Loe'],
];

const FILES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ...{ '/first.csv': FIRST, '/later.csv': LATER, '/matters.csv': MATTERS, '/clearance.csv': CLEARANCE },
};

async function started(): Promise<(name: string) => Promise<Record<string, unknown>>> {
  const talk = (open = await startTalk(['Ada']));
  const own = (server = createServer((request, response) => response.end(toCsv(FILES[request.url ?? ''] ?? []))));
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  await talk.say('Ada', 'help');
  const host = `http://127.0.0.1:${String((own.address() as AddressInfo).port)}`;
  return async (name) => {
    const content = { downloadUrl: `${host}/${name}`, uniqueId: 'u1', fileType: 'csv' };
    const sent = { contentType: 'application/vnd.microsoft.teams.file.download.info', name, content };
    return cardOf((await talk.send('Ada', [sent]))[0]);
  };
}

async function pressed(card: Record<string, unknown>, title: string, typed: Readonly<Record<string, string>> = {}) {
  return cardOf(await open!.press('Ada', card, title, { typed }));
}

function words(card: object): string {
  return JSON.stringify(card);
}

/** The names of the fields of a card whose id begins so, without what stands before all of them. */
function fields(card: object, start: string): readonly string[] {
  return [...words(card).matchAll(new RegExp(`"id":"in_(x_${start}[0-9a-z_]*)"`, 'g'))].map(([, name]) => name!);
}

const titles = (card: object) =>
  [...words(card).matchAll(/"Action\.Execute","title":"([^"]+)"/g)].map(([, one]) => one);

it('a later file is decided about on the card that shows its changes, and applied as was chosen', async () => {
  const send = await started();
  const first = await pressed(await send('first.csv'), 'Load', { x_plan: 'fd', x_title: 'Front door' });
  expect(words(first)).toContain('Front door is loaded');
  open!.world.clock.advance(86_400_000);

  const found = await send('later.csv');
  const remarks = /"id":"in_(x_column_[0-9a-f]+)","label":"“Remarks”/.exec(words(found))![1]!;
  const there = await pressed(found, 'Read again', { x_plan: 'fd', [remarks]: 'progress' });
  expect(words(there)).toContain('Front door is there already');
  expect(fields(there, 'title')).toEqual([]);
  expect(fields(there, 'levels')).toEqual([]);

  const changes = await pressed(there, 'What changes');
  expect(words(changes)).toContain('New: 2');
  expect(words(changes)).toContain('Date moved: 1');
  expect(words(changes)).toContain('Moved or removed: 2');
  expect(words(changes)).toContain('“Remarks” is read as progress from now on');
  expect(words(changes)).not.toContain('command line');
  const [choice] = fields(changes, 'choose_');

  // What was chosen beside Apply is shown before it is applied.
  const again = await pressed(changes, 'Apply', { [choice!]: 'same' });
  expect(words(again)).toContain('look again, then apply');
  expect(words(again)).toContain('New: 1');
  expect(words(again)).toContain('Moved or removed: 1');
  expect((await open!.ports.plans.contents('fd'))?.milestones).toHaveLength(3);
  const kept = await pressed(again, 'Save choices', { [choice!]: 'same' });
  expect(words(kept)).toContain('Your choices are kept');

  const done = await pressed(kept, 'Apply', { [choice!]: 'same' });
  expect(words(done)).toContain('Front door is up to date');
  const { plan, milestones } = (await open!.ports.plans.contents('fd'))!;
  const dues = milestones.map(({ milestone: { ref, due, goneSince = null } }) => {
    return [ref, due.kind === 'day' && due.date, goneSince];
  });
  expect(dues).toEqual([
    ['FD 1', '2027-06-30', null],
    ['FD 2', '2027-04-30', '2026-11-19'],
    ['FD 3', '2027-05-31', null],
    ['FD 9', '2027-07-31', null],
  ]);
  expect(plan.columns).toEqual([{ heading: 'Remarks', field: 'progress' }]);
  expect(plan.file?.on).toBe('2026-11-19');
  expect(await open!.ports.drafts.list()).toEqual([]);
  const acts = (await open!.ports.audit.month('2026-11')).map(({ act }) => act);
  expect(acts).toContain('next file loaded');
  // What is gone is on the list of the admins.
  expect(JSON.stringify(await open!.ports.attention.list())).toContain('not-in-file');
});

it('the day, the levels and the kind are said on the card, and what cannot be taken comes back with its text', async () => {
  const send = await started();
  const found = await send('first.csv');
  const typed = { x_plan: 'fd', x_asat: 'someday', x_levels: 'Theme; Aim; Step' };
  const noDay = await pressed(found, 'Read again', typed);
  expect(words(noDay)).toContain('That is not a day');
  expect(words(noDay)).toContain('someday');
  expect(words(noDay)).toContain('Theme; Aim; Step');
  expect(words(await pressed(noDay, 'Load', { ...typed, x_asat: '1 January 2027' }))).toContain('has not come');
  const noLevels = await pressed(noDay, 'Load', { ...typed, x_asat: '1 November 2026', x_levels: 'Theme' });
  expect(words(noLevels)).toContain('three words');
  const done = await pressed(noLevels, 'Load', { ...typed, x_asat: '1 November 2026' });
  expect(words(done)).toContain('is loaded');
  const contents = await open!.ports.plans.contents('fd');
  expect(contents?.plan.levels).toEqual({ area: 'Theme', objective: 'Aim', milestone: 'Step' });
  expect(contents?.plan.importedOn).toBe('2026-11-01');
});

it('a schedule of matters waits for its board, a clearance for its meeting, and both are loaded then', async () => {
  const send = await started();
  const matters = await send('matters.csv');
  expect(words(matters)).toContain('Which board is it?');
  expect(titles(matters)).toEqual(['Read it', 'Discard']);
  expect(words(await pressed(matters, 'Read it'))).toContain('This is missing');
  const read = await pressed(matters, 'Read it', { x_board: 'Scrutiny Panel' });
  expect(words(read)).toContain('What I found');
  expect(words(read)).toContain('Scrutiny Panel');
  await pressed(read, 'Load', { x_plan: 'matters' });
  expect((await open!.ports.plans.contents('matters'))?.plan).toMatchObject({
    kind: 'matters',
    board: 'Scrutiny Panel',
  });

  const clearance = await send('clearance.csv');
  const wrong = await pressed(clearance, 'Read it', { x_board: 'Scrutiny Panel', x_meeting: 'soon' });
  expect(words(wrong)).toContain('That is not a day');
  expect(words(wrong)).toContain('soon');
  const dated = await pressed(wrong, 'Read it', { x_board: 'Scrutiny Panel', x_meeting: '12 January 2027' });
  expect(fields(dated, 'meeting')).toEqual(['x_meeting']);
  const gone = await pressed(dated, 'Read again', { x_plan: 'clearance', x_meeting: '' });
  expect(words(gone)).toContain('say of which board');
  await pressed(dated, 'Load', { x_plan: 'clearance' });
  expect((await open!.ports.plans.contents('clearance'))?.plan.kind).toBe('clearance');
});

it('what was decided of another reading of the file stands in the way of nothing', async () => {
  const send = await started();
  const found = await send('first.csv');
  const id = (await open!.ports.drafts.list())[0]!.id;
  const kept = await open!.ports.drafts.read(id);
  const decisions = [{ id: 'no-such', choice: 'keep' }];
  await open!.ports.drafts.change({ ...kept!.draft, decisions }, kept!.etag);
  expect(words(await pressed(found, 'Load', { x_plan: 'fd' }))).toContain('is loaded');
});
