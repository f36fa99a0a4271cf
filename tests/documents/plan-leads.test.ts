import { describe, expect, it } from 'vitest';
import { readLeads } from '../../bot/documents/plan-leads.js';
import { knownNames } from '../../bot/documents/plan-names.js';

describe('lead officers', () => {
  it.each([
    ['Ines Valadares', ['Ines Valadares']],
    ['Ines Valadares; Rowan  Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['Ines Valadares\nRowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['Ines Valadares / Rowan Adeyemi & Jo Farl, Li Wu', ['Ines Valadares', 'Rowan Adeyemi', 'Jo Farl', 'Li Wu']],
    ['Ines Valadares; ines valadares', ['Ines Valadares']],
    ['Ines Valadares and all Team Managers', ['Ines Valadares', 'all Team Managers']],
    ['Head of Strategy and Commissioning', ['Head of Strategy and Commissioning']],
    ['CiN/CP Lead', ['CiN/CP Lead']],
    ["Siobhán O'Hare-Li", ["Siobhán O'Hare-Li"]],
    ['TBC', []],
    ['tbc', []],
    ['T.B.C.', []],
    ['To be confirmed', []],
    ['Vacant', []],
    ['Lead TBC', []],
    ['-', []],
    ['?', []],
    ['', []],
  ])('%j', (cell, names) => {
    expect(readLeads(cell).leads.map(({ name }) => name)).toEqual(names);
  });

  it('keep what stands beside them in brackets apart', () => {
    expect(readLeads('Alis Hind (CFUG); Jo Farl (WMP, West)').leads).toEqual([
      { name: 'Alis Hind', tag: 'CFUG' },
      { name: 'Jo Farl', tag: 'WMP, West' },
    ]);
    expect(readLeads('Head of Service (vacant)').leads).toEqual([]);
  });

  it.each(['Heads of Service', 'All Heads of Service', 'MASH Team', 'Senior Social Work Managers', 'All staff'])(
    '%s is a group, and told',
    (cell) => {
      const { leads, doubts } = readLeads(cell);
      expect(leads).toEqual([{ name: cell, tag: null }]);
      expect(doubts.map(({ code }) => code)).toEqual(['group-lead']);
    },
  );

  it.each(['Head of Service', 'Team Manager', "Head of Children's Services", 'Jo Farl'])('%s is one person', (cell) => {
    expect(readLeads(cell).doubts).toEqual([]);
  });

  it('that are nobody are told: as no lead, or as one to be named beside others', () => {
    expect(readLeads('').doubts[0]).toMatchObject({ code: 'no-lead' });
    expect(readLeads('TBC').doubts[0]?.message).toContain('"TBC" names no lead officer');
    expect(readLeads('x'.repeat(121)).leads).toEqual([]);
    const beside = readLeads('Jo Farl; TBC');
    expect(beside.leads).toHaveLength(1);
    expect(beside.doubts).toMatchObject([{ code: 'lead-to-be-named' }]);
  });

  it('joined by "and" are taken apart where both are names, and that is told', () => {
    const { leads, doubts } = readLeads('Dora Will and Mandy Lee');
    expect(leads.map(({ name }) => name)).toEqual(['Dora Will', 'Mandy Lee']);
    expect(doubts).toMatchObject([{ code: 'leads-run-together' }]);
    expect(doubts[0]?.message).toContain('was taken as 2 people, "Dora Will" and "Mandy Lee"');
    expect(readLeads('Early Help and Social Care').leads).toHaveLength(1);
  });

  it('without a sign between them are told apart by who is known, and nothing is told', () => {
    const known = knownNames([
      "Siobhan O'Brien",
      'Anna van der Berg',
      'Mary-Jane Smith',
      'Ana Lucia Prado',
      'J. Okafor',
    ]);
    const cell = 'siobhan O’Brien Anna van der Berg Ana Lucia  Prado\nMary-Jane Smith J Okafor';
    const { leads, doubts } = readLeads(cell, known);
    expect(leads.map(({ name }) => name)).toEqual([
      'siobhan O’Brien',
      'Anna van der Berg',
      'Ana Lucia Prado',
      'Mary-Jane Smith',
      'J Okafor',
    ]);
    expect(doubts).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['Tilda Moss Piers Okonkwo Beth Lyle', ['Tilda Moss', 'Piers Okonkwo', 'Beth Lyle']],
    ["Tilda O'Moss Piers van der Okonkwo", ["Tilda O'Moss", 'Piers van der Okonkwo']],
    ['Mary-Jane Moss J. Okonkwo', ['Mary-Jane Moss', 'J. Okonkwo']],
    ['Tilda B Moss Piers Okonkwo', ['Tilda B Moss', 'Piers Okonkwo']],
    ['Dr Tilda Moss Piers Okonkwo (WMP)', ['Dr Tilda Moss', 'Piers Okonkwo']],
    ['Tilda\nMoss Piers Okonkwo', ['Tilda Moss', 'Piers Okonkwo']],
    ['Tilda Moss/Piers Okonkwo', ['Tilda Moss', 'Piers Okonkwo']],
    ['T Moss/P. Okonkwo', ['T Moss', 'P. Okonkwo']],
    ['Tilda Moss Piers Okonkwo and Beth Lyle', ['Tilda Moss', 'Piers Okonkwo', 'Beth Lyle']],
  ])('%j: two words each as the last resort, and told', (cell, names) => {
    const { leads, doubts } = readLeads(cell);
    expect(leads.map(({ name }) => name)).toEqual(names);
    expect(doubts.map(({ code }) => code)).toEqual(['leads-run-together']);
  });

  it('of three words are one person, and five words without anybody known cannot be told apart', () => {
    expect(readLeads('Ana Lucia Prado')).toEqual({ leads: [{ name: 'Ana Lucia Prado', tag: null }], doubts: [] });
    const { leads, doubts } = readLeads('Tilda Moss Ana Lucia Prado');
    expect(leads).toHaveLength(1);
    expect(doubts[0]).toMatchObject({ code: 'leads-run-together' });
    expect(doubts[0]?.message).toContain('cannot be told');
    const known = knownNames(['Ana Lucia Prado']);
    expect(readLeads('Tilda Moss Ana Lucia Prado', known).leads.map(({ name }) => name)).toEqual([
      'Tilda Moss',
      'Ana Lucia Prado',
    ]);
  });

  it('with the surname first are one person: known by the name turned round, or kept and told', () => {
    expect(readLeads('Lyle, Beth', knownNames(['Beth Lyle']))).toEqual({
      leads: [{ name: 'Beth Lyle', tag: null }],
      doubts: [],
    });
    const { leads, doubts } = readLeads('Lyle, Beth; Moss, Tilda');
    expect(leads.map(({ name }) => name)).toEqual(['Lyle, Beth', 'Moss, Tilda']);
    expect(doubts.map(({ code }) => code)).toEqual(['leads-run-together', 'leads-run-together']);
    expect(readLeads('Beth, Tilda, Piers').leads).toHaveLength(3);
  });

  it('keep their signs when somebody is known by them', () => {
    const known = knownNames(['Lyle, Beth', 'Smith and Sons']);
    expect(readLeads('Lyle, Beth; Smith and Sons', known).leads.map(({ name }) => name)).toEqual([
      'Lyle, Beth',
      'Smith and Sons',
    ]);
  });
});
