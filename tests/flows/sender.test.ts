import { describe, expect, it } from 'vitest';
import { addMs, instant } from '../../bot/domain/dates.js';
import { drain } from '../../bot/flows/drain.js';
import { holdCard } from '../../bot/flows/hold-card.js';
import type { Message, Ports } from '../../bot/flows/ports.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { reminderId } from '../../bot/flows/reminder-id.js';
import { takeLease } from '../../bot/flows/sender.js';
import { answersInTurn, IN_DOUBT, PLAN, throttled, type World } from '../support/world.js';
import { digest, EARLY, MINUTE, officers, openRows, planned, posts } from './planned.js';

/** What stands on the list for a person. */
async function listed(ports: Ports): Promise<readonly string[]> {
  return (await ports.attention.list()).map(({ value }) => `${value.because} ${String(value.evidence.length)}`);
}

async function reminderOf(ports: Ports, officer: string | undefined): Promise<string> {
  const { slot } = await digest(ports, officer);
  return reminderId(ports, officer ?? '', slot);
}

const updates = (world: World): number => world.posted.filter(({ act }) => act === 'update').length;

async function answer(ports: Ports, officer: string | undefined, ref: string): Promise<void> {
  const by = { kind: 'officer', id: officer ?? '' } as const;
  const inputs = { note: 'n' };
  expect((await recordUpdate(ports, { plan: PLAN, ref, by, rev: null, rating: 'green', inputs })).kind).toBe('saved');
}

describe('what is in doubt', () => {
  it('is on the list before it is recorded, with what is known of it', async () => {
    const { world, ports, ids } = await planned(EARLY);
    world.answering = answersInTurn(IN_DOUBT);
    const dying = world.start({
      // The record of the outcome is the second write to the ledger: after the claim.
      fault: (() => {
        let writes = 0;
        return ({ table, act }) =>
          table === 'Ledger' && act === 'submit' && (writes += 1) === 2 ? 'crash-before' : null;
      })(),
    });
    await drain(dying.ports).catch(() => undefined);
    expect([(await digest(ports, ids.Ann)).state, await listed(ports)]).toEqual(['sending', ['in-doubt 1']]);
    world.clock.advance(MINUTE);
    await drain(ports);
    expect([(await digest(ports, ids.Ann)).state, await listed(ports)]).toEqual(['in-doubt', ['in-doubt 2']]);
    const [row] = await ports.attention.list();
    expect(row?.value.evidence[0]?.what).toMatch(/^attempt 1 \S+ http-502$/);
    expect(row?.value.evidence[1]?.what).toMatch(/^attempt 1 \S+ the sender stopped$/);
  });

  it('due: is on the list while the repeat waits, and off it once that has arrived', async () => {
    const { world, ports } = await planned();
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    expect(await listed(ports)).toEqual(['in-doubt 1']);
    world.clock.advance(16 * MINUTE);
    await drain(ports);
    expect([posts(world), await listed(ports)]).toEqual([2, []]);
  });

  it.each([
    ['held for a person', EARLY],
    ['about to be repeated', undefined],
  ])('%s: a press on that very card is the proof that it arrived', async (_, wishes) => {
    const { world, ports, ids } = await planned(wishes);
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    await holdCard(ports, ids.Ann!, 'the-card', 'form', await reminderOf(ports, ids.Ann));
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'sent', activityId: 'the-card', reason: null });
    expect(await listed(ports)).toEqual([]);
    world.clock.advance(16 * MINUTE);
    await drain(ports);
    expect([posts(world), await openRows(ports)]).toEqual([1, 0]);
    // What changed while it was in doubt is shown on it, once the form is over.
    expect(world.posted.filter(({ act }) => act === 'update').map(({ activityId }) => activityId)).toEqual([
      'the-card',
    ]);
  });

  it.each([
    ['another card', 'b'.repeat(16)],
    ['a list that was asked for', null],
  ])('is not proven by a press on %s', async (_, reminder) => {
    const { world, ports, ids } = await planned(EARLY);
    world.answering = answersInTurn(IN_DOUBT);
    await drain(ports);
    await holdCard(ports, ids.Ann!, 'the-card', 'form', reminder);
    expect([(await digest(ports, ids.Ann)).state, await listed(ports)]).toEqual(['in-doubt', ['in-doubt 1']]);
  });

  it('of one officer, is not proven by another who names it', async () => {
    const { world, ports, ids } = await planned(officers(['Ann', 'Ben']));
    world.answering = ({ conversation }) => (conversation === 'chat-Ann' ? IN_DOUBT : throttled(1_000));
    await drain(ports);
    await holdCard(ports, ids.Ben!, 'the-card', 'form', await reminderOf(ports, ids.Ann));
    expect(await digest(ports, ids.Ann)).toMatchObject({ doubts: 1, activityId: null });
  });

  it('cannot be reached, and refused: listed as well', async () => {
    const { world, ports } = await planned(officers(['Ann', 'Ben', 'Cat']));
    world.answering = answersInTurn(
      { kind: 'unreachable', reason: 'http-403' },
      { kind: 'refused', reason: 'http-400' },
    );
    await drain(ports, { forMs: 60_000, inFlight: 1 });
    expect([...(await listed(ports))].sort()).toEqual(['refused 1', 'undeliverable 1']);
    expect(posts(world)).toBe(3);
  });
});

