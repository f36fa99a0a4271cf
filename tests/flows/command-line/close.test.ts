/** The end of a plan's year at a terminal: what is open goes on in another plan, with all that was said of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../../../bot/domain/dates.js';
import { nightly } from '../../../bot/flows/nightly.js';
import { at, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

const INTO = 'ilacs-2027';

let world: World;
let type: Terminal;
let ids: Readonly<Record<string, string>>;
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-18', leads: ['Hal'] },
    { ref: 'B1', due: '2027-02-26', leads: ['Olga'], area: 'B' },
  ]);
  ids = await linkAll(world.ports, ['Ann', 'Hal', 'Olga']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
  await type('heads', 'owner', '--plan', PLAN, '--to', 'Olga');
  await type('update', 'A1', '--plan', PLAN, '--by', 'Ann', '--rating', 'green', '--note', 'Half of it is done');
  await type('milestones', 'withdraw', 'A2', '--plan', PLAN, '--reason', 'A heading');
});

const close = (...words: readonly string[]) => type('plans', 'close', PLAN, '--reason', 'The year is over', ...words);
const milestoneOf = async (plan: string, ref: string) => (await world.ports.plans.milestone(plan, ref))!.milestone;

describe('a plan that is closed', () => {
  it('says first what would be carried, and writes nothing', async () => {
    const foreseen = await close('--into', INTO, '--dry-run');
    expect(foreseen.json).toMatchObject({
      dryRun: true,
      carried: [
        { ref: 'A1', as: 'A1' },
        { ref: 'B1', as: 'B1' },
      ],
    });
    expect(await world.ports.plans.ids()).toEqual([PLAN]);
    expect((await milestoneOf(PLAN, 'A1')).state).toBe('in-progress');
  });

  it('gives what is open to the next plan, with its people, its words and its whole history', async () => {
    expect((await close('--into', INTO, '--title', 'The next plan')).exit).toBe(0);
    const next = (await world.ports.plans.contents(INTO))!;
    expect(next.plan).toMatchObject({
      title: 'The next plan',
      owner: ids.Olga,
      importedOn: '2026-11-18',
      closed: null,
    });
    expect(next.areas.find(({ code }) => code === 'A')?.heads).toEqual([ids.Hal]);
    expect(next.milestones.map(({ milestone }) => milestone.ref)).toEqual(['A1', 'B1']);
    expect(await milestoneOf(INTO, 'A1')).toMatchObject({
      ...{ state: 'in-progress', leads: [ids.Ann], baseline: '2026-12-18' },
      update: { note: 'Half of it is done' },
      carriedFrom: { plan: PLAN, ref: 'A1' },
    });
    expect(await milestoneOf(PLAN, 'A1')).toMatchObject({ state: 'carried-over', closure: { replacedBy: ['A1'] } });
    expect((await world.ports.plans.outline(PLAN))?.plan.closed).toMatchObject({ on: '2026-11-18', into: INTO });
    const history = (await type('history', 'A1', '--plan', INTO)).lines.join('\n');
    expect(history).toContain('Half of it is done');
    expect(history).toContain('Loaded');
    expect(history).toContain(`Carried over into the plan “${INTO}”.`);
    expect(JSON.stringify((await type('plans')).lines)).toContain('closed on Wednesday 18 November 2026');
  });

  it('is asked about no more, and the next one is, by sweeps and their previews', async () => {
    await close('--into', INTO);
    const foreseen = JSON.stringify((await type('sweep', '--today', '2026-12-18', '--dry-run')).json.digests);
    expect(foreseen).toContain(INTO);
    expect(foreseen).not.toContain(PLAN);
    world.clock.set(instant('2026-12-18T09:00:00Z'));
    await nightly(world.ports);
    const swept = JSON.stringify((await type('sweep')).json.digests);
    expect(swept).toContain(INTO);
    expect(swept).not.toContain(PLAN);
  });

  it('may be closed again harmlessly, and opened again', async () => {
    await close('--into', INTO);
    const again = await close('--into', INTO);
    expect(again.json).toMatchObject({ carried: [] });
    expect(await world.ports.plans.milestoneHistory(INTO, 'A1')).toHaveLength(1);
    expect((await type('plans', 'reopen', PLAN, '--reason', 'Too early')).exit).toBe(0);
    expect((await world.ports.plans.outline(PLAN))?.plan.closed).toBeNull();
    expect((await type('plans', 'reopen', PLAN, '--reason', 'Too early')).lines[0]).toMatch(/is not closed\.$/);
  });

  it('gives a new ref to what finds its own taken there', async () => {
    await type('plans', 'close', PLAN, '--reason', 'x', '--into', INTO);
    await type('plans', 'reopen', PLAN, '--reason', 'x');
    await type('milestones', 'reopen', 'A2', '--plan', PLAN, '--reason', 'It is one');
    await type(
      'milestones',
      'add',
      '--plan',
      INTO,
      '--objective',
      (await milestoneOf(INTO, 'A1')).objective,
      '--text',
      'Another',
      '--ref',
      'A2',
    );
    const done = await close('--into', INTO);
    expect(at(done.json, 'carried.0')).toEqual({ ref: 'A2', as: 'A3' });
  });

  it.each([
    [[], '2 are still open. Say into which plan they are carried, or close them first.'],
    [['--into', PLAN], 'A plan cannot be carried into itself. Give the id of another.'],
    [
      ['--into', 'Next Year'],
      '“Next Year” cannot be the id of a plan. Give up to 40 small letters, figures and hyphens.',
    ],
  ])('is refused in one sentence: %j', async (words, why) => {
    expect((await close(...words)).lines).toEqual([why]);
    expect((await world.ports.plans.outline(PLAN))?.plan.closed).toBeNull();
  });
});
