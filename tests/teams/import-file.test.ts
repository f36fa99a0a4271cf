/** A plan file sent in an admin's own chat: read, looked at, decided about, loaded; and everything that is refused. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { afterEach, expect, it } from 'vitest';
import { toCsv } from '../../bot/documents/csv.js';
import { workbook } from '../documents/workbook.js';
import { cardOf, startTalk, type Talk } from './talk.js';

let open: Talk | null = null;
let server: Server | null = null;
afterEach(async () => {
  await open?.close();
  server?.closeAllConnections();
  server?.close();
  open = server = null;
});

const CELLS = [
  ['Ref', 'Theme', 'Milestone', 'By when', 'Who', 'Remarks'],
  ['FD 1', 'Front door', 'Publish the guidance', '31 March 2027', 'Dilys Wren', 'On track'],
  ['FD 2', 'Front door', 'Brief schools', '31st September 2027', 'Mandy Loe', ''],
];

const asWord = async (): Promise<Uint8Array> => {
  const rows = CELLS.map((cells) => {
    return new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  });
  const words = new Document({ sections: [{ children: [new Table({ rows })] }] });
  return new Uint8Array(await Packer.toBuffer(words));
};

const FILES: Readonly<Record<string, () => Promise<Uint8Array | string>>> = {
  '/plan.csv': () => Promise.resolve(toCsv(CELLS)),
  '/plan.xlsx': () => Promise.resolve(workbook([{ name: 'Plan', cells: CELLS }])),
  '/plan.docx': asWord,
  '/page.html': () => Promise.resolve('<!DOCTYPE html><html>Sign in</html>'),
  '/large': () => Promise.resolve(new Uint8Array(25 * 1024 * 1024 + 1)),
};

async function started(): Promise<{ readonly talk: Talk; readonly host: string }> {
  const talk = (open = await startTalk(['Ada']));
  const own = (server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: 'https://evil.example/plan.csv' }).end();
    else void FILES[request.url ?? '']?.().then((bytes) => response.end(bytes));
    if (request.url === '/gone') response.writeHead(404).end();
  }));
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  await talk.say('Ada', 'help');
  return { talk, host: `http://127.0.0.1:${String((own.address() as AddressInfo).port)}` };
}

function sent(downloadUrl: string, name = 'Front door plan.csv'): object {
  const content = { downloadUrl, uniqueId: 'u1', fileType: name.split('.').at(-1) };
  return { contentType: 'application/vnd.microsoft.teams.file.download.info', name, content };
}

it.each(['csv', 'xlsx', 'docx'])(
  'a plan in a %s file is loaded from the chat, its doubts decided first',
  async (type) => {
    const { talk, host } = await started();
    const found = cardOf((await talk.send('Ada', [sent(`${host}/plan.${type}`, `Front door plan.${type}`)]))[0]);
    const words = JSON.stringify(found);
    expect(words).toContain('What I found');
    expect(words).toContain('“Who”, as in “Dilys Wren”');
    expect(await talk.ports.plans.list()).toEqual([]);

    const doubts = cardOf(await talk.press('Ada', found, 'Doubts'));
    expect(JSON.stringify(doubts)).toContain('31st September 2027');
    const fields = JSON.stringify(doubts).match(/in_x_(?:choose|typed)_[0-9a-f]+/g) ?? [];
    const choose = fields.find((id) => id.includes('choose'))!;
    const typed = fields.find((id) => id.includes('typed'))!;
    const choices = [...JSON.stringify(doubts).matchAll(/"title":"([^"]+)","value":"([a-z0-9-]+)"/g)];
    const date = choices.find(([, , value]) => value === 'date')!;
    const wrong = await talk.press('Ada', doubts, 'Save', {
      typed: { [choose.slice(3)]: date[2]!, [typed.slice(3)]: 'soonish' },
    });
    expect(JSON.stringify(cardOf(wrong))).toContain('soonish');
    // Nothing is loaded beside a choice that cannot be followed.
    expect(JSON.stringify(cardOf(await talk.press('Ada', found, 'Load')))).toContain('soonish');
    const after = cardOf(
      await talk.press('Ada', cardOf(wrong), 'Save', {
        typed: { [choose.slice(3)]: date[2]!, [typed.slice(3)]: '30 September 2027' },
      }),
    );
    expect(JSON.stringify(after)).toContain('What I found');

    const done = await talk.press('Ada', after, 'Load', { typed: { x_plan: 'fd', x_title: 'Front door' } });
    expect(JSON.stringify(cardOf(done))).toContain('is loaded');
    const contents = await talk.ports.plans.contents('fd');
    expect(contents?.plan.title).toBe('Front door');
    expect(contents?.milestones.map(({ milestone: { ref, due } }) => [ref, due.kind === 'day' && due.date])).toEqual([
      ['FD 1', '2027-03-31'],
      ['FD 2', '2027-09-30'],
    ]);
    expect(await talk.ports.drafts.list()).toEqual([]);
    expect((await talk.ports.audit.month('2026-11')).map(({ act }) => act)).toEqual(
      expect.arrayContaining(['plan file sent', 'plan imported']),
    );
  },
);

it('columns are chosen anew, kept with the plan, and tell plainly when they cannot be read so', async () => {
  const { talk, host } = await started();
  const found = cardOf((await talk.send('Ada', [sent(`${host}/plan.csv`)]))[0]);
  const columns = [...JSON.stringify(found).matchAll(/"id":"in_(x_column_[0-9a-f]+)","label":"“([^”]+)”/g)];
  const field = (heading: string): string => columns.find(([, , name]) => name === heading)![1]!;
  const twice = cardOf(
    await talk.press('Ada', found, 'Read again', {
      typed: { [field('Remarks')]: 'progress', [field('Who')]: 'progress' },
    }),
  );
  expect(JSON.stringify(twice)).toContain('Two columns are to be read as progress');
  const none = cardOf(await talk.press('Ada', found, 'Read again', { typed: { [field('Milestone')]: 'nothing' } }));
  expect(JSON.stringify(none)).toContain('Read so, it is no plan');
  const badName = cardOf(await talk.press('Ada', found, 'Read again', { typed: { x_plan: 'Front Door!' } }));
  expect(JSON.stringify(badName)).toContain('Front Door!');
  const read = cardOf(await talk.press('Ada', found, 'Read again', { typed: { [field('Remarks')]: 'progress' } }));
  await talk.press('Ada', read, 'Load', { typed: { x_plan: 'fd' } });
  const contents = await talk.ports.plans.contents('fd');
  expect(contents?.plan.columns).toEqual([{ heading: 'Remarks', field: 'progress' }]);
  expect(contents?.milestones[0]?.milestone.printed.progress).toBe('On track');
});

it('a later file shows what it changes before anything is applied', async () => {
  const { talk, host } = await started();
  const first = cardOf((await talk.send('Ada', [sent(`${host}/plan.csv`)]))[0]);
  await talk.press('Ada', first, 'Load', { typed: { x_plan: 'fd' } });
  talk.world.clock.advance(86_400_000);
  const again = cardOf((await talk.send('Ada', [sent(`${host}/plan.xlsx`)]))[0]);
  const changes = cardOf(await talk.press('Ada', again, 'Load', { typed: { x_plan: 'fd' } }));
  expect(JSON.stringify(changes)).toContain('What changes in');
  const found = cardOf(await talk.press('Ada', changes, 'Back to the file'));
  expect(JSON.stringify(found)).toContain('Front door plan is there already');
});

it('files not finished with are gone on with, and discarded', async () => {
  const { talk, host } = await started();
  expect(JSON.stringify(await talk.say('Ada', 'import'))).toContain('paper clip');
  await talk.send('Ada', [sent(`${host}/plan.csv`)]);
  const list = cardOf((await talk.say('Ada', 'import'))[0]);
  const found = cardOf(await talk.press('Ada', list, 'Go on'));
  expect(JSON.stringify(cardOf(await talk.press('Ada', found, 'Discard')))).toContain('discarded');
  expect(JSON.stringify(cardOf(await talk.press('Ada', found, 'Load')))).toContain('here no more');
  expect(await talk.ports.drafts.list()).toEqual([]);
});

it.each([
  ['/page.html', 'The file is a web page'],
  ['/large', 'larger than 25 MB'],
  ['/moved', 'may not read from'],
  ['/gone', 'send the file again'],
])('%s is refused with one sentence', async (path, words) => {
  const { talk, host } = await started();
  expect(JSON.stringify(await talk.send('Ada', [sent(`${host}${path}`)]))).toContain(words);
  expect(await talk.ports.drafts.list()).toEqual([]);
});

it('what is sent from elsewhere, by somebody else, or two at once is refused, and on record', async () => {
  const { talk, host } = await started();
  const elsewhere = await talk.send('Ada', [sent('https://evil.example/plan.csv')]);
  expect(JSON.stringify(elsewhere)).toContain('may not read from');
  const two = await talk.send('Ada', [sent(`${host}/plan.csv`), sent(`${host}/plan.xlsx`)]);
  expect(JSON.stringify(two)).toContain('One file at a time');
  await talk.say('Ben', 'help');
  expect(JSON.stringify(await talk.send('Ben', [sent(`${host}/plan.csv`)]))).toContain('Only an admin');
  const refused = (await talk.ports.audit.month('2026-11'))
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ why }) => why);
  expect(refused).toEqual(expect.arrayContaining(['not fetched', 'several files', 'not an admin']));
  expect(await talk.ports.drafts.list()).toEqual([]);
});

it('a press counts only while its presser is an admin', async () => {
  const { talk, host } = await started();
  const found = cardOf((await talk.send('Ada', [sent(`${host}/plan.csv`)]))[0]);
  await talk.say('Ben', 'help');
  const words = JSON.stringify(await talk.press('Ben', found, 'Load'));
  expect(words).not.toContain('is loaded');
  expect(await talk.ports.plans.list()).toEqual([]);
});
