import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../../bot/domain/dates.js';
import type { Due, Milestone } from '../../../bot/domain/plan.js';
import { DRAIN_LIMITS } from '../../../bot/flows/drain.js';
import { sweep } from '../../../bot/flows/sweep.js';
import { tick } from '../../../bot/flows/tick.js';
import { fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import {
  createWorld,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  WEDNESDAY,
  type World,
} from '../../support/world.js';

const OWN =
  'Word,Letter,Shape,Meaning,Counts as\nStrength,S,■,we do this well,\nGreen shoots,GS,◧,first signs,\nArea for development,AD,□,not yet,\n';
const OFF_TRACK = 'Word,Letter,Counts as\nOff track,OFF,red\nAt risk,AR,amber\nOn track,ON,green\n';
const RED = ['--cause', 'No auditor', '--remedy', 'Borrow one', '--recovery', '2026-12-01'];

let world: World;
let type: Terminal;
let ids: Record<string, string>;

beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-11-25', leads: ['Ann', 'Bob'] },
    { ref: 'A2', due: '2027-03-31', leads: ['Ann'] },
    { ref: 'A3', due: '2027-03-31', leads: ['Hal'] },
  ]);
  ids = await linkAll(world.ports, ['Ann', 'Bob', 'Hal']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
  type = terminal(world);
});

const policy = (...more: readonly string[]): Promise<Typed> => type('policy', '--plan', PLAN, ...more);
const update = (ref: string, by: string, ...more: readonly string[]): Promise<Typed> =>
  type('update', ref, '--plan', PLAN, '--by', by, ...more);
const keyFile = (text: string) => ['--key', fileOf('key.csv', text)];

/** Changes a milestone as an import would have printed it. */
async function reprint(ref: string, change: Partial<Milestone>): Promise<void> {
  const stored = (await world.ports.plans.milestone(PLAN, ref))!;
  const now = world.ports.clock.now();
  const outcome = await world.ports.plans.commit(PLAN, [
    {
      image: { kind: 'milestone', milestone: { ...stored.milestone, ...change } },
      previous: stored,
      at: now,
      recordedAt: now,
      by: { kind: 'import' },
      why: 'import',
      inputHash: ref,
    },
  ]);
  expect(outcome).toBe('written');
}

