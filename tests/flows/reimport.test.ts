import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { Decision } from '../../bot/domain/plan-decisions.js';
import type { PlanFile, PlanRow } from '../../bot/domain/read-plan.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { applyFile, differenceTo } from '../../bot/flows/reimport.js';
import type { Ports } from '../../bot/flows/ports.js';
import type { StorageCall } from '../support/faulty-driver.js';
import { createWorld, dueRows, PLAN, planFile, WEDNESDAY, type RowWish, type World } from '../support/world.js';

const FIRST = civilDate('2026-07-01');
const Q2 = civilDate('2026-10-01');

const ROWS: readonly RowWish[] = [
  { ref: 'A1', due: '2026-12-18', leads: ['Ann'] },
  { ref: 'A2', due: '2027-01-29', leads: ['Ann', 'Bob'], declared: 'green' },
  { ref: 'A3', due: '2027-03-31', leads: ['Bob'], tags: ['ofsted'] },
];

function fileWith(change: (row: PlanRow) => Partial<PlanRow> | null, rows = ROWS): PlanFile {
  const file = planFile(rows);
  return { ...file, rows: file.rows.flatMap((row) => (change(row) === null ? [] : [{ ...row, ...change(row) }])) };
}

async function loaded(world: World, file = planFile(ROWS)): Promise<void> {
  await importPlan(world.ports, { plan: PLAN, title: 'The plan', file, asAt: FIRST, acceptSuggestions: false });
}

const BY = { kind: 'operator' } as const;

function next(ports: Ports, file: PlanFile, decisions: readonly Decision[] = [], asAt = Q2) {
  return applyFile(ports, { plan: PLAN, file, asAt, decisions, acceptSuggestions: false, enteredBy: BY });
}

async function difference(ports: Ports, file: PlanFile, asAt = Q2) {
  const order = { plan: PLAN, file, asAt, decisions: [], acceptSuggestions: false, enteredBy: BY };
  const answer = await differenceTo(ports, order);
  if (answer.kind !== 'difference') throw new Error(JSON.stringify(answer));
  return answer.difference;
}

async function milestone(world: World, ref: string) {
  const found = await world.ports.plans.milestone(PLAN, ref);
  if (found === null) throw new Error(`${ref} is not there`);
  return found.milestone;
}

const MANY = Array.from({ length: 40 }, (_, n): RowWish => ({
  ref: `R${String(n)}`,
  due: '2026-12-18',
  leads: ['Ann'],
}));

