import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { drain, DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { tick } from '../../bot/flows/tick.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { lineLog } from '../../bot/log.js';
import type { Behaviour } from '../support/connector.js';
import { loadPlan } from '../support/world.js';
import { cardOf, linkHere, startTalk, type Talk } from './talk.js';

const MOST_BYTES = 2_048;
const THROTTLED: Behaviour = { status: 429, headers: { 'retry-after': '30' } };
const ACCEPTED: Behaviour = { status: 201, body: { id: 'card-1' } };
const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function started(): Promise<Talk> {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] }]);
  await linkHere(talk, ['Ann']);
  return talk;
}

/** Every line since then, as it is written, with what it is about. */
function linesOf({
  world,
}: Talk): readonly { readonly line: string; readonly reminder: unknown; readonly event: string }[] {
  const at = instant('2026-11-18T10:00:00.000Z');
  return world.logged.map(({ event, fields, level }) => {
    const lines: string[] = [];
    lineLog(
      (_, line) => lines.push(line),
      () => at,
    )[level as 'info'](event, fields);
    return { line: lines.join(''), reminder: (fields as { readonly reminder?: unknown }).reminder, event };
  });
}

/** Waits as long as Teams asked for, or a minute, and sends what may be sent, so many times. */
async function drainFor({ ports, world }: Talk, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    world.clock.advance(60_000);
    await drain(ports);
  }
}

describe('the life of a reminder in the log', () => {
  it('has one id in every line, in the POST and in the answers, from plan to answer', async () => {
    const talk = await started();
    const card = (await talk.ask()).Ann!;
    const form = cardOf(await talk.press('Ann', cardOf(await talk.press('Ann', card, 'Update')).card, '▲ Amber')).card;
    await talk.press('Ann', form, 'Save as ▲ Amber', { typed: AMBER });
    const own = linesOf(talk);
    const [first] = own;
    expect(own.map(({ event }) => event)).toEqual(expect.arrayContaining(['digest-planned', 'digest', 'card-pressed']));
    expect(own.filter(({ event }) => event === 'card-pressed')).toHaveLength(3);
    expect(first?.reminder).toMatch(/^[a-f0-9]{16}$/);
    expect(new Set(own.map(({ reminder }) => reminder))).toEqual(new Set([first?.reminder]));
    const posts = talk.connector.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/activities'),
    );
    expect(posts.map(({ headers }) => headers['x-ms-client-request-id'])).toEqual([first?.reminder]);
  });

  it.each<readonly [string, readonly Behaviour[], number]>([
    ['without trouble', [ACCEPTED], 1],
    ['with two hours of throttling', [...Array.from({ length: 120 }, () => THROTTLED), ACCEPTED], 140],
    ['with a doubt, and the repeat', [{ status: 502 }, ACCEPTED], 20],
    ['with two doubts', [{ status: 502 }, { status: 502 }, ACCEPTED], 40],
    [
      'with a connection that is refused again and again',
      [...Array.from({ length: 30 }, () => ({ status: 412 })), ACCEPTED],
      300,
    ],
    ['with a token that is not taken', [{ status: 401 }, { status: 401 }, { status: 401 }, ACCEPTED], 30],
  ])('takes at most 2 KB %s', async (_, behaviours, turns) => {
    const talk = await started();
    const { ports, world } = talk;
    talk.connector.script(...behaviours);
    await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
    await drain(ports);
    await drainFor(talk, turns);
    // One line a drain says how many cards are late, of all together: it is nobody's, and alerts read it.
    const lines = linesOf(talk).filter(({ event }) => event !== 'reminders-late');
    const bytes = lines.reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0);
    expect(bytes, lines.map(({ line }) => line).join('\n')).toBeLessThanOrEqual(MOST_BYTES - 3 * 200);
    expect(lines.at(-1)?.line).toMatch(/"state":"(?:sent|in-doubt)"/);
  });

  it('of a tick in which nothing happens is at most two lines', async () => {
    const talk = await started();
    await talk.ask();
    const before = talk.world.logged.length;
    await tick(talk.ports, DRAIN_LIMITS);
    expect(talk.world.logged.slice(before).map(({ event }) => event).length).toBeLessThanOrEqual(2);
  });
});
