/** Looking after a plan at a terminal: what is added, renamed, tagged, reassigned, split and taken back, with history. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../bot/domain/plan.js';
import { terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

let world: World;
let type: Terminal;
let ids: Readonly<Record<string, string>>;
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-18', leads: ['Ann', 'Hal'] },
    { ref: 'B1', due: '2026-12-18', leads: ['Olga'], area: 'B' },
  ]);
  ids = await linkAll(world.ports, ['Ann', 'Hal', 'Olga']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
  await type('heads', 'owner', '--plan', PLAN, '--to', 'Olga');
});

const contents = async () => (await world.ports.plans.contents(PLAN))!;
const milestoneOf = async (ref: string) => (await world.ports.plans.milestone(PLAN, ref))!.milestone;
const objectiveOf = async (ref: string) => (await milestoneOf(ref)).objective;
const care = (act: string, ...words: readonly string[]) => type('milestones', act, ...words, '--plan', PLAN);
const history = async (ref: string) => (await type('history', ref, '--plan', PLAN)).lines.join('\n');
const refsInOrder = async () => (await contents()).milestones.map(({ milestone }) => milestone.ref);

describe('a milestone that is added', () => {
  const words = ['--text', 'Review every audit', '--due', 'end of March 2027', '--leads', 'Hal'];

  it('stands behind the last of its objective under a ref that was never used, and is there once', async () => {
    const objective = await objectiveOf('A2');
    const done = await care('add', '--objective', objective, ...words);
    expect(done.json).toMatchObject({ changed: ['A3'], warnings: [] });
    expect(await milestoneOf('A3')).toMatchObject({
      ...{ text: 'Review every audit', leads: [ids.Hal], baseline: '2027-03-31', importedOn: '2026-11-18' },
      due: { kind: 'period', to: '2027-03-31' },
    });
    expect(await refsInOrder()).toEqual(['A1', 'A2', 'A3', 'B1']);
    expect((await care('add', '--objective', objective, ...words)).json).toMatchObject({ changed: [] });
    expect(await refsInOrder()).toHaveLength(4);
    const rows = await world.ports.dueIndex.upTo('2027-03-31' as Plan['importedOn']);
    expect(rows.map(({ value }) => value.ref)).toContain('A3');
    expect((await world.ports.leadIndex.of(ids.Hal!)).map(({ value }) => value.ref)).toContain('A3');
    const rollup = await type('rollup', '--plan', PLAN);
    expect(rollup.exit).toBe(0);
  });

  it('may stand under a new objective in a new area, and enrols a name that nobody has', async () => {
    const done = await care(
      ...['add', '--text', 'Open the hub', '--due', 'tbc', '--leads', 'Zebedee Quill', '--objective', 'C1'],
      ...['--objective-title', 'Early help', '--area', 'C', '--area-title', 'Community'],
    );
    expect(done.lines).toEqual([
      'C1.1 is in the plan.',
      '“Zebedee Quill” was not known until now: link them, so that Waymark can write to them.',
    ]);
    expect((await contents()).areas.map(({ title }) => title)).toContain('Community');
    expect(await milestoneOf('C1.1')).toMatchObject({ area: 'C', due: { kind: 'awaited' } });
  });

  it.each([
    [
      ['--objective', 'Q9', ...['--text', 'x']],
      /^There is no “Q9” in the plan\. There are: .*\. Give a title to make it\.$/,
    ],
    [
      ['--objective', 'A', '--text', 'x', '--due', 'soonish'],
      /^.soonish. .*Give a day, a month with its year, or tbc\.$/,
    ],
    [['--objective', 'A', '--text', 'x', '--ref', 'a1'], /^There is a “A1” in the plan already\./],
    [['--objective', 'A', '--text', ' '], /needs words\.$/],
    [['--objective', 'A', '--text', 'x', '--leads', 'Holga'], /^Nobody here is called “Holga”\. Did you mean Olga\?$/],
    [['--objective', 'A', '--text', 'child J.S. moves'], /^“child J\.S\.” looks like/],
  ])('is refused in one sentence: %j', async (line, why) => {
    const objective = await objectiveOf('A1');
    const done = await care('add', ...line.map((word) => (word === 'A' ? objective : word)));
    expect(done.exit).not.toBe(0);
    expect(done.lines).toHaveLength(1);
    expect(done.lines[0]).toMatch(why);
    expect(await refsInOrder()).toHaveLength(3);
  });
});

describe('what is changed', () => {
  it('of words and place is told by the history, which keeps what it was', async () => {
    const under = await objectiveOf('B1');
    expect((await care('edit', 'A1', '--text', 'Other words', '--objective', under)).exit).toBe(0);
    expect(await milestoneOf('A1')).toMatchObject({ text: 'Other words', objective: under, area: 'B' });
    expect(await history('A1')).toContain('The wording is now: Other words');
    expect(await history('A1')).toContain('It stands under');
    expect((await care('edit', 'A1', '--text', 'Other words')).lines[0]).toBe('It is so already: nothing was changed.');
    expect((await care('edit', 'A9', '--text', 'x')).lines[0]).toMatch(/^There is no “A9” in the plan\./);
    await care('edit', 'A1', '--after', 'B1');
    expect(await refsInOrder()).toEqual(['A2', 'B1', 'A1']);
  });

  it('of a plan, its levels and its parts is what it is called', async () => {
    const rename = (...words: readonly string[]) => type('plans', 'rename', PLAN, ...words);
    expect((await rename('--title', 'A better plan')).lines).toEqual(['Called so from now on.']);
    expect((await rename('--area', 'A', '--title', 'Practice')).exit).toBe(0);
    expect((await rename('--levels', 'Theme; Aim; Action')).exit).toBe(0);
    const { plan, areas } = await contents();
    expect(plan).toMatchObject({
      title: 'A better plan',
      levels: { area: 'Theme', objective: 'Aim', milestone: 'Action' },
    });
    expect(areas.find(({ code }) => code === 'A')).toMatchObject({ title: 'Practice', heads: [ids.Hal] });
    expect((await rename('--title', 'A better plan')).lines).toEqual(['It is so already: nothing was changed.']);
    expect((await rename('--levels', 'Theme')).lines[0]).toMatch(/^Give a word for each level/);
    expect((await rename('--area', 'Z', '--title', 'x')).lines).toEqual([
      'There is no “Z” in the plan. There are: A, B.',
    ]);
  });

  it('of tags follows everywhere, channels included', async () => {
    expect((await care('tag', '--refs', 'A1; B1', '--add', 'Rec 1; Board')).json).toMatchObject({
      changed: ['A1', 'B1'],
    });
    expect((await care('tag', '--refs', 'A1', '--remove', 'board')).exit).toBe(0);
    expect((await milestoneOf('A1')).tags).toEqual(['Rec 1']);
    expect((await care('tag', '--from', 'Rec 1', '--to', 'Recommendation 1')).exit).toBe(0);
    expect((await milestoneOf('B1')).tags).toEqual(['Recommendation 1', 'Board']);
    expect(await history('B1')).toContain('Tagged Recommendation 1, Board.');
    expect((await care('tag', '--from', 'None', '--to', 'x')).lines).toEqual(['Nothing in the plan is tagged “None”.']);
  });
});

describe('what others lead from today', () => {
  it('is asked of them, never back-dated, and the one whose part it was leads it no more', async () => {
    const done = await care('reassign', '--from', 'Ann', '--area', 'A', '--to', 'Olga', '--reason', 'Ann has moved');
    expect(done.json).toMatchObject({ changed: ['A1', 'A2'] });
    expect(await milestoneOf('A2')).toMatchObject({
      leads: [ids.Olga, ids.Hal],
      ledSince: [{ officer: ids.Olga, on: '2026-11-18' }],
      decided: { accepted: true, proposal: { handover: { from: ids.Ann, to: ids.Olga } } },
    });
    expect(await history('A1')).toContain('Led by Olga.');
    const again = await care('reassign', '--from', 'Ann', '--to', 'Olga');
    expect(again.lines).toEqual(['Ann leads nothing there.']);
    expect((await care('reassign', '--refs', 'A1', '--to', 'Olgo')).lines).toEqual([
      'Nobody here is called “Olgo”. Did you mean Olga?',
    ]);
  });
});

describe('what is split', () => {
  it('is superseded by parts with refs, dates and leads of their own, all at once and once', async () => {
    const into = 'First half | 2027-01-29 | Hal || Second half | | | A1.ii';
    const done = await care('split', 'A1', '--into', into, '--reason', 'Two pieces of work');
    expect(done.json).toMatchObject({ changed: ['A1a', 'A1.ii', 'A1'] });
    expect(await milestoneOf('A1')).toMatchObject({
      state: 'superseded',
      closure: { replacedBy: ['A1a', 'A1.ii'], reason: 'Two pieces of work' },
    });
    expect(await milestoneOf('A1a')).toMatchObject({
      leads: [ids.Hal],
      due: { date: '2027-01-29' },
      text: 'First half',
    });
    expect(await milestoneOf('A1.ii')).toMatchObject({ leads: [ids.Ann], due: { date: '2026-12-18' } });
    expect(await refsInOrder()).toEqual(['A1', 'A1a', 'A1.ii', 'A2', 'B1']);
    const again = await care('split', 'A1', '--into', into, '--reason', 'Two pieces of work');
    expect(again.json).toMatchObject({ changed: [] });
    expect((await care('split', 'A1', '--into', 'x || y', '--reason', 'r')).lines).toEqual([
      'A1 is not open: only what is can be split.',
    ]);
    expect((await care('split', 'A2', '--into', 'x', '--reason', 'r')).lines).toEqual([
      'Give at least two parts, and at most 12.',
    ]);
  });
});

describe('a row that was loaded wrongly', () => {
  it('is withdrawn with the reason, and opened again with another', async () => {
    expect((await care('withdraw', 'A1', '--reason', 'A heading, not an action')).exit).toBe(0);
    expect(await milestoneOf('A1')).toMatchObject({
      state: 'withdrawn',
      closure: { reason: 'A heading, not an action' },
    });
    expect((await care('reopen', 'A1', '--reason', 'It is one after all')).exit).toBe(0);
    expect(await milestoneOf('A1')).toMatchObject({ state: 'not-started', closure: null });
    expect(await history('A1')).toContain('Opened again on Wednesday 18 November 2026: It is one after all');
    expect((await care('reopen', 'A1', '--reason', 'x')).lines).toEqual(['A1 is not closed.']);
    expect((await care('withdraw', 'A1', '--reason', '')).lines).toEqual([
      'Taking it out of the count needs a reason, in a sentence.',
    ]);
  });
});
