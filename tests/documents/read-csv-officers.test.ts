import { describe, expect, it } from 'vitest';
import { readCsvOfficers, readEntraId, type OfficersFile } from '../../bot/documents/read-csv-officers.js';
import { isRefused } from '../../bot/domain/read-plan.js';

const ID = '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f0';
const NOTHING_MORE = { entraId: null, aliases: [], roles: [], place: null, deputy: null, members: [], rule: null };

function read(file: string, localIds = false): OfficersFile {
  const found = readCsvOfficers(file, localIds);
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

describe('an Entra id', () => {
  it('is a GUID, as it is compared', () => {
    expect(readEntraId(` ${ID.toUpperCase()}1\n`)).toBe(`${ID}1`);
    for (const text of ['', ' ', 'Jo Farl', ID, `${ID}12`, `x${ID}1`, 'jo.farl@council.example']) {
      expect(readEntraId(text)).toBeNull();
    }
  });

  it('of a local stand-in for Teams is anything short', () => {
    expect(readEntraId(' User-Id-0 ', true)).toBe('user-id-0');
    for (const text of ['', ' ', 'x'.repeat(121)]) expect(readEntraId(text, true)).toBeNull();
  });
});

describe('a list of officers', () => {
  it('has names, ids, aliases and roles', () => {
    const file = `Name;Entra ID;Role;Aliases\r\nJo Farl;${ID.toUpperCase()}1;Admin;"J. Farl; Joanna Farl"\r\nLi Wu;;;\r\n`;
    expect(read(file)).toEqual({
      rows: [
        {
          ...NOTHING_MORE,
          row: 2,
          name: 'Jo Farl',
          entraId: `${ID}1`,
          aliases: ['J. Farl', 'Joanna Farl'],
          roles: ['admin'],
        },
        { ...NOTHING_MORE, row: 3, name: 'Li Wu' },
      ],
      rejected: [],
    });
  });

  it('takes other ids only from a local stand-in for Teams', () => {
    const file = 'Name,Entra id\nJo Farl,user-id-0\n';
    expect(read(file).rejected).toMatchObject([{ row: 2, cell: 'Jo Farl, user-id-0' }]);
    expect(read(file).rejected[0]?.message).toContain('is not an Entra object id');
    expect(read(file, true).rows[0]?.entraId).toBe('user-id-0');
  });

  it('leaves out, with the reason, what has no name, a strange role, or belongs to another', () => {
    const { rows, rejected } = read(
      [
        'Name,Entra id,Roles,Alias',
        `Jo Farl,${ID}1,admin; leader,`,
        `,${ID}2,,`,
        `Li Wu,${ID}3,owner,`,
        `Kit Ray,${ID}1,,`,
        `Kit Roy,${ID}4,,jo  farl`,
        `Kit Ryan,${ID}4,Lead officer,Kit Ryan`,
      ].join('\n'),
    );
    expect(rows.map(({ name, roles, aliases }) => [name, roles, aliases])).toEqual([
      ['Jo Farl', ['admin', 'leader'], []],
      ['Kit Ryan', [], []],
    ]);
    expect(rejected.map(({ row, message }) => [row, message.replace(/^.*?: /, '').slice(0, 34)])).toEqual([
      [3, 'it has no name.'],
      [4, '"owner" is not a role here. Use ad'],
      [5, '"6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1'],
      [6, '"jo farl" is in row 2 already. One'],
    ]);
  });

  it('says who is outside, whose deputy is whom, and whom the name of a group means', () => {
    const file = [
      'Name,Role,Deputy,Members,Rule',
      'Heads of Service,,,Jo Farl; Li Wu,Each',
      'MASH Team,external,,"Kit Ray; ",',
      'Jo Farl,Left; leader,,,',
      'Li Wu,internal,Jo Farl,,',
      'Kit Ray,constructor,,,',
    ].join('\n');
    const { rows, rejected } = read(file);
    expect(rows.map(({ row, name, ...more }) => [row, name, more])).toEqual([
      [2, 'Heads of Service', { ...NOTHING_MORE, members: ['Jo Farl', 'Li Wu'], rule: 'each' }],
      [3, 'MASH Team', { ...NOTHING_MORE, place: 'external', members: ['Kit Ray'] }],
      [4, 'Jo Farl', { ...NOTHING_MORE, place: 'left', roles: ['leader'] }],
      [5, 'Li Wu', { ...NOTHING_MORE, place: 'internal', deputy: 'Jo Farl' }],
    ]);
    expect(rejected.map(({ row }) => row)).toEqual([6]);
  });

  it('leaves out a group that has an Entra id, a rule that is none, and a rule without members', () => {
    const file = [
      'Name,Entra id,Members,Rule',
      `Heads of Service,${ID}1,Jo Farl,`,
      'MASH Team,,Jo Farl,most',
      'Jo Farl,,,each',
    ].join('\n');
    const { rows, rejected } = read(file);
    expect(rows).toEqual([]);
    expect(rejected.map(({ message }) => message)).toEqual([
      'Row 2 was left out: it has both members and an Entra id. A group has none; give each member their own row.',
      'Row 3 was left out: "most" is not a rule here. Use any (one answer is enough) or each (one from every member).',
      'Row 4 was left out: it has a rule, but no members. A rule belongs to a group.',
    ]);
  });

  it('is refused when it is something else', () => {
    expect(readCsvOfficers('Ref,Milestone\n1,Do it\n')).toEqual({
      refused: 'This is not a list of officers: no column is headed "Name".',
    });
  });
});
