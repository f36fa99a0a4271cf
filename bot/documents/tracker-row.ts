import type { Period } from '../domain/periods.js';
import type { PlanKind } from '../domain/plan.js';
import type { PlanRow, StateSuggestion, TrackerReading } from '../domain/read-plan.js';
import type { PlanWarning, WarningCode } from '../domain/plan-warnings.js';
import { atMeeting, beforeMeeting, raisedAt, UNDATED, withYear, type TrackerDue } from './tracker-dues.js';
import type { Beside } from './tracker-rows.js';
import { listed, oneLine, quoted, sameWords } from './words.js';

/** What the rows of one tracker are read by. */
export interface TrackerNeeds {
  readonly kind: PlanKind;
  readonly board: string | null;
  readonly tracker: TrackerReading | undefined;
  readonly yearStarts: number;
  /** The year that dates without one are in; null where nothing says. */
  readonly year: Period | null;
}

export interface ReadTrackerRow {
  readonly row: PlanRow;
  /** Its date is that of its kind: what was doubtful about it as a plan's date is no doubt any more. */
  readonly redated: boolean;
  readonly warnings: readonly PlanWarning[];
}

/** One row as its kind of tracker means it. */
export function rowOfTracker(row: PlanRow, beside: Beside | undefined, needs: TrackerNeeds): ReadTrackerRow {
  const own = beside === undefined ? null : dueFor(row, beside, needs);
  const told = (code: WarningCode, cell: string, message: string): PlanWarning => {
    return { code, row: row.row, ref: row.ref, cell, message: `Row ${String(row.row)}: ${message}` };
  };
  const asks = oneLine(beside?.cell('asks') ?? '');
  const found: PlanRow = {
    ...row,
    ...(own !== null && { due: own.due }),
    ...(own?.raisedOn !== undefined && { raisedOn: own.raisedOn }),
    queries: isAsked(asks) ? [...row.queries, `Asked for the meeting: ${asks}`] : row.queries,
  };
  const doubts = (beside?.doubts ?? []).map(({ code, message }) => told(code, row.leadsCell, message));
  const date = own?.code == null ? [] : [told(own.code, own.due.text, own.message)];
  return { row: found, redated: own !== null, warnings: [...doubts, ...date] };
}

type OwnDue = TrackerDue & { readonly raisedOn?: PlanRow['raisedOn'] };

/** Null where the words of the date say it all. */
function dueFor({ due, dueCell }: PlanRow, { cell }: Beside, needs: TrackerNeeds): OwnDue | null {
  const { kind, board, tracker, year, yearStarts } = needs;
  if (kind === 'matters' && board !== null) {
    const { on, ...raised } = raisedAt(cell('raised'), board, tracker?.asAt ?? null);
    return { ...raised, raisedOn: on };
  }
  if (kind === 'clearance' && board !== null && tracker?.meeting != null) {
    return beforeMeeting(cell('days'), { board, meeting: tracker.meeting });
  }
  if ((kind === 'risks' || kind === 'self-evaluation') && dueCell === '') return UNDATED;
  if (due.kind === 'awaited' && dueCell !== '' && year !== null) {
    const inYear = withYear(due.text, year, yearStarts);
    if (inYear !== null)
      return kind === 'work-programme' && board !== null ? { ...inYear, due: atMeeting(inYear.due, board) } : inYear;
  }
  if (kind !== 'work-programme' || board === null) return null;
  const meets = atMeeting(due, board);
  return meets === due ? null : { due: meets, code: null, message: '' };
}

function isAsked(words: string): boolean {
  return words.length > 1 && !/^(?:n\/?a|none|t\.?b\.?[acd]\.?)$/i.test(words);
}

/** "Discharged" in the position: the board's word, as far as somebody accepts it. */
export function dischargedIn({ ref, progress }: PlanRow): readonly StateSuggestion[] {
  const said = /^[^.\n]{0,60}\bdischarged\b[^.\n]{0,60}/i.exec(progress ?? '')?.[0] ?? '';
  if (said === '' || /\b(?:not|to be|until|once|when|if|recommend\w*)\b/i.test(said)) return [];
  const because = `its position says ${quoted(said)}`;
  const query = `The schedule says “${said}”. If the board has discharged it, choose Complete, so that its decision is recorded.`;
  return [{ ref, state: 'evidenced', because, query }];
}

/** The same subject under two dates stays two matters. */
export function raisedTwice(rows: readonly PlanRow[]): readonly PlanWarning[] {
  return rows.flatMap((row, at): PlanWarning[] => {
    const before = rows.slice(0, at).filter(({ text }) => sameWords(text) === sameWords(row.text));
    if (before.length === 0) return [];
    const message = `Row ${String(row.row)}: ${quoted(row.text)} is raised in ${listed(before.map(({ ref }) => ref))} too. Both were kept; discharge one if they are the same.`;
    return [{ code: 'raised-twice', row: row.row, ref: row.ref, cell: row.text.slice(0, 1000), message }];
  });
}
