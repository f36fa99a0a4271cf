/** What a person at a terminal reads: near misses, reasons, names of plans. */
import { beforeEach, describe, expect, it } from 'vitest';
import { d } from '../../support/builders.js';
import { readLine } from '../../../functions/cli-line.js';
import { fileOf, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

const ENTRA = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f01';
const OTHER = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f02';
const GROUP = 'Heads of Service';

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'EH 1.1', due: '2026-11-18', leads: ['Jo Fairweather'] },
    { ref: 'EH 1.2', due: '2026-11-11', leads: ['Jo Fairweather'] },
    { ref: 'EH 1.3', due: '2026-11-25', leads: [GROUP] },
    { ref: 'EH 1.4', due: '2026-11-18', leads: [] },
    { ref: 'EH 2', due: '2027-11-18', leads: ['Hal', 'Tom Ellis'] },
  ]);
  type = terminal(world);
});

const lines = async (...words: readonly string[]) => (await type(...words)).lines;

describe('a slip', () => {
  it('in a name or a ref is answered with the nearest', async () => {
    expect(await lines('officers', 'back', 'Jo Fairwether')).toEqual([
      'Nobody is called “Jo Fairwether”. Did you mean Jo Fairweather? List them with: officers',
    ]);
    expect(await lines('why', 'EH 1.9', '--plan', PLAN)).toEqual([
      `There is no “EH 1.9” in the plan “${PLAN}”. Did you mean EH 1.1, EH 1.2 or EH 1.3?`,
    ]);
    const update = ['update', 'EH 1.9', '--plan', PLAN, '--by', 'Jo Fairweather', '--rating', 'green'];
    expect(await lines(...update)).toEqual([
      `There is no “EH 1.9” in the plan “${PLAN}”. Did you mean EH 1.1, EH 1.2 or EH 1.3?`,
    ]);
  });

  it.each([
    ['why', 'eh', '1.1'],
    ['history', 'eh', '1.1'],
    ['update', 'eh', '1.1', '--by', 'Jo Fairweather'],
    ['defer', 'eh', '1.1', '--by', 'Jo Fairweather', '--end'],
    ['propose', 'eh', '1.1', '--by', 'Jo Fairweather', '--date', '2027-01-01', '--reason', 'x'],
    ['approvals', 'accept', 'eh', '1.1', '--by', 'Jo Fairweather'],
  ])('of %s without quotation marks is told', async (...words) => {
    const { exit, lines: said } = await type(...words, '--plan', PLAN);
    expect([exit, said[0]]).toEqual([2, 'Put the ref in quotation marks: "eh 1.1".']);
  });

  it('in a verb or its act names only what there is', async () => {
    const verb = await type('milestnes');
    expect(verb.exit).toBe(2);
    expect(verb.lines[0]).toMatch(/^There is no verb “milestnes”\. There are: import, plans, milestones, .+doctor\.\n/);
    const act = await type('calendar', 'shut');
    expect(act.lines[0]).toMatch(/^calendar cannot “shut”\.\nUse: calendar \[list/);
    expect(act.lines[0]!.split('\n')).toHaveLength(2);
  });

  it.each([
    [['sending', 'start', 'extra', 'words'], '“sending start” does not take “extra words”. Nothing was done.'],
    [['sweep', 'now'], '“sweep” does not take “now”. Nothing was done.'],
    [['attention', 'waive', '3fa9c01b', 'too'], '“attention waive” does not take “too”. Nothing was done.'],
    [['officers', 'away', 'Jo', 'Fairweather'], 'Put the name in quotation marks: "Jo Fairweather".'],
    [['officers', 'role', 'Jo', 'Fairweather', 'admin'], 'Put a ref or a name of several words in quotation marks.'],
    [['export', 'my', 'copy.gz'], 'Put the name of the file in quotation marks: "my copy.gz".'],
  ])('with words that nobody asked for does nothing: %j', async (words, message) => {
    await type('sending', 'stop');
    const { exit, lines: said } = await type(...words);
    expect([exit, said[0]!.split('\n')[0]]).toEqual([2, message]);
    expect((await type('sending')).json).toMatchObject({ stopped: true });
  });

  it('in the name of a group makes a new one, and says that no plan names it', async () => {
    await linkAll(world.ports, ['Jo Fairweather']);
    expect(await lines('officers', 'group', 'Head of Service', '--members', 'Jo Fairweather')).toEqual([
      '“Head of Service” means Jo Fairweather; one answer is enough.',
      'No plan names “Head of Service” yet. Did you mean Heads of Service?',
    ]);
    expect(await lines('officers', 'group', GROUP, '--members', 'Jo Fairweather')).toHaveLength(1);
  });
});

describe('an Entra id', () => {
  it('that belongs to somebody else says whom, and how to take it away', async () => {
    await type('officers', 'link', 'Jo Fairweather', ENTRA);
    await linkAll(world.ports, ['Tom Ellis']);
    expect(await lines('officers', 'link', 'Tom Ellis', ENTRA)).toEqual([
      `The Entra id ${ENTRA} belongs to Jo Fairweather, and Tom Ellis has one of their own. Take away the wrong one first: officers unlink "Jo Fairweather"`,
    ]);
  });

  it('is taken away again, and given to whom it belongs', async () => {
    await type('officers', 'link', 'Jo Fairweather', ENTRA);
    const { exit, json, lines: said } = await type('officers', 'unlink', 'Jo Fairweather');
    expect(exit).toBe(0);
    expect(json).toEqual({
      asAt: '2026-11-18',
      officerId: expect.any(String) as string,
      name: 'Jo Fairweather',
      entraId: null,
    });
    expect(said).toEqual(['Jo Fairweather is linked to nobody in Teams now, and cannot be asked.']);
    expect((await world.ports.audit.month('2026-11')).at(-1)).toMatchObject({
      act: 'officer unlinked',
      outcome: 'done',
    });
    expect((await type('officers', 'unlink', 'Jo Fairweather')).json).toMatchObject({ error: { code: 'not-linked' } });
    expect((await type('officers', 'link', GROUP, ENTRA)).exit).toBe(0);
    expect((await type('officers', 'link', 'Jo Fairweather', OTHER)).exit).toBe(0);
  });

  it('that a file leaves out links nobody', async () => {
    const file = fileOf('people.csv', `Name,Entra id\nJo Fairweather,${ENTRA}\nTom Ellis,\nAnn Orr,\n`);
    expect(await lines('officers', 'import', file)).toEqual([
      '1 of 3 people is linked to somebody in Teams.',
      '2 are known by name only: give their Entra ids so that they can be asked.',
    ]);
    const nobody = fileOf('none.csv', 'Name,Entra id\nTom Ellis,\n');
    const { json, lines: said } = await type('officers', 'import', nobody);
    expect(json).toMatchObject({ linked: 1, withoutEntraId: ['Tom Ellis'] });
    expect(said[0]).toBe('0 of 1 person is linked to somebody in Teams.');
  });
});

describe('a sweep says', () => {
  it('what is asked of whom and why, and who is asked where nobody leads', async () => {
    const { Hal } = await linkAll(world.ports, ['Jo Fairweather', 'Hal']);
    await setHeads(world.ports, 'A', [Hal!]);
    expect(await lines('sweep', '--dry-run')).toEqual([
      'Would ask 2 people, nothing was written.',
      '  Jo Fairweather: to confirm EH 1.2; due EH 1.1',
      '  Hal: due EH 1.4; coming up EH 1.3',
      '1 is not linked to anybody in Teams yet (officers link):',
      '  Heads of Service: coming up EH 1.3',
      '  No lead can be asked about EH 1.3, EH 1.4: Hal is asked instead.',
    ]);
  });

  it('that who would be asked where nobody leads cannot be reached', async () => {
    const { Hal } = await linkAll(world.ports, ['Jo Fairweather', 'Hal']);
    await setHeads(world.ports, 'A', [Hal!]);
    const hal = (await world.ports.people.officer(Hal!))!;
    await world.ports.people.put({ ...hal.value, unreachable: 'bot blocked' }, hal.etag);
    const said = await lines('sweep', '--dry-run');
    expect(said).toContain(
      '  No lead can be asked about EH 1.3, EH 1.4: Hal would be asked instead, but cannot be reached.',
    );
  });

  it('of which plan something is, where there are several', async () => {
    await linkAll(world.ports, ['Jo Fairweather']);
    await loadPlan(
      world.ports,
      [{ ref: 'EH 1.1', due: '2026-11-18', leads: ['Jo Fairweather'] }],
      d('2026-11-18'),
      'other',
    );
    expect(await lines('sweep', '--dry-run')).toContain(
      `  Jo Fairweather: to confirm EH 1.2 (${PLAN}); due EH 1.1 (${PLAN}), EH 1.1 (other)`,
    );
  });

  it('why nobody is asked', async () => {
    await linkAll(world.ports, ['Jo Fairweather']);
    const early = createWorld('2026-11-22T10:00:00Z');
    await loadPlan(early.ports, [{ ref: 'x', due: '2027-11-18', leads: ['Ann'] }], d('2026-11-20'));
    const dry = terminal(early);
    expect((await dry('sweep', '--dry-run')).lines).toEqual([
      'Would ask 0 people, nothing was written.',
      '  Sunday 22 November 2026 is no working day: nothing becomes due on it.',
    ]);
    expect((await dry('sweep', '--dry-run', '--as-at', '2026-11-20')).lines.at(-1)).toBe(
      '  There is nothing to ask about that day.',
    );
  });
});

describe('an update that lacks something', () => {
  it('names the options to give it with', async () => {
    const words = ['update', 'EH 1.1', '--plan', PLAN, '--by', 'Jo Fairweather', '--rating', 'complete'];
    expect(await lines(...words)).toEqual([
      '--done-on: Give the day it was done. --evidence: Give the evidence, or with --evidence-due the day it will be shown.',
    ]);
  });
});

describe('milestones', () => {
  it('shows how each stands', async () => {
    const by = ['--plan', PLAN, '--by', 'Jo Fairweather'];
    await type('update', 'EH 1.2', ...by, '--rating', 'green', '--note', 'Nearly there');
    await type('defer', 'EH 1.1', ...by, '--until', '2026-12-18', '--reason', 'Half term');
    const shown = await lines('milestones', '--plan', PLAN);
    expect(shown.slice(0, 5).map((line) => line.split(/ {2,}/))).toEqual([
      ['Ref', 'Rating', 'Dates say', 'Due', 'State', 'Last update', 'Led by'],
      [
        'EH 1.1',
        'No update',
        'No update',
        '2026-11-18',
        'not started, deferred until Friday 18 December 2026',
        'none',
        'Jo Fairweather',
        'The words of EH 1.1',
      ],
      [
        'EH 1.2',
        'Green',
        'Amber',
        '2026-11-11',
        'in progress, 5 working days overdue',
        '2026-11-18 Jo Fairweather',
        'Jo Fairweather',
        'The words of EH 1.2',
      ],
      ['EH 1.3', 'No update', 'No update', '2026-11-25', 'not started', 'none', GROUP, 'The words of EH 1.3'],
      ['EH 1.4', 'No update', 'No update', '2026-11-18', 'not started', 'none', 'nobody', 'The words of EH 1.4'],
    ]);
  });
});

describe('why', () => {
  it('tells a table that is the same for two leads once, and what passed before the load in one row', async () => {
    await loadPlan(world.ports, [{ ref: 'x', due: '2026-11-20', leads: ['Ann', 'Ben'] }], d('2026-11-18'), 'other');
    await linkAll(world.ports, ['Ann', 'Ben']);
    const said = await lines('why', 'x', '--plan', 'other');
    expect(said.filter((line) => line.includes('the date itself'))).toHaveLength(3);
    expect(said.at(-1)).toBe('  The same days as for Ann.');
    expect(said.filter((line) => line.includes('counts as passed'))).toHaveLength(1);
  });
});

describe('doctor', () => {
  it('names plans without anybody accountable, what nobody may decide, and that nothing is scheduled', async () => {
    const by = ['--plan', PLAN, '--by', 'Jo Fairweather'];
    await type('propose', 'EH 1.1', ...by, '--date', '2027-01-29', '--reason', 'Half term');
    const { exit, lines: said } = await type('doctor');
    expect(exit).toBe(1);
    expect(said).toContain(
      `wrong  decisions: nobody may decide what is proposed for EH 1.1 (${PLAN}), and its leads are not reminded meanwhile; name who is accountable with: heads`,
    );
    expect(said).toContain(
      `note   accountable: ${PLAN} has no plan owner, and no head of service for A; name them with: heads`,
    );
    expect(said).toContain(
      'note   schedules: no sweep is scheduled, so nobody is asked unless somebody runs one; see: schedules',
    );
    const { Hal } = await linkAll(world.ports, ['Hal']);
    await setHeads(world.ports, 'A', [Hal!]);
    await type('heads', 'owner', '--plan', PLAN, '--to', 'Hal');
    await type('schedules', 'add', 'mornings', '--kind', 'sweep', '--cron', '30 8 * * 1-5');
    const well = await lines('doctor');
    expect(well.filter((line) => /decisions|accountable|schedules/.test(line))).toEqual([
      'good   accountable: every plan has its owner and heads of service',
      'good   decisions: somebody may decide whatever is proposed',
      'good   schedules: a sweep is scheduled',
    ]);
  });
});

describe('a summary that is scheduled twice', () => {
  const add = (id: string, cron: string, ...more: string[]) =>
    lines('schedules', 'add', id, '--kind', 'rollup', '--cron', cron, ...more);

  it('for one plan at one moment is added, and told', async () => {
    await add('weekly', '0 9 * * 1', '--plan', PLAN);
    expect(await add('monthly', '0 9 1-7 * *')).toEqual([
      expect.stringContaining('“monthly”: next'),
      expect.stringMatching(
        /^Note: “weekly” posts summaries of the same plans at the same time; each summary is posted once then/,
      ),
    ]);
    expect((await type('schedules')).json.schedules).toHaveLength(2);
  });

  it('at other moments is not', async () => {
    await add('weekly', '0 9 * * 1', '--plan', PLAN);
    expect(await add('fridays', '0 9 * * 5', '--plan', PLAN)).toHaveLength(1);
  });
});

describe('--help', () => {
  it.each([
    ['attention', 'seen:', 'send-again:', 'waive:', 'ID is'],
    ['sending', 'stop:', 'start:'],
    ['export', 'FILE holds'],
    ['restore', '--dry-run:'],
    ['person', 'OFFICER is'],
    ['erase', '--anyway:', '--dry-run:'],
    ['schedules', '--cron has five fields', 'pause:'],
    ['plans', '--as-at, --today:'],
  ])('of %s says what its parts mean', (verb, ...parts) => {
    const { usage } = readLine([verb, '--help']);
    for (const part of parts) expect(usage).toContain(`  ${part}`);
  });
});
