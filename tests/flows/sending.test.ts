import { wholePlan } from '../../bot/domain/scope.js';
import { reading } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { drain } from '../../bot/flows/drain.js';
import { planRollup } from '../../bot/flows/plan-rollup.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { takeLease } from '../../bot/flows/sender.js';
import { startSending, stopSending } from '../../bot/flows/sending.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { at, terminal } from '../support/command-line.js';
import { chatFor, createWorld, digestsOf, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const BY = { kind: 'operator' } as const;
const CHANNEL = {
  id: 'channel-1',
  name: 'Leadership',
  team: null,
  chat: { serviceUrl: 'https://smba.trafficmanager.net/uk', conversationId: 'channel-1', botId: 'bot' },
  ...reading(PLAN),
  registeredBy: null,
  registeredAt: instant('2026-11-01T09:00:00Z'),
};
const NAMES = Array.from({ length: 280 }, (_, index) => `Officer ${String(index).padStart(3, '0')}`);

/** A card to each of so many officers, planned and not sent. */
async function planned(count = NAMES.length): Promise<{ world: World; ids: Record<string, string> }> {
  const world = createWorld('2026-11-18T10:00:00Z');
  const names = NAMES.slice(0, count);
  const wishes = names.map((name, index) => ({ ref: `A${String(index)}`, due: '2026-11-18', leads: [name] }));
  await loadPlan(world.ports, wishes, civilDate('2026-11-18'));
  const ids = await linkAll(world.ports, names);
  await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });
  while (world.bells.take() !== null);
  return { world, ids };
}

const posts = (world: World) => world.posted.filter(({ act }) => act === 'post');

/**
 * The most requests in any second, the seconds beginning at each. As each had its turn: whoever sleeps in this world moves the
 * clock for all, those between their turn and their POST included.
 */
function mostInASecond(world: World): number {
  const times = world.left.map(({ monotonic }) => monotonic);
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length));
}

describe('stopping', () => {
  it('in the middle of a drain: nothing is claimed or posted after the next renewal', async () => {
    const { world } = await planned();
    const stopped: number[] = [];
    const sending = world.start({
      onSend: async () => {
        if (stopped.length > 0 || posts(world).length < 40) return;
        stopped.push(world.clock.monotonic());
        await stopSending(world.ports, BY, 'the data is wrong');
      },
    });
    await drain(sending.ports);
    expect(stopped).toHaveLength(1);
    const last = posts(world).at(-1)?.monotonic ?? 0;
    expect(last - (stopped[0] ?? 0)).toBeLessThanOrEqual(5_000);
    const sent = posts(world).length;
    expect(sent).toBeLessThan(NAMES.length);
    world.clock.advance(60_000);
    await drain(world.ports);
    expect(posts(world)).toHaveLength(sent);
    // None is left claimed: all that did not leave is as it was.
    const rows = await world.ports.openDigests.list();
    const left = await Promise.all(rows.map(({ value }) => world.ports.ledger.digest(value.officer, value.slot)));
    expect(left.map((digest) => digest?.value.state)).toEqual(Array(NAMES.length - sent).fill('planned'));
  });

  it("does not lose its word to the holder of the lease, nor the holder's to it", async () => {
    const { world } = await planned(1);
    const lease = await takeLease(world.ports);
    let raced = false;
    const racing = world.start({
      hook: async (call) => {
        // Between the read and the write of the person, the holder renews; once.
        if (raced || call.table !== 'Sender' || call.act !== 'submit') return;
        raced = true;
        world.clock.advance(4_500);
        await lease?.still();
      },
    });
    await stopSending(racing.ports, BY, null);
    const { value } = await world.ports.sender.read();
    expect([raced, value.stopped, value.stoppedBy]).toEqual([true, true, 'operator']);
    expect(value.until).toBe('2026-11-18T10:00:24.500Z');
    world.clock.advance(4_500);
    expect(await lease?.still()).toBe(false);
    await lease?.release();
    expect((await world.ports.sender.read()).value).toMatchObject({ stopped: true, holder: null });
  });

  it('twice: it takes the new reason and who gave it; since when stays', async () => {
    const { world } = await planned(1);
    await stopSending(world.ports, BY, 'first');
    world.clock.advance(60_000);
    await stopSending(world.ports, { kind: 'officer', id: 'x' }, 'second');
    expect((await world.ports.sender.read()).value).toMatchObject({
      stopped: true,
      stoppedAt: '2026-11-18T10:00:00.000Z',
      stoppedBy: 'x',
      reason: 'second',
    });
  });

  it('planning goes on, and people are answered', async () => {
    const world = createWorld('2026-11-18T10:00:00Z');
    await stopSending(world.ports, BY, null);
    await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }], civilDate('2026-11-18'));
    const ids = await linkAll(world.ports, ['Ann']);
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
    await drain(world.ports);
    expect((await digestsOf(world.ports, ids.Ann!)).map(({ state }) => state)).toEqual(['planned']);
    const by = { kind: 'officer', id: ids.Ann! } as const;
    const answer = { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'green', inputs: { note: 'n' } } as const;
    expect((await recordUpdate(world.ports, answer)).kind).toBe('saved');
    expect(world.posted).toEqual([]);
  });
});

