/**
 * A year of a plan on the world's clock, and then every month end of it again by `--as-at`. The figures are counted a
 * second time from a plain list of what happened, which knows nothing of histories, images or revisions.
 */
import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../bot/domain/dates.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { drain } from '../../bot/flows/drain.js';
import { enrol } from '../../bot/flows/enrol.js';
import { aMilestone, d, dueOn } from '../support/builders.js';
import { fileOf, terminal, type Terminal } from '../support/command-line.js';
import { createWorld, linkAll, seededRandom, type World } from '../support/world.js';

const PLAN = 'year';
const FIRST = '2017-06-01';
const MONTH_ENDS = '06-30 07-31 08-31 09-30 10-31 11-30 12-31 01-31 02-28 03-31'
  .split(' ')
  .map((day) => `${day < '06' ? '2018' : '2017'}-${day}`);

/** Ref | due as printed | leads | RAG | the day after which it is overdue, empty where it has none. */
const ROWS = `
A 1.1 | 31st March 2017 | Ada Quill | Green | 2017-03-31
A 1.2 | 30 April 2017 | Ada Quill; Bo Marsh | | 2017-04-30
A 1.3 | 30th June 2017 | Bo Marsh | Amber | 2017-06-30
A 1.4 | 31 July 2017 | Cy Frost | Green | 2017-07-31
A 1.5 | July 2017 | Cy Frost | | 2017-07-31
A 1.6 | September 2017 | Dee Holt | Green | 2017-09-30
A 1.7 | 1 September 2017 | Ada Quill | Blue | 2017-09-01
A 1.8 | 30/09/2017 | Bo Marsh | Red | 2017-09-30
A 2.1 | Every quarter until 31 March 2018 | Ada Quill | | quarters
A 2.2 | Every quarter until 31 March 2018 | Dee Holt | Green | quarters
A 2.3 | Every quarter until 31 March 2018 | Bo Marsh | | quarters
A 2.4 | TBC | Cy Frost | | none
A 2.5 | TBC | Ada Quill | Amber | none
A 2.6 | Ongoing | Dee Holt | Green | none
A 2.7 | 19 October - 31 December 2017 | Bo Marsh | | 2017-12-31
A 2.8 | 1 November 2017 - 31 January 2018 | Cy Frost | Green | 2018-01-31
B 1.1 | Scrutiny Panel in November 2017 | Dee Holt | | board
B 1.2 | Scrutiny Panel in February 2018 | Ada Quill | Green | board
B 1.3 | 2 October 2017 | Bo Marsh | | 2017-10-02
B 1.4 | October 2017 | Cy Frost | Red | 2017-10-31
B 1.5 | 28 October 2017 | Dee Holt | Green | 2017-10-28
B 1.6 | 30 November 2017 | Ada Quill; Cy Frost | | 2017-11-30
B 1.7 | November 2017 | Bo Marsh | Green | 2017-11-30
B 1.8 | 1 December 2017 | Cy Frost | | 2017-12-01
B 2.1 | 25 December 2017 | Dee Holt | Green | 2017-12-25
B 2.2 | 31 December 2017 | Ada Quill | | 2017-12-31
B 2.3 | December 2017 | Bo Marsh | Amber | 2017-12-31
B 2.4 | 31 January 2018 | Cy Frost | Green | 2018-01-31
B 2.5 | January 2018 | Dee Holt | | 2018-01-31
B 2.6 | 14 February 2018 | Ada Quill | Green | 2018-02-14
B 2.7 | February 2018 | Bo Marsh | | 2018-02-28
B 2.8 | 28 February 2018 | Cy Frost | Red | 2018-02-28
C 1.1 | 1 March 2018 | Dee Holt | Green | 2018-03-01
C 1.2 | 30 March 2018 | Ada Quill | | 2018-03-30
C 1.3 | 31 March 2018 | Bo Marsh | Green | 2018-03-31
C 1.4 | 31st March 2018 | Cy Frost | | 2018-03-31
C 1.5 | March 2018 | Dee Holt | Amber | 2018-03-31
C 1.6 | 31 March 2018 | Ada Quill; Bo Marsh | Green | 2018-03-31
C 1.7 | 30 April 2018 | Bo Marsh | | 2018-04-30
C 1.8 | 31 March 2020 | Cy Frost | | 2020-03-31
`;

