import { wholePlan } from '../../../bot/domain/scope.js';
import { WHOLE_READERSHIP } from '../../../bot/flows/told-plan.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DueAtMeeting } from '../../../bot/domain/due-kinds.js';
import type { Milestone } from '../../../bot/domain/plan.js';
import { followMeetings } from '../../../bot/flows/follow-meetings.js';
import { readRollup } from '../../../bot/flows/read-rollup.js';
import { d } from '../../support/builders.js';
import { at, fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { askedOf, createWorld, dueRows, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

/** "Proposal to performance meeting in December 2026": the world begins on Wednesday 18 November 2026. */
const DECEMBER: DueAtMeeting = {
  kind: 'meeting',
  board: 'performance meeting',
  from: d('2026-12-01'),
  to: d('2026-12-31'),
  on: null,
  text: 'Proposal to performance meeting in December 2026',
};

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: '1', due: DECEMBER, leads: ['Ada Quill'] },
    { ref: '2', due: '2026-12-31', leads: ['Ada Quill'] },
  ]);
});

const milestone = async (ref: string): Promise<Milestone> => (await world.ports.plans.milestone(PLAN, ref))!.milestone;
const revisions = async (ref: string): Promise<readonly string[]> =>
  (await world.ports.plans.milestoneHistory(PLAN, ref)).map(({ why }) => why);
const refused = ({ exit, json }: Typed): readonly unknown[] => [exit, at(json, 'error.code')];

