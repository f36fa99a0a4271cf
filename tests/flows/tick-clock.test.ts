import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, instant, instantFromMs, msOf } from '../../bot/domain/dates.js';
import { watchedSlots } from '../support/wall-clock.js';
import { askedOf, cardsOf, createWorld, digestsOf, loadPlan, WEDNESDAY, ZONE, type RowWish } from '../support/world.js';
import {
  addSchedule,
  attentionOf,
  beat,
  beatAt,
  beatUntil,
  HOUR,
  logged,
  MINUTE,
  scheduledWorld,
  slotsDone,
} from '../support/scheduled.js';
import { byCron } from '../support/by-cron.js';

const NIGHTS: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }];
/** Due on and about each of the days of the tests. */
const DUE = (date: string, leads: readonly string[] = ['Ann']): readonly RowWish[] => [{ ref: 'A1', due: date, leads }];

describe('in the nights in which the clocks change', () => {
  it.each([
    [
      '2027-03-27T12:02:00Z',
      '2027-03-29T12:00:00Z',
      ['28T00:30', '28T01:00', '28T01:30', '28T23:30', '29T00:30', '29T01:30'],
    ],
    [
      '2026-10-24T12:02:00Z',
      '2026-10-26T12:00:00Z',
      ['24T23:30', '25T00:30', '25T02:30', '26T00:30', '26T01:30', '26T02:30'],
    ],
  ])('from %s slots at 00:30, 01:30 and 02:30 come once each', async (from, end, slots) => {
    const nights = await scheduledWorld(from, NIGHTS, { when: byCron('30 0,1,2 * * *') });
    await beatUntil(nights, end);
    expect(slotsDone(nights.world).map((slot) => slot.slice(8))).toEqual(slots);
  });

  it('a slot of a Sunday comes once, however early or late the ticks are', async () => {
    for (const [from, slot] of [
      ['2027-03-27T23:00:00Z', '2027-03-28T01:00'],
      ['2026-10-24T23:00:00Z', '2026-10-25T00:30'],
    ] as const) {
      for (const late of [-50_000, 0, 1, 4 * MINUTE, 70 * MINUTE]) {
        const night = await scheduledWorld(from, NIGHTS, { when: byCron('30 1 * * 0') });
        const at = addMs(instant(`${slot}:00Z`), late);
        for (const again of [0, 5 * MINUTE, HOUR, 2 * HOUR]) await beatAt(night, addMs(at, again));
        expect(slotsDone(night.world)).toEqual([slot]);
      }
    }
  });
});

