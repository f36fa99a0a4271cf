/**
 * Whatever a body holds, with a token that is right: never a 5xx, nothing of the inside in the answer, and nothing
 * written but what anybody of the tenant may write: that they were here, and that they were refused.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Card } from '../../cards/index.js';
import { loadPlan, PLAN } from '../support/world.js';
import { buttonsOf, linkHere, startTalk, type Talk } from './talk.js';
import { activity, APP_ID, press, TENANT } from './world.js';

let talk: Talk;
let bases: readonly object[];
let before: string;
let card: Card;

/** Rows of people that were there at first. */
let people: ReadonlySet<string>;

beforeAll(async () => {
  talk = await startTalk();
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-11-18', leads: ['Ann', 'Zoe'] },
  ]);
  await linkHere(talk, ['Ann', 'Zoe']);
  card = (await talk.ask()).Ann!;
  const actions = buttonsOf(card).map(({ verb, data }) => ({ verb, data: data as Readonly<Record<string, string>> }));
  const inputs = { in_note: 'A note', in_rating: 'green', in_track: '' };
  const mallory = { from: { id: '29:mallory', name: 'Mallory', aadObjectId: 'e-mallory', tenantId: TENANT } };
  const ann = { from: { id: '29:Ann', name: 'Ann', aadObjectId: 'e-ann', tenantId: TENANT } };
  const url = talk.connector.url;
  const lastSign = (token = ''): string => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  bases = [
    // A stranger with the tokens of somebody else's card: they identify, they never authorise.
    ...actions.map(({ verb, data }) => press(url, { verb, data: { ...data, ...inputs } }, mallory)),
    press(url, { verb: 'record-update', data: { ...actions[0]!.data, ...inputs } }, mallory),
    // The lead officer with tokens that somebody has changed.
    ...actions.map(({ verb, data }) =>
      press(url, { verb, data: { ...data, token: lastSign(data.token), ...inputs } }, { ...ann, text: undefined }),
    ),
    ...['my milestones', 'help', 'update A1', `rollup here ${PLAN}`, '<at>Waymark</at> hi'].map((text) =>
      activity(url, {
        ...mallory,
        text,
        entities: [{ type: 'mention', text: '<at>Waymark</at>', mentioned: { id: `28:${APP_ID}` } }],
      }),
    ),
    activity(url, {
      ...mallory,
      text: `rollup here ${PLAN}`,
      conversation: { id: '19:c@thread.tacv2;messageid=1', conversationType: 'channel', tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: 't', name: 'T' }, channel: { id: 'c', name: 'C' } },
    }),
    ...['add', 'remove', 'add-upgrade'].map((action) =>
      activity(url, { ...mallory, type: 'installationUpdate', action }),
    ),
    activity(url, { ...mallory, type: 'conversationUpdate', membersAdded: [{ id: `28:${APP_ID}` }] }),
    activity(url, { ...mallory, type: 'conversationUpdate', membersRemoved: [{ id: `28:${APP_ID}` }] }),
    activity(url, { ...mallory, type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }),
  ];
  people = new Set(talk.world.tables.dump().flatMap(({ table, row }) => (table === 'People' ? [row] : [])));
  before = standing();
});
afterAll(async () => {
  await talk.close();
});

/**
 * Everything that strangers may not touch, as one text: all tables but the list of refusals, and of people those who were
 * there at first, but for the chat in which they were last heard.
 */
function standing(): string {
  const rows = talk.world.tables.dump().flatMap((row): readonly unknown[] => {
    if (row.table === 'Audit' || (row.table === 'People' && !people.has(row.row))) return [];
    // That somebody is being answered is told to whoever sends.
    if (row.table === 'Sender' && row.row === 'at|answer') return [];
    if (row.table !== 'People') return [row];
    const { json = '{}' } = row.columns as { readonly json?: string };
    return [{ row: row.row, person: { ...(JSON.parse(json) as object), chat: null } }];
  });
  return JSON.stringify(rows);
}

