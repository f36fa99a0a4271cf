/** What follows a summary in its channel: replies in the thread, what was said since, corrections. */
import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { wholeReading } from '../../bot/domain/readings.js';
import { scopeKey, wholePlan, type Scope } from '../../bot/domain/scope.js';
import type { RollupView } from '../../bot/domain/views.js';
import { correct } from '../../bot/flows/correct.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { freeze, planPosts, planRollup } from '../../bot/flows/plan-rollup.js';
import type { Channel, Ports, Reading } from '../../bot/flows/ports.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { rollupOfSnapshot } from '../../bot/flows/read-rollup.js';
import { readingsOf } from '../../bot/flows/readings.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { tick } from '../../bot/flows/tick.js';
import { reading } from '../support/channels.js';
import { terminal } from '../support/command-line.js';
import { IN_DOUBT, chatFor, createWorld, linkAll, loadPlan, PLAN, type Posted, type World } from '../support/world.js';

const MINUTE = 60_000;
const WHOLE = wholePlan(PLAN);
const AREA_B: Scope = { plan: PLAN, area: 'B', tag: null };

interface Life {
  readonly world: World;
  readonly ports: World['ports'];
}

async function life(...channels: readonly Partial<Channel>[]): Promise<Life> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-11-30', leads: ['Ann'], declared: 'green' },
    { ref: 'A2', due: '2027-03-31', leads: ['Ann'] },
    { ref: 'B1', due: '2027-03-31', leads: ['Ann'], area: 'B', declared: 'green' },
  ]);
  await linkAll(ports, ['Ann']);
  for (const [index, rest] of channels.entries()) {
    const id = `leaders-${String(index)}`;
    const channel = { id, name: id, team: null, chat: chatFor(id), ...reading(PLAN), registeredBy: null };
    await ports.channels.put({ ...channel, registeredAt: ports.clock.now(), ...rest }, null);
  }
  return { world, ports };
}

const partly = (scope: Partial<Reading>): Partial<Channel> => ({ reads: [{ ...wholeReading(PLAN), ...scope }] });

async function plan({ ports }: Life, scope = WHOLE): Promise<void> {
  const channels = (await readingsOf(ports, scope)).map(({ channel }) => channel);
  await planRollup(ports, scope, channels, null);
}

async function hear({ world, ports }: Life): Promise<void> {
  for (let rung = world.bells.take('rollup'); rung !== null; rung = world.bells.take('rollup')) {
    if (rung.queue === 'rollup') await deliverRollup(ports, rung.message);
  }
}

async function answer({ ports }: Life, ref: string, rating: 'green' | 'red', of?: string): Promise<void> {
  const inputs = rating === 'green' ? { note: 'n' } : { cause: 'c', remedy: 'r', recovery: '2027-01-29' };
  const by = { kind: 'operator' } as const;
  // Said that day, and entered now.
  const from = of === undefined ? {} : { onBehalf: { source: 'e-mail', on: civilDate(of), admin: true } as const };
  const recorded = await recordUpdate(ports, { plan: PLAN, ref, by, rev: null, rating, inputs, ...from });
  expect(recorded.kind).toBe('saved');
}

const sent = ({ world }: Life): readonly string[] =>
  world.posted.map(({ act, conversation, message, arrived }) => {
    const what = message?.kind === 'area-reply' ? `area ${message.view.code}` : (message?.kind ?? '');
    return `${act} ${what} ${conversation}${arrived ? '' : ' lost'}`;
  });

const views = ({ world }: Life, act: Posted['act']): readonly RollupView[] =>
  world.posted.flatMap((one) => (one.act === act && one.message?.kind === 'rollup' ? [one.message.view] : []));

const beat = async ({ world, ports }: Life, minutes: number): Promise<void> => {
  for (let passed = 0; passed < minutes; passed += 5) {
    world.clock.advance(5 * MINUTE);
    await tick(ports, DRAIN_LIMITS);
    await hear({ world, ports });
  }
};

