/**
 * Every kind of tracker that councils keep, from a file as they print it: loaded at the command line, asked about,
 * answered, counted and reported. The files are in `samples`; nobody in them is anybody.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { meetingOf } from '../../bot/domain/boards.js';
import { isRefused } from '../../bot/domain/read-plan.js';
import { fileOf, terminal, type Terminal, type Typed } from '../support/command-line.js';
import { createWorld, type World } from '../support/world.js';

const PANEL = 'Children’s Scrutiny Panel'.replace('’', "'");
const PEOPLE = `Name,Entra id
Ola Winter,21111111-1111-1111-1111-111111111111
Priya Nolan,11111111-1111-1111-1111-111111111111
`;

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await done(type('officers', 'import', fileOf('people.csv', PEOPLE)));
  await done(type('calendar', 'board', PANEL, '--dates', '2026-12-08; 2027-01-12'));
});

async function done(typed: Promise<Typed>): Promise<Typed> {
  const answer = await typed;
  if (answer.exit !== 0) throw new Error(answer.lines.join(' '));
  return answer;
}

const sample = (name: string): string => join(import.meta.dirname, 'samples', `${name}.csv`);

/** Loads a sample as plan `p`, whose owner is Ola Winter. */
async function load(name: string, ...words: string[]): Promise<Typed> {
  const loaded = await done(type('import', sample(name), '--plan', 'p', ...words));
  await done(type('heads', 'owner', '--plan', 'p', '--to', 'Ola Winter'));
  return loaded;
}

interface Row {
  readonly ref: string;
  readonly text: string;
  readonly due: {
    readonly kind: string;
    readonly date: string | null;
    readonly text: string;
    readonly daysBefore: number;
  };
  readonly leads: readonly { readonly name: string }[];
  readonly ratingLabel: string;
  readonly state: string;
  readonly moves: readonly unknown[];
}
const rows = async (): Promise<readonly Row[]> =>
  (await done(type('milestones', '--plan', 'p'))).json.milestones as readonly Row[];
const datesOf = async (): Promise<readonly unknown[]> => (await rows()).map(({ due }) => due.date);
const rollup = async (): Promise<string> => (await done(type('rollup', '--plan', 'p'))).lines.join('\n');
const codesOf = ({ json }: Typed): readonly string[] => [
  ...new Set((json.warnings as { readonly code: string }[]).map(({ code }) => code)),
];

/** Who is asked about what: "Ola Winter: WP 1.1, WP 1.2". */
async function asked(...words: string[]): Promise<readonly string[]> {
  const { json } = await done(type('sweep', ...words));
  const digests = json.digests as { readonly officer: string; readonly items: readonly { readonly ref: string }[] }[];
  return digests.map(({ officer, items }) => `${officer}: ${items.map(({ ref }) => ref).join(', ')}`).sort();
}

async function windowOpens(): Promise<void> {
  const days = ['--opens', '2026-11-18', '--freezes', '2026-11-27', '--posts', '2026-12-02'];
  await done(type('windows', 'add', '2026-q2', '--plan', 'p', '--name', 'Quarter 2', ...days));
}

async function reported(format: 'csv' | 'html'): Promise<string> {
  const out = fileOf(`report.${format}`, '');
  await done(type('report', '--plan', 'p', '--format', format, '--out', out, '--accept-findings'));
  return readFileSync(out, 'utf8').replace(/^\ufeff/, '');
}

