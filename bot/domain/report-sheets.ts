/** The same figures for a workbook: a sheet a kind, dates as dates and numbers as numbers. */
import { inWords } from './dates.js';
import { figuresOf, headlineOf } from './headline.js';
import { entryOfClass } from './key.js';
import type { ReportCell, ReportColumn, ReportSheet, ReportTable } from './report.js';
import { measuresTable } from './report-asked.js';
import { approvalOf, movesOf } from './report-delays.js';
import type { ReportFacts } from './report-facts.js';
import { figuresTable } from './report-headline.js';
import { historyTable, milestonesTable } from './report-lists.js';
import { capital, date, markOf, number, pluralOf, rating, text } from './report-words.js';
import type { RollupKind } from './views.js';

export function sheetsOf(facts: ReportFacts, intro: readonly string[]): readonly ReportSheet[] {
  const { levels } = facts.plan;
  const sheet = (name: string, table: ReportTable): ReportSheet => ({ name, intro: [], tables: [table] });
  const first = [...intro, headlineOf(facts.rollup, levels)];
  const others = [
    sheet('Exceptions', exceptionsTable(facts)),
    sheet('Moves', movedTable(facts)),
    sheet('Silent', silentTable(facts)),
    sheet('Questions', questionsTable(facts)),
    sheet('Measures', measuresTable(facts)),
    // Excel keeps the name "History" for itself.
    sheet('Change history', historyTable(facts)),
  ];
  const taken = ['Summary', ...others.map(({ name }) => name)];
  return [
    { name: 'Summary', intro: first, tables: [figuresTable(facts), areasTable(facts)] },
    sheet(sheetNamed(levels.milestone, taken), milestonesTable(facts)),
    ...others,
  ];
}

/** The plan's own word, where Excel takes it for a name and no other sheet has it. */
function sheetNamed(word: string, taken: readonly string[]): string {
  const name = pluralOf(word.trim());
  const lawful = /^(?!')[^[\]:*?/\\\p{C}]{1,31}(?<!')$/u.test(name) && word.trim() !== '';
  const clashes = [...taken, 'History'].some((one) => one.toLowerCase() === name.toLowerCase());
  return lawful && !clashes ? name : 'The whole plan';
}

function columns(...headings: readonly (readonly [string, number])[]): readonly ReportColumn[] {
  return headings.map(([heading, width]) => ({ heading, width }));
}

/** A row an area; its numbers add up to the last one. */
function areasTable({ rollup, plan }: ReportFacts): ReportTable {
  const figures = figuresOf(rollup);
  return {
    caption: `By ${plan.levels.area.toLowerCase()}`,
    columns: columns([plan.levels.area, 6], ...figures.map(({ word }) => [word, 2] as const), ['Total', 2]),
    rows: rollup.areas.map(({ title, counts, grades }): readonly ReportCell[] => {
      const own = new Map(figuresOf({ key: rollup.key, counts, grades, before: null }).map(({ id, now }) => [id, now]));
      return [text(title), ...figures.map(({ id }) => number(own.get(id) ?? 0)), number(counts.total)];
    }),
  };
}

const KIND_WORDS: Readonly<Record<RollupKind, string>> = {
  new: 'New',
  worsened: 'Worse',
  improved: 'Better',
  'still-red': 'Still red',
  'still-amber': 'Still amber',
  overdue: 'Overdue',
};

/** How a kind of exception is called in lists. */
export function kindInWords(kind: RollupKind): string {
  return KIND_WORDS[kind];
}