const FIXED = /^\{"error":\{"code":"[a-z-]+","message":"[A-Za-z .]+"\}\}$/;
/** Stacks, paths, messages of libraries, settings. */
const INSIDE =
  /node_modules|\/work|\.[cm]?[jt]s\b|\bat \w+ \(|Error:|Zod|botbuilder|jwt|MicrosoftApp|WAYMARK_|AzureWebJobs/i;

async function expectHarmless(text: string): Promise<void> {
  const { status, jsonBody } = await talk.post(text);
  const told = JSON.stringify(jsonBody ?? '');
  // 401: an address that is not the one which the token names.
  expect([200, 400, 401, 403, 413]).toContain(status);
  if (status !== 200) expect(told).toMatch(FIXED);
  expect(told).not.toMatch(INSIDE);
  expect(standing()).toBe(before);
}

/* ---- Bodies ---- */

const nasty = fc.constantFrom<unknown>(
  ...[
    '',
    ' ',
    '\u0007',
    '\uD800',
    '\0',
    '\u202E',
    '__proto__',
    'constructor',
    '${x}',
    "' or 1 eq 1",
    '<at>x</at>',
    '../..',
  ],
  ...[
    'x'.repeat(5_000),
    'x'.repeat(40_000),
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    true,
    null,
    [],
    {},
    [[]],
    [null],
  ],
  ...[{ toString: 1 }, { length: 1e9 }, { then: 'x' }, { $type: 'x' }, { id: null }, { 0: 'x' }],
);
const anything = fc.oneof(nasty, fc.jsonValue({ maxDepth: 4 }));

interface Change {
  readonly at: number;
  readonly how: 'set' | 'remove' | 'add' | 'wrap';
  readonly key: string;
  readonly value: unknown;
}
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('set', 'set', 'remove', 'add', 'wrap'),
  key: fc.oneof(
    fc.string(),
    fc.constantFrom('id', 'token', 'in_note', 'in_track_1', 'msteams', 'role', 'deliveryMode', 'value'),
  ),
  value: anything,
});

/** Every place in a body: the object or list that holds it, and its key there. */
function placesIn(body: object): (readonly [Record<string, unknown>, string])[] {
  return Object.entries(body).flatMap(([key, inner]: [string, unknown]) => [
    [body as Record<string, unknown>, key] as const,
    ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : []),
  ]);
}

function changed(base: object, changes: readonly Change[]): object {
  const body = structuredClone(base);
  for (const { at, how, key, value: given } of changes) {
    const value = structuredClone(given);
    const places = placesIn(body);
    const [holder, place] = places[at % places.length] ?? [body as Record<string, unknown>, key];
    if (how === 'set') holder[place] = value;
    else if (how === 'wrap') holder[place] = { [key]: holder[place] };
    else if (how === 'remove') Reflect.deleteProperty(holder, place);
    else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return body;
}

it('10,000 bodies made of good ones', async () => {
  const mutant = fc.tuple(fc.nat(), fc.array(change, { minLength: 1, maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(mutant, async ([which, changes]) => {
      await expectHarmless(JSON.stringify(changed(bases[which % bases.length]!, changes)));
    }),
    { numRuns: 7_000 },
  );
  const cut = fc.record({ which: fc.nat(), from: fc.nat(), length: fc.nat(6), put: fc.string({ maxLength: 6 }) });
  await fc.assert(
    fc.asyncProperty(cut, async ({ which, from, length, put }) => {
      const text = JSON.stringify(bases[which % bases.length]);
      const at = from % text.length;
      await expectHarmless(text.slice(0, at) + put + text.slice(at + length));
    }),
    { numRuns: 2_000 },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), (text) => expectHarmless(text)),
    { numRuns: 1_000 },
  );
}, 240_000);

it('every field of every kind of good body, with every wrong kind of value', async () => {
  const wrong = [5, -1, true, null, '', 'x', [], ['x'], {}, { id: 5 }, 'x'.repeat(40_000), [[[]]]];
  const kinds = new Map(bases.map((base) => [JSON.stringify(Object.keys(base)), base]));
  for (const base of kinds.values()) {
    const count = placesIn(base).length;
    for (let at = 0; at < count; at += 1) {
      for (const value of wrong) {
        await expectHarmless(JSON.stringify(changed(base, [{ at, how: 'set', key: '', value }])));
      }
    }
  }
}, 240_000);

it('would notice: the lead officer with a token that is good has the card left alone', async () => {
  await talk.press('Ann', card, 'Update', { about: 'A1' });
  expect(standing()).not.toBe(before);
});
