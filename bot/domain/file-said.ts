import type { CivilDate } from './dates.js';
import type { Due } from './due-kinds.js';
import { oneLine } from './quoted.js';
import { printedMarking } from './marking.js';
import type { OfficerId } from './plan.js';
import type { PlanFile, PlanRow } from './read-plan.js';

/**
 * What a file said of a milestone, field by field, as marks that are equal where the file says the same: dates and short
 * words as they are, texts as hashes, so that what is erased from a plan stands nowhere else.
 */
export interface SaidMarks {
  readonly text: string;
  readonly due: string;
  readonly leads: string;
  readonly parent: string;
  readonly progress: string;
  readonly evidence: string;
  readonly declared: string;
  readonly state: string;
  readonly tags: string;
  readonly marking: string;
  readonly waits: string;
}

/** What the newest file said of a milestone, by which the next one is compared. */
export interface FileSaid {
  /** The as-at date of that file. */
  readonly on: CivilDate;
  /** Its ref is printed in the file, and was not made here. */
  readonly refPrinted: boolean;
  /** Whom the leads' cell meant. */
  readonly leads: readonly OfficerId[];
  readonly marks: SaidMarks;
}

/** What a file says of one of its rows, whatever somebody decided about it since. */
export function marksOf(row: PlanRow, file: Pick<PlanFile, 'areas' | 'objectives' | 'suggestions'>): SaidMarks {
  if (row.before !== undefined) return row.before.marks;
  const area = file.areas.find(({ code }) => code === row.area)?.title ?? '';
  const objective = file.objectives.find(({ code }) => code === row.objective)?.title ?? '';
  return {
    text: textMark(row.text),
    due: dueMark(row.due),
    leads: textMark(row.leadsCell),
    parent: textMark(`${area}\n${objective}`),
    progress: textMark(row.progress ?? ''),
    evidence: textMark(row.evidence ?? ''),
    declared: row.grade ?? row.declared ?? colouredOf(file).get(row.ref) ?? '',
    state: textMark(`${row.mark ?? ''}\n${row.statePrinted ?? ''}`),
    tags: tagsMark(row.tags),
    marking: printedMarking(row.marking ?? null),
    waits: [...row.waitsFor].sort().join('\n'),
  };
}

const COLOURED = new WeakMap<PlanFile['suggestions'], ReadonlyMap<string, string>>();

/** Ratings that only colours show, by ref; read once for a file. */
function colouredOf({ suggestions }: Pick<PlanFile, 'suggestions'>): ReadonlyMap<string, string> {
  const known = COLOURED.get(suggestions);
  if (known !== undefined) return known;
  const shown = suggestions.flatMap(({ ref, rating }) => (rating === undefined ? [] : [[ref, rating.grade] as const]));
  const found = new Map(shown);
  COLOURED.set(suggestions, found);
  return found;
}

/** Equal for dates that mean the same, however they are printed; of what is no date, its words count. */
export function dueMark(due: Due): string {
  switch (due.kind) {
    case 'day':
      return due.date;
    case 'period':
      return `${due.from}..${due.to}`;
    case 'meeting':
      if (due.next === true) return `${textMark(due.board)} next`;
      return `${textMark(due.board)} ${due.from}..${due.to} ${String(due.daysBefore ?? 0)}`;
    case 'recurring':
      return [due.cadence, due.first ?? '', due.until ?? ''].join(' ');
    case 'awaited':
    case 'ongoing':
      return `${due.kind} ${textMark(due.text)}`;
  }
}

/** Tags have neither lines nor an order. */
export function tagsMark(tags: readonly string[]): string {
  return [...tags].sort().join('\n');
}

/** Of the words on one line, case included; sixteen hexadecimal digits, empty for no words. */
export function textMark(text: string): string {
  const line = oneLine(text);
  return line === '' ? '' : `${hashed(line, 0x811c9dc5)}${hashed(line, 0x01000193)}`;
}

/** FNV-1a of 32 bits. It hides nothing and finds what changed. */
function hashed(text: string, basis: number): string {
  let hash = basis;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
