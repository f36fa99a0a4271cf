import { beforeEach, describe, expect, it } from 'vitest';
import { proposeHandover } from '../../../bot/flows/hand-over.js';
import { d } from '../../support/builders.js';
import { terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

const REASON = ['--reason', 'The board meets later'];

/** Part of an answer, which an outside reader finds by name. */
const part = (json: Typed['json'], name: string): object[] => json[name] as object[];

describe('proposals, approvals, deferrals and history at the command line', () => {
  let world: World;
  let type: Terminal;
  let ids: Record<string, string>;

  beforeEach(async () => {
    world = createWorld();
    await loadPlan(world.ports, [
      { ref: 'A1', due: '2026-11-25', leads: ['Ann'] },
      { ref: 'A2', due: null, leads: ['Ann'] },
      { ref: 'B1', due: '2027-05-28', leads: ['Hal', 'Zoe'], area: 'B' },
    ]);
    ids = await linkAll(world.ports, ['Ann', 'Hal', 'Zoe']);
    await setHeads(world.ports, 'A', [ids.Hal!]);
    type = terminal(world);
  });

  const about = (verb: readonly string[], by: string, ...more: readonly string[]): Promise<Typed> =>
    type(...verb, '--plan', PLAN, '--by', by, ...more);

  it('propose says what waits, against which date, for whom', async () => {
    const { exit, json, lines } = await about(['propose', 'a1'], 'Ann', '--date', '2026-12-18', ...REASON);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      asAt: '2026-11-18',
      plan: PLAN,
      ref: 'A1',
      rev: 2,
      replayed: false,
      warning: null,
      proposal: {
        date: '2026-12-18',
        from: '2026-11-25',
        state: null,
        replacedBy: [],
        reason: 'The board meets later',
        by: { id: ids.Ann, name: 'Ann' },
        on: '2026-11-18',
      },
      approvers: [{ id: ids.Hal, name: 'Hal' }],
    });
    expect(lines).toEqual([
      'A1: proposed a new date, Friday 18 December 2026. Hal will be asked to decide. Until then “2026-11-25” counts, and its leads are not chased.',
    ]);
  });

  it('approvals lists what waits, how long, and for whom; as at a day before, what waited then', async () => {
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    world.clock.set('2026-11-20T10:00:00Z');
    await about(['propose', 'A2'], 'Hal', '--state', 'superseded', '--replaced-by', 'b1; A1', ...REASON);
    world.clock.set('2026-11-25T10:00:00Z');
    const { json, lines } = await type('approvals');
    expect(json.approvals).toMatchObject([
      {
        plan: PLAN,
        ref: 'A1',
        rev: 2,
        date: '2026-12-18',
        from: '2026-11-25',
        state: null,
        since: '2026-11-18',
        waitingDays: 5,
      },
      {
        ref: 'A2',
        date: null,
        from: null,
        state: 'superseded',
        replacedBy: ['B1', 'A1'],
        waitingDays: 3,
        approvers: [],
      },
    ]);
    expect(part(json, 'approvals')[0]).toMatchObject({
      by: { name: 'Ann' },
      approvers: [{ name: 'Hal' }],
      reason: REASON[1],
    });
    expect(lines).toEqual([
      'A1  a new date, Friday 18 December 2026: The board meets later  by Ann  waiting 5 working days  for Hal',
      'A2  to close it as superseded by B1, A1: The board meets later  by Hal  waiting 3 working days  nobody may decide it yet',
    ]);
    const before = await type('approvals', 'list', '--plan', PLAN, '--as-at', '2026-11-19');
    expect(before.json.approvals).toMatchObject([{ ref: 'A1', waitingDays: 1 }]);
    expect((await type('approvals', '--as-at', '2026-11-17')).lines).toEqual(['Nothing waits for an approval.']);
  });

  it('accept moves the date, and milestones and history tell the first one, the move, and who approved it', async () => {
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    const { json, lines } = await about(['approvals', 'accept', 'A1'], 'Hal');
    expect(json).toMatchObject({
      ref: 'A1',
      rev: 3,
      decision: 'accepted',
      state: 'not-started',
      baseline: '2026-11-25',
      approved: '2026-12-18',
      moves: [{ from: '2026-11-25', to: '2026-12-18', on: '2026-11-18', approvedBy: { name: 'Hal' }, where: null }],
    });
    expect(lines).toEqual(['A1 is now due “18 December 2026”, moved from Wednesday 25 November 2026.']);
    const { json: shown } = await type('milestones', '--plan', PLAN);
    expect(part(shown, 'milestones')[0]).toMatchObject({
      due: { kind: 'day', date: '2026-12-18', text: '18 December 2026' },
      baseline: '2026-11-25',
      approved: '2026-12-18',
    });
    const past = await type('history', 'A1', '--plan', PLAN);
    expect(past.json).toMatchObject({ baseline: '2026-11-25', approved: '2026-12-18', moves: [{ to: '2026-12-18' }] });
    expect(past.lines).toEqual([
      'A1 The words of A1',
      'Due Friday 18 December 2026, first Wednesday 25 November 2026, moved once.',
      '2026-11-18  import  Loaded, due “2026-11-25”.',
      '2026-11-18  Ann     Proposed a new date, Friday 18 December 2026. “The board meets later”. (entered by operator)',
      '2026-11-18  Hal     Moved from Wednesday 25 November 2026 to Friday 18 December 2026, approved by Hal. “The board meets later”. (entered by operator)',
    ]);
  });

  it('refuse keeps the date and says why to the lead', async () => {
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    const { json, lines } = await about(['approvals', 'refuse', 'A1'], 'Hal', '--reason', 'The inspection stands');
    expect(json).toMatchObject({ decision: 'refused', approved: '2026-11-25', moves: [] });
    expect(lines[0]).toBe(
      'A1: not accepted, a new date, Friday 18 December 2026. Everything stays as it was, and its leads are told why.',
    );
    expect(part((await type('history', 'A1', '--plan', PLAN)).json, 'history').at(-1)).toMatchObject({
      changes: [
        {
          kind: 'refused',
          words: 'Refused: a new date, Friday 18 December 2026. “The inspection stands”.',
        },
      ],
    });
  });

  it('records a decision taken elsewhere with who, where and when', async () => {
    await about(['propose', 'A2'], 'Ann', '--state', 'business as usual', ...REASON);
    const where = ['--where', 'Improvement Board', '--on', '2026-11-17'];
    const { json, lines } = await about(['approvals', 'accept', 'A2'], 'Zoe', ...where, '--as', 'Hal');
    const closure = {
      state: 'business-as-usual',
      reason: REASON[1],
      replacedBy: [],
      proposedBy: { id: ids.Ann, name: 'Ann' },
      approvedBy: { id: ids.Zoe, name: 'Zoe' },
      on: '2026-11-17',
      where: 'Improvement Board',
    };
    expect(json).toMatchObject({ decision: 'accepted', state: 'business-as-usual', closure });
    const shown = await type('milestones', '--plan', PLAN, '--state', 'business-as-usual');
    expect(shown.json).toMatchObject({ milestones: [{ ref: 'A2', closure }] });
    expect(lines).toEqual(['A2 is closed as business as usual. Nobody is asked about it now.']);
    expect((await type('history', 'A2', '--plan', PLAN)).lines.at(-1)).toBe(
      '2026-11-18  Zoe     Closed as business as usual, approved by Zoe (Improvement Board). “The board meets later”. (entered by Hal)',
    );
    expect((await world.ports.audit.month('2026-11')).at(-1)).toMatchObject({
      by: { id: ids.Hal },
      act: 'proposal accepted',
      subject: `${PLAN} A2 for ${ids.Zoe!}`,
      outcome: 'done',
    });
  });

  it('a decision taken elsewhere needs its day, and somebody who may record it', async () => {
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    const undated = await about(['approvals', 'accept', 'A1'], 'Zoe', '--where', 'Corridor');
    expect(undated).toMatchObject({
      exit: 2,
      lines: ['Give the day on which it was decided there with --on.'],
    });
    const here = await about(['approvals', 'accept', 'A1'], 'Zoe');
    expect(here.lines).toEqual([
      'Only the head of service of the area or the plan owner may decide that, not Zoe. If it was decided elsewhere, record where and when: --where "Improvement Board" --on 2026-11-18',
    ]);
    const there = ['--where', 'Improvement Board', '--on', '2026-11-17'];
    const stranger = await about(['approvals', 'accept', 'A1'], 'Zoe', ...there, '--as', 'Zoe');
    expect(stranger).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
    expect(stranger.lines[0]).toBe(
      'Only the head of service of the area or the plan owner may decide that, not Zoe. Who else decided it elsewhere is for an administrator to record.',
    );
    await type('officers', 'role', 'Zoe', 'admin');
    expect((await about(['approvals', 'accept', 'A1'], 'Zoe', ...there, '--as', 'Zoe')).exit).toBe(0);
  });

  it('anybody may record what somebody who may decide it decided elsewhere', async () => {
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    const there = ['--where', 'Improvement Board', '--on', '2026-11-17', '--as', 'Zoe'];
    expect((await about(['approvals', 'accept', 'A1'], 'Hal', ...there)).exit).toBe(0);
  });

  it('lists evidence and a handover beside dates and ends, and decides them', async () => {
    await about(['update', 'A1'], 'Ann', '--rating', 'complete', '--done-on', '2026-11-17', '--evidence', 'Audit');
    const taker = await proposeHandover(world.ports, {
      ...{ plan: PLAN, ref: 'A2', rev: null, by: { kind: 'officer', id: ids.Ann! } },
      ...{ to: 'Zoe', from: null, reason: '' },
    });
    expect(taker.kind).toBe('done');
    const { json, lines } = await type('approvals');
    expect(json.approvals).toMatchObject([
      { ref: 'A1', date: null, state: null, evidence: true, handover: null, questions: [] },
      { ref: 'A2', evidence: false, handover: { from: { name: 'Ann' }, to: { id: ids.Zoe, name: 'Zoe' } } },
    ]);
    expect(lines.join('\n')).toMatch(/A1 +its evidence: Audit +by Ann/);
    expect(lines.join('\n')).toMatch(/A2 +to hand it over to Zoe +by Ann/);
    const confirmed = await about(['approvals', 'accept', 'A1'], 'Hal');
    expect(confirmed.lines).toEqual(['A1: its evidence is confirmed. It counts as complete.']);
    expect(confirmed.json).toMatchObject({ decision: 'accepted', state: 'evidenced' });
    const handed = await about(['approvals', 'accept', 'A2'], 'Hal');
    expect(handed.lines).toEqual(['A2 is led by Zoe now, in place of Ann. Nothing due before today is asked of Zoe.']);
  });

  it('refuses evidence with the day on which it is due again, and nobody records that from elsewhere', async () => {
    await about(['update', 'A1'], 'Ann', '--rating', 'complete', '--done-on', '2026-11-17', '--evidence', 'Audit');
    const elsewhere = ['--where', 'Board', '--on', '2026-11-18'];
    const recorded = await about(['approvals', 'accept', 'A1'], 'Zoe', ...elsewhere);
    expect([recorded.exit, recorded.json.error]).toMatchObject([1, { code: 'not-theirs' }]);
    const { lines } = await about(['approvals', 'refuse', 'A1'], 'Hal', '--reason', 'Last year’s audit');
    expect(lines).toEqual([
      'A1: not accepted, its evidence. It is due again by Wednesday 2 December 2026, and its leads are told why.',
    ]);
  });

  it('asks about what waits, and shows that a question does', async () => {
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    const asked = await about(['approvals', 'ask', 'A1'], 'Hal', '--question', 'Why not sooner?');
    expect(asked.lines).toEqual(['A1: Ann will be asked. The decision waits for the answer.']);
    expect(asked.json).toMatchObject({
      proposal: { questions: [{ by: { name: 'Hal' }, on: '2026-11-18', text: 'Why not sooner?', answer: null }] },
    });
    expect((await type('approvals')).lines.join('\n')).toContain(
      'Friday 18 December 2026, a question waits: The board',
    );
    const refused = await about(['approvals', 'ask', 'A1'], 'Zoe', '--question', 'Why?');
    expect([refused.exit, refused.json.error]).toMatchObject([1, { code: 'not-theirs' }]);
    expect((await about(['approvals', 'ask', 'A2'], 'Hal', '--question', 'Why?')).json.error).toMatchObject({
      code: 'nothing-waits',
    });
    expect((await about(['approvals', 'ask', 'A1'], 'Hal')).exit).toBe(2);
  });

  it('approvals names the plan where there are several, and says what a day to come means', async () => {
    await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-25', leads: ['Ann'] }], d('2026-11-18'), 'other');
    await about(['propose', 'A1'], 'Ann', '--date', '2026-12-18', ...REASON);
    const { lines } = await type('approvals', '--as-at', '2026-11-19');
    expect(lines).toEqual([
      'As recorded on Wednesday 18 November 2026, and as the dates would stand on Thursday 19 November 2026:',
      `${PLAN}  A1  a new date, Friday 18 December 2026: The board meets later  by Ann  waiting 1 working day  for Hal`,
    ]);
    expect((await type('approvals', '--plan', PLAN)).lines).toEqual([
      'A1  a new date, Friday 18 December 2026: The board meets later  by Ann  new today  for Hal',
    ]);
  });

  it('defer says until when, warns when that lies past the date, and is ended again', async () => {
    const deferred = await about(['defer', 'A1'], 'Ann', '--until', '2026-12-18', ...REASON);
    expect(deferred.json).toMatchObject({
      ref: 'A1',
      rev: 2,
      deferral: { until: '2026-12-18', reason: REASON[1], by: { name: 'Ann' }, on: '2026-11-18' },
      warning: 'A1 is due by then, on Wednesday 25 November 2026: it is asked about on that day all the same.',
    });
    expect(deferred.lines).toEqual([
      'A1 is deferred until Friday 18 December 2026.',
      'A1 is due by then, on Wednesday 25 November 2026: it is asked about on that day all the same.',
    ]);
    expect((await about(['defer', 'B1'], 'Zoe', '--until', '2026-12-18', ...REASON)).lines).toEqual([
      'B1 is deferred until Friday 18 December 2026. It is asked about again on the first working day after that.',
    ]);
    const ended = await about(['defer', 'A1'], 'Ann', '--end');
    expect(ended).toMatchObject({ exit: 0, json: { rev: 3, deferral: null }, lines: ['A1 is not deferred any more.'] });
    expect((await type('history', 'A1', '--plan', PLAN)).json).toMatchObject({
      history: [
        { changes: [{ kind: 'loaded' }] },
        { changes: [{ kind: 'deferred' }] },
        { changes: [{ kind: 'deferral-ended' }] },
      ],
    });
  });

  it.each([
    ['usage', 2, ['propose', 'A1'], 'Ann', REASON],
    ['usage', 2, ['propose', 'A1'], 'Ann', ['--date', '2026-12-18', '--state', 'withdrawn', ...REASON]],
    ['usage', 2, ['propose', 'A1'], 'Ann', ['--date', '2026-12-18', '--replaced-by', 'B1', ...REASON]],
    ['usage', 2, ['propose', 'A1'], 'Ann', ['--date', '2026-12-18']],
    ['date', 2, ['propose', 'A1'], 'Ann', ['--date', '31 September 2027', ...REASON]],
    ['date', 2, ['propose', 'A1'], 'Ann', ['--date', '2027-09-31', ...REASON]],
    ['date-passed', 1, ['propose', 'A1'], 'Ann', ['--date', '2026-11-17', ...REASON]],
    ['no-such-ref', 1, ['propose', 'A9'], 'Ann', ['--date', '2026-12-18', ...REASON]],
    ['no-such-ref', 1, ['propose', 'A1'], 'Ann', ['--state', 'superseded', '--replaced-by', 'A9', ...REASON]],
    ['no-such-officer', 1, ['propose', 'A1'], 'Nobody', ['--date', '2026-12-18', ...REASON]],
    ['not-theirs', 1, ['propose', 'A1'], 'Zoe', ['--date', '2026-12-18', ...REASON]],
    ['nothing-waits', 1, ['approvals', 'accept', 'A1'], 'Hal', []],
    ['usage', 2, ['approvals', 'refuse', 'A1'], 'Hal', []],
    ['usage', 2, ['approvals', 'accept', 'A1'], 'Hal', ['--on', '2026-11-17']],
    ['usage', 2, ['approvals', 'decide', 'A1'], 'Hal', []],
    ['state', 2, ['propose', 'A1'], 'Ann', ['--state', 'dropped', ...REASON]],
    ['too-far-ahead', 1, ['defer', 'A1'], 'Ann', ['--until', '2027-04-01', ...REASON]],
    ['usage', 2, ['defer', 'A1'], 'Ann', ['--until', '2026-12-18']],
    ['usage', 2, ['defer', 'A1'], 'Ann', ['--until', '2026-12-18', '--end']],
    ['not-deferred', 1, ['defer', 'A1'], 'Ann', ['--end']],
  ])('refuses with %s (%i): %j by %s %j', async (code, exit, verb, by, more) => {
    const refused = await about(verb, by, ...more);
    expect(refused).toMatchObject({ exit, json: { error: { code } } });
  });

  it('offers only the ends that can be proposed', async () => {
    const { lines } = await about(['propose', 'A1'], 'Ann', '--state', 'dropped', ...REASON);
    expect(lines).toEqual([
      '“dropped” is no end to propose. Give one of: withdrawn, superseded, business-as-usual, carried-over.',
    ]);
  });

  it('tells of an update by the plan’s own word, and of nothing that came after the day asked for', async () => {
    world.clock.set('2026-11-19T10:00:00Z');
    const words = ['--rating', 'amber', '--cause', 'No auditor', '--recovery', '2026-12-01'];
    await about(['update', 'A1'], 'Ann', ...words);
    const past = await type('history', 'A1', '--plan', PLAN);
    expect(past.lines.at(-1)).toBe(
      '2026-11-19  Ann     ▲\u00a0Amber. Cause: “No auditor”. Expected to recover by Tuesday 1 December 2026. (entered by operator)',
    );
    const before = await type('history', 'A1', '--plan', PLAN, '--as-at', '2026-11-18');
    expect(before.json.history).toHaveLength(1);
    expect((await type('history', 'A1', '--plan', PLAN, '--as-at', '2026-11-17')).json).toMatchObject({
      error: { code: 'not-yet-loaded' },
    });
  });
});
