/** Which plans are somebody's to speak of: by a part of their own, of a group, as a stand-in, or for whom they may enter. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import type { Officer } from '../../bot/flows/ports.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
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

describe('a name', () => {
  it('of somebody in plans of others is told to nobody who hands over: by the whole of it alone it is found', async () => {
    const { talk } = await started();
    const hand = async (to: string) => {
      const form = cardOf((await talk.say('Ann', `hand over A1 to ${to}`)).at(-1)).card;
      return wordsIn(await talk.press('Ann', form, 'Propose this', { typed: { x_to: to, x_reason: 'Moves team' } }));
    };
    for (const part of ['Nia', 'Price', 'Nia Prise', 'Dea']) {
      const told = await hand(part);
      expect(told, part).toContain(`Nobody here is called “${part}”.`);
      expect(told, part).not.toMatch(/Nia Price|Nia Khan|Dee|Did you mean/);
    }
    expect(await hand('nia price')).toContain('Nia Price');
    const { milestone } = (await talk.ports.plans.milestone(PLAN, 'A1'))!;
    expect(milestone.proposal?.handover?.to).toBe((await talk.ports.people.byName('Nia Price'))!.value.id);
  });

  it('of who shares a plan is found by a part, and the nearest of them is named', async () => {
    const { talk, ids } = await started();
    const form = cardOf((await talk.say('Gus', 'hand over Z9 to Prise')).at(-1)).card;
    const typed = (to: string) => ({ typed: { x_to: to, x_from: ids.Gus!, x_reason: 'Moves team' } });
    expect(wordsIn(await talk.press('Gus', form, 'Propose this', typed('Nia')))).toContain('“Nia” may be');
    expect(wordsIn(await talk.press('Gus', form, 'Propose this', typed('Nia Prise')))).toContain('Did you mean Nia');
    expect(wordsIn(await talk.press('Gus', form, 'Propose this', typed('Price')))).toContain(
      'Nia Price leads Z9 already',
    );
  });

  it('is read by a part of it where an update is entered, and several are offered', async () => {
    const { talk, ids } = await started();
    await setHeads(talk.ports, 'A', [ids.Hal!], 'second');
    const nia = (await talk.ports.people.byName('Nia Price'))!.value.id;
    const one = (await talk.say('Hal', 'update Z9 for price')).at(-1);
    expect(wordsIn(one)).not.toContain('nearest');
    expect(filledIn(cardOf(one).card).x_for).toBe(nia);
    const several = (await talk.say('Hal', 'update Z9 for Nia')).at(-1);
    expect(wordsIn(several)).toContain('“Nia” may be Nia Price or Nia Khan. Choose one of them.');
    expect(filledIn(cardOf(several).card).x_for).toBe('');
  });

  it('is read by a part of it where an admin wants a text, and several lead on', async () => {
    const { talk, ids, change } = await started();
    await change(ids.Hal!, { roles: ['admin'] });
    const text = async (name: string) => {
      const told = (await talk.say('Hal', `text for ${name}`)).at(-1)!;
      return 'text' in told ? told.text : told.words;
    };
    expect(await text('price')).toContain('For an e-mail to Nia Price');
    expect(await text('Nia')).toContain('“Nia” may be Nia Price or Nia Khan. Say “text for” with the whole name.');
    expect(await text('Nai Price')).toContain('Did you mean Nia Price');
  });
});

describe('hello', () => {
  it('tells who leads nothing what comes to them all the same: decisions, or updates to enter', async () => {
    const { talk, ids, change } = await started();
    await loadPlan(talk.ports, [{ ref: 'H1', due: '2027-03-31', leads: [] }], civilDate('2026-11-18'), 'third');
    const met = async (who: string) => {
      await talk.say(who, 'help');
      const { id } = (await talk.ports.people.byEntraId(`e-${who.toLowerCase()}`))!.value;
      return { id, hello: async () => (await change(id, { welcomed: false }), wordsIn((await talk.install(who))[0])) };
    };
    const [hope, sid] = [await met('Hope'), await met('Sid')];
    expect(await hope.hello()).toContain('nothing will be asked of you');
    await setHeads(talk.ports, 'A', [hope.id], 'third');
    const head = await hope.hello();
    expect(head).toContain('comes to you to decide');
    expect(head).toContain('type “approvals”');
    expect(head).not.toContain('nothing will be asked of you');
    await change(ids.Ann!, { supporters: [sid.id] });
    expect(await sid.hello()).toContain('You may enter updates for who does.');
  });
});