describe('a budget timetable', () => {
  it('has ranges, over the end of the year too, and dates without a year in the year that its title prints', async () => {
    const { json, lines } = await load('budget-timetable');
    expect(json).toMatchObject({ kind: 'timetable', board: null, counts: { milestones: 8, leads: 0 }, rejected: [] });
    expect(lines).toContain('Read as a timetable.');
    // Most of its dates are to come: nobody is asked whether it is last year's.
    expect(lines.join(' ')).toMatch(/1 of 6 dates has passed: .* where it stands\.(?! Is it)/);
    expect(await datesOf()).toEqual([
      ...['2026-10-30', '2026-12-31', '2026-12-20', '2027-01-08', '2027-01-12', '2026-11-30'],
      ...[null, null],
    ]);
    const [, range] = await rows();
    expect(range).toMatchObject({ due: { kind: 'period', text: '19 October - 31 December', yearInferred: true } });
  });

  it('is asked of whoever is accountable, listed as without a lead, and nobody’s silence', async () => {
    const loaded = await load('budget-timetable');
    expect(loaded.json.warnings).toContainEqual(
      expect.objectContaining({
        code: 'no-lead',
        ref: null,
        message: expect.stringMatching(/8 rows are without one/) as string,
      }),
    );
    expect(await asked('--dry-run')).toEqual(['Ola Winter: WP 1.1']);
    const { json } = await done(type('rollup', '--plan', 'p'));
    expect(json.silent).toEqual([]);
    expect(await rollup()).toMatch(/Without a lead: WP 1\.1, WP 1\.2/);
  });

  it('is a timetable only where it has no more columns than that', () => {
    const read = readCsvPlan('Milestone,Deadline,Lead\nDo it,1 May 2027,Priya Nolan\n');
    expect(isRefused(read) ? read : read.tracker).toBeUndefined();
  });
});

describe('budget risks', () => {
  it('are rated in the words that the file prints, have no date, and a level that is empty is no update', async () => {
    const loaded = await load('budget-risks');
    expect(loaded.json).toMatchObject({ kind: 'risks', counts: { milestones: 6 } });
    const found = await rows();
    expect(found.map(({ ratingLabel }) => ratingLabel)).toEqual([
      ...['High', 'Medium', 'Low', 'Very high', 'No update', 'No update'],
    ]);
    expect(new Set(found.map(({ due }) => due.kind))).toEqual(new Set(['ongoing']));
    expect(found[0]?.text).toBe('Demand for placements: More children may come into care than the budget allows for');
    expect(codesOf(loaded)).toEqual(['no-lead', 'unknown-rating']);
  });

  it('are asked about once a window, answered in their own words, and rated as a whole by a person, with history', async () => {
    await load('budget-risks');
    expect(await asked('--dry-run')).toEqual([]);
    await windowOpens();
    expect(await asked()).toEqual(['Ola Winter: WP 1.1, WP 1.2, WP 1.3, WP 1.4, WP 1.5, WP 1.6']);
    const cause = ['--cause', 'Two more placements', '--remedy', 'Weekly panel', '--recovery', '2027-01-29'];
    const answer = await done(
      type('update', 'WP 1.3', '--plan', 'p', '--by', 'Ola Winter', '--rating', 'High', ...cause),
    );
    expect(answer.lines[0]).toMatch(/^WP 1\.3 is High\./);
    const overall = ['--by', 'Ola Winter', '--reason', 'Demand is not met'];
    await done(type('overall', 'set', '--plan', 'p', '--rating', 'High', ...overall));
    const told = await done(type('overall', 'show', '--plan', 'p'));
    expect(told.lines.join('\n')).toMatch(/High/);
    expect(await rollup()).toMatch(/^6 risks: 3 High, 1 Medium, 0 Low/);
    expect((await rows()).every(({ due }) => due.date === null)).toBe(true);
  });

  it('printed as colours are read by the key of colours', async () => {
    const file = fileOf('risks.csv', 'Risk;Level of Risk;Owner\nPay award;Red;Priya Nolan\nEnergy;Green;\n');
    const { json } = await done(type('import', file, '--plan', 'p'));
    expect(json).toMatchObject({ kind: 'risks' });
    expect((await rows()).map(({ ratingLabel }) => ratingLabel)).toEqual(['Red', 'Green']);
  });
});

