/** Who may read what, at a terminal: held words, markings, wording for the public, publication holds, policy. */
import { beforeEach, describe, expect, it } from 'vitest';
import { at, fileOf, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

const HELD = 'Delay: child J.S., mother (Karen) has not answered';

let world: World;
let type: Terminal;
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-18', leads: ['Hal'] },
    { ref: 'B1', due: '2026-12-18', leads: ['Olga'], area: 'B' },
  ]);
  const ids = await linkAll(world.ports, ['Ann', 'Hal', 'Olga']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
  await type('heads', 'owner', '--plan', PLAN, '--to', 'Olga');
});

const milestoneOf = async (ref = 'A1') => (await world.ports.plans.milestone(PLAN, ref))!.milestone;
const update = (ref: string, by: string, note: string) =>
  type('update', ref, '--plan', PLAN, '--by', by, '--rating', 'green', '--note', note);

describe('held', () => {
  it('is told where a line saves such words, which are kept', async () => {
    const typed = await update('A1', 'Ann', HELD);
    expect(typed.exit).toBe(0);
    expect(typed.json.held).toEqual([
      {
        field: 'update.note',
        text: HELD,
        findings: [
          { words: 'child J.S.', looksLike: 'the name of a child or a relative' },
          { words: 'mother (Karen)', looksLike: 'the name of a child or a relative' },
        ],
      },
    ]);
    expect(typed.lines.at(-1)).toBe('It is kept, and shown to others once Hal has looked at it.');
    expect((await milestoneOf()).update?.note).toBe(HELD);
    expect((await update('A1', 'Ann', 'All is well')).json.held).toEqual([]);
  });

  it('lists what waits, as it was by the end of a day, and takes it off when somebody has looked', async () => {
    await update('A1', 'Ann', HELD);
    expect(at((await type('held')).json, 'held.0.lookers')).toEqual(['Hal']);
    expect(at((await type('held', 'list', '--plan', PLAN)).json, 'held.0.ref')).toBe('A1');
    const cleared = await type('held', 'clear', 'A1', '--plan', PLAN, '--by', 'Hal');
    expect(cleared.json).toMatchObject({ ref: 'A1', held: [], replayed: false });
    expect((await milestoneOf()).cleared).toMatchObject([{ text: HELD }]);
    expect((await type('held')).json.held).toEqual([]);
    const again = await type('held', 'clear', 'A1', '--plan', PLAN, '--by', 'Hal');
    expect(again.json).toMatchObject({ replayed: true });
  });

  it('clears one text of several by its name, and says what there is where it is none', async () => {
    await update('A1', 'Ann', HELD);
    await type('defer', 'A1', '--plan', PLAN, '--by', 'Ann', '--until', '2026-12-04', '--reason', 'sibling Tom waits');
    const wrong = await type('held', 'clear', 'A1', '--plan', PLAN, '--by', 'Hal', '--field', 'cause');
    expect(wrong.lines).toEqual(['“cause” of A1 is not held. Held are: update.note, deferral.reason.']);
    const done = await type('held', 'clear', 'A1', '--plan', PLAN, '--by', 'Hal', '--field', 'note');
    expect(at(done.json, 'held.0.field')).toBe('deferral.reason');
  });

  it.each([
    ['Ann', 'Only the head of service of the area, the plan owner or an administrator can do that: A1.'],
    ['Olga', null],
    ['Hal', null],
  ])('may be cleared by a head of service, the owner or an admin, not by a lead: %s', async (by, why) => {
    await update('A1', 'Ann', HELD);
    const typed = await type('held', 'clear', 'A1', '--plan', PLAN, '--by', by);
    expect(typed.exit === 0 ? null : typed.lines[0]).toBe(why);
  });

  it('is never cleared by who wrote it: the owner looks at the words of the head of service', async () => {
    const typed = await update('A2', 'Hal', HELD);
    expect(typed.lines.at(-1)).toBe('It is kept, and shown to others once Olga has looked at it.');
    expect((await type('held', 'clear', 'A2', '--plan', PLAN, '--by', 'Hal')).lines).toEqual([
      'Nobody clears words of their own: A2.',
    ]);
    expect((await type('held', 'clear', 'A2', '--plan', PLAN, '--by', 'Olga')).exit).toBe(0);
  });

  it('is told of texts that a file brings, which are listed', async () => {
    const csv = `Ref,Area,Objective,Milestone,Due,Lead,Progress\n1.1,X,Y,Do it,2026-12-18,Ann,"Child AB, DOB 12/03/2009"\n`;
    const loaded = await type('import', fileOf('plan.csv', csv), '--plan', 'other');
    expect(at(loaded.json, 'warnings.0')).toMatchObject({ code: 'held', ref: '1.1', row: 2 });
    expect(at((await type('held', 'list', '--plan', 'other')).json, 'held.0')).toMatchObject({
      field: 'printed.progress',
      lookers: [],
    });
  });
});

