import { describe, expect, it } from 'vitest';
import { instant, msOf } from '../../bot/domain/dates.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import type { Ports, PostOutcome } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { sweep } from '../../bot/flows/sweep.js';
import { takeLease } from '../../bot/flows/sender.js';
import { todayOf } from '../../bot/flows/today.js';
import { digest, EARLY, MINUTE, officers, openRows, planned, posts } from './planned.js';
import {
  accepting,
  answersInTurn,
  cardsOf,
  createWorld,
  IN_DOUBT,
  PLAN,
  throttled,
  type ProcessNeeds,
  type World,
} from '../support/world.js';

describe('an answer of Teams (guarantees.md 1)', () => {
  it('accepted: sent, remembered, closed, and the officer has had a first card', async () => {
    const { world, ports, ids } = await planned();
    expect(await drain(ports)).toEqual({ settled: 1, open: 0 });
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'sent', activityId: 'a1', attempts: 1 });
    expect(await openRows(ports)).toBe(0);
    expect((await ports.people.officer(ids.Ann!))?.value.firstDeliveredOn).toBe('2026-11-18');
    await drain(ports);
    expect(posts(world)).toBe(1);
  });

  it('429 with Retry-After: everybody waits so long, across a restart, and not longer', async () => {
    const { world, ports } = await planned(officers(['Ann', 'Ben', 'Cat']));
    world.answering = answersInTurn(throttled(30_000));
    await drain(ports, { ...DRAIN_LIMITS, inFlight: 1 });
    expect(posts(world)).toBe(1);
    expect((await ports.sender.read()).value.notBefore).toBe(instant('2026-11-18T10:00:30Z'));
    world.clock.advance(29_000);
    await drain(world.start().ports);
    expect(posts(world)).toBe(1);
    // The bell rings when the wait is over, not before and not minutes later.
    expect(world.bells.take('deliver')).toBeNull();
    world.clock.advance(1_500);
    expect(world.bells.take('deliver')).not.toBeNull();
    await drain(world.start().ports);
    expect([...cardsOf(world)].sort()).toEqual([
      'chat-Ann: A-Ann',
      'chat-Ann: A-Ann',
      'chat-Ben: A-Ben',
      'chat-Cat: A-Cat',
    ]);
  });

  it('not accepted without a time: again after a time that doubles', async () => {
    const { world, ports, ids } = await planned();
    const nobody = { kind: 'not-accepted', reason: 'ECONNREFUSED', retryAfterMs: null } as const;
    world.answering = answersInTurn(nobody, nobody, nobody);
    for (let tried = 0; tried < 3; tried += 1) {
      await drain(ports);
      const { state, notBefore, attempts } = await digest(ports, ids.Ann);
      expect([state, attempts]).toEqual(['retry', tried + 1]);
      const wait = msOf(notBefore!) - msOf(world.clock.now());
      expect(wait).toBeGreaterThanOrEqual(1000 * 2 ** tried);
      expect(wait).toBeLessThanOrEqual(3000 * 2 ** tried);
      world.clock.advance(wait);
    }
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sent');
  });

  it('401: once more with a new token, and then everybody waits a minute', async () => {
    const { world, ports } = await planned(officers(['Ann', 'Ben']));
    const refused = { kind: 'unauthorised', reason: 'http-401' } as const;
    world.answering = answersInTurn(refused, refused, refused);
    await drain(ports, { ...DRAIN_LIMITS, inFlight: 1 });
    // Ann, and Ben with the new one.
    world.clock.advance(58_000);
    await drain(ports);
    expect(posts(world)).toBe(2);
    world.clock.advance(3_000);
    await drain(ports);
    expect(posts(world)).toBe(5);
    expect(cardsOf(world)).toHaveLength(5);
  });

  it('413: a short card says what is owed; if that is too large as well, it is for a person', async () => {
    const { world, ports, ids } = await planned(officers(['Ann', 'Ben']));
    const accepts = accepting();
    const large = { kind: 'too-large', reason: 'http-413 MessageSizeTooBig' } as const;
    world.answering = ({ conversation, message }) => {
      const short = message?.kind === 'digest' && message.view.short === true;
      return short && conversation === 'chat-Ann' ? accepts({ act: 'post', conversation, message }) : large;
    };
    for (let tried = 0; tried < 3; tried += 1) await drain(ports, { ...DRAIN_LIMITS, inFlight: 1 });
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'sent', attempts: 2, short: true });
    expect(await digest(ports, ids.Ben)).toMatchObject({ state: 'dead', attempts: 2 });
    expect((await ports.attention.list()).map(({ value }) => [value.because, value.subject])).toEqual([
      ['refused', { kind: 'digest', officer: ids.Ben, slot: expect.any(String) as string }],
    ]);
  });

  it('403 and 404: cannot be reached, said of the officer, not tried again', async () => {
    const { world, ports, ids } = await planned();
    world.answering = answersInTurn({ kind: 'unreachable', reason: 'http-403' });
    await drain(ports);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'undeliverable', reason: 'http-403' });
    expect((await ports.people.officer(ids.Ann!))?.value.unreachable).toBe('http-403');
    world.clock.advance(MINUTE);
    await drain(ports);
    expect([posts(world), await openRows(ports)]).toEqual([1, 0]);
    world.clock.set('2026-11-19T10:00:00Z');
    const report = await sweep(ports, { slot: 'next', today: todayOf(ports), atOnce: false });
    expect(report.skipped.map((skip) => skip.reason)).toEqual(['cannot-be-reached']);
  });

  it('400 and 413: dead, for a person to look at', async () => {
    const { world, ports, ids } = await planned();
    world.answering = answersInTurn({ kind: 'refused', reason: 'http-413' });
    await drain(ports);
    world.clock.advance(MINUTE);
    await drain(ports);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'dead', reason: 'http-413' });
    expect([posts(world), await openRows(ports)]).toEqual([1, 0]);
  });

  it('in doubt, early: held for a person', async () => {
    const { world, ports, ids } = await planned(EARLY);
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    world.clock.advance(20 * MINUTE);
    await drain(ports);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'in-doubt', doubts: 1 });
    expect([posts(world), await openRows(ports)]).toEqual([1, 0]);
  });

  it('in doubt, due: once more after 15 minutes, worded as a repeat, and never a third time', async () => {
    const { world, ports, ids } = await planned();
    world.answering = answersInTurn(IN_DOUBT, IN_DOUBT);
    await drain(ports);
    world.clock.advance(15 * MINUTE - 1);
    await drain(ports);
    expect(posts(world)).toBe(1);
    world.clock.advance(1);
    await drain(ports);
    expect(posts(world)).toBe(2);
    const repeats = world.posted.map(({ message }) => message?.kind === 'digest' && message.view.repeat);
    expect(repeats).toEqual([false, true]);
    world.clock.advance(20 * MINUTE);
    await drain(ports);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'in-doubt', doubts: 2 });
    expect([posts(world), await openRows(ports)]).toEqual([2, 0]);
  });

  it('in doubt, due, and answered within the 15 minutes: no repeat', async () => {
    const { world, ports, ids } = await planned();
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    const by = { kind: 'officer', id: ids.Ann! } as const;
    await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'green', inputs: { note: 'n' } });
    world.clock.advance(15 * MINUTE);
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('waived');
    expect(posts(world)).toBe(1);
  });
});

