import { wholePlan } from '../../bot/domain/scope.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import { wholeReading } from '../../bot/domain/readings.js';
import { reading } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { planAsAt } from '../../bot/flows/as-at.js';
import { sendPostAgain } from '../../bot/flows/attend-rollup.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { channelsOf, planRollup } from '../../bot/flows/plan-rollup.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import type { RollupView } from '../../bot/domain/views.js';
import type { Ports, PostOutcome } from '../../bot/flows/ports.js';
import { readRollup, rollupOfSnapshot } from '../../bot/flows/read-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { registerChannel } from '../../bot/flows/register-channel.js';
import { tick } from '../../bot/flows/tick.js';
import { takeLease } from '../../bot/flows/sender.js';
import { terminal } from '../support/command-line.js';
import { chatFor, createWorld, IN_DOUBT, linkAll, loadPlan, PLAN, throttled, type World } from '../support/world.js';

const MINUTE = 60_000;

async function loaded(channels: readonly string[] = ['leaders']): Promise<{ world: World; ports: World['ports'] }> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2027-03-31', leads: ['Ann'] },
  ]);
  await linkAll(ports, ['Ann']);
  for (const id of channels) {
    const channel = { id, name: null, team: null, chat: chatFor(id), ...reading(PLAN), registeredBy: null };
    await ports.channels.put({ ...channel, registeredAt: ports.clock.now() }, null);
  }
  return { world, ports };
}

async function answer(ports: Ports, ref: string, rating: 'green' | 'red'): Promise<void> {
  const inputs = rating === 'green' ? { note: 'n' } : { cause: 'c', remedy: 'r', recovery: '2027-01-29' };
  const recorded = await recordUpdate(ports, { plan: PLAN, ref, by: { kind: 'operator' }, rev: null, rating, inputs });
  expect(recorded.kind).toBe('saved');
}

async function plan(ports: Ports, slot: string | null = null): Promise<void> {
  await planRollup(ports, wholePlan(PLAN), await channelsOf(ports, PLAN), slot === null ? null : instant(slot));
}

/** Handles what the queue holds now, as the host would. */
async function hear(world: World, ports: Ports = world.ports): Promise<number> {
  let heard = 0;
  for (let rung = world.bells.take('rollup'); rung !== null && heard < 50; rung = world.bells.take('rollup')) {
    heard += 1;
    if (rung.queue === 'rollup') await deliverRollup(ports, rung.message);
  }
  return heard;
}

const posts = (world: World): readonly string[] =>
  world.posted.flatMap(({ message, conversation }) => {
    if (message?.kind !== 'rollup') return [];
    const { counts, since } = message.view;
    return [
      `${conversation} R${String(counts.red)} G${String(counts.green)} N${String(counts.none)} ${since ?? 'first'}`,
    ];
  });

const summaries = (world: World): readonly RollupView[] =>
  world.posted.flatMap(({ message }) => (message?.kind === 'rollup' ? [message.view] : []));