describe('a board', () => {
  it('that meets in the time printed gives its milestones their date, once', async () => {
    const line = ['calendar', 'board', 'Performance', '--dates', '2026-12-08; 2027-01-12'] as const;
    const first = await type(...line);
    expect(first.json).toMatchObject({
      asAt: '2026-11-18',
      board: { name: 'Performance', aliases: [], meetings: [{ on: '2026-12-08' }, { on: '2027-01-12' }] },
      milestones: [{ plan: PLAN, ref: '1', from: null, to: '2026-12-08' }],
      notes: [],
    });
    expect((await type(...line)).json).toMatchObject({ milestones: [] });
    expect((await milestone('1')).due).toEqual({ ...DECEMBER, on: '2026-12-08' });
    expect(await revisions('1')).toEqual(['import', 'meeting set']);
    expect(await revisions('2')).toEqual(['import']);
    expect(await world.ports.brokenDiary()).toEqual([]);
  });

  it('has the next sweep look when the date comes nearer', async () => {
    expect(await dueRows(world.ports)).toEqual(['2026-12-01 1 1', '2026-12-01 2 1']);
    await type('calendar', 'board', 'performance meeting', '--dates', '2026-12-22');
    expect(await dueRows(world.ports)).toContain('2026-11-24 1 2');
  });

  it('whose meeting moves out of the printed time takes its milestones along, and that is no slip', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08; 2027-01-12');
    const moved = await type(
      'calendar',
      'move',
      'the PERFORMANCE meeting',
      '--from',
      '2026-12-08',
      '--to',
      '2027-01-05',
    );
    expect(moved.json).toMatchObject({
      board: { meetings: [{ on: '2027-01-05', called: '2026-12-08' }, { on: '2027-01-12' }] },
      milestones: [{ ref: '1', from: '2026-12-08', to: '2027-01-05' }],
    });
    expect(await milestone('1')).toMatchObject({ due: { on: '2027-01-05' }, moves: [] });
    expect(await revisions('1')).toEqual(['import', 'meeting set', 'meeting moved']);
    const { json } = await type('milestones', '--plan', PLAN);
    expect(at(json, 'milestones.0')).toMatchObject({
      approved: '2027-01-05',
      due: { kind: 'meeting', date: '2027-01-05' },
    });
    expect(
      (await type('milestones', '--plan', PLAN, '--overdue', '--as-at', '2027-01-05')).json.milestones,
    ).toMatchObject([{ ref: '2' }]);
  });

  it('moves from a day on which it meets only, and the second time changes nothing', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    const move = (from: string) => type('calendar', 'move', 'Performance', '--from', from, '--to', '2026-12-15');
    const none = await move('2026-12-09');
    expect(refused(none)).toEqual([1, 'no-such-meeting']);
    expect(none.lines[0]).toBe(
      'Performance has no meeting on Wednesday 9 December 2026: it meets on Tuesday 8 December 2026.',
    );
    await move('2026-12-08');
    expect((await move('2026-12-08')).json).toMatchObject({ milestones: [] });
    expect((await world.ports.diary.history()).map(({ why }) => why)).toEqual(['meetings set', 'meeting moved']);
  });

  it('that is known by another name is one board', async () => {
    await type(
      'calendar',
      'board',
      'Improvement Board',
      '--dates',
      '2026-12-08',
      '--alias',
      'performance meeting; Board',
    );
    expect((await milestone('1')).due).toMatchObject({ on: '2026-12-08' });
    await type('calendar', 'board', 'the performance meeting', '--dates', '2026-12-10');
    expect((await type('calendar')).json.boards).toMatchObject([
      { name: 'Improvement Board', aliases: ['performance meeting', 'Board'], meetings: [{ on: '2026-12-10' }] },
    ]);
    expect(refused(await type('calendar', 'board', 'Scrutiny', '--dates', '2026-12-01', '--alias', 'board'))).toEqual([
      1,
      'alias-taken',
    ]);
    expect((await type('calendar', 'board', 'Board', '--alias', 'CIB')).json.board).toMatchObject({
      aliases: ['performance meeting', 'Board', 'CIB'],
      meetings: [{ on: '2026-12-10' }],
    });
  });

  it('keeps the meetings that have been when new ones are given', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    world.clock.set('2026-12-09T10:00:00Z');
    await type('calendar', 'board', 'Performance', '--dates', '2027-01-12');
    expect((await milestone('1')).due).toMatchObject({ on: '2026-12-08' });
    expect((await type('milestones', '--plan', PLAN, '--overdue')).json.milestones).toMatchObject([{ ref: '1' }]);
  });

  it('that moves to the very day that was proposed leaves nothing to decide; to another, the proposal waits', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    const line = ['propose', '1', '--plan', PLAN, '--by', 'Ada Quill', '--date', '2026-12-22', '--reason', 'Too early'];
    expect(await type(...line)).toMatchObject({ exit: 0 });
    await type('calendar', 'move', 'Performance', '--from', '2026-12-08', '--to', '2026-12-15');
    expect((await milestone('1')).proposal).toMatchObject({ date: '2026-12-22' });
    await type('calendar', 'move', 'Performance', '--from', '2026-12-15', '--to', '2026-12-22');
    expect(await milestone('1')).toMatchObject({ due: { on: '2026-12-22' }, proposal: null, moves: [] });
  });

  it('without the meeting, or taken out, leaves its milestones due at the end of the time printed', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08; 2026-12-22');
    expect((await milestone('1')).due).toMatchObject({ on: '2026-12-22' });
    const cancelled = await type('calendar', 'remove', 'Performance', '--on', '2026-12-22');
    expect(cancelled.json.milestones).toEqual([{ plan: PLAN, ref: '1', from: '2026-12-22', to: '2026-12-08' }]);
    const gone = await type('calendar', 'remove', 'Performance');
    expect(gone.json).toMatchObject({ board: { removed: true }, milestones: [{ from: '2026-12-08', to: null }] });
    expect(gone.lines.join('\n')).toContain('is due on the last day of the time printed');
    expect((await type('calendar')).json).toMatchObject({ boards: [], unmatched: [{ ref: '1', known: false }] });
    expect(refused(await type('calendar', 'remove', 'Performance'))).toEqual([1, 'no-such-board']);
    // It comes back as the same board, without its old meetings.
    await type('calendar', 'board', 'performance', '--dates', '2026-12-15');
    expect((await milestone('1')).due).toMatchObject({ on: '2026-12-15' });
    expect(await revisions('1')).toEqual(['import', 'meeting set', 'meeting moved', 'meeting removed', 'meeting set']);
  });

  it('says nothing of what is delivered or closed', async () => {
    const done = ['--done-on', '2026-11-17', '--evidence', 'Minutes of the board'];
    const updated = await type('update', '1', '--plan', PLAN, '--by', 'Ada Quill', '--rating', 'complete', ...done);
    expect(updated.exit).toBe(0);
    expect((await type('calendar', 'board', 'Performance', '--dates', '2026-12-08')).json.milestones).toEqual([]);
  });

  it('forgets what answers postponed when its date becomes another, and only then', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    world.clock.set('2026-12-10T10:00:00Z');
    const words = ['--cause', 'No quorum', '--remedy', 'Ask again', '--recovery', '2027-01-12'];
    await type('update', '1', '--plan', PLAN, '--by', 'Ada Quill', '--rating', 'amber', ...words);
    expect((await milestone('1')).overdueAnswers).toEqual(['2026-12-10']);
    await type('calendar', 'move', 'Performance', '--from', '2026-12-08', '--to', '2027-01-12');
    expect(await milestone('1')).toMatchObject({
      overdueAnswers: [],
      answeredOn: '2026-12-10',
      update: { rating: 'amber' },
    });
  });

  it('is asked about in words: days that are none, names without quotation marks, meetings on a Saturday', async () => {
    expect(refused(await type('calendar', 'board', 'P', '--dates', '2026-02-30'))).toEqual([2, 'date']);
    expect(refused(await type('calendar', 'board', 'P'))).toEqual([2, 'usage']);
    expect(refused(await type('calendar', 'board', 'The', 'Board', '--dates', '2026-12-08'))).toEqual([2, 'usage']);
    expect(refused(await type('calendar', 'board', '?!', '--dates', '2026-12-08'))).toEqual([2, 'board-name']);
    expect(refused(await type('calendar', 'cancel', 'P'))).toEqual([2, 'usage']);
    expect(refused(await type('calendar', 'board', 'P', '--alias', 'Q'))).toEqual([1, 'no-such-board']);
    const { json } = await type('calendar', 'board', 'P', '--dates', '2026-12-05');
    expect(json.notes).toEqual(['Saturday 5 December 2026 is not a working day. Is that the day of the meeting?']);
  });
});