describe('when things are sent', () => {
  it.each([
    ['2026-11-18T05:00:00Z', '2026-11-18T08:00:00Z'],
    ['2026-11-18T18:30:00Z', '2026-11-19T08:00:00Z'],
    ['2026-11-20T18:30:00Z', '2026-11-23T08:00:00Z'],
    ['2026-07-01T06:30:00Z', '2026-07-01T07:00:00Z'],
  ])('planned at %s, a card leaves at %s', async (at, opens) => {
    const { world, ports } = await planned([{ ref: 'A1', due: at.slice(0, 10), leads: ['Ann'] }], { at });
    await drain(ports);
    world.clock.set(instant(new Date(Date.parse(opens) - 1).toISOString()));
    await drain(ports);
    expect(posts(world)).toBe(0);
    world.clock.set(opens);
    await drain(ports);
    expect(posts(world)).toBe(1);
  });

  it('a repeat waits for decent hours too', async () => {
    const { world, ports } = await planned(undefined, { at: '2026-11-18T17:50:00Z' });
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    world.clock.set('2026-11-18T18:10:00Z');
    await drain(ports);
    expect(posts(world)).toBe(1);
    world.clock.set('2026-11-19T08:00:00Z');
    await drain(ports);
    expect(posts(world)).toBe(2);
  });

  it('a sweep that a person runs is sent at once, whatever the hour', async () => {
    const { world, ports } = await planned(undefined, { at: '2026-11-18T22:00:00Z', atOnce: true });
    await drain(ports);
    expect(posts(world)).toBe(1);
  });

  it('planned on a Saturday and throttled on Monday morning, it is tried again and not given up', async () => {
    const { world, ports, ids } = await planned([{ ref: 'A1', due: '2026-11-20', leads: ['Ann'] }], {
      at: '2026-11-21T09:00:00Z',
      loaded: '2026-11-02',
    });
    world.answering = answersInTurn(throttled(1_000));
    world.clock.set('2026-11-23T08:00:00Z');
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('retry');
    world.clock.advance(1_000);
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sent');
  });

  it('is given up when it could not be sent for a working day and more', async () => {
    const { world, ports, ids } = await planned();
    world.answering = () => throttled(null);
    for (let minute = 0; minute < 47 * 60; minute += 5) {
      await drain(ports);
      world.clock.advance(5 * MINUTE);
    }
    expect((await digest(ports, ids.Ann)).state).toBe('dead');
    expect(await openRows(ports)).toBe(0);
  });

  it('a card that cannot be prepared is tried again, less and less often, and not every second', async () => {
    const { world, ports, ids } = await planned();
    let tried = 0;
    const failing = world.start({
      onPrepare: () => {
        tried += 1;
        return Promise.reject(new Error('no token'));
      },
    });
    for (let second = 0; second < 600; second += 1) {
      await drain(failing.ports);
      world.clock.advance(1_000);
    }
    expect(tried).toBeGreaterThan(5);
    expect(tried).toBeLessThan(20);
    world.clock.advance(5 * MINUTE);
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sent');
  });

  it('nothing at all while a person has stopped it; nothing is lost', async () => {
    const { world, ports } = await planned();
    const state = await ports.sender.read();
    await ports.sender.write({ ...state, value: { ...state.value, stopped: true } });
    await drain(ports);
    expect([posts(world), world.bells.waiting()]).toEqual([0, []]);
    const again = await ports.sender.read();
    await ports.sender.write({ ...again, value: { ...again.value, stopped: false } });
    await drain(ports);
    expect(posts(world)).toBe(1);
  });

  it('stops within five seconds when a person stops it in mid-drain', async () => {
    const names = Array.from({ length: 600 }, (_, index) => `P${String(index)}`);
    const { world, ports } = await planned(officers(names));
    const watched = world.start({
      onSend: async () => {
        if (posts(world) !== 100) return;
        const state = await ports.sender.read();
        await ports.sender.write({ ...state, value: { ...state.value, stopped: true } });
      },
    });
    await drain(watched.ports);
    expect(posts(world)).toBeGreaterThan(99);
    expect(posts(world)).toBeLessThanOrEqual(100 + 49 * 5);
    expect(await openRows(ports)).toBe(600 - posts(world));
  });

  it('keeps to 49 a second on the monotonic clock, opened chats included', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `P${String(index)}`);
    const { world, ports, ids } = await planned(officers(names));
    for (const name of names.filter((_, index) => index % 2 === 0)) {
      const found = await ports.people.officer(ids[name]!);
      await ports.people.put({ ...found!.value, chat: null }, found!.etag);
    }
    await drain(ports);
    expect(posts(world)).toBe(150);
    const times = world.posted.map((one) => one.monotonic).sort((a, b) => a - b);
    expect(times).toHaveLength(225);
    for (const [index, time] of times.entries()) {
      const within = times.slice(index).filter((other) => other < time + 1000);
      // 49 places; the write of a claim lies between a place and its POST.
      expect(within.length).toBeLessThanOrEqual(51);
    }
    expect(times.at(-1)! - times[0]!).toBeLessThan(4_800);
  });
});