describe('a summary', () => {
  it('is posted once to each channel, however often the message is delivered', async () => {
    const { world, ports } = await loaded(['leaders', 'board']);
    await plan(ports);
    const rungs = world.bells.waiting();
    await hear(world);
    for (const rung of rungs) world.bells.putBack(rung);
    await Promise.all([hear(world, world.start().ports), hear(world, world.start().ports)]);
    expect([...posts(world)].sort()).toEqual(['chat-board R0 G0 N2 first', 'chat-leaders R0 G0 N2 first']);
  });

  it('shows the figures as they were frozen, whatever was said since, and what changed since the last that was posted', async () => {
    const { world, ports } = await loaded();
    await answer(ports, 'A1', 'green');
    await plan(ports);
    world.clock.advance(MINUTE);
    await answer(ports, 'A1', 'red');
    await hear(world);
    expect(posts(world)).toEqual(['chat-leaders R0 G1 N1 first']);
    world.clock.set('2026-11-25T10:00:00Z');
    await plan(ports);
    await hear(world);
    expect(posts(world).at(-1)).toBe('chat-leaders R1 G0 N1 2026-11-18');
    const news = summaries(world)
      .at(-1)
      ?.sections.find(({ kind }) => kind === 'new');
    expect(news?.rows.map((row) => row.ref)).toEqual(['A1']);
  });

  it('that never arrived is not what the next one compares with', async () => {
    const { world, ports } = await loaded();
    const accepts = world.answering;
    await plan(ports);
    world.answering = () => ({ kind: 'refused', reason: 'http-400' });
    await hear(world);
    world.answering = accepts;
    world.clock.set('2026-11-25T10:00:00Z');
    await plan(ports);
    await hear(world);
    expect(posts(world).at(-1)).toBe('chat-leaders R0 G0 N2 first');
  });

  it('keeps the figures of its snapshot for ever', async () => {
    const { world, ports } = await loaded();
    await answer(ports, 'A2', 'green');
    await plan(ports);
    await hear(world);
    const snapshot = await ports.rollups.newestPostedBefore(PLAN, instant('2199-01-01T00:00:00Z'));
    const then = await rollupOfSnapshot(ports, snapshot!, 'leaders', WHOLE_READERSHIP);
    world.clock.advance(10 * MINUTE);
    await answer(ports, 'A2', 'red');
    const now = await rollupOfSnapshot(ports, snapshot!, 'leaders', WHOLE_READERSHIP);
    expect(now?.rollup.counts).toEqual(then?.rollup.counts);
    expect(then?.rollup.counts).toEqual(snapshot?.counts);
  });

  it('and the next one shows them, whatever the plan counts by, or closes for, since', async () => {
    const world = createWorld();
    const { ports } = world;
    const type = terminal(world);
    await loadPlan(ports, [
      { ref: 'A1', due: '2026-09-01', leads: ['Ann'], declared: 'green' },
      { ref: 'A2', due: '2027-09-01', leads: ['Ann'], declared: 'green' },
    ]);
    await linkAll(ports, ['Ann']);
    const channel = { id: 'leaders', name: null, team: null, chat: chatFor('leaders'), ...reading(PLAN) };
    await ports.channels.put({ ...channel, registeredBy: null, registeredAt: ports.clock.now() }, null);
    await plan(ports);
    await hear(world);
    const end = instant('2199-01-01T00:00:00Z');
    const snapshot = (await ports.rollups.newestPostedBefore(PLAN, end))!;
    expect(snapshot.counts).toMatchObject({ green: 2, red: 0 });
    world.clock.advance(10 * MINUTE);
    await type('policy', '--plan', PLAN, '--preset', 'dates');
    expect((await rollupOfSnapshot(ports, snapshot, 'leaders', WHOLE_READERSHIP))?.rollup.counts).toEqual(
      snapshot.counts,
    );
    world.clock.set('2026-11-25T15:00:00Z');
    const next = (await readRollup(ports, wholePlan(PLAN), civilDate('2026-11-25'), snapshot, WHOLE_READERSHIP))!
      .rollup;
    expect(next.before).toEqual(snapshot.counts);
    expect(next.changes.worsened).toEqual(['A1']);
    const part = await readRollup(
      ports,
      { ...wholePlan(PLAN), tag: 'no such' },
      civilDate('2026-11-25'),
      snapshot,
      WHOLE_READERSHIP,
    );
    expect(part?.rollup.before).toMatchObject({ green: 0, total: 0 });
    expect(next.exceptions.map(({ ref, kind, was }) => [ref, kind, was])).toEqual([['A1', 'new', 'green']]);
  });

  it('was made with the working days that were known: days shut since change none of it', async () => {
    const { world, ports } = await loaded();
    const type = terminal(world);
    await answer(ports, 'A2', 'green');
    // The 65th working day after 18 November is 23 February.
    world.clock.set('2027-02-24T10:00:00Z');
    await plan(ports);
    await hear(world);
    const snapshot = (await ports.rollups.newestPostedBefore(PLAN, instant('2199-01-01T00:00:00Z')))!;
    expect(snapshot.counts).toMatchObject({ green: 0, none: 2 });
    world.clock.advance(10 * MINUTE);
    await type('calendar', 'closure', '2026-12-29', '--until', '2026-12-31');
    expect((await rollupOfSnapshot(ports, snapshot, 'leaders', WHOLE_READERSHIP))?.rollup.counts).toEqual(
      snapshot.counts,
    );
    world.clock.set('2027-02-25T10:00:00Z');
    const { rollup } = (await readRollup(ports, wholePlan(PLAN), civilDate('2027-02-25'), snapshot, WHOLE_READERSHIP))!;
    expect([rollup.before, rollup.counts.green]).toEqual([snapshot.counts, 1]);
    expect(rollup.unchangedGreen).toEqual([]);
  });

  it.each<[string, PostOutcome, string, number]>([
    ['in doubt is held for a person', IN_DOUBT, 'in-doubt', 1],
    ['refused is dead', { kind: 'refused', reason: 'http-413' }, 'dead', 1],
    ['to a channel that is gone is dead', { kind: 'unreachable', reason: 'http-404' }, 'dead', 1],
    ['that is throttled is tried again', throttled(20_000), 'sent', 2],
    ['whose token is no good is tried again', { kind: 'unauthorised', reason: 'http-401' }, 'sent', 2],
  ])('%s', async (_, outcome, state, tries) => {
    const { world, ports } = await loaded();
    await plan(ports);
    const accepts = world.answering;
    world.answering = () => outcome;
    await hear(world);
    world.answering = accepts;
    for (let minute = 0; minute < 30; minute += 5) {
      await tick(ports, DRAIN_LIMITS);
      await hear(world);
      world.clock.advance(5 * MINUTE);
    }
    expect(posts(world)).toHaveLength(tries);
    const snapshot = await ports.rollups.snapshot(PLAN, instant('2026-11-18T10:00:00Z'));
    expect((await ports.rollups.post(PLAN, snapshot!.period, 'leaders'))?.value.state).toBe(state);
  });

  it('that cannot be prepared is tried again and does not die with its message', async () => {
    const { world, ports } = await loaded();
    await plan(ports);
    const failing = world.start({ onPrepare: () => Promise.reject(new Error('no token')) });
    await hear(world, failing.ports);
    world.clock.advance(5 * MINUTE);
    await tick(ports, DRAIN_LIMITS);
    await hear(world);
    expect(posts(world)).toHaveLength(1);
  });

  it('whose sender died between claim and record is held as in doubt', async () => {
    const { world, ports } = await loaded();
    await plan(ports);
    const dying = world.start({ onAnswer: () => Promise.reject(new Error('the power went')) });
    await hear(world, dying.ports).catch(() => undefined);
    world.clock.advance(5 * MINUTE);
    await tick(ports, DRAIN_LIMITS);
    await hear(world);
    expect(posts(world)).toHaveLength(1);
    expect((await ports.rollups.post(PLAN, instant('2026-11-18T10:00:00Z'), 'leaders'))?.value.state).toBe('in-doubt');
  });

  it('planned again for the same slot posts nothing twice, and completes what a crash left out', async () => {
    const { world, ports } = await loaded(['leaders', 'board']);
    let seen = 0;
    const dying = world.start({
      fault: ({ table, act }) => (table === 'Rollups' && act === 'submit' && (seen += 1) === 2 ? 'crash-after' : null),
    });
    await expect(plan(dying.ports, '2026-11-18T10:00:00Z')).rejects.toThrow();
    world.clock.advance(4 * MINUTE);
    await answer(ports, 'A1', 'red');
    await plan(ports, '2026-11-18T10:00:00Z');
    await hear(world);
    await plan(ports, '2026-11-18T10:00:00Z');
    await hear(world);
    expect([...posts(world)].sort()).toEqual(['chat-board R0 G0 N2 first', 'chat-leaders R0 G0 N2 first']);
  });

  it('made up for hours after its slot is called by the time at which its figures were read', async () => {
    const { world, ports } = await loaded();
    const told = (): string => {
      const view = summaries(world).at(-1);
      return `${view?.asAt ?? ''} ${view?.time ?? ''}`;
    };
    await plan(ports, '2026-11-18T10:01:00Z');
    await hear(world);
    expect(told()).toBe('2026-11-18 10:01am');
    world.clock.set('2026-11-20T12:00:00Z');
    await plan(ports, '2026-11-19T09:00:00Z');
    await hear(world);
    expect(told()).toBe('2026-11-20 12pm');
  });

  it('waits without flooding the queue while sending is stopped, and is posted afterwards', async () => {
    const { world, ports } = await loaded();
    await plan(ports);
    const state = await ports.sender.read();
    await ports.sender.write({ ...state, value: { ...state.value, stopped: true } });
    for (let minute = 0; minute < 60; minute += 5) {
      await tick(ports, DRAIN_LIMITS);
      for (let second = 0; second < 300; second += 5) {
        await hear(world);
        world.clock.advance(5_000);
      }
    }
    expect(world.bells.waiting().length).toBeLessThan(3);
    const again = await ports.sender.read();
    await ports.sender.write({ ...again, value: { ...again.value, stopped: false } });
    await tick(ports, DRAIN_LIMITS);
    await hear(world);
    expect(posts(world)).toHaveLength(1);
  });

  it('waits for whoever is sending, and comes back within seconds', async () => {
    const { world, ports } = await loaded();
    await plan(ports);
    const lease = await takeLease(ports);
    await hear(world);
    expect(posts(world)).toHaveLength(0);
    await lease?.release();
    world.clock.advance(5_000);
    await hear(world);
    expect(posts(world)).toHaveLength(1);
  });

  it('is posted where a person registers a channel, and registering again posts again', async () => {
    const { world, ports } = await loaded([]);
    const order = {
      id: 'board',
      name: 'Board',
      team: null,
      teamId: null,
      kind: 'channel',
      shared: false,
      chat: chatFor('board'),
      reading: wholeReading(PLAN),
      by: { kind: 'officer', id: 'admin' },
    } as const;
    await registerChannel(ports, order);
    await hear(world);
    world.clock.advance(MINUTE);
    await registerChannel(ports, order);
    await hear(world);
    expect(posts(world)).toEqual(['chat-board R0 G0 N2 first', 'chat-board R0 G0 N2 2026-11-18']);
    expect((await ports.channels.list()).map(({ value }) => value.reads)).toEqual([[wholeReading(PLAN)]]);
    // Teams tells one mention twice.
    world.clock.advance(MINUTE);
    const saidAt = ports.clock.now();
    for (const seconds of [2, 16]) {
      world.clock.advance(seconds * 1000);
      await registerChannel(ports, { ...order, saidAt });
      await hear(world);
    }
    expect(posts(world)).toHaveLength(3);
  });
});