describe('a clock that jumps', () => {
  it('back by two hours while a sender is gone: its lease holds for its time, and not for two hours', async () => {
    const { world, ports } = await planned(undefined, { at: '2026-11-18T13:00:00Z' });
    // Taken, and never given back.
    expect(await takeLease(world.start().ports)).not.toBeNull();
    world.clock.set('2026-11-18T11:00:00Z');
    const before = world.clock.monotonic();
    await drain(ports);
    expect(posts(world)).toBe(1);
    expect(world.clock.monotonic() - before).toBeGreaterThanOrEqual(20_000);
  });

  it('back by two hours: a lease that is being renewed is not taken', async () => {
    const { world, ports } = await planned(undefined, { at: '2026-11-18T13:00:00Z' });
    const holder = world.start();
    const lease = await takeLease(holder.ports);
    world.clock.set('2026-11-18T11:00:00Z');
    const waiting: Ports = {
      ...ports,
      clock: {
        ...ports.clock,
        // While the other waits to see whether anybody is there, the holder renews.
        sleep: async (ms) => {
          world.clock.advance(ms / 2);
          expect(await lease?.still()).toBe(true);
          world.clock.advance(ms / 2);
        },
      },
    };
    expect(await takeLease(waiting)).toBeNull();
  });

  it('back by two hours under a holder that stands still: it sends nothing when it wakes', async () => {
    const { world, ports } = await planned(undefined, { at: '2026-11-18T13:00:00Z' });
    const sleepy = world.start({
      onPrepare: async () => {
        world.clock.advance(30_000);
        world.clock.set('2026-11-18T11:00:00Z');
        expect(await takeLease(ports)).not.toBeNull();
      },
    });
    await drain(sleepy.ports);
    expect(posts(world)).toBe(0);
  });

  it('back by two hours after a claim: the claim is in doubt at once, and not in two hours', async () => {
    const { world, ports, ids } = await planned(EARLY, { at: '2026-11-18T13:00:00Z' });
    await drain(world.start({ onAnswer: () => Promise.reject(new Error('the power went')) }).ports);
    expect((await digest(ports, ids.Ann)).state).toBe('sending');
    world.clock.set('2026-11-18T11:00:00Z');
    await drain(ports);
    expect([(await digest(ports, ids.Ann)).state, posts(world)]).toEqual(['in-doubt', 1]);
  });

  it('three days on and back: what was planned is sent once', async () => {
    const { world, ports } = await planned();
    world.clock.set('2026-11-21T10:00:00Z');
    await drain(ports);
    world.clock.set('2026-11-18T10:05:00Z');
    await drain(ports);
    await drain(ports);
    expect([posts(world), await openRows(ports)]).toEqual([1, 0]);
  });
});