describe('policy', () => {
  it('without wishes shows who rates, in which key, and when the year starts', async () => {
    const { exit, json, lines } = await policy();
    expect(exit).toBe(0);
    expect(json).toMatchObject({ plan: PLAN, preset: 'confidence', yearStarts: 4 });
    expect((json.key as object[]).length).toBe(4);
    expect(lines.slice(0, 2)).toEqual([
      'People rate, and the dates stand beside (confidence).',
      'The year starts in April.',
    ]);
    const red = '  ◆ Red (R): significant risk that it will not be achieved; counts as red [red]';
    expect(lines.slice(lines.indexOf('The key:'))[1]).toBe(red);
  });

  it('with the preset dates, the check is the rating in every list', async () => {
    await update('A1', 'Ann', '--rating', 'green', '--note', 'x');
    expect((await policy('--preset', 'dates')).json).toMatchObject({ preset: 'dates' });
    world.clock.set('2026-12-31T10:00:00Z');
    const { json } = await type('milestones', '--plan', PLAN, '--overdue');
    expect(json.milestones).toMatchObject([{ ref: 'A1', rating: 'red', ratingLabel: 'Red', check: { rating: 'red' } }]);
    const { json: figures } = await type('rollup', '--plan', PLAN);
    expect(figures).toMatchObject({ preset: 'dates', counts: { red: 1, green: 0, none: 2 }, refs: { red: ['A1'] } });
    expect(figures.disagreements).toMatchObject([
      { ref: 'A1', declared: 'green', declaredLabel: 'Green', check: 'red' },
    ]);
  });

  it('a key that calls Red otherwise renames what was rated; what was rated before keeps its word', async () => {
    await update('A2', 'Ann', '--rating', 'R', ...RED);
    world.clock.set('2026-11-20T10:00:00Z');
    const { json, lines } = await policy(...keyFile(OFF_TRACK));
    expect(json).toMatchObject({ renamed: [{ from: 'Red', to: 'Off track' }, {}, {}] });
    expect(lines).toContain('“Red” is called “Off track” from now on.');
    const label = async (...more: string[]) => {
      const found = (await type('milestones', '--plan', PLAN, ...more)).json.milestones as {
        ref: string;
        ratingLabel: string;
      }[];
      return found.find(({ ref }) => ref === 'A2')?.ratingLabel;
    };
    expect([await label(), await label('--as-at', '2026-11-19')]).toEqual(['Off track', 'Red']);
  });

  it('a key that would lose a grade in use is refused, with the words', async () => {
    await policy(...keyFile(OWN));
    await update('A2', 'Ann', '--rating', 'Green Shoots', '--note', 'first signs');
    const { exit, json } = await policy(...keyFile(OFF_TRACK));
    expect(exit).toBe(1);
    expect(json.error).toEqual({
      code: 'key',
      message: 'The new key has no “Green shoots”, and 1 milestone was last rated so. Keep that word in the key.',
    });
    expect((await policy()).json).toMatchObject({ key: [{ word: 'Strength' }, {}, {}, { word: 'Complete' }] });
    const month = (await world.ports.audit.month('2026-11')).map(({ act, outcome }) => `${act} ${outcome}`);
    expect(month.filter((line) => line.startsWith('policy'))).toEqual(['policy set done', 'policy set refused']);
  });

  it.each([
    ['a file that is no key', keyFile('Ref,Due\n1,2\n'), 1, 'not-a-key'],
    ['a key with one entry', keyFile('Word\nFine\n'), 1, 'key'],
    ['a preset that is none', ['--preset', 'hope'], 2, 'preset'],
    ['a month that is none', ['--year-starts', '13'], 2, 'month'],
  ])('%s is refused', async (_, more, exit, code) => {
    expect(await policy(...more)).toMatchObject({ exit, json: { error: { code } } });
  });

  it('a year that starts otherwise moves what recurs by the half-year, and is no slip', async () => {
    const due: Due = {
      kind: 'recurring',
      cadence: 'half-yearly',
      first: null,
      until: null,
      yearStarts: 4,
      text: 'Twice a year',
    };
    await reprint('A3', { due });
    const approved = async () => {
      const { json } = await type('milestones', '--plan', PLAN, '--lead', 'Hal');
      return (json.milestones as { approved: string }[])[0]?.approved;
    };
    expect(await approved()).toBe('2027-03-31');
    expect((await policy('--year-starts', 'January')).json).toMatchObject({ yearStarts: 1, redated: 1 });
    expect(await approved()).toBe('2026-12-31');
    expect((await policy('--year-starts', '1')).json).toMatchObject({ redated: 0 });
    expect((await type('rollup', '--plan', PLAN)).json).toMatchObject({ moved: [] });
  });

  it('a year that starts otherwise is that of what is paused, too, and not of what is over', async () => {
    const due: Due = { kind: 'recurring', cadence: 'half-yearly', first: null, until: null, yearStarts: 4, text: 'x' };
    await reprint('A1', { due, state: 'paused' });
    await reprint('A2', { due, state: 'withdrawn' });
    const { json, lines } = await policy('--year-starts', 'January');
    expect(json).toMatchObject({ redated: 1 });
    expect(lines.at(-1)).toBe('1 recurring milestone now follows that year.');
    const startOf = async (ref: string) => (await world.ports.plans.milestone(PLAN, ref))?.milestone.due;
    expect([await startOf('A1'), await startOf('A2')]).toMatchObject([{ yearStarts: 1 }, { yearStarts: 4 }]);
  });
});

