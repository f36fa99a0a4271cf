/** What stands in a channel after it was posted: nothing that its readers may not see any more, and what was said since. */
import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { wholeReading } from '../../bot/domain/readings.js';
import { wholePlan } from '../../bot/domain/scope.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { markMilestone } from '../../bot/flows/mark-milestone.js';
import { freeze, planPosts, planRollup } from '../../bot/flows/plan-rollup.js';
import type { Message, Ports, Reading } from '../../bot/flows/ports.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { readingsOf } from '../../bot/flows/readings.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { applyFile } from '../../bot/flows/reimport.js';
import { setPolicy, type PolicyOrder } from '../../bot/flows/set-policy.js';
import { tick } from '../../bot/flows/tick.js';
import { reading } from '../support/channels.js';
import { terminal } from '../support/command-line.js';
import {
  chatFor,
  createWorld,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  planFile,
  setHeads,
  type World,
} from '../support/world.js';

const WHOLE = wholePlan(PLAN);
const MINUTE = 60_000;

interface Life {
  readonly world: World;
  readonly ports: Ports;
  readonly ids: Readonly<Record<string, string>>;
}

async function life(rest: Partial<Reading> = {}): Promise<Life> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2027-03-31', leads: ['Ann'] },
    { ref: 'B1', due: '2027-03-31', leads: ['Hal'], area: 'B' },
  ]);
  const ids = await linkAll(ports, ['Ann', 'Hal']);
  await setHeads(ports, 'A', [ids.Hal!]);
  const channel = { id: 'leaders', name: 'leaders', team: null, chat: chatFor('leaders'), ...reading(PLAN) };
  const reads = [{ ...wholeReading(PLAN), ...rest }];
  await ports.channels.put({ ...channel, registeredBy: null, reads, registeredAt: ports.clock.now() }, null);
  return { world, ports, ids };
}

async function hear({ world, ports }: Life): Promise<void> {
  for (let rung = world.bells.take('rollup'); rung !== null; rung = world.bells.take('rollup')) {
    if (rung.queue === 'rollup') await deliverRollup(ports, rung.message);
  }
}

async function planNow({ ports }: Life): Promise<void> {
  const channels = (await readingsOf(ports, WHOLE)).map(({ channel }) => channel);
  await planRollup(ports, WHOLE, channels, null);
}

async function post(one: Life): Promise<void> {
  await planNow(one);
  await hear(one);
}

async function say({ ports }: Life, ref: string): Promise<void> {
  const inputs = { cause: `cause of ${ref}`, remedy: 'r', recovery: '2027-01-29' };
  const by = { kind: 'operator' } as const;
  const saved = await recordUpdate(ports, { plan: PLAN, ref, by, rev: null, rating: 'red', inputs });
  expect(saved.kind).toBe('saved');
}

async function beat(one: Life, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    one.world.clock.advance(5 * MINUTE);
    await tick(one.ports, DRAIN_LIMITS);
    await hear(one);
  }
}

/** What each message in the channel says now. */
function standing({ world }: Life): ReadonlyMap<string, Message> {
  const now = new Map<string, Message>();
  for (const { message, activityId, arrived } of world.posted) {
    if (arrived && message !== null && activityId !== null) now.set(activityId, message);
  }
  return now;
}

const said = (one: Life): string => JSON.stringify([...standing(one).values()]);
const edits = ({ world }: Life): number => world.posted.filter(({ act }) => act === 'update').length;

async function change({ ports }: Life, rest: Partial<Reading>): Promise<void> {
  const { value, etag } = (await ports.channels.channel('leaders'))!;
  await ports.channels.put({ ...value, reads: value.reads.map((one) => ({ ...one, ...rest })) }, etag);
}

