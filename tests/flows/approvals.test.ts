import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { approvedDate, isOverdue, type Milestone } from '../../bot/domain/plan.js';
import type { Changed, Order } from '../../bot/flows/change-milestone.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { defer, endDeferral } from '../../bot/flows/defer.js';
import { proposeHandover } from '../../bot/flows/hand-over.js';
import type { Ports } from '../../bot/flows/ports.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { nameInstead } from '../../bot/flows/same-person.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import type { StorageFault } from '../support/faulty-driver.js';
import {
  askedOf,
  createWorld,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  type ProcessNeeds,
  type World,
} from '../support/world.js';

interface Town {
  readonly world: World;
  readonly ports: World['ports'];
  readonly ids: Readonly<Record<string, string>>;
  /** Sweeps at ten on a day, and answers what was asked, as `Ann: A1 2026-11-25 -5`. */
  readonly day: (day: string) => Promise<readonly string[]>;
}

/** Ann leads A1, due on Wednesday 25 November; Hal and Ida are heads of service of its area. */
async function town(due = '2026-11-25'): Promise<Town> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due, leads: ['Ann', 'Ben'] },
    { ref: 'B1', due: '2027-05-28', leads: ['Hal', 'Ida', 'Zoe'], area: 'B' },
  ]);
  const ids = await linkAll(ports, ['Ann', 'Ben', 'Hal', 'Ida', 'Zoe']);
  await setHeads(ports, 'A', [ids.Hal!]);
  const nameOf = (id: string): string => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id;
  const day = async (on: string): Promise<readonly string[]> => {
    world.clock.set(`${on}T10:00:00Z`);
    const report = await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
    expect(report.failed).toEqual([]);
    return report.digests
      .flatMap(({ officer, entries }) =>
        entries.map(({ milestone, ask }) => `${nameOf(officer)}: ${milestone.ref} ${ask.anchor} ${ask.step}`),
      )
      .map((line) => line.replace(/decided:\S+ told/, 'decided'))
      .sort();
  };
  return { world, ports, ids, day };
}

const order = (ids: Town['ids'], name: string, given: Partial<Order> = {}): Order => ({
  plan: PLAN,
  ref: 'A1',
  by: { kind: 'officer', id: ids[name] ?? name },
  rev: null,
  ...given,
});

const wanted = (ids: Town['ids'], name: string, date: string, given: Partial<Order> = {}) => ({
  ...order(ids, name, given),
  proposed: { date: civilDate(date) },
  reason: 'the board meets later',
});

const closing = (ids: Town['ids'], name: string) =>
  ({
    ...order(ids, name),
    proposed: { state: 'business-as-usual', replacedBy: [] },
    reason: 'part of the day’s work',
  }) as const;

const decision = (ids: Town['ids'], name: string, accept: boolean, given: Partial<Order> = {}) => ({
  ...order(ids, name, given),
  accept,
  reason: accept ? '' : 'the inspection does not move',
  elsewhere: null,
});

async function now(ports: Ports): Promise<Milestone> {
  const stored = await ports.plans.milestone(PLAN, 'A1');
  if (stored === null) throw new Error('A1 is gone');
  return stored.milestone;
}

async function revisions(ports: Ports): Promise<readonly string[]> {
  return (await ports.plans.milestoneHistory(PLAN, 'A1')).map((row) => row.why);
}

const outcome = (changed: Changed): string =>
  changed.kind === 'refused'
    ? changed.refusal.code
    : changed.kind === 'done' && changed.replayed
      ? 'again'
      : changed.kind;

const idOf = async (ports: Ports): Promise<string> => (await now(ports)).proposal?.id ?? '';

describe('a date that moves (RULES 1)', () => {
  it('makes new stages for the new date; moved back, none that were asked for that date already', async () => {
    const { ports, ids, day } = await town();
    expect(await day('2026-11-18')).toEqual(['Ann: A1 2026-11-25 -5', 'Ben: A1 2026-11-25 -5']);
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    await decideProposal(ports, decision(ids, 'Hal', true));
    expect(await day('2026-11-19')).toEqual(['Ann: A1 decided', 'Ben: A1 decided']);
    // Two cards a week: the stage of the new date comes with the next one.
    expect(await day('2026-11-20')).toEqual([]);
    expect(await day('2026-11-23')).toEqual(['Ann: A1 2026-12-18 -20', 'Ben: A1 2026-12-18 -20']);
    await propose(ports, wanted(ids, 'Ann', '2026-11-25'));
    await decideProposal(ports, decision(ids, 'Hal', true));
    expect((await now(ports)).moves.map(({ from, to }) => `${from ?? ''} ${to ?? ''}`)).toEqual([
      '2026-11-25 2026-12-18',
      '2026-12-18 2026-11-25',
    ]);
    expect(await day('2026-11-24')).toEqual(['Ann: A1 decided', 'Ben: A1 decided']);
    expect(await day('2026-11-25')).toEqual(['Ann: A1 2026-11-25 0', 'Ben: A1 2026-11-25 0']);
  });
});