describe('update in the plan’s own key', () => {
  it.each(['Green shoots', 'gs', 'green-shoots'])('takes “%s”', async (rating) => {
    await policy(...keyFile(OWN));
    const { json, lines } = await update('A2', 'Ann', '--rating', rating, '--note', 'first signs');
    expect(json).toMatchObject({ ref: 'A2', rating: 'none', ratingLabel: 'Green shoots' });
    expect(lines).toEqual(['A2 is Green shoots. The dates say Green: nothing is late.']);
  });

  it('counts it by its own word, and not as no update', async () => {
    await policy(...keyFile(OWN));
    await update('A2', 'Ann', '--rating', 'S', '--note', 'done well');
    const { json, lines } = await type('rollup', '--plan', PLAN);
    expect(json).toMatchObject({
      counts: { none: 3, total: 3 },
      grades: [
        { word: 'Strength', count: 1, refs: ['A2'] },
        { word: 'Green shoots', count: 0 },
        { word: 'Area for development', count: 0 },
      ],
      noUpdate: [{ area: 'A', refs: ['A1', 'A3'] }],
    });
    expect(lines[0]).toContain('1 Strength, 0 Green shoots, 0 Area for development, 2 no update');
  });

  it('a word that the key has not is refused with those that it has', async () => {
    await policy(...keyFile(OFF_TRACK));
    const { exit, json } = await update('A2', 'Ann', '--rating', 'purple', '--note', 'x');
    expect(exit).toBe(2);
    expect(json.error).toEqual({
      code: 'rating',
      message: '“purple” is no rating of this plan. Give Off track (OFF), At risk (AR), On track (ON) or Complete (C).',
    });
  });

  it('needs what its class needs', async () => {
    await policy(...keyFile(OFF_TRACK));
    expect((await update('A2', 'Ann', '--rating', 'Off track')).json).toMatchObject({ error: { code: 'invalid' } });
    expect((await update('A2', 'Ann', '--rating', 'Off track', ...RED)).json).toMatchObject({ rating: 'red' });
    expect((await update('A2', 'Ann', '--note', 'x')).json).toMatchObject({ error: { code: 'invalid' } });
  });

  it('complete before the last period of what recurs is refused in words', async () => {
    const due: Due = {
      kind: 'recurring',
      cadence: 'quarterly',
      first: null,
      until: civilDate('2027-03-31'),
      yearStarts: 4,
      text: 'x',
    };
    await reprint('A3', { due });
    const done = ['--rating', 'complete', '--done-on', '2026-11-17', '--evidence', 'Minutes'];
    expect((await update('A3', 'Hal', ...done)).json.error).toEqual({
      code: 'not-offered',
      message:
        'It recurs until Wednesday 31 March 2027, and is complete when its last update is in. Choose Green when this period is done.',
    });
  });
});

const DONE = ['--rating', 'complete', '--done-on', '2026-11-17', '--evidence', 'Minutes of the board'];

describe('evidence is confirmed by someone who is neither lead, co-lead nor deputy for it (RULES 4)', () => {
  it.each([
    ['a lead', 'Ann'],
    ['a co-lead', 'Bob'],
  ])('%s does not confirm it, head of service or not', async (_, by) => {
    await update('A1', 'Ann', ...DONE);
    expect(await update('A1', by, '--state', 'evidenced')).toMatchObject({
      exit: 1,
      json: { error: { code: 'not-theirs' } },
    });
    await setHeads(world.ports, 'A', [ids[by]!]);
    expect(await update('A1', by, '--state', 'evidenced')).toMatchObject({
      exit: 1,
      json: { error: { code: 'not-theirs' } },
    });
  });

  it('nor does somebody who neither heads the area nor owns the plan', async () => {
    await update('A1', 'Ann', ...DONE);
    await setHeads(world.ports, 'A', []);
    expect(await update('A1', 'Hal', '--state', 'evidenced')).toMatchObject({
      json: { error: { code: 'not-theirs' } },
    });
  });

  it('nor does a head of service who is the deputy of its lead', async () => {
    await type('officers', 'deputy', 'Ann', '--to', 'Hal');
    await update('A1', 'Ann', ...DONE);
    const { json } = await update('A1', 'Hal', '--state', 'evidenced');
    expect(json.error).toEqual({
      code: 'not-theirs',
      message:
        'Evidence is confirmed by somebody who neither leads it nor stands in for its lead: Hal cannot confirm that of A1.',
    });
  });

  it('the head of service confirms it, without saying again what is known', async () => {
    await update('A1', 'Ann', ...DONE);
    expect(await update('A1', 'Hal', '--state', 'evidenced')).toMatchObject({ exit: 0, json: { rating: 'complete' } });
    const { milestone } = (await world.ports.plans.milestone(PLAN, 'A1'))!;
    expect(milestone).toMatchObject({
      state: 'evidenced',
      deliveredOn: '2026-11-17',
      update: { evidence: 'Minutes of the board' },
    });
    expect((await type('rollup', '--plan', PLAN)).json).toMatchObject({ counts: { complete: 1 }, evidenced: ['A1'] });
  });

  it('that promised evidence for a day needs it to be confirmed', async () => {
    await update('A1', 'Ann', '--rating', 'C', '--done-on', '2026-11-17', '--evidence-due', '2026-12-18');
    expect(await update('A1', 'Hal', '--state', 'evidenced')).toMatchObject({ json: { error: { code: 'invalid' } } });
    const given = await update('A1', 'Hal', '--state', 'evidenced', '--evidence', 'Audit of December');
    expect(given).toMatchObject({ exit: 0 });
  });
});