function exceptionsTable({ rollup, plan }: ReportFacts): ReportTable {
  const { key } = rollup;
  return {
    caption: 'What needs attention',
    columns: columns(
      ...([
        ['Ref', 2],
        ['Kind', 2],
        [plan.levels.milestone, 6],
        [plan.levels.area, 3],
        ['Rating', 2],
      ] as const),
      ...([
        ['Last time', 2],
        ['So since', 2.4],
        ['Due', 2.4],
        ['Working days overdue', 2],
        ['Forecast', 2.4],
      ] as const),
      ...([
        ['Cause', 6],
        ['Remedial action', 6],
        ['Recovery date', 2.4],
        ['Help needed', 4],
      ] as const),
      ...([
        ['The dates say', 5],
        ['Head of service', 3],
        ['Last update', 2.4],
      ] as const),
    ),
    rows: rollup.exceptions.map((one) => [
      ...[text(one.ref), text(KIND_WORDS[one.kind]), text(one.text), text(one.area)],
      rating(markOf(one.grade ?? entryOfClass(key, one.rating))),
      ...[text(one.was === null ? '' : entryOfClass(key, one.was).word), date(one.since), date(one.dueOn)],
      ...[number(one.overdueDays), date(one.forecast), text(one.cause), text(one.remedy), date(one.recovery)],
      ...[text(one.help), text(capital(one.check.because)), text(one.accountable), date(one.updatedOn)],
    ]),
  };
}

function movedTable(facts: ReportFacts): ReportTable {
  const { since } = facts.rollup;
  const recent = since === null ? 'Since the last summary' : `Since ${inWords(since)}`;
  return {
    caption: 'Approved dates that were moved',
    columns: columns(
      ...([
        ['Ref', 2],
        [facts.plan.levels.milestone, 6],
        ['Old date', 2.4],
        ['New date', 2.4],
      ] as const),
      ...([
        ['Reason', 6],
        ['Approved', 5],
        [recent, 2.4],
      ] as const),
    ),
    rows: movesOf(facts).map(({ milestone, move, sinceLast }) => [
      ...[text(milestone.ref), text(milestone.text), date(move.from), date(move.to)],
      ...[text(move.reason ?? 'No reason recorded'), text(approvalOf(facts, move)), text(sinceLast ? 'Yes' : 'No')],
    ]),
  };
}

/** By area under the head of service's name, never under a lead's (RULES 6). */
function silentTable({ rollup, plan, milestones }: ReportFacts): ReportTable {
  const texts = new Map(milestones.map(({ ref, text: words }) => [ref, words]));
  const asked = new Set(rollup.silent.flatMap(({ refs }) => refs));
  const quiet = rollup.noUpdate.flatMap(({ refs }) => refs);
  const only = rollup.silent.map((area) => ({ ...area, refs: area.refs.filter((ref) => !quiet.includes(ref)) }));
  const rows = [...rollup.noUpdate, ...only].flatMap(({ area, head, refs }) =>
    refs.map((ref) => {
      const named = plan.naming === 'none' ? '' : head;
      const update = quiet.includes(ref) ? 'No' : 'Yes';
      return [ref, texts.get(ref) ?? '', area, named, update, asked.has(ref) ? 'Yes' : 'No'].map((cell) => text(cell));
    }),
  );
  return {
    caption: 'No update, and asked without an answer',
    columns: columns(
      ...([
        ['Ref', 2],
        [plan.levels.milestone, 6],
        [plan.levels.area, 3],
        ['Head of service', 3],
      ] as const),
      ...([
        ['Has a rating', 2],
        ['Asked, and no answer yet', 2.4],
      ] as const),
    ),
    rows,
  };
}

function questionsTable({ questions }: ReportFacts): ReportTable {
  const states = {
    unanswered: 'Not answered yet',
    waiting: 'Answered, not released yet',
    answered: 'Answered',
  } as const;
  return {
    caption: 'Questions of leaders and their answers',
    columns: columns(
      ...([
        ['Ref', 2],
        ['Question', 6],
        ['Asked by', 4],
        ['Asked on', 2.4],
        ['State', 3],
      ] as const),
      ...([
        ['Answer', 6],
        ['Answered by', 3],
        ['Answered on', 2.4],
      ] as const),
    ),
    rows: questions.map((one) => [
      ...[text(one.ref), text(one.text), text(one.asker), date(one.on), text(states[one.state])],
      ...[text(one.answer), text(one.by), date(one.answeredOn)],
    ]),
  };
}