it('cards to be rebuilt and summaries wait too, and go when it is started', async () => {
  const { world, ids } = await planned(1);
  const { ports } = world;
  await drain(ports);
  const channel = { id: 'c', name: null, team: null, chat: chatFor('c'), ...reading(PLAN), registeredBy: null };
  const registered = { ...channel, registeredAt: ports.clock.now() };
  await ports.channels.put(registered, null);
  await stopSending(ports, BY, null);
  const [digest] = await digestsOf(ports, ids[NAMES[0]!]!);
  await ports.staleCards.add({ officer: digest!.officer, slot: digest!.slot, since: world.clock.now() });
  const snapshot = await planRollup(ports, wholePlan(PLAN), [registered], null);
  const message = { scope: PLAN, period: snapshot!.period, channel: 'c' };
  world.clock.advance(120_000);
  const letGo = async (): Promise<void> => {
    await drain(ports);
    await deliverRollup(ports, message);
  };
  await letGo();
  expect(world.posted).toHaveLength(1);
  await startSending(ports, BY);
  await letGo();
  expect(world.posted.map(({ act, message: sent }) => `${act} ${sent?.kind ?? ''}`)).toEqual([
    'post digest',
    'update digest',
    'post rollup',
    'post area-reply',
  ]);
});

describe('starting', () => {
  it('lets all go at the usual rate, and what was answered meanwhile stays', async () => {
    const { world, ids } = await planned(160);
    await stopSending(world.ports, BY, null);
    await drain(world.ports);
    const answered = NAMES.slice(0, 30);
    for (const [index, name] of answered.entries()) {
      const by = { kind: 'officer', id: ids[name]! } as const;
      const answer = {
        plan: PLAN,
        ref: `A${String(index)}`,
        by,
        rev: 1,
        rating: 'green',
        inputs: { note: 'n' },
      } as const;
      expect((await recordUpdate(world.ports, answer)).kind).toBe('saved');
    }
    world.clock.advance(3_600_000);
    await startSending(world.ports, BY);
    while (world.bells.take('deliver') !== null) await drain(world.ports);
    expect(posts(world)).toHaveLength(160 - answered.length);
    expect(world.left.length).toBeGreaterThanOrEqual(posts(world).length);
    // Teams takes 50.
    expect(mostInASecond(world)).toBeLessThanOrEqual(50);
    for (const name of answered) expect((await digestsOf(world.ports, ids[name]!)).at(-1)?.state).toBe('waived');
  });
});

