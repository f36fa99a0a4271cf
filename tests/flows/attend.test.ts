import { wholePlan } from '../../bot/domain/scope.js';
import { reading } from '../support/channels.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { addMs, civilDate, type Instant } from '../../bot/domain/dates.js';
import { attend } from '../../bot/flows/attend.js';
import { readAttention, type Act } from '../../bot/flows/attention-list.js';
import { raise } from '../../bot/flows/attention.js';
import { drain } from '../../bot/flows/drain.js';
import type { PostOutcome } from '../../bot/flows/ports.js';
import { planRollup } from '../../bot/flows/plan-rollup.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { startSending, stopSending } from '../../bot/flows/sending.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { at, terminal } from '../support/command-line.js';
import {
  accepting,
  answersInTurn,
  createWorld,
  digestsOf,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  throttled,
  type World,
} from '../support/world.js';

const MINUTE = 60_000;
const BY = { kind: 'operator' } as const;
const GONE: PostOutcome = { kind: 'unreachable', reason: 'http-403' };
const CHANNEL = {
  id: 'channel-1',
  name: 'Leadership',
  team: null,
  chat: { serviceUrl: 'https://smba.trafficmanager.net/uk', conversationId: 'channel-1', botId: 'bot' },
  ...reading(PLAN),
  registeredBy: null,
  registeredAt: '2026-11-01T09:00:00.000Z' as Instant,
};

let world: World;
let ids: Record<string, string>;

/** A card to Ann about A1, tried once, with this answer. `due` decides whether it is urgent. */
async function tried(outcome: PostOutcome, due = '2026-11-25'): Promise<void> {
  const { ports } = world;
  await loadPlan(ports, [{ ref: 'A1', due, leads: ['Ann'] }], civilDate('2026-11-18'));
  ids = await linkAll(ports, ['Ann']);
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: false });
  world.answering = answersInTurn(outcome);
  await drain(ports);
  world.answering = accepting();
}

const list = async () => (await readAttention(world.ports)).waiting;
/** Cards and summaries; what follows those in their threads aside. */
const posts = (): number =>
  world.posted.filter(({ act, message }) => act === 'post' && message?.kind !== 'area-reply').length;
const state = async (): Promise<unknown> => (await digestsOf(world.ports, ids.Ann!)).at(-1)?.state;

async function act(what: Act, reason: string | null = null): Promise<string> {
  const [first] = await list();
  const done = await attend(world.ports, BY, { id: first?.id ?? 'nothing', act: what, reason });
  return done.kind === 'done' ? 'done' : done.code;
}

async function audited(): Promise<readonly string[]> {
  const entries = await world.ports.audit.month('2026-11');
  return entries.filter(({ act: done }) => done.startsWith('attention')).map((one) => `${one.act} ${one.outcome}`);
}

async function answerIt(): Promise<void> {
  const by = { kind: 'officer', id: ids.Ann! } as const;
  const answer = { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'green', inputs: { note: 'n' } } as const;
  expect((await recordUpdate(world.ports, answer)).kind).toBe('saved');
}

beforeEach(() => {
  world = createWorld('2026-11-18T10:00:00Z');
});

