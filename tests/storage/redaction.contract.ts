import { describe, expect, it } from 'vitest';
import { ERASURE, FORMER_OFFICER } from '../../bot/domain/former-name.js';
import { redact } from '../../bot/flows/redact.js';
import type { Clock, Image } from '../../bot/flows/ports.js';
import { hashOf, type Link } from '../../bot/storage/history-rows.js';
import { redactedRow, type Mark } from '../../bot/storage/image-hash.js';
import { allOf, type OpenTable, type TableName } from '../../bot/storage/rows.js';
import type { Stores } from '../../bot/storage/stores.js';
import { storesOver, TENANT, type BackEnd } from './back-end.js';
import { aChange, aMilestone, anOfficer, LATER, milestoneImage, NOON, PLAN } from './samples.js';

const NAME = 'Hannah Osei-Tutu';
const NAMES = { theirs: [NAME, 'H. Osei-Tutu', 'Hannah'], others: ['Hannah Osei-Tutu-Lee', 'Emma Bennett'] };
const OTHER = milestoneImage('2.1');
const clock: Clock = { now: () => LATER, monotonic: () => 0, sleep: () => Promise.resolve() };
const TABLES: readonly TableName[] = ['Plans', 'Audit', 'Sender', 'Rollups', 'Ledger'];
const row = (rev: number): string => `h|m|1.1|0000000${String(rev)}`;

const { update } = aMilestone('1.1');

/** How she is named: by the cell, in words, in what was typed, and where a name of somebody else begins with hers. */
const REVISIONS: readonly Image[] = [
  milestoneImage('1.1', { leadsText: `${NAME}; Hannah`, text: `Meet ${NAME.toUpperCase()}'s team` }),
  milestoneImage('1.1', { leadsText: 'H Osei Tutu', printed: { ...aMilestone('x').printed, progress: `By ${NAME}.` } }),
  milestoneImage('1.1', { leadsText: 'Hannah Osei-Tutu-Lee', update: { ...update!, cause: `${NAME} is away` } }),
  milestoneImage('1.1', { leadsText: 'Emma Bennett', update: null }),
];

async function loaded(open: OpenTable): Promise<Stores> {
  const stores = storesOver(open);
  const title = `The plan of ${NAME}`;
  await stores.plans.commit(PLAN.id, [aChange({ kind: 'plan', plan: { ...PLAN, title } }), aChange(OTHER)]);
  for (const image of REVISIONS) {
    const previous = await stores.plans.milestone(PLAN.id, '1.1');
    await stores.plans.commit(PLAN.id, [aChange(image, previous)]);
  }
  const why = `${NAME} asked for it`;
  await stores.audit.record({ at: NOON, by: { kind: 'operator' }, act: 'x', subject: 'o9', outcome: 'done', why });
  const state = await stores.sender.read();
  await stores.sender.write({ ...state, value: { ...state.value, reason: why } });
  return stores;
}

const erase = (stores: Stores): Promise<unknown> =>
  redact({ ...stores, clock }, NAMES, anOfficer('o9', NAME), { kind: 'operator' });

/** Every row of the tables, by table, partition and row: its columns as one text, without our own marks. */
async function dump(open: OpenTable): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const table of TABLES) {
    for (const { partition, row: name, columns } of await allOf(open(table).query({ upTo: '~~' }))) {
      const ours = Object.entries(columns).filter(([column]) => column !== 'w');
      found.set(`${table} ${partition} ${name}`, JSON.stringify(Object.fromEntries(ours.sort())));
    }
  }
  return found;
}

async function columnsOf(open: OpenTable, name: string): Promise<Record<string, string>> {
  return { ...(await open('Plans').get(PLAN.id, name))!.columns } as Record<string, string>;
}

const markOf = (columns: Record<string, string>): Mark => JSON.parse(columns.redacted!) as Mark;

/** Writes a row as somebody with a key to the storage account can. */
async function put(open: OpenTable, name: string, columns: Record<string, string>): Promise<void> {
  expect(await open('Plans').submit(PLAN.id, [{ kind: 'put', row: name, columns }])).toMatchObject({ kind: 'written' });
}

type Act = (open: OpenTable, columns: Record<string, string>) => Promise<Record<string, string>>;
const image = (from: string, to: string): Act => {
  return (_, columns) => Promise.resolve({ ...columns, image: columns.image!.replace(from, to) });
};
const mark = (change: (mark: Mark) => Mark): Act => {
  return (_, columns) => Promise.resolve({ ...columns, redacted: JSON.stringify(change(markOf(columns))) });
};

/** The mark that a row would have if this text had held a name. */
function marked(columns: Record<string, string>, field: string): Mark {
  const parsed = JSON.parse(columns.image!) as { milestone: Record<string, string> };
  parsed.milestone[field] = FORMER_OFFICER;
  const made = redactedRow(columns as unknown as Link, JSON.stringify(parsed), { id: 'x', at: NOON });
  return JSON.parse(made.redacted!) as Mark;
}

/** What an intruder does to a row that was redacted, behind its mark. */
const BEHIND: readonly (readonly [string, Act])[] = [
  ['another rating', image('"amber"', '"green"')],
  ['another date', image('2026-12-01', '2026-12-31')],
  ['another text', image('Half done', 'All done')],
  ['another text where the name was', image(FORMER_OFFICER, 'Emma Bennett')],
  ['another lead', image('"officer1"', '"officer2"')],
  ['one field less', image('"cause"', '"because"')],
  ['an erasure that never was', mark(({ acts, ...rest }) => ({ ...rest, acts: [{ ...acts[0]!, id: 'never' }] }))],
  ['another instant', mark(({ acts, ...rest }) => ({ ...rest, acts: [{ ...acts[0]!, at: NOON }] }))],
  ['no erasure at all', mark((one) => ({ ...one, acts: [] }))],
  ['a mark that is none', (_, columns) => Promise.resolve({ ...columns, redacted: '{' })],
  [
    'no mark any more',
    (_, columns) =>
      Promise.resolve(Object.fromEntries(Object.entries(columns).filter(([name]) => name !== 'redacted'))),
  ],
];