describe('a milestone that waits for a meeting', () => {
  it('is asked about by the day of the meeting, and anew when that moves', async () => {
    const { 'Ada Quill': ada = '' } = await linkAll(world.ports, ['Ada Quill']);
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    const sweepOn = async (day: string): Promise<void> => {
      world.clock.set(`${day}T10:00:00Z`);
      await type('sweep');
    };
    for (const day of ['2026-12-01', '2026-12-07']) await sweepOn(day);
    await type('calendar', 'move', 'Performance', '--from', '2026-12-08', '--to', '2026-12-22');
    for (const day of ['2026-12-08', '2026-12-09', '2026-12-15', '2026-12-22', '2026-12-23']) await sweepOn(day);
    const asked = (await askedOf(world.ports, ada)).filter((row) => row.startsWith('1 '));
    expect(asked).toEqual([
      '1 2026-12-08 -5',
      '1 2026-12-22 -20',
      '1 2026-12-22 -5',
      '1 2026-12-22 0',
      '1 2026-12-22 +1',
    ]);
  });

  it('has its day at once when its plan is loaded after the calendar', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    await loadPlan(world.ports, [{ ref: '7', due: DECEMBER, leads: ['Ada Quill'] }], d('2026-11-18'), 'next');
    expect((await type('milestones', '--plan', 'next')).json.milestones).toMatchObject([{ approved: '2026-12-08' }]);
    expect((await world.ports.plans.milestoneHistory('next', '7')).map(({ why }) => why)).toEqual(['import']);
  });

  it('is not among the moved dates of a summary', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    const [post, asAt] = [{ scope: PLAN, period: world.clock.now(), channel: 'leaders' }, d('2026-11-18')];
    const rolled = (await readRollup(world.ports, wholePlan(PLAN), asAt, null, WHOLE_READERSHIP))!;
    const { counts } = rolled.rollup;
    const snapshot = {
      ...post,
      asOf: post.period,
      readAt: null,
      asAt,
      counts,
      revisions: rolled.revisions,
      window: null,
      corrects: null,
      beside: [],
    };
    await world.ports.rollups.add(snapshot);
    const sent = { state: 'sent', claimUntil: null, notBefore: null, attempts: 1 } as const;
    const where = { conversation: null, activityId: null, reason: null, atOnce: true, part: '' };
    const later = { replies: null, editedAt: null, postedAt: null, told: null, corrected: null };
    await world.ports.rollups.savePost({ ...post, ...sent, ...where, ...later }, null);
    world.clock.set('2026-11-19T10:00:00Z');
    await type('calendar', 'move', 'Performance', '--from', '2026-12-08', '--to', '2027-01-12');
    const { json } = await type('rollup', '--plan', PLAN);
    expect(json).toMatchObject({ moved: [], changes: { moved: [], added: [] } });
  });
});

