import { describe, expect, it } from 'vitest';
import type { ReportingWindow } from '../../bot/domain/windows.js';
import { confirmOutsiders } from '../../bot/flows/change-channel.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { changeOf, planImage } from '../../bot/flows/images.js';
import type { Ports, Reading } from '../../bot/flows/ports.js';
import { editedMessage } from '../../bot/flows/post-content.js';
import { rollupOfSnapshot } from '../../bot/flows/read-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { release } from '../../bot/flows/release.js';
import { changeWindows } from '../../bot/flows/reporting-windows.js';
import { headingOf } from '../../bot/flows/rollup-heading.js';
import { tick } from '../../bot/flows/tick.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import { postWindow } from '../../bot/flows/window-posting.js';
import { wholeReading } from '../../bot/domain/readings.js';
import { scopeKey } from '../../bot/domain/scope.js';
import { d } from '../support/builders.js';
import { addChannels, attentionOf, beat, HOUR, MINUTE } from '../support/scheduled.js';
import { knowing, quarter2, runOf, setWindow, stateOf, tickAt } from '../support/windows.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';
import { byCron } from '../support/by-cron.js';

const FROZEN = 'frozen 2026-11-27T12:00';
const POSTED = 'posted 2026-11-27T12:00';

async function reported(window: Partial<ReportingWindow> = {}, channels = ['leaders']): Promise<World> {
  const world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2027-03-31', leads: ['Ann'] },
    { ref: 'B1', due: '2027-03-31', leads: ['Ann'], area: 'B' },
  ]);
  await linkAll(world.ports, ['Ann']);
  await addChannels(world.ports, channels);
  await setWindow(world.ports, quarter2(window));
  return world;
}

async function say(ports: Ports, ref: string, rating: 'green' | 'red'): Promise<void> {
  const inputs = rating === 'green' ? { note: 'n' } : { cause: 'c', remedy: 'r', recovery: '2027-01-29' };
  const done = await recordUpdate(ports, { plan: PLAN, ref, by: { kind: 'operator' }, rev: null, rating, inputs });
  expect(done.kind).toBe('saved');
}

/** "chat-leaders R0 G1 N1 of 27 November", as posted. */
const posts = (world: World): readonly string[] =>
  world.posted.flatMap(({ act, message, conversation }) => {
    if (act !== 'post' || message?.kind !== 'rollup') return [];
    const { counts, asAt } = message.view;
    return [`${conversation} R${String(counts.red)} G${String(counts.green)} N${String(counts.none)} ${asAt}`];
  });

async function setRelease(ports: Ports, release: boolean): Promise<void> {
  const outline = await ports.plans.outline(PLAN);
  if (outline === null) throw new Error('There is no plan');
  const now = ports.clock.now();
  const image = { kind: 'plan', plan: { ...outline.plan, release } } as const;
  const common = { at: now, recordedAt: now, by: { kind: 'operator' }, why: 'release', inputHash: 'release' } as const;
  expect(await ports.plans.commit(PLAN, [{ image, previous: outline.plan, ...common }])).toBe('written');
}

async function readsToo(ports: Ports, reading: Partial<Reading>): Promise<void> {
  const found = await ports.channels.channel('leaders');
  if (found === null) throw new Error('There is no channel');
  const reads = [...found.value.reads, { ...wholeReading(PLAN), ...reading }];
  await ports.channels.put({ ...found.value, reads }, found.etag);
}

async function setOutsiders({ ports }: World, id: string): Promise<void> {
  const found = await ports.channels.channel(id);
  if (found === null) throw new Error('There is no channel');
  await ports.channels.put({ ...found.value, outsiders: 'unconfirmed' }, found.etag);
}

async function confirm({ ports }: World, id = 'board'): Promise<void> {
  const found = await ports.channels.channel(id);
  if (found === null) throw new Error('There is no channel');
  expect(await confirmOutsiders(ports, { kind: 'operator' }, found)).toBe('written');
}

