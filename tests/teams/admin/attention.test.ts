/** The list of attention, the audit and "why" in Teams, for admins. */
import { afterEach, describe, expect, it } from 'vitest';
import { raise } from '../../../bot/flows/attention.js';
import { loadPlan, PLAN } from '../../support/world.js';
import { cardOf, linkHere, startTalk, wordsIn, type Talk } from '../talk.js';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function loaded(): Promise<Talk> {
  const talk = (open = await startTalk(['Ada']));
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'A2', due: '2026-11-18', leads: ['Cy Frost'] },
  ]);
  await linkHere(talk, ['Ann']);
  // The first word is answered with a greeting.
  await talk.say('Ada', 'hello');
  return talk;
}

/** Ann's card, which Teams did not take. */
async function undelivered(talk: Talk): Promise<void> {
  await talk.say('Ada', 'preview').then(async ([told]) => talk.press('Ada', cardOf(told).card, 'Ask them now'));
  const { id } = (await talk.ports.people.byName('Ann'))!.value;
  const digest = (await talk.ports.ledger.read(id)).digests[0]!;
  const { slot } = digest.value;
  await raise(talk.ports, { kind: 'digest', officer: id, slot }, 'in-doubt', 'http-502');
  const value = { ...digest.value, state: 'in-doubt', doubts: 1, reason: 'http-502' } as const;
  await talk.ports.ledger.save({ ...digest, value: { ...value, settledAt: talk.ports.clock.now() } });
}

describe('what waits for somebody', () => {
  it('is a list, each with its evidence and its buttons', async () => {
    const talk = await loaded();
    expect(cardOf((await talk.say('Ada', 'attention'))[0]).words).toContain('Nothing waits for a person.');
    await undelivered(talk);
    const list = cardOf((await talk.say('Ada', 'what waits for me'))[0]);
    expect(list.words).toContain('One thing waits, the longest waiting first.');
    expect(list.words).toContain('The card to Ann about A1 may not have arrived.');
    const one = cardOf(await talk.press('Ada', list.card, 'Open'));
    expect(one.words).toContain('Teams answered 502 at 10am; it may have arrived.');
    const refused = cardOf(await talk.press('Ada', one.card, 'Waive'));
    expect(refused.words).toContain('Say in a few words why nobody needs it.');
    const done = wordsIn(await talk.press('Ada', refused.card, 'Waive', { typed: { x_reason: 'told by phone' } }));
    expect(done).toContain('Waived: it will not be sent');
    expect(done).toContain('Nothing waits for a person.');
    // The same card, pressed by somebody who still has it open.
    expect(wordsIn(await talk.press('Ada', one.card, 'Send again'))).toContain('It does not wait any more');
    const acts = (await talk.ports.audit.month('2026-11')).map(({ act, why }) => `${act} ${why ?? ''}`);
    expect(acts).toContain('attention waived told by phone');
  });

  it('says of what it holds how that is settled', async () => {
    const talk = await loaded();
    const cy = (await talk.ports.people.byName('Cy Frost'))!.value.id;
    await raise(talk.ports, { kind: 'lead', officer: cy }, 'unlinked', 'not-linked');
    await raise(talk.ports, { kind: 'import', plan: PLAN }, 'orphan-text', 'orphan-text 3');
    const list = cardOf((await talk.say('Ada', 'attention'))[0]);
    expect(list.words).toContain('Cy Frost leads something that will be asked about');
    const one = cardOf(await talk.press('Ada', list.card, 'Open', { about: 'Cy Frost' }));
    expect(one.words).toContain('Say “people Cy Frost” to link the name');
    expect(wordsIn(await talk.press('Ada', one.card, 'Open the name'))).toContain('Cy Frost');
    const text = cardOf(await talk.press('Ada', list.card, 'Open', { about: 'belongs to none' }));
    expect(text.words).toContain('3 texts belong to no row');
    expect(text.words).toContain('Say to which ref it belongs');
  });

  it('is for admins only', async () => {
    const talk = await loaded();
    for (const said of ['attention', 'audit', 'why A1']) {
      expect(cardOf((await talk.say('Ann', said))[0]).words).toContain('Only an admin can do this');
    }
  });
});

describe('the audit', () => {
  it('tells acts and refusals, narrowed as it was said', async () => {
    const talk = await loaded();
    await talk.say('Ann', 'preview');
    await undelivered(talk);
    const all = cardOf((await talk.say('Ada', 'audit'))[0]);
    expect(all.words).toContain('10am: sweep, Wednesday 18 November 2026');
    const refused = cardOf(await talk.press('Ada', all.card, 'Only refusals'));
    expect(refused.words).toContain('Ann, 10am: preview – refused: not an admin');
    expect(refused.words).not.toContain('sweep, Wednesday');
    expect(cardOf((await talk.say('Ada', 'audit of Ann'))[0]).words).toContain('by Ann in the last 31 days');
    expect(cardOf((await talk.say('Ada', 'audit nonsense'))[0]).words).toContain('There is nothing.');
  });
});

describe('why', () => {
  it('tells why somebody is asked, or is not', async () => {
    const talk = await loaded();
    const everybody = cardOf((await talk.say('Ada', 'why A1'))[0]).words;
    expect(everybody).toContain('Ann leads it.');
    expect(everybody).toContain('To be asked today');
    const cy = cardOf((await talk.say('Ada', 'why was Cy Frost not asked about A2?'))[0]).words;
    expect(cy).toContain('Cy Frost is not linked to anybody in Teams yet');
    expect(cardOf((await talk.say('Ada', 'why A2 Cy Frost'))[0]).words).toContain('Cy Frost');
    expect(cardOf((await talk.say('Ada', 'why Z9'))[0]).words).toContain('No plan has a “Z9”.');
    expect(cardOf((await talk.say('Ada', 'why'))[0]).words).toContain('Why what?');
  });
});