describe('delivery', () => {
  it('complete with the outcome not achieved counts as complete, with its own number, and is not the lead’s to decide', async () => {
    await update('A1', 'Ann', ...DONE);
    const own = await update('A1', 'Ann', '--outcome', 'not-achieved');
    expect(own).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
    expect(await update('A1', 'Hal', '--outcome', 'not achieved')).toMatchObject({ exit: 0 });
    const { json } = await type('rollup', '--plan', PLAN);
    expect(json).toMatchObject({ counts: { complete: 1 }, outcomeNotAchieved: ['A1'], evidenced: [] });
  });

  it.each([
    [['--rating', 'green', '--note', 'x', '--outcome', 'achieved'], 'outcome'],
    [['--outcome', 'perhaps'], 'outcome'],
    [['--rating', 'green', '--note', 'x', '--state', 'delivered'], 'state'],
  ])('%j is refused', async (more, code) => {
    expect(await update('A1', 'Hal', ...more)).toMatchObject({ exit: 2, json: { error: { code } } });
  });
});

describe('nobody decides about their own by setting the state', () => {
  const withdrawn = (by: string): Promise<Typed> => update('A1', by, '--state', 'withdrawn', '--note', 'No lease');

  it.each([
    ['who is a member of the group that leads it', ['officers', 'group', 'Bob', '--members', 'Hal; Ann']],
    ['who stands in for its lead', ['officers', 'away', 'Ann', '--until', '2026-11-30', '--deputy', 'Hal']],
    [
      'who proposed it',
      ['propose', 'A1', '--plan', PLAN, '--by', 'Hal', '--state', 'withdrawn', '--reason', 'No lease'],
    ],
  ])('nor does a head of service %s', async (_, words) => {
    if (words.includes('group')) {
      const bob = (await world.ports.people.officer(ids.Bob!))!;
      await world.ports.people.put({ ...bob.value, entraId: null }, bob.etag);
    }
    expect((await type(...words)).exit).toBe(0);
    const refused = { exit: 1, json: { error: { code: 'not-theirs' } } };
    expect(await withdrawn('Hal')).toMatchObject(refused);
    await update('A1', 'Ann', '--rating', 'complete', '--done-on', '2026-11-17', '--evidence', 'Minutes');
    if (!words.includes('propose')) {
      expect(await update('A1', 'Hal', '--outcome', 'not-achieved')).toMatchObject(refused);
      expect(await update('A1', 'Hal', '--state', 'evidenced')).toMatchObject(refused);
    }
  });

  it('who closes what is not theirs is on record, with the reason', async () => {
    expect((await withdrawn('Hal')).exit).toBe(0);
    const { milestone } = (await world.ports.plans.milestone(PLAN, 'A1'))!;
    const by = { kind: 'officer', id: ids.Hal };
    expect(milestone.closure).toMatchObject({ state: 'withdrawn', reason: 'No lease', proposedBy: by, approvedBy: by });
  });
});