describe('whenever ticks come: early, late, twice, or not for days', () => {
  const crons = fc.constantFrom(
    '30 0,1,2 * * *',
    '*/30 * * * *',
    '0 9 * * 1-5',
    '55 23,0 * * 0',
    '0 0 * * *',
    '*/5 1 * * *',
  );
  const starts = fc.constantFrom(
    '2027-03-26T20:00:00Z',
    '2026-10-23T20:00:00Z',
    '2028-02-27T00:00:00Z',
    '2026-12-30T12:00:00Z',
  );
  /** Milliseconds between ticks: usually five minutes and a little, sometimes none, sometimes days. */
  const gaps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 4 * MINUTE, max: 6 * MINUTE }) },
      { weight: 1, arbitrary: fc.nat(3) },
      { weight: 3, arbitrary: fc.integer({ min: HOUR, max: 60 * HOUR }) },
    ),
    { minLength: 3, maxLength: 14 },
  );

  it('each slot is done once, or left to a later one, and nothing else is', async () => {
    await fc.assert(
      fc.asyncProperty(crons, starts, gaps, async (cron, from, all) => {
        const world = createWorld(from);
        await addSchedule(world.ports, { when: byCron(cron) });
        for (const gap of all) {
          world.clock.advance(gap);
          await Promise.all([beat(world.start().ports), beat(world.start().ports)]);
        }
        const upTo = msOf(world.clock.now()) + MINUTE;
        const wanted = watchedSlots(cron, ZONE, Date.parse(from), upTo).map((slot) => instantFromMs(slot));
        const states = await Promise.all(wanted.map((slot) => world.ports.runs.read('asks', slot)));
        expect(states.filter((run) => run?.value.state !== 'done' && run?.value.state !== 'coalesced')).toEqual([]);
        const done = slotsDone(world);
        expect(done).toEqual([...new Set(done)].sort());
        expect(wanted.map((slot) => slot.slice(0, 16))).toEqual(expect.arrayContaining([...done]));
        expect(done.length).toBe(states.filter((run) => run?.value.state === 'done').length);
        expect(await attentionOf(world.ports)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('at the edges of months and years', () => {
  it('what is due on 29 February is asked on it, and once', async () => {
    const leap = await scheduledWorld('2028-02-28T10:00:00Z', DUE('2028-02-29'), {}, '2028-01-10');
    await beatUntil(leap, '2028-03-01T12:00:00Z');
    const asked = await askedOf(leap.ports, leap.ids.Ann!);
    expect(asked).toContain('A1 2028-02-29 0');
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('over the turn of the year sweeps run daily, and cards wait for the working day', async () => {
    const year = await scheduledWorld('2026-12-30T10:00:00Z', DUE('2026-12-31'), {}, '2026-11-02');
    await beatUntil(year, '2027-01-05T12:00:00Z');
    expect(slotsDone(year.world).map((slot) => slot.slice(5, 10))).toEqual([
      '12-31',
      '01-01',
      '01-02',
      '01-03',
      '01-04',
      '01-05',
    ]);
    const days = year.world.posted.filter(({ act }) => act === 'post').map(({ at }) => at.slice(5, 10));
    // New Year’s Day is a Friday and a bank holiday, and a weekend follows.
    expect(days).toEqual(['12-31', '01-04']);
    expect(new Set(await askedOf(year.ports, year.ids.Ann!)).size).toBe(2);
  });
});

describe('after 72 hours without a tick', () => {
  it('what was missed is one sweep, and older slots say which', async () => {
    const down = await scheduledWorld('2026-11-16T08:30:00Z', DUE('2026-11-18'), {}, '2026-10-01');
    await beatAt(down, '2026-11-16T09:00:00Z');
    expect(cardsOf(down.world)).toHaveLength(1);
    await beatAt(down, '2026-11-19T09:00:00Z');
    expect(slotsDone(down.world)).toEqual(['2026-11-16T09:00', '2026-11-19T09:00']);
    for (const day of ['17', '18']) {
      const run = await down.ports.runs.read('asks', instant(`2026-11-${day}T09:00:00Z`));
      expect(run?.value).toEqual({ state: 'coalesced', into: '2026-11-19T09:00:00.000Z' });
    }
    expect(cardsOf(down.world)).toHaveLength(2);
    expect([...(await askedOf(down.ports, down.ids.Ann!))].sort()).toEqual(['A1 2026-11-18 +1', 'A1 2026-11-18 -5']);
  });

  it('also when a schedule has a slot every five minutes: one sweep and not two', async () => {
    const down = await scheduledWorld(
      '2026-11-16T09:00:00Z',
      DUE('2026-11-18'),
      { when: byCron('*/5 * * * *') },
      '2026-10-01',
    );
    await beatAt(down, '2026-11-19T09:00:00Z');
    await beatAt(down, '2026-11-19T09:00:10Z');
    expect(slotsDone(down.world)).toEqual(['2026-11-19T09:00']);
    expect((await down.ports.runs.read('asks', instant('2026-11-16T09:05:00Z')))?.value.state).toBe('coalesced');
  });
});

describe('when the clock jumps', () => {
  it('two hours back, nothing is asked twice, and slots come at their times', async () => {
    const rows = [...DUE('2026-11-18'), { ref: 'B1', due: '2026-11-18', leads: ['Ben'] }];
    const life = await scheduledWorld('2026-11-18T08:50:00Z', rows, { when: byCron('*/30 * * * *') });
    await beatUntil(life, '2026-11-18T11:10:00Z');
    const cards = cardsOf(life.world).length;
    life.world.clock.set('2026-11-18T09:10:00Z');
    await beatUntil(life, '2026-11-18T12:10:00Z');
    expect(cardsOf(life.world)).toHaveLength(cards);
    expect(cards).toBe(2);
    expect(logged(life.world, 'watermark-ahead')).toBe(1);
    expect(await attentionOf(life.ports)).toEqual(['schedule long-gap: done-ahead-2026-11-18T11:00:00.000Z']);
    // Each slot of the repeated hours again, harmlessly.
    expect(
      slotsDone(life.world)
        .slice(-6)
        .map((slot) => slot.slice(11)),
    ).toEqual(['09:30', '10:00', '10:30', '11:00', '11:30', '12:00']);
  });

  it('three days on and back again, nothing is asked twice and what comes in between is asked at its time', async () => {
    const rows = [...DUE('2026-11-18'), { ref: 'B1', due: '2026-11-20', leads: ['Ben'] }];
    const life = await scheduledWorld('2026-11-17T08:50:00Z', rows, {}, '2026-11-02');
    await beatUntil(life, '2026-11-17T09:10:00Z');
    await beatAt(life, '2026-11-20T09:10:00Z');
    const early = cardsOf(life.world).length;
    expect(early).toBeGreaterThan(1);
    await beatAt(life, '2026-11-17T09:20:00Z');
    expect(logged(life.world, 'watermark-ahead')).toBe(1);
    // Loaded on the true Wednesday: it does not wait for the Friday that the clock has shown already.
    await beatAt(life, '2026-11-18T08:30:00Z');
    await loadPlan(life.ports, [{ ref: 'C1', due: '2026-11-18', leads: ['Ann'] }], WEDNESDAY, 'second');
    await beatUntil(life, '2026-11-21T10:00:00Z');
    expect(slotsDone(life.world).map((slot) => slot.slice(8, 10))).toEqual(['17', '20', '18', '19', '20', '21']);
    const asked = [...(await askedOf(life.ports, life.ids.Ann!)), ...(await askedOf(life.ports, life.ids.Ben!))];
    expect(asked).toContain('C1 2026-11-18 0');
    expect(new Set(asked).size).toBe(asked.length);
    const sent = await digestsOf(life.ports, life.ids.Ann!);
    expect(sent.every(({ state }) => state === 'sent' || state === 'waived')).toBe(true);
    expect(cardsOf(life.world).filter((card) => card.includes('C1'))).toHaveLength(1);
  });

  it('back, a run whose holder had the wrong time blocks for no longer than a lease', async () => {
    const life = await scheduledWorld('2026-11-18T08:50:00Z', DUE('2026-11-18'));
    const until = instant('2026-11-21T09:03:00Z');
    const slot = instant('2026-11-18T09:00:00Z');
    await life.ports.runs.write('asks', slot, { state: 'running', until, attempt: 'gone', since: until }, null);
    await beatAt(life, '2026-11-18T09:00:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    expect(cardsOf(life.world)).toEqual(['chat-Ann: A1']);
  });

  it('back, a schedule that was made in the time to come begins with the present', async () => {
    const life = await scheduledWorld('2026-11-18T08:50:00Z', DUE('2026-11-18'), {
      createdAt: instant('2029-01-01T00:00:00Z'),
    });
    await beatUntil(life, '2026-11-18T09:10:00Z');
    expect(cardsOf(life.world)).toEqual(['chat-Ann: A1']);
    expect(await attentionOf(life.ports)).toEqual(['schedule long-gap: made-ahead-2029-01-01T00:00:00.000Z']);
  });

  it('years on, every schedule waits for a person, and nobody is asked', async () => {
    const life = await scheduledWorld('2026-11-18T08:50:00Z', DUE('2026-11-18'), {}, '2026-10-01');
    await addSchedule(life.ports, { id: 'monthly', when: byCron('0 9 1 * *') });
    await beatUntil(life, '2026-11-18T09:10:00Z');
    const cards = cardsOf(life.world).length;
    for (let beats = 0; beats < 5; beats += 1) await beatAt(life, `2031-01-0${String(beats + 1)}T10:00:00Z`);
    expect(cardsOf(life.world)).toHaveLength(cards);
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00']);
    life.world.clock.set('2026-11-18T09:20:00Z');
    await beatUntil(life, '2026-11-19T10:00:00Z');
    expect(slotsDone(life.world)).toEqual(['2026-11-18T09:00', '2026-11-19T09:00']);
  });
});

describe('a run that dies while planning', () => {
  it('at any request is taken over when its time is up: nobody is asked twice, nobody forgotten', async () => {
    const people = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve'];
    const rows = people.map((name, n): RowWish => ({ ref: `A${String(n)}`, due: '2026-11-18', leads: [name] }));
    let [requests, last] = [1, 0];
    for (let at = 1; at <= requests; at += 1) {
      const life = await scheduledWorld('2026-11-18T08:59:30Z', rows);
      let seen = 0;
      const dying = life.world.start({ fault: () => ((seen += 1) === at ? 'crash-before' : null) });
      life.world.clock.set('2026-11-18T09:00:00Z');
      await beat(dying.ports).catch(() => undefined);
      // Whatever the first one got to, all that it can still do is done.
      if (dying.alive()) requests = at;
      else requests = Math.max(requests, at + 1);
      for (const minute of ['05', '10', '15', '20', '25', '30']) await beatAt(life, `2026-11-18T09:${minute}:00Z`);
      const cards = [...cardsOf(life.world)].sort();
      expect([at, cards.filter((card, n) => cards[n - 1] !== card)]).toEqual([
        at,
        people.map((name, n) => `chat-${name}: A${String(n)}`),
      ]);
      for (const name of people) expect(await askedOf(life.ports, life.ids[name]!)).toHaveLength(1);
      last = at;
    }
    expect(last).toBeGreaterThan(40);
  }, 60_000);
});