describe('the thread of a summary', () => {
  it('has one reply an area, each once, in the thread of the message that Teams named', async () => {
    const one = await life({});
    await answer(one, 'B1', 'red');
    await plan(one);
    await hear(one);
    await beat(one, 20);
    const root = one.world.posted[0]?.activityId ?? '';
    const thread = `chat-leaders-0;messageid=${root}`;
    expect(sent(one)).toEqual(['post rollup chat-leaders-0', `post area A ${thread}`, `post area B ${thread}`]);
    expect(await one.ports.rollups.openPosts(PLAN)).toEqual([]);
  });

  it('has none in a group chat', async () => {
    const one = await life({ kind: 'group' });
    await plan(one);
    await hear(one);
    await beat(one, 10);
    expect(sent(one)).toEqual(['post rollup chat-leaders-0']);
    expect(views(one, 'post')[0]?.replies).toBe(false);
  });

  it('has none of an area of which the message tells all', async () => {
    const one = await life({});
    await plan(one);
    await hear(one);
    await beat(one, 20);
    expect(sent(one).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'post rollup chat-leaders-0',
      'post area A',
    ]);
    expect(views(one, 'post')[0]?.areas.map(({ reply }) => reply)).toEqual([true, false]);
  });

  it('a reply in doubt is held and listed by its area; what a crash left out is posted by the tick', async () => {
    const one = await life({});
    const accepts = one.world.answering;
    one.world.answering = (attempt) => (attempt.message?.kind === 'area-reply' ? IN_DOUBT : accepts(attempt));
    await answer(one, 'B1', 'red');
    await plan(one);
    const dying = one.world.start({
      fault: ({ table, act, partition }) =>
        table === 'Rollups' && act === 'submit' && partition === PLAN && one.world.posted.length > 0
          ? 'crash-after'
          : null,
    });
    await hear({ world: one.world, ports: dying.ports }).catch(() => undefined);
    expect(sent(one)).toEqual(['post rollup chat-leaders-0']);
    await beat(one, 20);
    expect(one.world.posted.filter(({ message }) => message?.kind === 'area-reply')).toHaveLength(2);
    const { lines } = await terminal(one.world)('attention');
    expect(lines.join(' ')).toContain('The reply about A beneath the summary of “The plan” for leaders-0 may not');
  });
});

describe('what was said since a summary was posted', () => {
  it('stands beneath its figures, which stay; edited at most once in five minutes', async () => {
    const one = await life({});
    await plan(one);
    await hear(one);
    await beat(one, 10);
    expect(views(one, 'update')).toEqual([]);
    await answer(one, 'A1', 'red');
    await refreshCards(one.ports, { plan: PLAN, ref: 'A1' });
    await answer(one, 'B1', 'red');
    await refreshCards(one.ports, { plan: PLAN, ref: 'B1' });
    const [posted] = views(one, 'post');
    const [first, ...none] = views(one, 'update');
    expect(none).toEqual([]);
    expect(first?.counts).toEqual(posted?.counts);
    expect(first?.sincePosted?.rows).toEqual([
      { ref: 'A1', text: expect.any(String) as string, what: ['Red, was Green'] },
    ]);
    one.world.clock.advance(5 * MINUTE);
    await drain(one.ports);
    expect(
      views(one, 'update')
        .at(-1)
        ?.sincePosted?.rows.map(({ ref }) => ref),
    ).toEqual(['A1', 'B1']);
    expect(views(one, 'update').at(-1)?.counts).toEqual(posted?.counts);
    expect(await one.ports.stalePosts.list()).toEqual([]);
  });

  it('is told in the channels that count it, beneath the newest', async () => {
    const one = await life(partly({ area: 'A' }), partly({ area: 'B' }));
    await plan(one, AREA_B);
    await plan(one, { ...AREA_B, area: 'A' });
    await hear(one);
    one.world.clock.advance(MINUTE);
    await plan(one, AREA_B);
    await hear(one);
    await answer(one, 'B1', 'red');
    await refreshCards(one.ports, { plan: PLAN, ref: 'B1' });
    const edits = one.world.posted.filter(({ act }) => act === 'update');
    const newest = one.world.posted.filter(
      ({ message, conversation }) => message?.kind === 'rollup' && conversation === 'chat-leaders-1',
    );
    expect(edits.map(({ conversation, activityId }) => [conversation, activityId])).toEqual([
      ['chat-leaders-1', newest.filter(({ act }) => act === 'post').at(-1)?.activityId],
    ]);
  });

  it('survives whoever edits it: the row stays until Teams has taken it', async () => {
    const one = await life({});
    await plan(one);
    await hear(one);
    await beat(one, 5);
    await answer(one, 'A1', 'red');
    const accepts = one.world.answering;
    one.world.answering = () => IN_DOUBT;
    await refreshCards(one.ports, { plan: PLAN, ref: 'A1' });
    expect(await one.ports.stalePosts.list()).toHaveLength(1);
    one.world.answering = accepts;
    await beat(one, 15);
    expect(await one.ports.stalePosts.list()).toEqual([]);
    expect(views(one, 'update').at(-1)?.sincePosted?.rows).toHaveLength(1);
  });
});

