/** What `update` takes beside its words, and the plan's list of what things may wait for. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Milestone } from '../../../bot/domain/plan.js';
import { at, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-16', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-16', leads: ['Ann'] },
  ]);
  const ids = await linkAll(world.ports, ['Ann']);
  await setHeads(world.ports, 'A', [ids.Ann!]);
  type = terminal(world);
});

const update = (ref: string, ...more: readonly string[]): Promise<Typed> =>
  type('update', ref, '--plan', PLAN, '--by', 'Ann', ...more);
const policy = (...more: readonly string[]): Promise<Typed> => type('policy', '--plan', PLAN, ...more);
const now = async (ref: string): Promise<Milestone> => (await world.ports.plans.milestone(PLAN, ref))!.milestone;
const GREEN = ['--rating', 'green', '--note', 'Going well'];
const AMBER = ['--rating', 'amber', '--cause', 'No auditor', '--recovery', '2026-12-01'];
const done = ({ exit, lines }: Typed): void => {
  expect([exit, ...(exit === 0 ? [] : lines)]).toEqual([0]);
};

describe('policy --bodies', () => {
  it('takes the place of the list before, once whatever the case; empty for none', async () => {
    const { json, lines } = await policy('--bodies', ' Eclipse;Health  trust; eclipse ;');
    expect(json).toMatchObject({ bodies: ['eclipse', 'Health trust'] });
    expect(lines).toContain('Things may wait for: eclipse; Health trust.');
    expect((await policy()).json).toMatchObject({ bodies: ['eclipse', 'Health trust'] });
    expect((await policy('--preset', 'dates')).json).toMatchObject({ bodies: ['eclipse', 'Health trust'] });
    expect((await policy('--bodies', '')).json).toMatchObject({ bodies: [] });
  });

  it.each([
    ['x'.repeat(81), 'characters. Give at most 80.'],
    [Array.from({ length: 41 }, (_, n) => `Body ${String(n)}`).join(';'), '--bodies has 41 names. Give at most 40.'],
  ])('refuses %s', async (bodies, message) => {
    const { exit, json, lines } = await policy('--bodies', bodies);
    expect([exit, at(json, 'error.code')]).toEqual([2, 'bodies']);
    expect(lines[0]).toContain(message);
    expect((await policy()).json).toMatchObject({ bodies: [] });
  });
});

describe('update', () => {
  it('takes a ref or a body of the list as what it waits for', async () => {
    done(await policy('--bodies', 'Eclipse'));
    done(await update('A1', ...GREEN, '--waits-on', 'a2'));
    expect((await now('A1')).update?.waitsOn).toEqual({ kind: 'milestone', ref: 'A2' });
    done(await update('A1', ...GREEN, '--waits-on', 'ECLIPSE'));
    const { json } = await type('milestones', '--plan', PLAN);
    expect(at(json, 'milestones.0.waitsOn')).toEqual({ kind: 'body', ref: null, name: 'Eclipse' });
    expect(at(json, 'milestones.1.waitsOn')).toBeNull();
  });

  it('is the same as another, which is told with its revision', async () => {
    done(await update('A2', ...GREEN));
    done(await update('A1', '--rating', 'amber', '--same-as', 'a2', '--recovery', '2026-12-01'));
    const { json } = await type('milestones', '--plan', PLAN);
    expect(at(json, 'milestones.0.lastUpdate')).toMatchObject({ note: null, sameAs: { ref: 'A2', rev: 2 } });
  });

  it('with a reason puts a later forecast forward; without one it stays a forecast, as it always did', async () => {
    done(await update('A1', ...AMBER, '--forecast', '2027-01-29'));
    expect(await now('A1')).toMatchObject({ proposal: null, update: { forecast: '2027-01-29' } });
    done(
      await update('A1', ...AMBER, '--forecast', '2027-01-29', '--move-reason', 'partner', '--move-words', 'No police'),
    );
    expect((await now('A1')).proposal).toMatchObject({
      ...{ date: '2027-01-29', because: 'partner', reason: 'No police', enteredBy: { kind: 'operator' } },
    });
  });

  it('with the link to its evidence asks for that to be confirmed', async () => {
    const link = 'https://council.example/minutes';
    done(await update('A1', '--rating', 'complete', '--done-on', '2026-11-17', '--evidence-link', link));
    expect((await now('A1')).proposal).toMatchObject({ evidence: true });
    const { json } = await type('milestones', '--plan', PLAN);
    expect(at(json, 'milestones.0.evidenceLink')).toBe(link);
  });

  it.each([
    ['--same-as A1', '--same-as: A1 cannot be the same as itself.'],
    ['--same-as A9', '--same-as: There is no “A9” in this plan.'],
    ['--same-as A2', '--same-as: Nothing has been said of A2 yet'],
    ['--waits-on A1', '--waits-on: A1 cannot wait for itself.'],
    [
      '--waits-on Eclipse',
      '--waits-on: There is no milestone “Eclipse” in this plan, and no body or system of that name.',
    ],
    ['--evidence-link http://x', '--evidence-link: That is no address that can be opened.'],
    ['--forecast 2027-01-29 --move-reason weather', '--move-reason: “weather” is not among the reasons.'],
    ['--forecast 2027-01-29 --move-words Late', '--move-reason: Friday 29 January 2027 is after the approved date'],
    ['--forecast 2027-01-29 --move-reason partner', '--move-words: Say in a sentence why the date moves.'],
    ['--move-reason partner --move-words Late', '--move-reason: The forecast is not later'],
  ])('refuses %s, and nothing is kept', async (words, message) => {
    const { exit, lines, json } = await update('A1', ...GREEN, ...words.split(' '));
    expect([exit, at(json, 'error.code')]).toEqual([1, 'invalid']);
    expect(lines.join(' ')).toContain(message);
    expect((await now('A1')).update).toBeNull();
  });

  it('does not take an outcome for what is not complete', async () => {
    const { exit, json } = await update('A1', ...GREEN, '--outcome', 'achieved');
    expect([exit, at(json, 'error.code')]).toEqual([2, 'outcome']);
  });
});
