import { inWords, type CivilDate } from '../bot/domain/dates.js';
import type { RollupException, RollupView } from '../bot/domain/views.js';
import { nameOf, statusOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import { asPrinted, counted, cut, mark, overdue, quote, sentence } from './words.js';

/** One exception: its rating and what it was, its words, who is accountable, and the cause, remedy and date. */
export interface ExceptionModel extends StatusModel, NameModel {
  /** The space above it: less under the heading. */
  readonly gap: string;
  readonly small: readonly string[];
  readonly facts: readonly { readonly lines: readonly NoteModel[] }[];
}

type Kind = RollupView['sections'][number]['kind'];

/** How a section of exceptions is headed, and how the headline counts it. */
interface KindWords {
  readonly heading: string;
  readonly counts: (n: number) => string;
}

const KINDS: Readonly<Record<Kind, KindWords>> = {
  new: { heading: `Newly ${mark('red')} or ${mark('amber')}`, counts: (n) => `${String(n)} newly red or amber` },
  worsened: { heading: 'Worsened', counts: (n) => `${String(n)} worsened` },
  'still-red': { heading: `Still ${mark('red')}`, counts: (n) => `${String(n)} still red` },
  'still-amber': { heading: `Still ${mark('amber')}`, counts: (n) => `${String(n)} still amber` },
  overdue: { heading: 'Overdue, whatever the rating', counts: (n) => `${String(n)} otherwise overdue` },
};

/** In the first summary there is nothing that they are new to. */
const AT_FIRST: KindWords = {
  heading: `${mark('red')} or ${mark('amber')}`,
  counts: (n) => `${String(n)} red or amber`,
};

export function kindIn({ since }: Pick<RollupView, 'since'>, kind: Kind): KindWords {
  return since === null && kind === 'new' ? AT_FIRST : KINDS[kind];
}

/** How exceptions are told: in full, with shorter words, or in one paragraph each. */
export type Telling = 'full' | 'short' | 'brief';

/** How much is shown of a cause or a remedial action. */
const SAID_LENGTH: Readonly<Record<Telling, number>> = { full: 300, short: 160, brief: 80 };

/** One exception in one paragraph, for a card that is full. */
export function exceptionLine(row: RollupException): NoteModel {
  const { ref, text } = nameOf(row.ref, row.text);
  const facts = factsOf(row, SAID_LENGTH.brief).map(({ strong, rest }) => `${strong}${rest}`);
  return {
    strong: `${mark(row.rating)}, ${ref}`,
    rest: [sentence(text), sentence(dueOf(row)), ...facts].join(' '),
  };
}

/** One exception; `at` is its place in the section. */
export function exceptionOf(
  row: RollupException,
  at: number,
  since: CivilDate | null,
  telling: Telling,
): ExceptionModel {
  return {
    gap: at === 0 ? 'small' : 'medium',
    ...statusOf(row.rating, wasOf(row)),
    ...nameOf(row.ref, row.text),
    small: [smallOf(row, since)],
    facts: [{ lines: factsOf(row, SAID_LENGTH[telling]) }].filter(({ lines }) => lines.length > 0),
  };
}

function wasOf({ was, since, rating }: RollupException): string {
  if (was !== null && was !== rating) return `, was ${mark(was)}`;
  return since === null ? '' : ` since ${inWords(since)}`;
}

function smallOf(row: RollupException, since: CivilDate | null): string {
  const under = row.accountable === null ? 'no head of service set' : `under ${cut(row.accountable)}`;
  return [sentence(`${cut(row.area)}, ${under}`), sentence(dueOf(row)), updatedOf(row, since)]
    .filter((words) => words !== '')
    .join(' ');
}

function dueOf({ dueOn, dueText, overdueDays, daysLeft }: RollupException): string {
  if (dueOn === null) return dueText.trim() === '' ? 'No date' : `No date: the plan says ${quote(dueText, 60)}`;
  const date = `${inWords(dueOn)}${asPrinted(dueText, dueOn)}`;
  if (overdueDays !== null) return overdueDays === 0 ? `Overdue, due ${date}` : `${overdue(overdueDays)}, due ${date}`;
  if (daysLeft === null) return `Due ${date}`;
  return daysLeft === 0 ? 'Due today' : `Due ${date}, in ${counted(daysLeft, 'working day')}`;
}

/** Red and amber never lapse: when nobody has spoken since the last summary, it is said. */
function updatedOf({ updatedOn }: RollupException, since: CivilDate | null): string {
  if (updatedOn === null) return 'Never updated.';
  return since !== null && updatedOn < since ? `Not updated since ${inWords(updatedOn)}.` : '';
}

/** A gap is said, where the rating asks for an answer; otherwise only what was given is shown. */
function factsOf(
  { rating, cause, remedy, help, recovery, forecast }: RollupException,
  length: number,
): readonly NoteModel[] {
  const asked = rating === 'red' || rating === 'amber';
  const said = (text: string | null) => (text === null || text.trim() === '' ? null : sentence(cut(text, length)));
  const day = (date: CivilDate | null) => (date === null ? null : `${inWords(date)}.`);
  const facts = [
    { strong: 'Cause: ', rest: said(cause) },
    { strong: 'Remedial action: ', rest: said(remedy) },
    { strong: 'Recovery date: ', rest: day(recovery) },
  ];
  const helped = said(help);
  const last = [
    ...(forecast === null ? [] : [{ strong: 'Forecast: ', rest: `${inWords(forecast)}.` }]),
    ...(helped === null ? [] : [{ strong: 'Help needed: ', rest: helped }]),
  ];
  if (asked && facts.every(({ rest }) => rest === null))
    return [{ strong: 'Cause, remedial action and recovery date: ', rest: 'none given.' }, ...last];
  const shown = facts.flatMap(({ strong, rest }) =>
    rest === null ? (asked ? [{ strong, rest: 'none given.' }] : []) : [{ strong, rest }],
  );
  return [...shown, ...last];
}