describe('figures of a reporting window', () => {
  it('are posted days later as they were frozen, with what was said since beneath', async () => {
    const one = await life({});
    const noon = instant('2026-11-18T12:00:00Z');
    one.world.clock.set(noon);
    const frozen = (await freeze(one.ports, WHOLE, noon, '2026-q2'))!;
    one.world.clock.set('2026-11-24T09:00:00Z');
    await answer(one, 'A1', 'red');
    await planPosts(one.ports, frozen, [{ id: 'leaders-0' }], one.ports.clock.now());
    await hear(one);
    await beat(one, 10);
    const [posted, ...others] = views(one, 'post');
    expect(others).toEqual([]);
    expect([posted?.asAt, posted?.time, posted?.counts]).toEqual(['2026-11-18', '12pm', frozen.counts]);
    expect(posted?.signing?.unsigned.map(({ code }) => code)).toEqual(['A', 'B']);
    expect(
      views(one, 'update')
        .at(-1)
        ?.sincePosted?.rows.map(({ ref }) => ref),
    ).toEqual(['A1']);
  });
});

describe('what a summary is compared with', () => {
  const compared = ({ since, before, moved, improved }: RollupView) => ({ since, before, moved, improved });

  it('stays under its figures: the one posted last when they were frozen, in every channel and report', async () => {
    const one = await life({}, {});
    const first = (await freeze(one.ports, WHOLE, null, null))!;
    await planPosts(one.ports, first, [{ id: 'leaders-0' }], null);
    await hear(one);
    const noon = instant('2026-11-19T12:00:00Z');
    one.world.clock.set(noon);
    await answer(one, 'A1', 'red');
    const frozen = (await freeze(one.ports, WHOLE, noon, '2026-q2'))!;
    one.world.clock.set('2026-11-19T11:30:00Z');
    // Posted since, with the slot of a time before.
    const between = (await freeze(one.ports, WHOLE, one.ports.clock.now(), null))!;
    await planPosts(one.ports, between, [{ id: 'leaders-0' }], null);
    await hear(one);
    one.world.clock.set('2026-11-24T09:00:00Z');
    await planPosts(one.ports, frozen, [{ id: 'leaders-0' }, { id: 'leaders-1' }], one.ports.clock.now());
    await hear(one);
    await answer(one, 'B1', 'red');
    await refreshCards(one.ports, { plan: PLAN, ref: 'B1' });
    await beat(one, 10);
    const rolled = await rollupOfSnapshot(one.ports, frozen, null, WHOLE_READERSHIP);
    expect(rolled?.rollup.since).toBe('2026-11-18');
    const told = [...views(one, 'post').slice(2), ...views(one, 'update')].filter(
      ({ asAt, time }) => asAt === '2026-11-19' && time === '12pm',
    );
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(new Set(told.map((view) => JSON.stringify(compared(view)))).size).toBe(1);
    expect(told[0]).toMatchObject({ since: '2026-11-18' });
  });
});

describe('a correction', () => {
  async function corrected(one: Life) {
    await plan(one);
    await hear(one);
    await beat(one, 5);
    const wrong = (await one.ports.rollups.newestPostedBefore(PLAN, one.ports.clock.now()))!;
    one.world.clock.set('2026-11-20T15:00:00Z');
    await answer(one, 'A1', 'red', '2026-11-17');
    await answer(one, 'B1', 'red');
    const by = { kind: 'operator' } as const;
    const order = () => correct(one.ports, WHOLE, wrong.period, 'A1 was entered by mistake', by);
    return { wrong, order };
  }

  it('is a summary of its own of the same day; the first keeps its figures and says so', async () => {
    const one = await life({});
    const { wrong, order } = await corrected(one);
    expect(await order()).toMatchObject({ kind: 'done', channels: ['leaders-0'] });
    await hear(one);
    await beat(one, 10);
    const [first, second, ...none] = views(one, 'post');
    expect(none).toEqual([]);
    expect(second).toMatchObject({
      asAt: first?.asAt,
      since: first?.since,
      correction: { of: '2026-11-18', reason: 'A1 was entered by mistake' },
      counts: { red: 1, green: 1 },
    });
    const edited = views(one, 'update').find(({ corrected: told }) => told !== undefined);
    expect(edited).toMatchObject({ counts: wrong.counts, corrected: { on: '2026-11-20' } });
    expect(sent(one).filter((line) => line.startsWith('post note'))).toHaveLength(1);
  });

  it('said again does nothing twice, and with another reason is refused', async () => {
    const one = await life({});
    const { wrong, order } = await corrected(one);
    await order();
    await order();
    await hear(one);
    await beat(one, 10);
    expect(views(one, 'post')).toHaveLength(2);
    const again = await correct(one.ports, WHOLE, wrong.period, 'something else', { kind: 'operator' });
    expect(again.kind).toBe('corrected');
  });

  it('of an old one is not what the next summary compares with', async () => {
    const one = await life({});
    const { order } = await corrected(one);
    await plan(one);
    await hear(one);
    one.world.clock.set('2026-11-23T10:00:00Z');
    await order();
    await hear(one);
    one.world.clock.set('2026-11-25T10:00:00Z');
    await plan(one);
    await hear(one);
    expect(views(one, 'post').map(({ asAt, since }) => `${asAt} ${since ?? 'first'}`)).toEqual([
      '2026-11-18 first',
      '2026-11-20 2026-11-18',
      '2026-11-18 first',
      '2026-11-25 2026-11-20',
    ]);
  });
});