export function redactionContract(backEnd: BackEnd): void {
  describe('a redaction', () => {
    it('leaves the names nowhere, everything of others byte for byte, and every chain whole', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      const before = await dump(open);
      expect(await erase(stores)).toBe('written');
      const after = await dump(open);
      const whole = [...after.values()].join('\n').replaceAll('Hannah Osei-Tutu-Lee', '');
      expect(whole).not.toMatch(/hannah|osei/i);
      const changed = [...before].filter(([name, text]) => after.get(name) !== text).map(([name]) => name);
      expect(changed.map((name) => name.replace(/^Audit .*/, 'Audit')).sort()).toEqual([
        'Audit',
        ...[1, 2, 3].map((rev) => `Plans ${PLAN.id} ${row(rev)}`),
        `Plans ${PLAN.id} h|plan|00000001`,
        `Plans ${PLAN.id} plan`,
        `Sender ${TENANT} lease`,
      ]);
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
      expect(await stores.redactions(PLAN.id)).toEqual([{ at: LATER, rows: 4 }]);
      const texts = (await stores.plans.milestoneHistory(PLAN.id, '1.1')).map(({ image: one }) =>
        one.kind === 'milestone' ? [one.milestone.leadsText, one.milestone.text, one.milestone.update?.cause] : [],
      );
      expect(texts.map(([cell]) => cell)).toEqual([
        'a former officer; a former officer',
        'a former officer',
        'Hannah Osei-Tutu-Lee',
        'Emma Bennett',
      ]);
      expect([texts[0]?.[1], texts[2]?.[2]]).toEqual(["Meet a former officer's team", 'a former officer is away']);
    });

    it('is done once: again, it changes nothing but the audit, which says that it was asked for', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      await erase(stores);
      const before = await dump(open);
      await erase(stores);
      const after = await dump(open);
      expect([...before].filter(([name, text]) => after.get(name) !== text)).toEqual([]);
      expect(after.size).toBe(before.size + 1);
    });

    it('of a second person keeps both marks, and the chain', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      await erase(stores);
      const names = { theirs: ['Hannah Osei-Tutu-Lee'], others: [] };
      await redact({ ...stores, clock: { ...clock, now: () => NOON } }, names, anOfficer('o8', 'x'), {
        kind: 'operator',
      });
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
      expect(await stores.redactions(PLAN.id)).toEqual([
        { at: NOON, rows: 1 },
        { at: LATER, rows: 4 },
      ]);
      expect([...(await dump(open)).values()].join('\n')).not.toMatch(/hannah|osei/i);
    });

    it('is followed by revisions that chain to it', async () => {
      const stores = await loaded(backEnd.fresh());
      await erase(stores);
      const previous = await stores.plans.milestone(PLAN.id, '1.1');
      expect(previous?.rev).toBe(4);
      expect(await stores.plans.commit(PLAN.id, [aChange(milestoneImage('1.1', { order: 7 }), previous)])).toBe(
        'written',
      );
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
    });

    it('can be counted without a write', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      const before = await dump(open);
      const blank = (one: unknown): unknown => JSON.parse(JSON.stringify(one).replaceAll(NAME, FORMER_OFFICER));
      expect(await stores.redactHistory(PLAN.id, blank, null)).toBe(4);
      expect(await dump(open)).toEqual(before);
    });

    it.each(BEHIND)('does not hide %s', async (_, act) => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      await erase(stores);
      // The second revision has a progress; in the third is a cause.
      const columns = await columnsOf(open, row(2));
      const changed = await act(open, columns);
      expect(changed).not.toEqual(columns);
      await put(open, row(2), changed);
      expect(await stores.brokenLinks(PLAN.id)).toEqual([{ subject: 'm|1.1', rev: 2, fault: 'changed' }]);
    });

    it('does not hide what an intruder marks by themselves, although its hash fits', async () => {
      const open = backEnd.fresh();
      const stores = await loaded(open);
      await erase(stores);
      const [{ acts }, columns] = [markOf(await columnsOf(open, row(1))), await columnsOf(open, row(4))];
      // What was there is excused by its digest, and an erasure that there was is named; but nobody's name was there.
      const { kept, salts } = marked(columns, 'text');
      const redacted = JSON.stringify({ acts, kept, salts });
      const hidden = {
        ...columns,
        redacted,
        inputHash: '',
        salt: '',
        image: columns.image!.replace('All ass', 'No ass'),
      };
      expect(hidden.image).not.toBe(columns.image);
      expect(hashOf(PLAN.id, hidden as unknown as Link)).toBe(columns.hash);
      await put(open, row(4), hidden);
      expect(await stores.brokenLinks(PLAN.id)).toContainEqual({ subject: 'm|1.1', rev: 4, fault: 'changed' });
    });

    it('stays known as long as the history: its audit entry is kept when others go', async () => {
      const stores = await loaded(backEnd.fresh());
      await erase(stores);
      expect(await stores.removeAuditUpTo(LATER, 100)).toBe(1);
      expect((await stores.audit.month('2026-11')).map(({ act }) => act)).toEqual([ERASURE]);
      expect(await stores.brokenLinks(PLAN.id)).toEqual([]);
    });
  });
}