type Class = 'red' | 'amber' | 'green' | 'complete' | 'none' | 'closed';

/** A row of the plan as a person would keep it on paper. */
interface Row {
  readonly ref: string;
  readonly lead: string;
  readonly due: string;
  /** From when it is in the plan. */
  readonly since: string;
  rating: Class;
  ratedOn: string;
  state: 'open' | 'paused' | 'complete' | 'closed';
  /** The day after which it is overdue: printed, or moved to. */
  date: string | null;
  /** Of a recurring one, how many quarters have their update. */
  settled: number;
}

const QUARTERS = [
  ['2017-04-01', '2017-06-30'],
  ['2017-07-01', '2017-09-30'],
  ['2017-10-01', '2017-12-31'],
  ['2018-01-01', '2018-03-31'],
] as const;
/** No working days in England from June 2017 to April 2018, weekends besides. */
const HOLIDAYS = ['2017-08-28', '2017-12-25', '2017-12-26', '2018-01-01', '2018-03-30', '2018-04-02'];
/** Entered on 1 December: not known before. */
const CLOSED = ['2017-12-27', '2017-12-28', '2017-12-29'];
const CLOSED_KNOWN = '2017-12-01';

/** What happened, in order: a day, and what it did to the rows on paper. */
type Event = readonly [day: string, does: (rows: Row[]) => void];

const RATINGS: Readonly<Record<string, Class>> = { Red: 'red', Amber: 'amber', Green: 'green', Blue: 'complete' };

function paper(): Row[] {
  return ROWS.trim()
    .split('\n')
    .map((line) => {
      const [ref = '', , leads = '', rag = '', date = ''] = line.split('|').map((cell) => cell.trim());
      const rating = RATINGS[rag] ?? 'none';
      const state = rating === 'complete' ? 'complete' : 'open';
      const dated = /^\d/.test(date) ? date : date === 'board' ? (ref === 'B 1.1' ? '2017-11-30' : '2018-02-28') : null;
      const lead = leads.split(';')[0]!.trim();
      return { ref, lead, due: date, since: FIRST, rating, ratedOn: FIRST, state, date: dated, settled: 0 };
    });
}

function planCsv(): string {
  const lines = ROWS.trim().split('\n');
  const rows = lines.map((line) => {
    const [ref = '', due = '', leads = '', rag = ''] = line.split('|').map((cell) => cell.trim());
    return `${ref},Area ${ref.slice(0, 1)},Objective ${ref.slice(0, 3)},The words of ${ref},${due},${leads},${rag}`;
  });
  return ['Ref,Area,Objective,Milestone,Due,Leads,RAG', ...rows].join('\n');
}

/* ---- Counting on paper ---- */

function isWorkingDay(day: string, known: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || HOLIDAYS.includes(day)) return false;
  return !(known >= CLOSED_KNOWN && CLOSED.includes(day));
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Green stands for 65 working days after the day it was said. */
function hasLapsed(said: string, today: string): boolean {
  let left = 65;
  let day = said;
  while (left > 0) {
    day = nextDay(day);
    if (isWorkingDay(day, today)) left -= 1;
  }
  return today > day;
}

function classOf(row: Row, today: string): Class {
  if (row.state === 'complete' || row.state === 'closed') return row.state;
  return row.rating === 'green' && hasLapsed(row.ratedOn, today) ? 'none' : row.rating;
}

function isOverdue(row: Row, today: string): boolean {
  if (row.state !== 'open') return false;
  const date = row.due === 'quarters' ? QUARTERS[Math.min(row.settled, 3)]![1] : row.date;
  return date !== null && today > date;
}