describe('a card that may not have arrived', () => {
  it('is listed at once with its evidence and what can be done, and said in words', async () => {
    await tried(IN_DOUBT);
    const [row, ...others] = await list();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      because: 'in-doubt',
      actions: ['seen', 'send-again', 'waive'],
      asked: [{ plan: PLAN, ref: 'A1' }],
    });
    const { lines, json } = await terminal(world)('attention');
    expect(lines.join('\n')).toContain('The card to Ann about A1 may not have arrived.');
    expect(lines[1]?.trim()).toBe(`since 10am, of “The plan” (${PLAN})`);
    expect(lines.join('\n')).toContain('Teams answered 502 at 10am; it may have arrived');
    expect(at(json, 'attention.0')).toMatchObject({
      kind: 'digest',
      because: 'in-doubt',
      officer: 'Ann',
      officerId: ids.Ann,
      plan: PLAN,
      refs: ['A1'],
    });
    expect(at(json, 'stopped')).toBe(false);
  });

  it('seen: counts as sent, is noted of the officer, and is never sent again', async () => {
    await tried(IN_DOUBT);
    expect(await act('seen')).toBe('done');
    expect(await state()).toBe('sent');
    expect(await list()).toEqual([]);
    await drain(world.ports);
    expect((await world.ports.people.officer(ids.Ann!))?.value.firstDeliveredOn).toBe('2026-11-18');
    expect(posts()).toBe(1);
    expect(await world.ports.openDigests.list()).toEqual([]);
    expect(await world.ports.attention.list()).toEqual([]);
    expect(await audited()).toEqual(['attention seen done']);
  });

  it('send-again: leaves at once whatever the hour, once, worded as a repeat', async () => {
    await tried(IN_DOUBT);
    world.clock.set('2026-11-18T22:00:00Z');
    expect(await act('send-again')).toBe('done');
    expect(await list()).toEqual([]);
    expect(world.bells.take('deliver')).not.toBeNull();
    await drain(world.ports);
    await drain(world.ports);
    expect(posts()).toBe(2);
    const message = world.posted.at(-1)?.message;
    expect(message?.kind === 'digest' && message.view.repeat).toBe(true);
    expect(await state()).toBe('sent');
  });

  it('send-again with another doubt: is held and listed once more', async () => {
    await tried(IN_DOUBT);
    await act('send-again');
    world.answering = answersInTurn(IN_DOUBT);
    await drain(world.ports);
    expect(await list()).toMatchObject([{ because: 'in-doubt' }]);
    expect(posts()).toBe(2);
  });

  it('send-again when all was answered meanwhile is refused, and nothing leaves', async () => {
    await tried(IN_DOUBT);
    world.clock.advance(MINUTE);
    await answerIt();
    expect(await act('send-again')).toBe('nothing-left');
    await drain(world.ports);
    expect(posts()).toBe(1);
    expect(await audited()).toEqual(['attention send again done', 'attention send again refused']);
  });

  it('waive: the record of acts keeps the reason, and nothing leaves', async () => {
    await tried(IN_DOUBT);
    expect(await act('waive', 'told her by telephone')).toBe('done');
    expect((await digestsOf(world.ports, ids.Ann!)).at(-1)).toMatchObject({
      state: 'waived',
      reason: 'waived-by-hand',
    });
    await drain(world.ports);
    expect([posts(), await list(), await world.ports.attention.list()]).toEqual([1, [], []]);
  });

  it('is not listed when it turned out to have arrived', async () => {
    await tried(IN_DOUBT);
    const [found] = (await world.ports.ledger.read(ids.Ann!)).digests;
    await world.ports.ledger.save({ ...found!, value: { ...found!.value, state: 'sent' } });
    expect(await list()).toEqual([]);
    expect((await readAttention(world.ports)).over).toHaveLength(1);
  });

  it('due today: is listed while its repeat waits, and says when that goes', async () => {
    await tried(IN_DOUBT, '2026-11-18');
    expect(await list()).toMatchObject([{ because: 'in-doubt', waits: { kind: 'again' } }]);
    const { lines } = await terminal(world)('attention');
    expect(lines[0]).toContain('It goes once more at 10:15am, and says so.');
    world.clock.advance(16 * MINUTE);
    await drain(world.ports);
    expect([posts(), await list()]).toEqual([2, []]);
  });
});