describe('mark', () => {
  it('says who may read it, with the paragraph, and keeps what was before', async () => {
    const typed = await type(
      'mark',
      'A1',
      '--plan',
      PLAN,
      '--by',
      'Hal',
      '--level',
      'Restricted',
      '--exempt',
      'paragraph 3',
    );
    expect(typed.lines).toEqual(['A1 is marked: Restricted; exempt paragraph 3.']);
    expect((await milestoneOf()).marking).toEqual({ level: 'restricted', exempt: 'paragraph 3', printed: null });
    await type('mark', 'A1', '--plan', PLAN, '--by', 'Olga', '--level', 'public');
    const whys = (await world.ports.plans.milestoneHistory(PLAN, 'A1')).map(({ why }) => why);
    expect(whys.slice(-2)).toEqual(['marked, entered by operator', 'marked, entered by operator']);
  });

  it('is for who is accountable, and knows three levels', async () => {
    expect((await type('mark', 'A1', '--plan', PLAN, '--by', 'Ann', '--level', 'public')).json).toMatchObject({
      error: { code: 'not-theirs' },
    });
    expect((await type('mark', 'A1', '--plan', PLAN, '--by', 'Hal', '--level', 'secret')).exit).toBe(2);
  });

  it('comes from a column, with the words that nobody knows', async () => {
    const csv = [
      'Ref,Area,Objective,Milestone,Due,Lead,Sensitivity',
      '1.1,X,Y,Open,2026-12-18,Ann,Public',
      '1.2,X,Y,Own,2026-12-18,Ann,',
      '1.3,X,Y,Odd,2026-12-18,Ann,PROTECT',
      '1.4,X,Y,Exempt,2026-12-18,Ann,Exempt paragraph 3',
    ].join('\n');
    const loaded = await type('import', fileOf('plan.csv', csv), '--plan', 'one');
    expect(at(loaded.json, 'warnings.0')).toMatchObject({ code: 'unknown-marking', ref: '1.3' });
    const markings = async (plan: string) =>
      (await world.ports.plans.contents(plan))!.milestones.map(({ milestone }) => milestone.marking);
    const before = await markings('one');
    expect(before).toEqual([
      { level: 'public', exempt: null, printed: null },
      null,
      { level: 'restricted', exempt: null, printed: 'PROTECT' },
      { level: 'restricted', exempt: 'paragraph 3', printed: null },
    ]);
  });
});