describe('the figures of a window', () => {
  it('are frozen once, from noon of their day on, and posted at nine of theirs as they were frozen', async () => {
    const world = await reported();
    await say(world.ports, 'A1', 'green');
    await tickAt(world, '2026-11-27T11:55:00Z');
    expect(await stateOf(world.ports)).toBeNull();
    await tickAt(world, '2026-11-27T12:00:00Z');
    expect(await stateOf(world.ports)).toBe(FROZEN);
    await say(world.ports, 'A1', 'red');
    await tickAt(world, '2026-11-30T09:00:00Z');
    await tickAt(world, '2026-12-02T08:55:00Z');
    expect(posts(world)).toEqual([]);
    await tickAt(world, '2026-12-02T09:00:00Z');
    await tickAt(world, '2026-12-02T09:10:00Z');
    expect(posts(world)).toEqual(['chat-leaders R0 G1 N1 2026-11-27']);
    expect(await stateOf(world.ports)).toBe(POSTED);
    expect((await world.ports.rollups.snapshots(PLAN)).map(({ window }) => window)).toEqual(['2026-q2']);
  });

  it('hold what was acknowledged before noon, and a Green that was said before the window opened is no update', async () => {
    const world = await reported({ opens: d('2026-11-19'), chases: [] });
    await say(world.ports, 'A1', 'green');
    world.clock.set('2026-11-27T11:59:30Z');
    await say(world.ports, 'B1', 'green');
    await tickAt(world, '2026-11-27T12:00:00Z');
    const [snapshot] = await world.ports.rollups.snapshots(PLAN);
    expect(snapshot?.counts).toMatchObject({ green: 1, none: 1 });
  });

  it('lapse a Green at noon of their day: a summary of that morning still counts it', async () => {
    const world = await reported({ opens: d('2026-11-19'), chases: [] });
    await say(world.ports, 'A1', 'green');
    const schedule = { id: 'early', kind: 'rollup', plans: null, area: null, tag: null, channel: null } as const;
    const times = { when: byCron('30 8,12 * * 5'), paused: false, pausedUntil: null, createdAt: world.clock.now() };
    await world.ports.schedules.put({ ...schedule, ...times }, null);
    await tickAt(world, '2026-11-20T12:30:00Z');
    await tickAt(world, '2026-11-27T08:30:00Z');
    await tickAt(world, '2026-11-27T12:30:00Z');
    expect(posts(world)).toEqual([
      'chat-leaders R0 G1 N1 2026-11-20',
      'chat-leaders R0 G1 N1 2026-11-27',
      'chat-leaders R0 G0 N2 2026-11-27',
    ]);
  });

  it('are frozen once where two ticks run at once, and where one died at any request', async () => {
    const world = await reported();
    world.clock.set('2026-11-27T12:00:00Z');
    const ports = await knowing(world.ports);
    for (let point = 0; point < 6; point += 1) {
      let left = point;
      const fault = ({ table, act }: { table: string; act: string }) =>
        table === 'Rollups' && act === 'submit' && (left -= 1) < 0 ? ('crash-after' as const) : null;
      await tick({ ...world.start({ fault }).ports, calendar: ports.calendar }, DRAIN_LIMITS).catch(() => undefined);
    }
    await Promise.all([beat(ports), beat({ ...world.start().ports, calendar: ports.calendar })]);
    expect(await stateOf(world.ports)).toBe(FROZEN);
    expect(await world.ports.rollups.snapshots(PLAN)).toHaveLength(1);
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(posts(world)).toHaveLength(1);
  });

  it('are apart from those of a schedule that runs at the same moment', async () => {
    const world = await reported();
    const schedule = { id: 'noon', kind: 'rollup', plans: null, area: null, tag: null, channel: null } as const;
    const times = { when: byCron('0 12 * * 5'), paused: false, pausedUntil: null, createdAt: world.clock.now() };
    await world.ports.schedules.put({ ...schedule, ...times }, null);
    await tickAt(world, '2026-11-27T12:00:00Z');
    expect(posts(world)).toHaveLength(1);
    expect(await stateOf(world.ports)).toBe(FROZEN);
    const windows = (await world.ports.rollups.snapshots(PLAN)).map(({ window }) => window);
    expect([...windows].sort()).toEqual(['2026-q2', null]);
  });
});