describe('a state set apart from any rating', () => {
  it('a head of service closes what nobody has rated, and says why', async () => {
    expect((await update('A1', 'Hal', '--state', 'withdrawn')).json).toMatchObject({ error: { code: 'invalid' } });
    const { json } = await update('A1', 'Hal', '--state', 'withdrawn', '--note', 'The champion role was ended');
    expect(json).toMatchObject({ ref: 'A1', rating: 'none' });
    expect((await type('rollup', '--plan', PLAN)).json).toMatchObject({ refs: { closed: ['A1'] } });
    expect((await policy(...keyFile(OWN))).exit).toBe(0);
  });

  it('what is paused keeps its rating and its words, and is listed', async () => {
    await update('A1', 'Ann', '--rating', 'red', ...RED);
    expect((await update('A1', 'Hal', '--state', 'paused')).json).toMatchObject({ rating: 'red' });
    const { json } = await type('rollup', '--plan', PLAN, '--as-at', '2026-11-30');
    expect(json).toMatchObject({ counts: { red: 1 }, paused: ['A1'], overdue: [] });
    expect((await world.ports.plans.milestone(PLAN, 'A1'))?.milestone.update).toMatchObject({ cause: 'No auditor' });
  });

  it('what nobody has rated is paused and taken up again without a rating, and is not green for that', async () => {
    expect(await update('A2', 'Hal', '--state', 'paused', '--note', 'Staff')).toMatchObject({ exit: 0 });
    const again = await update('A2', 'Hal', '--state', 'in-progress', '--note', 'They are back');
    expect(again).toMatchObject({ exit: 0, json: { rating: 'none', check: { rating: 'none' } } });
    expect((await world.ports.plans.milestone(PLAN, 'A2'))?.milestone.state).toBe('in-progress');
    expect(await update('A2', 'Ann', '--note', 'x')).toMatchObject({ exit: 2, json: { error: { code: 'rating' } } });
  });
});

describe('silence', () => {
  const silentOn = async (day: string) =>
    (await type('rollup', '--plan', PLAN, '--as-at', day)).json.silent as object[];

  async function asked(): Promise<void> {
    await sweep(world.ports, { slot: 'by hand', today: WEDNESDAY, atOnce: true });
    for (let minute = 0; minute < 30; minute += 5) {
      await tick(world.ports, DRAIN_LIMITS);
      world.clock.advance(5 * 60_000);
    }
  }

  it('is counted from what arrived, on the tenth working day after', async () => {
    await asked();
    world.clock.set('2026-12-31T10:00:00Z');
    expect(await silentOn('2026-12-01')).toEqual([]);
    expect(await silentOn('2026-12-02')).toEqual([{ area: 'A', refs: ['A1'] }]);
  });

  it('what is in doubt is nobody’s silence', async () => {
    world.answering = () => IN_DOUBT;
    await asked();
    world.clock.set('2026-12-31T10:00:00Z');
    expect(await silentOn('2026-12-31')).toEqual([]);
  });

  it('any co-lead’s answer settles it for all', async () => {
    await asked();
    world.clock.set('2026-11-20T10:00:00Z');
    await update('A1', 'Bob', '--rating', 'green', '--note', 'x');
    world.clock.set('2026-12-31T10:00:00Z');
    expect(await silentOn('2026-12-31')).toEqual([]);
    expect(await silentOn('2026-12-02')).toEqual([]);
  });
});

describe('the milestones as JSON', () => {
  it('rating is the class, ratingLabel the plan’s word, and the check sees what a milestone waits for', async () => {
    await policy(...keyFile(OFF_TRACK));
    await update('A1', 'Ann', '--rating', 'ON', '--note', 'x');
    await reprint('A1', { waitsFor: ['A2'] });
    const { json } = await type('milestones', '--plan', PLAN);
    expect((json.milestones as object[])[0]).toMatchObject({
      ref: 'A1',
      rating: 'green',
      ratingLabel: 'On track',
      check: { rating: 'amber', because: 'A2, which it waits for, is due later, on Wednesday 31 March 2027' },
    });
    expect((await type('rollup', '--plan', PLAN)).json.disagreements).toMatchObject([{ ref: 'A1', check: 'amber' }]);
  });
});
