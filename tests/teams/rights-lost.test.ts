/** A right that was there when the card was made and is gone when its button is pressed: read from the tables each time. */
import { afterEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeOf } from '../../bot/flows/images.js';
import type { Officer } from '../../bot/flows/ports.js';
import { propose } from '../../bot/flows/propose.js';
import { loadPlan, PLAN, setHeads, type RowWish } from '../support/world.js';
import { cardOf, linkHere, save, startTalk, wordsIn, type Talk } from './talk.js';

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-11-25', leads: ['Ann', 'Ben'] },
  { ref: 'B1', due: '2026-12-16', leads: ['Cat', 'Hal', 'Ida', 'Ada', 'Root', 'Lea'], area: 'B' },
];
const NOTE = 'The words that must not be lost';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Town {
  readonly talk: Talk;
  readonly ids: Readonly<Record<string, string>>;
}

/** Ann leads A1 with Ben; Ann is away with Cat as deputy; Hal is head of service; Ada is an admin by role, Root by the settings. */
async function town(): Promise<Town> {
  const talk = (open = await startTalk(['Root']));
  await loadPlan(talk.ports, ROWS);
  const ids = await linkHere(talk, ['Ann', 'Ben', 'Cat', 'Hal', 'Ida', 'Ada', 'Root', 'Lea']);
  await setHeads(talk.ports, 'A', [ids.Hal!]);
  const here = { talk, ids };
  await change(here, 'Ann', { awayUntil: civilDate('2026-12-31'), deputy: ids.Cat! });
  await change(here, 'Ada', { roles: ['admin'] });
  await change(here, 'Lea', { roles: ['leader'] });
  return here;
}

async function change({ talk, ids }: Town, name: string, changed: Partial<Officer>): Promise<void> {
  const found = (await talk.ports.people.officer(ids[name]!))!;
  expect(await talk.ports.people.put({ ...found.value, ...changed }, found.etag)).not.toBe('conflict');
}

async function leadBy({ talk }: Town, leads: readonly string[]): Promise<void> {
  const stored = (await talk.ports.plans.milestone(PLAN, 'A1'))!;
  const image = { kind: 'milestone', milestone: { ...stored.milestone, leads } } as const;
  expect(await talk.ports.plans.commit(PLAN, [changeOf(talk.ports, image, stored, 'leads set')])).toBe('written');
}

const ways: readonly (readonly [string, string, (here: Town) => Promise<void>])[] = [
  ['Ben', 'leads it no more', (here) => leadBy(here, [here.ids.Ann!])],
  ['Cat', 'is no longer named as deputy', (here) => change(here, 'Ann', { deputy: null })],
  ['Cat', 'is deputy of somebody who is back', (here) => change(here, 'Ann', { awayUntil: null })],
  ['Hal', 'is head of service no more', ({ talk, ids }) => setHeads(talk.ports, 'A', [ids.Ida!])],
  ['Hal', 'has left', (here) => change(here, 'Hal', { outside: 'left' })],
];

describe('an update by somebody who', () => {
  it.each(ways)(
    '(%s) %s by now: nothing is written, it is on record, and the words come back',
    async (who, _, take) => {
      const here = await town();
      const { talk, ids } = here;
      const list = cardOf((await talk.say(who, 'update A1')).at(-1)).card;
      const form = cardOf(await talk.press(who, list, '● Green')).card;
      await take(here);
      const rows = (await talk.ports.plans.milestoneHistory(PLAN, 'A1')).length;
      const told = await save(talk, who, form, { note: NOTE });
      expect(wordsIn(told)).toContain('Nothing was saved.');
      expect(JSON.stringify(cardOf(told).card)).toContain(NOTE);
      expect(await talk.ports.plans.milestoneHistory(PLAN, 'A1')).toHaveLength(rows);
      expect(await talk.ports.audit.month('2026-11')).toContainEqual(
        expect.objectContaining({ outcome: 'refused', by: { kind: 'officer', id: ids[who] } }),
      );
    },
  );

  it('still has it is saved', async () => {
    const { talk } = await town();
    for (const who of ['Ben', 'Cat', 'Hal']) {
      const list = cardOf((await talk.say(who, 'update A1')).at(-1)).card;
      const form = cardOf(await talk.press(who, list, '● Green')).card;
      expect(wordsIn(await save(talk, who, form, { note: NOTE }))).toContain('Saved as ● Green');
    }
  });
});