describe('one officer', () => {
  it('whose card fails does not stop the others', async () => {
    const { world, ports, ids } = await planned(officers(['Ann', 'Ben']));
    const faulty = world.start({
      fault: ({ table, partition, act }) =>
        table === 'Ledger' && partition === ids.Ann && act === 'query' ? 'fails' : null,
    });
    await drain(faulty.ports);
    expect(cardsOf(world)).toEqual(['chat-Ben: A-Ben']);
    await drain(ports);
    expect(cardsOf(world)).toEqual(['chat-Ben: A-Ben', 'chat-Ann: A-Ann']);
  });

  it('who never wrote to us gets a chat opened, which is kept', async () => {
    const { world, ports, ids } = await planned();
    const found = await ports.people.officer(ids.Ann!);
    await ports.people.put({ ...found!.value, chat: null }, found!.etag);
    await drain(ports);
    expect(world.posted.map(({ act, conversation }) => `${act} ${conversation}`)).toEqual([
      'open e-Ann',
      'post chat-Ann',
    ]);
    expect((await ports.people.officer(ids.Ann!))?.value.chat?.conversationId).toBe('chat-Ann');
  });

  it.each<[string, PostOutcome | 'throws']>([
    ['in doubt', IN_DOUBT],
    ['not accepted', throttled(2_000)],
    ['accepted without an address', { kind: 'accepted', activityId: null, conversationId: null }],
    ['not possible at that moment', 'throws'],
  ])('whose chat could not be opened (%s) is tried again', async (_, outcome) => {
    const { world, ports, ids } = await planned();
    const found = await ports.people.officer(ids.Ann!);
    await ports.people.put({ ...found!.value, chat: null }, found!.etag);
    let first = true;
    const openChat: Ports['messenger']['openChat'] = (entraId) => {
      if (!first) return ports.messenger.openChat(entraId, () => true);
      first = false;
      return outcome === 'throws' ? Promise.reject(new Error('no token')) : Promise.resolve({ outcome, chat: null });
    };
    const strange = { ...ports, messenger: { ...ports.messenger, openChat } };
    await drain(strange);
    expect((await digest(ports, ids.Ann)).state).toBe('retry');
    world.clock.advance(MINUTE);
    await drain(strange);
    expect((await digest(ports, ids.Ann)).state).toBe('sent');
    expect(posts(world)).toBe(1);
  });

  it('who answered before the card left gets none', async () => {
    const { world, ports, ids } = await planned();
    const by = { kind: 'officer', id: ids.Ann! } as const;
    await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'green', inputs: { note: 'n' } });
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('waived');
    expect([posts(world), await openRows(ports)]).toEqual([0, 0]);
  });
});

