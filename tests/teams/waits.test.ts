/** What waits for somebody, and who is told what became of it: nobody is forgotten, nothing is muted for good. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Proposal } from '../../bot/domain/plan.js';
import type { UpdateInputs } from '../../bot/domain/views.js';
import { askProposer } from '../../bot/flows/ask-proposer.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { decideProposal } from '../../bot/flows/decide.js';
import { changeOf, planImage } from '../../bot/flows/images.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { propose } from '../../bot/flows/propose.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { askedOf, loadPlan, PLAN, setHeads, WEDNESDAY, type RowWish } from '../support/world.js';
import { wordsOf } from '../cards/shape.js';
import type { Card } from '../../cards/index.js';
import { cardOf, linkHere, plain, replaced, save, startTalk, wordsIn, type Talk } from './talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const by = (id: string | undefined) => ({ kind: 'officer', id: id ?? '' }) as const;
const A1 = { plan: PLAN, ref: 'A1', rev: null } as const;
/** In another area, so that these people exist and lead nothing of A. */
const others = (...leads: string[]): RowWish => ({ ref: 'Z1', due: '2031-01-01', leads, area: 'B' });

interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
}

/** Hal is the head of service of A, and Olu owns the plan where there is an Olu. */
async function town(rows: readonly RowWish[], names: readonly string[]): Promise<Town> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, rows);
  const ids = await linkHere(talk, names);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  if (ids.Olu !== undefined) {
    const { plan } = (await talk.ports.plans.outline(PLAN))!;
    await talk.ports.plans.commit(PLAN, [changeOf(talk.ports, planImage(plan, { owner: ids.Olu }), plan, 'owner set')]);
  }
  return { talk, ids };
}

/** So many days, each with what is due. */
async function days(talk: Talk, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    talk.world.clock.advance(86_400_000);
    await talk.ask();
  }
}

async function proposes(
  { talk, ids }: Town,
  who: string,
  proposed: Parameters<typeof propose>[1]['proposed'],
): Promise<void> {
  const done = await propose(talk.ports, { ...A1, by: by(ids[who]), proposed, reason: 'The audit was put off' });
  expect(done.kind).toBe('done');
}

async function asksAbout({ talk, ids }: Town, who: string, text: string): Promise<void> {
  expect((await askProposer(talk.ports, { ...A1, by: by(ids[who]), text })).kind).toBe('done');
}

async function decides({ talk, ids }: Town, who: string, accept: boolean, reason: string): Promise<void> {
  const order = { ...A1, by: by(ids[who]), accept, reason, elsewhere: null };
  expect((await decideProposal(talk.ports, order)).kind).toBe('done');
}

async function says({ talk, ids }: Town, who: string, rating: string, inputs: UpdateInputs, for_?: string) {
  const entered = {
    enteredBy: by(ids[who]),
    onBehalf: { source: 'e-mail' as const, on: WEDNESDAY, admin: false },
  };
  const said = { ...A1, by: by(ids[for_ ?? who]), rating, inputs, ...(for_ === undefined ? {} : entered) };
  expect((await recordUpdate(talk.ports, said)).kind).toBe('saved');
}

async function leaves({ talk, ids }: Town, who: string): Promise<void> {
  await changeOfficer(talk.ports, ids[who]!, (officer) => ({ ...officer, outside: 'left' as const }));
}

const waiting = async ({ talk }: Town): Promise<Proposal | null> =>
  (await talk.ports.plans.milestone(PLAN, 'A1'))!.milestone.proposal;
/** What its reader sees of a card. */
const seen = (card: Card | undefined): string =>
  plain(wordsOf({ ...card!, fallbackText: '' }).join(' ')).replace(/ (?=[,.:])/g, '');
const LATER = { date: civilDate('2027-03-31') };

describe('a question that nobody can answer', () => {
  it('goes on up the line past who asked it, where its proposer has left', async () => {
    const at = await town(
      [{ ref: 'A1', due: '2026-12-18', leads: ['Ann'] }, others('Hal', 'Olu')],
      ['Ann', 'Hal', 'Olu'],
    );
    await proposes(at, 'Ann', LATER);
    await asksAbout(at, 'Hal', 'Why March?');
    await leaves(at, 'Ann');
    await days(at.talk, 2);
    expect(await askedOf(at.talk.ports, at.ids.Olu!)).toContainEqual(expect.stringContaining('question:'));
  });

  it('mutes nothing: who decides is asked on, and it is listed why', async () => {
    const at = await town([{ ref: 'A1', due: '2026-12-18', leads: ['Ann'] }, others('Hal')], ['Ann', 'Hal']);
    await proposes(at, 'Ann', LATER);
    await asksAbout(at, 'Hal', 'Why March?');
    await leaves(at, 'Ann');
    await days(at.talk, 20);
    expect((await askedOf(at.talk.ports, at.ids.Hal!)).join()).toMatch(/approval:\S+ \+10/);
    const { skipped } = await previewSweep(at.talk.ports, civilDate('2026-12-08'));
    expect(skipped).toContainEqual({ plan: PLAN, ref: 'A1', officer: null, reason: 'no-answerer' });
  });
});