describe('a file of the next quarter', () => {
  it('that says the same changes nothing, in whatever order its rows stand', async () => {
    const world = createWorld();
    await loaded(world);
    const before = await world.ports.plans.contents(PLAN);
    const file = planFile(ROWS);
    const turned = { ...file, rows: [...file.rows].reverse() };
    expect(await difference(world.ports, turned)).toMatchObject({ unchanged: 3, added: [], gone: [], changed: [] });
    expect(await next(world.ports, turned)).toMatchObject({ kind: 'applied' });
    const after = await world.ports.plans.contents(PLAN);
    expect(after?.milestones).toEqual(before?.milestones);
    expect(after?.plan.file).toEqual({ on: Q2, rows: 3 });
  });

  it('moves a date as a revision: from the one before, with the reason as printed (H12, H22)', async () => {
    const world = createWorld();
    await loaded(world);
    const file = fileWith((row) =>
      row.ref === 'A1'
        ? {
            due: { kind: 'day', date: civilDate('2027-02-26'), text: '26 February 2027' },
            progress: 'Drafted. Timescale extended to allow consultation.',
          }
        : {},
    );
    const shown = await difference(world.ports, file);
    expect(shown.changed).toEqual([
      {
        ref: 'A1',
        row: 2,
        changes: [
          { field: 'date', from: '2026-12-18', to: '26 February 2027', taken: true },
          { field: 'progress', from: '', to: 'Drafted. Timescale extended to allow consultation.', taken: true },
        ],
      },
    ]);
    await next(world.ports, file);
    const after = await milestone(world, 'A1');
    expect(after).toMatchObject({
      baseline: '2026-12-18',
      due: { date: '2027-02-26' },
      moves: [
        {
          from: '2026-12-18',
          to: '2027-02-26',
          reason: 'Timescale extended to allow consultation.',
          on: Q2,
          approvedBy: { kind: 'import' },
        },
      ],
      printed: { progress: 'Drafted. Timescale extended to allow consultation.', on: Q2 },
      answeredOn: null,
    });
    const history = await world.ports.plans.milestoneHistory(PLAN, 'A1');
    expect(history.map(({ rev, at, why }) => [rev, at, why])).toEqual([
      [1, '2026-06-30T23:00:00.000Z', 'import'],
      [2, '2026-09-30T23:00:00.000Z', 'import'],
    ]);
    expect((await difference(world.ports, file)).changed).toEqual([]);
  });

  it('carries a date beyond the plan’s year, with its history (H19)', async () => {
    const world = createWorld();
    await loaded(world);
    const due = { kind: 'day', date: civilDate('2028-03-31'), text: '31 March 2028' } as const;
    await next(
      world.ports,
      fileWith((row) => (row.ref === 'A3' ? { due } : {})),
    );
    expect(await milestone(world, 'A3')).toMatchObject({
      state: 'not-started',
      due,
      moves: [{ from: '2027-03-31', to: '2028-03-31', reason: null }],
    });
  });

  it('adds what is new in the quarter, from its day on, between its neighbours (H44)', async () => {
    const world = createWorld();
    await loaded(world);
    const rows = [ROWS[0]!, { ref: 'A9', due: '2026-12-01', leads: ['Cat'], area: 'B' }, ...ROWS.slice(1)];
    await next(world.ports, planFile(rows));
    const after = await world.ports.plans.contents(PLAN);
    expect(after?.milestones.map(({ milestone: one }) => [one.ref, one.importedOn])).toEqual([
      ['A1', FIRST],
      ['A9', Q2],
      ['A2', FIRST],
      ['A3', FIRST],
    ]);
    expect(after?.areas.map(({ code }) => code)).toEqual(['A', 'B']);
    const cat = await world.ports.people.byName('Cat');
    expect(await world.ports.leadIndex.of(cat!.value.id)).toHaveLength(1);
    expect((await dueRows(world.ports)).some((row) => row.includes('A9'))).toBe(true);
  });

  it('never deletes what it has no more: it is asked about still, and listed; and comes back (H12)', async () => {
    const world = createWorld();
    await loaded(world);
    const without = fileWith((row) => (row.ref === 'A2' ? null : {}));
    expect(await difference(world.ports, without)).toMatchObject({ gone: [{ ref: 'A2', open: true }] });
    await next(world.ports, without);
    expect(await milestone(world, 'A2')).toMatchObject({ goneSince: Q2, state: 'in-progress' });
    const listed = await world.ports.attention.list();
    expect(listed.map(({ value }) => [value.subject, value.because])).toEqual([
      [{ kind: 'milestone', plan: PLAN, ref: 'A2' }, 'gone'],
    ]);
    expect(await difference(world.ports, planFile(ROWS), WEDNESDAY)).toMatchObject({ back: ['A2'] });
    await next(world.ports, planFile(ROWS), [], WEDNESDAY);
    expect(await milestone(world, 'A2')).toMatchObject({ goneSince: null });
    expect(await world.ports.attention.list()).toEqual([]);
  });

  it('does not undo in silence what people moved since: that is shown, and decided', async () => {
    const world = createWorld();
    await loaded(world);
    const stored = await world.ports.plans.milestone(PLAN, 'A1');
    const moved = {
      ...stored!.milestone,
      due: { kind: 'day', date: civilDate('2027-01-15'), text: '15 January 2027' },
    } as const;
    const change = {
      image: { kind: 'milestone', milestone: moved },
      previous: stored,
      at: world.clock.now(),
      recordedAt: world.clock.now(),
      by: BY,
      why: 'approved',
      inputHash: 'x',
    } as const;
    await world.ports.plans.commit(PLAN, [change]);
    expect((await difference(world.ports, planFile(ROWS), WEDNESDAY)).changed).toEqual([]);
    const due = { kind: 'day', date: civilDate('2027-02-26'), text: '26 February 2027' } as const;
    const file = fileWith((row) => (row.ref === 'A1' ? { due } : {}));
    const { decisions, changed } = await difference(world.ports, file, WEDNESDAY);
    expect(changed).toMatchObject([{ ref: 'A1', changes: [{ field: 'date', taken: false }] }]);
    expect(decisions).toMatchObject([{ kind: 'since', ref: 'A1', choices: [{ id: 'keep' }, { id: 'file' }] }]);
    const file2 = { id: decisions[0]!.id, choice: 'file' };
    expect(await next(world.ports, file, [{ ...file2, choice: 'both' }], WEDNESDAY)).toMatchObject({ kind: 'faults' });
    await next(world.ports, file, [file2], WEDNESDAY);
    expect(await milestone(world, 'A1')).toMatchObject({ due, moves: [{ from: '2027-01-15', to: '2027-02-26' }] });
  });

  it('hands over to new leads without asking them of what was before, and takes what the owner declares', async () => {
    const world = createWorld();
    await loaded(world);
    const file = fileWith((row) =>
      row.ref === 'A2'
        ? {
            leads: [{ name: 'Dee', tag: null }],
            leadsCell: 'Dee',
            declared: 'red',
            grade: 'red',
            tags: ['new in Q2'],
            text: 'Other words',
          }
        : {},
    );
    await next(world.ports, file);
    const dee = (await world.ports.people.byName('Dee'))!.value.id;
    expect(await milestone(world, 'A2')).toMatchObject({
      ...{ leads: [dee], ledSince: [{ officer: dee, on: Q2 }], text: 'Other words', tags: ['new in Q2'] },
      update: { rating: 'red', by: { kind: 'import' }, on: Q2 },
    });
    expect(await world.ports.leadIndex.of(dee)).toHaveLength(1);
  });

  it('takes a rating that only a colour shows when it is accepted, and once while the colour stays', async () => {
    const world = createWorld();
    await loaded(world);
    const said = { ref: 'A1', state: 'in-progress', because: 'the cell is amber', query: 'Is it amber?' } as const;
    const amber = { ...said, rating: { rating: 'amber', grade: 'amber' }, accepted: true } as const;
    const file = { ...planFile(ROWS), suggestions: [amber] };
    await next(world.ports, file);
    expect(await milestone(world, 'A1')).toMatchObject({ update: { rating: 'amber', on: Q2 }, answeredOn: null });
    expect(
      (await difference(world.ports, { ...file, suggestions: [{ ...amber, accepted: undefined }] })).changed,
    ).toEqual([]);
  });

  it('finds rows again whose refs were made here, and makes no ref twice', async () => {
    const world = createWorld();
    const made = (row: PlanRow, at: number): PlanRow => ({ ...row, refPrinted: false, ref: `A1.${String(at + 1)}` });
    const words = [
      'Agree the thresholds document with partners',
      'Brief every school and college',
      'Audit thirty referrals',
    ];
    const first = planFile(ROWS);
    const file = { ...first, rows: first.rows.map((row, at) => ({ ...made(row, at), text: words[at] ?? '' })) };
    await loaded(world, file);
    // The first row went, the second was reworded, and one is new in front: every number made here is another.
    const [, two, three] = file.rows as [PlanRow, PlanRow, PlanRow];
    const fresh = { ...two, text: 'Write to all parents', dueCell: 'x', due: { kind: 'awaited', text: 'x' } } as const;
    const reworded = { ...two, text: 'Brief every school, college and nursery' };
    const later = { ...file, rows: [fresh, reworded, three].map((row, at) => made(row, at)) };
    const shown = await difference(world.ports, later);
    expect(shown.added.map(({ ref, text }) => [ref, text])).toEqual([['A1.4', 'Write to all parents']]);
    expect(shown.gone.map(({ ref }) => ref)).toEqual(['A1.1']);
    expect(shown.foundAgain).toMatchObject([
      { ref: 'A1.2', because: expect.stringContaining('nearly the same words') as string },
    ]);
    expect(shown.decisions).toMatchObject([{ kind: 'match', ref: 'A1.2', choices: [{ id: 'same' }, { id: 'new' }] }]);
    await next(world.ports, later, [{ id: shown.decisions[0]!.id, choice: 'new' }]);
    const refs = (await world.ports.plans.contents(PLAN))?.milestones.map(({ milestone: one }) => one.ref);
    expect([...(refs ?? [])].sort()).toEqual(['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A1.5']);
  });

  it('keeps areas and objectives under their codes when they get another title', async () => {
    const world = createWorld();
    await loaded(world);
    const file = planFile(ROWS);
    const retitled = {
      ...file,
      areas: [{ code: 'FRO', title: 'Front door' }],
      objectives: [{ code: 'FRO 1', area: 'FRO', title: 'Thresholds' }],
      rows: file.rows.map((row) => ({ ...row, area: 'FRO', objective: 'FRO 1' })),
    };
    expect((await difference(world.ports, retitled)).headings).toEqual([
      { kind: 'area', code: 'A', from: 'Area A', to: 'Front door' },
      { kind: 'objective', code: 'A1', from: 'Objective A1', to: 'Thresholds' },
    ]);
    await next(world.ports, retitled);
    const after = await world.ports.plans.contents(PLAN);
    expect([after?.areas.length, after?.areas[0]?.title, after?.areas[0]?.rev]).toEqual([1, 'Front door', 2]);
    expect(after?.milestones[0]?.milestone).toMatchObject({ area: 'A', objective: 'A1' });
  });

  it.each<[string, (world: World) => Promise<unknown>, string]>([
    ['of a plan that is not there', () => Promise.resolve(), 'no-such-plan'],
    [
      'that is earlier than the last',
      async (world) => (await loaded(world), next(world.ports, planFile(ROWS), [], WEDNESDAY)),
      'earlier-file',
    ],
    ['of a plan that is closed', closed, 'plan-closed'],
  ])('is refused, and that is kept: one %s', async (_, before, code) => {
    const world = createWorld();
    await before(world);
    expect(await next(world.ports, planFile(ROWS))).toMatchObject({ kind: 'refused', refusal: { code } });
    const entries = await world.ports.audit.month('2026-11');
    expect(entries.at(-1)).toMatchObject({ act: 'next file loaded', subject: PLAN, outcome: 'refused', why: code });
  });

  const later = planFile([...MANY.slice(1), { ref: 'S1', due: '2027-01-29', leads: ['Eve'], area: 'B' }]);
  const everyOneReworded = { ...later, rows: later.rows.map((row) => ({ ...row, text: `${row.text}, again` })) };

  it.each([
    { what: 'that has no more of one and more of another', before: [planFile(MANY)], file: everyOneReworded },
    { what: 'in which one stands again', before: [planFile(MANY), later], file: planFile(MANY) },
  ])('is complete after a crash at any write, once it is run again, and writes nothing twice: $what', async (given) => {
    const { before, file } = given;
    const isWrite = ({ act }: StorageCall): boolean => act === 'submit';
    const made = async (): Promise<World> => {
      const world = createWorld();
      await loaded(world, before[0]);
      for (const one of before.slice(1)) await next(world.ports, one);
      return world;
    };
    const reference = await made();
    let writes = 0;
    await next(reference.start({ fault: (call) => (isWrite(call) && (writes += 1), null) }).ports, file, [], WEDNESDAY);
    const expected = await summary(reference);
    expect(writes).toBeGreaterThan(4);
    for (let at = 1; at <= writes; at += 1) {
      for (const fault of ['crash-before', 'crash-after'] as const) {
        const world = await made();
        let seen = 0;
        const dying = world.start({ fault: (call) => (isWrite(call) && (seen += 1) === at ? fault : null) });
        await expect(next(dying.ports, file, [], WEDNESDAY)).rejects.toThrow();
        expect(await next(world.ports, file, [], WEDNESDAY)).toMatchObject({ kind: 'applied' });
        expect([at, fault, await summary(world)]).toEqual([at, fault, expected]);
        expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
      }
    }
  });
});

