import { readDues, type DuePart, type DueReading } from '../domain/due.js';
import type { Due } from '../domain/plan.js';
import type { Draft } from './plan-drafts.js';
import type { KnownNames } from './plan-names.js';
import { whenIn, type When } from './plan-when.js';

type DueFault = NonNullable<DueReading['fault']>;

/** A draft with one due: a cell with several dates gives several of these. */
export interface DatedDraft extends Draft {
  readonly due: Due;
  readonly dueFaults: readonly DueFault[];
  /** What the cell says the date is for, where it names several; null otherwise. */
  readonly label: string | null;
  /** The words of the cell that name people. */
  readonly leadWords: string;
  /** The same words as those of the date before it, of which all is told already. */
  readonly sameLeads: boolean;
  /** 1 for the first or only one of a row's dates. */
  readonly part: number;
}

export interface DatingNeeds {
  /** Dates and people stand in one cell. */
  readonly together: boolean;
  readonly known: KnownNames;
  readonly yearStarts: number;
}

/** One draft for each date in its cell. */
export function dated(draft: Draft, { together, known, yearStarts }: DatingNeeds): readonly DatedDraft[] {
  const { due, leads } = draft.cells;
  const whens = together ? whenIn(due, known) : [{ due, leads }];
  const { parts, fault } = duesOf(whens, yearStarts);
  return parts.map(({ reading, leads: leadWords }, at) => ({
    ...draft,
    doubts: at === 0 ? draft.doubts : [],
    due: reading.due,
    dueFaults: [...(at === 0 && fault ? [fault] : []), ...(reading.fault ? [reading.fault] : [])],
    label: parts.length > 1 ? reading.label : null,
    leadWords,
    sameLeads: at > 0 && leadWords === parts[at - 1]?.leads,
    part: at + 1,
  }));
}

interface Dues {
  readonly parts: readonly { readonly reading: DuePart; readonly leads: string }[];
  readonly fault: DueFault | null;
}

/** Dates with people of their own are read together, so that one without its year can take another's. */
function duesOf(whens: readonly When[], yearStarts: number): Dues {
  const [only] = whens;
  if (whens.length === 1 && only !== undefined) {
    const { readings, fault } = duesIn(only.due, yearStarts);
    return { parts: readings.map((reading) => ({ reading, leads: only.leads })), fault };
  }
  const { readings, fault } = duesIn(whens.map(({ due }) => due).join('\n'), yearStarts);
  const inStep = readings.length === whens.length;
  if (inStep) return { parts: readings.map((reading, at) => ({ reading, leads: whens[at]?.leads ?? '' })), fault };
  const people = [...new Set(whens.map(({ leads }) => leads))].join('; ');
  return duesOf([{ due: whens.map(({ due }) => due).join(' '), leads: people }], yearStarts);
}

/** A year in square brackets was not printed beside its date: our own reports mark so what was inferred. */
function duesIn(words: string, yearStarts: number): ReturnType<typeof readDues> {
  const marked = /^(?<bare>.*\S) \[(?<year>(?:19|20|21)\d\d)\]$/s.exec(words)?.groups;
  if (marked?.bare !== undefined) {
    const { readings } = readDues(`1 January ${marked.year ?? ''}\n${marked.bare}`, { yearStarts });
    const [, reading] = readings;
    if (readings.length === 2 && reading) return { readings: [reading], fault: null };
  }
  return readDues(words, { yearStarts });
}

/** The words of a due as a cell of a report, to be read again as the same. */
export function printedDue(due: Due): string {
  if ((due.kind !== 'day' && due.kind !== 'period') || due.yearInferred !== true) return due.text;
  return `${due.text} [${(due.kind === 'day' ? due.date : due.to).slice(0, 4)}]`;
}