describe('what was proposed and nobody may decide', () => {
  it('says so truly, and its lead is asked about it from its date on', async () => {
    const at = await town([{ ref: 'A1', due: '2026-11-20', leads: ['Hal'] }], ['Hal']);
    await at.talk.ask();
    const [choose] = await at.talk.say('Hal', 'update A1');
    const form = cardOf(await at.talk.press('Hal', cardOf(choose).card, '▲ Amber'));
    expect(form.words).not.toContain('an administrator will be asked');
    const typed = {
      cause: 'Money',
      recovery: '2026-12-01',
      forecast: '2027-05-28',
      moveReason: 'funding',
      moveWords: 'None',
    };
    const saved = wordsIn(await save(at.talk, 'Hal', form.card, typed));
    expect(saved).not.toContain('waits for an administrator');
    expect(saved).toContain('Nobody is set who may decide it: ask an administrator to name the head of service.');
    await days(at.talk, 20);
    expect((await askedOf(at.talk.ports, at.ids.Hal!)).join()).toMatch(/2026-11-20 \+10/);
  });

  it('is asked about no more once somebody is named, who then decides', async () => {
    const at = await town([{ ref: 'A1', due: '2026-12-18', leads: ['Hal'] }, others('Ben')], ['Hal', 'Ben']);
    await proposes(at, 'Hal', LATER);
    await at.talk.ask();
    await setHeads(at.talk.ports, 'A', [at.ids.Ben!]);
    await days(at.talk, 40);
    expect((await askedOf(at.talk.ports, at.ids.Hal!)).join()).not.toContain('A1 2026-12-18 0');
  });
});

describe('what somebody is told of a decision', () => {
  it('stands with what waits for them of the same', async () => {
    const rows = [{ ref: 'A1', due: '2026-11-20', leads: ['Ann'] }, others('Hal', 'Olu')];
    const at = await town(rows, ['Ann', 'Hal', 'Olu']);
    await at.talk.ask();
    await days(at.talk, 20);
    await proposes(at, 'Hal', { date: civilDate('2027-01-29') });
    await decides(at, 'Olu', false, 'Too late by far');
    at.talk.world.clock.advance(86_400_000);
    const { Hal } = await at.talk.ask();
    expect(seen(Hal)).toContain('Not accepted: Friday 29 January 2027');
    expect(seen(Hal)).toContain('“Too late by far”');
    expect(await askedOf(at.talk.ports, at.ids.Hal!)).toContainEqual(expect.stringMatching(/decided:\S+ told/));
  });

  it('is each decision, where two were taken before the next card', async () => {
    const rows = [{ ref: 'A1', due: '2027-06-30', leads: ['Ann', 'Cat'] }, others('Hal')];
    const at = await town(rows, ['Ann', 'Cat', 'Hal']);
    await proposes(at, 'Ann', { date: civilDate('2027-09-29') });
    await decides(at, 'Hal', false, 'The date stays');
    await proposes(at, 'Cat', { state: 'withdrawn', replacedBy: [] });
    await decides(at, 'Hal', false, 'It is still needed');
    const { Ann } = await at.talk.ask();
    expect(seen(Ann)).toContain('“The date stays”');
    expect(seen(Ann)).toContain('“It is still needed”');
    await days(at.talk, 4);
    const told = (await askedOf(at.talk.ports, at.ids.Ann!)).filter((line) => line.includes('decided:'));
    expect(new Set(told).size).toBe(told.length);
    expect(told).toHaveLength(2);
  });
});

describe('an answer entered for somebody', () => {
  it('is told to them, though a co-lead answers before their next card', async () => {
    const rows = [{ ref: 'A1', due: '2027-06-30', leads: ['Ann', 'Cat'] }, others('Hal')];
    const at = await town(rows, ['Ann', 'Cat', 'Hal']);
    await says(at, 'Hal', 'red', { cause: 'Money', remedy: 'More of it', recovery: '2027-01-01' }, 'Ann');
    await says(at, 'Cat', 'green', { note: 'Fine' });
    const { Ann } = await at.talk.ask();
    expect(seen(Ann)).toContain('Entered for you by Hal, from e-mail of Wednesday 18 November 2026');
    expect(seen(Ann)).toContain('Red');
  });
});