async function closed(world: World): Promise<void> {
  await loaded(world);
  const { plan } = (await world.ports.plans.outline(PLAN))!;
  const { rev, at, hash, etag, ...own } = plan;
  const image = { kind: 'plan', plan: { ...own, closed: { on: Q2, by: BY, into: null } } } as const;
  const change = {
    image,
    previous: { rev, at, hash, etag },
    at: world.clock.now(),
    recordedAt: world.clock.now(),
    by: BY,
    why: 'closed',
    inputHash: 'x',
  };
  await world.ports.plans.commit(PLAN, [change]);
}

async function summary(world: World) {
  const contents = await world.ports.plans.contents(PLAN);
  const rows = contents?.milestones.map(({ rev, milestone: { ref, text, goneSince } }) => [ref, rev, text, goneSince]);
  return [
    rows,
    contents?.areas.map(({ code }) => code),
    contents?.plan.file,
    (await world.ports.attention.list()).length,
  ];
}

describe('any plan', () => {
  it('is wholly itself when its file comes again in another order, refs printed or made here', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            text: fc.constantFrom('Agree it', 'Brief them', 'Audit it'),
            due: fc.constantFrom('2026-12-18', '2027-01-29'),
            printed: fc.boolean(),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.infiniteStream(fc.nat()),
        async (given, numbers) => {
          const world = createWorld();
          const wishes = given.map(({ due }, at): RowWish => ({ ref: `X${String(at)}`, due, leads: ['Ann'] }));
          const plain = planFile(wishes);
          const rows = plain.rows.map((row, at) => ({
            ...row,
            text: given[at]?.text ?? '',
            refPrinted: given[at]?.printed ?? true,
          }));
          await loaded(world, { ...plain, rows });
          const keyed = rows.map((row) => ({ row, at: Number(numbers.next().value) }));
          const turned = keyed.sort((a, b) => a.at - b.at).map(({ row }) => row);
          const shown = await difference(world.ports, { ...plain, rows: turned });
          expect(shown).toMatchObject({ unchanged: rows.length, added: [], gone: [], changed: [], decisions: [] });
        },
      ),
      { numRuns: 40 },
    );
  });
});
