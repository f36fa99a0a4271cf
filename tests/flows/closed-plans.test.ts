/** A plan whose year is over is read, and neither asked about nor changed: wherever plans are walked. */
import { beforeEach, describe, expect, it } from 'vitest';
import { myMilestonesCard } from '../../cards/index.js';
import { approvalsView } from '../../bot/flows/approvals.js';
import { ownedBy } from '../../bot/flows/accountable-for.js';
import { enterableBy } from '../../bot/flows/enter-measure.js';
import { findByRef, ownOpen } from '../../bot/flows/led-by.js';
import { listView } from '../../bot/flows/my-list.js';
import { planReadings } from '../../bot/flows/plan-readings.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { reachOf } from '../../bot/flows/schedule-reach.js';
import { todayOf } from '../../bot/flows/today.js';
import { reading } from '../support/channels.js';
import { terminal, type Terminal } from '../support/command-line.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

const OVER = `“Improvement plan” was closed on Wednesday 18 November 2026: it is read, and not changed any more.`;

let world: World;
let type: Terminal;
let ids: Readonly<Record<string, string>>;
const milestone = async (ref: string) => (await world.ports.plans.milestone(PLAN, ref))!.milestone;

/** Everything open was ended or delivered, one proposal and one measure stand; then it is closed. */
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-12-18', leads: ['Ann'] },
    { ref: 'A3', due: '2026-12-18', leads: ['Hal'] },
    { ref: 'A4', due: '2026-12-18', leads: ['Olga'] },
  ]);
  ids = await linkAll(world.ports, ['Ann', 'Hal', 'Olga']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
  await type('heads', 'owner', '--plan', PLAN, '--to', 'Olga');
  const done = ['--rating', 'complete', '--done-on', '2026-11-10', '--evidence', 'Minutes'];
  await type('update', 'A1', '--plan', PLAN, '--by', 'Ann', ...done);
  for (const ref of ['A2', 'A3', 'A4'])
    await type('milestones', 'withdraw', ref, '--plan', PLAN, '--reason', 'A heading');
});

describe('a plan whose year is over', () => {
  it('takes no word any more, each refused in one sentence that names the plan', async () => {
    expect((await type('plans', 'close', PLAN, '--reason', 'The year is over')).exit).toBe(0);
    const before = await world.ports.plans.contents(PLAN);
    const by = ['--plan', PLAN, '--by', 'Ann'];
    const title = before!.plan.title;
    for (const words of [
      ['update', 'A1', ...by, '--rating', 'red', '--cause', 'x', '--remedy', 'y', '--recovery', '2027-01-29'],
      ['propose', 'A1', ...by, '--date', '2027-01-29', '--reason', 'Later'],
      ['milestones', 'reopen', 'A2', '--plan', PLAN, '--reason', 'It is one'],
      ['overall', 'set', '--plan', PLAN, '--by', 'Olga', '--rating', 'green', '--reason', 'It went well'],
      ['pause', 'A1', '--plan', PLAN, '--by', 'Hal', '--until', '2027-01-29', '--reason', 'Later'],
    ]) {
      const { exit, lines } = await type(...words);
      expect([words[0], exit]).not.toEqual([words[0], 0]);
      expect(lines.join(' '), words.join(' ')).toContain(OVER.replace('Improvement plan', title));
    }
    const by2 = { kind: 'officer', id: ids.Ann! } as const;
    const ask = { plan: PLAN, ref: 'A1', by: by2, rev: null, rating: 'green', inputs: { note: 'x' } };
    expect(await recordUpdate(world.ports, ask)).toMatchObject({ kind: 'closed' });
    expect((await world.ports.plans.contents(PLAN))!.milestones).toEqual(before!.milestones);
  });

  it('stands in nobody’s list, and nobody decides, owns, releases or enters anything in it', async () => {
    await type('plans', 'close', PLAN, '--reason', 'The year is over');
    expect((await listView(world.ports, ids.Ann!)).rows).toEqual([]);
    expect(await ownOpen(world.ports, ids.Ann!)).toEqual([]);
    expect(await ownedBy(world.ports, ids.Olga!)).toEqual([]);
    expect((await approvalsView(world.ports, ids.Hal!)).rows).toEqual([]);
    expect(await enterableBy(world.ports, { id: ids.Olga!, admin: true })).toEqual([]);
    const { digests } = await previewSweep(world.ports, todayOf(world.ports));
    expect(digests).toEqual([]);
  });

  it('is posted by no schedule of every plan', async () => {
    const channel = { id: 'c', name: 'c', team: null, chat: chatFor('c'), ...reading(PLAN) };
    await world.ports.channels.put({ ...channel, registeredBy: null, registeredAt: world.clock.now() }, null);
    const every = { area: null, tag: null, channel: null };
    expect(await planReadings(world.ports, PLAN, every, null)).toBe(1);
    await type('plans', 'close', PLAN, '--reason', 'The year is over');
    const { value, etag } = (await world.ports.channels.channel('c'))!;
    await world.ports.channels.put({ ...value, ...reading(PLAN) }, etag);
    expect(await planReadings(world.ports, PLAN, every, null)).toBe(0);
    expect(await reachOf(world.ports, { kind: 'rollup', plans: null, ...every })).toBe(0);
  });

  it('still lets people say who may read what stands in it', async () => {
    await type('plans', 'close', PLAN, '--reason', 'The year is over');
    expect((await type('mark', 'A1', '--plan', PLAN, '--by', 'Hal', '--level', 'restricted')).exit).toBe(0);
    expect((await milestone('A1')).marking).toMatchObject({ level: 'restricted' });
  });

  it('does not stand between a ref and the plan of the next year that has it, too', async () => {
    await type('milestones', 'reopen', 'A2', '--plan', PLAN, '--reason', 'It is one');
    await type('plans', 'close', PLAN, '--into', 'next', '--reason', 'The year is over');
    const meant = await findByRef(world.ports, ids.Ann!, 'A2', false);
    expect(meant.found.map(({ plan, ref }) => [plan, ref])).toEqual([['next', 'A2']]);
    expect((await findByRef(world.ports, ids.Ann!, 'A1', false)).found.map(({ plan }) => plan)).toEqual([PLAN]);
    const rows = (await listView(world.ports, ids.Ann!)).rows.map(({ link }) => [link.plan, link.ref]);
    expect(rows).toEqual([['next', 'A2']]);
  });
});

describe('what is paused', () => {
  it('stands last in the list of who leads it, until when, by whom and why, and nothing is asked of them there', async () => {
    await loadPlan(world.ports, [{ ref: 'P1', due: '2026-11-20', leads: ['Ann'] }], todayOf(world.ports), 'other');
    const reason = 'The partner school is closed until spring';
    await type('heads', 'owner', '--plan', 'other', '--to', 'Olga');
    const pause = ['pause', 'P1', '--plan', 'other', '--by', 'Olga', '--until', '2027-01-29', '--reason', reason];
    expect((await type(...pause)).exit).toBe(0);
    const view = await listView(world.ports, ids.Ann!);
    expect(view.rows.map(({ link, pause: one, overdueDays }) => [link.ref, one, overdueDays])).toEqual([
      ['P1', { by: 'Olga', byReader: false, until: '2027-01-29', reason }, null],
    ]);
    const shown = JSON.stringify(myMilestonesCard(view, () => 'token').card);
    expect(shown).toContain('1 paused');
    expect(shown).toContain('Paused until Friday 29 January 2027');
    expect(shown).toContain(`by Olga: “${reason}”`);
    expect(shown).not.toContain('open-update');
  });
});