describe('a work programme', () => {
  it('is due at its meetings, carried down; "tbc" is nobody, and a topic without a date is awaited', async () => {
    const loaded = await load('work-programme', '--board', PANEL);
    expect(loaded.json).toMatchObject({ kind: 'work-programme', board: PANEL, counts: { milestones: 6, leads: 2 } });
    expect(await datesOf()).toEqual(['2026-12-08', '2026-12-08', '2027-01-12', '2027-03-31', null, null]);
    const found = await rows();
    expect(found.map(({ leads }) => leads.map(({ name }) => name).join())).toEqual([
      ...['Priya Nolan', '', 'Callum Hart', '', '', 'Priya Nolan'],
    ]);
    expect((await done(type('officers'))).lines.join('\n')).not.toMatch(/tbc/i);
    await done(type('calendar', 'move', PANEL, '--from', '2026-12-08', '--to', '2026-12-15'));
    const [first] = await rows();
    expect(first).toMatchObject({ due: { date: '2026-12-15' }, moves: [] });
  });

  it('puts the questions of the panel to the author, and asks by the days of the meeting', async () => {
    await load('work-programme', '--board', PANEL);
    const stored = await world.ports.plans.milestone('p', 'WP 1.1');
    expect(stored?.milestone.queries).toEqual([
      'Asked for the meeting: How many households were approved since April?',
    ]);
    expect(await asked('--dry-run', '--as-at', '2026-12-01')).toEqual(['Ola Winter: WP 1.2', 'Priya Nolan: WP 1.1']);
    expect(await rollup()).toMatch(/^6 reports: .* without a date/);
  });

  it('without a board its days are days', async () => {
    await load('work-programme');
    expect((await rows()).slice(0, 2).map(({ due }) => due.kind)).toEqual(['day', 'day']);
  });
});

