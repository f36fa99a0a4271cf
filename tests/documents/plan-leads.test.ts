import { describe, expect, it } from 'vitest';
import { readLeads } from '../../bot/documents/plan-leads.js';

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

  it('that may be two people are told, and not divided by guess', () => {
    const { leads, doubts } = readLeads('Dora Will and Mandy Lee');
    expect(leads).toHaveLength(1);
    expect(doubts[0]?.message).toContain('may be two people');
  });
});
