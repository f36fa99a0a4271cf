import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changePeople } from '../../bot/flows/change-people.js';
import { changeClosures } from '../../bot/flows/closure-days.js';
import { drain } from '../../bot/flows/drain.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { nameInstead } from '../../bot/flows/same-person.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { presentCalendar } from '../../bot/flows/working-calendar.js';
import { terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

describe('when somebody else is accountable, or back', () => {
  let world: World;
  let ports: World['ports'];
  let ids: Record<string, string>;

  beforeEach(async () => {
    world = createWorld();
    ({ ports } = world);
    await loadPlan(ports, [
      { ref: 'A1', due: '2027-03-31', leads: ['Ann'] },
      { ref: 'B1', due: '2028-05-31', leads: ['Hal', 'Ida', 'Ola', 'Dee'], area: 'B' },
    ]);
    ids = await linkAll(ports, ['Ann', 'Hal', 'Ida', 'Ola', 'Dee']);
    await setHeads(ports, 'A', [ids.Hal!]);
    await terminal(world)('heads', 'owner', '--plan', PLAN, '--to', 'Ola');
  });

  const proposal = () =>
    propose(ports, {
      ...{ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: ids.Ann! } },
      proposed: { date: civilDate('2027-04-30') },
      reason: 'the board meets later',
    });

  /** Who is asked what by a sweep on a day. */
  async function on(day: string, time = '10:00'): Promise<readonly string[]> {
    world.clock.set(`${day}T${time}:00Z`);
    const calendar = await presentCalendar(ports);
    const report = await sweep({ ...ports, calendar }, { slot: `${day} ${time}`, today: todayOf(ports), atOnce: true });
    await drain(ports);
    const nameOf = (id: string): string => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id;
    return report.digests
      .flatMap(({ officer, entries }) =>
        entries.map(({ milestone, ask }) => `${nameOf(officer)} ${milestone.ref} ${ask.because} ${ask.step}`),
      )
      .sort();
  }

  const away = (name: string, until: string | null, deputy: string | null = null): Promise<string> =>
    changePeople(ports, ids[name]!, (value) => ({
      ...value,
      awayUntil: until === null ? null : civilDate(until),
      deputy: deputy === null ? null : ids[deputy]!,
    }));

  it('a head of service named later is asked at once about what waits', async () => {
    await proposal();
    expect(await on('2026-11-18')).toEqual(['Hal A1 approval ask']);
    await terminal(world)('heads', 'set', '--plan', PLAN, '--area', 'A', '--to', 'Ida');
    expect(await on('2026-11-19')).toEqual(['Ida A1 approval ask']);
  });

  it('so is one who turns out to be the same person as the head of service', async () => {
    await proposal();
    await on('2026-11-18');
    expect(await nameInstead(ports, ids.Ida!, [ids.Hal!])).toBe('written');
    expect(await on('2026-11-19')).toEqual(['Ida A1 approval ask']);
  });

  it('a head of service who was away is asked on being back, where the plan owner was asked meanwhile', async () => {
    await away('Hal', '2026-11-21');
    await proposal();
    expect(await on('2026-11-18')).toEqual(['Ola A1 approval ask']);
    expect(await on('2026-11-20')).toEqual([]);
    expect(await on('2026-11-23')).toEqual(['Hal A1 approval ask']);
  });

  it('and earlier, when the absence is cut short', async () => {
    await away('Hal', '2026-11-24');
    await proposal();
    await on('2026-11-18');
    await away('Hal', '2026-11-19');
    expect(await on('2026-11-19')).toEqual([]);
    expect(await on('2026-11-20')).toEqual(['Hal A1 approval ask']);
  });

  it('a head of service who was away is told that nobody answers, where the deputy was told meanwhile', async () => {
    await on('2027-03-31');
    await away('Hal', '2027-04-19', 'Dee');
    expect(await on('2027-04-15')).toEqual(['Ann A1 stage +10', 'Dee A1 escalation +10']);
    expect(await on('2027-04-16')).toEqual([]);
    expect(await on('2027-04-20')).toEqual(['Hal A1 escalation +10']);
  });

  it('where a group is head of service, each of its members is asked, and may decide', async () => {
    const type = terminal(world);
    await type('officers', 'group', 'Heads', '--members', 'Ida; Dee', '--rule', 'any');
    await type('heads', 'set', '--plan', PLAN, '--area', 'A', '--to', 'Heads');
    await proposal();
    expect(await on('2026-11-18')).toEqual(['Dee A1 approval ask', 'Ida A1 approval ask']);
    const accept = ['approvals', 'accept', 'A1', '--plan', PLAN, '--by'];
    expect(await type(...accept, 'Hal')).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
    expect(await type(...accept, 'Ida')).toMatchObject({ exit: 0 });
  });

  describe('a sweep that comes between the rows and the change loses nothing', () => {
    /** The ports of a process in which a sweep of another runs right before a write of a table. */
    const sweptBefore = (table: string, day: string): World['ports'] => {
      let swept = false;
      return world.start({
        hook: async (call) => {
          if (call.table !== table || call.act !== 'submit' || swept) return;
          swept = true;
          expect(await on(day)).toEqual([]);
        },
      }).ports;
    };

    it('of people', async () => {
      await proposal();
      expect(await on('2026-11-18')).toEqual(['Hal A1 approval ask']);
      const between = sweptBefore('People', '2026-11-19');
      await changePeople(between, ids.Hal!, (value) => ({ ...value, outside: 'left' }));
      expect(await on('2026-11-20')).toEqual(['Ola A1 approval ask']);
    });

    it('of who is accountable', async () => {
      await proposal();
      await on('2026-11-18');
      const between = { ...world, ports: sweptBefore('Plans', '2026-11-19') };
      await terminal(between)('heads', 'set', '--plan', PLAN, '--area', 'A', '--to', 'Ida');
      expect(await on('2026-11-20')).toEqual(['Ida A1 approval ask']);
    });

    it('of the days on which the organisation is closed', async () => {
      // With 10 March closed, twenty working days before the date fall on this Friday, else on the Monday.
      const between = sweptBefore('Plans', '2027-02-26');
      await changeClosures(between, { add: [civilDate('2027-03-10')], remove: [], by: { kind: 'operator' } });
      expect(await on('2027-02-26', '16:00')).toEqual(['Ann A1 stage -20']);
    });
  });

  it('what an officer said and proposed under another name stays their own', async () => {
    const by = { kind: 'officer', id: ids.Ann! } as const;
    await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: null, rating: 'green', inputs: { note: 'Well' } });
    await proposal();
    expect(await nameInstead(ports, ids.Dee!, [ids.Ann!])).toBe('written');
    const stored = await ports.plans.milestone(PLAN, 'A1');
    expect(stored?.milestone).toMatchObject({ leads: [ids.Dee], update: { by: { id: ids.Dee } } });
    const again = await propose(ports, {
      ...{ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: ids.Dee! } },
      proposed: { date: civilDate('2027-05-31') },
      reason: 'the board meets later still',
    });
    expect(again.kind).toBe('done');
  });
});
