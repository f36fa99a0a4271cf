import { describe, expect, it } from 'vitest';
import type { Due } from '../../../bot/domain/plan.js';
import { d } from '../../support/builders.js';
import { at, fileOf, terminal } from '../../support/command-line.js';
import { createWorld, loadPlan, PLAN, setHeads, type RowWish } from '../../support/world.js';

const LEADS = ['Ada Quill'];

/** A plan of these, loaded on Wednesday 18 November 2026. */
async function town(...dues: readonly (readonly [string, RowWish['due']])[]) {
  const world = createWorld();
  const type = terminal(world);
  await loadPlan(
    world.ports,
    dues.map(([ref, due]) => ({ ref, due, leads: LEADS })),
  );
  const overdue = async (day: string): Promise<readonly unknown[]> => {
    const { json } = await type('milestones', '--plan', PLAN, '--overdue', '--as-at', day);
    return (json.milestones as readonly { ref: string }[]).map(({ ref }) => ref);
  };
  const update = (ref: string, ...words: readonly string[]) =>
    type('update', ref, '--plan', PLAN, '--by', 'Ada Quill', ...words);
  return { world, type, overdue, update };
}

const period = (from: string, to: string, text: string): Due => ({ kind: 'period', from: d(from), to: d(to), text });

describe('milestones --overdue', () => {
  it('begins on the day after the date, weekend or bank holiday or not', async () => {
    // Saturday 5 December; Christmas Day, a Friday; Monday 28 December, its substitute day.
    const { overdue } = await town(['sat', '2026-12-05'], ['xmas', '2026-12-25'], ['boxing', '2026-12-28']);
    expect(await overdue('2026-12-05')).toEqual([]);
    expect(await overdue('2026-12-06')).toEqual(['sat']);
    expect(await overdue('2026-12-25')).toEqual(['sat']);
    expect(await overdue('2026-12-26')).toEqual(['sat', 'xmas']);
    expect(await overdue('2026-12-29')).toEqual(['sat', 'xmas', 'boxing']);
  });

  it('tells the working days after the date: none on a weekend straight after it', async () => {
    const { type } = await town(['fri', '2026-12-04']);
    const days = async (day: string) => {
      const { json } = await type('milestones', '--plan', PLAN, '--as-at', day);
      return [at(json, 'milestones.0.overdueDays'), at(json, 'milestones.0.check.rating')];
    };
    expect(await days('2026-12-04')).toEqual([null, 'none']);
    expect(await days('2026-12-06')).toEqual([0, 'amber']);
    expect(await days('2026-12-07')).toEqual([1, 'amber']);
  });

  it('counts a period from its last day', async () => {
    const { overdue } = await town(['month', period('2026-12-01', '2026-12-31', 'December 2026')]);
    expect(await overdue('2026-12-31')).toEqual([]);
    expect(await overdue('2027-01-01')).toEqual(['month']);
  });

  it('counts a recurring one from the end of the earliest period without its update', async () => {
    const due: Due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: d('2027-06-30'),
      yearStarts: 4,
      text: 'Quarterly',
    };
    const { overdue, update, type, world } = await town(['rec', due]);
    expect(await overdue('2026-12-31')).toEqual([]);
    expect(await overdue('2027-01-01')).toEqual(['rec']);
    world.clock.set('2026-12-15T10:00:00Z');
    expect((await update('rec', '--rating', 'green', '--note', 'Told the panel')).exit).toBe(0);
    expect(await overdue('2027-01-01')).toEqual([]);
    expect(await overdue('2027-04-01')).toEqual(['rec']);
    const { json } = await type('milestones', '--plan', PLAN);
    expect(at(json, 'milestones.0')).toMatchObject({
      due: { date: '2027-03-31', period: { from: '2027-01-01', to: '2027-03-31' }, cadence: 'quarterly' },
      settledThrough: '2026-12-31',
    });
  });

  it('never has what has no date or no end', async () => {
    const { overdue } = await town(['tbc', null], ['on', { kind: 'ongoing', text: 'Ongoing' }]);
    expect(await overdue('2030-01-01')).toEqual([]);
  });

  it('never has what is paused, delivered or closed, and has it again when it goes on', async () => {
    const { world, overdue, update, type } = await town(
      ['paused', '2026-11-19'],
      ['done', '2026-11-19'],
      ['shut', '2026-11-19'],
      ['open', '2026-11-19'],
    );
    await loadPlan(world.ports, [{ ref: 'x', due: null, leads: ['Hal Irwin'] }], d('2026-11-18'), 'other');
    const hal = (await world.ports.people.byName('Hal Irwin'))!.value.id;
    await setHeads(world.ports, 'A', [hal]);
    const said = [
      await update('paused', '--rating', 'green', '--note', 'Waits for the roof', '--state', 'paused'),
      await update('done', '--rating', 'complete', '--done-on', '2026-11-18', '--evidence', 'The minutes'),
      await type(
        'update',
        'shut',
        '--plan',
        PLAN,
        '--by',
        'Hal Irwin',
        '--rating',
        'green',
        '--note',
        'x',
        '--state',
        'withdrawn',
      ),
    ];
    expect(said.map(({ exit }) => exit)).toEqual([0, 0, 0]);
    expect(await overdue('2026-11-20')).toEqual(['open']);
  });

  it('still has what is put off, and what waits for a decision about its date', async () => {
    const { world, overdue, type } = await town(['off', '2026-11-19'], ['waits', '2026-11-19']);
    const by = ['--plan', PLAN, '--by', 'Ada Quill'];
    await type('defer', 'off', ...by, '--until', '2026-12-18', '--reason', 'Half term comes first');
    await type('propose', 'waits', ...by, '--date', '2027-01-29', '--reason', 'The auditor is late');
    world.clock.set('2026-11-20T10:00:00Z');
    expect(await overdue('2026-11-20')).toEqual(['off', 'waits']);
  });
});

