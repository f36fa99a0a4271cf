import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { limitEach, TOO_MANY } from '../../bot/teams/person-limit.js';
import type { CardAction, Person, Presence, Said, Turns } from '../../bot/teams/turns.js';
import { recordingLog } from './world.js';

const ADMIN = 'admin-1';
/** Smaller than in earnest, so that a test is short. */
const LIMITS = [
  { times: 20, withinMs: 10_000 },
  { times: 120, withinMs: 5 * 60_000 },
];

let now: number;
let taken: string[];
let logged: { level: string; event: string; fields: object }[];
let turns: Turns;

beforeEach(() => {
  [now, taken, logged] = [1_000, [], []];
  const inner: Turns = {
    onCard: ({ actor }) => (taken.push(actor.entraId), Promise.resolve({ text: 'done' })),
    onText: ({ actor }) => (taken.push(actor.entraId), Promise.resolve([{ text: 'said' }])),
    onInstalled: () => (taken.push('installed'), Promise.resolve([])),
    onRemoved: () => (taken.push('removed'), Promise.resolve()),
  };
  const hash = (text: string): string => `hash of ${text}`;
  turns = limitEach(inner, { now: () => now, admins: [ADMIN], log: recordingLog(logged), hash, limits: LIMITS });
});

const person = (entraId: string, tenantId: string | null = 't'): Person => ({ entraId, tenantId, name: null });
const place = { scope: 'personal', chat: { serviceUrl: 's', conversationId: 'c', botId: 'b' }, channel: null } as const;

function press(who: Person): Promise<string> {
  const rest = {
    verb: 'v',
    token: null,
    rating: null,
    inputs: {},
    fields: {},
    row: null,
    ticks: [],
    reminder: null,
    activityId: null,
  };
  const action: CardAction = { ...place, ...rest, actor: who };
  return turns.onCard(action).then((answer) => ('text' in answer ? answer.text : 'a card'));
}

async function speak(who: Person): Promise<readonly unknown[]> {
  const said: Said = { ...place, actor: who, text: 'help' };
  return turns.onText(said);
}

async function presses(who: Person, times: number): Promise<readonly string[]> {
  const answers = [];
  for (let at = 0; at < times; at += 1) answers.push(await press(who));
  return answers;
}

describe('one person', () => {
  const ann = person('ann');

  it('may do twenty things at once; what comes then is answered with one sentence, and nothing is looked up', async () => {
    const answers = await presses(ann, 25);
    expect(answers).toEqual([...Array<string>(20).fill('done'), ...Array<string>(5).fill(TOO_MANY)]);
    expect(taken).toHaveLength(20);
    now += 9_999;
    expect(await press(ann)).toBe(TOO_MANY);
    now += 1;
    expect(await presses(ann, 21)).toEqual([...Array<string>(20).fill('done'), TOO_MANY]);
  });

  it('may do a hundred and twenty in five minutes, however they are spread', async () => {
    for (let minute = 0; minute < 300; minute += 1) {
      await press(ann);
      now += 1_000;
    }
    expect(taken).toHaveLength(120);
    expect(await press(ann)).toBe('done');
  });

  it('who speaks without end is told so once in a while, and not each time', async () => {
    for (let at = 0; at < 20; at += 1) expect(await speak(ann)).toEqual([{ text: 'said' }]);
    expect(await speak(ann)).toEqual([{ text: TOO_MANY }]);
    for (let at = 0; at < 100; at += 1) expect(await speak(ann)).toEqual([]);
    expect(logged).toEqual([{ level: 'warn', event: 'person-limited', fields: { subject: 'hash of ann' } }]);
  });

  it('never takes from others, from admins, or from installations', async () => {
    await presses(ann, 200);
    expect(await press(person('ben'))).toBe('done');
    expect(await press(person('ann', 'another tenant'))).toBe('done');
    expect(new Set(await presses(person(ADMIN), 500))).toEqual(new Set(['done']));
    taken.length = 0;
    const presence: Presence = { ...place, actor: ann, told: 'installation', ofTeam: null };
    await turns.onInstalled(presence);
    await turns.onRemoved(presence);
    expect(taken).toEqual(['installed', 'removed']);
  });

  it('keeps to both limits at any moment, whatever they do', async () => {
    const wait = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20_000 }));
    await fc.assert(
      fc.asyncProperty(fc.array(wait, { minLength: 50, maxLength: 400 }), async (waits) => {
        now += 10 * 60_000;
        const at: number[] = [];
        for (const ms of waits) {
          now += ms;
          if ((await press(ann)) === 'done') at.push(now);
        }
        for (const { times, withinMs } of LIMITS) {
          for (const [index, end] of at.entries()) {
            const start = at[index - times];
            if (start !== undefined) expect(end - start).toBeGreaterThanOrEqual(withinMs);
          }
        }
        expect(at.length).toBeGreaterThanOrEqual(Math.min(waits.length, 20));
      }),
      { numRuns: 60 },
    );
  });
});

it('forgets who was silent longest when there are very many, and nobody else', async () => {
  await presses(person('first'), 20);
  await presses(person('busy'), 20);
  for (let at = 0; at < 3_000; at += 1) {
    await press(person(`p${String(at)}`));
    if (at % 1_000 === 0) expect(await press(person('busy'))).toBe(TOO_MANY);
  }
  // Forgetting is all that it costs: they may begin anew.
  expect(await press(person('first'))).toBe('done');
  expect(await press(person('busy'))).toBe(TOO_MANY);
});
