/** A change of policy at a terminal says first what it would change; then it does exactly that. */
import { beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../../../bot/domain/dates.js';
import { at, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A2', due: '2027-03-31', leads: ['Ann'] },
  ]);
  await linkAll(world.ports, ['Ann']);
  await type(
    'update',
    'A1',
    '--plan',
    PLAN,
    '--by',
    'Ann',
    '--rating',
    'green',
    '--note',
    '3 children wait for a place',
  );
  world.clock.set(instant('2027-01-08T09:00:00Z'));
});

const policy = (...words: readonly string[]) => type('policy', '--plan', PLAN, ...words);

describe('policy', () => {
  it('says what would change of ratings, asks and flagged numbers, and writes nothing', async () => {
    const would = await policy('--preset', 'dates', '--red-after', '5', '--small-number', '2', '--dry-run');
    expect(would.json).toMatchObject({
      dryRun: true,
      rated: [{ ref: 'A1', from: 'Green', to: 'Red' }],
      checked: [{ ref: 'A1', from: 'Amber', to: 'Red' }],
      flagged: { before: 1, after: 0 },
    });
    expect(would.lines[0]).toBe('Rated otherwise (1): A1 from Green to Red.');
    expect((await policy()).json).toMatchObject({ preset: 'confidence', smallNumber: 5, rules: { redAfter: 20 } });
    expect((await policy('--naming', 'none', '--dry-run')).lines).toEqual(['Nothing that stands today would change.']);
  });

  it('then does what it said', async () => {
    expect((await policy('--preset', 'dates', '--red-after', '5')).exit).toBe(0);
    const listed = await type('milestones', '--plan', PLAN);
    expect(at(listed.json, 'milestones.0')).toMatchObject({ rating: 'red', check: { rating: 'red' } });
    expect((await policy()).lines.join('\n')).toContain('late by more than 5 working days');
  });

  it('has a reminder that comes earlier looked at earlier', async () => {
    const would = await policy('--stages', '-65,-5,0,1,5,10', '--dry-run');
    expect(would.json.asked).toEqual(['A2']);
    await policy('--stages', '-65,-5,0,1,5,10');
    expect(JSON.stringify((await type('sweep')).json.digests)).toContain('"A2"');
  });

  it.each([
    [
      ['--stages', '-5,soon'],
      '--stages “soon” is no number of working days. Give them like this: -20, -5, 0, 1, 5, 10.',
    ],
    [['--stages', '-5,1'], 'There is always a reminder on the date itself: give 0, too.'],
    [['--red-after', 'x'], '--red-after “x” is no whole number.'],
    [['--escalate-at', '7'], /^The head of service is told with one of the reminders after the date/],
  ])('is refused in one sentence: %j', async (words, why) => {
    const typed = await policy(...words);
    expect(typed.exit).not.toBe(0);
    expect(typed.lines[0]).toMatch(
      typeof why === 'string' ? new RegExp(`^${why.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : why,
    );
  });
});
