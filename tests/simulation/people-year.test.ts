import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import type { Due } from '../../bot/domain/plan.js';
import { drain } from '../../bot/flows/drain.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { sweep, type SweepReport } from '../../bot/flows/sweep.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { d } from '../support/builders.js';
import { terminal, type Terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, seededRandom, type RowWish, type World } from '../support/world.js';

/** `SEED=12` replays one world; `SEEDS=500` lives more of them. */
const wanted = process.env.SEED;
const seeds =
  wanted === undefined
    ? Array.from({ length: Number(process.env.SEEDS ?? 8) }, (_, index) => index + 1)
    : [Number(wanted)];

const START = d('2026-11-18');
const DAYS = 100;
const MILESTONES = 10;
const OFFICERS = ['Ann', 'Bea', 'Cat', 'Dan'];
const HEADS = ['Hal', 'Ida', 'Jon'];
const PEOPLE = [...OFFICERS, ...HEADS, 'Ola'];
const GROUPS = ['Each Group', 'Any Group'];
const ABOUT = ['--plan', PLAN];

interface Life {
  readonly world: World;
  readonly type: Terminal;
  readonly pick: <T>(some: readonly T[]) => T;
  readonly upTo: (most: number) => number;
  /** What was typed and done, for whoever replays it. */
  readonly done: string[];
}

type Chance = Pick<Life, 'pick' | 'upTo'>;

function anyDue({ pick, upTo }: Chance): Due {
  const day = addDays(START, upTo(90) - 20);
  return pick<() => Due>([
    () => ({ kind: 'awaited', text: 'tbc' }),
    () => ({ kind: 'ongoing', text: 'Ongoing' }),
    () => ({
      kind: 'recurring',
      cadence: pick(['weekly', 'fortnightly', 'monthly', 'quarterly'] as const),
      first: pick([null, day]),
      until: pick([null, addDays(day, 80)]),
      yearStarts: 4,
      text: 'again',
    }),
    () => ({ kind: 'meeting', board: 'Panel', from: day, to: addDays(day, 25), on: null, text: 'Panel' }),
    () => ({ kind: 'day', date: day, text: day }),
    () => ({ kind: 'day', date: day, text: day }),
  ])();
}

async function begin(seed: number): Promise<Life> {
  const random = seededRandom(seed * 7 + 1);
  const upTo = (most: number): number => Math.floor(random.fraction() * (most + 1));
  const pick = <T>(some: readonly T[]): T => some[upTo(some.length - 1)]!;
  const world = createWorld(`${START}T07:00:00Z`, seed);
  const wishes = Array.from({ length: MILESTONES }, (_, n): RowWish => {
    const leads = [pick([...OFFICERS, ...GROUPS, 'Each Group', 'Hal']), ...(upTo(2) === 0 ? [pick(OFFICERS)] : [])];
    return { ref: `A${String(n)}`, due: anyDue({ pick, upTo }), leads: [...new Set(leads)], area: pick(['A', 'B']) };
  });
  const named: RowWish = { ref: 'Z', due: '2031-01-01', leads: [...PEOPLE, ...GROUPS], area: 'A' };
  await loadPlan(world.ports, [...wishes, named, { ...named, ref: 'Y', area: 'B' }], START);
  await linkAll(world.ports, PEOPLE);
  const type = terminal(world);
  await type('officers', 'group', 'Each Group', '--members', 'Ann; Bea; Cat', '--rule', 'each');
  await type('officers', 'group', 'Any Group', '--members', 'Dan; Bea', '--rule', 'any');
  await type('heads', 'set', ...ABOUT, '--area', 'A', '--to', 'Hal');
  await type('heads', 'owner', ...ABOUT, '--to', 'Ola');
  return { world, type, pick, upTo, done: [] };
}