describe('a schedule of outstanding matters', () => {
  it('keeps when each was raised, and is due at the next meeting of its board', async () => {
    const loaded = await load('outstanding-matters');
    expect(loaded.json).toMatchObject({
      ...{ kind: 'matters', board: PANEL, counts: { milestones: 5 } },
      suggestions: [{ ref: 'WP 1.3', state: 'evidenced' }],
    });
    expect(codesOf(loaded)).toEqual(['board-assumed', 'raised-twice', 'no-lead']);
    expect(await datesOf()).toEqual(Array.from({ length: 5 }, () => '2026-12-08'));
    const { milestones, plan } = (await world.ports.plans.contents('p'))!;
    expect(milestones.map(({ milestone }) => milestone.raisedOn)).toEqual([
      ...['2026-06-09', '2026-06-09', '2026-09-15', '2026-10-20', '2026-10-20'],
    ]);
    expect(plan).toMatchObject({ kind: 'matters', board: PANEL, levels: { milestone: 'Matter' } });
    expect((await done(type('plans'))).json.plans).toMatchObject([{ kind: 'matters' }]);
  });

  it('goes from meeting to meeting, which is no slip and never overdue; without one it is awaited', async () => {
    await load('outstanding-matters');
    world.clock.set('2026-12-09T10:00:00Z');
    await done(type('sweep'));
    expect((await rows())[0]).toMatchObject({ due: { date: '2027-01-12' }, moves: [], overdueDays: null });
    world.clock.set('2027-01-13T10:00:00Z');
    await done(type('sweep'));
    expect((await rows())[0]).toMatchObject({ due: { date: null } });
    expect(await rollup()).toMatch(/without a date/);
    const late = await type(
      'propose',
      'WP 1.1',
      '--plan',
      'p',
      '--by',
      'Priya Nolan',
      '--date',
      '2027-03-01',
      '--reason',
      'x y z',
    );
    expect(late.json).toMatchObject({ error: { code: 'matter' } });
  });

  it('is discharged by its board and not by its lead', async () => {
    await load('outstanding-matters');
    const words = ['--rating', 'Complete', '--done-on', '2026-11-17', '--evidence', 'Report sent to all members'];
    await done(type('update', 'WP 1.1', '--plan', 'p', '--by', 'Priya Nolan', ...words));
    expect((await rows())[0]).toMatchObject({ state: 'in-progress', ratingLabel: 'Green' });
    const waits = await done(type('approvals', '--plan', 'p'));
    expect(waits.lines.join()).toContain('its discharge by the board: Report sent to all members');
    const accept = ['approvals', 'accept', 'WP 1.1', '--plan', 'p', '--by', 'Ola Winter'];
    const early = await type(...accept);
    expect(early.json).toMatchObject({ error: { code: 'not-met' } });
    expect(early.lines.join()).toContain('It meets next on Tuesday 8 December 2026.');
    world.clock.set('2026-12-09T10:00:00Z');
    const accepted = await done(type(...accept));
    expect(accepted.lines.join()).toContain(`“${PANEL}” has decided so`);
    expect((await rows())[0]).toMatchObject({ state: 'evidenced', deliveredOn: '2026-12-08' });
    expect((await done(type('history', 'WP 1.1', '--plan', 'p'))).lines.join('\n')).toContain(`Approved (${PANEL})`);
  });

  it('may be recorded as decided elsewhere, with where and when; said again not to be done, nothing waits', async () => {
    await load('outstanding-matters');
    const done1 = ['--rating', 'Complete', '--done-on', '2026-11-17', '--evidence', 'Sent'];
    await done(type('update', 'WP 1.1', '--plan', 'p', '--by', 'Priya Nolan', ...done1));
    await done(
      type('update', 'WP 1.1', '--plan', 'p', '--by', 'Priya Nolan', '--rating', 'Green', '--note', 'Not yet'),
    );
    expect((await done(type('approvals', '--plan', 'p'))).json.approvals).toEqual([]);
    await done(type('update', 'WP 1.1', '--plan', 'p', '--by', 'Priya Nolan', ...done1));
    const where = ['--where', 'Extraordinary meeting', '--on', '2026-11-18'];
    await done(type('approvals', 'accept', 'WP 1.1', '--plan', 'p', '--by', 'Ola Winter', ...where));
    expect((await rows())[0]).toMatchObject({ state: 'evidenced', deliveredOn: '2026-11-18' });
  });

  it('comes out in its four columns, with the current position, and is the same schedule again', async () => {
    await load('outstanding-matters', '--accept-suggestions');
    await done(
      type(
        'update',
        'WP 1.4',
        '--plan',
        'p',
        '--by',
        'Priya Nolan',
        '--rating',
        'Green',
        '--note',
        'A draft is with the chair',
      ),
    );
    const csv = await reported('csv');
    expect(csv.split('\r\n').slice(0, 5)).toEqual([
      'Date of Meeting,Subject,Lead Member or Officer,Current Position',
      '9 June 2026,Waiting times for assessment,Priya Nolan,Figures for the first quarter were circulated.',
      '9 June 2026,Letter to the health trust,Cllr Mona Reyes,Awaiting a reply.',
      `15 September 2026,Visit to the contact centre,Callum Hart,"Discharged (${PANEL}).\nDischarged at the meeting of 20 October."`,
      '20 October 2026,Waiting times for assessment,Priya Nolan,A draft is with the chair',
    ]);
    const again = await done(type('import', fileOf('again.csv', csv), '--plan', 'again', '--board', PANEL));
    expect(again.json).toMatchObject({ kind: 'matters', counts: { milestones: 5 }, rejected: [] });
    const page = await reported('html');
    for (const heading of ['Date of Meeting', 'Subject', 'Lead Member or Officer', 'Current Position']) {
      expect(page).toMatch(new RegExp(`<th[^>]*>${heading}</th>`));
    }
    expect(await rollup()).toMatch(/^5 matters: /);
  });

  it('is refused without a board, in one sentence', async () => {
    const file = fileOf(
      'm.csv',
      'Date of Meeting,Subject,Lead Officer,Current Position\n9 June 2026,Parking,Priya Nolan,Waits\n',
    );
    const { json } = await type('import', file, '--plan', 'p');
    expect(json).toMatchObject({
      error: { code: 'not-a-plan', message: expect.stringContaining('--board') as string },
    });
  });
});

