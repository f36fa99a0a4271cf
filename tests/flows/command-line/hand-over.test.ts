import { beforeEach, describe, expect, it } from 'vitest';
import { changeOfficer } from '../../../bot/flows/change-officer.js';
import { terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

describe('handing over, and the reason of a new date, at the command line', () => {
  let world: World;
  let type: Terminal;
  let ids: Record<string, string>;

  beforeEach(async () => {
    world = createWorld();
    await loadPlan(world.ports, [
      { ref: 'A1', due: '2026-11-25', leads: ['Ann', 'Ben'] },
      { ref: 'A2', due: '2026-11-25', leads: [] },
      { ref: 'B1', due: '2027-05-28', leads: ['Hal', 'Gwen Abara'], area: 'B' },
    ]);
    ids = await linkAll(world.ports, ['Ann', 'Ben', 'Hal', 'Gwen Abara']);
    await setHeads(world.ports, 'A', [ids.Hal!]);
    type = terminal(world);
  });

  const about = (ref: string, by: string, ...more: readonly string[]): Promise<Typed> =>
    type('hand-over', ref, '--plan', PLAN, '--by', by, ...more);

  it('says who leads it until then and who confirms it; the same again is told as the same', async () => {
    const words = ['--to', 'gwen abara', '--reason', 'She starts in December'];
    const { exit, json, lines } = await about('a1', 'Ann', ...words);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      ref: 'A1',
      rev: 2,
      replayed: false,
      warning: null,
      proposal: {
        date: null,
        state: null,
        evidence: false,
        handover: { from: { id: ids.Ann, name: 'Ann' }, to: { id: ids['Gwen Abara'], name: 'Gwen Abara' } },
        reason: 'She starts in December',
        by: { id: ids.Ann, name: 'Ann' },
      },
      approvers: [{ id: ids.Hal, name: 'Hal' }],
    });
    expect(lines).toEqual([
      'A1: proposed to hand it over to Gwen Abara. Hal will be asked to decide. Until then Ann leads it, and its leads are not chased.',
    ]);
    expect((await about('a1', 'Ann', ...words)).json).toMatchObject({ rev: 2, replayed: true });
  });

  it('finds somebody by a part of the name that is theirs alone', async () => {
    const { json } = await about('A1', 'Ann', '--to', 'gwen');
    expect(json).toMatchObject({ proposal: { handover: { to: { name: 'Gwen Abara' } } } });
  });

  it('of the part that is named, by who is accountable', async () => {
    const { json } = await about('A1', 'Hal', '--to', ids['Gwen Abara']!, '--from', 'Ben');
    expect(json).toMatchObject({ proposal: { handover: { from: { name: 'Ben' } } }, approvers: [] });
  });

  it.each([
    [
      'A1',
      'Ann',
      ['--to', 'Gwen Abarra'],
      'no-such-officer',
      'Nobody here is called “Gwen Abarra”. Did you mean Gwen Abara?',
    ],
    ['A1', 'Ann', ['--to', 'Ben'], 'leads-already', 'Ben leads A1 already. Give somebody else’s name.'],
    ['A1', 'Hal', ['--to', 'Gwen Abara'], 'which-lead', 'A1 is led by Ann and Ben. Say whose part is handed over.'],
    [
      'A1',
      'Ann',
      ['--to', 'Gwen Abara', '--from', 'Hal'],
      'not-a-lead',
      'Hal does not lead A1. It is led by Ann and Ben.',
    ],
    ['A1', 'Ann', ['--to', 'Gwen Abara', '--from', 'Nobody'], 'from', 'Nobody here is called “Nobody”.'],
    ['A2', 'Hal', ['--to', 'Gwen Abara'], 'no-lead', 'Nobody leads A2 at present'],
    ['A1', 'Gwen Abara', ['--to', 'Hal'], 'not-theirs', 'Only who leads A1 or is accountable for it can do that.'],
    ['A9', 'Ann', ['--to', 'Hal'], 'no-such-ref', 'There is no “A9” in the plan'],
  ] as const)('%s by %s %j is refused: %s', async (ref, by, words, code, message) => {
    const { exit, json } = await about(ref, by, ...words);
    expect(exit).toBe(1);
    expect(json).toMatchObject({ error: { code, message: expect.stringContaining(message) as string } });
    expect((await world.ports.plans.milestone(PLAN, 'A1'))?.milestone.proposal).toBeNull();
  });

  it('waits for no second thing beside it, and is refused to who has left', async () => {
    await about('A1', 'Ann', '--to', 'Gwen Abara');
    const date = ['propose', 'A1', '--plan', PLAN, '--by', 'Ann', '--date', '2026-12-18', '--reason', 'Later'];
    expect((await type(...date)).json).toMatchObject({ error: { code: 'proposal-waits' } });
    await changeOfficer(world.ports, ids.Ben!, (one) => ({ ...one, outside: 'left' }));
    expect((await about('A1', 'Ben', '--to', 'Hal')).json).toMatchObject({ error: { code: 'not-theirs' } });
  });

  it('needs to be told to whom', async () => {
    expect((await about('A1', 'Ann')).exit).toBe(2);
  });

  it('a new date keeps the reason from the list; another reason, or one without a date, is refused', async () => {
    const date = (...more: readonly string[]): Promise<Typed> =>
      type('propose', 'A1', '--plan', PLAN, '--by', 'Ann', '--reason', 'Two posts are vacant', ...more);
    for (const because of ['forecast-only', 'weather']) {
      const { exit, json } = await date('--date', '2026-12-18', '--because', because);
      expect([exit, json]).toMatchObject([2, { error: { code: 'because' } }]);
    }
    expect(await date('--state', 'withdrawn', '--because', 'capacity')).toMatchObject({ exit: 2 });
    expect((await date('--date', '2026-12-18', '--because', 'capacity')).json).toMatchObject({
      proposal: { date: '2026-12-18', because: 'capacity', reason: 'Two posts are vacant' },
    });
  });
});