describe('at a terminal', () => {
  it('stop, status and start say what waits, who stopped it and why, and are audited', async () => {
    const { world } = await planned(3);
    const type = terminal(world);
    const stopped = await type('sending', 'stop', '--reason', 'the data is wrong');
    expect(stopped.lines).toEqual([
      'All sending is stopped since 10am, by an operator: the data is wrong. Start it with: sending start',
      '3 cards and 0 summaries wait, the oldest, to Officer 000, since 10am.',
      'Nothing was on its way.',
      'Planning goes on, and people are still answered.',
    ]);
    world.clock.advance(60_000);
    const status = await type('sending', '--json');
    expect(status.json).toMatchObject({
      stopped: true,
      by: 'operator',
      reason: 'the data is wrong',
      waiting: 3,
      summaries: 0,
    });
    expect(at(status.json, 'since')).toBe('2026-11-18T10:00:00.000Z');
    const started = await type('sending', 'start');
    expect(started.lines[0]).toBe('Sending is on.');
    expect(started.lines.at(-1)).toContain('at the usual rate');
    expect((await world.ports.sender.read()).value).toMatchObject({ stopped: false, stoppedAt: null, reason: null });
    const acts = (await world.ports.audit.month('2026-11')).map(({ act, why }) => [act, why]);
    expect(acts).toEqual(
      expect.arrayContaining([
        ['sending stopped', 'the data is wrong'],
        ['sending started', null],
      ]),
    );
    expect((await type('sending', 'pause')).exit).toBe(2);
  });

  it('while somebody sends, stop says that a few may still arrive; Teams asked to wait: until when', async () => {
    const { world } = await planned(1);
    const lease = await takeLease(world.ports);
    expect((await terminal(world)('sending', 'stop')).lines).toContain(
      'Something is being sent now: at most the few cards already on their way still arrive, within 5 seconds.',
    );
    await lease?.waitUntil('2026-11-18T10:30:00.000Z' as Parameters<typeof lease.waitUntil>[0]);
    expect((await terminal(world)('sending')).lines).toContain('Teams asked us to wait until 10:30am.');
  });

  it('a second stop takes the new reason, who gave it, and says so; without a reason the first holds', async () => {
    const { world } = await planned(1);
    const type = terminal(world);
    await type('sending', 'stop', '--reason', 'the data is wrong');
    world.clock.advance(60_000);
    const again = await type('sending', 'stop', '--reason', 'until the board has met');
    expect(again.lines[0]).toContain('since 10am, by an operator: until the board has met.');
    expect(again.lines).toContain('It was stopped already (the data is wrong); the new reason is kept.');
    expect((await world.ports.sender.read()).value.stoppedAt).toBe('2026-11-18T10:00:00.000Z');
    const third = await type('sending', 'stop');
    expect(third.lines).toContain('It was stopped already.');
    expect(at(third.json, 'reason')).toBe('until the board has met');
  });

  it('start rings for the summaries too, and they leave at once', async () => {
    const { world } = await planned(1);
    await world.ports.channels.put(CHANNEL, null);
    const type = terminal(world);
    await type('sending', 'stop', '--reason', 'the data is wrong');
    expect((await type('rollup', '--plan', PLAN, '--post')).lines.slice(-2)).toEqual([
      'The summary for 1 channel is queued.',
      'It waits: all sending is stopped (the data is wrong). It leaves when sending starts.',
    ]);
    world.clock.advance(60_000);
    expect((await type('rollup', '--plan', PLAN, '--post')).lines.slice(-2)).toEqual([
      'A summary for 1 channel waits already, since 10am: no second one was added.',
      'It waits: all sending is stopped (the data is wrong). It leaves when sending starts.',
    ]);
    while (world.bells.take() !== null);
    await type('sending', 'start');
    const bell = world.bells.take('rollup');
    expect(bell).toMatchObject({ queue: 'rollup', message: { scope: PLAN, channel: CHANNEL.id } });
    expect(world.bells.take('rollup')).toBeNull();
  });

  it('a summary is never said to be posted: it is queued, and where Teams asked to wait, waits until then', async () => {
    const { world } = await planned(1);
    await world.ports.channels.put(CHANNEL, null);
    const type = terminal(world);
    expect((await type('rollup', '--plan', PLAN, '--post')).lines.slice(-2)).toEqual([
      'The summary for 1 channel is queued.',
      'It leaves within a minute.',
    ]);
    const lease = await takeLease(world.ports);
    await lease?.waitUntil('2026-11-18T10:30:00.000Z' as Parameters<typeof lease.waitUntil>[0]);
    expect((await type('rollup', '--plan', PLAN, '--post')).lines.at(-1)).toBe(
      'It waits: Teams asked us to wait until 10:30am. It leaves then.',
    );
  });

  it('a sweep by hand says that its cards wait, and a second one says who was asked and who is not linked', async () => {
    const world = createWorld('2026-11-18T10:00:00Z');
    const wishes = ['Ann', 'Ben'].map((name) => ({ ref: name, due: '2026-11-18', leads: [name] }));
    await loadPlan(world.ports, wishes, civilDate('2026-11-18'));
    await linkAll(world.ports, ['Ann']);
    const type = terminal(world);
    await type('sending', 'stop', '--reason', 'the data is wrong');
    expect((await type('sweep')).lines[0]).toBe(
      'Planned for 1 person. All sending is stopped (the data is wrong): their cards leave when it starts.',
    );
    const [head, ...rest] = (await type('sweep')).lines;
    const [wouldHead, ...wouldRest] = (await type('sweep', '--dry-run')).lines;
    expect([head, wouldHead]).toEqual(['Asked 0 people.', 'Would ask 0 people, nothing was written.']);
    // A dry run says besides what keeps cards from leaving.
    expect(wouldRest.slice(-rest.length)).toEqual(rest);
    expect(rest.join(' ')).toMatch(/1 is not linked.*Ben.*1 were asked already/);
  });
});
