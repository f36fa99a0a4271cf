/** Updates that came by another way, who may enter them, and the card as text, at the command line. */
import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../../bot/domain/dates.js';
import { changePeople } from '../../../bot/flows/change-people.js';
import { at, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, digestsOf, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

let world: World;
let type: Terminal;
let ids: Record<string, string>;

beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(
    world.ports,
    [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Ben'] },
      { ref: 'A2', due: '2026-11-11', leads: ['Ben'], declared: 'amber' },
      { ref: 'C1', due: '2027-03-31', leads: ['Hal', 'Sue', 'Sam'], area: 'C' },
    ],
    civilDate('2026-11-02'),
  );
  ids = await linkAll(world.ports, ['Ann', 'Hal', 'Sue', 'Sam']);
  await setHeads(world.ports, 'A', [ids.Hal!]);
});

const error = ({ json, exit }: Typed): readonly unknown[] => [
  exit,
  (json.error as { readonly code: string } | undefined)?.code,
];
const acts = async (act: string): Promise<readonly string[]> =>
  (await world.ports.audit.month('2026-11'))
    .filter((entry) => entry.act === act)
    .map(({ by, subject, why }) => `${by.kind === 'officer' ? by.id : by.kind} ${subject} ${why ?? 'done'}`);
const AMBER = ['--rating', 'amber', '--cause', 'Two posts are vacant', '--recovery', '2026-12-01'] as const;
const MAIL = ['--from-source', 'e-mail', '--from-date', '2026-11-16'] as const;
const update = (...words: readonly string[]): Promise<Typed> =>
  type('update', 'A1', '--plan', PLAN, '--by', 'Ann', ...AMBER, ...words);

describe('officers supporter', () => {
  it('names one, another, tells who, takes one back, and all', async () => {
    expect((await type('officers', 'supporter', 'Ann')).lines).toEqual([
      'Nobody is named to enter updates for Ann. Admins and who is accountable may.',
    ]);
    const named = await type('officers', 'supporter', 'Ann', '--to', 'Sue');
    expect(named.json).toEqual({
      asAt: '2026-11-18',
      officerId: ids.Ann,
      name: 'Ann',
      supporters: [{ id: ids.Sue, name: 'Sue' }],
    });
    await type('officers', 'supporter', 'Ann', '--to', 'Sam');
    await type('officers', 'supporter', 'Ann', '--to', 'Sue');
    expect((await type('officers', 'supporter', 'Ann')).lines).toEqual(['Sam, Sue may enter updates for Ann.']);
    expect(at((await type('officers', 'supporter', 'Ann', '--remove', 'Sam')).json, 'supporters.0.name')).toBe('Sue');
    expect((await type('officers', 'supporter', 'Ann', '--none')).json.supporters).toEqual([]);
    expect(await acts('officer supporter')).toEqual([
      `operator ${ids.Ann!} to ${ids.Sue!}`,
      `operator ${ids.Ann!} to ${ids.Sam!}`,
      `operator ${ids.Ann!} to ${ids.Sue!}`,
      `operator ${ids.Ann!} no longer ${ids.Sam!}`,
      `operator ${ids.Ann!} none`,
    ]);
  });

  it.each([
    [['Ann', '--to', 'Sue', '--none'], 2, 'supporter'],
    [['Ann', '--to', 'Sue', '--remove', 'Sam'], 2, 'supporter'],
    [['Ann', '--to', 'Ann'], 1, 'own-supporter'],
    [['Ann', '--to', 'Zebedee'], 1, 'no-such-officer'],
    [['Zebedee', '--to', 'Sue'], 1, 'no-such-officer'],
    [['Ann', '--remove', 'Sue'], 1, 'no-supporter'],
    [['Ann', '--to', 'Sue', '--as', 'Sam'], 1, 'not-theirs'],
    [[], 2, 'usage'],
  ])('refuses %j', async (words, exit, code) => {
    expect(error(await type('officers', 'supporter', ...words))).toEqual([exit, code]);
    expect((await world.ports.people.officer(ids.Ann!))?.value.supporters).toEqual([]);
  });

  it('is for admins and who is accountable for what the officer leads', async () => {
    expect(error(await type('officers', 'supporter', 'Ann', '--to', 'Sue', '--as', 'Hal'))).toEqual([0, undefined]);
    // Hal is not accountable for what Sam leads.
    expect(error(await type('officers', 'supporter', 'Sam', '--to', 'Sue', '--as', 'Hal'))).toEqual([1, 'not-theirs']);
    await changePeople(world.ports, ids.Sam!, (value) => ({ ...value, roles: ['admin'] }));
    expect(error(await type('officers', 'supporter', 'Hal', '--to', 'Sue', '--as', 'Sam'))).toEqual([0, undefined]);
    await changePeople(world.ports, ids.Sam!, (value) => ({ ...value, outside: 'left' }));
    expect(error(await type('officers', 'supporter', 'Hal', '--to', 'Ann', '--as', 'Sam'))).toEqual([1, 'not-theirs']);
  });

  it('goes when either is erased, and comes along when two names turn out to be one person', async () => {
    await type('officers', 'supporter', 'Ann', '--to', 'Sue');
    await type('officers', 'supporter', 'Sam', '--to', 'Sue');
    await type('erase', 'Sue', '--anyway');
    expect((await world.ports.people.officer(ids.Ann!))?.value.supporters).toEqual([]);
    await type('officers', 'supporter', 'Ann', '--to', 'Sam');
    await type('officers', 'link', 'Ben', 'e-Ann');
    await type('erase', 'Ann', '--anyway');
    expect((await world.ports.people.officer(ids.Ann!))?.value.supporters).toEqual([]);
  });
});