function figures(events: readonly Event[], today: string) {
  const rows = paper();
  for (const [day, does] of events) if (day <= today) does(rows);
  const there = rows.filter(({ since }) => since <= today);
  const count = (wanted: Class): number => there.filter((row) => classOf(row, today) === wanted).length;
  return {
    counts: {
      red: count('red'),
      amber: count('amber'),
      green: count('green'),
      complete: count('complete'),
      none: count('none'),
      closed: count('closed'),
      total: there.length,
    },
    overdue: there.filter((row) => isOverdue(row, today)).map(({ ref }) => ref),
  };
}

/* ---- The year ---- */

interface Year {
  readonly world: World;
  readonly type: Terminal;
  readonly events: Event[];
  readonly rows: Row[];
  readonly pick: <T>(some: readonly T[]) => T;
  /** What each month end showed on that very evening. */
  readonly live: Map<string, string>;
}

async function typed(year: Year, ...words: readonly string[]): Promise<void> {
  const { exit, lines } = await year.type(...words);
  if (exit !== 0) throw new Error(`${words.join(' ')}: ${lines.join(' ')}`);
}

/** Notes what happened, on paper and in the list of events. */
function note(year: Year, day: string, ref: string, change: (row: Row) => void): void {
  const does = (rows: Row[]): void => {
    const row = rows.find((one) => one.ref === ref);
    if (row !== undefined) change(row);
  };
  year.events.push([day, does]);
  does(year.rows);
}

const TROUBLE = ['--cause', 'Nobody is there', '--remedy', 'Borrow somebody', '--recovery', '2018-05-01'];

async function say(year: Year, day: string, row: Row, rating: Class): Promise<void> {
  const words =
    rating === 'green'
      ? ['--note', 'Going well']
      : rating === 'complete'
        ? ['--done-on', day, '--evidence', 'Minutes']
        : TROUBLE;
  await typed(year, 'update', row.ref, '--plan', PLAN, '--by', row.lead, '--rating', rating, ...words);
  note(year, day, row.ref, (one) => {
    const quarter = QUARTERS[one.settled];
    one.rating = rating;
    one.ratedOn = day;
    one.state = rating === 'complete' ? 'complete' : 'open';
    if (one.due !== 'quarters' || quarter === undefined || quarter[0] > day) return;
    one.settled += 1;
    if (one.settled === QUARTERS.length && rating === 'green') one.state = 'complete';
  });
}

/** Proposed by the lead and accepted by the head of service, on one day. */
async function decide(year: Year, day: string, row: Row, what: readonly string[], change: (row: Row) => void) {
  const reason = ['--reason', 'Agreed at the meeting of the service'];
  await typed(year, 'propose', row.ref, '--plan', PLAN, '--by', row.lead, ...what, ...reason);
  await typed(year, 'approvals', 'accept', row.ref, '--plan', PLAN, '--by', 'Hal Irwin', ...reason);
  note(year, day, row.ref, change);
}

async function oneEvent(year: Year, day: string): Promise<void> {
  const { pick, rows } = year;
  const row = pick(rows.filter(({ state, since }) => since <= day && (state === 'open' || state === 'complete')));
  const recurs = row.due === 'quarters';
  if (row.state === 'complete') {
    // A delivery is sometimes taken back.
    if (!recurs && pick([true, false, false])) await say(year, day, row, 'red');
    return;
  }
  const kind = pick(['say', 'say', 'say', 'say', 'say', 'done', 'move', 'close', 'pause', 'defer']);
  if (kind === 'done' && !recurs) return say(year, day, row, 'complete');
  if (kind === 'move' && !recurs && row.due !== 'board') {
    const to = pick(['2018-02-16', '2018-03-23', '2018-06-29', '2018-09-28']);
    if (to <= day || to === row.date) return;
    return decide(year, day, row, ['--date', to], (one) => (one.date = to));
  }
  if (kind === 'close' && pick([true, false])) {
    return decide(
      year,
      day,
      row,
      ['--state', pick(['withdrawn', 'superseded', 'carried-over'])],
      (one) => (one.state = 'closed'),
    );
  }
  if (kind === 'pause' && !recurs && pick([true, false, false])) {
    const words = ['--rating', 'amber', ...TROUBLE, '--state', 'paused'];
    await typed(year, 'update', row.ref, '--plan', PLAN, '--by', row.lead, ...words);
    note(year, day, row.ref, (one) => Object.assign(one, { state: 'paused', rating: 'amber', ratedOn: day }));
    return;
  }
  if (kind === 'defer') {
    await year.type(
      'defer',
      row.ref,
      '--plan',
      PLAN,
      '--by',
      row.lead,
      '--until',
      nextDay(nextDay(day)),
      '--reason',
      'Measured later',
    );
    return;
  }
  await say(year, day, row, pick(['red', 'amber', 'green', 'green']));
}

