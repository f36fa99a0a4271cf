import { inWords, type CivilDate } from '../bot/domain/dates.js';
import { entryOfClass, type Key } from '../bot/domain/key.js';
import type { RollupException, RollupView } from '../bot/domain/views.js';
import type { Sign } from './render.js';
import { measureWords } from './rollup-measures.js';
import {
  BECAUSE_LENGTH,
  nameOf,
  statusOf,
  type NameModel,
  type NoteModel,
  type RowButtonModel,
  type StatusModel,
} from './rows.js';
import { asPrinted, capital, counted, cut, listed, mark, overdue, quote, sentence, shownRef } from './words.js';

/** One exception: its rating and what it was, its words and who is accountable; then cause, remedy and date. */
export interface ExceptionModel extends StatusModel, NameModel {
  /** The space above it: less under the heading. */
  readonly gap: string;
  readonly small: readonly string[];
  readonly lines: readonly string[];
  readonly buttons: readonly { readonly row: readonly RowButtonModel[] }[];
}

/** How a summary is told: what a card has room for. */
export interface Telling {
  /** `short`: cause, remedy and date in one line; `full`: all that was said, a line each. */
  readonly words: 'short' | 'full';
  /** So many exceptions stand in a block of their own; the others in one paragraph each. */
  readonly whole: number;
  /** So many lines a list; of the others only the refs. */
  readonly rows: number;
  /** So many refs a line: where no reply tells the others, and in the replies, all of them. */
  readonly refs: number;
  /** The counts as large numbers: the headline has them, too. */
  readonly cells: boolean;
  readonly chart: boolean;
  readonly key: boolean;
  readonly sign: Sign | null;
  /** So many exceptions have a button to ask, or to show more; and whether areas have one. */
  readonly ask: number;
  readonly show: number;
  readonly areas: boolean;
  /** The counts of each area, also of those whose reply has them. */
  readonly byArea: boolean;
}

/** How much is shown of a cause or a remedial action. */
const SAID_LENGTH: Readonly<Record<Telling['words'] | 'brief', number>> = { full: 1_000, short: 110, brief: 80 };

/** One exception in one paragraph, for a card that is full. */
export function exceptionLine(row: RollupException, view: RollupView): NoteModel {
  const { ref, text } = nameOf(row.ref, row.text);
  const facts = givenOf(row, SAID_LENGTH.brief).map(({ strong, rest }) => `${strong}${rest}`);
  return {
    strong: `${mark(row.grade ?? row.rating)}, ${ref}`,
    rest: [sentence(text), underOf(row, view), ...facts].join(' '),
  };
}

/** One exception in a block. `at` is its place in the section, `place` that among all. */
export function exceptionOf(
  row: RollupException,
  { at, place }: { readonly at: number; readonly place: number },
  view: RollupView,
  telling: Telling,
): ExceptionModel {
  const { ref, text } = nameOf(row.ref, row.text);
  const short = telling.words === 'short';
  const given = givenOf(row, SAID_LENGTH[telling.words]).map(({ strong, rest }) => `${strong}${rest}`);
  const more = moreOf(row).map(({ strong, rest }) => `${strong}${rest}`);
  return {
    gap: at === 0 ? 'small' : 'medium',
    ...statusOf(row.grade ?? row.rating, `${wasOf(row, view.key)}. `),
    ref,
    text: sentence(text),
    small: [` ${short ? underOf(row, view) : dueUnder(row, view)}`],
    lines: [...(short ? [given.join(' ')] : [...given, ...more]), ...besideOf(row, view)],
    buttons: buttonsOf(row, place, view, telling),
  };
}

/** Measures of the milestone: context for its rating. */
function besideOf({ ref }: RollupException, { measures = [] }: RollupView): readonly string[] {
  return measures.filter((one) => one.ref === ref).map((one) => `${cut(one.name)}: ${measureWords(one)}`);
}

function buttonsOf(
  { ref }: RollupException,
  place: number,
  { plan }: RollupView,
  { sign, ask, show }: Telling,
): ExceptionModel['buttons'] {
  if (sign === null) return [];
  const link = { plan, ref, rev: 0 };
  const button = (title: string, verb: string, tooltip: string): RowButtonModel => {
    return { title, verb, token: sign(verb, link), tooltip: `${tooltip} ${shownRef(ref)}` };
  };
  const row = [
    ...(place < ask ? [button('Ask', 'ask-about', 'Ask about')] : []),
    ...(place < show ? [button('Show', 'show-milestone', 'Show')] : []),
  ];
  return row.length === 0 ? [] : [{ row }];
}