describe('while an approval waits (RULES 2)', () => {
  it('the lead is left alone; who may decide is asked, and again after 5 and 10 working days; it stays overdue', async () => {
    const { ports, ids, day } = await town();
    await day('2026-11-18');
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    const anchor = `approval:${await idOf(ports)}`;
    expect(await day('2026-11-19')).toEqual([`Hal: A1 ${anchor} ask`]);
    expect(await day('2026-11-24')).toEqual([]);
    expect(await day('2026-11-25')).toEqual([`Hal: A1 ${anchor} +5`]);
    expect(await day('2026-11-26')).toEqual([]);
    expect(isOverdue(await now(ports), civilDate('2026-11-26'))).toBe(true);
    expect(await day('2026-12-02')).toEqual([`Hal: A1 ${anchor} +10`]);
    expect(await day('2026-12-09')).toEqual([]);
    expect(await day('2026-12-16')).toEqual([`Hal: A1 ${anchor} +20`]);
  });

  it('accepted, it is overdue no more, and asked about for its new date', async () => {
    const { ports, ids, day } = await town();
    await day('2026-11-18');
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    await day('2026-11-27');
    await decideProposal(ports, decision(ids, 'Hal', true));
    expect(isOverdue(await now(ports), civilDate('2026-11-27'))).toBe(false);
    // Its stage of 20 working days before, which has come while it waited.
    const asked = ['Ann: A1 2026-12-18 -20', 'Ann: A1 decided', 'Ben: A1 2026-12-18 -20', 'Ben: A1 decided'];
    expect(await day('2026-11-30')).toEqual(asked);
    expect(await day('2026-12-11')).toEqual(['Ann: A1 2026-12-18 -5', 'Ben: A1 2026-12-18 -5']);
  });

  it('refused, the lead is asked about the old date, the latest only', async () => {
    const { ports, ids, day } = await town();
    await day('2026-11-18');
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    await day('2026-12-02');
    await decideProposal(ports, decision(ids, 'Hal', false));
    expect(approvedDate(await now(ports))).toBe('2026-11-25');
    // +5 was on 2 December; stage 0 and +1 are behind.
    const asked = ['Ann: A1 2026-11-25 +5', 'Ann: A1 decided', 'Ben: A1 2026-11-25 +5', 'Ben: A1 decided'];
    expect(await day('2026-12-03')).toEqual(asked);
    expect(await day('2026-12-04')).toEqual([]);
  });

  it('an accepted end stops everything', async () => {
    const { ports, ids, day } = await town();
    await day('2026-11-18');
    await propose(ports, closing(ids, 'Ann'));
    expect(await day('2026-11-19')).toEqual([`Hal: A1 approval:${await idOf(ports)} ask`]);
    await decideProposal(ports, decision(ids, 'Hal', true));
    expect((await now(ports)).state).toBe('business-as-usual');
    expect(await day('2026-11-25')).toEqual(['Ann: A1 decided', 'Ben: A1 decided']);
    for (const on of ['2026-11-26', '2026-12-09', '2027-01-06']) expect(await day(on)).toEqual([]);
  });

  it('a head who proposed it is not asked but another; where nobody may decide, that is listed every day', async () => {
    const { world, ports, ids, day } = await town();
    await day('2026-11-18');
    await propose(ports, wanted(ids, 'Hal', '2026-12-18'));
    for (const on of ['2026-11-19', '2026-11-20']) {
      world.clock.set(`${on}T10:00:00Z`);
      const report = await sweep(ports, { slot: on, today: todayOf(ports), atOnce: true });
      expect(report.digests).toEqual([]);
      expect(report.skipped).toEqual([{ plan: PLAN, ref: 'A1', officer: null, reason: 'no-approver' }]);
    }
    await setHeads(ports, 'A', [ids.Hal!, ids.Ida!]);
    expect(await day('2026-11-23')).toEqual([`Ida: A1 approval:${await idOf(ports)} ask`]);
  });
});

