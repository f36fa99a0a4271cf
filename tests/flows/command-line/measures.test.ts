/** Measures at the command line: loaded, told where they are in doubt, entered, corrected, ended. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { at, fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { reading } from '../../support/channels.js';
import { beat } from '../../support/scheduled.js';
import { chatFor, createWorld, loadPlan, PLAN, type World } from '../../support/world.js';

const HEADINGS =
  'Measure,Code,Area/Ref,Period type,Period,As at,Value,Numerator,Denominator,Unit,Target,Target by,Polarity,Comparator,Comparator value,Caveat,No data because';
const FILE = `${HEADINGS}
Assessments in time,IP 1,A1,Quarterly,Quarter 1,30 June 2026,52.1 %,98,188,,75 %,31/03/2027,Higher is better,statistical neighbours,61 %,,
Assessments in time,IP 1,A1,quarter,Quarter 2,2026-09-30,113 of 190 (59.4 %),,,,,,,,,One team was late,
New foster carers,IP 2,Area B,YTD,Quarter 2,30 Sep 2026,5,,,,26,31 March 2027,higher,,,,
Days to a first visit,IP 3,,quarter,,30 September 2026,–,,,days,,,lower,,,,The system was changed
Repeat referrals,IP 5,B,quarter,,30 September 2026,,40,200,,,,lower,,,,
`;

let world: World;
let type: Terminal;
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2027-03-17', leads: ['Ann'] },
    { ref: 'B1', due: '2027-03-17', leads: ['Ben'], area: 'B' },
  ]);
});

const done = async (typed: Promise<Typed>): Promise<Typed> => {
  const answer = await typed;
  if (answer.exit !== 0) throw new Error(answer.lines.join(' '));
  return answer;
};
const load = (text: string, ...rest: string[]) =>
  done(type('measures', 'import', fileOf('m.csv', text), '--plan', PLAN, ...rest));
const shown = async (...rest: string[]) =>
  (await done(type('measures', 'list', '--plan', PLAN, ...rest))).lines.join('\n');
const revisions = async () => (await world.ports.plans.history(PLAN)).filter(({ image }) => image.kind === 'measure');

describe('a file of measures', () => {
  it.each([
    ['year', '%', 'its period'],
    ['quarter', 'days', 'its unit'],
    ['month', 'days', 'its period and its unit'],
  ])('that would give a measure with values another period or unit (%s, %s) is refused', async (period, unit, what) => {
    await load(FILE);
    const row = `${HEADINGS}\nAssessments in time,IP 1,A1,${period},,31 December 2026,38,,,${unit},,,,,,,\n`;
    const { json, lines } = await load(row);
    expect(json).toMatchObject({ changed: [] });
    expect(lines.join(' ')).toContain(`once ${what} changed. End it with: measures end,`);
    expect(await shown()).toContain('IP 1  Assessments in time (A1), quarter');
  });

  it('is loaded with its words, and a missing code is told', async () => {
    const { json, lines } = await load(FILE);
    expect(json).toMatchObject({ changed: ['IP 1', 'IP 2', 'IP 3', 'IP 5'], rejected: [] });
    expect(lines).toContain('Note: IP 4 is missing between the codes that there are.');
    const list = await shown();
    expect(list).toContain('IP 1  Assessments in time (A1), quarter');
    expect(list).toContain('Quarter 2: 113 of 190 (59.4 %); Quarter 1: 98 of 188 (52.1 %); better');
    expect(list).toContain('59.4 % against 75 % at half year; statistical neighbours: 61 %; higher is better');
    expect(list).toContain('One team was late');
    expect(list).toContain('5 of 26 at half year');
    expect(list).toContain('no data, because The system was changed');
    expect(list).toContain('July to September 2026: 40 of 200 (20 %)');
  });

  it('is loaded with a warning of words that the guard holds, said once; to type them is refused', async () => {
    const words = 'Leaves out the mother of JB';
    const row = `${HEADINGS}\nVisits on time,IP 6,A1,quarter,Quarter 2,30 September 2026,48,,,%,,,higher,,,${words},\n`;
    const { lines, json } = await load(row);
    expect(json).toMatchObject({ changed: ['IP 6'] });
    expect(lines.join(' ')).toContain(
      'of IP 6 looks like the name of a child or a relative. Others read that it is held',
    );
    expect((await load(row)).lines.join(' ')).not.toContain('is held');
    const set = ['measures', 'set', 'IP 6', '--plan', PLAN, '--as-at-day', '2026-09-30', '--value', '49'];
    const refused = await type(...set, '--caveat', words);
    expect(refused.exit).not.toBe(0);
    expect(refused.lines.join(' ')).toContain('Say it in other words: it stands in the summary.');
  });

  it('loaded again changes nothing, and a dry run writes nothing', async () => {
    expect((await load(FILE, '--dry-run')).json).toMatchObject({ dryRun: true, changed: { length: 4 } });
    expect(await revisions()).toEqual([]);
    await load(FILE);
    const before = await revisions();
    expect(before).toHaveLength(4);
    expect((await load(FILE)).json).toMatchObject({ changed: [] });
    expect(await revisions()).toEqual(before);
  });

  it.each([
    ['Speed,IP 1,A1,quarter,,30 June 2026,fast,,,,,,,,,,', '“fast” is not a number.'],
    ['Speed,IP 1,A1,quarter,,30 June 2026,-,,,,,,,,,,', '“-” needs a reason in “No data because”.'],
    ['Speed,IP 1,A1,quarter,,,5,,,,,,,,,,', '“5” has no day in “As at”.'],
    ['Speed,IP 1,A1,sometimes,,30 June 2026,5,,,,,,,,,,', '“sometimes” is not a period type.'],
    ['Speed,IP 1,A1,quarter,,31 June 2026,5,,,,,,,,,,', '“31 June 2026” is not a day.'],
    ['Speed,IP 1,A1,quarter,,30 June 2026,80 %,98,188,,,,,,,,', '98 of 188 is 52.1 %, and the value says 80.'],
    ['Speed,IP 1,A1,quarter,,30 June 2026,5,98,,,,,,,,,', 'a numerator needs a denominator'],
    ['Speed,IP 1,Area C,quarter,,30 June 2026,5,,,,,,,,,,', '“Area C” is neither an area nor a ref of the plan.'],
    ['Speed,IP 1,A1,quarter,,30 June 2026,5,,,,,,sideways,,,,', '“sideways” is not a polarity.'],
    ['Speed,IP 1,A1,quarter,,30 June 2026,5,,,,,,,neighbours,,,', 'a comparator needs its name and its value.'],
    [',,A1,quarter,,30 June 2026,5,,,,,,,,,,', 'it has neither a code nor a name.'],
  ])('%s is left out with its reason, and the rest is taken', async (row, why) => {
    const { json } = await load(`${HEADINGS}\n${row}\nOther,X 1,B,quarter,,30 June 2026,7,,,,,,higher,,,,\n`);
    expect(json).toMatchObject({ changed: ['X 1'], rejected: [{ row: 2 }] });
    expect(at(json, 'rejected.0.message')).toContain('Row 2 was left out: ');
    const message = at(json, 'rejected.0.message') as string;
    expect(message.replaceAll(/[“”]/g, '"')).toContain(why.replaceAll(/[“”]/g, '"'));
  });

  it('one value of a day twice is told by its row', async () => {
    const row = 'Speed,IP 1,A1,quarter,,30 June 2026,5,,,,,,higher,,,,';
    const { json } = await load(`${HEADINGS}\n${row}\n${row.replace(',5,', ',6,')}\n`);
    expect(at(json, 'rejected.0.message')).toContain('has a value as at 30 June 2026 in row 2 already.');
  });

  it('of another kind is refused', async () => {
    const { lines } = await type('measures', 'import', fileOf('m.csv', 'Name,Role\nAnn,admin\n'), '--plan', PLAN);
    expect(lines.join(' ')).toContain('This is not a list of measures');
  });
});

describe('one value', () => {
  const set = (...words: string[]) => type('measures', 'set', 'ip 2', '--plan', PLAN, '--as-at-day', ...words);

  it('is entered and corrected with history, and as at a day gone by the former is shown', async () => {
    await load(FILE);
    world.clock.set('2026-11-19T10:00:00Z');
    expect((await done(set('2026-09-30', '--value', '6', '--caveat', 'One counted late'))).lines.join(' ')).toContain(
      '6 of 26 at half year',
    );
    expect(await shown()).toContain('Quarter 2: 6');
    expect(await shown('--as-at', '2026-11-18')).toContain('Quarter 2: 5');
    await done(set('2026-10-31', '--no-data', 'Not counted yet', '--called', 'October'));
    expect(await shown()).toContain('October: no data, because Not counted yet');
  });

  it.each([
    [['2026-09-30', '--value', '6', '--no-data', 'x'], 'Only one of them can be'],
    [['2026-09-30'], 'no value, and no reason'],
    [['2027-09-30', '--value', '6'], 'has not come'],
    [['2026-09-30', '--value', 'six'], 'is not a number'],
  ])('%j is refused', async (words, why) => {
    await load(FILE);
    const { exit, lines } = await set(...words);
    expect([exit > 0, lines.join(' ')]).toEqual([true, expect.stringContaining(why)]);
  });

  it('of a measure that there is not is refused with the nearest; an ended one is shown no more', async () => {
    await load(FILE);
    const { lines } = await type('measures', 'end', 'IP 4', '--plan', PLAN);
    expect(lines.join(' ')).toContain('has no measure “IP 4”. Did you mean IP 1, IP 2 or IP 3?');
    await done(type('measures', 'end', 'IP 2', '--plan', PLAN));
    expect(await shown()).not.toContain('IP 2');
  });
});

it('stand in a summary beside what they belong to with both quarters, and change no figure; and in a report', async () => {
  const channel = { id: 'board', name: 'Board', team: null, chat: chatFor('board'), ...reading(PLAN) };
  await world.ports.channels.put({ ...channel, registeredBy: null, registeredAt: world.clock.now() }, null);
  const before = (await done(type('rollup', '--plan', PLAN))).json;
  await load(FILE);
  expect((await done(type('rollup', '--plan', PLAN))).json).toMatchObject({ counts: at(before, 'counts') as object });
  await done(type('rollup', '--plan', PLAN, '--post'));
  await beat(world.ports);
  const views = world.posted.flatMap(({ message }) => (message?.kind === 'rollup' ? [message.view] : []));
  expect(views[0]?.measures?.find(({ code }) => code === 'IP 1')).toMatchObject({
    ...{ ref: 'A1', direction: 'better' },
    now: { words: '113 of 190 (59.4 %)' },
    before: { words: '98 of 188 (52.1 %)' },
  });
  const out = fileOf('report.html', '');
  await done(type('report', '--plan', PLAN, '--format', 'html', '--out', out, '--accept-findings'));
  const report = readFileSync(out, 'utf8');
  expect(report).toContain('113 of 190 (59.4 %)');
  expect(report).toContain('98 of 188 (52.1 %)');
});