describe('words that may not be read any more', () => {
  it('leave what was posted, replies and older summaries included, when a milestone is marked', async () => {
    const one = await life({ ceiling: 'internal' });
    await say(one, 'A1');
    await post(one);
    await beat(one, 10);
    one.world.clock.set('2026-11-20T10:00:00Z');
    await post(one);
    await beat(one, 10);
    expect(standing(one).size).toBeGreaterThan(3);
    expect(said(one)).toContain('cause of A1');
    expect(edits(one)).toBe(0);
    const order = { plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: one.ids.Hal! } } as const;
    expect(await markMilestone(one.ports, { ...order, level: 'restricted', exempt: null })).toMatchObject({
      kind: 'done',
    });
    await beat(one, 10);
    expect(said(one)).not.toContain('cause of A1');
    expect(await one.ports.stalePosts.list()).toEqual([]);
    const done = edits(one);
    await refreshCards(one.ports, { plan: PLAN, ref: 'A1' });
    await beat(one, 10);
    expect(edits(one)).toBe(done);
  });

  it('leave it when the channel may read less', async () => {
    const one = await life({ ceiling: 'internal' });
    await say(one, 'A1');
    await post(one);
    await beat(one, 10);
    expect(said(one)).toContain('cause of A1');
    await terminal(one.world)('channels', 'read', 'leaders', '--plan', PLAN, '--ceiling', 'public');
    await beat(one, 10);
    expect(said(one)).not.toContain('cause of A1');
  });

  it('are not posted when they are taken away while the message is made', async () => {
    const one = await life({ ceiling: 'internal' });
    await say(one, 'A1');
    await planNow(one);
    let claims = 0;
    const process = one.world.start({
      hook: async ({ table, act }) => {
        if (table !== 'Rollups' || act !== 'submit') return;
        claims += 1;
        if (claims === 1) await change(one, { ceiling: 'public' });
      },
    });
    await hear({ ...one, ports: process.ports });
    await beat(one, 10);
    expect(claims).toBeGreaterThan(0);
    expect(standing(one).size).toBeGreaterThan(0);
    expect(JSON.stringify(one.world.posted)).not.toContain('cause of A1');
  });
});

describe('what was said since', () => {
  it('is told beneath what was posted last, though its figures are of an earlier day', async () => {
    const one = await life();
    const noon = instant('2026-11-18T12:00:00Z');
    one.world.clock.set(noon);
    const frozen = (await freeze(one.ports, WHOLE, noon, '2026-q2'))!;
    one.world.clock.set('2026-11-23T10:00:00Z');
    await post(one);
    await beat(one, 10);
    one.world.clock.set('2026-11-24T09:00:00Z');
    await say(one, 'A1');
    await planPosts(one.ports, frozen, [{ id: 'leaders' }], one.ports.clock.now());
    await hear(one);
    await beat(one, 10);
    await say(one, 'B1');
    await refreshCards(one.ports, { plan: PLAN, ref: 'B1' });
    await beat(one, 10);
    const since = [...standing(one).values()].flatMap((message) =>
      message.kind === 'rollup'
        ? [[message.view.asAt, message.view.sincePosted?.rows.map(({ ref }) => ref) ?? []]]
        : [],
    );
    expect(since).toEqual([
      ['2026-11-23', []],
      ['2026-11-18', ['A1', 'B1']],
    ]);
  });
});

describe('a summary that a person asked for', () => {
  it('and that a hold kept back leaves when the day opens, not when the hold ends at midnight', async () => {
    const one = await life({ memberFacing: true });
    const holds = [{ from: '2026-11-18', to: '2026-11-20', reason: 'election' }] as never;
    const stamp = { at: one.ports.clock.now(), recordedAt: one.ports.clock.now(), why: 'hold', inputHash: 'hold' };
    const by = { kind: 'operator' } as const;
    await one.ports.diary.commit([{ image: { kind: 'holds', holds: { holds } }, previous: null, by, ...stamp }]);
    await post(one);
    one.world.clock.set('2026-11-20T23:40:00Z');
    await beat(one, 120);
    expect(one.world.posted).toEqual([]);
    one.world.clock.set('2026-11-23T08:30:00Z');
    await beat(one, 60);
    expect(one.world.posted.some(({ message }) => message?.kind === 'rollup')).toBe(true);
  });

  it('and that a person has seen, in doubt until then, says that nothing follows it', async () => {
    const one = await life();
    const accepts = one.world.answering;
    one.world.answering = () => IN_DOUBT;
    await post(one);
    one.world.answering = accepts;
    const type = terminal(one.world);
    const { json } = await type('attention');
    const [waiting] = (json as { attention: readonly { id: string }[] }).attention;
    const { lines } = await type('attention', 'seen', waiting!.id);
    expect(lines.join(' ')).toContain('no replies about its areas follow');
  });
});