describe('report clearance', () => {
  const MEETING = ['--board', PANEL, '--meeting', '2027-03-09'];

  it('is counted back from its meeting in calendar days, from the template or a file, and moves with it', async () => {
    await done(type('calendar', 'board', PANEL, '--dates', '2026-12-08; 2027-01-12; 2027-03-09'));
    const loaded = await done(type('import', '--template', 'clearance', '--plan', 'p', ...MEETING));
    expect(loaded.json).toMatchObject({ kind: 'clearance', board: PANEL, counts: { milestones: 9 }, rejected: [] });
    expect((await rows()).map(({ due }) => [due.daysBefore, due.date])).toEqual([
      ...[
        [84, '2026-12-15'],
        [70, '2026-12-29'],
        [63, '2027-01-05'],
        [56, '2027-01-12'],
        [49, '2027-01-19'],
      ],
      ...[
        [42, '2027-01-26'],
        [35, '2027-02-02'],
        [21, '2027-02-16'],
        [14, '2027-02-23'],
      ],
    ]);
    await done(type('calendar', 'move', PANEL, '--from', '2027-03-09', '--to', '2027-03-13'));
    const moved = await rows();
    // A Saturday keeps its date: people are asked on the working day before.
    expect(moved[0]).toMatchObject({ due: { date: '2026-12-19' }, moves: [], text: 'Agree the purpose of the report' });
    expect(moved.every(({ moves }) => moves.length === 0)).toBe(true);
  });

  it('asks each in turn, and says in words when it is due', async () => {
    await load('clearance', ...MEETING);
    expect(await datesOf()).toContain('2027-01-12');
    expect(await asked('--dry-run', '--as-at', '2026-12-08')).toEqual([
      'Head of service: WP 1.3',
      'Priya Nolan: WP 1.1, WP 1.2',
    ]);
    const why = await done(type('why', 'WP 1.1', 'Priya Nolan', '--plan', 'p'));
    expect(why.lines.join('\n')).toContain(
      `WP 1.1 is due on Tuesday 15 December 2026, 84 calendar days before ${meetingOf(PANEL)}`,
    );
    expect(await rollup()).toMatch(/^9 sign-offs: /);
  });

  it('is refused without its meeting, and a number of days that is none is told', async () => {
    const { json } = await type('import', '--template', 'clearance', '--plan', 'p');
    expect(json).toMatchObject({
      error: { code: 'not-a-plan', message: expect.stringContaining('--meeting') as string },
    });
    expect((await type('import', '--template', 'budget', '--plan', 'p')).json).toMatchObject({
      error: { code: 'template' },
    });
    const file = fileOf('c.csv', 'Step,Days before,Who\nDraft,soon,Priya Nolan\nFinal,1,Priya Nolan\n');
    const loaded = await done(type('import', file, '--plan', 'p', ...MEETING));
    expect(codesOf(loaded)).toEqual(['no-date']);
    expect(await datesOf()).toEqual([null, '2027-03-08']);
  });
});

describe('an engagement planner', () => {
  it('keeps initials, roles and questions as leads to be confirmed, and never a person called TBC', async () => {
    const loaded = await load('engagement-planner');
    expect(loaded.json).toMatchObject({ kind: 'engagement', counts: { milestones: 7 } });
    expect((await rows()).map(({ leads }) => leads.map(({ name }) => name))).toEqual([
      ...[['AB'], ['AB', 'CD'], ['Comms'], ['AB'], [], ['Priya Nolan'], ['Head of Communications']],
    ]);
    const told = (loaded.json.warnings as { readonly code: string; readonly ref: string }[])
      .filter(({ code }) => code === 'lead-to-be-named')
      .map(({ ref }) => ref);
    expect(new Set(told)).toEqual(new Set(['WP 1.1', 'WP 1.2', 'WP 1.3', 'WP 1.4', 'WP 1.7']));
    expect((await done(type('officers'))).lines.join('\n')).not.toMatch(/tbc/i);
  });

  it('asks who is linked; the others are listed with what waits for them, until somebody links or reassigns', async () => {
    await load('engagement-planner');
    const { json } = await done(type('sweep', '--dry-run', '--as-at', '2026-11-26'));
    const digests = json.digests as { readonly officer: string; readonly to: string | null }[];
    expect(
      digests
        .filter(({ to }) => to === null)
        .map(({ officer }) => officer)
        .sort(),
    ).toEqual(['AB', 'CD', 'Comms']);
    await done(type('officers', 'link', 'AB', '31111111-1111-1111-1111-111111111111'));
    const after = await done(type('sweep', '--dry-run', '--as-at', '2026-11-26'));
    expect(after.json.digests).toContainEqual(
      expect.objectContaining({ officer: 'AB', to: '31111111-1111-1111-1111-111111111111' }),
    );
    expect(await rollup()).toMatch(/^7 activities: /);
  });
});

