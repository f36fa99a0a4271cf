import { beforeEach, describe, expect, it } from 'vitest';
import { askProposer } from '../../../bot/flows/ask-proposer.js';
import { propose } from '../../../bot/flows/propose.js';
import { d } from '../../support/builders.js';
import { at, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

let world: World;
let type: Terminal;
let ids: Readonly<Record<string, string>>;

/** Loaded on Thursday 1 October 2026; `1` is due on Friday 18 December: asked on 20 November, 11 and 18 December. */
beforeEach(async () => {
  world = createWorld('2026-10-01T10:00:00Z');
  type = terminal(world);
  await loadPlan(
    world.ports,
    [
      { ref: 'CiN/CP 1', due: '2026-12-18', leads: ['Ada Quill', 'Bo Marsh'] },
      { ref: '2', due: '2026-12-18', leads: ['Bo Marsh'] },
      { ref: '3', due: '2026-12-18', leads: [] },
      { ref: '4', due: '2026-12-18', leads: ['Cy Frost'] },
    ],
    d('2026-10-01'),
  );
  ids = await linkAll(world.ports, ['Ada Quill', 'Bo Marsh']);
});

const why = async (...words: readonly string[]) => (await type('why', ...words, '--plan', PLAN)).json;
const because = async (...words: readonly string[]) => at(await why(...words), 'because') as readonly string[];
const on = (day: string, hour = 10): void => {
  world.clock.set(`${day}T${String(hour)}:00:00Z`);
};

describe('why', () => {
  it('tells each thing with its day and what became of it', async () => {
    on('2026-11-20');
    await type('sweep');
    on('2026-11-24');
    await type('update', 'CiN/CP 1', '--plan', PLAN, '--by', 'Bo Marsh', '--rating', 'green', '--note', 'Half done');
    on('2026-11-25');
    expect(await why('cin/cp1', 'Ada Quill')).toEqual({
      asAt: '2026-11-25',
      plan: PLAN,
      ref: 'CiN/CP 1',
      officer: 'Ada Quill',
      officerId: ids['Ada Quill'],
      standing: 'co-lead',
      owed: [],
      asked: [
        {
          anchor: '2026-12-18',
          step: '-20',
          at: '2026-11-20T10:00:00.000Z',
          slot: expect.any(String) as string,
          delivery: 'planned',
        },
      ],
      stages: [
        {
          anchor: '2026-12-18',
          step: '-20',
          on: '2026-11-20',
          became: 'answered',
          answeredOn: '2026-11-24',
          wasOn: null,
        },
        { anchor: '2026-12-18', step: '-5', on: '2026-12-11', became: 'ahead', answeredOn: null, wasOn: null },
        { anchor: '2026-12-18', step: '0', on: '2026-12-18', became: 'ahead', answeredOn: null, wasOn: null },
      ],
      next: '2026-12-11',
      because: [
        'CiN/CP 1 is due on Friday 18 December 2026, printed as “2026-12-18”; it is in progress.',
        'Ada Quill leads it with Bo Marsh; one answer is enough.',
        'Not asked today: Bo Marsh answered on Tuesday 24 November 2026, which quiets what falls in the next 10 working days (until Tuesday 8 December 2026).',
        'Next: Friday 11 December 2026, 5 working days before the date.',
      ],
    });
  });

  it('of a day gone by knows nothing of later answers and cards', async () => {
    on('2026-11-20');
    await type('sweep');
    on('2026-11-24');
    await type('update', '2', '--plan', PLAN, '--by', 'Bo Marsh', '--rating', 'green', '--note', 'Half done');
    expect(await why('2', 'Bo Marsh', '--as-at', '2026-11-19')).toMatchObject({ asked: [], owed: [] });
    expect(await why('2', 'Bo Marsh', '--as-at', '2026-11-23')).toMatchObject({
      asked: [{ step: '-20', delivery: 'planned' }],
      stages: [{ became: 'asked' }, { became: 'ahead' }, { became: 'ahead' }],
    });
    expect(at(await why('2', 'Bo Marsh', '--as-at', '2026-09-30'), 'error.code')).toBe('not-yet-loaded');
  });

  it('of a day to come tells what would be asked then', async () => {
    const ahead = await type('why', '2', 'Bo Marsh', '--plan', PLAN, '--as-at', '2026-12-18');
    expect(ahead.json).toMatchObject({ owed: [{ anchor: '2026-12-18', step: '0', on: '2026-12-18' }] });
    expect(ahead.lines[0]).toBe(
      'As recorded on Thursday 1 October 2026, and as the dates would stand on Friday 18 December 2026:',
    );
  });

  it('says the same as a dry run', async () => {
    for (const day of ['2026-11-20', '2026-12-10', '2026-12-18', '2027-01-15', '2027-03-01']) {
      const { json } = await type('sweep', '--dry-run', '--as-at', day);
      const digests = json.digests as readonly { officer: string; items: readonly { ref: string; stage: string }[] }[];
      for (const officer of ['Ada Quill', 'Bo Marsh', 'Cy Frost']) {
        const items = digests.find((digest) => digest.officer === officer)?.items ?? [];
        for (const ref of ['CiN/CP 1', '2', '4']) {
          const stages = items.filter((item) => item.ref === ref).map(({ stage }) => stage);
          const owed = at(await why(ref, officer, '--as-at', day), 'owed') as readonly { step: string }[];
          expect(
            owed.map(({ step }) => step),
            `${day} ${ref} ${officer}`,
          ).toEqual(stages);
        }
      }
    }
  });

  it('names what keeps a card back', async () => {
    on('2026-11-20');
    expect(await because('4', 'Cy Frost')).toContain(
      'Cy Frost is not linked to anybody in Teams yet (officers link), so no card can be sent.',
    );
  });

  it('tells whoever has nothing to do with it who has', async () => {
    expect(await why('2', 'Ada Quill')).toMatchObject({ standing: 'none', owed: [], stages: [], next: null });
    expect((await because('2', 'Ada Quill')).at(-1)).toBe(
      "Ada Quill neither leads it nor is asked in anybody's place; Bo Marsh is.",
    );
  });

  it('without a name tells of everybody who leads it, and says so when nobody does', async () => {
    const people = at(await why('CiN/CP 1'), 'people') as readonly { officer: string }[];
    expect(people.map(({ officer }) => officer)).toEqual(['Ada Quill', 'Bo Marsh']);
    const nobody = await type('why', '3', '--plan', PLAN);
    expect(nobody.json).toEqual({ asAt: '2026-10-01', plan: PLAN, ref: '3', people: [] });
    expect(nobody.lines.at(-1)).toBe('Nobody leads it or is accountable for it: nobody is asked.');
  });

  it('tells who stands in, and who is told when nobody answers', async () => {
    await setHeads(world.ports, 'A', [ids['Ada Quill']!]);
    on('2026-11-20');
    expect(await why('3', 'Ada Quill')).toMatchObject({ standing: 'stand-in', owed: [{ step: '-20' }] });
    on('2026-12-21');
    expect(await why('2', 'Ada Quill')).toMatchObject({ standing: 'head', owed: [] });
  });

  it('tells who decides while a proposal waits, and that the lead is left alone', async () => {
    await setHeads(world.ports, 'A', [ids['Ada Quill']!]);
    on('2026-12-10');
    const reason = 'The auditor comes in January only';
    const said = await type(
      'propose',
      '2',
      '--plan',
      PLAN,
      '--by',
      'Bo Marsh',
      '--date',
      '2027-01-29',
      '--reason',
      reason,
    );
    expect(said.exit).toBe(0);
    on('2026-12-11');
    expect(await why('2', 'Bo Marsh')).toMatchObject({ standing: 'lead', owed: [], next: null });
    expect((await because('2', 'Bo Marsh')).join(' ')).toContain(
      'waits for a decision since Thursday 10 December 2026',
    );
    expect(await why('2', 'Ada Quill')).toMatchObject({ standing: 'approver', owed: [{ step: 'ask' }] });
  });

  it('says of who proposed what waits, and leads nothing of it, that a question is put to them', async () => {
    const { ports } = world;
    const cy = (await linkAll(ports, ['Cy Frost']))['Cy Frost']!;
    await setHeads(ports, 'A', [ids['Ada Quill']!, cy]);
    const order = { plan: PLAN, ref: '2', rev: null } as const;
    const proposed = { date: d('2027-01-29') };
    const by = (id: string) => ({ kind: 'officer', id }) as const;
    await propose(ports, { ...order, by: by(ids['Ada Quill']!), proposed, reason: 'The auditor comes in January' });
    await askProposer(ports, { ...order, by: by(cy), text: 'Why so late?' });
    expect(await why('2', 'Ada Quill')).toMatchObject({ standing: 'proposer', owed: [{ step: 'ask' }] });
    expect((await because('2', 'Ada Quill')).join(' ')).toContain(
      'Ada Quill does not lead it, and is asked a question about what waits.',
    );
  });

  it('refuses what is not there, in words', async () => {
    expect(at(await why('99', 'Ada Quill'), 'error.code')).toBe('no-such-ref');
    expect(at(await why('2', 'Nobody'), 'error.code')).toBe('no-such-officer');
    expect(at(await why('2', 'Ada', 'Quill'), 'error.code')).toBe('usage');
    expect(at((await type('why', '2', '--plan', 'x')).json, 'error.code')).toBe('no-such-plan');
  });
});
