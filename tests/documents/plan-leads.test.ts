import { describe, expect, it } from 'vitest';
import { clearNamesIn, readLeads } from '../../bot/documents/plan-leads.js';
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
    ['Lead to be confirmed', []],
    ['Lead Officer TBC', []],
    ['Lead officer: to be confirmed', []],
    ['Vacant - recruitment under way', []],
    ['Vacancy (advert out)', []],
    ['• Ines Valadares\n• Rowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['- Ines Valadares\n- Rowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['1. Ines Valadares 2. Rowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['1) Ines Valadares\n2) Rowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['a) Ines Valadares (CFUG) b) Rowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
    ['Lead: Ines Valadares', ['Ines Valadares']],
    ['Lead Officer(s): Ines Valadares; Rowan Adeyemi', ['Ines Valadares', 'Rowan Adeyemi']],
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
    expect(readLeads('Alis Hind (CFUG) (WMP)').leads).toEqual([{ name: 'Alis Hind', tag: 'CFUG, WMP' }]);
    expect(readLeads('Alis Hind (CFUG) (WMP) Jo Farl (West)').leads).toEqual([
      { name: 'Alis Hind', tag: 'CFUG, WMP' },
      { name: 'Jo Farl', tag: 'West' },
    ]);
    expect(readLeads('Head of Service (vacant)').leads).toEqual([]);
  });

  it.each(['Heads of Service', 'All Heads of Service', 'MASH Team', 'Senior Social Work Managers', 'All staff'])(
    '%s is a group, and told',
    (cell) => {
      const { leads, doubts } = readLeads(cell);
      expect(leads).toEqual([{ name: cell, tag: null }]);
      expect(doubts.map(({ code }) => code)).toEqual(['group-lead']);
      expect(doubts[0]?.message).toContain(`officers group "${cell}" --members`);
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

  it.each<[string, string, string]>([
    ['Director of Public Health Mandy Loe', 'Mandy Loe', 'Director of Public Health'],
    ['Principal Social Worker Dilys Wren', 'Dilys Wren', 'Principal Social Worker'],
    ['Virtual School Head - Dilys Wren', 'Dilys Wren', 'Virtual School Head'],
    ['Dilys Wren – Virtual School Head', 'Dilys Wren', 'Virtual School Head'],
    ['Head of Service: Dilys Wren', 'Dilys Wren', 'Head of Service'],
    ['WSCB Dilys Wren', 'Dilys Wren', 'WSCB'],
    ['WSCB Dilys Wren (West)', 'Dilys Wren', 'WSCB, West'],
    ['Head of Service (Dilys Wren)', 'Dilys Wren', 'Head of Service'],
    ['Vacant - Dilys Wren covers', 'Dilys Wren', 'covers'],
  ])('%j: somebody known beside a post or letters is that person, and it is told', (cell, name, tag) => {
    const { leads, doubts } = readLeads(cell, knownNames(['Dilys Wren', 'Mandy Loe']));
    expect(leads).toEqual([{ name, tag }]);
    expect(doubts).toMatchObject([{ code: 'leads-run-together' }]);
    expect(doubts[0]?.message).toContain(`"${name}"`);
  });

  it('with a date in brackets keep it beside them, and that is told', () => {
    const { leads, doubts } = readLeads('Dilys Wren (from 26 October 2018)');
    expect(leads).toEqual([{ name: 'Dilys Wren', tag: 'from 26 October 2018' }]);
    expect(doubts).toMatchObject([{ code: 'several-dates' }]);
  });

  it.each<[string, readonly string[]]>([
    ['Heads of Service and Dilys Wren', ['Heads of Service', 'Dilys Wren']],
    ['Dilys Wren and Heads of Service', ['Dilys Wren', 'Heads of Service']],
    ['Dilys Wren and Head of Strategy and Commissioning', ['Dilys Wren', 'Head of Strategy and Commissioning']],
    ['CiN/CP Leads and Dilys Wren', ['CiN/CP Leads', 'Dilys Wren']],
    ['Tilda Moss and Heads of Service', ['Tilda Moss', 'Heads of Service']],
    ['Heads of Service and Team Managers', ['Heads of Service and Team Managers']],
    ['Dilys Wren Team Managers', ['Dilys Wren', 'Team Managers']],
    ['Lead Officers Dilys Wren', ['Dilys Wren']],
  ])('%j: a person beside a group is asked as well', (cell, names) => {
    expect(readLeads(cell, knownNames(['Dilys Wren'])).leads.map(({ name }) => name)).toEqual(names);
  });

  it('with one name more than somebody known are not that person', () => {
    const known = knownNames(['Mandy Loe', 'Dilys Wren']);
    const { leads, doubts } = readLeads('Mandy Loe Smith Dilys Wren', known);
    expect(leads.map(({ name }) => name)).toEqual(['Mandy Loe Smith', 'Dilys Wren']);
    expect(doubts).toMatchObject([{ code: 'leads-run-together' }]);
    expect(readLeads('Mandy Loe Smith', known).leads).toEqual([{ name: 'Mandy Loe Smith', tag: null }]);
  });

  it('of one word are kept, and told unless somebody is known by it', () => {
    const { leads, doubts } = readLeads('Louise / DW');
    expect(leads.map(({ name }) => name)).toEqual(['Louise', 'DW']);
    expect(doubts).toMatchObject([{ code: 'lead-to-be-named' }]);
    expect(doubts[0]?.message).toContain('"Louise" and "DW"');
    expect(readLeads('Louise', knownNames(['Louise'])).doubts).toEqual([]);
  });

  it('are clear names alone or between signs, and not with letters, a post or a group beside', () => {
    expect(clearNamesIn('Dilys Wren; Mandy LOE, Ana Lucia Prado\n• J. Okafor (CFUG)')).toEqual([
      'Dilys Wren',
      'Mandy LOE',
      'Ana Lucia Prado',
      'J. Okafor',
    ]);
    expect(clearNamesIn('WSCB Dilys Wren; Social Worker Dilys Wren; Heads of Service and Dilys Wren')).toEqual([]);
  });
});