describe('as at a day', () => {
  it('is what was recorded by its end in London, and facts entered later never alter it', async () => {
    const world = createWorld('2026-06-30T22:30:00Z');
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-12-18', leads: ['Ann'] }], civilDate('2026-06-01'));
    // Half past eleven at night in London on 30 June; then half past midnight on 1 July.
    await answer(ports, 'A1', 'green');
    world.clock.advance(60 * MINUTE);
    await answer(ports, 'A1', 'red');
    const shown = async (day: string) =>
      (await planAsAt(ports, PLAN, civilDate(day)))?.milestones.map(({ milestone, rev }) => [
        milestone.update?.rating,
        rev,
      ]);
    const before = [
      await shown('2026-05-31'),
      await shown('2026-06-01'),
      await shown('2026-06-30'),
      await shown('2026-07-01'),
    ];
    expect(before).toEqual([undefined, [[undefined, 1]], [['green', 2]], [['red', 3]]]);
    world.clock.set('2026-08-03T10:00:00Z');
    await answer(ports, 'A1', 'green');
    world.clock.set('2026-06-15T10:00:00Z');
    await answer(ports, 'A1', 'red');
    await loadPlan(ports, [{ ref: 'B1', due: '2026-12-18', leads: ['Ann'] }], civilDate('2026-05-01'), 'other');
    const later = [
      await shown('2026-05-31'),
      await shown('2026-06-01'),
      await shown('2026-06-30'),
      await shown('2026-07-01'),
    ];
    expect(later).toEqual(before);
    expect(await shown('2026-08-03')).toEqual([['red', 5]]);
  });

  it('counts the figures of that day', async () => {
    const { world, ports } = await loaded();
    await answer(ports, 'A1', 'red');
    world.clock.set('2026-11-20T10:00:00Z');
    await answer(ports, 'A1', 'green');
    const counts = async (day: string) =>
      (await readRollup(ports, wholePlan(PLAN), civilDate(day), null, WHOLE_READERSHIP))?.rollup.counts;
    expect(await counts('2026-11-19')).toMatchObject({ red: 1, green: 0, none: 1, total: 2 });
    expect(await counts('2026-11-20')).toMatchObject({ red: 0, green: 1, none: 1, total: 2 });
    expect(await counts('2026-11-17')).toBeUndefined();
  });
});

