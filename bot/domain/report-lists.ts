/** The long lists of a workbook: every milestone with all that is known of it, and what changed when. */
import { unreleased } from './challenges.js';
import type { HistoryChange } from './history-words.js';
import { overdueDays } from './overdue.js';
import { whatChanged } from './milestone-history.js';
import { approvedDate, type Milestone } from './plan.js';
import { KEY } from './policy.js';
import type { ReportCell, ReportColumn, ReportTable } from './report.js';
import type { ReportFacts } from './report-facts.js';
import { evidenceOf, progressOf } from './report-told.js';
import { capital, date, markOf, markOfRow, namesOf, number, rating, rowsByRef, text, titled } from './report-words.js';
import type { RollupRow } from './rollup-facts.js';
import { stateInWords } from './state-words.js';

export function milestonesTable(facts: ReportFacts): ReportTable {
  const { levels, naming } = facts.plan;
  const names = naming === 'none' ? [] : [['Names', 3] as const];
  const headings = [
    ...([
      ['Ref', 2],
      [levels.area, 3],
      [levels.objective, 4],
      [levels.milestone, 6],
      ['Due, as printed', 3],
    ] as const),
    ...([
      ['Approved date', 2.4],
      ['First date', 2.4],
      ['Times moved', 2],
      ['Forecast', 2.4],
    ] as const),
    ...names,
    ...([
      ['Rating', 2],
      ['Counts as', 2],
      ['State', 2.4],
      ['Working days overdue', 2],
      ['Last update', 2.4],
    ] as const),
    ...([
      ['Progress', 6],
      ['Cause', 5],
      ['Remedial action', 5],
      ['Recovery date', 2.4],
      ['Next step', 4],
    ] as const),
    ...([
      ['Next step by', 2.4],
      ['Done on', 2.4],
      ['Evidence', 4],
      ['Evidence due', 2.4],
      ['Tags', 3],
    ] as const),
  ];
  const columns: readonly ReportColumn[] = headings.map(([heading, width]) => ({ heading, width }));
  const rows = rowsByRef(facts.rollup);
  return {
    caption: 'Everything that is counted and may be named here',
    columns,
    rows: facts.milestones.map((one) => rowOf(facts, one, rows.get(one.ref))),
  };
}

function rowOf(facts: ReportFacts, milestone: Milestone, row: RollupRow | undefined): readonly ReportCell[] {
  const { moves, due, baseline, update } = milestone;
  const area = facts.areas.find(({ code }) => code === milestone.area);
  const objective = facts.objectives.find(({ code }) => code === milestone.objective);
  const moved = moves.filter(({ from }) => from !== null).length;
  return [
    ...[text(milestone.ref), text(area?.title ?? ''), text(objective === undefined ? '' : titled(objective))],
    ...[text(milestone.text), text(due.text), date(approvedDate(milestone)), date(baseline), number(moved)],
    date(update?.forecast ?? null),
    ...(facts.plan.naming === 'none' ? [] : [text(namesOf(facts, milestone))]),
    rating(row === undefined ? markOf(KEY.none) : markOfRow(facts.rollup, row)),
    ...[text(row?.rating ?? 'none'), text(capital(stateInWords(milestone.state)))],
    ...[number(overdueDays(milestone, facts.calendar, facts.today)), date(update?.on ?? null)],
    ...saidCells(milestone),
  ];
}

function saidCells(milestone: Milestone): readonly ReportCell[] {
  const { update, deliveredOn, evidenceDue, tags } = milestone;
  return [
    ...[text(progressOf(milestone)), text(update?.cause ?? null), text(update?.remedy ?? null)],
    ...[date(update?.recovery ?? null), text(update?.nextStep ?? null), date(update?.nextStepBy ?? null)],
    ...[date(deliveredOn), text(evidenceOf(milestone)), date(evidenceDue), text(tags.join('; '))],
  ];
}

/** Every change that readers see, by milestone, the oldest first. */
export function historyTable(facts: ReportFacts): ReportTable {
  return {
    caption: 'What changed, and when',
    columns: [
      { heading: 'Ref', width: 2 },
      { heading: 'Day', width: 2.4 },
      { heading: 'What', width: 3 },
      { heading: 'In words', width: 16 },
    ],
    rows: facts.milestones.flatMap((one) => changesOf(facts, one)),
  };
}

/** Who is accountable may stand in it, unless the plan names nobody; leads only where it names them (RULES 6). */
function mayBeNamedBy({ plan, areas }: ReportFacts, officer: string): boolean {
  if (plan.naming !== 'accountable') return plan.naming === 'leads';
  return plan.owner === officer || areas.some(({ heads }) => heads.includes(officer));
}

/** What the public is told of: not who may read what, nor what was asked, wished for and refused. */
const INTERNAL: readonly HistoryChange['kind'][] = ['asked', 'marked', 'cleared', 'proposed', 'refused', 'lapsed'];

/** An answer that may not be told yet is in no line, whenever it was given. */
function changesOf(facts: ReportFacts, milestone: Milestone): readonly (readonly ReportCell[])[] {
  const { ref } = milestone;
  const { naming, key } = facts.plan;
  const pasts = facts.history.get(ref) ?? [];
  const untold = new Set(unreleased(milestone, facts.today).map(({ id }) => id));
  const isTold = (kind: HistoryChange['kind']): boolean =>
    (naming === 'leads' || kind !== 'leads') && !(facts.ceiling === 'public' && INTERNAL.includes(kind));
  const nameOf = (officer: string): string => (mayBeNamedBy(facts, officer) ? facts.nameOf(officer) : 'somebody');
  return pasts.flatMap(({ milestone: then, on }, at) =>
    whatChanged(pasts[at - 1]?.milestone ?? null, then, { key, nameOf, untold })
      .filter(({ kind }) => isTold(kind))
      .map(({ kind, words }) => [text(ref), date(on), text(capital(kind.replaceAll('-', ' '))), text(words)]),
  );
}
