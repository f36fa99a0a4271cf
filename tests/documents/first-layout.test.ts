/**
 * A plan of sixty-eight milestones in the layout of an improvement plan 2018-19, of a council that does not exist, with
 * every oddity that real plans have had and a file can hold. The numbers are those of the list of hard cases.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { writeCsvPlan } from '../../bot/documents/write-csv-plan.js';
import { isRefused, type PlanFile, type PlanRow } from '../../bot/domain/read-plan.js';
import { WARNING_CODES, type PlanWarning } from '../../bot/domain/plan-warnings.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { at, fileOf, terminal, type Terminal } from '../support/command-line.js';
import { createWorld, type World } from '../support/world.js';

const FILE = join(import.meta.dirname, 'plans/first-layout.csv');
const YEAR = '2018-04-01..2019-03-31';
/** The plan was approved then, a Monday. */
const APPROVED = '2018-06-18';

function read(text: string | Uint8Array): PlanFile {
  const found = readCsvPlan(text);
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

const plan = read(readFileSync(FILE));

function row(ref: string): PlanRow {
  const found = plan.rows.find((one) => one.ref === ref);
  if (found === undefined) throw new Error(`There is no ${ref}`);
  return found;
}

function leadsOf(ref: string): string[] {
  return row(ref).leads.map(({ name, tag }) => (tag === null ? name : `${name} (${tag})`));
}

/** The codes of the warnings about a milestone. */
function codesOf(ref: string): string[] {
  return plan.warnings.filter((one) => one.ref === ref).map(({ code }) => code);
}

function warned(ref: string | null, code: PlanWarning['code']): PlanWarning {
  const found = plan.warnings.find((one) => one.ref === ref && one.code === code);
  if (found === undefined) throw new Error(`Nothing of ${code} is told of ${ref ?? 'the file'}`);
  return found;
}

function suggested(ref: string): PlanFile['suggestions'][number] | undefined {
  return plan.suggestions.find((one) => one.ref === ref);
}

describe('the plan as a whole', () => {
  it('has at least sixty milestones, in its areas and under its own words', () => {
    expect(plan.rows.length).toBeGreaterThanOrEqual(60);
    expect(plan.levels).toEqual({ area: 'Area', objective: 'Area for Development', milestone: 'Action' });
    expect(plan.areas.map(({ code, title }) => [code, title])).toEqual([
      ['PMQA', 'PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE'],
      ['CiN/CP', 'CHILDREN IN NEED AND CHILD PROTECTION'],
      ['HS', 'Help and Support'],
      ['YOT', 'YOUTH OFFENDING TEAM'],
      ['COM', 'COMMISSIONING'],
      ['SG', 'SAFEGUARDING IN SCHOOLS'],
      ['WFD', 'WORKFORCE DEVELOPMENT'],
      ['LAC', 'LOOKED AFTER CHILDREN'],
    ]);
    expect(plan.objectives).toHaveLength(17);
  });

  it('has every fault that the contract names', () => {
    const codes = new Set(plan.warnings.map(({ code }) => code));
    for (const code of WARNING_CODES.slice(0, 12)) expect(codes, code).toContain(code);
  });

  it('gives every doubt its row, the cell quoted, what was assumed and what to do', () => {
    for (const { code, row: place, ref, cell, message } of plan.warnings) {
      expect(message, code).toMatch(/^(?:Rows? \d+|Between rows \d+ and \d+|Nothing is read from the column)\b.*[.]$/s);
      expect(message.split(/[.;] /).length, message).toBeGreaterThan(1);
      expect(place).toBeGreaterThan(0);
      const several =
        ['gap-in-refs', 'missing-pages', 'due-before-dependency'].includes(code) ||
        (code === 'page-label' && ref === null);
      if (cell !== '' && !several) {
        const lines = readFileSync(FILE, 'utf8').replaceAll('""', '"').replaceAll('\r\n', '\n');
        expect(lines, message).toContain(cell);
      }
    }
  });
});

describe('identity and structure', () => {
  it('H1 keeps "CiN/CP 1.1" as printed', () => {
    expect(row('CiN/CP 1.1')).toMatchObject({ refPrinted: true, area: 'CiN/CP', objective: 'CiN/CP 1' });
  });

  it('H2 leaves a ref where it stands, whatever its number says, and tells it', () => {
    expect([row('COM 4.1').objective, row('COM 5.1').objective, row('SG 3.3').objective]).toEqual([
      'COM 3',
      'COM 4',
      'SG 8',
    ]);
    for (const ref of ['COM 4.1', 'COM 5.1', 'SG 3.3']) expect(codesOf(ref)).toContain('ref-under-other-parent');
  });

  it('H3 takes page labels off a ref, and tells of a ref of another form', () => {
    expect([row('YOT 1.1').objective, row('WFD 3.1').objective]).toEqual(['YOT 1', 'WFD 3']);
    expect(warned('YOT 1.1', 'page-label')).toMatchObject({ cell: 'YOT 1 69' });
    expect(warned('WFD 3.1', 'page-label').message).toContain(
      'of "Page 71 WFD 3", "Page 71" was read as the label of a page, which leaves "WFD 3"',
    );
    expect(codesOf('Annex B')).toEqual(['unknown-ref']);
  });

  it('H4 carries a blank area for development down', () => {
    expect(row('PMQA 1.2').objective).toBe('PMQA 1');
    expect(plan.objectives.find(({ code }) => code === 'PMQA 1')?.title).toBe(
      'What we learn from audits changes what teams do',
    );
  });

  it('H5 tells of a page that its labels leap over', () => {
    expect(warned(null, 'missing-pages').message).toContain('page 66 is not in the file');
  });

  it('H6 attaches a text without a ref to nothing, and asks for its place', () => {
    expect(warned(null, 'text-without-ref').message).toContain('it may be part of another row');
    expect(plan.rejected.map(({ cell }) => cell)).toContain(
      'The short breaks policy will also be looked at in the autumn with parents.',
    );
    expect(plan.rows.some(({ text }) => text.includes('short breaks'))).toBe(false);
  });

  it('H7 tells of numbers that no row has, by their parent, and not of gaps between parents', () => {
    const gaps = plan.warnings.filter(({ code }) => code === 'gap-in-refs');
    expect(gaps.map(({ cell }) => cell)).toEqual(['HS 1.1, HS 1.2', 'SG 8.1']);
    const elsewhere = read(
      [
        'Ref,Objective,Milestone,Due,Lead',
        '1.3,One,Do it,1 May 2027,Jo Farl',
        ',,,,',
        '1.2,Achieved,Do it too,1 May 2027,Jo Farl',
        '1.1,Achieved,Do it well,1 May 2027,Jo Farl',
      ].join('\n'),
    );
    expect(elsewhere.warnings.map(({ code }) => code)).not.toContain('gap-in-refs');
  });

  it('H8 splits two actions in one row where the second ref begins, and gives "Complete" to the second only', () => {
    expect([row('PMQA 1.4').text, row('PMQA 1.5').text]).toEqual([
      'We will hold two practice weeks.',
      'We will publish a summary of each audit round.',
    ]);
    expect(row('PMQA 1.4').progress).toBe(
      'Practice weeks will take place twice a year from now on; in February and September.',
    );
    expect(row('PMQA 1.5').progress).toBe('Complete');
    expect(suggested('PMQA 1.4')).toBeUndefined();
    expect(suggested('PMQA 1.5')?.state).toBe('delivered');
    expect(warned('PMQA 1.4', 'row-split').message).toContain('was given to the last only');
  });

  it('H9 splits action, date, people and progress in step where each says whose it is', () => {
    expect(row('CiN/CP 3.1')).toMatchObject({
      text: 'We will train twelve coordinators.',
      due: { date: '2018-06-30' },
      progress: 'Nine have been trained.',
    });
    expect(row('CiN/CP 3.2')).toMatchObject({
      due: { date: '2018-10-31' },
      progress: 'The leaflet is at the printer.',
    });
    expect([leadsOf('CiN/CP 3.1'), leadsOf('CiN/CP 3.2')]).toEqual([['Ffion Pryce'], ['Harvey Blunt']]);
    expect(warned('CiN/CP 3.1', 'row-split').message).toContain('Each cell says which is meant.');
  });

  it('H10 keeps a row out whose cells have shifted, and never takes a name for progress', () => {
    const shifted = plan.rejected.find(({ cells }) => cells?.includes('31 January 2019 Harvey Blunt'));
    expect(shifted?.message).toContain('a date with people stands under "Progress". Its cells have shifted');
    expect(plan.rows.every(({ progress }) => progress !== '31 January 2019 Harvey Blunt')).toBe(true);
  });

  it('H11 splits date and people, names without a sign between them too, and keeps the cell', () => {
    expect(row('PMQA 1.1')).toMatchObject({
      due: { kind: 'day', date: '2019-03-31', text: '31 March 2019' },
      dueCell: '31 March 2019 Gwen Archer Tobias Reed Nadia Okoro',
      leadsCell: '31 March 2019 Gwen Archer Tobias Reed Nadia Okoro',
    });
    expect(leadsOf('PMQA 1.1')).toEqual(['Gwen Archer', 'Tobias Reed', 'Nadia Okoro']);
    expect(codesOf('PMQA 1.1')).toEqual([]);
    expect(leadsOf('PMQA 1.2')).toEqual(['Gwen Archer']);
    expect(leadsOf('CiN/CP 1.2')).toEqual(['Ffion Pryce', 'Harvey Blunt']);
    expect(leadsOf('WFD 3.1')).toEqual(['Ana Lucia Prado', 'J. Tull']);
    expect(leadsOf('LAC 1.6')).toEqual(['Orla Quayle']);
    expect(leadsOf('WFD 6.4')).toEqual(['Dervla Quist', 'Owen Tarrant']);
    expect(codesOf('WFD 6.4')).toEqual(['leads-run-together']);
  });

  it('H12 gives the same refs when rows have come and gone, and tells doubles apart', () => {
    const lines = readFileSync(FILE, 'utf8').split('\r\n');
    const later = read([...lines.slice(0, 4), ...lines.slice(5)].join('\r\n'));
    expect(later.rows.map(({ ref }) => ref)).toEqual(
      plan.rows.map(({ ref }) => ref).filter((ref) => ref !== 'PMQA 1.2'),
    );
    expect(codesOf('WFD 6.1 (2)')).toEqual(['duplicate-ref']);
  });
});

describe('dates', () => {
  it('H13 awaits a date that is not there, whatever else is claimed, and asks for it', () => {
    expect(row('PMQA 2.1').due).toEqual({ kind: 'awaited', text: 'Still awaiting date for the move to Beacon' });
    expect(codesOf('PMQA 2.1')).toEqual(['no-date']);
    expect(row('PMQA 2.1').queries).toEqual([
      'The plan says that it is on track and gives no date. Say by when it will be done.',
    ]);
  });

  it('H14 keeps the month and the wording of a meeting', () => {
    expect(row('PMQA 2.2').due).toMatchObject({
      to: '2018-11-30',
      text: 'Proposal to performance meeting in November 2018.',
    });
    expect(leadsOf('PMQA 2.2')).toEqual(['Tobias Reed']);
  });

  it('H15 recurs until its end', () => {
    expect(row('PMQA 1.3').due).toMatchObject({ kind: 'recurring', cadence: 'quarterly', until: '2019-03-31' });
    expect(leadsOf('PMQA 1.3')).toEqual(['Nadia Okoro']);
  });

  it('H16 makes two milestones of two dates, the year inferred and marked', () => {
    expect([row('SG 1.1').text, row('SG 1.1 (2)').text]).toEqual([
      'We will audit school safeguarding – 1st Audit',
      'We will audit school safeguarding – for briefing',
    ]);
    expect(row('SG 1.1').due).toMatchObject({ kind: 'day', date: '2018-06-30' });
    expect(row('SG 1.1 (2)').due).toMatchObject({ kind: 'day', date: '2018-09-30', yearInferred: true });
    expect(leadsOf('SG 1.1 (2)')).toEqual(['Nadia Okoro']);
    expect(codesOf('SG 1.1')).toEqual(['several-dates']);
    // The milestone's own row on the card says that the year was not printed.
    expect(row('SG 1.1 (2)').queries).toEqual([]);
  });

  it("H17 accepts a date outside the plan's year, tells it and asks", () => {
    expect(row('CiN/CP 2.3').due).toMatchObject({ kind: 'day', date: '2019-12-31' });
    expect(codesOf('CiN/CP 2.3')).toEqual(['date-outside-period']);
    expect(row('CiN/CP 2.3').queries[0]).toContain("lies outside the plan's year, April 2018 to March 2019");
  });

  it('H18 takes a date before the plan as printed; what is complete asks nothing', () => {
    expect(row('PMQA 2.4')).toMatchObject({ declared: 'complete', due: { date: '2018-03-31' }, queries: [] });
  });

  it('H19 keeps a date that outlives the plan', () => {
    expect(row('COM 5.2').due).toMatchObject({ kind: 'day', date: '2020-03-31' });
    expect(codesOf('COM 5.2')).toContain('date-outside-period');
  });

  it('H20 holds the date of its column where the progress has another, and asks with both', () => {
    expect(row('CiN/CP 1.2').due).toMatchObject({ date: '2018-10-31' });
    expect(codesOf('CiN/CP 1.2')).toEqual(['conflicting-dates']);
    expect(row('CiN/CP 1.2').queries).toEqual([
      'The plan prints “31 October 2018” and says “The timescale was extended to end of December 2018”. Wednesday 31 October 2018 is held until you say which is right.',
    ]);
  });

  it('H21 tells of a forecast after the date that it was changed to', () => {
    expect(row('HS 1.5').due).toMatchObject({ date: '2019-03-31' });
    expect(codesOf('HS 1.5')).toEqual(['conflicting-dates', 'extended-in-text']);
    expect(row('HS 1.5').queries[0]).toContain('It will now be in place in April 2019');
  });

  it('H22 invents no old date for an extension', () => {
    expect(warned('CiN/CP 1.3', 'extended-in-text').message).toContain('the one before as not recorded');
    expect(row('CiN/CP 1.3').queries[0]).toContain('Say what the date was before, and why it moved.');
  });

  it('H23 and H24 keep civil dates, weekends and the end of March as printed', () => {
    expect(row('HS 1.4').due).toEqual({ kind: 'day', date: '2019-03-30', text: '30 March 2019' });
    expect(plan.rows.filter(({ due }) => due.kind === 'day' && due.date === '2019-03-31').length).toBeGreaterThan(20);
  });

  it('H25 keeps the phrase where a person must choose the day', () => {
    expect(row('HS 1.6').due).toEqual({ kind: 'awaited', text: 'End of the academic year' });
    expect(row('HS 1.8').due).toEqual({ kind: 'awaited', text: 'End of the school term' });
    expect(row('HS 1.7').due).toMatchObject({ kind: 'period', to: '2019-04-22', text: 'Easter 2019' });
  });

  it('takes no date that is not on the calendar, and reads the others as their kind', () => {
    expect(row('SG 3.3').due.kind).toBe('awaited');
    expect(codesOf('SG 3.3')).toContain('impossible-date');
    expect(row('SG 8.2').due).toMatchObject({ kind: 'recurring', cadence: 'monthly', first: '2018-05-31' });
    expect(row('WFD 6.3').due.kind).toBe('ongoing');
    expect(row('WFD 3.5').due).toMatchObject({ kind: 'period', from: '2018-10-19', to: '2018-12-31' });
  });
});

describe('people', () => {
  it('H27 has the named owner and the group', () => {
    expect(leadsOf('CiN/CP 1.1')).toEqual(['Ffion Pryce', 'all Senior Practice Managers in CiN/CP']);
    expect(codesOf('CiN/CP 1.1')).toEqual(['group-lead']);
  });

  it('H28 has three leads of one milestone, whatever their names are like', () => {
    expect(leadsOf('YOT 2.1')).toEqual(['Rhian Moss', 'Siobhan O’Dell', 'Anna van der Meer']);
    expect(leadsOf('YOT 2.2')).toEqual(['Mary-Jane Foss']);
  });

  it('H29 keeps the organisation of an external lead beside the name', () => {
    expect(leadsOf('COM 4.1')).toEqual(['Kit Marlow (WHP)', 'Petra Lund']);
  });

  it('H30 and H31 have one lead of that name, whatever else that person is', () => {
    expect(leadsOf('WFD 6.1')).toEqual(['Bronwen Hale']);
    expect(leadsOf('YOT 1.1')).toEqual(['Rhian Moss']);
  });

  it('H32 keeps the news of a new manager as printed, and changes no lead by it', () => {
    expect(row('CiN/CP 1.1').progress).toBe('An interim service manager starts 26 October 2018.');
  });

  it('H33 knows nobody called "tbc"', () => {
    expect(leadsOf('COM 5.4')).toEqual([]);
    expect(codesOf('COM 5.4')).toContain('no-lead');
    expect(leadsOf('YOT 2.4')).toEqual(['Mary-Jane Foss']);
    expect(codesOf('YOT 2.4')).toEqual(['lead-to-be-named']);
    expect(row('YOT 2.4').due).toMatchObject({ date: '2019-03-31' });
  });
});

describe('status and text', () => {
  it('H34 takes no rating from a word outside the RAG column', () => {
    expect(row('SG 3.3')).toMatchObject({ declared: null, progress: 'AMBER' });
    expect(warned(null, 'unread-column').message).toContain('"Decision designation"');
  });

  it('H35 only suggests that it is complete, and asks whether it achieved what it was for', () => {
    expect(row('COM 4.1').declared).toBeNull();
    expect(suggested('COM 4.1')).toMatchObject({ state: 'delivered' });
    expect(suggested('COM 4.1')?.query).toContain('say whether it achieved what it was for');
  });

  it('H36 keeps the evidence beside a completion that is only suggested', () => {
    expect(row('COM 5.1')).toMatchObject({ declared: null, evidence: 'Approved by the inspectorate' });
    expect(suggested('COM 5.1')?.state).toBe('delivered');
  });

  it('H37 follows "See WFD 3.1" and "As above" to the text they mean', () => {
    expect([row('WFD 3.2').sameAs, row('WFD 3.3').sameAs, row('SG 1.2').sameAs]).toEqual([
      'WFD 3.1',
      'WFD 3.1',
      'SG 1.1',
    ]);
    expect(row('WFD 3.3').progress).toBe('As above');
  });

  it('H38 tells of a text that points at itself, or in a circle', () => {
    for (const ref of ['WFD 3.4', 'WFD 3.5', 'WFD 3.6']) {
      expect(row(ref).sameAs, ref).toBeNull();
      expect(codesOf(ref), ref).toEqual(['unresolved-reference']);
    }
  });

  it('H39 does not take the next row above for one that was lost, and asks', () => {
    expect(row('CiN/CP 2.2').sameAs).toBeNull();
    expect(codesOf('CiN/CP 2.2')).toEqual(['unresolved-reference']);
    expect(row('CiN/CP 2.2').queries[0]).toContain('The plan says “As above”');
  });

  it('H40 puts nothing off because of a sentence, and asks', () => {
    expect(codesOf('HS 1.6')).toEqual(['no-date', 'deferral-in-text']);
    expect(row('HS 1.6').queries[0]).toContain('put it off with a day and a reason');
  });

  it('H41 warns of a deferral past the date', () => {
    expect(warned('YOT 1.2', 'deferral-in-text').message).toContain('That is after its date, "31 December 2018".');
  });

  it('H42 and H43 suggest an end that a whole sentence states, and close nothing', () => {
    expect(suggested('PMQA 2.3')?.state).toBe('withdrawn');
    expect(suggested('YOT 2.2')?.state).toBe('business-as-usual');
    expect(suggested('WFD 4.3')).toMatchObject({ state: 'superseded', replacedBy: ['WFD 4.2'] });
  });

  it('H44 marks what was added in the year', () => {
    expect(row('WFD 4.2').tags).toEqual(['new in Q2']);
  });

  it('H45 takes a bare "on track" as it is printed, and rates nothing by it', () => {
    expect(row('HS 1.4')).toMatchObject({
      declared: null,
      progress: 'This is on track to deliver within timescales.',
    });
  });

  it('H47 asks for the day of the evidence where an extension is for that', () => {
    expect(row('CiN/CP 1.4').queries[0]).toContain('give the day on which evidence will be shown');
  });

  it('H48 warns of what is due before what it waits for, and keeps both dates', () => {
    expect(row('WFD 3.2').waitsFor).toEqual(['WFD 3.1']);
    expect(codesOf('WFD 3.2')).toEqual(['due-before-dependency']);
    expect(codesOf('WFD 3.3')).toEqual(['due-before-dependency']);
  });

  it('H49 has one blocker on all that wait for it, and tells of one that is no ref', () => {
    const waiting = plan.rows.filter(({ waitsFor }) => waitsFor.includes('PMQA 2.1')).map(({ ref }) => ref);
    expect(waiting).toEqual(['CiN/CP 2.1', 'WFD 3.3', 'WFD 4.1']);
    expect(warned('WFD 4.1', 'unresolved-reference').message).toContain('"Beacon go-live"');
  });
});

describe('loaded as at the day on which it was approved', () => {
  let world: World;
  let type: Terminal;
  const milestone = async (ref: string): Promise<Milestone> =>
    (await world.ports.plans.milestone('merefield', ref))!.milestone;

  beforeAll(async () => {
    world = createWorld(`${APPROVED}T10:00:00Z`);
    type = terminal(world);
    const loaded = await type('import', FILE, '--plan', 'merefield', '--title', 'Merefield', '--period', YEAR);
    expect(loaded.exit, loaded.lines.join('\n')).toBe(0);
  });

  it('says how much of everything there is', async () => {
    const { json } = await type('import', FILE, '--plan', 'other', '--dry-run', '--period', YEAR);
    expect(json).toMatchObject({
      counts: { areas: 8, objectives: 17, milestones: plan.rows.length },
      suggestions: plan.suggestions,
    });
    // Whoever is known from the first load needs no second assumption.
    const assumed = plan.warnings.filter(({ code }) => code === 'leads-run-together');
    const told = plan.warnings.filter((one) => !assumed.includes(one));
    expect(json.warnings).toEqual(
      told.map(({ code, row, ref, cell, message, field = null, place = null }) => {
        return { code, row, ref, cell, message, field, place };
      }),
    );
    expect(assumed).toHaveLength(2);
  });

  it('H12 is refused a second time, as it was and longer, and nothing changes', async () => {
    const before = await world.ports.plans.contents('merefield');
    const lines = readFileSync(FILE, 'utf8')
      .split('\r\n')
      .filter((line) => line !== '');
    const later = lines.map((line) => line.replace('31 March 2019', '31 May 2019'));
    const longer = fileOf(
      'later.csv',
      [...later, 'SG 9.1,Another,Do one thing more,31 March 2019 Dilys Wren,,'].join('\r\n'),
    );
    for (const [file, code] of [
      [FILE, 'plan-exists'],
      [longer, 'plan-differs'],
    ] as const) {
      const again = await type('import', file, '--plan', 'merefield', '--period', YEAR);
      expect(again).toMatchObject({ exit: 1, json: { error: { code } } });
    }
    expect(await world.ports.plans.contents('merefield')).toEqual(before);
  });

  it('H18 asks at once only about what is open, late or due soon, each lead in one card', async () => {
    const { json } = await type('sweep', '--dry-run');
    const digests = json.digests as {
      officer: string;
      items: { ref: string; stage: string; dueOn: string | null }[];
    }[];
    expect(new Set(digests.map(({ officer }) => officer)).size).toBe(digests.length);
    const items = digests.flatMap((digest) => digest.items);
    expect(items.map(({ ref }) => ref)).not.toContain('PMQA 2.4');
    // Of what lies before the day of the load only one question: where does it stand?
    for (const { stage, dueOn, ref } of items) {
      if (dueOn !== null && dueOn < APPROVED) expect(stage, ref).toBe('confirm');
    }
    expect(items.length).toBeLessThan(10);
  });

  it('H28 has one state for three leads, and H27 a group beside its owner', async () => {
    expect((await milestone('YOT 2.1')).leads).toHaveLength(3);
    expect((await milestone('CiN/CP 1.1')).leads).toHaveLength(2);
  });

  it('H42 to H44 leaves open what was only suggested, and asks its lead', async () => {
    expect(await milestone('PMQA 2.3')).toMatchObject({
      state: 'not-started',
      queries: [suggested('PMQA 2.3')?.query],
    });
    expect(await milestone('YOT 2.2')).toMatchObject({ state: 'not-started', queries: [suggested('YOT 2.2')?.query] });
    expect(await milestone('WFD 4.2')).toMatchObject({ tags: ['new in Q2'] });
  });

  it('H37 and H49 keep what it points at and waits for', async () => {
    expect(await milestone('WFD 3.3')).toMatchObject({
      printed: { progress: 'As above', sameAs: 'WFD 3.1' },
      waitsFor: ['WFD 3.1', 'PMQA 2.1'],
    });
  });

  it('H15 and H40 have the kinds of due that the rules ask by', async () => {
    expect((await milestone('PMQA 1.3')).due).toMatchObject({ kind: 'recurring', yearStarts: 4 });
    expect(await milestone('HS 1.6')).toMatchObject({ due: { kind: 'awaited' }, deferral: null });
  });

  it('closes what was suggested when an administrator accepts it, with the words of the plan as the reason', async () => {
    const accepted = await type('import', FILE, '--plan', 'accepted', '--period', YEAR, '--accept-suggestions');
    expect(accepted.exit).toBe(0);
    const stored = async (ref: string) => (await world.ports.plans.milestone('accepted', ref))!.milestone;
    expect(await stored('PMQA 1.5')).toMatchObject({ state: 'delivered', queries: [] });
    expect(await stored('YOT 2.2')).toMatchObject({ state: 'business-as-usual', closure: { replacedBy: [] } });
    expect(await stored('WFD 4.3')).toMatchObject({
      state: 'superseded',
      closure: { reason: suggested('WFD 4.3')?.because, replacedBy: ['WFD 4.2'], on: APPROVED },
    });
  });

  it('is the same plan after it was written as CSV and read again', async () => {
    const contents = (await world.ports.plans.contents('merefield'))!;
    const { officers } = await readDirectory(world.ports.people);
    const milestones = contents.milestones.map((stored) => stored.milestone);
    const again = read(writeCsvPlan({ ...contents, milestones, officers }));
    const essence = ({ areas, objectives, rows, levels }: PlanFile) => ({
      ...{ areas, objectives, levels },
      rows: rows.map((one) => ({
        ...{ ref: one.ref, area: one.area, objective: one.objective, text: one.text, due: one.due, leads: one.leads },
        ...{ declared: one.declared, tags: one.tags, waitsFor: one.waitsFor },
        ...{ progress: one.progress, evidence: one.evidence, sameAs: one.sameAs },
      })),
    });
    expect(essence(again)).toEqual(essence(plan));
    expect(again.rejected).toEqual([]);
  });

  it('is listed with its words', async () => {
    const { json } = await type('milestones', '--plan', 'merefield', '--lead', 'Kit Marlow');
    expect(at(json, 'milestones.0')).toMatchObject({ ref: 'COM 4.1', area: 'COM', due: { date: '2018-12-31' } });
  });
});