describe('who may read what', () => {
  it('what is marked above the ceiling is counted, and named nowhere: not in a reply, nor in what was said since', async () => {
    const one = await life(partly({ ceiling: 'internal' }));
    await mark(one.ports, 'A1');
    await plan(one);
    await hear(one);
    await beat(one, 5);
    await answer(one, 'A1', 'red');
    await refreshCards(one.ports, { plan: PLAN, ref: 'A1' });
    const [posted] = views(one, 'post');
    expect(posted).toMatchObject({ withheld: 1, counts: { total: 3 } });
    expect(views(one, 'update').at(-1)?.sincePosted).toMatchObject({ rows: [], unnamed: 1 });
    expect(JSON.stringify(one.world.posted)).not.toContain('"A1"');
  });

  it('nothing is posted where nobody has confirmed who reads it, where Waymark is gone, or to members during a hold', async () => {
    const one = await life({}, {}, partly({ memberFacing: true }));
    await plan(one);
    const change = async (id: string, rest: Partial<Channel>) => {
      const found = (await one.ports.channels.channel(id))!;
      await one.ports.channels.put({ ...found.value, ...rest }, found.etag);
    };
    await change('leaders-0', { outsiders: 'unconfirmed' });
    await change('leaders-1', { goneAt: one.ports.clock.now() });
    await hold(one.ports, '2026-11-18', '2026-11-20');
    await hear(one);
    await beat(one, 60);
    expect(sent(one)).toEqual([]);
    const { lines } = await terminal(one.world)('attention');
    expect(lines.join('\n')).toContain('Members of other organisations read');
    expect(lines.join('\n')).toContain('nothing is published to members for now');
    one.world.clock.set('2026-11-23T09:00:00Z');
    await tick(one.ports, DRAIN_LIMITS);
    expect(sent(one).filter((line) => line.startsWith('post rollup'))).toEqual(['post rollup chat-leaders-2']);
    expect(views(one, 'post')[0]?.asAt).toBe('2026-11-23');
  });
});

const stamp = (ports: Ports, why: string) =>
  ({ at: ports.clock.now(), recordedAt: ports.clock.now(), by: { kind: 'operator' }, why, inputHash: why }) as const;

async function hold(ports: Ports, from: string, to: string): Promise<void> {
  const holds = [{ from: civilDate(from), to: civilDate(to), reason: 'election' }];
  const change = { image: { kind: 'holds', holds: { holds } }, previous: null, ...stamp(ports, 'hold') } as const;
  expect(await ports.diary.commit([change])).not.toBe('conflict');
}

async function mark(ports: Ports, ref: string): Promise<void> {
  const found = (await ports.plans.milestone(PLAN, ref))!;
  const milestone = { ...found.milestone, marking: { level: 'restricted', exempt: null, printed: null } } as const;
  const change = { image: { kind: 'milestone', milestone }, previous: found, ...stamp(ports, 'marked') } as const;
  expect(await ports.plans.commit(PLAN, [change])).not.toBe('conflict');
}

it('scopes that are known from their keys alone are looked after by the tick', async () => {
  const one = await life(partly({ area: 'B' }));
  await plan(one, AREA_B);
  while (one.world.bells.take() !== null);
  await tick(one.ports, DRAIN_LIMITS);
  expect(views(one, 'post').map(({ counts, scope }) => [counts.total, scope])).toEqual([
    [1, { area: 'Area B', tag: null }],
  ]);
  expect(scopeKey(AREA_B)).toBe(`${PLAN}~area:B`);
});
