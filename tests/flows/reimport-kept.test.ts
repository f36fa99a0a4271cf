import { describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import type { Decision } from '../../bot/domain/plan-decisions.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { PlanFile, PlanRow, StateSuggestion } from '../../bot/domain/read-plan.js';
import { withoutWords } from '../../bot/domain/update.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { applyFile } from '../../bot/flows/reimport.js';
import { createWorld, PLAN, planFile, WEDNESDAY, type RowWish, type World } from '../support/world.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
  { ref: 'A2', due: '2027-01-29', leads: ['Ann', 'Bob'], declared: 'green' },
];
const BY = { kind: 'operator' } as const;
const AMBER: Partial<PlanRow> = { declared: 'amber', grade: 'amber' };

async function loaded(file: PlanFile = planFile(ROWS)): Promise<World> {
  const world = createWorld();
  const asAt = civilDate('2026-07-01');
  await importPlan(world.ports, { plan: PLAN, title: 'The plan', file, asAt, acceptSuggestions: false });
  return world;
}

function withRow(ref: string, change: Partial<PlanRow>, file = planFile(ROWS)): PlanFile {
  return { ...file, rows: file.rows.map((row) => (row.ref === ref ? { ...row, ...change } : row)) };
}

async function next(world: World, file: PlanFile, decisions: readonly Decision[] = [], acceptSuggestions = false) {
  const answer = await applyFile(world.ports, {
    ...{ plan: PLAN, file, asAt: WEDNESDAY, decisions, acceptSuggestions, enteredBy: BY },
  });
  if (answer.kind !== 'applied') throw new Error(JSON.stringify(answer));
  return answer.difference;
}

async function milestone(world: World, ref: string): Promise<Milestone> {
  return (await world.ports.plans.milestone(PLAN, ref))!.milestone;
}

/** What people did here since the last file. */
async function since(world: World, ref: string, change: Partial<Milestone>): Promise<void> {
  const previous = (await world.ports.plans.milestone(PLAN, ref))!;
  const image = { kind: 'milestone', milestone: { ...previous.milestone, ...change } } as const;
  const at = world.clock.now();
  await world.ports.plans.commit(PLAN, [
    { image, previous, at, recordedAt: at, by: BY, why: 'update', inputHash: 'x' },
  ]);
}

function answered(grade: 'red' | 'green', day: string): Pick<Milestone, 'update' | 'state'> {
  const signed = { by: BY, on: civilDate(day), at: instant(`${day}T09:00:00.000Z`) };
  return { update: { ...withoutWords(grade, grade), ...signed }, state: 'in-progress' };
}

