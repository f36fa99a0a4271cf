/** Who hears of a handover, and what is asked of whom after it: proposed, agreed, overtaken, and waiting for who is away. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate, instant } from '../../bot/domain/dates.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { proposeHandover } from '../../bot/flows/hand-over.js';
import { propose } from '../../bot/flows/propose.js';
import { wordsOf } from '../cards/shape.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import { cardOf, linkHere, replaced, save, startTalk, wordsIn, type Talk } from './talk.js';

/** A1 is 5 working days overdue on the first day, Wednesday 18 November 2026. */
const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-11', leads: ['Ann'] },
  { ref: 'A2', due: '2026-12-18', leads: ['Ann', 'Ben'] },
  { ref: 'B1', due: '2027-03-01', leads: ['Sam', 'Hal'], area: 'B' },
];

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
  readonly hand: (ref: string) => Promise<string>;
  readonly agree: (ref: string, accept?: boolean) => Promise<string>;
  /** What each was sent on a day, by name. */
  readonly sentOn: (day: string) => Promise<Readonly<Record<string, string>>>;
}

async function town(): Promise<Town> {
  const talk = (open = await startTalk(['Root']));
  await loadPlan(talk.ports, ROWS, civilDate('2026-10-01'));
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Sam', 'Hal']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const order = (name: string, ref: string) =>
    ({ plan: PLAN, ref, rev: null, by: { kind: 'officer', id: ids[name]! } }) as const;
  const hand: Town['hand'] = async (ref) => {
    const done = await proposeHandover(talk.ports, { ...order('Ann', ref), to: 'Sam', from: ids.Ann!, reason: '' });
    return done.kind;
  };
  const agree: Town['agree'] = async (ref, accept = true) => {
    const reason = accept ? '' : 'Please keep to it';
    return (await decideProposal(talk.ports, { ...order('Hal', ref), accept, reason, elsewhere: null })).kind;
  };
  const sentOn: Town['sentOn'] = async (day) => {
    talk.world.clock.set(instant(`${day}T12:00:00Z`));
    const cards = await talk.ask();
    return Object.fromEntries(Object.entries(cards).map(([name, card]) => [name, wordsOf(card).join(' ')]));
  };
  return { talk, ids, hand, agree, sentOn };
}

describe('a handover that is agreed', () => {
  it('is told to who proposed it and leads it no more, as the card said; nobody else is named', async () => {
    const { talk, hand, sentOn } = await town();
    await talk.ask();
    await hand('A1');
    await talk.hear();
    talk.world.clock.advance(60_000);
    const card = cardOf((await talk.say('Hal', 'approvals')).at(-1)).card;
    const agreed = wordsIn(await talk.press('Hal', card, 'Agree handover', { about: 'A1' }));
    expect(agreed).toContain('Sam and Ann are told.');
    const before = talk.connector.requests.length;
    await talk.hear();
    const ann = replaced(talk, before).Ann;
    expect(ann).toContain('A1 Handed over to Sam');
    expect(ann).not.toContain('No update');
    expect((await sentOn('2026-11-19')).Ann).toContain('Handed over to Sam from Ann');
  });
});

describe('who took it over', () => {
  it('is not asked for what came before, whatever is decided about it since', async () => {
    const { talk, ids, hand, agree, sentOn } = await town();
    await talk.ask();
    talk.world.clock.set(instant('2026-11-19T10:00:00Z'));
    await hand('A1');
    await agree('A1');
    await talk.ask();
    const id = ids.Sam!;
    await propose(talk.ports, {
      ...{ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id } },
      ...{ proposed: { date: civilDate('2026-12-18') }, reason: 'More time is needed' },
    });
    await agree('A1', false);
    const { Sam: told = '' } = await sentOn('2026-11-20');
    expect(told).toContain('Not accepted: Friday 18 December 2026');
    expect(told).not.toContain('to update');
  });

  it('of something overdue reads how it stands and when it escalates: ten working days are theirs first', async () => {
    const { talk, hand, agree, sentOn } = await town();
    await talk.ask();
    talk.world.clock.set(instant('2026-11-19T10:00:00Z'));
    await hand('A1');
    await agree('A1');
    const { Sam: told = '' } = await sentOn('2026-11-19');
    expect(told).toContain('Due Wednesday 11 November 2026, 6 working days overdue.');
    expect(told).toContain('Escalates on Wednesday 9 December 2026');
    const heads: string[] = [];
    for (const day of ['2026-11-25', '2026-12-03', '2026-12-08']) heads.push((await sentOn(day)).Hal ?? '');
    expect(heads.join(' ')).not.toContain('Escalated to you');
    expect((await sentOn('2026-12-09')).Hal).toContain('Escalated to you: 1');
  });
});

describe('a handover that waits when a co-lead says that the work is complete', () => {
  it('comes to nothing: who saved it reads so, who proposed it is told, and the history keeps it', async () => {
    const { talk, hand, sentOn } = await town();
    await talk.ask();
    await hand('A2');
    const choose = cardOf((await talk.say('Ben', 'update A2')).at(-1)).card;
    const form = cardOf(await talk.press('Ben', choose, '✓ Complete')).card;
    const saved = wordsIn(await save(talk, 'Ben', form, { doneOn: '2026-11-17', evidenceDue: '2026-12-10' }));
    expect(saved).toContain('With this, the proposal to hand it over to Sam comes to nothing. Ann is told.');
    const { Ann: told = '' } = await sentOn('2026-11-19');
    expect(told).toContain(
      'Nothing came of the proposal to hand it over to Sam . Ben said on Wednesday 18 November 2026 that it is complete. It stays with Ann.',
    );
    expect(told).not.toContain('Not accepted');
    expect(wordsIn((await talk.say('Ann', 'history A2')).at(-1))).toContain(
      'Nothing came of the proposal to hand it over to Sam: it is complete.',
    );
  });
});

describe('what waits while its only decider is away', () => {
  it('waits for them, and asks for no other head of service', async () => {
    const { talk } = await town();
    await talk.say('Hal', 'away until 7 December');
    const form = cardOf((await talk.say('Ann', 'hand over A2 to Sam')).at(-1));
    const waits = 'Hal confirms it, is away until Monday 7 December 2026, and it waits until then.';
    expect(form.words).toContain(waits);
    const done = wordsIn(await talk.press('Ann', form.card, 'Propose this', { typed: { x_to: 'Sam' } }));
    expect(done).toContain(waits);
    const choose = cardOf((await talk.say('Ann', 'update A2')).at(-1)).card;
    const shown = wordsIn(await talk.press('Ann', choose, '✓ Complete'));
    expect(shown).toContain('Hal decides, is away until Monday 7 December 2026, and it waits until then.');
    expect([form.words, done, shown].join(' ')).not.toContain('Nobody is set');
  });
});