describe('two admins, and a crash', () => {
  it('at once: one of them does it, the other is told', async () => {
    await tried(IN_DOUBT);
    const [row] = await list();
    const order = (what: Act) => attend(world.start().ports, BY, { id: row!.id, act: what, reason: null });
    const both = await Promise.all([order('send-again'), order('send-again'), order('waive')]);
    expect(both.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    await drain(world.ports);
    expect(posts()).toBeLessThanOrEqual(2);
  });

  it('twice, one after the other: the second finds nothing, and near ids are named', async () => {
    await tried(IN_DOUBT);
    const [row] = await list();
    const slip = await terminal(world)('attention', 'seen', `${row!.id.slice(0, 7)}x`);
    expect(slip.exit).toBe(1);
    expect(slip.lines[0]).toContain(`Did you mean ${row!.id}?`);
    expect((await terminal(world)('attention', 'seen', row!.id.toUpperCase())).exit).toBe(0);
    expect(await terminal(world)('attention', 'seen', row!.id)).toMatchObject({
      exit: 1,
      json: { error: { code: 'no-such-row' } },
    });
  });

  it.each(['seen', 'send-again', 'waive'] as const)(
    '%s cut short at any write: nothing is lost, done again it is done',
    async (what) => {
      for (let cut = 1; cut < 40; cut += 1) {
        world = createWorld('2026-11-18T10:00:00Z');
        await tried(IN_DOUBT);
        const [row] = await list();
        let writes = 0;
        const dying = world.start({
          fault: (call) => (call.act === 'submit' && (writes += 1) === cut ? 'crash-after' : null),
        });
        const done = await attend(dying.ports, BY, { id: row!.id, act: what, reason: null }).catch(() => null);
        await drain(world.ports);
        // Either it took effect, or it still stands on the list.
        const still = await list();
        if (still.length > 0) await attend(world.ports, BY, { id: row!.id, act: what, reason: null });
        await drain(world.ports);
        expect([cut, await state(), posts()]).toEqual([
          cut,
          what === 'waive' ? 'waived' : 'sent',
          what === 'send-again' ? 2 : 1,
        ]);
        expect(await list()).toEqual([]);
        if (done !== null) return;
      }
      throw new Error('It never came to its end');
    },
  );

  it('while it is being sent: refused', async () => {
    await tried(IN_DOUBT, '2026-11-18');
    const [found] = (await world.ports.ledger.read(ids.Ann!)).digests;
    const claimUntil = addMs(world.clock.now(), 10_000);
    await world.ports.ledger.save({ ...found!, value: { ...found!.value, state: 'sending', claimUntil } });
    expect(await act('waive')).toBe('changed');
    expect(await state()).toBe('sending');
  });
});

describe('somebody who cannot be reached', () => {
  it('stays on the list until a person says that they can be', async () => {
    await tried(GONE);
    expect(await list()).toMatchObject([{ because: 'undeliverable', actions: ['send-again', 'waive'] }]);
    expect(await act('seen')).toBe('cannot');
    expect(await act('send-again')).toBe('done');
    expect((await world.ports.people.officer(ids.Ann!))?.value.unreachable).toBeNull();
    await drain(world.ports);
    const message = world.posted.at(-1)?.message;
    expect([posts(), await state(), message?.kind === 'digest' && message.view.repeat]).toEqual([2, 'sent', false]);
  });

  it('nobody is linked any more: refused in words', async () => {
    await tried(GONE);
    const officer = await world.ports.people.officer(ids.Ann!);
    await world.ports.people.put({ ...officer!.value, entraId: null, chat: null }, officer!.etag);
    const [row] = await list();
    const { exit, lines } = await terminal(world)('attention', 'send-again', row!.id);
    expect([exit, lines[0]]).toEqual([1, expect.stringContaining('officers link')]);
  });
});

it('a card that Teams refused can be sent again or waived', async () => {
  await tried({ kind: 'refused', reason: 'http-400' });
  expect(await list()).toMatchObject([{ because: 'refused', actions: ['send-again', 'waive'] }]);
  expect(await act('send-again')).toBe('done');
  await drain(world.ports);
  expect([posts(), await state()]).toEqual([2, 'sent']);
});

describe('what is late', () => {
  it('is listed after a quarter of an hour, not before, with what it waits for', async () => {
    await tried(throttled(3_600_000));
    world.clock.advance(14 * MINUTE);
    expect(await list()).toEqual([]);
    world.clock.advance(2 * MINUTE);
    expect(await list()).toMatchObject([
      { because: 'late', waits: { kind: 'teams' }, actions: ['send-again', 'waive'] },
    ]);
    const { lines, json } = await terminal(world)('attention');
    expect(lines.join('\n')).toContain('The card to Ann about A1 is late: Teams asked us to wait until 11am.');
    expect(at(json, 'notBefore')).toBe('2026-11-18T11:00:00.000Z');
  });

  it('outside decent hours is not late, and in the morning has a quarter of an hour', async () => {
    world = createWorld('2026-11-18T17:50:00Z');
    await tried(throttled(600_000));
    world.clock.set('2026-11-19T07:59:00Z');
    expect(await list()).toEqual([]);
    world.clock.set('2026-11-19T08:16:00Z');
    expect(await list()).toMatchObject([{ because: 'late' }]);
  });

  it('while sending is stopped says so, beside the switch itself', async () => {
    await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-25', leads: ['Ann'] }]);
    ids = await linkAll(world.ports, ['Ann']);
    await stopSending(world.ports, BY, 'the data is wrong');
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });
    await drain(world.ports);
    world.clock.advance(16 * MINUTE);
    expect(await list()).toMatchObject([
      { because: 'stopped', subject: { kind: 'sending' } },
      { because: 'late', waits: { kind: 'stopped' } },
    ]);
  });
});

