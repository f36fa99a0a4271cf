/** Objectives that are achieved: they leave the progress part, and are told by what was done. */
import { isClosed, isComplete, type Milestone, type Objective } from './plan.js';
import type { ReportSection } from './report.js';
import type { ReportFacts } from './report-facts.js';
import { joined, list, paragraph, sentence, titled, under, words } from './report-words.js';
import { doneOf, progressOf } from './report-told.js';
import { stateInWords } from './state-words.js';

/**
 * Those whose milestones are all delivered, whoever may read them; one that was closed does not stand in the way, and one
 * that did not achieve what it was for does.
 */
export function achievedObjectives({ objectives, everything, milestones }: ReportFacts): readonly Objective[] {
  return objectives.filter(({ code }) => {
    const own = everything.filter(({ objective }) => objective === code);
    const isNamed = milestones.some(({ objective }) => objective === code);
    return isNamed && own.some(isComplete) && own.every((one) => isClosed(one) || isAchieved(one));
  });
}

function isAchieved(milestone: Milestone): boolean {
  return isComplete(milestone) && milestone.update?.outcome !== 'not-achieved';
}

export function outcomeSections(facts: ReportFacts): readonly ReportSection[] {
  const { levels } = facts.plan;
  const below = achievedObjectives(facts).flatMap((objective) => achievedSection(facts, objective));
  const intro = `Each ${levels.objective.toLowerCase()} here has been delivered as a whole.`;
  return below.length === 0 ? [] : under({ level: 1, heading: 'Achieved outcomes' }, [paragraph(intro)], below);
}

function achievedSection(facts: ReportFacts, objective: Objective): readonly ReportSection[] {
  const area = facts.areas.find(({ code }) => code === objective.area);
  const own = facts.milestones.filter(({ objective: of }) => of === objective.code);
  const lines = own.map((one) => {
    const ended = isClosed(one) ? `Closed: ${stateInWords(one.state)}.` : joined(doneOf(one), progressOf(one));
    return words(`${one.ref} `, joined(sentence(one.text), ended));
  });
  const blocks = [
    ...(area === undefined ? [] : [paragraph(`${area.title}.`, `${facts.plan.levels.area}: `)]),
    ...list(lines),
  ];
  return under({ level: 2, heading: titled(objective) }, blocks);
}
