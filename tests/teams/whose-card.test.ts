/** A card is of use to whom it was made for, in their own chat: what else is pressed or said is refused, kept and lost to nobody. */
import { afterEach, describe, expect, it } from 'vitest';
import { linkOfficer } from '../../bot/flows/link-officer.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import { actionOf, cardOf, filledIn, linkHere, openForm, save, saveAs, startTalk, wordsIn, type Talk } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
  { ref: 'B1', due: '2026-12-16', leads: ['Hal'], area: 'B' },
];
const AMBER = { cause: 'Two posts are vacant', recovery: '2026-12-01' };

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function started() {
  const talk = (open = await startTalk());
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Hal']);
  return { talk, ids, cards: await talk.ask() };
}

const refusals = async ({ ports }: Talk) =>
  (await ports.audit.month('2026-11')).filter(({ outcome }) => outcome === 'refused');
const revOf = async ({ ports }: Talk) => (await ports.plans.milestone(PLAN, 'A1'))!.rev;

describe('a card that was made for somebody else', () => {
  it.each(['Hal', 'Ben', 'Stranger'])(
    'tells %s nothing of it, saves nothing, and keeps what was typed',
    async (who) => {
      const { talk, ids, cards } = await started();
      const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
      await talk.say(who, 'help');
      const before = await revOf(talk);
      const told = cardOf(await save(talk, who, form, AMBER));
      expect(told.words).toContain('This card was made for somebody else Nothing was saved.');
      expect(told.words).not.toMatch(/The words of A1|led by|Ann|Ben/);
      expect(filledIn(told.card)).toMatchObject({ cause: AMBER.cause });
      const opened = wordsIn(await talk.press(who, cards.Ann!, 'Update', { about: 'A1' }));
      expect(opened).not.toMatch(/The words of A1|led by|Ann|Ben/);
      expect(await revOf(talk)).toBe(before);
      const id = ids[who] ?? (await talk.ports.people.byEntraId('e-stranger'))!.value.id;
      const kept = { by: { kind: 'officer', id }, subject: `${PLAN} A1`, why: 'a card of somebody else' };
      expect(await refusals(talk)).toEqual([
        expect.objectContaining({ ...kept, act: 'record-update' }),
        expect.objectContaining({ ...kept, act: 'open-update' }),
      ]);
    },
  );

  it('is theirs still when it was made before two of their ids became one', async () => {
    const talk = (open = await startTalk());
    await loadPlan(talk.ports, ROWS);
    const help = cardOf((await talk.say('Ben', 'help')).at(-1)).card;
    const met = (await talk.ports.people.byEntraId('e-ben'))!.value;
    await linkOfficer(talk.ports, { name: 'Ben', entraId: 'e-ben', aliases: [], roles: [] });
    const ben = (await talk.ports.people.byEntraId('e-ben'))!.value;
    expect([ben.id === met.id, ben.formerIds]).toEqual([false, [met.id]]);
    expect(wordsIn(await talk.press('Ben', help, 'Show'))).toContain('The words of A1');
    expect(await refusals(talk)).toEqual([]);
  });
});

describe('where others are', () => {
  it.each(['channel', 'group'] as const)(
    'what is pressed or said is refused and kept, without its words (%s)',
    async (where) => {
      const { talk, ids, cards } = await started();
      const form = await openForm(talk, 'Ann', cards.Ann!, 'A1', '▲ Amber');
      await talk.press('Ann', form, saveAs(form), { typed: AMBER, where });
      await talk.say('Ann', 'away Ben until 4 December', where);
      await talk.say('New', 'update A1', where);
      const why = 'not in their own chat';
      const ann = { kind: 'officer', id: ids.Ann };
      expect(await refusals(talk)).toEqual([
        expect.objectContaining({ by: ann, act: 'record-update', subject: `${PLAN} A1`, why }),
        expect.objectContaining({ by: ann, act: 'away', subject: '', why }),
        expect.objectContaining({ act: 'update', subject: '', why }),
      ]);
    },
  );
});

describe('what somebody put into a field', () => {
  it('is not in the audit: an id that nobody has is unknown', async () => {
    const { talk, ids } = await started();
    await setHeads(talk.ports, 'A', [ids.Hal!]);
    const form = cardOf((await talk.say('Hal', 'update A1 for Ann')).at(-1)).card;
    const { verb, data } = actionOf(form, 'Choose the rating', '', {
      typed: { x_source: 'phone', x_on: '2026-11-18' },
    });
    await talk.pressRaw('Hal', { verb, data: { ...data, in_x_for: 'Jo Bloggs of 1 High Street' } });
    await talk.pressRaw('Hal', { verb, data: { ...data, in_x_for: ids.Hal } });
    expect((await refusals(talk)).map(({ act, subject }) => `${act}: ${subject}`)).toEqual([
      `update entered: ${PLAN} A1 for unknown`,
      `update entered: ${PLAN} A1 for ${ids.Hal!}`,
    ]);
  });
});
