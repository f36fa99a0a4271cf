/** Which plans are somebody's to speak of: by a part of their own, of a group, as a stand-in, or for whom they may enter. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import type { Officer } from '../../bot/flows/ports.js';
import { loadPlan, setHeads, type RowWish } from '../support/world.js';
import { cardOf, filledIn, linkHere, startTalk, wordsIn, type Talk } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-12-16', leads: ['Ann', 'Ben'] },
  { ref: 'A2', due: '2026-12-16', leads: ['Ben'] },
];
/** Another plan, so that nobody in it has a part in the first. */
const ELSEWHERE: readonly RowWish[] = [
  { ref: 'Z9', due: '2027-03-31', leads: ['Sue', 'Gus', 'Dee', 'Hal', 'Quality Board', 'Nia Price', 'Nia Khan'] },
];

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function started() {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, ROWS);
  await loadPlan(talk.ports, ELSEWHERE, civilDate('2026-11-18'), 'second');
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Sue', 'Gus', 'Dee', 'Hal']);
  const board = (await talk.ports.people.byName('Quality Board'))!.value;
  const change = (id: string, changed: Partial<Officer>) =>
    changeOfficer(talk.ports, id, (officer) => ({ ...officer, ...changed }));
  await change(board.id, { group: { rule: 'any', members: [ids.Gus!] } });
  return { talk, ids, board: board.id, change };
}

const said = async (talk: Talk, who: string, line: string): Promise<string> =>
  wordsIn((await talk.say(who, line)).at(-1));

describe('a plan is near', () => {
  it('to a supporter with no part in it: they enter for whom they support, and the help shows which', async () => {
    const { talk, ids, change } = await started();
    expect(await said(talk, 'Sue', 'update A1 for Ann')).toContain('There is no A1 in a plan of yours');
    await change(ids.Ann!, { supporters: [ids.Sue!] });
    const form = (await talk.say('Sue', 'update a1 for ann')).at(-1);
    expect(wordsIn(form)).toContain('Enter an update for somebody');
    expect(filledIn(cardOf(form).card).x_for).toBe(ids.Ann);
    expect(await said(talk, 'Sue', 'help')).toContain('update A1 for NAME');
    expect(await said(talk, 'Sue', 'update A2 for Ben')).not.toContain('Whose update is it?');
  });

  it('to the members of a group that is head of service, or owns it', async () => {
    const { talk, board } = await started();
    expect(await said(talk, 'Gus', 'update A1')).toContain('There is no A1');
    await setHeads(talk.ports, 'A', [board]);
    expect(await said(talk, 'Gus', 'update A1')).toContain('How is it going?');
    expect(await said(talk, 'Gus', 'history A2')).toContain('History of A2');
    expect(await said(talk, 'Gus', 'update A1 for Ann')).toContain('Enter an update for somebody');
  });

  it('to the deputy of a head of service who is away, for as long as that lasts', async () => {
    const { talk, ids, change } = await started();
    await setHeads(talk.ports, 'A', [ids.Hal!]);
    await change(ids.Hal!, { deputy: ids.Dee! });
    expect(await said(talk, 'Dee', 'history A1')).toContain('There is no A1');
    await change(ids.Hal!, { awayUntil: civilDate('2026-12-04') });
    expect(await said(talk, 'Dee', 'update A1')).toContain('How is it going?');
  });

  it('to nobody who has left, whatever they were', async () => {
    const { talk, ids, change } = await started();
    await setHeads(talk.ports, 'A', [ids.Hal!]);
    await change(ids.Hal!, { outside: 'left' });
    expect(await said(talk, 'Hal', 'update A1')).toContain('There is no A1 in a plan of yours');
  });
});