describe('the calendar as at a day', () => {
  it('is what was known by the end of it', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    await type('calendar', 'closure', '2026-12-29');
    world.clock.set('2026-11-20T10:00:00Z');
    await type('calendar', 'move', 'Performance', '--from', '2026-12-08', '--to', '2026-12-10');
    await type('calendar', 'closure', '2026-12-29', '--remove');
    const then = (await type('calendar', '--as-at', '2026-11-19')).json;
    expect(then).toMatchObject({ boards: [{ meetings: [{ on: '2026-12-08' }] }], closures: ['2026-12-29'] });
    expect((await type('calendar', '--as-at', '2026-11-17')).json).toMatchObject({ boards: [], closures: [] });
    expect((await type('calendar', '--as-at', '2027-01-01')).json).toMatchObject({ closures: [] });
    const { json } = await type('milestones', '--plan', PLAN, '--as-at', '2026-11-19');
    expect(at(json, 'milestones.0.approved')).toBe('2026-12-08');
  });
});

describe('closure days', () => {
  it('are the working days of a stretch, and stop being so when they are taken out', async () => {
    const added = await type('calendar', 'closure', '2026-12-24', '--until', '2027-01-01');
    expect(added.json).toEqual({
      asAt: '2026-11-18',
      days: ['2026-12-24', '2026-12-29', '2026-12-30', '2026-12-31'],
      closures: ['2026-12-24', '2026-12-29', '2026-12-30', '2026-12-31'],
    });
    expect(refused(await type('calendar', 'closure', '2026-12-25'))).toEqual([1, 'nothing-changed']);
    expect(refused(await type('calendar', 'closure', '2026-12-24'))).toEqual([1, 'nothing-changed']);
    expect(refused(await type('calendar', 'closure', '2026-12-23', '--remove'))).toEqual([1, 'nothing-changed']);
    expect((await type('calendar', 'closure', '2026-12-24', '--remove')).json).toMatchObject({
      days: ['2026-12-24'],
      closures: ['2026-12-29', '2026-12-30', '2026-12-31'],
    });
    expect(refused(await type('calendar', 'closure', '24/12/2026'))).toEqual([2, 'date']);
    expect(refused(await type('calendar', 'closure', '2026-12-24', '--until', '2026-12-23'))).toEqual([2, 'date']);
    expect(refused(await type('calendar', 'closure', '2026-12-24', '--until', '2027-12-23'))).toEqual([2, 'too-long']);
  });

  it('bring a first look forward in the index before they count', async () => {
    // Due on 31 December: the 20th working day before is 1 December; with those three days closed, 26 November.
    expect(await dueRows(world.ports)).toContain('2026-12-01 2 1');
    await type('calendar', 'closure', '2026-12-29', '--until', '2026-12-31');
    expect(await dueRows(world.ports)).toContain('2026-11-26 2 1');
    const ahead = await type('sweep', '--dry-run', '--as-at', '2026-11-26');
    expect(at(ahead.json, 'digests.0.items')).toContainEqual(expect.objectContaining({ ref: '2', stage: '-20' }));
  });

  it('entered later change no figure of a day before', async () => {
    await loadPlan(world.ports, [{ ref: '9', due: '2026-11-19', leads: ['Ada Quill'] }], d('2026-11-18'), 'late');
    world.clock.set('2026-11-25T10:00:00Z');
    const overdue = async (day: string) =>
      at((await type('milestones', '--plan', 'late', '--as-at', day)).json, 'milestones.0.check.because');
    expect(await overdue('2026-11-24')).toBe('3 working days overdue');
    await type('calendar', 'closure', '2026-11-23');
    expect(await overdue('2026-11-24')).toBe('3 working days overdue');
    expect(await overdue('2026-11-25')).toBe('3 working days overdue');
  });
});