describe('who may do what (RULES 5)', () => {
  it('leads and who is accountable propose; others are refused, and that is audited', async () => {
    const { ports, ids } = await town();
    expect(outcome(await propose(ports, wanted(ids, 'Zoe', '2026-12-18')))).toBe('not-theirs');
    expect(outcome(await propose(ports, wanted(ids, 'Ben', '2026-12-18')))).toBe('done');
    const audit = await ports.audit.month('2026-11');
    expect(audit.map(({ act, outcome: came, why }) => `${act} ${came} ${why ?? ''}`.trim())).toEqual([
      'date proposed refused not-theirs',
      'date proposed done',
    ]);
  });

  it('nobody decides about their own, and no stranger about anything', async () => {
    const { ports, ids } = await town();
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    for (const [name, code] of [
      ['Ann', 'their-own'],
      ['Ben', 'their-own'],
      ['Zoe', 'not-theirs'],
      ['Hal', 'done'],
    ] as const) {
      expect([name, outcome(await decideProposal(ports, decision(ids, name, true)))]).toEqual([name, code]);
    }
    await setHeads(ports, 'A', [ids.Hal!, ids.Ida!]);
    await propose(ports, wanted(ids, 'Hal', '2026-12-21'));
    expect(outcome(await decideProposal(ports, decision(ids, 'Hal', true)))).toBe('their-own');
    expect(outcome(await decideProposal(ports, decision(ids, 'Ida', true)))).toBe('done');
  });

  it('a decision taken elsewhere is recorded with who, where and when, not by whose own it is', async () => {
    const { ports, ids } = await town();
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    const elsewhere = { where: 'Improvement Board', on: civilDate('2026-11-17') };
    const entered = (by: string, as: string) => ({
      ...decision(ids, by, true, { enteredBy: { kind: 'officer', id: ids[as]! } }),
      elsewhere,
    });
    expect(outcome(await decideProposal(ports, entered('Zoe', 'Ann')))).toBe('their-own');
    expect(outcome(await decideProposal(ports, entered('Ann', 'Ida')))).toBe('their-own');
    expect(outcome(await decideProposal(ports, entered('Zoe', 'Ida')))).toBe('not-theirs');
    const ida = await ports.people.officer(ids.Ida!);
    await ports.people.put({ ...ida!.value, roles: ['admin'] }, ida!.etag);
    expect(
      outcome(await decideProposal(ports, { ...entered('Zoe', 'Ida'), elsewhere: { ...elsewhere, where: ' ' } })),
    ).toBe('where');
    const tomorrow = { ...elsewhere, on: civilDate('2026-11-19') };
    expect(outcome(await decideProposal(ports, { ...entered('Zoe', 'Ida'), elsewhere: tomorrow }))).toBe('not-yet');
    expect(outcome(await decideProposal(ports, entered('Zoe', 'Ida')))).toBe('done');
    expect((await now(ports)).moves[0]).toMatchObject({
      approvedBy: { id: ids.Zoe },
      on: '2026-11-17',
      where: 'Improvement Board',
    });
    expect((await revisions(ports)).at(-1)).toBe(`proposal accepted, entered by ${ids.Ida!}`);
  });

  it('an officer who turns out to be another decides no more about what the other proposed', async () => {
    const { ports, ids } = await town();
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    const [hal, ann] = [await ports.people.officer(ids.Hal!), await ports.people.officer(ids.Ann!)];
    await ports.people.merge({ ...hal!.value, aliases: ['Ann'] }, hal!.etag, [ann!]);
    expect(outcome(await decideProposal(ports, decision(ids, 'Hal', true)))).toBe('their-own');
  });
});

