/** One report of one snapshot, for every kind of file. */
import { inWords } from './dates.js';
import type { MarkingLevel } from './marking.js';
import { questionsSection, measuresSection } from './report-asked.js';
import { delaySections } from './report-delays.js';
import type { ReportFacts } from './report-facts.js';
import { headlineSection, overallSection } from './report-headline.js';
import { outcomeSections } from './report-outcomes.js';
import { progressSections } from './report-progress.js';
import { riskSections } from './report-risks.js';
import { sheetsOf } from './report-sheets.js';
import { changesSection, silenceSections } from './report-silence.js';
import { wideSections } from './report-table.js';
import type { Report } from './report.js';

/** Printed on every page. */
export const MARKING_LINES: Readonly<Record<MarkingLevel, string>> = {
  public: 'Public',
  internal: 'Internal: not for publication',
  restricted: 'Restricted: only for those it was given to',
};

/** The council's order: headline, progress, delays, what is not heard of, ambers and reds last; then what was asked, and the plan. */
export function makeReport(facts: ReportFacts): Report {
  const { plan, today, time, scope, ceiling, made } = facts;
  const about = scope.length === 0 ? '' : ` (${scope.join(', ')})`;
  const title = `${plan.title}${about}`;
  const position = `Progress report as at ${time === null ? 'the end of' : `${time} on`} ${inWords(today)}`;
  const markingLine = MARKING_LINES[ceiling];
  return {
    ...{ title, position, asAt: today, made, marking: ceiling, markingLine, levels: plan.levels },
    sections: [
      ...headlineSection(facts),
      ...overallSection(facts),
      ...progressSections(facts),
      ...delaySections(facts),
      ...changesSection(facts),
      ...silenceSections(facts),
      ...riskSections(facts),
      ...questionsSection(facts),
      ...measuresSection(facts),
      ...outcomeSections(facts),
    ],
    wide: wideSections(facts),
    sheets: sheetsOf(facts, [title, position, markingLine]),
  };
}
