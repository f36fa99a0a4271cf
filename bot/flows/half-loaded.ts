import type { Milestone } from '../domain/plan.js';
import type { PlanFile, PlanRow } from '../domain/read-plan.js';
import type { PlanContents } from './ports.js';

/**
 * Whether a plan is the beginning of this file and no more: loading it broke off, and may go on. Every milestone, area
 * and objective of the plan must stand in the file as it was loaded, and one milestone of the file must be missing. What
 * people said since counts for nothing.
 */
export function isHalfOf({ plan, areas, objectives, milestones }: PlanContents, file: PlanFile): boolean {
  // What was loaded to its end, or has another number of rows, is a plan with a file of another quarter.
  if (milestones.length >= file.rows.length || (plan.file?.rows ?? file.rows.length) !== file.rows.length) return false;
  const titles = new Map(file.areas.map(({ code, title }) => [code, title]));
  const objectiveAt = new Map(file.objectives.map(({ code, area, title }) => [code, [area, title].join('\n')]));
  const rowAt = new Map(file.rows.map((row, order) => [row.ref, { row, order }]));
  return (
    areas.every(({ code, title }) => titles.get(code) === title) &&
    objectives.every(({ code, area, title }) => objectiveAt.get(code) === [area, title].join('\n')) &&
    milestones.every(({ milestone }) => {
      const found = rowAt.get(milestone.ref);
      return found !== undefined && isLoadedFrom(milestone, found.row, found.order, file);
    })
  );
}

/** Nobody changes what is compared here: dates by their words while none moved, ratings while nobody gave another. */
function isLoadedFrom(milestone: Milestone, row: PlanRow, order: number, file: PlanFile): boolean {
  const { order: place, text, area, objective, tags, waitsFor, leadsText, printed } = milestone;
  const stored = [
    place,
    text,
    area,
    objective,
    tags,
    waitsFor,
    leadsText,
    printed.progress,
    printed.evidence,
    printed.sameAs,
    printed.mark,
    printed.state,
  ];
  const inFile = [
    ...[order, row.text, row.area, row.objective, row.tags, row.waitsFor, row.leadsCell],
    ...[row.progress, row.evidence, row.sameAs, row.mark, row.statePrinted],
  ];
  const sameDate = milestone.moves.length > 0 || milestone.due.text === row.due.text;
  return sameDate && isDeclaredBy(milestone, row, file) && JSON.stringify(stored) === JSON.stringify(inFile);
}

function isDeclaredBy({ update, ref }: Milestone, row: PlanRow, { suggestions }: PlanFile): boolean {
  if (update === null) return row.declared === null;
  if (update.by.kind !== 'import') return true;
  // What was accepted of a suggestion is stored like what a column declares.
  return row.declared === null
    ? suggestions.some((one) => one.ref === ref)
    : update.grade === (row.grade ?? row.declared);
}
