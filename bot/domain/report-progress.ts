/** What was done, area by area: sign-off, sentences said, completions. Ambers and reds are told last, in their own part. */
import { inWords } from './dates.js';
import { isClosed, type Area, type Milestone, type Objective } from './plan.js';
import type { ReportBlock, ReportSection, Words } from './report.js';
import type { ReportFacts } from './report-facts.js';
import { figuresOf } from './headline.js';
import {
  headNamed,
  joined,
  list,
  markOfRow,
  paragraph,
  rowsByRef,
  sentence,
  titled,
  under,
  words,
} from './report-words.js';
import { achievedObjectives } from './report-outcomes.js';
import { doneOf, nextOf, progressOf } from './report-told.js';

export function progressSections(facts: ReportFacts): readonly ReportSection[] {
  const { areas, plan } = facts;
  const below = areas.flatMap((area) => areaSections(facts, area));
  return under({ level: 1, heading: `Progress by ${plan.levels.area.toLowerCase()}` }, [], below);
}

function areaSections(facts: ReportFacts, area: Area): readonly ReportSection[] {
  const achieved = new Set(achievedObjectives(facts).map(({ code }) => code));
  const objectives = facts.objectives.filter(({ code, area: of }) => of === area.code && !achieved.has(code));
  const below = objectives.flatMap((objective) => objectiveSection(facts, objective));
  return under({ level: 2, heading: area.title }, [...standingOf(facts, area)], below);
}

/** Its head of service, its figures, and whether somebody stands by them. */
function standingOf(facts: ReportFacts, area: Area): readonly ReportBlock[] {
  const head = headNamed(facts, area);
  const under =
    facts.plan.naming === 'none' ? '' : head === '' ? 'No head of service is set.' : `Head of service: ${head}.`;
  return [paragraph(joined(under, figuresIn(facts, area))), ...signedIn(facts, area)];
}

function figuresIn({ rollup }: ReportFacts, { code }: Area): string {
  const own = rollup.areas.find((area) => area.code === code);
  if (own === undefined) return '';
  const parts = figuresOf({ key: rollup.key, counts: own.counts, before: null, grades: own.grades });
  const said = parts
    .filter(({ now }) => now > 0)
    .map(({ id, now, word }) => {
      return `${String(now)} ${id === 'none' || id === 'closed' ? word.toLowerCase() : word}`;
    });
  return `${said.join(', ')}: ${String(own.counts.total)} in all.`;
}

/** A sentence of the head of service, or that nobody has signed. */
function signedIn({ signing, plan }: ReportFacts, { code }: Area): readonly ReportBlock[] {
  if (signing === null) return [];
  const signed = signing.signed.find((one) => one.code === code);
  if (signed === undefined) return [paragraph('Not signed off.')];
  const by = plan.naming === 'none' ? '' : ` by ${signed.by}`;
  const said = signed.words.trim() === '' ? '' : ` “${signed.words.trim()}”`;
  return [paragraph(`Signed off${by} on ${inWords(signed.on)}.${said}`)];
}

function objectiveSection(facts: ReportFacts, objective: Objective): readonly ReportSection[] {
  const own = facts.milestones.filter(({ objective: of }) => of === objective.code);
  const told = own.flatMap((milestone) => lineOf(facts, milestone));
  const rows = rowsByRef(facts.rollup);
  const refsOf = (which: (milestone: Milestone) => boolean): string =>
    own
      .filter(which)
      .map(({ ref }) => ref)
      .join(', ');
  const red = refsOf(({ ref }) => ['red', 'amber'].includes(rows.get(ref)?.rating ?? ''));
  const quiet = refsOf(
    (milestone) => rows.get(milestone.ref)?.rating === 'green' && lineOf(facts, milestone).length === 0,
  );
  const blocks = [
    ...list(told),
    ...(quiet === '' ? [] : [paragraph(`${quiet}.`, 'Confirmed, no detail given: ')]),
    ...(red === '' ? [] : [paragraph(`${red}.`, 'Amber and red, told below: ')]),
  ];
  return under({ level: 3, heading: titled(objective) }, blocks);
}

/** One line of a milestone of which something was said or done; ambers, reds and closed ones are told elsewhere. */
function lineOf(facts: ReportFacts, milestone: Milestone): readonly Words[] {
  const row = rowsByRef(facts.rollup).get(milestone.ref);
  if (row === undefined || isClosed(milestone) || row.rating === 'red' || row.rating === 'amber') return [];
  const said = joined(doneOf(milestone), progressOf(milestone), nextOf(milestone));
  if (said === '' || (row.rating === 'none' && milestone.update === null && milestone.printed.progress === null))
    return [];
  const stale =
    row.rating === 'none' && milestone.update !== null ? `Last said on ${inWords(milestone.update.on)}.` : '';
  const mark = markOfRow(facts.rollup, row);
  return [{ ...words(`${milestone.ref} `, joined(sentence(milestone.text), stale, said)), rating: mark }];
}
