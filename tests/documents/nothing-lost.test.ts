import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCell } from '../../bot/documents/words.js';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { anyTable, asCsv } from './any-table.js';

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Every word that the reading of a file shows of a row: in its milestones, an outline title, a warning or a rejected row. */
function shown(plan: PlanFile, at: number): ReadonlySet<string> {
  const { levels, areas, objectives } = plan;
  const rows = plan.rows.filter(({ row }) => row === at);
  const warnings = plan.warnings.filter(({ row, code, ref }) => row === at || (code === 'page-label' && ref === null));
  const rejected = plan.rejected.filter(({ row }) => row === at);
  const suggestions = plan.suggestions.filter(({ ref }) => rows.some((row) => row.ref === ref));
  const texts = [
    ...[levels.area, levels.objective, levels.milestone],
    // What makes a row the name of an area, as a heading makes a column; what stands between two refs.
    ...['area', 'and'],
    ...[...areas, ...objectives].flatMap(({ code, title }) => [code, title]),
    ...rows.flatMap((row) => [row.ref, row.text, row.dueCell, row.leadsCell, row.progress, row.evidence, ...row.tags]),
    ...rows.flatMap(({ waitsFor }) => waitsFor),
    ...suggestions.map(({ because }) => because),
    // A mark behind what the RAG column calls complete says no more than that.
    ...rows.map(({ declared }) => (declared === 'complete' ? 'complete completed' : '')),
    ...warnings.flatMap(({ cell, message }) => [cell, message]),
    ...rejected.flatMap(({ cell, cells = [], message }) => [cell, ...cells, message]),
  ];
  return new Set(texts.flatMap((text) => wordsOf(text ?? '')));
}

/** Cells that are read as what they stand for, and say nothing more. */
function isRead(plan: PlanFile, row: number, heading: string, cell: string): boolean {
  if (heading === 'RAG') return plan.rows.some((one) => one.row === row && one.declared !== null);
  if (heading === 'State' && /^in progress$/i.test(cell)) return true;
  // A sentence of the same state tells it, with its reason.
  const refs = plan.rows.filter((one) => one.row === row).map(({ ref }) => ref);
  const states = plan.suggestions.filter(({ ref }) => refs.includes(ref)).map(({ state }) => state);
  if (heading === 'State' && states.some((state) => state === cell.toLowerCase())) return true;
  return (heading === 'Depends on' && /^(?:none|n\/?a)$/i.test(cell)) || (heading.startsWith('Ref') && cell === 'tbc');
}

describe('what stands in a file', () => {
  it('is in a milestone, an outline title, a warning or a rejected row: nothing is dropped', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const plan = readCsvPlan(asCsv(table));
        if (isRefused(plan)) return;
        const headings = table.find((cells) => cells.length > 1) ?? [];
        table.forEach((cells, at) => {
          if (cells === headings) return;
          const known = shown(plan, at + 1);
          cells.forEach((cell, column) => {
            if (isRead(plan, at + 1, headings[column] ?? '', cell)) return;
            const lost = wordsOf(cleanCell(cell)).filter((word) => !known.has(word));
            expect(lost, `row ${String(at + 1)}, ${headings[column] ?? ''}: ${cell}`).toEqual([]);
          });
        });
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
  });

  it('under a heading that is not known is told by that heading, with what stands there first', () => {
    const plan = readCsvPlan('Ref,Milestone,Due,Lead,Budget\n1.1,Do it,1 May 2027,Jo Farl,£500\n');
    if (isRefused(plan)) throw new Error(plan.refused);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['unread-column']);
    expect(plan.warnings[0]?.message).toContain('"Budget", where "£500" stands');
  });
});