describe('a summary that may not have been posted', () => {
  async function posted(outcome: PostOutcome): Promise<void> {
    const { ports } = world;
    await loadPlan(ports, [{ ref: 'A1', due: '2026-11-25', leads: ['Ann'] }]);
    await ports.channels.put(CHANNEL, null);
    const snapshot = await planRollup(ports, wholePlan(PLAN), [CHANNEL], null);
    world.answering = answersInTurn(outcome);
    await deliverRollup(ports, { scope: PLAN, period: snapshot!.period, channel: CHANNEL.id });
    while (world.bells.take() !== null);
    world.answering = accepting();
  }
  const bellsRung = async (): Promise<void> => {
    for (let rung = world.bells.take('rollup'); rung !== null; rung = world.bells.take('rollup')) {
      if (rung.queue === 'rollup') await deliverRollup(world.ports, rung.message);
    }
  };

  it('seen: the next one counts what changed since it', async () => {
    await posted(IN_DOUBT);
    expect(await list()).toMatchObject([{ because: 'in-doubt', actions: ['seen', 'send-again', 'waive'] }]);
    const { lines } = await terminal(world)('attention');
    expect(lines[0]).toContain('The summary of “The plan” for Leadership may not have been posted.');
    expect(lines.join(' ')).not.toContain(CHANNEL.id);
    expect(await act('seen')).toBe('done');
    expect((await world.ports.rollups.newestPostedBefore(PLAN, addMs(world.clock.now(), 1)))?.scope).toBe(PLAN);
    expect([posts(), await list()]).toEqual([1, []]);
  });

  it('send-again: once, and with figures of now when those are old', async () => {
    await posted(IN_DOUBT);
    world.clock.advance(40 * MINUTE);
    expect(await act('send-again')).toBe('done');
    await bellsRung();
    await bellsRung();
    expect(posts()).toBe(2);
    expect(await list()).toEqual([]);
    const newest = await world.ports.rollups.newestPostedBefore(PLAN, addMs(world.clock.now(), 1));
    expect(newest?.readAt).toBe(world.clock.now());
  });

  it('send-again after a newer one was posted is refused; waive takes it off', async () => {
    await posted(IN_DOUBT);
    world.clock.advance(20 * MINUTE);
    const newer = await planRollup(world.ports, wholePlan(PLAN), [CHANNEL], null);
    await deliverRollup(world.ports, { scope: PLAN, period: newer!.period, channel: CHANNEL.id });
    expect(await act('send-again')).toBe('overtaken');
    expect(await act('waive')).toBe('done');
    expect([posts(), await list()]).toEqual([2, []]);
  });
});