describe('a channel registered by somebody who', () => {
  it('is an admin no more: nothing is registered, it is on record, and they are told who can', async () => {
    const here = await town();
    const { talk, ids } = here;
    await change(here, 'Ada', { roles: [] });
    expect(wordsIn((await talk.say('Ada', 'rollup here', 'channel')).at(-1))).toContain('Only an admin can do this');
    expect(await talk.ports.channels.list()).toEqual([]);
    expect(await talk.ports.audit.month('2026-11')).toContainEqual(
      expect.objectContaining({ act: 'channel registered', outcome: 'refused', by: { kind: 'officer', id: ids.Ada } }),
    );
    await change(here, 'Ada', { roles: ['admin'] });
    await talk.say('Ada', 'rollup here', 'channel');
    expect(await talk.ports.channels.list()).toHaveLength(1);
  });
});

describe('somebody who has left', () => {
  const AWAY = 'away Ben until 4 December 2026';
  const lost: readonly (readonly [who: string, line: string, before: string, after: string])[] = [
    ['Hal', AWAY, 'Ben is away until', 'Nobody in your plans is called “Ben”'],
    ['Hal', 'back Ben', 'Ben is not away', 'Nobody in your plans is called “Ben”'],
    ['Hal', 'history A1', 'History of A1', 'There is no A1 in a plan of yours'],
    ['Hal', 'approvals', '1 decision for you', 'Nothing waits for your decision'],
    ['Ada', AWAY, 'Ben is away until', 'Nobody in your plans is called “Ben”'],
    ['Ada', 'text for Ben', 'For an e-mail to Ben', 'Only an admin can do this'],
    ['Root', 'text for Ben', 'For an e-mail to Ben', 'Only an admin can do this'],
    ['Root', 'history A1', 'History of A1', 'There is no A1 in a plan of yours'],
    ['Lea', 'history A1', 'History of A1', 'There is no A1 in a plan of yours'],
  ];

  it.each(lost)('(%s) says “%s”: it was theirs before, and is no more', async (who, line, before, after) => {
    const here = await town();
    const { talk, ids } = here;
    const forBen = { plan: PLAN, ref: 'A1', by: { kind: 'officer', id: ids.Ben! }, rev: null } as const;
    const proposed = { date: civilDate('2027-01-29') };
    await propose(talk.ports, { ...forBen, reason: 'The contractor asked for it', proposed });
    const told = async (): Promise<string> => {
      const answer = (await talk.say(who, line)).at(-1)!;
      return 'text' in answer ? answer.text : answer.words;
    };
    expect(await told()).toContain(before);
    await change(here, who, { outside: 'left' });
    await change(here, 'Ben', { awayUntil: null });
    expect(await told()).toContain(after);
    expect((await talk.ports.people.officer(ids.Ben!))!.value.awayUntil).toBeNull();
  });

  it('is shown nothing of what they could say for others', async () => {
    const here = await town();
    const help = async (who: string): Promise<string> => wordsIn((await here.talk.say(who, 'help')).at(-1));
    for (const who of ['Hal', 'Root']) {
      expect(await help(who)).toContain('away NAME until DATE');
      await change(here, who, { outside: 'left' });
      for (const gone of ['away NAME until DATE', 'approvals', 'text for', 'for NAME']) {
        expect(await help(who), gone).not.toContain(gone);
      }
    }
  });
});