/** What happens on given days whatever the seed: a board meets, the office closes, people come and go, two rows are added. */
async function fixedEvents(year: Year, day: string): Promise<void> {
  const { world } = year;
  const meets = (ref: string, date: string) => {
    note(year, day, ref, (row) => (row.date = date));
  };
  if (day === '2017-06-05') {
    await typed(year, 'calendar', 'board', 'Scrutiny Panel', '--dates', '2017-11-09; 2017-11-23; 2018-02-08');
    meets('B 1.1', '2017-11-23');
    meets('B 1.2', '2018-02-08');
  }
  if (day === '2017-11-20') {
    await typed(year, 'calendar', 'move', 'Scrutiny Panel', '--from', '2017-11-23', '--to', '2017-12-14');
    meets('B 1.1', '2017-12-14');
  }
  if (day === '2017-09-04') {
    await typed(year, 'officers', 'away', 'Bo Marsh', '--until', '2017-10-06', '--deputy', 'Dee Holt');
  }
  if (day === '2018-01-15') await typed(year, 'officers', 'away', 'Hal Irwin', '--until', '2018-03-02');
  if (day === '2018-02-05') await typed(year, 'officers', 'role', 'Cy Frost', 'external');
  if (day === '2018-03-05') await typed(year, 'officers', 'role', 'Cy Frost', 'internal');
  if (day === CLOSED_KNOWN) await typed(year, 'calendar', 'closure', CLOSED[0]!, '--until', CLOSED[2]!);
  if (day === '2017-10-16') {
    const [lead] = (await enrol(world.ports, ['Ada Quill'])).values();
    for (const ref of ['D 1.1', 'D 1.2']) {
      const after = aMilestone({
        plan: PLAN,
        ref,
        area: 'A',
        order: 90,
        leads: [lead!],
        due: dueOn('2018-02-28'),
        importedOn: d(day),
      });
      const stamp = { at: world.clock.now(), by: { kind: 'import' }, why: 'import' } as const;
      await commitMilestones(world.ports, PLAN, [{ after, before: null, inputHash: ref }], stamp, d(day));
      const row: Row = {
        ref,
        lead: 'Ada Quill',
        due: '2018-02-28',
        since: day,
        rating: 'none',
        ratedOn: day,
        state: 'open',
        date: '2018-02-28',
        settled: 0,
      };
      year.events.push([day, (rows) => void rows.push({ ...row })]);
      year.rows.push({ ...row });
    }
  }
}

async function aYear(seed: number): Promise<Year> {
  const random = seededRandom(seed);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random.fraction() * some.length)]!;
  const world = createWorld(`${FIRST}T09:00:00Z`, seed);
  const type = terminal(world);
  const year: Year = { world, type, events: [], rows: paper(), pick, live: new Map() };
  await typed(year, 'import', fileOf('plan.csv', planCsv()), '--plan', PLAN, '--as-at', FIRST);
  await enrol(world.ports, ['Hal Irwin']);
  await linkAll(world.ports, ['Ada Quill', 'Bo Marsh', 'Cy Frost', 'Dee Holt', 'Hal Irwin']);
  const { json } = await type('heads', 'list', '--plan', PLAN);
  for (const { code } of json.areas as readonly { code: string }[]) {
    await typed(year, 'heads', 'set', '--plan', PLAN, '--area', code, '--to', 'Hal Irwin');
  }
  for (let day = nextDay(FIRST); day <= '2018-03-31'; day = nextDay(day)) {
    world.clock.set(`${day}T10:00:00Z`);
    await fixedEvents(year, day);
    if (isWorkingDay(day, day) && pick([true, false])) await oneEvent(year, day);
    if (new Date(`${day}T12:00:00Z`).getUTCDay() === 1) {
      await typed(year, 'sweep');
      await drain(world.ports);
    }
    if (!MONTH_ENDS.includes(day)) continue;
    world.clock.set(`${day}T22:30:00Z`);
    year.live.set(day, await shown(year, day));
  }
  return year;
}