it('what only has to be known of is taken off once it was seen; raised again it is back', async () => {
  const queue = { kind: 'queue', queue: 'deliver' } as const;
  await raise(world.ports, queue, 'poison', 'failed-five-times');
  await raise(world.ports, { kind: 'copy' }, 'not-copied', 'AuthorizationFailure');
  await raise(world.ports, { kind: 'history', plan: PLAN, subject: 'A1' }, 'changed-history', 'broken');
  expect((await list()).map(({ subject }) => subject.kind).sort()).toEqual(['copy', 'history', 'queue']);
  for (let left = 3; left > 0; left -= 1) expect(await act('seen')).toBe('done');
  expect(await list()).toEqual([]);
  await raise(world.ports, queue, 'poison', 'failed-five-times');
  expect(await list()).toHaveLength(1);
});

describe('what a person has seen is what they settle', () => {
  it('a card that was late and may have arrived since is not sent again by the id it had', async () => {
    await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-25', leads: ['Ann'] }], civilDate('2026-11-18'));
    ids = await linkAll(world.ports, ['Ann']);
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });
    world.clock.advance(16 * MINUTE);
    const [late] = await list();
    expect(late).toMatchObject({ because: 'late', waits: { kind: 'nobody' } });
    world.answering = answersInTurn(IN_DOUBT);
    await drain(world.ports);
    world.answering = accepting();
    const { exit, lines, json } = await terminal(world)('attention', 'send-again', late!.id);
    expect([exit, at(json, 'error')]).toEqual([1, expect.objectContaining({ code: 'changed-meanwhile' })]);
    const [doubted] = await list();
    expect(lines.join(' ')).toContain('may not have arrived');
    expect(lines.join(' ')).toContain(`attention send-again ${doubted!.id}`);
    await drain(world.ports);
    expect(posts()).toBe(1);
    expect((await terminal(world)('attention', 'send-again', doubted!.id)).exit).toBe(0);
    await drain(world.ports);
    expect(posts()).toBe(2);
  });

  it('a sender that dies with a card changes its id too: it may have arrived', async () => {
    await tried(throttled(60_000));
    world.clock.advance(20 * MINUTE);
    const [late] = await list();
    const [found] = (await world.ports.ledger.read(ids.Ann!)).digests;
    await world.ports.ledger.save({
      ...found!,
      value: { ...found!.value, state: 'sending', claimUntil: world.clock.now() },
    });
    const order = { id: late!.id, act: 'waive', reason: null } as const;
    expect(await attend(world.ports, BY, order)).toMatchObject({ kind: 'refused', code: 'became' });
  });

  it('nor anything that changed between the look and the deed', async () => {
    await tried(IN_DOUBT);
    const [row] = await list();
    const racing = world.start({
      hook: async ({ table, act: does }) => {
        if (table !== 'Audit' || does !== 'submit') return;
        const [found] = (await world.ports.ledger.read(ids.Ann!)).digests;
        await world.ports.ledger.save({ ...found!, value: { ...found!.value, state: 'undeliverable' } });
      },
    });
    const done = await attend(racing.ports, BY, { id: row!.id, act: 'send-again', reason: null });
    expect(done).toMatchObject({ kind: 'refused', code: 'changed' });
    expect(await state()).toBe('undeliverable');
  });
});