describe('an open row without a digest', () => {
  it('is kept for an hour, then removed', async () => {
    const world = createWorld();
    const { ports } = world;
    await ports.openDigests.add({ slot: 's', officer: 'o', since: ports.clock.now() });
    world.clock.advance(59 * MINUTE);
    await drain(ports);
    expect(await openRows(ports)).toBe(1);
    world.clock.advance(MINUTE);
    await drain(ports);
    expect(await openRows(ports)).toBe(0);
  });
});

describe('the lease', () => {
  /** A process that stands still once, at a point, while the world goes on. */
  const frozen = (world: World, point: keyof ProcessNeeds, meanwhile: () => Promise<unknown>) => {
    let once = false;
    const stand = async (): Promise<void> => {
      if (once) return;
      once = true;
      await meanwhile();
    };
    return world.start({ [point]: stand }).ports;
  };

  const afterClaim = (ports: Ports, meanwhile: () => Promise<void>): Ports => {
    const save: Ports['ledger']['save'] = async (one) => {
      const saved = await ports.ledger.save(one);
      if (one.value.state === 'sending') await meanwhile();
      return saved;
    };
    return { ...ports, ledger: { ...ports.ledger, save } };
  };

  it('lets one of two senders send', async () => {
    const { world, ports } = await planned(officers(['Ann', 'Ben', 'Cat', 'Dan']));
    await Promise.all([drain(world.start().ports), drain(world.start().ports), drain(ports)]);
    expect(posts(world)).toBe(4);
    expect(await openRows(ports)).toBe(0);
  });

  it.each(['before its claim', 'after its claim'])(
    'once taken by another, a sender that wakes %s sends nothing',
    async (point) => {
      const { world, ports, ids } = await planned();
      const meanwhile = async (): Promise<void> => {
        world.clock.advance(30_000);
        expect(await takeLease(ports)).not.toBeNull();
      };
      const sleepy =
        point === 'before its claim' ? frozen(world, 'onPrepare', meanwhile) : afterClaim(ports, meanwhile);
      await drain(sleepy);
      expect(posts(world)).toBe(0);
      world.clock.advance(MINUTE);
      await drain(ports);
      expect([posts(world), (await digest(ports, ids.Ann)).state]).toEqual([1, 'sent']);
      expect(await openRows(ports)).toBe(0);
    },
  );

  it('taken by another that also sent it: the one that wakes sends nothing, and nothing stays open', async () => {
    const { world, ports, ids } = await planned();
    const sleepy = frozen(world, 'onPrepare', async () => {
      world.clock.advance(30_000);
      await drain(ports);
    });
    await drain(sleepy);
    expect(posts(world)).toBe(1);
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sent');
    expect(await openRows(ports)).toBe(0);
  });

  it('lost after the POST: a repeat is owed at most once, and stays open until it is settled', async () => {
    const { world, ports, ids } = await planned();
    world.answering = answersInTurn(throttled(1_000));
    const sleepy = frozen(world, 'onAnswer', async () => {
      // The claim lapses, another sender finds it and takes it as in doubt.
      world.clock.advance(40_000);
      await drain(ports);
    });
    await drain(sleepy);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'retry', doubts: 1 });
    expect(await openRows(ports)).toBe(1);
    // Teams asked everybody to wait: kept, although the lease was lost.
    expect((await ports.sender.read()).value.notBefore).not.toBeNull();
    world.clock.advance(16 * MINUTE);
    await drain(ports);
    expect([posts(world), (await digest(ports, ids.Ann)).state]).toEqual([2, 'sent']);
  });

  it('of a process that died between claim and record lapses into doubt', async () => {
    const { world, ports, ids } = await planned();
    const dying = world.start({ onAnswer: () => Promise.reject(new Error('the power went')) });
    await drain(dying.ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sending');
    world.clock.advance(10_000);
    await drain(ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sending');
    world.clock.advance(30_000);
    await drain(ports);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'retry', doubts: 1 });
    world.clock.advance(16 * MINUTE);
    await drain(ports);
    expect([posts(world), await openRows(ports)]).toEqual([2, 0]);
  });

  it('is renewed through a long drain, and given back', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `P${String(index)}`);
    const { world, ports } = await planned(officers(names));
    const slow = world.start({
      onSend: () => {
        world.clock.advance(200);
        return Promise.resolve();
      },
    });
    await drain(slow.ports);
    expect(posts(world)).toBe(300);
    expect((await ports.sender.read()).value).toMatchObject({ holder: null, until: null });
  });

  it('a drain ends after its time and rings for the rest', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `P${String(index)}`);
    const { world, ports } = await planned(officers(names));
    const slow = world.start({ ratePerSecond: 10 });
    await drain(slow.ports, { forMs: 2_000, inFlight: 4 });
    expect(posts(world)).toBeGreaterThan(10);
    expect(posts(world)).toBeLessThan(40);
    expect(world.bells.waiting()).toHaveLength(1);
    world.clock.advance(1_000);
    expect(world.bells.take('deliver')).not.toBeNull();
    await drain(ports);
    expect(posts(world)).toBe(60);
  });

  it('a crash after the record costs no note: the first card is remembered by the next sender', async () => {
    const { world, ports, ids } = await planned();
    const dying = world.start({
      fault: ({ table, act }) => (table === 'People' && act === 'submit' ? 'crash-before' : null),
    });
    await drain(dying.ports).catch(() => undefined);
    world.clock.advance(MINUTE);
    await drain(ports);
    expect(posts(world)).toBe(1);
    expect((await ports.people.officer(ids.Ann!))?.value.firstDeliveredOn).toBe('2026-11-18');
    expect(await openRows(ports)).toBe(0);
  });
});