describe('cards that went stale', () => {
  /** Two co-leads with a card each, and the queue forgets everything. */
  async function sent(): ReturnType<typeof planned> {
    const made = await planned([{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] }]);
    await drain(made.ports);
    made.world.clock.advance(MINUTE);
    return made;
  }

  it('are rebuilt by whoever sends next, although the process that knew of them died and no bell was heard', async () => {
    const { world, ports, ids } = await sent();
    await answer(ports, ids.Ann, 'A1');
    const dying = world.start({
      fault: ({ table, act }) => (table === 'Sender' && act === 'get' ? 'crash-before' : null),
    });
    await refreshCards(dying.ports, { plan: PLAN, ref: 'A1' }).catch(() => undefined);
    expect(updates(world)).toBe(0);
    while (world.bells.take() !== null);
    await drain(ports);
    expect([updates(world), await ports.staleCards.list()]).toEqual([2, []]);
  });

  it('wait while a person has stopped all sending, and while Teams wants a pause', async () => {
    const { world, ports, ids } = await sent();
    await answer(ports, ids.Ann, 'A1');
    const found = await ports.sender.read();
    await ports.sender.write({ ...found, value: { ...found.value, stopped: true } });
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    expect(updates(world)).toBe(0);
    const again = await ports.sender.read();
    const notBefore = addMs(ports.clock.now(), 30_000);
    await ports.sender.write({ ...again, value: { ...again.value, stopped: false, notBefore } });
    await drain(ports);
    expect(updates(world)).toBe(0);
    world.clock.advance(30_000);
    await drain(ports);
    expect(updates(world)).toBe(2);
  });

  it('go before digests that nobody waits for, also those that went stale in mid-drain', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `P${String(index)}`);
    const { world, ports, ids } = await planned(officers(names));
    let answered = false;
    const sender = world.start({
      onAnswer: async () => {
        if (answered || posts(world) < 20) return;
        answered = true;
        await answer(ports, ids.P0, 'A-P0');
        await ports.staleCards.add({
          officer: ids.P0!,
          slot: (await digest(ports, ids.P0)).slot,
          since: ports.clock.now(),
        });
      },
    });
    await drain(sender.ports);
    const rebuilt = world.posted.findIndex(({ act }) => act === 'update');
    expect(posts(world)).toBe(400);
    // Within the four seconds after which the sender looks again: 49 a second.
    expect(rebuilt).toBeGreaterThan(20);
    expect(rebuilt).toBeLessThan(20 + 5 * 49);
  });

  it.each([
    ['is claimed and on its way', 'onSend'],
    ['was read, and is not claimed yet', 'onPrepare'],
  ] as const)('of somebody whose card %s at that moment are rebuilt afterwards', async (_, hook) => {
    const { world, ports, ids } = await planned([{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] }]);
    const sender = world.start({
      [hook]: async (message: Message) => {
        if (message.kind !== 'digest' || message.reader !== ids.Ben) return;
        await answer(ports, ids.Ann, 'A1');
        await refreshCards(ports, { plan: PLAN, ref: 'A1' });
      },
    });
    await drain(sender.ports, { forMs: 60_000, inFlight: 1 });
    world.clock.advance(MINUTE);
    await drain(ports);
    const last = world.posted.filter(({ conversation }) => conversation === 'chat-Ben').at(-1);
    expect(last?.message?.kind === 'digest' && last.message.view.yours).toEqual([]);
    expect(await ports.staleCards.list()).toEqual([]);
  });

  it('that fail are tried again ever less often, and given up with their buttons', async () => {
    const { world, ports, ids } = await sent();
    await answer(ports, ids.Ann, 'A1');
    world.answering = () => IN_DOUBT;
    const tries: number[] = [];
    for (let minutes = 0; minutes < 120; minutes += 1) {
      await refreshIfAny(world, ports, minutes);
      tries.push(updates(world));
      world.clock.advance(MINUTE);
    }
    // Two cards: a try a minute at first, then every quarter of an hour.
    expect(tries.at(-1)).toBeGreaterThan(2 * 8);
    expect(tries.at(-1)).toBeLessThan(2 * 30);
    world.clock.set('2026-12-20T10:00:00Z');
    await drain(ports);
    expect(await ports.staleCards.list()).toEqual([]);
  });
});

async function refreshIfAny(world: World, ports: Ports, minutes: number): Promise<void> {
  if (minutes === 0) await refreshCards(ports, { plan: PLAN, ref: 'A1' });
  else await drain(ports);
  while (world.bells.take() !== null);
}