describe('who decides', () => {
  it('is not asked whether what its lead promised has happened', async () => {
    const rows = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }, others('Hal')];
    const at = await town(rows, ['Ann', 'Hal']);
    await says(at, 'Ann', 'amber', {
      ...{ cause: 'Money', recovery: '2026-11-24', forecast: '2027-01-29' },
      ...{ moveReason: 'funding', moveWords: 'No money' },
    });
    await days(at.talk, 6);
    at.talk.world.clock.advance(86_400_000);
    const { Hal } = await at.talk.ask();
    expect(seen(Hal)).toContain('For you to decide');
    expect(seen(Hal)).not.toContain('Has this happened?');
  });
});

describe('two questions about what waits', () => {
  it('are answered one after the other, each as its card shows it', async () => {
    const rows = [{ ref: 'A1', due: '2026-12-18', leads: ['Ann'] }, others('Hal', 'Ben')];
    const at = await town(rows, ['Ann', 'Hal', 'Ben']);
    await setHeads(at.talk.ports, 'A', [at.ids.Hal!, at.ids.Ben!]);
    await proposes(at, 'Ann', LATER);
    await at.talk.ask();
    await asksAbout(at, 'Hal', 'Why March?');
    await asksAbout(at, 'Ben', 'Who pays?');
    const { Ann } = await at.talk.ask();
    expect(seen(Ann)).toContain('“Why March?”');
    expect(seen(Ann)).not.toContain('“Who pays?”');
    const form = cardOf(await at.talk.press('Ann', Ann!, 'Answer'));
    expect(form.words).toContain('“Why March?”');
    await at.talk.press('Ann', form.card, 'Send the answer', { typed: { x_answer: 'The supplier' } });
    const [list] = await at.talk.say('Ann', 'my milestones');
    expect(wordsIn(list)).not.toContain('“Why March?”');
  });

  it('stay with a date that is given again in other words', async () => {
    const rows = [{ ref: 'A1', due: '2026-12-18', leads: ['Ann'] }, others('Hal')];
    const at = await town(rows, ['Ann', 'Hal']);
    await proposes(at, 'Ann', LATER);
    await asksAbout(at, 'Hal', 'Why March?');
    const before = await waiting(at);
    const inputs = { cause: 'Money', recovery: '2027-01-01', forecast: '2027-03-31' };
    await says(at, 'Ann', 'amber', { ...inputs, moveReason: 'funding', moveWords: 'The grant comes in March' });
    expect(await waiting(at)).toEqual({ ...before, because: 'funding', reason: 'The grant comes in March' });
    expect(before?.questions).toHaveLength(1);
  });
});

describe('a card that was sent', () => {
  it('names who answered among those who lead it, and when, though a date waits', async () => {
    const rows = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Cat'] }, others('Hal')];
    const at = await town(rows, ['Ann', 'Cat', 'Hal']);
    await at.talk.ask();
    const since = at.talk.connector.requests.length;
    await says(at, 'Ann', 'amber', {
      ...{ cause: 'Money', recovery: '2026-12-01', forecast: '2027-01-29' },
      ...{ moveReason: 'funding', moveWords: 'No money' },
    });
    at.talk.world.clock.advance(60_000);
    await at.talk.hear();
    const { Cat } = replaced(at.talk, since);
    expect(Cat).toContain('Ann proposed Friday 29 January 2027');
    expect(Cat).toMatch(/Ann answered on Wednesday 18 November 2026\. Ann proposed/);
  });

  it('is rebuilt where what it waits for gets another date', async () => {
    const rows = [
      { ref: 'A1', due: '2026-12-10', leads: ['Ann'] },
      { ref: 'A2', due: '2026-11-20', leads: ['Ben'] },
      others('Hal'),
    ];
    const at = await town(rows, ['Ann', 'Ben', 'Hal']);
    await recordUpdate(at.talk.ports, {
      ...{ ...A1, ref: 'A2', by: by(at.ids.Ben), rating: 'green' },
      inputs: { note: 'Well', waitsOnRef: 'A1' },
    });
    await days(at.talk, 14);
    await at.talk.hear();
    await proposes(at, 'Ann', LATER);
    await at.talk.hear();
    const since = at.talk.connector.requests.length;
    await decides(at, 'Hal', true, '');
    at.talk.world.clock.advance(60_000);
    await at.talk.hear();
    expect(replaced(at.talk, since).Ben).toContain('31 March 2027');
  });
});