describe('what was posted of a plan', () => {
  const orders: readonly PolicyOrder[] = [
    { smallNumber: 2 },
    { avoid: ['odd'] },
    { naming: 'none' },
    { preset: 'dates' },
  ];
  it.each(orders)('is looked at again once when the policy changes: %j', async (order) => {
    const one = await life({ ceiling: 'internal' });
    await say(one, 'A1');
    await post(one);
    await beat(one, 10);
    const contents = (await one.ports.plans.contents(PLAN))!;
    expect(await setPolicy(one.ports, contents, order, { kind: 'operator' })).toMatchObject({ kind: 'done' });
    expect(await one.ports.stalePosts.list()).not.toEqual([]);
    await beat(one, 10);
    expect(await one.ports.stalePosts.list()).toEqual([]);
  });

  it('is looked at again though the change broke off at any write, and was no news when it was said again', async () => {
    const by = { kind: 'operator' } as const;
    let broke = 0;
    for (const fault of ['crash-before', 'crash-after'] as const) {
      for (let at = 1; ; at += 1) {
        const one = await life({ ceiling: 'internal' });
        await say(one, 'A1');
        await post(one);
        await beat(one, 10);
        let seen = 0;
        const dying = one.world.start({ fault: ({ act }) => (act === 'submit' && (seen += 1) === at ? fault : null) });
        const set = async (ports: Ports) =>
          setPolicy(ports, (await ports.plans.contents(PLAN))!, { naming: 'none' }, by);
        const whole = await set(dying.ports).catch(() => null);
        expect(await set(one.ports)).toMatchObject({ kind: 'done' });
        expect([fault, at, await one.ports.stalePosts.list()]).not.toEqual([fault, at, []]);
        if (whole !== null) break;
        broke += 1;
      }
    }
    expect(broke).toBeGreaterThan(2);
  });

  it('leaves out what a later file marks as restricted', async () => {
    const one = await life({ ceiling: 'internal' });
    await say(one, 'A1');
    await post(one);
    await beat(one, 10);
    expect(said(one)).toContain('cause of A1');
    const file = planFile([
      { ref: 'A1', due: '2027-03-31', leads: ['Ann'] },
      { ref: 'B1', due: '2027-03-31', leads: ['Hal'], area: 'B' },
    ]);
    const marking = { level: 'restricted', exempt: null, printed: null } as const;
    const rows = file.rows.map((row) => (row.ref === 'A1' ? { ...row, marking } : row));
    const order = { plan: PLAN, file: { ...file, rows }, asAt: civilDate('2026-11-18'), decisions: [] };
    const by = { kind: 'operator' } as const;
    const columns = [{ heading: 'Sensitivity', meaning: 'marking' }] as never;
    const given = { ...order, acceptSuggestions: false, enteredBy: by };
    expect(await applyFile(one.ports, { ...given, file: { ...order.file, columns } })).toMatchObject({
      kind: 'applied',
    });
    expect((await one.ports.plans.milestone(PLAN, 'A1'))!.milestone.marking).toEqual(marking);
    await beat(one, 10);
    expect(said(one)).not.toContain('cause of A1');
    expect(await one.ports.stalePosts.list()).toEqual([]);
  });
});
