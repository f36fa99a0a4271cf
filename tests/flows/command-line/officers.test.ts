import { beforeEach, describe, expect, it } from 'vitest';
import { fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, setHeads, type World } from '../../support/world.js';

const GROUP = 'Heads of Service';
const ENTRA = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f01';

describe('people at the command line', () => {
  let world: World;
  let type: Terminal;
  let ids: Record<string, string>;

  beforeEach(async () => {
    world = createWorld();
    await loadPlan(world.ports, [
      { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
      { ref: 'A2', due: '2026-11-18', leads: [GROUP] },
      { ref: 'A3', due: '2027-11-18', leads: ['Ben', 'Cat', 'Hal'] },
    ]);
    ids = await linkAll(world.ports, ['Ann', 'Ben', 'Cat', 'Hal']);
    await setHeads(world.ports, 'A', [ids.Hal!]);
    type = terminal(world);
  });

  /** Who would be asked what: `Ann: A1`. */
  async function wouldAsk(): Promise<readonly string[]> {
    const { json } = await type('sweep', '--dry-run');
    const digests = json.digests as { officer: string; items: { ref: string }[] }[];
    return digests.map(({ officer, items }) => `${officer}: ${items.map(({ ref }) => ref).join(', ')}`).sort();
  }

  /** What was done; refusals are kept, too. */
  async function audited(): Promise<readonly string[]> {
    const entries = (await world.ports.audit.month('2026-11')).filter(({ outcome }) => outcome === 'done');
    const nameOf = (id: string) => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? id;
    return entries.map(({ act, subject, why }) => `${act}: ${nameOf(subject)}, ${nameOf(why ?? 'no more')}`);
  }

  const error = ({ exit, json }: Typed) => [exit, (json.error as { code: string }).code];

  async function officer(name: string): Promise<object> {
    const { json } = await type('officers');
    return (json.officers as { name: string }[]).find((one) => one.name === name)!;
  }

  it('a wrong name is put right where names are shown; the old one means the same person, or is forgotten', async () => {
    const { exit, json, lines } = await type('officers', 'rename', 'Ann', '--to', '  Anne   Reed ');
    expect(exit).toBe(0);
    expect(json).toEqual({ asAt: '2026-11-18', officerId: ids.Ann, name: 'Anne Reed', aliases: ['Ann'] });
    expect(lines).toEqual([
      'Ann is Anne Reed from now on. What was printed or typed before stays as it was.',
      'Other names of theirs: Ann.',
    ]);
    expect(await wouldAsk()).toContain('Anne Reed: A1');
    expect((await type('person', 'Ann')).json).toMatchObject({ officer: { name: 'Anne Reed' } });
    const back = await type('officers', 'rename', 'Anne Reed', '--to', 'ANN', '--forget');
    expect(back.json).toMatchObject({ name: 'ANN', aliases: [] });
    expect(await world.ports.people.byName('Anne Reed')).toBeNull();
    expect((await world.ports.people.byName('ann'))?.value.id).toBe(ids.Ann);
    expect(error(await type('officers', 'rename', 'ANN', '--to', 'Ben'))).toEqual([1, 'name-taken']);
    expect(error(await type('officers', 'rename', 'ANN', '--to', ' - '))).toEqual([1, 'no-name']);
    expect(error(await type('officers', 'rename', 'ANN', '--to', 'x'.repeat(121)))).toEqual([1, 'no-name']);
    expect((await type('officers', 'rename', 'ANN')).exit).toBe(2);
    // By ids: a name in the audit would outlive its correction.
    expect((await audited()).filter((one) => one.startsWith('officer renamed'))).toEqual([
      'officer renamed: Ann, no more',
      'officer renamed: Ann, no more',
    ]);
  });

  it('away: until when, and who is asked in their place', async () => {
    const { exit, json, lines } = await type('officers', 'away', 'Ann', '--until', '2026-12-01', '--deputy', 'Ben');
    expect(exit).toBe(0);
    expect(json).toEqual({
      asAt: '2026-11-18',
      officerId: ids.Ann,
      name: 'Ann',
      outside: null,
      awayUntil: '2026-12-01',
      deputy: { id: ids.Ben, name: 'Ben' },
      group: null,
    });
    expect(lines).toEqual(['Ann is away until Tuesday 1 December 2026.', 'Ben is asked in their place.']);
    expect(await officer('Ann')).toMatchObject({ awayUntil: '2026-12-01', deputy: { name: 'Ben' }, outside: null });
    expect(await wouldAsk()).toEqual(['Ben: A1', 'Hal: A2', `${GROUP}: A2`]);
    expect(await audited()).toEqual([`officer away: Ann, until 2026-12-01, deputy ${ids.Ben!}`]);
  });

  it('away without a deputy, or with one who is away too, says who is asked then', async () => {
    const alone = await type('officers', 'away', 'Ann', '--until', '2026-12-01');
    expect(alone.lines).toEqual([
      'Ann is away until Tuesday 1 December 2026.',
      'Nobody is named to be asked in their place: those who lead with them are asked, else the head of service.',
    ]);
    expect(await wouldAsk()).toEqual(['Hal: A1, A2', `${GROUP}: A2`]);
    await type('officers', 'away', 'Ben', '--until', '2026-11-20');
    const both = await type('officers', 'away', 'Ann', '--until', '2026-12-01', '--deputy', 'Ben');
    expect(both.lines[1]).toBe(
      'Ben, their deputy, is not there either: those who lead with them are asked, else the head of service.',
    );
  });

  it('an absence ends by itself, and stands in no list afterwards', async () => {
    await type('officers', 'away', 'Ann', '--until', '2026-11-19');
    world.clock.set('2026-11-20T10:00:00Z');
    expect(await officer('Ann')).toMatchObject({ awayUntil: null });
    expect(await wouldAsk()).toEqual(['Ann: A1', 'Hal: A2', `${GROUP}: A2`]);
  });

  it('back ends an absence early', async () => {
    await type('officers', 'away', 'Ann', '--until', '2026-12-01', '--deputy', 'Ben');
    const { lines, json } = await type('officers', 'back', 'Ann');
    expect(lines).toEqual(['Ann is back, and is asked again.']);
    expect(json).toMatchObject({ awayUntil: null, deputy: { name: 'Ben' } });
    expect(await wouldAsk()).toContain('Ann: A1');
    expect((await audited()).at(-1)).toBe('officer back: Ann, no more');
  });

  it('deputy names one, tells who it is, and takes it back', async () => {
    expect((await type('officers', 'deputy', 'Ann')).lines).toEqual(['Nobody is named to be asked while Ann is away.']);
    const named = await type('officers', 'deputy', 'Ann', '--to', 'Ben');
    expect(named.json).toMatchObject({ officerId: ids.Ann, deputy: { id: ids.Ben, name: 'Ben' } });
    expect((await type('officers', 'deputy', 'Ann')).lines).toEqual(['Ben is asked while Ann is away.']);
    expect((await type('officers', 'deputy', 'Ann', '--none')).json).toMatchObject({ deputy: null });
    expect(await audited()).toEqual(['officer deputy: Ann, Ben', 'officer deputy: Ann, none']);
  });

  it('group says whom a name means, and whether each has to answer', async () => {
    const any = await type('officers', 'group', GROUP, '--members', 'Ann; Ben ; Ann');
    expect(any.lines).toEqual(['“Heads of Service” means Ann, Ben; one answer is enough.']);
    expect(any.json).toMatchObject({
      name: GROUP,
      group: { rule: 'any', members: [{ name: 'Ann' }, { name: 'Ben' }] },
    });
    expect(await wouldAsk()).toEqual(['Ann: A1, A2', 'Ben: A2']);
    const each = await type('officers', 'group', GROUP, '--rule', 'each');
    expect(each.lines).toEqual(['“Heads of Service” means Ann, Ben; each of them has to answer.']);
    // The rule stays when only the members change.
    const fewer = await type('officers', 'group', GROUP, '--members', 'Cat');
    expect(fewer.json).toMatchObject({ group: { rule: 'each', members: [{ name: 'Cat' }] } });
    expect((await type('officers', 'group', GROUP, '--none')).json).toMatchObject({ group: null });
    expect((await audited())[0]).toContain(`, any of ${ids.Ann!} ${ids.Ben!}`);
  });

  it('a group may be named before any plan prints it', async () => {
    const { exit } = await type('officers', 'group', 'Practice leads', '--members', 'Ann;Ben', '--rule', 'each');
    expect(exit).toBe(0);
    expect(await officer('Practice leads')).toMatchObject({ group: { rule: 'each' } });
  });

  it('role external and left take somebody out, internal brings them back', async () => {
    expect((await type('officers', 'role', 'Ann', 'left')).lines).toEqual([
      'Ann is taken to have left, and is not asked.',
      'What nobody else leads with them is asked of the head of service of its area.',
    ]);
    expect(await officer('Ann')).toMatchObject({ outside: 'left', roles: [] });
    const { json } = await type('sweep', '--dry-run');
    expect(json.withoutLead).toEqual([
      { plan: 'ilacs-2026', ref: 'A1', asked: [{ id: ids.Hal, name: 'Hal' }] },
      { plan: 'ilacs-2026', ref: 'A2', asked: [{ id: ids.Hal, name: 'Hal' }] },
    ]);
    expect((await type('sweep', '--dry-run')).lines.at(-1)).toBe(
      '  No lead can be asked about A1, A2: Hal is asked instead.',
    );
    expect((await type('officers', 'role', 'Ann', 'external')).json).toEqual({
      asAt: '2026-11-18',
      officerId: ids.Ann,
      role: 'external',
    });
    await type('officers', 'role', 'Ann', 'internal');
    expect(await officer('Ann')).toMatchObject({ outside: null });
    expect(await audited()).toEqual([
      'officer role: Ann, left',
      'officer role: Ann, external',
      'officer role: Ann, internal',
    ]);
    await type('officers', 'role', 'Ann', 'leader');
    expect(await officer('Ann')).toMatchObject({ roles: ['leader'] });
  });

  it.each([
    [['away', 'Ann', '--until', '2027-02-17'], 1, 'too-long'],
    [['away', 'Ann', '--until', '2026-11-17'], 1, 'past'],
    [['away', 'Ann', '--until', 'Friday'], 2, 'date'],
    [['away', 'Ann'], 2, 'usage'],
    [['away', 'Ann', '--until', '2026-11-20', '--deputy', 'Ann'], 1, 'own-deputy'],
    [['away', 'Ann', '--until', '2026-11-20', '--deputy', GROUP], 1, 'is-a-group'],
    [['away', 'Ann', '--until', '2026-11-20', '--deputy', 'Nobody'], 1, 'no-such-officer'],
    [['away', GROUP, '--until', '2026-11-20'], 1, 'is-a-group'],
    [['deputy', 'Ann', '--to', 'Ann'], 1, 'own-deputy'],
    [['deputy', 'Ann', '--to', 'Ben', '--none'], 2, 'deputy'],
    [['deputy', GROUP, '--to', 'Ann'], 1, 'is-a-group'],
    [['group', GROUP], 2, 'usage'],
    [['group', GROUP, '--members', ' ; '], 1, 'no-members'],
    [['group', GROUP, '--rule', 'each'], 1, 'no-members'],
    [['group', GROUP, '--members', 'Ann; Nobody'], 1, 'no-such-officer'],
    [['group', GROUP, '--members', 'Ann', '--rule', 'most'], 2, 'rule'],
    [['group', GROUP, '--members', `Ann; ${GROUP}`], 1, 'own-member'],
    [['group', 'Others', '--members', `Ann; ${GROUP}`], 1, 'group-in-group'],
    [['group', 'Ann', '--members', 'Ben'], 1, 'is-a-person'],
    [['role', 'Ann', 'owner'], 2, 'role'],
    [['role', 'Ann', 'constructor'], 2, 'role'],
  ])('refuses %j', async (words, exit, code) => {
    expect(error(await type('officers', ...words))).toEqual([exit, code]);
    expect(await audited()).toEqual([]);
    expect((await type('officers')).json.officers).toHaveLength(5);
  });

  it('an absence of exactly 90 days is taken', async () => {
    expect((await type('officers', 'away', 'Ann', '--until', '2027-02-16')).exit).toBe(0);
  });

  it('a group with members is not linked to one person', async () => {
    await type('officers', 'group', GROUP, '--members', 'Ann; Ben');
    const linked = await type('officers', 'link', GROUP, ENTRA);
    expect(error(linked)).toEqual([1, 'is-a-group']);
    expect(linked.lines[0]).toContain('“Heads of Service” stands for several people.');
    const file = fileOf('people.csv', `Name,Entra id\n${GROUP},${ENTRA}\n`);
    expect((await type('officers', 'import', file)).json).toMatchObject({
      linked: 0,
      rejected: [{ row: 2, cell: GROUP }],
    });
  });

  it('the list says it all in a line each', async () => {
    await type('officers', 'away', 'Ann', '--until', '2026-12-01', '--deputy', 'Ben');
    await type('officers', 'role', 'Cat', 'external');
    await type('officers', 'role', 'Hal', 'left');
    expect((await type('officers')).lines).toEqual([
      'Ann               e-Ann  reachable    away until Tuesday 1 December 2026, deputy Ben',
      'Ben               e-Ben  reachable',
      'Cat               e-Cat  reachable    of another organisation',
      'Hal               e-Hal  reachable    has left',
      'Heads of Service  group               a group, nobody named yet',
    ]);
    await type('officers', 'group', GROUP, '--members', 'Ann; Ben', '--rule', 'each');
    expect((await type('officers')).lines.at(-1)).toBe('Heads of Service  group               each of Ann, Ben');
  });

  it('a file says it for many at once, in whatever order, and names what it could not do', async () => {
    const file = fileOf(
      'people.csv',
      [
        'Name,Entra id,Role,Aliases,Deputy,Members,Rule',
        `${GROUP},,,HoS,,Ann; Zoe,each`,
        `Zoe,${ENTRA},leader,,Ann,,`,
        'Cat,,left,,,,',
        'Hal,,,,Hal,,',
        'Partners,,,,,Nobody,',
      ].join('\n'),
    );
    const { exit, json, lines } = await type('officers', 'import', file);
    expect(exit).toBe(0);
    expect(json).toEqual({
      asAt: '2026-11-18',
      linked: 5,
      withoutEntraId: [],
      taken: [],
      conflicts: [],
      lastAdmins: [],
      rejected: [
        { row: 5, cell: 'Hal', message: 'Row 5: Hal cannot be asked in their own place. Name somebody else.' },
        {
          row: 6,
          cell: 'Partners',
          message: 'Row 6: Nobody is called “Nobody”. List them with: officers',
        },
      ],
    });
    expect(lines.at(-1)).toBe('  Row 6: Nobody is called “Nobody”. List them with: officers');
    expect(await officer(GROUP)).toMatchObject({
      aliases: ['HoS'],
      group: { rule: 'each', members: [{ name: 'Ann' }, { name: 'Zoe' }] },
    });
    expect(await officer('Zoe')).toMatchObject({ deputy: { name: 'Ann' }, roles: ['leader'] });
    expect(await officer('Cat')).toMatchObject({ outside: 'left' });
    // What a later file leaves out stays.
    await type('officers', 'import', fileOf('again.csv', `Name,Role\nCat,\n${GROUP},\n`));
    expect(await officer('Cat')).toMatchObject({ outside: 'left' });
    expect(await officer(GROUP)).toMatchObject({ group: { rule: 'each' } });
    await type('officers', 'import', fileOf('back.csv', 'Name,Role\nCat,internal\n'));
    expect(await officer('Cat')).toMatchObject({ outside: null });
  });
});