describe('priorities of a self-evaluation', () => {
  it('are counted by their own words, and most of them have no owner', async () => {
    const loaded = await load('self-evaluation');
    expect(loaded.json).toMatchObject({ kind: 'self-evaluation', counts: { milestones: 6, leads: 1 } });
    expect((await rows()).map(({ ratingLabel }) => ratingLabel)).toEqual([
      ...['Strength', 'Green shoots', 'Area for development', 'Area for development', 'No update', 'No update'],
    ]);
    const { json } = await done(type('rollup', '--plan', 'p'));
    expect(json.counts).toMatchObject({ red: 0, amber: 0, green: 0, complete: 0, none: 6, total: 6 });
    const told = await rollup();
    expect(told).toMatch(/1 Strength, 1 Green shoots, 2 Area for development/);
    expect(told).toMatch(/5 without a lead/);
  });

  it('are asked about in a window: of the owner, or of whoever is accountable', async () => {
    await load('self-evaluation');
    await windowOpens();
    expect(await asked()).toEqual(['Ola Winter: WP 1.2, WP 1.3, WP 1.4, WP 1.5, WP 1.6', 'Priya Nolan: WP 1.1']);
    await done(
      type(
        'update',
        'WP 1.2',
        '--plan',
        'p',
        '--by',
        'Ola Winter',
        '--rating',
        'Strength',
        '--note',
        'Nine in ten are in time',
      ),
    );
    expect(await rollup()).toMatch(/2 Strength/);
    expect(await reported('html')).toContain('Strength');
  });
});

describe('performance measures', () => {
  it('are context for the summary, never a rating', async () => {
    await load('self-evaluation');
    const loaded = await done(type('measures', 'import', sample('performance-measures'), '--plan', 'p'));
    expect(loaded.json).toMatchObject({ changed: ['PI 1', 'PI 2', 'PI 3'], rejected: [] });
    const set = ['--as-at-day', '2026-11-18', '--value', '70'];
    await done(type('measures', 'set', 'PI 1', '--plan', 'p', ...set));
    const page = await reported('html');
    expect(page).toContain('Assessments in time');
    expect(page).toContain('The system was changed in August');
    const { json } = await done(type('rollup', '--plan', 'p'));
    expect(json.counts).toMatchObject({ total: 6 });
  });
});

describe('what a file is', () => {
  it('can be said, and is refused in one sentence where it cannot be that', async () => {
    const plan = fileOf(
      'plan.csv',
      'Ref,Area,Objective,Milestone,Due,Leads\nFD 1.1,Front door,One,Do it,1 May 2027,Priya Nolan\n',
    );
    expect((await type('import', plan, '--plan', 'p', '--kind', 'risks')).json).toMatchObject({
      error: {
        code: 'not-a-plan',
        message: 'The file has not the columns of that kind: it needs "Risk" and "Level of risk".',
      },
    });
    expect((await type('import', plan, '--plan', 'p', '--kind', 'recipe')).json).toMatchObject({
      error: { code: 'kind' },
    });
    const loaded = await done(type('import', plan, '--plan', 'p'));
    expect(loaded.json).toMatchObject({ kind: 'improvement', board: null });
    const said = await done(type('import', sample('budget-timetable'), '--plan', 'q', '--kind', 'improvement'));
    expect(said.json).toMatchObject({ kind: 'improvement' });
  });
});
