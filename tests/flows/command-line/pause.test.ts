/** Pausing at a terminal: neither asked for nor overdue, always listed, and over by itself on its day. */
import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../../bot/domain/dates.js';
import { nightly } from '../../../bot/flows/nightly.js';
import { at, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

const REASON = 'The partner school is closed until spring';

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
const pause = (ref: string, until: string, by = 'Hal', reason = REASON) =>
  type('pause', ref, '--plan', PLAN, '--by', by, '--until', until, '--reason', reason);

describe('a pause', () => {
  it('stands with who said it, until when and why, wherever it is listed, and hides no Red', async () => {
    await type(
      'update',
      'A1',
      '--plan',
      PLAN,
      '--by',
      'Ann',
      '--rating',
      'red',
      '--cause',
      'No staff',
      '--remedy',
      'Hire',
      '--recovery',
      '2027-03-01',
    );
    const done = await pause('A1', '2027-01-29');
    expect(done.lines).toEqual(['A1 is paused until Friday 29 January 2027.']);
    const listed = await type('milestones', '--plan', PLAN, '--as-at', '2026-12-22');
    expect(at(listed.json, 'milestones.0')).toMatchObject({
      state: 'paused',
      rating: 'red',
      overdueDays: null,
      pause: { by: { name: 'Hal' }, on: '2026-11-18', until: '2027-01-29', reason: REASON },
    });
    expect(listed.lines.find((line) => line.startsWith('A1'))).toContain(
      `paused, until Friday 29 January 2027, by Hal: ${REASON}`,
    );
    const rollup = await type('rollup', '--plan', PLAN);
    expect(rollup.json.paused).toEqual(['A1']);
    const history = await type('history', 'A1', '--plan', PLAN);
    expect(history.lines.join('\n')).toContain(`Paused, until Friday 29 January 2027, by Hal. “${REASON}”.`);
    // Said again, it is done once.
    expect((await pause('A1', '2027-01-29')).json).toMatchObject({ changed: [{ replayed: true }] });
    await pause('A1', '2027-02-26');
    expect((await type('history', 'A1', '--plan', PLAN)).lines.join('\n')).toContain(
      'Paused for longer, until Friday 26 February 2027',
    );
  });

  it('is asked about by no sweep until its day, and by that of its day of the latest stage only', async () => {
    await pause('A1', '2027-01-29');
    const early = await type('sweep', '--today', '2027-01-28', '--dry-run');
    expect(JSON.stringify(early.json.digests)).not.toContain('"A1"');
    expect(early.json.skipped).toMatchObject([{ ref: 'A1', reason: 'paused' }]);
    const foreseen = await type('sweep', '--today', '2027-01-29', '--dry-run');
    expect(JSON.stringify(foreseen.json.digests)).toContain('"A1"');
    world.clock.set(instant('2027-01-29T09:00:00Z'));
    const swept = await type('sweep', '--today', '2027-01-29');
    expect(JSON.stringify(swept.json).match(/"A1"/g)?.length).toBeGreaterThan(0);
    expect(await milestoneOf()).toMatchObject({ state: 'not-started', pause: null });
    const digests = at(swept.json, 'digests') as readonly { readonly items: readonly { readonly ref: string }[] }[];
    const asked = digests.flatMap(({ items }) => items).filter(({ ref }) => ref === 'A1');
    expect(asked).toHaveLength(1);
  });

  it('ends in the night of its day without any sweep, and harmlessly twice', async () => {
    await pause('A1', '2027-01-29');
    world.clock.set(instant('2027-01-29T02:00:00Z'));
    await nightly(world.ports);
    await nightly(world.ports);
    expect(await milestoneOf()).toMatchObject({ state: 'not-started', pause: null });
    expect(await world.ports.plans.milestoneHistory(PLAN, 'A1')).toHaveLength(3);
  });

  it('may be of an area or the whole plan, and taken up again before its day', async () => {
    const all = await type(
      'pause',
      '--area',
      'A',
      '--plan',
      PLAN,
      '--by',
      'Hal',
      '--until',
      '2027-01-29',
      '--reason',
      'x',
    );
    expect(all.lines).toEqual(['2 milestones are paused until Friday 29 January 2027.']);
    expect((await milestoneOf('B1')).state).toBe('not-started');
    expect((await type('resume', '--all', '--plan', PLAN, '--by', 'Olga')).lines).toEqual([
      '2 milestones count again.',
    ]);
    expect((await milestoneOf()).state).toBe('not-started');
    expect((await type('resume', '--all', '--plan', PLAN, '--by', 'Olga')).lines).toEqual(['Nothing there is paused.']);
    expect((await type('resume', 'B1', '--plan', PLAN, '--by', 'Olga')).lines).toEqual(['B1 is not paused.']);
  });

  it.each([
    [
      'A1',
      '2027-01-29',
      'Ann',
      REASON,
      'Only the head of service of the area, the plan owner or an administrator can pause it.',
    ],
    [
      'B1',
      '2027-01-29',
      'Hal',
      REASON,
      'Only the head of service of the area, the plan owner or an administrator can pause it.',
    ],
    ['A1', '2026-11-18', 'Hal', REASON, 'Wednesday 18 November 2026 is no day to come. Give a later one.'],
    [
      'A1',
      '2027-04-01',
      'Hal',
      REASON,
      'Thursday 1 April 2027 is too far ahead: a pause lasts at most until Wednesday 31 March 2027, and may be renewed.',
    ],
    ['A1', '2027-01-29', 'Hal', ' ', 'The pause needs a reason, in a sentence.'],
    [
      'A1',
      '2027-01-29',
      'Hal',
      'child J.S. is ill',
      '“child J.S.” looks like the name of a child or a relative. Say it in other words: it stands in lists that others read.',
    ],
  ])('%s until %s by %s is refused in one sentence', async (ref, until, by, reason, why) => {
    expect((await pause(ref, until, by, reason)).lines).toEqual([why]);
    expect((await milestoneOf(ref)).state).toBe('not-started');
  });

  it('that came with an answer ends with the plan’s year; an answer that goes on ends it', async () => {
    const say = (state: string) =>
      type('update', 'A1', '--plan', PLAN, '--by', 'Ann', '--rating', 'green', '--note', 'Waiting', '--state', state);
    await say('paused');
    expect((await milestoneOf()).pause).toMatchObject({ until: civilDate('2027-03-31'), reason: 'Waiting' });
    await say('in-progress');
    expect(await milestoneOf()).toMatchObject({ state: 'in-progress', pause: null });
  });
});