function wasOf({ was, since, rating }: RollupException, key: Key): string {
  if (was !== null && was !== rating) return `, was ${mark(entryOfClass(key, was))}`;
  return since === null ? '' : ` since ${inWords(since)}`;
}

/** Who is accountable, and how late it is. */
function underOf(row: RollupException, view: RollupView): string {
  const words = [...namesOf(row, view), lateOf(row)].join(', ');
  return [capital(sentence(words)), updatedOf(row, view.since)].filter((part) => part !== '').join(' ');
}

/** The same with its date as printed. */
function dueUnder(row: RollupException, view: RollupView): string {
  const names = namesOf(row, view).join(', ');
  return [names === '' ? '' : capital(sentence(names)), sentence(dueOf(row)), updatedOf(row, view.since)]
    .filter((part) => part !== '')
    .join(' ');
}

/** Those whom the plan names beside it (RULES 6). */
function namesOf({ accountable, leads }: RollupException, { naming }: RollupView): readonly string[] {
  if (naming === 'none') return [];
  const led = leads.length === 0 ? [] : [`led by ${listed(leads.map((name) => cut(name)))}`];
  return [accountable === null ? 'no head of service set' : cut(accountable), ...led];
}

function lateOf(row: RollupException): string {
  const { dueOn, overdueDays } = row;
  if (overdueDays !== null) return overdue(overdueDays);
  return dueOn === null ? 'no date' : `due ${inWords(dueOn)}`;
}

function dueOf({ dueOn, dueText, overdueDays, daysLeft }: RollupException): string {
  if (dueOn === null) return dueText.trim() === '' ? 'No date' : `No date: the plan says ${quote(dueText, 60)}`;
  const date = `${inWords(dueOn)}${asPrinted(dueText, dueOn)}`;
  if (overdueDays !== null) return overdueDays === 0 ? `Overdue, due ${date}` : `${overdue(overdueDays)}, due ${date}`;
  if (daysLeft === null) return `Due ${date}`;
  return daysLeft === 0 ? 'Due today' : `Due ${date}, in ${counted(daysLeft, 'working day')}`;
}

/** Red and amber never lapse: what is old, or was not spoken of since the last summary, is marked (RULES 4). */
function updatedOf({ updatedOn, stale }: RollupException, since: CivilDate | null): string {
  if (updatedOn === null) return 'Never updated.';
  return stale || (since !== null && updatedOn < since) ? `Not updated since ${inWords(updatedOn)}.` : '';
}

/** Cause, remedial action, recovery date and forecast. A gap is said, where the rating asks for an answer. */
function givenOf(row: RollupException, length: number): readonly NoteModel[] {
  const { rating, cause, remedy, recovery, forecast } = row;
  const said = (text: string | null) => (text === null || text.trim() === '' ? null : sentence(cut(text, length)));
  const day = (date: CivilDate | null) => (date === null ? null : `${inWords(date)}.`);
  const facts = [
    { strong: 'Cause: ', rest: said(cause) },
    { strong: 'Remedial action: ', rest: said(remedy) },
    { strong: 'Recovery date: ', rest: day(recovery) },
  ];
  const asked = rating === 'red' || rating === 'amber';
  const nothing = asked && facts.every(({ rest }) => rest === null);
  const shown = facts.flatMap(({ strong, rest }) =>
    rest === null ? (asked ? [{ strong, rest: 'none given.' }] : []) : [{ strong, rest }],
  );
  return [
    ...(nothing ? [{ strong: '', rest: 'No cause, remedial action or recovery date given.' }] : shown),
    ...(forecast === null ? [] : [{ strong: 'Forecast: ', rest: `${inWords(forecast)}.` }]),
  ];
}

/** What there is no room for in the message: the help that is needed, and what the dates say. */
function moreOf(row: RollupException): readonly NoteModel[] {
  const help = (row.help ?? '').trim();
  return [
    ...(help === '' ? [] : [{ strong: 'Help needed: ', rest: sentence(cut(help, SAID_LENGTH.full)) }]),
    ...datesOf(row),
  ];
}

/** What the dates say against it, beyond how long it is overdue: that stands above already. */
function datesOf({ check, overdueDays }: RollupException): readonly NoteModel[] {
  if (check.rating !== 'red' && check.rating !== 'amber') return [];
  const because = cut(check.because, BECAUSE_LENGTH);
  if (
    because === '' ||
    (overdueDays !== null && (because === overdue(overdueDays) || /^overdue since [^;]*$/.test(because)))
  )
    return [];
  return [{ strong: 'The dates say: ', rest: capital(sentence(because)) }];
}
