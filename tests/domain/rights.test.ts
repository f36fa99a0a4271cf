import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mayDo, mayUpdate, rightsInWords, STANDINGS, type Act, type Standing } from '../../bot/domain/rights.js';

/** RULES 5, cell by cell: who may, in the order of its columns; `n` where something has to be named. */
const RULES_5: Readonly<Record<Act, string>> = {
  update: 'yes yes yes no on-behalf',
  forecast: 'yes yes yes no on-behalf',
  propose: 'yes yes yes no on-behalf',
  'hand-over': 'yes yes yes no on-behalf',
  'approve-date': 'no yes yes no elsewhere',
  'approve-end': 'no yes yes no elsewhere',
  'approve-not-achieved': 'no yes yes no elsewhere',
  'approve-handover': 'no yes yes no elsewhere',
  'confirm-evidence': 'no yes yes no no',
  'sign-off': 'no yes yes no no',
  release: 'no no yes no no',
  'rate-plan': 'no no yes no no',
  ask: 'no yes yes yes meeting',
  'clear-held': 'no yes yes no yes',
  mark: 'no yes yes no yes',
  pause: 'no yes yes no yes',
  word: 'no no yes no yes',
  measure: 'yes yes yes no yes',
  see: 'yes yes yes yes yes',
  import: 'no no no no yes',
  schedules: 'no no no no yes',
  people: 'no no no no yes',
  policy: 'no no yes no yes',
  channels: 'no no no no yes',
  attention: 'no no no no yes',
};
const NAMED = ['on-behalf', 'elsewhere', 'meeting'] as const;
const NOT_OWN: readonly Act[] = [
  'approve-date',
  'approve-end',
  'approve-not-achieved',
  'approve-handover',
  'confirm-evidence',
  'clear-held',
];
const ACTS = Object.keys(RULES_5) as Act[];
const cells = ACTS.flatMap((act) =>
  STANDINGS.map((standing, at) => ({ act, standing, right: RULES_5[act].split(' ')[at] })),
);

describe('who may do what (RULES 5)', () => {
  it.each(cells)('$act by a $standing: $right', ({ act, standing, right }) => {
    const standings = [standing];
    expect(mayDo(act, { standings })).toBe(right === 'yes');
    for (const named of NAMED) expect(mayDo(act, { standings, named })).toBe(right === 'yes' || right === named);
    const own = { standings, own: true, named: 'elsewhere' } as const;
    const bars = NOT_OWN.includes(act);
    expect(mayDo(act, own)).toBe(!bars && mayDo(act, { ...own, own: false }));
  });

  it.each(ACTS)('%s is for nobody who is nothing to it, and for whoever one of their standings lets', (act) => {
    expect(mayDo(act, { standings: [] })).toBe(false);
    expect(mayDo(act, { standings: ['none'] })).toBe(false);
    const alone = STANDINGS.map((standing) => mayDo(act, { standings: [standing] }));
    expect(mayDo(act, { standings: STANDINGS })).toBe(alone.includes(true));
  });

  it('leads, heads of service and the plan owner may update', () => {
    const may = (['lead', 'head', 'owner', 'leader', 'admin', 'none'] as const).filter((one: Standing) =>
      mayUpdate(one),
    );
    expect(may).toEqual(['lead', 'head', 'owner']);
  });

  it('is printed in the README as it is decided', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const printed = /<!-- rights -->([^]*?)<!-- \/rights -->/.exec(readme)?.[1] ?? '';
    const rows = printed.split('\n').filter((line) => line.startsWith('|'));
    const words = rows.map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(words.filter(([first]) => first !== undefined && !/^-+$/.test(first))).toEqual(rightsInWords());
  });
});