describe('a sender that others answer beside', () => {
  it('leaves them a part of the rate while they do, and takes it back after', async () => {
    const names = Array.from({ length: 1_200 }, (_, index) => `P${String(index)}`);
    const { world, ports } = await planned(officers(names));
    const sender = world.start({ ratePerSecond: 50 });
    const began = world.clock.monotonic();
    await ports.sender.stamp('answer', addMs(instant(ports.clock.now()), 4_000));
    await drain(sender.ports);
    const perSecond = (from: number, to: number): number =>
      world.posted.filter(({ monotonic }) => monotonic >= began + from && monotonic < began + to).length /
      ((to - from) / 1_000);
    expect(perSecond(5_000, 11_000)).toBeLessThan(46);
    expect(perSecond(17_000, 22_000)).toBeGreaterThan(48);
  });
});

describe('one card that fails does not hold up the others', () => {
  it.each([
    ['412 again and again', { kind: 'not-accepted', reason: 'http-412', retryAfterMs: null }],
    ['a host that is not there', { kind: 'not-accepted', reason: 'ENOTFOUND', retryAfterMs: null }],
  ] as const)('%s', async (_, outcome) => {
    const { world, ports } = await planned(officers(Array.from({ length: 60 }, (__, one) => `P${String(one)}`)));
    const accepts = world.answering;
    world.answering = (attempt) => (attempt.conversation === 'chat-P0' ? outcome : accepts(attempt));
    for (let minutes = 0; minutes < 5; minutes += 1) {
      await drain(ports, { forMs: 240_000, inFlight: 1 });
      world.clock.advance(MINUTE);
    }
    expect(new Set(world.posted.map(({ conversation }) => conversation)).size).toBe(60);
    expect(await openRows(ports)).toBe(1);
  });
});

describe('what Teams asks for holds', () => {
  it('also when the card that was told so is given up at that moment', async () => {
    const { world, ports, ids } = await planned(officers(['Ann', 'Ben', 'Cat']));
    world.answering = () => throttled(60_000);
    for (const id of [ids.Ann!, ids.Ben!, ids.Cat!]) {
      const found = (await ports.ledger.digest(id, (await digest(ports, id)).slot))!;
      await ports.ledger.save({
        ...found,
        value: { ...found.value, attempts: 9, plannedAt: instant('2026-11-11T10:00:00Z') },
      });
    }
    await drain(ports, { forMs: 60_000, inFlight: 1 });
    expect([posts(world), (await listed(ports)).length]).toEqual([1, 1]);
    expect((await ports.sender.read()).value.notBefore).toBe(addMs(ports.clock.now(), 60_000));
  });

  it('for a card that was claimed already when another was told so, before it is written anywhere', async () => {
    const { world } = await planned(officers(['Ann', 'Ben']));
    world.answering = ({ conversation }) =>
      conversation === 'chat-Ann' ? throttled(60_000) : { kind: 'accepted', activityId: 'b', conversationId: null };
    let told = false;
    const slow = world.start({
      // Ben's claim is slow: Ann is told to wait before it is written.
      hook: async ({ table, act }) => {
        if (table !== 'Ledger' || act !== 'submit' || told) return;
        for (let turns = 0; turns < 40; turns += 1) await Promise.resolve();
      },
      onAnswer: () => {
        told = true;
        return Promise.resolve();
      },
    });
    await drain(slow.ports);
    const [first, ...later] = world.posted.filter(({ outcome }) => outcome === 'not-accepted');
    expect(first).toBeDefined();
    expect(later).toEqual([]);
    const after = world.posted.filter((one) => one.monotonic > first!.monotonic);
    expect(after).toEqual([]);
  });

  it('and not for two days because a clock was two days ahead', async () => {
    const { world, ports } = await planned(officers(['Ann', 'Ben']), { at: '2026-11-18T10:00:00Z' });
    world.clock.set('2026-11-20T10:00:00Z');
    world.answering = answersInTurn(throttled(30_000));
    await drain(ports);
    world.clock.set('2026-11-18T10:10:00Z');
    // Thirty seconds are thirty seconds, whatever the clock says.
    world.clock.advance(31_000);
    await drain(ports);
    await drain(ports);
    expect([await openRows(ports), world.posted.filter(({ outcome }) => outcome === 'accepted').length]).toEqual([
      0, 2,
    ]);
  });

  it('a token refused by a card after it was renewed stops all, not each card once', async () => {
    const { world, ports } = await planned(officers(Array.from({ length: 20 }, (_, one) => `P${String(one)}`)));
    world.answering = () => ({ kind: 'unauthorised', reason: 'http-401' });
    await drain(ports, { forMs: 60_000, inFlight: 1 });
    expect(posts(world)).toBe(2);
  });
});

