import { inWords } from '../domain/dates.js';
import { entryChosen, entryOfClass } from '../domain/key.js';
import { printedMarking } from '../domain/marking.js';
import { MATTER_HEADINGS, matterRow } from '../domain/matter-rows.js';
import { isComplete, type Milestone, type Plan, type State } from '../domain/plan.js';
import { pointerIn } from '../domain/pointer.js';
import { UNNAMED } from '../domain/unnamed.js';
import type { PlanPrint } from '../flows/ports-print.js';
import { toCsv } from './csv.js';
import { COUNTED, findColumns, type Field } from './plan-columns.js';
import { printedDue } from './plan-dated.js';
import { readTags } from './plan-marks.js';
import { NO_POINTER } from './plan-pointers.js';
import { isNobody } from './plan-roles.js';
import { oneLine } from './words.js';

/** Excel takes a file for UTF-8 only with it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A plan as CSV, under the plan's own words for its levels, which our own reader takes for the same plan again: refs,
 * codes, texts, dates as printed, leads with what stands in brackets behind them, the last rating, tags, and what waits
 * for what. No cell is a formula.
 */
export function writeCsvPlan(print: PlanPrint): string {
  if (print.plan.kind === 'matters') return BYTE_ORDER_MARK + toCsv(mattersOf(print));
  const areas = new Map(print.areas.map((area) => [area.code, area.title]));
  const objectives = new Map(print.objectives.map((objective) => [objective.code, objective.title]));
  const marked = print.milestones.some(({ marking }) => marking !== null);
  const headings = [...headingsFor(print.plan), ...(marked ? [MARKING] : [])];
  const rows = print.milestones.map((milestone) => {
    const objective = objectives.get(milestone.objective) ?? '';
    const cells: Readonly<Record<Field, string>> = {
      ref: milestone.ref,
      areaCode: milestone.area,
      area: areas.get(milestone.area) ?? '',
      objectiveCode: milestone.objective,
      objective,
      milestone: textOf(milestone),
      due: printedDue(milestone.due),
      leads: leadsOf(milestone, print),
      declared: ratingOf(milestone, print.plan),
      state: asPrinted(milestone) ? (milestone.printed.state ?? stateOf(milestone.state)) : stateOf(milestone.state),
      progress: progressOf(milestone),
      evidence: milestone.update?.evidence ?? milestone.printed.evidence ?? '',
      tags: ownTags(milestone, objective).join('; '),
      waits: milestone.waitsFor.filter((ref) => ref !== UNNAMED).join('; '),
      sameAs: sameAsOf(milestone),
      marking: printedMarking(milestone.marking),
    };
    return [...headings.map(([field]) => cells[field]), ...standingOf(print, milestone)];
  });
  const besides = print.standing === undefined ? [] : COUNTED;
  return BYTE_ORDER_MARK + toCsv([[...headings.map(([, heading]) => heading), ...besides], ...rows]);
}

/** The four columns of a schedule of outstanding matters, which our reader takes for the same schedule again. */
function mattersOf(print: PlanPrint): readonly (readonly string[])[] {
  const rows = print.milestones.map((milestone) =>
    matterRow(milestone, { leads: leadsOf(milestone, print), said: progressOf(milestone) }),
  );
  return [MATTER_HEADINGS, ...rows];
}

/** Only where something is marked. */
const MARKING = ['marking', 'Marking'] as const;

/** What it counts as, where the figures are printed with it; our reader leaves these columns alone. */
function standingOf({ standing }: PlanPrint, { ref }: Milestone): readonly string[] {
  if (standing === undefined) return [];
  const own = standing.get(ref);
  return [own?.countsAs ?? '', own?.attention ?? ''];
}

/** The plan's own words where our reader knows them; a word that it does not know would be lost on the way back. */
function headingsFor({ levels }: Plan): readonly (readonly [Field, string])[] {
  const own = headingsWith(levels);
  const read = findColumns([{ row: 1, cells: own.map(([, heading]) => heading) }]);
  const known = own.every(([field], at) => read?.at[field] === at);
  return known ? own : headingsWith({ area: 'Area', objective: 'Objective', milestone: 'Milestone' });
}