/** The summary, every milestone, what waits for a decision, and why some are asked, as at a day: whole. */
async function shown({ type }: Year, day: string): Promise<string> {
  const rollup = await type('rollup', '--plan', PLAN, '--as-at', day);
  const milestones = await type('milestones', '--plan', PLAN, '--as-at', day);
  const approvals = await type('approvals', '--plan', PLAN, '--as-at', day);
  const whys = [];
  for (const ref of ['A 2.3', 'B 1.6']) whys.push(await type('why', ref, '--plan', PLAN, '--as-at', day));
  return JSON.stringify([rollup, milestones, approvals, ...whys].map(({ json }) => json));
}

/** Facts of later days: answers, moved dates, an end, closure days, meetings and people, about what the past shows. */
async function later(year: Year): Promise<void> {
  for (const [day, act] of [
    ['2018-04-03', (row: Row) => say(year, '2018-04-03', row, row.due === 'quarters' ? 'amber' : 'red')],
    [
      '2018-04-10',
      (row: Row) => (row.due === 'quarters' ? Promise.resolve() : say(year, '2018-04-10', row, 'complete')),
    ],
  ] as const) {
    year.world.clock.set(`${day}T10:00:00Z`);
    for (const row of year.rows.filter(({ state }) => state === 'open')) await act(row);
  }
  await typed(year, 'calendar', 'closure', '2017-09-04', '--until', '2017-09-15');
  await year.type('calendar', 'remove', 'Scrutiny Panel');
  await typed(year, 'officers', 'role', 'Ada Quill', 'left');
  await typed(year, 'officers', 'away', 'Dee Holt', '--until', '2018-05-31', '--deputy', 'Bo Marsh');
  await typed(year, 'officers', 'role', 'Hal Irwin', 'external');
}

describe.each([1, 2])('a year of a plan, %i', (seed) => {
  it('is shown as at each month end as it was on that evening, every figure as counted from the rows', async () => {
    const year = await aYear(seed);
    expect(year.events.length).toBeGreaterThan(60);
    const asAt = async (day: CivilDate | string) => {
      const { counts, overdue } = (await year.type('rollup', '--plan', PLAN, '--as-at', day)).json;
      const { json } = await year.type('milestones', '--plan', PLAN, '--overdue', '--as-at', day);
      expect((json.milestones as readonly { ref: string }[]).map(({ ref }) => ref)).toEqual(overdue);
      return { counts, overdue };
    };
    const told = new Map<string, unknown>();
    for (const day of MONTH_ENDS) {
      const wanted = figures(year.events, day);
      told.set(day, await asAt(day));
      expect(told.get(day), day).toEqual(wanted);
      const { red, amber, green, complete, none, closed, total } = wanted.counts;
      expect(red + amber + green + complete + none + closed).toBe(total);
      expect(total, day).toBe(day < '2017-10-16' ? 40 : 42);
      expect(await shown(year, day), day).toBe(year.live.get(day));
    }
    await later(year);
    for (const day of MONTH_ENDS) {
      expect(await asAt(day), day).toEqual(told.get(day));
      expect(await shown(year, day), day).toBe(year.live.get(day));
    }
    expect(await asAt('2018-04-10')).toEqual(figures(year.events, '2018-04-10'));
  }, 60_000);
});