describe('all sending is stopped', () => {
  const stopNow = async (ports: Ports): Promise<void> => {
    const found = await ports.sender.read();
    await ports.sender.write({ ...found, value: { ...found.value, stopped: true } });
  };

  it('in the middle of a claim that is slow: the claim is taken back, the card stays', async () => {
    const { world, ports, ids } = await planned();
    let claims = 0;
    const slow = world.start({
      hook: async ({ table, act }) => {
        if (table !== 'Ledger' || act !== 'submit' || (claims += 1) !== 1) return;
        await stopNow(ports);
        world.clock.advance(6_000);
      },
    });
    await drain(slow.ports);
    expect([posts(world), (await digest(ports, ids.Ann)).state, await openRows(ports)]).toEqual([0, 'planned', 1]);
  });

  it('while a token for opening a chat is slow in coming: the chat is not opened', async () => {
    const { world, ports, ids } = await planned();
    const found = (await ports.people.officer(ids.Ann!))!;
    await ports.people.put({ ...found.value, chat: null }, found.etag);
    const slow: Ports = {
      ...ports,
      messenger: {
        ...ports.messenger,
        openChat: async (entraId, mayLeave) => {
          await stopNow(ports);
          world.clock.advance(12_000);
          if (!mayLeave())
            return { outcome: { kind: 'not-accepted', reason: 'not-sent', retryAfterMs: null }, chat: null };
          return ports.messenger.openChat(entraId, mayLeave);
        },
      },
    };
    await drain(slow);
    expect([world.posted, (await digest(ports, ids.Ann)).state]).toEqual([[], 'planned']);
  });
});

describe('what we were told is believed', () => {
  it('a card that Teams took while we stood still is not sent again, although another thought it in doubt', async () => {
    const { world, ports, ids } = await planned();
    const sleepy = world.start({
      onAnswer: async () => {
        world.clock.advance(40_000);
        await drain(ports);
        expect((await digest(ports, ids.Ann)).doubts).toBe(1);
      },
    });
    await drain(sleepy.ports);
    expect(await digest(ports, ids.Ann)).toMatchObject({ state: 'sent', activityId: 'a1' });
    world.clock.advance(16 * MINUTE);
    await drain(ports);
    expect([posts(world), await openRows(ports), await listed(ports)]).toEqual([1, 0, []]);
  });

  it('an answer that a co-lead gave while the card waited for its turn is on it', async () => {
    const { world, ports, ids } = await planned([
      { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
      { ref: 'A2', due: '2026-11-18', leads: ['Ben'] },
    ]);
    const slow = {
      ...ports,
      pace: {
        ...ports.pace,
        place: async (...asked: Parameters<Ports['pace']['place']>) => {
          const place = await ports.pace.place(...asked);
          if (asked[1] === 'chat-Ben') await answer(ports, ids.Ann, 'A1');
          return place;
        },
      },
    };
    await drain(slow, { forMs: 60_000, inFlight: 1 });
    const card = world.posted.find(({ conversation }) => conversation === 'chat-Ben');
    expect(card?.message?.kind === 'digest' && card.message.view.yours.map(({ link }) => link.ref)).toEqual(['A2']);
  });

  it('a card planned long before an answer is not rebuilt for it: it was read after it', async () => {
    const { world, ports, ids } = await planned(
      [
        { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
        { ref: 'A2', due: '2026-11-18', leads: ['Ben'] },
      ],
      { at: '2026-11-18T07:00:00Z' },
    );
    await answer(ports, ids.Ann, 'A1');
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    world.clock.set('2026-11-18T09:00:00Z');
    await drain(ports);
    await drain(ports);
    expect([posts(world), updates(world), await ports.staleCards.list()]).toEqual([1, 0, []]);
  });
});

describe('bells', () => {
  it('do not multiply while somebody else sends', async () => {
    const { world, ports } = await planned(officers(Array.from({ length: 30 }, (_, one) => `P${String(one)}`)));
    await takeLease(world.start().ports);
    for (let heard = 0; heard < 50; heard += 1) await drain(ports);
    expect(world.bells.waiting()).toHaveLength(1);
  });
});