function headingsWith({ area, objective, milestone }: Plan['levels']): readonly (readonly [Field, string])[] {
  return [
    ['ref', 'Ref'],
    ['areaCode', `${area} code`],
    ['area', area],
    ['objectiveCode', `${objective} code`],
    ['objective', objective],
    ['milestone', milestone],
    ['due', 'Due'],
    ['leads', 'Lead officers'],
    ['declared', 'RAG'],
    ['state', 'State'],
    ['progress', 'Progress'],
    ['evidence', 'Evidence of impact'],
    ['tags', 'Tags'],
    ['waits', 'Depends on'],
    ['sameAs', 'Same as'],
  ];
}

/** Names as they are known now, with what the plan prints in brackets behind them. */
function leadsOf({ leads, leadsText }: Milestone, { officers }: PlanPrint): string {
  if (leads.length === 0) return isNobody(leadsText) ? leadsText : '';
  return leads
    .map((id) => {
      const { name, aliases } = officers.get(id) ?? { name: id, aliases: [] };
      const tag = [name, ...aliases].map((called) => tagBehind(called, leadsText)).find((found) => found !== '');
      return tag === undefined ? name : `${name} (${tag})`;
    })
    .join('; ');
}

function tagBehind(name: string, cell: string): string {
  const line = oneLine(cell);
  const at = line.toLowerCase().indexOf(`${name.toLowerCase()} (`);
  return at < 0 ? '' : (/^\(([^()]*)\)/.exec(line.slice(at + name.length + 1))?.[1] ?? '').trim();
}

/** The word of the key for what was last declared. */
function ratingOf(milestone: Milestone, { key }: Plan): string {
  if (isComplete(milestone)) return entryOfClass(key, 'complete').word;
  return milestone.update === null ? '' : entryChosen(key, milestone.update).word;
}

/** Its text with the mark of completion behind it, while nobody has answered. */
function textOf(milestone: Milestone): string {
  const { text, printed } = milestone;
  return printed.mark !== null && asPrinted(milestone) ? `${text} ${printed.mark}` : text;
}

/** Nothing but what the file said, and what was accepted of it, says how it stands. */
function asPrinted(milestone: Milestone): boolean {
  return !saidByPeople(milestone) && (milestone.closure?.proposedBy.kind ?? 'import') === 'import';
}

/** Words of a person that look like a pointer point at nothing. */
function sameAsOf(milestone: Milestone): string {
  if (!saidByPeople(milestone)) return milestone.printed.sameAs ?? '';
  return pointerIn(progressOf(milestone)) === null ? '' : NO_POINTER;
}

function stateOf(state: State): string {
  return `${state.charAt(0).toUpperCase()}${state.slice(1).replaceAll('-', ' ')}`;
}

function saidByPeople({ update }: Milestone): boolean {
  return update !== null && update.by.kind !== 'import';
}

/** What was last said; what the plan printed while nobody has said anything. */
function progressOf(milestone: Milestone): string {
  const { update, printed } = milestone;
  if (update === null || !saidByPeople(milestone)) return printed.progress ?? '';
  const nextStep = update.nextStep === null ? null : `Next: ${update.nextStep}`;
  const byWhen =
    nextStep === null || update.nextStepBy === null ? nextStep : `${nextStep} (${inWords(update.nextStepBy)})`;
  const { waitsOn: waits } = update;
  const lines = [
    update.note,
    update.cause === null ? null : `Cause: ${update.cause}`,
    update.remedy === null ? null : `Remedial action: ${update.remedy}`,
    byWhen,
    update.sameAs === null ? null : `The same as ${update.sameAs.ref}`,
    waits === null ? null : `Waits for ${waits.kind === 'milestone' ? waits.ref : waits.name}`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** Tags that do not stand in the texts themselves. */
function ownTags({ tags, text }: Milestone, objective: string): readonly string[] {
  const printed = readTags('', objective, text);
  return tags.filter((tag) => !printed.includes(tag));
}