/** Something that somebody says on a day: an answer, a proposal, a decision, or where people and meetings are. */
function anyWords({ pick, upTo }: Chance, today: CivilDate): readonly string[] {
  const later = addDays(today, 1 + upTo(40));
  const soon = addDays(today, upTo(8));
  const anybody = pick(PEOPLE);
  const by = ['--by', anybody];
  const about = [`A${String(upTo(MILESTONES - 1))}`, ...ABOUT];
  const update = ['update', ...about, ...by];
  return pick<() => readonly string[]>([
    () => [...update, '--rating', 'green', '--note', 'x'],
    () => [...update, '--rating', 'green', '--note', 'x', '--next-step', 's', '--by-when', later],
    () => [...update, '--rating', 'amber', '--cause', 'x', '--recovery', later],
    () => [...update, '--rating', 'complete', '--done-on', today, '--evidence-due', later],
    () => ['propose', ...about, ...by, '--date', later, '--reason', 'x'],
    () => ['propose', ...about, ...by, '--date', later, '--reason', 'x'],
    () => ['approvals', pick(['accept', 'refuse']), ...about, '--by', pick([...HEADS, 'Ola']), '--reason', 'x'],
    () => ['approvals', 'ask', ...about, '--by', pick([...HEADS, 'Ola']), '--question', 'Why?'],
    () => ['hand-over', ...about, ...by, '--to', pick(PEOPLE)],
    () => [
      ...update,
      '--rating',
      'green',
      '--note',
      'x',
      '--from-source',
      'e-mail',
      '--from-date',
      today,
      '--as',
      pick(PEOPLE),
    ],
    () => [...update, '--rating', 'complete', '--done-on', today, '--evidence', 'shown'],
    () => ['defer', ...about, ...by, ...pick([['--end'], ['--until', later, '--reason', 'x']])],
    () => ['officers', 'away', anybody, '--until', pick([soon, later])],
    () => ['officers', 'away', anybody, '--until', pick([soon, later]), '--deputy', pick(PEOPLE)],
    () => ['officers', 'back', anybody],
    () => ['officers', 'deputy', anybody, ...pick([['--none'], ['--to', pick(PEOPLE)]])],
    () => ['officers', 'role', anybody, pick(['left', 'external', 'internal', 'internal', 'internal', 'internal'])],
    () => [
      'officers',
      'leave',
      anybody,
      ...pick([
        ['--to', pick(PEOPLE)],
        ['--to-head', '--areas', pick(HEADS)],
      ]),
    ],
    () => ['officers', 'hand-over', anybody, '--to', pick(PEOPLE)],
    () => ['officers', 'group', pick(GROUPS), '--members', pick(MEMBERS), '--rule', pick(['each', 'any'])],
    () => ['heads', 'set', ...ABOUT, '--area', pick(['A', 'B']), '--to', pick([...HEADS, 'Any Group'])],
    () => ['heads', 'owner', ...ABOUT, '--to', pick(['Ola', 'Ida'])],
    () => ['calendar', 'board', 'Panel', '--dates', `${later}; ${addDays(later, 20)}`],
    () => ['calendar', 'closure', pick([soon, later]), ...pick([[], ['--remove']])],
  ])();
}

const MEMBERS = ['Ann; Bea', 'Ann; Bea; Cat', 'Cat; Dan', 'Dan'];

async function live(life: Life, today: CivilDate): Promise<void> {
  for (let left = life.upTo(2); left > 0; left -= 1) {
    life.world.clock.advance(60_000);
    const words = anyWords(life, today);
    const { exit } = await life.type(...words);
    if (exit === 0) life.done.push(`${today} ${words.join(' ')}`);
  }
}

/** What is asked, of whom: `officer ref anchor step`. */
function asksOf({ digests }: SweepReport): readonly string[] {
  const each = digests.flatMap(({ officer, entries }) =>
    entries.map(({ milestone: { ref }, ask: { anchor, step } }) => `${officer} ${ref} ${anchor} ${step}`),
  );
  return each.sort();
}

/** The sweep of a day, and what was foreseen for it by looking at everything; null on a day off. */
async function sweepOn({ world }: Life, today: CivilDate) {
  const calendar = await presentCalendar(world.ports);
  if (!calendar.isWorkingDay(today)) return null;
  const ports = { ...world.ports, calendar };
  const foreseen = asksOf(await previewSweep(ports, today));
  const asked = asksOf(await sweep(ports, { slot: ports.clock.now(), today, atOnce: true }));
  await drain(ports);
  return { foreseen, asked };
}

describe('months in which people come and go', () => {
  it('each sweep asks what is to be asked by looking at every milestone, and of whom', async () => {
    let asks = 0;
    for (const seed of seeds) {
      const life = await begin(seed);
      for (let lived = 0, today = START; lived < DAYS; lived += 1, today = addDays(today, 1)) {
        life.world.clock.set(`${today}T08:00:00Z`);
        await live(life, today);
        const swept = await sweepOn(life, today);
        const replay = `SEED=${String(seed)} ${today}\n${life.done.slice(-30).join('\n')}`;
        if (swept !== null) expect(swept.asked, replay).toEqual(swept.foreseen);
        asks += swept?.asked.length ?? 0;
        life.world.clock.set(`${today}T15:00:00Z`);
        await live(life, today);
      }
    }
    expect(asks).toBeGreaterThan(seeds.length * 20);
  }, 300_000);
});