describe('an order', () => {
  it('given again is the same success and one revision, and so is one given twice at once', async () => {
    const { world, ports, ids } = await town();
    const said = wanted(ids, 'Ann', '2026-12-18');
    expect(outcome(await propose(ports, said))).toBe('done');
    world.clock.advance(60_000);
    expect(outcome(await propose(ports, { ...said, reason: ' the board meets later ' }))).toBe('again');
    const both = await Promise.all([1, 2].map(() => decideProposal(world.start().ports, decision(ids, 'Hal', true))));
    expect(both.map(outcome).sort()).toEqual(['again', 'done']);
    expect(outcome(await decideProposal(ports, decision(ids, 'Hal', true)))).toBe('again');
    expect(await revisions(ports)).toEqual(['import', 'date proposed', 'proposal accepted']);
    expect(await ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('is not taken for the same after something else came between', async () => {
    const { ports, ids } = await town();
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    await decideProposal(ports, decision(ids, 'Hal', false));
    expect(outcome(await propose(ports, wanted(ids, 'Ann', '2026-12-18')))).toBe('done');
    expect(outcome(await decideProposal(ports, decision(ids, 'Hal', false)))).toBe('done');
    expect((await now(ports)).queries).toHaveLength(2);
  });

  it('from a card is taken past what it does not rest on, refused past what it does, and known again', async () => {
    const { ports, ids } = await town();
    const by = { kind: 'officer', id: ids.Ben! } as const;
    await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: 1, rating: 'green', inputs: { note: 'n' } });
    expect(outcome(await propose(ports, wanted(ids, 'Ann', '2026-12-18', { rev: 1 })))).toBe('done');
    expect(outcome(await propose(ports, wanted(ids, 'Ann', '2026-12-18', { rev: 1 })))).toBe('again');
    expect(outcome(await propose(ports, wanted(ids, 'Ann', '2026-12-21', { rev: 2 })))).toBe('changed-meanwhile');
  });

  it('of two different ones at once, one is done and the other told to look again', async () => {
    const { world, ports, ids } = await town();
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    const both = await Promise.all([
      decideProposal(world.start().ports, decision(ids, 'Hal', true)),
      decideProposal(world.start().ports, decision(ids, 'Hal', false)),
    ]);
    expect(both.map(outcome).sort()).toEqual(['changed-meanwhile', 'done']);
    expect(await revisions(ports)).toHaveLength(3);
  });

  it('about what is not in the plan is told so', async () => {
    const { ports, ids } = await town();
    expect(outcome(await propose(ports, wanted(ids, 'Ann', '2026-12-18', { ref: 'X9' })))).toBe('gone');
  });

  it('has the cards of others refreshed', async () => {
    const { world, ports, ids } = await town();
    await propose(ports, wanted(ids, 'Ann', '2026-12-18'));
    expect(world.bells.waiting().filter(({ queue }) => queue === 'refresh')).toHaveLength(1);
  });
});

describe('people who turn out to be one', () => {
  it('a handover to or from either of them can still be agreed', async () => {
    const { ports, ids } = await town();
    const order1 = { ...order(ids, 'Ann'), to: 'Zoe', from: null, reason: '' };
    expect(outcome(await proposeHandover(ports, order1))).toBe('done');
    await nameInstead(ports, ids.Ida!, [ids.Ann!]);
    await nameInstead(ports, ids.Ben!, [ids.Zoe!]);
    expect((await now(ports)).proposal?.handover).toEqual({ from: ids.Ida, to: ids.Ben });
    // Who would take it over leads it already, by their other name: that is said, and refusing it ends it.
    expect(outcome(await decideProposal(ports, decision(ids, 'Hal', true)))).toBe('leads-already');
    expect(outcome(await decideProposal(ports, decision(ids, 'Hal', false)))).toBe('done');
  });
});

describe('a process that dies', () => {
  type Act = (ports: Ports) => Promise<unknown>;

  /** The faults of storage, one at one write of each run; what went wrong is done again by a new process. */
  async function life(
    at: number,
    fault: StorageFault | null,
  ): Promise<{ writes: number; asked: readonly string[]; end: object }> {
    const { world, ids } = await town();
    let writes = 0;
    const needs: ProcessNeeds = {
      fault: ({ act }) => (act === 'submit' && (writes += 1) === at ? fault : null),
    };
    let process = world.start(needs);
    const act = async (one: Act): Promise<void> => {
      const before = writes;
      await one(process.ports).catch((error: unknown) => {
        if (at <= before || at > writes) throw error;
      });
      if (at <= before || at > writes) return;
      // Whatever the fault was, the person, queue or timer tries again.
      process = world.start();
      await one(process.ports);
    };
    const sweepAt = (day: string) => async (): Promise<void> => {
      world.clock.set(`${day}T10:00:00Z`);
      await act((ports) => sweep(ports, { slot: day, today: todayOf(ports), atOnce: true }));
    };
    const steps: readonly (() => Promise<void>)[] = [
      sweepAt('2026-11-18'),
      () => act((ports) => propose(ports, wanted(ids, 'Ann', '2026-12-18'))),
      sweepAt('2026-11-19'),
      () => act((ports) => decideProposal(ports, decision(ids, 'Hal', true))),
      sweepAt('2026-11-20'),
      () => act((ports) => defer(ports, { ...order(ids, 'Ann'), until: civilDate('2026-12-14'), reason: 'r' })),
      sweepAt('2026-12-11'),
      () => act((ports) => endDeferral(ports, order(ids, 'Ann'))),
      sweepAt('2026-12-14'),
    ];
    for (const step of steps) await step();
    const asked = await Promise.all(['Ann', 'Ben', 'Hal'].map((name) => askedOf(world.ports, ids[name]!)));
    const { proposal, moves, deferral, due } = await now(world.ports);
    expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
    return {
      writes,
      asked: asked.flat().map((row) => row.replace(/(approval|decided):\S+/, '$1')),
      end: { proposal, moves, deferral, due, revisions: await revisions(world.ports) },
    };
  }

  it.each(['crash-before', 'crash-after', 'fails', 'response-lost'] as const)(
    '(%s) at any write, and is followed by another, leaves what a run without trouble leaves',
    async (fault) => {
      const { writes, ...without } = await life(0, null);
      expect(without.asked).toHaveLength(9);
      expect(writes).toBeGreaterThan(15);
      for (let at = 1; at <= writes; at += 1) {
        const { asked, end } = await life(at, fault);
        expect({ at, asked, end }).toEqual({ at, ...without });
      }
    },
  );
});

describe('a deferral (RULES 2)', () => {
  const later = (ids: Town['ids'], name: string, until: string) => ({
    ...order(ids, name),
    until: civilDate(until),
    reason: 'the survey comes then',
  });

  it('mutes the early stages, and is followed by an ask on the first working day after it', async () => {
    const { ports, ids, day } = await town('2026-12-16');
    expect(outcome(await defer(ports, later(ids, 'Ann', '2026-12-04')))).toBe('done');
    // 20 working days before the date.
    expect(await day('2026-11-18')).toEqual([]);
    expect(await day('2026-12-04')).toEqual([]);
    expect(await day('2026-12-07')).toEqual(['Ann: A1 resume:2026-12-04 resume', 'Ben: A1 resume:2026-12-04 resume']);
    expect(await day('2026-12-09')).toEqual(['Ann: A1 2026-12-16 -5', 'Ben: A1 2026-12-16 -5']);
  });

  it('never mutes the date itself, nor what comes after it', async () => {
    const { ports, ids, day } = await town();
    const deferred = await defer(ports, later(ids, 'Ann', '2027-01-29'));
    expect(deferred).toMatchObject({ kind: 'done', warning: expect.stringContaining('is due by then') as string });
    expect(await day('2026-11-18')).toEqual([]);
    expect(await day('2026-11-25')).toEqual(['Ann: A1 2026-11-25 0', 'Ben: A1 2026-11-25 0']);
    expect(await day('2026-11-26')).toEqual(['Ann: A1 2026-11-25 +1', 'Ben: A1 2026-11-25 +1']);
  });

  it('ends when somebody ends it: the latest stage that it muted is asked', async () => {
    const { ports, ids, day } = await town();
    await defer(ports, later(ids, 'Ann', '2026-11-24'));
    expect(await day('2026-11-18')).toEqual([]);
    expect(outcome(await endDeferral(ports, order(ids, 'Hal')))).toBe('done');
    expect(outcome(await endDeferral(ports, order(ids, 'Hal')))).toBe('again');
    expect(await day('2026-11-19')).toEqual(['Ann: A1 2026-11-25 -5', 'Ben: A1 2026-11-25 -5']);
  });

  it('is for leads and who is accountable to set', async () => {
    const { ports, ids } = await town();
    expect(outcome(await defer(ports, later(ids, 'Zoe', '2026-12-04')))).toBe('not-theirs');
    expect(outcome(await defer(ports, later(ids, 'Hal', '2026-12-04')))).toBe('done');
    expect(outcome(await endDeferral(ports, order(ids, 'Zoe')))).toBe('not-theirs');
  });
});