describe('a summary that a schedule planned', () => {
  const slot = instant('2026-11-20T17:50:00Z');
  async function plannedLate(): ReturnType<typeof loaded> {
    const made = await loaded();
    made.world.clock.set(slot);
    await planRollup(made.ports, wholePlan(PLAN), await channelsOf(made.ports, PLAN), slot);
    return made;
  }
  const shown = (world: World): number => summaries(world).length;

  it('does not leave at night or on a Saturday because it had to wait, but when the day opens, with fresh figures', async () => {
    const { world, ports } = await plannedLate();
    world.clock.set('2026-11-21T22:00:00Z');
    while (world.bells.take() !== null);
    await tick(ports, DRAIN_LIMITS);
    expect(shown(world)).toBe(0);
    world.clock.set('2026-11-23T08:00:00Z');
    await tick(ports, DRAIN_LIMITS);
    expect(shown(world)).toBe(1);
    expect(summaries(world).map(({ asAt, time }) => [asAt, time])).toEqual([['2026-11-23', '8am']]);
  });

  it('leaves at once where a person sends it again', async () => {
    const { world, ports } = await plannedLate();
    world.answering = () => IN_DOUBT;
    await tick(ports, DRAIN_LIMITS);
    expect(shown(world)).toBe(1);
    world.clock.set('2026-11-21T22:00:00Z');
    const [row] = await ports.attention.list();
    if (row?.value.subject.kind !== 'rollup') throw new Error('The summary is not on the list');
    const { scope, period, channel } = row.value.subject;
    const post = await ports.rollups.post(scope, period, channel);
    expect(await sendPostAgain(ports, row.value.subject, 'another')).toBe('changed');
    expect(await sendPostAgain(ports, row.value.subject, post!.etag)).toBeNull();
    await tick(ports, DRAIN_LIMITS);
    expect(shown(world)).toBe(2);
  });

  it('that was being posted when the clock was ahead is in doubt at once, and not in two days', async () => {
    const { world, ports } = await plannedLate();
    const dying = world.start({ onAnswer: () => Promise.reject(new Error('the power went')) });
    world.clock.set('2026-11-24T10:00:00Z');
    await tick(dying.ports, DRAIN_LIMITS).catch(() => undefined);
    world.clock.set('2026-11-23T10:00:00Z');
    await tick(ports, DRAIN_LIMITS);
    expect((await ports.attention.list()).map(({ value }) => value.because)).toContain('in-doubt');
  });
});
