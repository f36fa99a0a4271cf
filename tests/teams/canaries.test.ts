import { afterEach, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { KEEP } from '../../bot/domain/retention.js';
import { drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import { isAlive, readiness } from '../../bot/flows/readiness.js';
import { sweep } from '../../bot/flows/sweep.js';
import { tick } from '../../bot/flows/tick.js';
import { todayOf } from '../../bot/flows/today.js';
import { lineLog } from '../../bot/log.js';
import type { Behaviour } from '../support/connector.js';
import type { StorageCall } from '../support/faulty-driver.js';
import { loadPlan, setHeads, type RowWish } from '../support/world.js';
import { actionOf, KEYS, linkHere, startTalk, type Talk } from './talk.js';

/** Words that must never leave by the log: names, what people wrote, ids of theirs, secrets. */
const PEOPLE = [
  'Quenby',
  'Ludmila',
  'Oswin',
  'Perpetua',
  'Zebedee',
  'Hyacinth',
  'Thaddeus',
  'Ottoline',
  'Barnaby',
  'Clemency',
];
const TYPED = {
  note: 'Xylophone family',
  cause: 'Marmalade vacancy',
  remedy: 'Periwinkle agency',
  recovery: '2026-12-01',
};
/** As `planFile` writes them. */
const TITLE = 'The words of';
const SECRETS = [Buffer.from(KEYS[0]!.key).toString('base64'), 'Bearer ey', 'Password1Wombat'];
const CANARIES = [
  ...PEOPLE,
  ...Object.values(TYPED).filter((text) => !text.startsWith('2026')),
  TITLE,
  ...SECRETS,
].flatMap(forms);

/** A word as it is, in base64 at each offset, percent-encoded, and in the ids that are made of it in these tests. */
function forms(word: string): readonly string[] {
  const base64 = [0, 1, 2].map((pad) => {
    const inner = Buffer.from('x'.repeat(pad) + word)
      .toString('base64')
      .replace(/=+$/, '');
    return inner.slice(pad === 0 ? 0 : pad + 1, -1);
  });
  return [...new Set([word, encodeURIComponent(word), ...base64.filter((text) => text.length >= 6)])];
}

function canariesIn(text: string): readonly string[] {
  const low = text.toLowerCase();
  return CANARIES.filter((word) =>
    word.length < 9 && /^[A-Z][a-z]+$/.test(word) ? low.includes(word.toLowerCase()) : text.includes(word),
  );
}

/** What the log held, as it is handed to it and as it is written. */
function linesOf({ world }: Talk): readonly string[] {
  const lines: string[] = [];
  const at = instant('2026-11-18T10:00:00.000Z');
  const log = lineLog(
    (_, line) => lines.push(line),
    () => at,
  );
  for (const { event, fields } of world.logged) log.info(event, fields);
  return [...lines, ...world.logged.map((one) => JSON.stringify(one))];
}

/** An error as libraries throw it: it quotes the request, the row and the key. */
function quoting(call: StorageCall): Error {
  const text = `${SECRETS.join(' ')} ${PEOPLE.join(', ')} ${JSON.stringify(call)}\n    at ${PEOPLE[0]!} (/x/${PEOPLE[1]!}.ts:1:1)`;
  return Object.assign(new Error(text), { name: 'RestError', statusCode: 500, code: 'InternalError', details: call });
}

/** Each way in which a card may fail to be sent, with an answer that quotes whom it was for. */
const FAILURES: readonly Behaviour[] = [
  ...[400, 401, 403, 412, 413, 429, 503].map((status) => ({
    status,
    body: { error: { code: 'Quenby', message: `${PEOPLE.join(' ')} ${SECRETS.join(' ')}` } },
  })),
  'reset-before-body',
  'reset-after-body',
  'reset-in-answer',
];

const ROWS: readonly RowWish[] = PEOPLE.map((lead, at) => ({
  ref: `A${String(at + 1)}`,
  due: '2026-11-18',
  leads: [lead],
}));

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** A world whose storage fails while it is told to. */
async function planted(): Promise<{ readonly talk: Talk; readonly storage: { fails: boolean } }> {
  const storage = { fails: false };
  const talk = (open = await startTalk(['Quenby'], {
    hook: (call) => (storage.fails ? Promise.reject(quoting(call)) : Promise.resolve()),
  }));
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, PEOPLE);
  await setHeads(talk.ports, 'A', [ids.Quenby!]);
  return { talk, storage };
}

async function settled(work: () => Promise<unknown>): Promise<unknown> {
  return work().catch((error: unknown) => error);
}

it('a planted word is found in any of its forms', () => {
  const said = `see ${PEOPLE[0]!.toUpperCase()} and`;
  for (const text of [said, 'e-quenby', Buffer.from('abc Xylophone family.').toString('base64'), 'Xylophone%20family'])
    expect([text, canariesIn(text).length > 0]).toEqual([text, true]);
  expect(canariesIn('digest retry http-503 o1a2b3')).toEqual([]);
});

it('nothing planted is in the log when cards cannot be sent, in any way', async () => {
  const { talk } = await planted();
  const { ports, world } = talk;
  talk.connector.script(...FAILURES, ...FAILURES, { status: 403, body: PEOPLE });
  await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
  for (let turn = 0; turn < 12; turn += 1) {
    await drain(ports);
    world.clock.advance(20 * 60_000);
  }
  expect(linesOf(talk).flatMap(canariesIn)).toEqual([]);
  const reasons = world.logged.map(({ fields }) => (fields as { readonly reason?: unknown }).reason);
  expect(reasons).toEqual(expect.arrayContaining(['http-400', 'http-403', 'http-429', 'http-503', 'ECONNRESET']));
}, 60_000);

it('nothing planted is in the log, or in a refusal, when a press is wrong in any way', async () => {
  const { talk } = await planted();
  const cards = await talk.ask();
  const card = cards.Quenby!;
  const told: string[] = [];
  const say = (answer: unknown): void => {
    if (typeof answer === 'object' && answer !== null && 'card' in answer) return;
    told.push(answer instanceof Error ? answer.message : JSON.stringify(answer));
  };
  const update = actionOf(card, 'Update');
  const token = (update.data as { token: string }).token;
  const typed = Object.fromEntries(Object.entries(TYPED).map(([name, text]) => [`in_${name}`, text]));
  const datas: readonly object[] = [
    {},
    { token: 'Quenby' },
    { token: `${token}x` },
    { token: token.replace(/^k1/, 'k9') },
    { token, rating: 'Quenby', ...typed },
    { token, rating: 'red', ...typed, in_recovery: 'Marmalade vacancy' },
    { token, rating: 'amber', ...typed, in_note: 'Xylophone family '.repeat(400) },
    { token, rating: 'amber', ...typed, Perpetua: 'x' },
    { token, rating: 'amber', ...typed, __proto__: { Quenby: 1 } },
  ];
  for (const data of datas) {
    for (const verb of ['open-update', 'choose-rating', 'record-update', 'still-on-track', 'Quenby']) {
      for (const who of ['Quenby', 'Ludmila', 'Stranger Clemency', 'Visitor Oswin']) {
        say(await settled(() => talk.pressRaw(who, { verb, data })));
      }
    }
  }
  for (const text of ['update Quenby', 'Marmalade vacancy', '<at>Oswin</at>', 'rollup here Barnaby']) {
    await settled(() => talk.say('Quenby', text));
    await settled(() => talk.say('Stranger Clemency', text, 'channel'));
    await settled(() => talk.say('Visitor Oswin', text, 'group'));
  }
  for (const body of ['{"Quenby":', JSON.stringify({ type: 'Quenby' }), '"Quenby"', 'Quenby'.repeat(60_000)]) {
    told.push(JSON.stringify(await talk.post(body)));
  }
  expect(told.length).toBeGreaterThan(20);
  expect(told.flatMap(canariesIn)).toEqual([]);
  expect(linesOf(talk).flatMap(canariesIn)).toEqual([]);
}, 60_000);

it('nothing planted is in the log when storage fails with errors that quote rows and keys', async () => {
  const { talk, storage } = await planted();
  const { ports, world } = talk;
  const card = (await talk.ask()).Quenby!;
  const update = actionOf(card, 'Update');
  storage.fails = true;
  const limits = { forMs: 1_000, inFlight: 4, ratePerSecond: 49 };
  await settled(() => sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true }));
  await settled(() => drain(ports, limits));
  await settled(() => tick(ports, limits));
  await settled(() => nightly(ports, KEEP));
  await isAlive(ports);
  await readiness(ports);
  const answers = [
    await settled(() => talk.pressRaw('Quenby', update)),
    await settled(() => talk.pressRaw('Quenby', { ...update, verb: 'record-update' })),
    await settled(() => talk.say('Quenby', 'my milestones')),
  ];
  expect(answers.map((one) => (one instanceof Error ? one.message : JSON.stringify(one))).flatMap(canariesIn)).toEqual(
    [],
  );
  storage.fails = false;
  const lines = linesOf(talk);
  expect(lines.join('\n')).toContain('RestError 500 InternalError');
  expect(lines.flatMap(canariesIn)).toEqual([]);
}, 60_000);