describe('update with where it came from', () => {
  it('names who entered it beside whose it is, in history and audit', async () => {
    await type('officers', 'supporter', 'Ann', '--to', 'Sue');
    expect((await update('--as', 'Sue', ...MAIL)).exit).toBe(0);
    const { milestone } = (await world.ports.plans.milestone(PLAN, 'A1'))!;
    expect(milestone.update).toMatchObject({
      by: { kind: 'officer', id: ids.Ann },
      onBehalf: { enteredBy: { kind: 'officer', id: ids.Sue }, source: 'e-mail', on: '2026-11-16' },
    });
    const history = await type('history', 'A1', '--plan', PLAN);
    expect(history.lines.join('\n')).toContain('Sue for Ann, from e-mail of Monday 16 November 2026');
    const entries = history.json.history as readonly Typed['json'][];
    expect(entries.at(-1)?.onBehalf).toEqual({
      by: { id: ids.Sue, name: 'Sue' },
      source: 'e-mail',
      on: '2026-11-16',
    });
    expect(entries[0]?.onBehalf).toBeNull();
    expect(await acts('update entered')).toEqual([`${ids.Sue!} ${PLAN} A1 for ${ids.Ann!} done`]);
  });

  it('is of an administrator where nobody is named, and of nobody without a source', async () => {
    await update(...MAIL);
    const onBehalf = async () => (await world.ports.plans.milestone(PLAN, 'A1'))!.milestone.update?.onBehalf;
    expect(await onBehalf()).toEqual({ enteredBy: { kind: 'operator' }, source: 'e-mail', on: '2026-11-16' });
    await update('--note', 'Later', '--as', 'Sam');
    expect(await onBehalf()).toBeNull();
  });

  it.each([
    [['--as', 'Sam', ...MAIL], 1, 'not-for-them'],
    [['--as', 'Ann', ...MAIL], 2, 'own-words'],
    [['--from-source', 'e-mail'], 2, 'usage'],
    [['--from-date', '2026-11-16'], 2, 'usage'],
    [['--from-source', 'pigeon', '--from-date', '2026-11-16'], 2, 'source'],
    [['--from-source', 'phone', '--from-date', '2026-11-19'], 2, 'source'],
    [['--from-source', 'phone', '--from-date', '2026-11-01'], 2, 'source'],
    [['--from-source', 'phone', '--from-date', 'Monday'], 2, 'source'],
  ])('refuses %j', async (words, exit, code) => {
    expect(error(await update(...words))).toEqual([exit, code]);
    expect((await world.ports.plans.milestone(PLAN, 'A1'))!.milestone.update).toBeNull();
  });

  it('audits a refusal of who may not enter it', async () => {
    await update('--as', 'Sam', ...MAIL);
    expect(await acts('update entered')).toEqual([`${ids.Sam!} ${PLAN} A1 for ${ids.Ann!} not-for-them`]);
  });
});

describe('card', () => {
  it('is what somebody would be asked who has had no card, in the order of the card, and writes nothing', async () => {
    const told = await type('card', 'Ben');
    expect(told.json).toMatchObject({
      asAt: '2026-11-18',
      name: 'Ben',
      notReached: 'not-linked',
      asked: [
        { plan: PLAN, ref: 'A2', wanted: 'update' },
        { plan: PLAN, ref: 'A1', wanted: 'update' },
      ],
    });
    expect(told.lines[0]).toBe('Ben gets no card: nobody in Teams is linked to this name. To paste into an e-mail:');
    const text = String(told.json.text);
    expect(text.indexOf('A2')).toBeLessThan(text.indexOf('A1'));
    expect(text).not.toContain(told.json.officerId as string);
    expect((await type('card', 'Ben', '--text')).lines.join('\n')).toBe(text.trimEnd());
    const { id } = (await world.ports.people.byName('Ben'))!.value;
    expect(await digestsOf(world.ports, id)).toEqual([]);
    expect((await world.ports.ledger.read(id)).asked).toEqual([]);
  });

  it('is as it would be on another day', async () => {
    expect((await type('card', 'Ben', '--as-at', '2026-11-10')).json.asked).not.toHaveLength(0);
    const nothing = await type('card', 'Sam');
    expect(nothing.json.asked).toEqual([]);
    expect(nothing.lines.join('\n')).toContain('Nothing left to update');
  });

  it('has what was asked of somebody who blocked the bot since, and says so', async () => {
    await type('sweep');
    await changePeople(world.ports, ids.Ann!, (value) => ({ ...value, unreachable: 'removed the app' }));
    const told = await type('card', 'Ann');
    expect(told.lines[0]).toBe('Ann gets no card: the app was removed. To paste into an e-mail:');
    expect(told.json.asked).toEqual([{ plan: PLAN, ref: 'A1', wanted: 'update' }]);
  });

  it('tells a lead of another organisation what a lead would be told, and who is reached that they are', async () => {
    await type('officers', 'role', 'Ben', 'external');
    const external = await type('card', 'Ben');
    expect(external.lines[0]).toBe('Ben is of another organisation and gets no card. To paste into an e-mail:');
    expect(external.json.asked).toHaveLength(2);
    expect((await type('card', 'Ann')).lines[0]).toBe('Ann is sent this as a card. To paste into an e-mail:');
  });

  it('refuses a name that nobody has', async () => {
    expect(error(await type('card', 'Zebedee'))).toEqual([1, 'no-such-officer']);
    expect(error(await type('card'))).toEqual([2, 'usage']);
  });
});