describe('a calendar as a file', () => {
  it('is entered whole, and what could not be read is told', async () => {
    const rows = [
      'Board,Date',
      'Performance meeting,8 December 2026',
      'Closure,29/12/2026',
      'Scrutiny Panel,2027-01-14',
      'performance meeting,12 January 2027',
      'Scrutiny Panel,spring',
      ',2027-02-01',
    ];
    const { json, exit } = await type('calendar', 'import', fileOf('calendar.csv', rows.join('\n')));
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      boards: [
        { name: 'Performance meeting', meetings: [{ on: '2026-12-08' }, { on: '2027-01-12' }] },
        { name: 'Scrutiny Panel', meetings: [{ on: '2027-01-14' }] },
      ],
      closures: ['2026-12-29'],
      milestones: [{ ref: '1', from: null, to: '2026-12-08' }],
      rejected: [{ row: 6 }, { row: 7 }],
    });
    expect((await type('calendar')).json).toMatchObject({ closures: ['2026-12-29'], unmatched: [] });
  });

  it('that is none is refused in a sentence', async () => {
    const file = fileOf('plan.csv', 'Ref,Milestone\n1,Something');
    expect(refused(await type('calendar', 'import', file))).toEqual([1, 'not-a-calendar']);
    expect(refused(await type('calendar', 'import', '/no/such/file'))).toEqual([2, 'usage']);
  });
});

describe('who did it', () => {
  it('is in the audit', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08');
    await type('calendar', 'closure', '2026-12-29');
    const entries = await world.ports.audit.month('2026-11');
    expect(entries.map(({ act, subject, outcome }) => [act, subject, outcome])).toEqual([
      ['meetings set', 'Performance', 'done'],
      ['closure days added', '2026-12-29', 'done'],
    ]);
  });

  it('is in the history of each milestone that followed', async () => {
    await type('calendar', 'board', 'Performance', '--dates', '2026-12-08', '--as', 'Ada Quill');
    const id = (await world.ports.people.byName('Ada Quill'))!.value.id;
    const [, row] = await world.ports.plans.milestoneHistory(PLAN, '1');
    expect(row).toMatchObject({ by: { kind: 'officer', id }, why: 'meeting set' });
  });
});

it('what a crash left undone is done when it is said again', async () => {
  const crashing = world.start({
    fault: (call) => {
      const ofPlan = call.table === 'Plans' && call.act === 'submit' && call.partition === PLAN;
      return ofPlan ? 'crash-before' : null;
    },
  });
  await expect(
    terminal({ ...world, ports: crashing.ports })('calendar', 'board', 'Performance', '--dates', '2026-12-08'),
  ).rejects.toThrow();
  expect((await milestone('1')).due).toMatchObject({ on: null });
  expect(await followMeetings(world.ports, { kind: 'operator' })).toMatchObject([{ ref: '1', to: '2026-12-08' }]);
  expect((await milestone('1')).due).toMatchObject({ on: '2026-12-08' });
});