describe('what was missed', () => {
  it('is frozen as soon as a tick comes again', async () => {
    const world = await reported();
    await tickAt(world, '2026-11-30T07:00:00Z');
    expect(await stateOf(world.ports)).toBe(FROZEN);
    const [snapshot] = await world.ports.rollups.snapshots(PLAN);
    expect(snapshot).toMatchObject({ asAt: '2026-11-30', asOf: '2026-11-30T07:00:00.000Z' });
  });

  it('by more than a week waits for a person, who is told once', async () => {
    const world = await reported();
    await tickAt(world, '2026-12-05T13:00:00Z');
    await tickAt(world, '2026-12-05T13:05:00Z');
    expect(await stateOf(world.ports)).toBeNull();
    expect(await attentionOf(world.ports)).toEqual(['window long-gap: missed-since-2026-11-27T12:00:00.000Z']);
  });

  it('is not made up for where the plan was loaded after it', async () => {
    const world = createWorld();
    await setWindow(world.ports, quarter2({ plan: null }));
    world.clock.set('2026-11-28T10:00:00Z');
    await loadPlan(world.ports, [{ ref: 'A1', due: '2027-03-31', leads: ['Ann'] }], d('2026-11-01'));
    await tickAt(world, '2026-11-28T10:05:00Z');
    await tickAt(world, '2026-12-07T10:05:00Z');
    expect(await stateOf(world.ports)).toBeNull();
    expect(await attentionOf(world.ports)).toEqual([]);
  });

  it('is not frozen for a day that was set after it had passed', async () => {
    const world = await reported({ freezes: d('2026-12-04'), posts: d('2026-12-09') });
    const { windows: previous } = await world.ports.diary.read();
    world.clock.set('2026-11-28T10:00:00Z');
    const at = world.clock.now();
    const image = { kind: 'windows', windows: { windows: [quarter2()] } } as const;
    const common = { recordedAt: at, by: { kind: 'operator' }, why: 'test', inputHash: 'x' } as const;
    await world.ports.diary.commit([{ image, previous, at, ...common }]);
    await tickAt(world, '2026-11-28T10:05:00Z');
    expect(await stateOf(world.ports)).toBeNull();
  });

  it('a clock that was ahead is set right: a person is told, and the figures are frozen anew in their time', async () => {
    const world = await reported();
    world.clock.jump(9 * 24 * HOUR + 3 * HOUR);
    await beat(await knowing(world.ports));
    expect(await stateOf(world.ports)).toBe(FROZEN);
    world.clock.jump(-(9 * 24 * HOUR + 3 * HOUR));
    await say(world.ports, 'A1', 'red');
    await tickAt(world, '2026-11-20T10:00:00Z');
    expect((await attentionOf(world.ports)).filter((line) => line.startsWith('window'))).toEqual([
      'window long-gap: done-ahead-2026-11-27T12:00:00.500Z',
    ]);
    await tickAt(world, '2026-11-27T12:00:00Z');
    const run = await runOf(world.ports);
    const snapshot = await world.ports.rollups.snapshot(PLAN, run?.value.period ?? world.clock.now());
    expect(snapshot?.counts).toMatchObject({ red: 1, none: 1 });
    expect(run?.value.state).toBe('frozen');
  });
});

