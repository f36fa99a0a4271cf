/** The whole plan in its own columns, a table an area, with the key behind it. */
import { declarable } from './key.js';
import { MATTER_HEADINGS, matterRow } from './matter-rows.js';
import { isComplete, type Milestone } from './plan.js';
import { KEY } from './policy.js';
import type { ReportCell, ReportColumn, ReportSection, ReportTable } from './report.js';
import type { ReportFacts } from './report-facts.js';
import { dueOf, evidenceOf, progressOf, saidOf } from './report-told.js';
import { markOf, markOfRow, namesOf, rating, rowsByRef, tableBlock, text, titled, under } from './report-words.js';

export function wideSections(facts: ReportFacts): readonly ReportSection[] {
  const tables = facts.areas.flatMap((area) => {
    const own = facts.milestones.filter(({ area: of }) => of === area.code);
    const caption = `${facts.plan.levels.area}: ${area.title}`;
    return under({ level: 2, heading: area.title }, tableBlock(planTable(facts, own, caption)));
  });
  return [...under({ level: 1, heading: 'The whole plan' }, [], tables), ...keySection(facts)];
}

function planTable(facts: ReportFacts, milestones: readonly Milestone[], caption: string): ReportTable {
  if (facts.plan.kind === 'matters') return mattersTable(facts, milestones, caption);
  const { levels, naming } = facts.plan;
  const named = naming === 'none' ? [] : [naming === 'leads' ? 'Lead' : 'Head of service'];
  const columns: readonly ReportColumn[] = [
    { heading: 'Ref', width: 1.6 },
    { heading: levels.objective, width: 4.4 },
    { heading: levels.milestone, width: 5.4 },
    { heading: 'Due', width: 2.3 },
    ...named.map((heading) => ({ heading, width: 2 })),
    { heading: 'Rating', width: 1.8 },
    { heading: 'Progress', width: 7 },
    { heading: 'Evidence', width: 3.4 },
  ];
  return { caption, columns, rows: milestones.map((one, at) => rowOf(facts, one, milestones[at - 1] ?? null)) };
}

/** The schedule in the four columns that its board reads. */
function mattersTable(facts: ReportFacts, milestones: readonly Milestone[], caption: string): ReportTable {
  const widths = [2.4, 5, 3.6, 8] as const;
  const columns = MATTER_HEADINGS.map((heading, at) => ({ heading, width: widths[at] ?? 4 }));
  const rows = milestones.map((milestone) => {
    const said = isComplete(milestone) ? progressOf(milestone) : saidOf(milestone);
    return matterRow(milestone, { leads: leadsNamed(facts, milestone), said }).map((cell) => text(cell));
  });
  return { caption, columns, rows };
}

/** It is the board's own column: who leads stands in it, unless the plan names nobody there. */
function leadsNamed({ plan, ceiling, nameOf }: ReportFacts, { leads, leadsText }: Milestone): string {
  if (plan.naming === 'none' || (ceiling === 'public' && plan.naming !== 'leads')) return '';
  return leads.map(nameOf).join('; ') || leadsText;
}

/** An objective is printed where it begins, and not again in the rows below that are of it too. */
function rowOf(facts: ReportFacts, milestone: Milestone, above: Milestone | null): readonly ReportCell[] {
  const isSame = above?.objective === milestone.objective;
  const objective = facts.objectives.find(({ code }) => code === milestone.objective);
  const row = rowsByRef(facts.rollup).get(milestone.ref);
  const mark = row === undefined ? markOf(KEY.none) : markOfRow(facts.rollup, row);
  return [
    text(milestone.ref),
    text(objective === undefined || isSame ? '' : titled(objective)),
    text(milestone.text),
    text(dueOf(milestone)),
    ...(facts.plan.naming === 'none' ? [] : [text(namesOf(facts, milestone))]),
    rating(mark),
    text(saidOf(milestone)),
    text(evidenceOf(milestone)),
  ];
}

/** What the words mean, so that a page alone can be read. */
function keySection({ plan }: ReportFacts): readonly ReportSection[] {
  const entries = [...declarable(plan.key), KEY.none];
  const table: ReportTable = {
    caption: 'What the ratings mean',
    columns: [
      { heading: 'Rating', width: 2 },
      { heading: 'Meaning', width: 8 },
    ],
    rows: entries.map((entry) => [rating(markOf(entry)), text(entry.definition)]),
  };
  return under({ level: 1, heading: 'Key' }, tableBlock(table));
}
