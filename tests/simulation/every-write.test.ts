import { WHOLE, reading } from '../support/channels.js';
import { describe, expect, it } from 'vitest';
import { addDays, civilDateAt, momentAt } from '../../bot/domain/dates.js';
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { tick } from '../../bot/flows/tick.js';
import { SimulatedCrash, type StorageFault } from '../support/faulty-driver.js';
import {
  chatFor,
  createWorld,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  ZONE,
  type Process,
  type RowWish,
  type World,
} from '../support/world.js';
import { isWorkingDay, START } from './life.js';
import { faultsOf } from './oracle.js';
import { byCron } from '../support/by-cron.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'A2', due: '2026-11-25', leads: ['Ann'], declared: 'green' },
  { ref: 'A3', due: '2026-12-02', leads: ['Ann'], declared: 'green' },
  { ref: 'A4', due: '2026-11-20', leads: [] },
  { ref: 'B1', due: '2026-10-02', leads: ['Cat'], area: 'B' },
];

/** Where one thing goes wrong, once. */
interface Trouble {
  /** Counted over all writes, or all POSTs, of the run. */
  readonly at: number;
  readonly kind: StorageFault | 'dies before the POST' | 'dies after the POST';
}

interface Run {
  readonly world: World;
  process: Process;
  writes: number;
  posts: number;
  /** Whether the trouble has come. */
  met: boolean;
}

function startRun(trouble: Trouble | null): Run {
  const world = createWorld('2026-11-18T08:30:00Z');
  const run: Run = { world, process: world.start(), writes: 0, posts: 0, met: false };
  const die = (): Promise<never> => {
    run.met = true;
    run.process.kill();
    return Promise.reject(new SimulatedCrash('at a POST'));
  };
  run.process = world.start({
    fault: ({ act }) => {
      if (act !== 'submit') return null;
      run.writes += 1;
      const kind = trouble?.kind;
      if (run.writes !== trouble?.at || kind === undefined || kind.includes('POST')) return null;
      run.met = true;
      return kind as StorageFault;
    },
    onSend: async () => {
      run.posts += 1;
      if (trouble?.kind === 'dies before the POST' && run.posts === trouble.at) await die();
    },
    onAnswer: async () => {
      if (trouble?.kind === 'dies after the POST' && run.posts === trouble.at) await die();
    },
  });
  return run;
}

/** Once, or again when something went wrong: by a person, a queue or a timer, minutes later, in a new process. */
async function redo<T>(run: Run, act: (process: Process) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 4; tries += 1) {
    const met = run.met;
    try {
      const answer = await act(run.process);
      if (run.met === met) return answer;
    } catch (error) {
      if (run.met === met) throw error;
    }
    run.process = run.world.start();
    run.world.clock.advance(4 * 60_000);
  }
  throw new Error('It went wrong again without trouble');
}

async function hear({ world, process: { ports } }: Run): Promise<void> {
  for (let rung = world.bells.take(); rung !== null; rung = world.bells.take()) {
    if (rung.queue === 'deliver') await drain(ports);
    else if (rung.queue === 'refresh') await refreshCards(ports, rung.message);
    else await deliverRollup(ports, rung.message);
  }
}