describe('what people said since the last file', () => {
  it.each(['2026-11-10', '2026-11-18'])('holds on %s over another rating, until it is decided', async (day) => {
    const world = await loaded();
    await since(world, 'A2', answered('red', day));
    const { decisions } = await next(world, withRow('A2', AMBER));
    expect(decisions).toMatchObject([{ kind: 'since', ref: 'A2', choices: [{ id: 'keep' }, { id: 'file' }] }]);
    expect(await milestone(world, 'A2')).toMatchObject({ update: { grade: 'red' } });
  });

  it('gives way to the rating of the file where that is decided', async () => {
    const world = await loaded();
    await since(world, 'A2', answered('red', '2026-11-10'));
    const other = await loaded();
    await since(other, 'A2', answered('red', '2026-11-10'));
    const { decisions } = await next(other, withRow('A2', AMBER));
    await next(world, withRow('A2', AMBER), [{ id: decisions[0]!.id, choice: 'file' }]);
    expect(await milestone(world, 'A2')).toMatchObject({ update: { grade: 'amber', by: { kind: 'import' } } });
  });

  it.each<[string, Partial<StateSuggestion>, object]>([
    ['a colour', { rating: { rating: 'amber', grade: 'amber' } }, { update: { grade: 'red' }, state: 'in-progress' }],
    ['an end', { state: 'withdrawn' }, { update: { grade: 'red' }, state: 'in-progress', closure: null }],
  ])('is not undone by %s that the last file had already, where all is accepted', async (_, shown, expected) => {
    const said = { ref: 'A1', state: 'in-progress', because: 'the cell', query: 'Is it so?', ...shown } as const;
    const file = { ...planFile(ROWS), suggestions: [said] };
    const world = await loaded(file);
    await since(world, 'A1', answered('red', '2026-11-10'));
    await next(world, withRow('A1', { text: 'Other words' }, file), [], true);
    expect(await milestone(world, 'A1')).toMatchObject({ ...expected, text: 'Other words' });
  });

  it('stays paused until its day, whatever a file rates it', async () => {
    const world = await loaded();
    const pause = { by: BY, on: WEDNESDAY, until: civilDate('2027-03-31'), reason: 'Nobody in post' };
    await since(world, 'A2', { state: 'paused', pause });
    await next(world, withRow('A2', AMBER));
    expect(await milestone(world, 'A2')).toMatchObject({ state: 'paused', pause, update: { grade: 'amber' } });
  });

  it('keeps its day and its evidence when the file says complete, too', async () => {
    const world = await loaded();
    const deliveredOn = civilDate('2026-11-10');
    await since(world, 'A2', { ...answered('green', deliveredOn), state: 'evidenced', deliveredOn });
    await next(world, withRow('A2', { declared: 'complete', grade: null }));
    expect(await milestone(world, 'A2')).toMatchObject({ state: 'evidenced', deliveredOn });
  });
});

describe('a file that is loaded again', () => {
  it('after a crash is completed with the decisions of the first time', async () => {
    const world = await loaded();
    const due = { kind: 'day', date: civilDate('2027-01-15'), text: '15 January 2027' } as const;
    await since(world, 'A1', { due });
    const file = withRow('A1', { due: { ...due, date: civilDate('2027-02-26'), text: '26 February 2027' } });
    const { decisions } = await next(world, file);
    expect(await next(world, file, [{ id: decisions[0]!.id, choice: 'keep' }])).toMatchObject({ unchanged: 2 });
    expect(await milestone(world, 'A1')).toMatchObject({ due });
  });
});

describe('a ref that was made here', () => {
  const made = (text: string): PlanFile => withRow('A1', { refPrinted: false, text });

  it('is not the one that a file prints for something else: that gets another', async () => {
    const world = await loaded(made('Audit thirty referrals'));
    const awaited = { due: { kind: 'awaited', text: 'tbc' }, text: 'Write to all parents' } as const;
    const { added, gone } = await next(world, withRow('A1', awaited));
    expect([added.map(({ text }) => text), gone.map(({ ref }) => ref)]).toEqual([['Write to all parents'], ['A1']]);
    expect(await milestone(world, 'A1')).toMatchObject({ text: 'Audit thirty referrals', goneSince: WEDNESDAY });
    expect(added[0]?.ref).not.toBe('A1');
  });

  it('is the one that a file prints for nearly the same words', async () => {
    const world = await loaded(made('Audit thirty referrals'));
    const text = 'Audit forty referrals';
    expect(await next(world, withRow('A1', { text }))).toMatchObject({ added: [], gone: [] });
    expect(await milestone(world, 'A1')).toMatchObject({ text });
  });
});

describe('who may read it', () => {
  const restricted = { level: 'restricted', printed: null, exempt: null } as const;

  it('is loosened by no file that marks nothing, and by one that says so', async () => {
    const world = await loaded(withRow('A1', { marking: restricted }));
    await next(world, withRow('A1', { text: 'Said in other words' }));
    expect((await milestone(world, 'A1')).marking).toMatchObject({ level: 'restricted' });
    const other = await loaded(withRow('A1', { marking: restricted }));
    await next(other, withRow('A1', { marking: { ...restricted, level: 'internal' } }));
    expect((await milestone(other, 'A1')).marking).toMatchObject({ level: 'internal' });
  });
});