describe('posting', () => {
  it('waits for the release of a plan that wants one; a person is told when its time has come', async () => {
    const world = await reported();
    await setRelease(world.ports, true);
    await tickAt(world, '2026-11-27T12:00:00Z');
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(posts(world)).toEqual([]);
    expect(await attentionOf(world.ports)).toEqual(['window not-released: not-released']);
    const run = await runOf(world.ports);
    if (run === null) throw new Error('nothing is frozen');
    const released = { by: { kind: 'operator' }, on: d('2026-12-03') } as const;
    await world.ports.rollups.saveWindowRun({ ...run.value, state: 'released', released }, run.etag);
    await tickAt(world, '2026-12-03T10:00:00Z');
    expect(posts(world)).toHaveLength(1);
    expect(await attentionOf(world.ports)).toEqual([]);
  });

  it('once begun is not taken back; what was taken back a moment before is not begun', async () => {
    const world = await reported();
    await setRelease(world.ports, true);
    await tickAt(world, '2026-11-27T12:00:00Z');
    world.clock.set('2026-12-02T09:00:00Z');
    const ports = await knowing(world.start().ports);
    const frozen = (await runOf(ports))!;
    const released = { by: { kind: 'operator' }, on: d('2026-12-01') } as const;
    const run = await ports.rollups.saveWindowRun({ ...frozen.value, state: 'released', released }, frozen.etag);
    if (run === 'conflict') throw new Error('It was not released');
    const one = { plan: PLAN, window: quarter2() };
    const back = await ports.rollups.saveWindowRun({ ...frozen.value, state: 'frozen', released: null }, run.etag);
    if (back === 'conflict') throw new Error('It was not taken back');
    expect(await postWindow(ports, one, run)).toEqual({ kind: 'changed' });
    const again = await ports.rollups.saveWindowRun(run.value, back.etag);
    if (again === 'conflict') throw new Error('It was not released again');
    const refusals: string[] = [];
    const rollups: Ports['rollups'] = {
      ...ports.rollups,
      async savePost(post, etag) {
        const order = { plan: PLAN, by: { kind: 'officer', id: 'owner' }, release: false, reason: 'Not now' } as const;
        const done = await release(ports, { ...order, shown: null });
        refusals.push(done.kind === 'refused' ? done.refusal.code : done.kind);
        return ports.rollups.savePost(post, etag);
      },
    };
    expect(await postWindow({ ...ports, rollups }, one, again)).toEqual({ kind: 'posted', posts: 1 });
    expect(refusals).toEqual(['posted']);
    expect(await stateOf(ports)).toBe(POSTED);
  });

  it('does not come before its day where it is released early', async () => {
    const world = await reported();
    await setRelease(world.ports, true);
    await tickAt(world, '2026-11-27T12:00:00Z');
    const run = await runOf(world.ports);
    if (run === null) throw new Error('nothing is frozen');
    await world.ports.rollups.saveWindowRun({ ...run.value, state: 'released' }, run.etag);
    await tickAt(world, '2026-11-30T10:00:00Z');
    expect(posts(world)).toEqual([]);
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(posts(world)).toHaveLength(1);
  });

  it('goes to who reads a part of the plan too, with figures of the same instant, and to nobody who reads no windows', async () => {
    const world = await reported({}, ['leaders', 'board']);
    await readsToo(world.ports, { area: 'B' });
    const board = await world.ports.channels.channel('board');
    if (board === null) throw new Error('There is no board');
    const reads = board.value.reads.map((one) => ({ ...one, withWindow: false }));
    await world.ports.channels.put({ ...board.value, reads }, board.etag);
    await say(world.ports, 'B1', 'green');
    await tickAt(world, '2026-11-27T12:00:00Z');
    await say(world.ports, 'B1', 'red');
    await tickAt(world, '2026-12-02T09:00:00Z');
    await tickAt(world, '2026-12-02T09:05:00Z');
    expect([...posts(world)].sort()).toEqual(['chat-leaders R0 G1 N0 2026-11-27', 'chat-leaders R0 G1 N1 2026-11-27']);
    const key = scopeKey({ plan: PLAN, area: 'B', tag: null });
    const [whole] = await world.ports.rollups.snapshots(PLAN);
    const [part] = await world.ports.rollups.snapshots(key);
    expect(part).toMatchObject({ readAt: whole?.readAt, period: whole?.period, window: '2026-q2' });
    expect(part?.revisions).toEqual(whole?.revisions.filter(([ref]) => ref === 'B1'));
    expect(part?.beside).toEqual([
      ...(whole?.beside ?? []),
      ...(whole?.revisions ?? []).filter(([ref]) => ref !== 'B1'),
    ]);
  });

  it('says how its owner rates the whole on the day of posting, and keeps saying that; of a tag nobody is said to have signed', async () => {
    const world = await reported();
    await tickAt(world, '2026-11-27T12:00:00Z');
    const views = () => world.posted.flatMap(({ message }) => (message?.kind === 'rollup' ? [message.view] : []));
    const rate = async (at: string, grade: string): Promise<void> => {
      world.clock.set(at);
      const { plan } = (await world.ports.plans.outline(PLAN))!;
      const overall = { grade, reason: 'So it is', by: { kind: 'operator' }, on: d(at.slice(0, 10)) } as const;
      const change = changeOf(world.ports, planImage(plan, { overall }), plan, 'rated');
      expect(await world.ports.plans.commit(PLAN, [change])).toBe('written');
    };
    await rate('2026-11-30T10:00:00Z', 'amber');
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(views().map(({ overall }) => [overall?.grade.id, overall?.on])).toEqual([['amber', '2026-11-30']]);
    await rate('2026-12-03T10:00:00Z', 'red');
    const run = (await runOf(world.ports))!.value;
    const post = (await world.ports.rollups.post(PLAN, run.period, 'leaders'))!.value;
    const channel = (await world.ports.channels.channel('leaders'))!.value;
    const edited = await editedMessage(world.ports, post, { channel, readership: WHOLE_READERSHIP });
    expect(edited?.kind === 'rollup' && edited.view.overall?.grade.id).toBe('amber');
    const whole = (await world.ports.rollups.snapshot(PLAN, run.period))!;
    const rolled = (await rollupOfSnapshot(world.ports, whole, null, WHOLE_READERSHIP))!;
    const facts = { asOf: whole.asOf, readership: WHOLE_READERSHIP, snapshot: whole };
    const headed = (tag: string | null) =>
      headingOf(world.ports, rolled, { ...facts, scope: { plan: PLAN, area: null, tag } });
    expect(headed(null).signing?.unsigned).toHaveLength(2);
    expect(headed('Ofsted').signing).toBeUndefined();
  });

  it('waits for a channel where none reads the plan, and a person is told', async () => {
    const world = await reported({}, []);
    await tickAt(world, '2026-11-27T12:00:00Z');
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(await attentionOf(world.ports)).toEqual(['window no-channel: no-channel']);
    await addChannels(world.ports, ['leaders']);
    await tickAt(world, '2026-12-02T11:00:00Z');
    expect(posts(world)).toHaveLength(1);
    expect(await attentionOf(world.ports)).toEqual([]);
  });

  it('waits in a channel that others may read, and is posted there as it was frozen when that is confirmed', async () => {
    const world = await reported({}, ['leaders', 'board']);
    await setOutsiders(world, 'board');
    await tickAt(world, '2026-11-27T12:00:00Z');
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(posts(world)).toEqual(['chat-leaders R0 G0 N2 2026-11-27']);
    await say(world.ports, 'A1', 'red');
    await confirm(world);
    await tickAt(world, '2026-12-02T09:05:00Z');
    expect(posts(world)).toEqual(['chat-leaders R0 G0 N2 2026-11-27', 'chat-board R0 G0 N2 2026-11-27']);
  });

  it('is not got round by confirming a channel before the release', async () => {
    const world = await reported({}, ['leaders', 'board']);
    await setRelease(world.ports, true);
    await setOutsiders(world, 'board');
    await tickAt(world, '2026-11-27T12:00:00Z');
    await confirm(world);
    await tickAt(world, '2026-11-27T12:10:00Z');
    expect(posts(world)).toEqual([]);
    const run = await runOf(world.ports);
    if (run === null) throw new Error('nothing is frozen');
    await world.ports.rollups.saveWindowRun({ ...run.value, state: 'released' }, run.etag);
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect([...posts(world)].sort()).toEqual(['chat-board R0 G0 N2 2026-11-27', 'chat-leaders R0 G0 N2 2026-11-27']);
    await addChannels(world.ports, ['late']);
    await setOutsiders(world, 'late');
    await say(world.ports, 'A1', 'red');
    await confirm(world, 'late');
    await tickAt(world, '2026-12-03T09:00:00Z');
    expect(posts(world).at(-1)).toBe('chat-late R0 G0 N2 2026-11-27');
  });

  it('happens once, whatever dies in between', async () => {
    const world = await reported();
    await tickAt(world, '2026-11-27T12:00:00Z');
    world.clock.set('2026-12-02T09:00:00Z');
    for (let point = 0; point < 8; point += 1) {
      let left = point;
      const fault = ({ table, act }: { table: string; act: string }) =>
        table === 'Rollups' && act === 'submit' && (left -= 1) < 0 ? ('crash-before' as const) : null;
      const { ports } = world.start({ fault });
      await tick(await knowing(ports), DRAIN_LIMITS).catch(() => undefined);
      world.clock.advance(MINUTE);
    }
    await tickAt(world, '2026-12-02T09:30:00Z');
    expect(posts(world)).toHaveLength(1);
    expect(await stateOf(world.ports)).toBe(POSTED);
  });
});

describe('a window whose figures are frozen', () => {
  it('cannot be removed, nor moved but for its posting', async () => {
    const world = await reported();
    await tickAt(world, '2026-11-27T12:00:00Z');
    const by = { kind: 'operator' } as const;
    const change = (to: Partial<ReportingWindow>) =>
      changeWindows(world.ports, { kind: 'change', id: '2026-q2', to }, by);
    expect(await changeWindows(world.ports, { kind: 'remove', id: '2026-q2' }, by)).toMatchObject({
      code: 'window-frozen',
    });
    expect(await change({ freezes: d('2026-11-30') })).toMatchObject({ code: 'window-frozen' });
    expect(await change({ posts: d('2026-12-03') })).toMatchObject({ kind: 'changed' });
    await tickAt(world, '2026-12-02T09:00:00Z');
    expect(posts(world)).toEqual([]);
    await tickAt(world, '2026-12-03T09:00:00Z');
    expect(posts(world)).toHaveLength(1);
  });
});
