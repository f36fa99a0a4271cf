/** One submission, one row of the history: however often it is delivered, whoever else writes, whatever storage loses. */
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Actor } from '../../bot/domain/plan.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { defer } from '../../bot/flows/defer.js';
import type { Ports } from '../../bot/flows/ports.js';
import { propose } from '../../bot/flows/propose.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate, type Recorded, type Submission } from '../../bot/flows/record-update.js';
import type { StorageCall, StorageFault } from '../support/faulty-driver.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type RowWish, type World } from '../support/world.js';

type Officer = Extract<Actor, { kind: 'officer' }>;

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-12-16', leads: ['Ann', 'Ben'], declared: 'green' },
  { ref: 'B1', due: '2027-05-28', leads: ['Hal'], area: 'B' },
];

interface Town {
  readonly world: World;
  readonly ports: World['ports'];
  readonly as: (name: string) => Officer;
}

async function town(): Promise<Town> {
  const world = createWorld();
  await loadPlan(world.ports, ROWS);
  const ids = await linkAll(world.ports, ['Ann', 'Ben', 'Hal']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
  return { world, ports: world.ports, as: (name) => ({ kind: 'officer', id: ids[name]! }) };
}

function says(by: Actor, rev: number, note: string, more: Partial<Submission> = {}): Submission {
  return { plan: PLAN, ref: 'A1', by, rev, rating: 'green', inputs: { note }, ...more };
}

const done = { rating: 'complete', inputs: { doneOn: '2026-11-17', evidence: 'minutes' } } as const;

async function whys(ports: Ports, ref = 'A1'): Promise<readonly string[]> {
  return (await ports.plans.milestoneHistory(PLAN, ref)).map((row) => row.why);
}

function saved(recorded: Recorded): Extract<Recorded, { kind: 'saved' }> {
  if (recorded.kind !== 'saved') throw new Error(`It was ${JSON.stringify(recorded)}`);
  return recorded;
}

const proposes = (ports: Ports, by: Officer, date = '2027-01-29') =>
  propose(ports, { plan: PLAN, ref: 'A1', by, rev: null, proposed: { date: civilDate(date) }, reason: 'The lease' });

const decides = (ports: Ports, by: Officer, accept: boolean) =>
  decideProposal(ports, { plan: PLAN, ref: 'A1', by, rev: null, accept, reason: 'As said', elsewhere: null });

describe('a submission delivered again', () => {
  it('after others have answered is known, and shown with its own words', async () => {
    const { world, ports, as } = await town();
    const mine = says(as('Ann'), 1, 'mine');
    saved(await recordUpdate(ports, mine));
    saved(await recordUpdate(ports, says(as('Ben'), 2, 'later')));
    await proposes(ports, as('Ben'));
    world.clock.advance(30_000);
    // From this process, and from one that has just started.
    for (const each of [ports, world.start().ports]) {
      const again = saved(await recordUpdate(each, mine));
      expect([again.replayed, again.update.note]).toEqual([true, 'mine']);
    }
    expect(await whys(ports)).toEqual(['import', 'update', 'update', 'date proposed']);
  });

  it('after it was built on a revision that its card did not show is known, too', async () => {
    const { ports, as } = await town();
    await proposes(ports, as('Ben'));
    const mine = says(as('Ann'), 1, 'mine');
    expect(saved(await recordUpdate(ports, mine)).replayed).toBe(false);
    saved(await recordUpdate(ports, says(as('Ben'), 3, 'later')));
    expect(saved(await recordUpdate(ports, mine)).replayed).toBe(true);
    expect(await whys(ports)).toEqual(['import', 'date proposed', 'update', 'update']);
  });

  it('after its author lost the right is refused, and says that it is saved', async () => {
    const { ports, as } = await town();
    const mine = says(as('Ann'), 1, 'mine');
    saved(await recordUpdate(ports, mine));
    await handOver(ports, [as('Ben').id]);
    expect(await recordUpdate(ports, mine)).toMatchObject({ kind: 'refused', saved: true });
    expect(await recordUpdate(ports, says(as('Ann'), 1, 'other'))).toMatchObject({ kind: 'refused', saved: false });
  });

  it.each(['fails', 'response-lost', 'retried'] as const)(
    'whatever request of it storage loses (%s): saved or not known, never a false conflict, never two rows',
    async (fault) => {
      const requests = await requestsOf(() => null);
      expect(requests).toBeGreaterThan(4);
      for (let lost = 0; lost < requests; lost += 1) {
        const { world, ports, as } = await town();
        const faulty = world.start({ fault: nth(lost, fault) }).ports;
        const mine = says(as('Ann'), 1, 'mine');
        const first = await recordUpdate(faulty, mine).catch(() => null);
        expect([lost, first?.kind ?? 'not known']).toEqual([lost, first === null ? 'not known' : 'saved']);
        expect([lost, (await recordUpdate(ports, mine)).kind]).toEqual([lost, 'saved']);
        expect([lost, await whys(ports)]).toEqual([lost, ['import', 'update']]);
        expect(await ports.brokenLinks(PLAN)).toEqual([]);
      }
    },
  );

  it('whose process ends at any request, before or after it, is saved once by the next one', async () => {
    for (const fault of ['crash-before', 'crash-after'] as const) {
      const requests = await requestsOf(() => null);
      for (let last = 0; last < requests; last += 1) {
        const { world, ports, as } = await town();
        const mine = says(as('Ann'), 1, 'mine');
        await recordUpdate(world.start({ fault: nth(last, fault) }).ports, mine).catch(() => null);
        saved(await recordUpdate(ports, mine));
        expect([fault, last, await whys(ports)]).toEqual([fault, last, ['import', 'update']]);
      }
    }
  });

  async function requestsOf(fault: (call: StorageCall) => StorageFault | null): Promise<number> {
    const { world, as } = await town();
    let made = 0;
    const counted = world.start({ fault: (call) => ((made += 1), fault(call)) });
    saved(await recordUpdate(counted.ports, says(as('Ann'), 1, 'mine')));
    return made;
  }
});

describe('"still on track", delivered again', () => {
  const tick = [{ plan: PLAN, ref: 'A1', rev: 1 }];

  it('for one milestone, twice at once to two processes: two successes, one row', async () => {
    const { world, ports, as } = await town();
    const views = await Promise.all(
      [world.start().ports, world.start().ports].map((each) => recordOnTrack(each, as('Ann').id, tick)),
    );
    for (const view of views) expect([view.saved.map(({ ref }) => ref), view.refused]).toEqual([['A1'], []]);
    expect(await whys(ports)).toEqual(['import', 'still on track']);
  });

  it('after somebody else answered, and after a proposal came before it', async () => {
    const { ports, as } = await town();
    await proposes(ports, as('Ben'));
    const first = await recordOnTrack(ports, as('Ann').id, tick);
    saved(await recordUpdate(ports, says(as('Ben'), 3, 'later')));
    const again = await recordOnTrack(ports, as('Ann').id, tick);
    for (const view of [first, again]) expect([view.saved.map(({ ref }) => ref), view.refused]).toEqual([['A1'], []]);
    expect(await whys(ports)).toEqual(['import', 'date proposed', 'still on track', 'update']);
  });

  it('says what stands against it: an answer, or another change', async () => {
    const { ports, as } = await town();
    await proposes(ports, as('Ben'));
    await decides(ports, as('Hal'), true);
    expect((await recordOnTrack(ports, as('Ann').id, tick)).refused).toMatchObject([
      { ref: 'A1', because: 'it was changed since this card was sent: look at it again' },
    ]);
    saved(await recordUpdate(ports, says(as('Ben'), 3, 'later')));
    expect((await recordOnTrack(ports, as('Ann').id, tick)).refused).toMatchObject([
      { ref: 'A1', because: 'it was answered since this card was sent' },
    ]);
  });

  it.each(['fails', 'response-lost', 'retried'] as const)(
    'whatever request storage loses (%s): one row',
    async (fault) => {
      for (let lost = 0; lost < 12; lost += 1) {
        const { world, ports, as } = await town();
        await recordOnTrack(world.start({ fault: nth(lost, fault) }).ports, as('Ann').id, tick).catch(() => null);
        expect((await recordOnTrack(ports, as('Ann').id, tick)).refused).toEqual([]);
        expect([lost, await whys(ports)]).toEqual([lost, ['import', 'still on track']]);
      }
    },
  );
});

describe('an older card, when nobody answered since', () => {
  it('is saved past a proposal and its refusal: the answer does not rest on them', async () => {
    const { ports, as } = await town();
    await proposes(ports, as('Ben'));
    await decides(ports, as('Hal'), false);
    saved(await recordUpdate(ports, says(as('Ann'), 1, 'mine')));
    expect(await whys(ports)).toEqual(['import', 'date proposed', 'proposal refused', 'update']);
  });

  it('keeps the proposal that waits', async () => {
    const { ports, as } = await town();
    await proposes(ports, as('Ben'));
    saved(await recordUpdate(ports, says(as('Ann'), 1, 'mine')));
    expect((await ports.plans.milestone(PLAN, 'A1'))?.milestone.proposal).not.toBeNull();
  });

  it.each([
    [
      'a date that was decided',
      ['due'],
      {},
      async ({ ports, as }: Town) => {
        await proposes(ports, as('Ben'));
        await decides(ports, as('Hal'), true);
      },
    ],
    ['a proposal that a delivery would end', ['proposal'], done, ({ ports, as }: Town) => proposes(ports, as('Ben'))],
    [
      'a deferral, which an answer would end',
      ['deferral'],
      {},
      ({ ports, as }: Town) =>
        defer(ports, {
          plan: PLAN,
          ref: 'A1',
          by: as('Ben'),
          rev: null,
          until: civilDate('2026-12-01'),
          reason: 'Ill',
        }),
    ],
  ] as const)('is told of %s, and saved when it is sent again', async (_, meanwhile, more, act) => {
    const all = await town();
    const { ports, as } = all;
    await act(all);
    const told = await recordUpdate(ports, says(as('Ann'), 1, 'mine', more));
    expect(told).toMatchObject({ kind: 'conflict', conflict: { meanwhile } });
    if (told.kind !== 'conflict') return;
    saved(await recordUpdate(ports, says(as('Ann'), told.found.stored.rev, 'mine', more)));
    expect((await whys(ports)).at(-1)).toBe('update');
  });

  it('of a revision that storage has not seen is never saved unseen', async () => {
    const { ports, as } = await town();
    const told = await recordUpdate(ports, says(as('Ann'), 7, 'from before a restore'));
    expect(told).toMatchObject({ kind: 'conflict', conflict: { meanwhile: ['other'] } });
    expect(await whys(ports)).toEqual(['import']);
  });

  it('gives way to a proposal that comes between its check and its write', async () => {
    const { world, ports, as } = await town();
    const racing = world.start({ hook: beforeCommit(() => proposes(ports, as('Ben'))) });
    saved(await recordUpdate(racing.ports, says(as('Ann'), 1, 'mine')));
    expect(await whys(ports)).toEqual(['import', 'date proposed', 'update']);
  });
});

describe('rights, when they go between the card and the write', () => {
  it('a lead who is replaced between the check and the write is refused, and nothing is written', async () => {
    const { world, ports, as } = await town();
    const racing = world.start({ hook: beforeCommit(() => handOver(ports, [as('Ben').id])) });
    expect((await recordUpdate(racing.ports, says(as('Ann'), 1, 'mine'))).kind).toBe('refused');
    expect(await whys(ports)).toEqual(['import', 'handed over']);
  });

  it('so are ticks', async () => {
    const { world, ports, as } = await town();
    const racing = world.start({ hook: beforeCommit(() => handOver(ports, [as('Ben').id])) });
    const view = await recordOnTrack(racing.ports, as('Ann').id, [{ plan: PLAN, ref: 'A1', rev: 1 }]);
    expect(view.refused).toMatchObject([{ ref: 'A1', because: 'somebody else leads it now' }]);
    expect(await whys(ports)).toEqual(['import', 'handed over']);
  });

  it('a head of service who is replaced before the press is refused', async () => {
    const { ports, as } = await town();
    await setHeads(ports, 'A', [as('Ben').id]);
    expect((await recordUpdate(ports, says(as('Hal'), 1, 'mine'))).kind).toBe('refused');
    expect(await whys(ports)).toEqual(['import']);
  });
});

/** The one request with this number, from nought. */
function nth(number: number, fault: StorageFault): (call: StorageCall) => StorageFault | null {
  let made = -1;
  return () => ((made += 1), made === number ? fault : null);
}

/** Something that happens once, straight before the first transaction. */
function beforeCommit(act: () => Promise<unknown>): (call: StorageCall) => Promise<void> {
  let once = false;
  return async ({ table, act: kind }) => {
    if (once || table !== 'Plans' || kind !== 'submit') return;
    once = true;
    await act();
  };
}

async function handOver(ports: Ports, leads: readonly string[]): Promise<void> {
  const previous = (await ports.plans.milestone(PLAN, 'A1'))!;
  const at = ports.clock.now();
  await ports.plans.commit(PLAN, [
    {
      image: { kind: 'milestone', milestone: { ...previous.milestone, leads } },
      previous,
      at,
      recordedAt: at,
      by: { kind: 'operator' },
      why: 'handed over',
      inputHash: 'h',
    },
  ]);
}