describe('wording', () => {
  it('stands until somebody answers again, and the list says what lacks it', async () => {
    await type('mark', 'A1', '--plan', PLAN, '--by', 'Hal', '--level', 'public');
    await update('A1', 'Ann', 'The audit is done');
    const list = async () => (await type('wording', 'list', '--plan', PLAN)).json.wording;
    expect(await list()).toMatchObject([{ ref: 'A1', because: 'none' }]);
    const cleared = await type('wording', 'A1', '--plan', PLAN, '--by', 'Olga', '--progress', 'On track.');
    expect(cleared.exit).toBe(0);
    expect(await list()).toEqual([]);
    world.clock.advance(60_000);
    await update('A1', 'Ann', 'Something else');
    expect(await list()).toMatchObject([{ ref: 'A1', because: 'stale' }]);
  });

  it.each([
    ['Hal', 'On track.', 'not-theirs'],
    ['Olga', 'Child AB is safe.', 'held'],
    ['Olga', ' ', 'no-text'],
    ['Olga', 'x'.repeat(2001), 'too-long'],
  ])('is refused: by %s, %s', async (by, progress, code) => {
    const typed = await type('wording', 'A1', '--plan', PLAN, '--by', by, '--progress', progress);
    expect(typed.json).toMatchObject({ error: { code } });
  });
});

describe('calendar hold', () => {
  const add = (from: string, to: string, reason = 'Local elections') =>
    type('calendar', 'hold', 'add', '--from', from, '--to', to, '--reason', reason);

  it('is entered, listed as known on a day, and taken out, each with an entry in the audit', async () => {
    expect((await type('calendar', 'hold', 'list')).json).toMatchObject({ holds: [], on: false });
    const added = await add('2026-11-17', '2026-12-04');
    expect(added.json.hold).toEqual({ from: '2026-11-17', to: '2026-12-04', reason: 'Local elections' });
    expect((await type('calendar', 'hold')).json.on).toBe(true);
    expect((await type('calendar', 'hold', 'list', '--as-at', '2026-11-17')).json.holds).toEqual([]);
    expect((await type('calendar', 'hold', 'remove', '--from', '2026-11-17')).json.holds).toEqual([]);
    const acts = (await world.ports.audit.month('2026-11')).map(({ act }) => act);
    expect(acts).toEqual(expect.arrayContaining(['publication hold added', 'publication hold removed']));
  });

  it.each([
    ['2026-12-04', '2026-11-17', 'x', 'date'],
    ['2026-11-17', '2026-12-04', ' ', 'no-reason'],
    ['2026-12-01', '2026-12-24', 'x', 'overlaps'],
  ])('is refused from %s to %s for %s', async (from, to, reason, code) => {
    if (code === 'overlaps') await add('2026-11-17', '2026-12-04');
    expect((await add(from, to, reason)).json).toMatchObject({ error: { code } });
  });

  it('that is not there cannot be removed', async () => {
    expect((await type('calendar', 'hold', 'remove', '--from', '2026-11-17')).json).toMatchObject({
      error: { code: 'nothing-changed' },
    });
  });
});

describe('policy', () => {
  it('says whom readers are told of, and what is doubted, with history', async () => {
    expect((await type('policy', '--plan', PLAN)).json).toMatchObject({
      ...{ naming: 'accountable', smallNumber: 5, avoid: [], release: false },
    });
    const words = ['--naming', 'none', '--small-number', '10', '--avoid', 'robust; going forward', '--release', 'yes'];
    const set = await type('policy', '--plan', PLAN, ...words);
    const wanted = { naming: 'none', smallNumber: 10, avoid: ['robust', 'going forward'], release: true };
    expect(set.json).toMatchObject(wanted);
    expect(set.lines).toContain('Reports are checked for: robust; going forward.');
    expect((await world.ports.plans.outline(PLAN))!.plan).toMatchObject(wanted);
    expect((await type('policy', '--plan', PLAN, '--avoid', '')).json).toMatchObject({ avoid: [], naming: 'none' });
  });

  it.each([
    ['naming', 'everybody'],
    ['small-number', 'few'],
    ['small-number', '101'],
    ['release', 'perhaps'],
  ])('refuses --%s %s', async (option, value) => {
    expect((await type('policy', '--plan', PLAN, `--${option}`, value)).exit).toBe(2);
  });
});