async function morning(run: Run): Promise<void> {
  const { world } = run;
  await redo(run, ({ ports }) => loadPlan(ports, ROWS, START));
  const ids = await linkAll(world.ports, ['Ann', 'Ben', 'Cat']);
  await setHeads(world.ports, 'A', [ids.Cat ?? '']);
  const common = { ...WHOLE, plans: null, pausedUntil: null, paused: false, createdAt: world.clock.now() };
  await world.ports.schedules.put({ ...common, id: 'asks', kind: 'sweep', when: byCron('0 9 * * *') }, null);
  await world.ports.schedules.put({ ...common, id: 'news', kind: 'rollup', when: byCron('30 9 18 11 *') }, null);
  const channel = {
    id: 'leaders',
    name: null,
    team: null,
    chat: chatFor('leaders'),
    ...reading(PLAN),
    registeredBy: null,
  };
  await world.ports.channels.put({ ...channel, registeredAt: world.clock.now() }, null);
  world.clock.set('2026-11-18T09:00:00Z');
  await redo(run, ({ ports }) => tick(ports, DRAIN_LIMITS));
  const ann = { kind: 'officer', id: ids.Ann ?? '' } as const;
  const inputs = { note: 'said', cause: 'c', recovery: '2026-11-19' };
  const submission = { plan: PLAN, ref: 'A1', rev: 1, by: ann, rating: 'amber', inputs } as const;
  const saved = await redo(run, ({ ports }) => recordUpdate(ports, submission));
  expect(saved.kind).toBe('saved');
  const ticks = ['A2', 'A3'].map((ref) => ({ plan: PLAN, ref, rev: 1 }));
  const onTrack = await redo(run, ({ ports }) => recordOnTrack(ports, ann.id, ticks));
  expect(onTrack.saved.map((one) => one.ref)).toEqual(['A3']);
  world.clock.advance(60_000);
  await redo(run, () => hear(run));
  world.clock.set('2026-11-18T09:30:00Z');
  await redo(run, ({ ports }) => tick(ports, DRAIN_LIMITS));
  await redo(run, () => hear(run));
}

async function restOfTheWeek(run: Run): Promise<void> {
  const { world } = run;
  const moments: readonly (readonly [number, (process: Process) => Promise<unknown>])[] = [
    [2 * 60, ({ ports }) => nightly(ports)],
    [9 * 60, ({ ports }) => tick(ports, DRAIN_LIMITS)],
    [9 * 60 + 20, ({ ports }) => tick(ports, DRAIN_LIMITS)],
  ];
  for (let later = 0; later < 10; later += 1) {
    await redo(run, ({ ports }) => tick(ports, DRAIN_LIMITS));
    await redo(run, () => hear(run));
    world.clock.advance(5 * 60_000);
  }
  for (let day = addDays(START, 1); day <= addDays(START, 2); day = addDays(day, 1)) {
    for (const [minutes, act] of isWorkingDay(day) ? moments : []) {
      world.clock.set(momentAt(day, minutes, ZONE));
      await redo(run, act);
      await redo(run, () => hear(run));
    }
  }
}

async function whole(trouble: Trouble | null): Promise<Run> {
  const run = startRun(trouble);
  await morning(run);
  await restOfTheWeek(run);
  return run;
}

const SAID = { acknowledged: new Set(['said']), tried: new Set(['said']) };

async function asked({ world: { ports } }: Run): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { value } of await ports.people.officers()) {
    const { asked: rows } = await ports.ledger.read(value.id);
    all.push(...rows.map((row) => `${value.name} ${row.ref} ${row.anchor} ${row.step}`));
  }
  return all.sort();
}

/**
 * A crash before a write leaves what the crash after the one before it left, and a write that failed or was tried again
 * leaves what the same at its neighbour does: of these every so many points are enough, of the others each is tried.
 */
const EVERY: Readonly<Record<Trouble['kind'], number>> = {
  'crash-before': 5,
  'crash-after': 1,
  fails: 3,
  'response-lost': 2,
  retried: 3,
  'dies before the POST': 1,
  'dies after the POST': 1,
};

describe('a run that meets trouble at one point', () => {
  it.each(Object.entries(EVERY) as [Trouble['kind'], number][])(
    '(%s), at every %dth point in turn, ends as the run without',
    async (kind, every) => {
      const reference = await whole(null);
      expect(await faultsOf(reference.world, SAID)).toEqual([]);
      const expected = await asked(reference);
      const points = kind.includes('POST') ? reference.posts : reference.writes;
      expect(points).toBeGreaterThan(kind.includes('POST') ? 4 : 50);
      for (let at = 1 + (points % every); at <= points; at += every) {
        const run = await whole({ at, kind });
        const faults = await faultsOf(run.world, SAID);
        expect([at, run.met, faults]).toEqual([at, true, []]);
        expect([at, await asked(run)]).toEqual([at, expected]);
        expect(civilDateAt(run.world.clock.now(), ZONE)).toBe('2026-11-21');
      }
    },
    300_000,
  );
});