describe('--as-at', () => {
  it('before the plan was loaded is refused in a sentence by every verb that reads it', async () => {
    const { type } = await town(['1', '2026-12-05']);
    for (const words of [['milestones'], ['rollup'], ['why', '1', 'Ada Quill']]) {
      const { exit, json } = await type(...words, '--plan', PLAN, '--as-at', '2026-11-17');
      expect([exit, json.error], words[0]).toEqual([
        1,
        {
          code: 'not-yet-loaded',
          message: `“${PLAN}” had not been loaded by Tuesday 17 November 2026. Its figures begin on Wednesday 18 November 2026.`,
        },
      ]);
    }
    const plans = await type('plans', '--as-at', '2026-11-17');
    expect(plans.json).toEqual({ asAt: '2026-11-17', plans: [] });
    expect(plans.lines).toEqual(['No plan had been loaded by Tuesday 17 November 2026.']);
  });

  it('of a plan loaded for a day gone by begins on that day', async () => {
    const world = createWorld();
    const type = terminal(world);
    const file = fileOf('plan.csv', 'Ref,Area,Milestone,Due,Leads\nA 1,Front door,Open it,31 May 2017,Ada Quill\n');
    await type('import', file, '--plan', 'old', '--as-at', '2017-06-01');
    expect((await type('plans', '--as-at', '2017-06-01')).json.plans).toMatchObject([{ id: 'old', milestones: 1 }]);
    expect(
      (await type('milestones', '--plan', 'old', '--overdue', '--as-at', '2017-06-01')).json.milestones,
    ).toMatchObject([{ ref: 'A 1', approved: '2017-05-31' }]);
    expect((await type('rollup', '--plan', 'old', '--as-at', '2017-05-31')).exit).toBe(1);
  });

  it('of a day to come is what is recorded now, with the dates of then', async () => {
    const { type } = await town(['1', '2026-12-04']);
    const ahead = await type('milestones', '--plan', PLAN, '--as-at', '2026-12-07');
    expect(at(ahead.json, 'milestones.0.overdueDays')).toBe(1);
    expect(ahead.lines[0]).toBe(
      'As recorded on Wednesday 18 November 2026, and as the dates would stand on Monday 7 December 2026:',
    );
    const dry = await type('sweep', '--dry-run', '--as-at', '2026-12-04');
    expect(at(dry.json, 'digests.0.items.0')).toMatchObject({ ref: '1', stage: '0' });
    expect(dry.lines[0]).toBe(
      'As recorded on Wednesday 18 November 2026, and as the dates would stand on Friday 4 December 2026:',
    );
    expect(at((await type('sweep', '--as-at', '2026-12-04')).json, 'error.code')).toBe('not-yet');
  });

  it('before the load shows a dry run as if the plan had been loaded then, and says so', async () => {
    const { type } = await town(['1', '2026-11-10']);
    const dry = await type('sweep', '--dry-run', '--as-at', '2026-11-10');
    expect(at(dry.json, 'digests.0.items.0')).toMatchObject({ ref: '1', stage: '0' });
    expect(dry.lines[0]).toBe(
      `“${PLAN}” was loaded as at Wednesday 18 November 2026; it is shown as if loaded that day.`,
    );
  });
});
