import { describe, expect, it } from 'vitest';
import type { BrokenLink } from '../../bot/flows/ports.js';
import { brokenInWords } from '../../bot/storage/chain-check.js';
import { hashOf, type Link } from '../../bot/storage/history-rows.js';
import type { OpenTable, Write } from '../../bot/storage/rows.js';
import type { Stores } from '../../bot/storage/stores.js';
import { storesOver, type BackEnd } from './back-end.js';
import { aChange, milestoneImage, PLAN } from './samples.js';

const REF = 'CiN/CP 1.1';
const SUBJECT = 'm|CiN=002fCP=00201.1';
const FEED = (rev: number): string => `c|2026-11-18T12:00:00.000Z|${SUBJECT}|0000000${String(rev)}`;
const row = (rev: number): string => `h|${SUBJECT}|0000000${String(rev)}`;

/** Somebody with a key to the storage account: whatever they do is done to the rows. */
interface Intruder {
  readonly columns: (name: string) => Promise<Record<string, string>>;
  readonly put: (name: string, columns: Record<string, string>) => Promise<void>;
  readonly remove: (...names: string[]) => Promise<void>;
}

function intruder(open: OpenTable): Intruder {
  const table = open('Plans');
  const submit = async (write: Write): Promise<void> => {
    expect(await table.submit(PLAN.id, [write])).toMatchObject({ kind: 'written' });
  };
  return {
    columns: async (name) => ({ ...(await table.get(PLAN.id, name))!.columns }) as Record<string, string>,
    put: (name, columns) => submit({ kind: 'put', row: name, columns }),
    remove: async (...names) => {
      for (const name of names) await submit({ kind: 'delete', row: name, etag: '*' });
    },
  };
}

/** As whoever reads the source can make it: the hash fits the row. */
function forged(columns: Record<string, string>, rest: Partial<Link>): Record<string, string> {
  const link = { ...columns, ...rest } as unknown as Link;
  return { ...columns, ...rest, hash: hashOf(PLAN.id, link) };
}

/** A milestone of three revisions, and another that nobody touches. */
async function loaded(open: OpenTable): Promise<Stores> {
  const stores = storesOver(open);
  await stores.plans.commit(PLAN.id, [
    aChange({ kind: 'plan', plan: PLAN }),
    aChange(milestoneImage(REF)),
    aChange(milestoneImage('2.1')),
  ]);
  for (const order of [2, 3]) {
    const previous = await stores.plans.milestone(PLAN.id, REF);
    await stores.plans.commit(PLAN.id, [aChange(milestoneImage(REF, { order }), previous)]);
  }
  return stores;
}

type Act = (one: Intruder) => Promise<void>;

const ACTS: readonly (readonly [string, Act, readonly string[]])[] = [
  ['nothing', () => Promise.resolve(), []],
  [
    'changes a row',
    async ({ columns, put }) => put(row(2), { ...(await columns(row(2))), why: '"never mind"' }),
    ['2 changed'],
  ],
  [
    'changes a row and makes its hash fit',
    async ({ columns, put }) => put(row(2), forged(await columns(row(2)), { why: '"never mind"' })),
    ['3 unchained'],
  ],
  [
    'changes when it was said',
    async ({ columns, put }) => put(row(3), { ...(await columns(row(3))), at: '2026-01-01T00:00:00.000Z' }),
    ['3 changed'],
  ],
  ['takes a row away', ({ remove }) => remove(row(2)), ['2 missing']],
  ['takes the first away', ({ remove }) => remove(row(1)), ['1 missing']],
  ['takes the newest away', ({ remove }) => remove(row(3)), ['2 state-differs', '3 missing']],
  [
    'takes the newest away and turns the state back',
    async ({ columns, put, remove }) => {
      const { image, rev, at, hash } = await columns(row(2));
      await remove(row(3));
      await put(SUBJECT, { image, rev, at, hash } as Record<string, string>);
    },
    ['3 missing'],
  ],
  [
    'takes all of it away',
    ({ remove }) => remove(row(1), row(2), row(3), SUBJECT),
    ['1 missing', '2 missing', '3 missing'],
  ],
  [
    'puts a row behind the newest',
    async ({ columns, put }) => {
      const newest = await columns(row(3));
      await put(row(4), forged(newest, { rev: '4', previousHash: newest.hash ?? '' }));
    },
    ['4 state-differs', '4 unlisted'],
  ],
  [
    'puts a row in between',
    async ({ columns, put }) => {
      const [second, third] = [await columns(row(2)), await columns(row(3))];
      const between = forged(second, { rev: '3', previousHash: second.hash ?? '', why: '"between"' });
      await put(row(4), forged(third, { rev: '4', previousHash: between.hash ?? '' }));
      await put(row(3), between);
    },
    ['4 state-differs', '4 unlisted'],
  ],
  [
    'exchanges two rows',
    async ({ columns, put }) => {
      const [second, third] = [await columns(row(2)), await columns(row(3))];
      await put(row(2), third);
      await put(row(3), second);
    },
    ['2 changed', '3 changed', '3 state-differs'],
  ],
  [
    'exchanges two rows and renumbers them',
    async ({ columns, put }) => {
      const [second, third] = [await columns(row(2)), await columns(row(3))];
      await put(row(2), forged(third, { rev: '2' }));
      await put(row(3), forged(second, { rev: '3' }));
    },
    ['2 unchained', '3 state-differs', '3 unchained'],
  ],
  [
    'changes the state row',
    async ({ columns, put }) => {
      const state = await columns(SUBJECT);
      await put(SUBJECT, { ...state, image: (state.image ?? '').replace('amber', 'green') });
    },
    ['3 state-differs'],
  ],
  ['takes the state row away', ({ remove }) => remove(SUBJECT), ['3 state-differs']],
  ['takes a column away', ({ put }) => put(row(2), { rev: '2' }), ['2 changed']],
  ['takes a line of the feed away', ({ remove }) => remove(FEED(2)), ['2 unlisted']],
];

export function chainContract(backEnd: BackEnd): void {
  describe('the chain of hashes', () => {
    it.each(ACTS)('names exactly what was touched when somebody %s', async (_, act, expected) => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      await act(intruder(open));
      const found = await stores.brokenLinks(PLAN.id);
      expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(expected.length === 0 ? [] : [SUBJECT]));
      expect(found.map(({ rev, fault }) => `${String(rev)} ${fault}`).sort()).toEqual(expected);
    });

    it('names a row that is none of ours as it stands', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      await intruder(open).put('h|not=ours', { anything: 'at all' });
      const found = await stores.brokenLinks(PLAN.id);
      expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(['h|not=ours']));
    });

    it('is told by the ref as printed and in words', () => {
      const link = (subject: string, fault: BrokenLink['fault']): BrokenLink => ({ subject, rev: 3, fault });
      expect([
        brokenInWords(link(SUBJECT, 'changed')),
        brokenInWords(link('area|CiN', 'missing')),
        brokenInWords(link('obj|CiN=00201', 'unchained')),
        brokenInWords(link('plan', 'state-differs')),
        brokenInWords(link('h|not=ours', 'unlisted')),
      ]).toEqual([
        'CiN/CP 1.1 revision 3: is not what was written',
        'area CiN revision 3: is missing',
        'objective CiN 1 revision 3: does not follow the one before it',
        'plan revision 3: the present state is another',
        'h|not=ours revision 3: is not in the list of changes',
      ]);
    });
  });
}