describe('why tells what became of a card', () => {
  const told = async (): Promise<string> =>
    (await terminal(world)('why', 'A1', 'Ann', '--plan', PLAN)).lines.join('\n');

  it('waived: by whom, when and why; answered before it left is something else', async () => {
    await tried(GONE);
    expect(await told()).toContain('(could not be delivered)');
    await act('waive', 'asked by telephone');
    expect(await told()).toContain('(waived by an operator on Wednesday 18 November 2026: asked by telephone)');
    expect((await digestsOf(world.ports, ids.Ann!)).at(-1)?.reason).toBe('waived-by-hand');
  });

  it('in doubt and tried once more: it may have arrived', async () => {
    await tried(IN_DOUBT, '2026-11-18');
    expect(await state()).toBe('retry');
    expect(await told()).toContain('asked on Wednesday 18 November 2026 (may not have arrived)');
  });

  it('held while all sending is stopped', async () => {
    await tried(throttled(60_000), '2026-11-18');
    expect(await told()).toContain('planned on Wednesday 18 November 2026 (not sent yet)');
    await stopSending(world.ports, BY, null);
    expect(await told()).toContain('planned on Wednesday 18 November 2026; held while sending is stopped');
  });
});

describe('what a person reads', () => {
  const typed = async (...words: readonly string[]): Promise<string> =>
    (await terminal(world)(...words)).lines.join('\n');

  it('after an act: how it stands now, and nothing of before', async () => {
    await tried(IN_DOUBT, '2026-11-18');
    const [row] = await list();
    expect(await typed('attention', 'waive', row!.id)).toBe('The card to Ann about A1 is waived: it will not be sent.');
  });

  it('of a card sent again: that it leaves now; or, stopped, when; and a new attempt when it fails again', async () => {
    await tried(GONE);
    const [row] = await list();
    await stopSending(world.ports, BY, 'the data is wrong');
    expect(await typed('attention', 'send-again', row!.id)).toBe(
      'The card to Ann about A1 waits: all sending is stopped (the data is wrong). It leaves when sending starts.',
    );
    await startSending(world.ports, BY);
    world.clock.advance(30 * MINUTE);
    world.answering = answersInTurn({ kind: 'unreachable', reason: 'http-404 ConversationNotFound' }, GONE);
    await drain(world.ports);
    expect(await typed('attention')).toContain(
      'Waymark was blocked or removed there, or the chat is gone (404 ConversationNotFound) at 10:30am',
    );
    const again = (await list()).find(({ subject }) => subject.kind === 'digest');
    expect(await typed('attention', 'send-again', again!.id)).toBe('The card to Ann about A1 leaves now.');
    await drain(world.ports);
    expect(await typed('officers')).toMatch(/the chat is gone \(403\)[^]*they open the chat with Waymark again/);
  });

  it('who stopped all sending and why', async () => {
    world = createWorld('2026-11-18T10:00:00Z');
    await stopSending(world.ports, BY, 'the data is wrong');
    expect(await typed('attention')).toContain('All sending is stopped by an operator (the data is wrong).');
  });

  it('of a schedule that stands still, before any tick: what was missed, and what to do', async () => {
    world = createWorld('2026-11-23T10:00:00Z');
    await typed('schedules', 'add', 'daily', '--kind', 'sweep', '--cron', '30 8 * * 1-5');
    world.clock.set('2026-12-04T10:00:00Z');
    const told = await typed('attention');
    expect(told).toContain('the run of 8:30am on Tuesday 24 November 2026 and all after it were missed');
    expect(told).toContain('schedules run daily: asks now');
    expect(told).toContain('schedules resume daily: begins again from now');
    expect(await typed('schedules')).toMatch(/^daily .* stands still/);
    expect(await typed('doctor')).toContain('something scheduled 10 days ago has not run');
    await typed('schedules', 'resume', 'daily');
    expect(await typed('attention')).toBe('Nothing waits for a person.');
    await typed('schedules', 'pause', 'daily');
    await loadPlan(world.ports, [{ ref: 'A1', due: '2026-12-18', leads: ['Ann'] }], civilDate('2026-12-04'));
    expect(await typed('doctor')).toContain('every sweep is paused (daily)');
  });
});
