import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../bot/documents/csv.js';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { readDecisions } from '../../bot/documents/read-decisions.js';
import { decisionsIn, faultRows } from '../../bot/domain/fault-report.js';
import { openDecisions } from '../../bot/domain/plan-decide.js';
import { isRefused } from '../../bot/domain/read-plan.js';
import { anyTable, asCsv } from './any-table.js';

describe('a fault report as a file', () => {
  it('comes back as it was written: every decision by its id, none decided', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const file = readCsvPlan(asCsv(table));
        if (isRefused(file)) return;
        const read = readDecisions(toCsv(faultRows(file)));
        if (isRefused(read)) throw new Error(read.refused);
        const ids = openDecisions(file).map(({ id }) => id);
        expect(
          read
            .map(({ id }) => id)
            .filter((id) => id !== '')
            .sort(),
        ).toEqual([...ids].sort());
        expect(decisionsIn(read, openDecisions(file))).toEqual({ decisions: [], faults: [] });
      }),
    );
  });

  it('takes the id of each choice, or its label, in any case', () => {
    const file = readCsvPlan('Milestone,Due,Lead\nDo it,tbc,Bo Marsh\n');
    if (isRefused(file)) throw new Error(file.refused);
    const open = openDecisions(file);
    const [one] = open;
    for (const { id, label, typed } of one?.choices ?? []) {
      const words = typed === null ? [id, label.toUpperCase()] : [`${id}: 1 May 2027`, '1 May 2027'];
      for (const decision of words) {
        const { decisions } = decisionsIn([{ row: 2, id: one?.id ?? '', decision }], open);
        expect(decisions).toEqual([{ id: one?.id, choice: id, ...(typed !== null && { typed: '1 May 2027' }) }]);
      }
    }
  });

  it('takes any bytes without a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const read = readDecisions(bytes);
        expect(isRefused(read) || Array.isArray(read)).toBe(true);
      }),
    );
  });
});
