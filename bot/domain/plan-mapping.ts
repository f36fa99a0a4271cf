import { quoted } from './quoted.js';
import { PLAN_FIELDS, type MappedColumn, type PlanField } from './plan-columns.js';

/** What people call the fields that a column can hold. */
export const FIELD_WORDS: Readonly<Record<PlanField, string>> = {
  ref: 'Ref',
  areaCode: 'Code of the area',
  area: 'Area',
  objectiveCode: 'Code of the objective',
  objective: 'Objective',
  milestone: 'What is due',
  due: 'Date',
  leads: 'Lead officers',
  declared: 'Rating',
  state: 'State',
  progress: 'Progress',
  evidence: 'Evidence',
  tags: 'Tags',
  waits: 'What it waits for',
  sameAs: 'Same as',
  marking: 'Marking',
};

/** What a form says for a column that nothing is read from, and for one with dates and people together. */
export const NOTHING = 'nothing';
export const TOGETHER = 'due+leads';

/** What a form says that a column holds; null for what no form of ours says. */
export function mappedBy(heading: string, chosen: string): readonly MappedColumn[] | null {
  if (chosen === NOTHING) return [{ heading, field: null }];
  if (chosen === TOGETHER)
    return [
      { heading, field: 'due' },
      { heading, field: 'leads' },
    ];
  const field = PLAN_FIELDS.find((one) => one === chosen);
  return field === undefined ? null : [{ heading, field }];
}

/** Why columns as typed cannot be followed, in one sentence. */
export interface MappingFault {
  readonly message: string;
}

export function isMappingFault(found: object): found is MappingFault {
  return 'message' in found;
}

const MOST_COLUMNS = 100;
/** A heading longer than this is none. */
const LONGEST_HEADING = 500;

/**
 * "By when=due; Who=leads; Notes=": what columns hold, the heading as printed before the last equals sign; nothing
 * behind it: nothing is read from the column. Of two that give one heading or one field, nothing is guessed; dates and
 * people alone may stand in one column.
 */
export function readMapping(typed: string): readonly MappedColumn[] | MappingFault {
  const parts = typed.split(/[;\n]/).filter((part) => part.trim() !== '');
  const mapping: MappedColumn[] = [];
  for (const part of parts) {
    const sign = part.lastIndexOf('=');
    const heading = part.slice(0, Math.max(sign, 0)).trim();
    if (heading === '' || heading.length > LONGEST_HEADING) {
      return { message: `${quoted(part.trim())} does not say what a column holds: write a heading, “=” and a field.` };
    }
    const word = part.slice(sign + 1).trim();
    const field = word === '' ? null : fieldNamed(word);
    if (field === undefined) return { message: `${quoted(word)} is no field: give one of ${PLAN_FIELDS.join(', ')}.` };
    mapping.push({ heading, field });
  }
  return faultOf(mapping) ?? mapping;
}

/** By its id, or by what people call it; undefined for neither. */
function fieldNamed(word: string): PlanField | undefined {
  const small = word.toLowerCase();
  return PLAN_FIELDS.find((field) => field.toLowerCase() === small || FIELD_WORDS[field].toLowerCase() === small);
}

/** What is wrong with several together; undefined when nothing is. */
export function faultOf(mapping: readonly MappedColumn[]): MappingFault | undefined {
  if (mapping.length > MOST_COLUMNS) return { message: 'More than 100 columns are named, which no plan has.' };
  for (const [at, { heading, field }] of mapping.entries()) {
    const before = mapping.slice(0, at);
    const twice = before.find((one) => isSame(one.heading, heading));
    if (twice !== undefined && !areTogether(twice.field, field)) {
      return { message: `What the column ${quoted(heading)} holds is said twice: say it once.` };
    }
    if (field !== null && before.some((one) => one.field === field)) {
      return { message: `Two columns are to be read as ${FIELD_WORDS[field].toLowerCase()}: name one of them.` };
    }
  }
  return undefined;
}

function areTogether(one: PlanField | null, other: PlanField | null): boolean {
  return (one === 'due' && other === 'leads') || (one === 'leads' && other === 'due');
}

function isSame(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(heading: string): string {
  return heading.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** What was said before of a plan's columns, and what is said now: now goes before. */
export function withMapping(before: readonly MappedColumn[], now: readonly MappedColumn[]): readonly MappedColumn[] {
  const kept = before.filter(
    ({ heading, field }) => !now.some((one) => isSame(one.heading, heading) || (field !== null && one.field === field)),
  );
  return [...kept, ...now];
}
