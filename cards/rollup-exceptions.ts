import { inWords, type CivilDate } from '../bot/domain/dates.js';
import type { RollupException, RollupView } from '../bot/domain/views.js';
import { entryOfClass, type Key } from '../bot/domain/key.js';
import { KEY } from '../bot/domain/policy.js';
import { BECAUSE_LENGTH, nameOf, statusOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import { asPrinted, capital, counted, cut, entryOf, mark, overdue, quote, sentence } from './words.js';

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

export function kindIn(
  { since, key, sections }: Pick<RollupView, 'since' | 'key' | 'sections'>,
  kind: Kind,
): KindWords {
  const [red, amber] = [wordIn(key, 'red'), wordIn(key, 'amber')];
  const [redMark, amberMark] = [mark(entryOfClass(key, 'red')), mark(entryOfClass(key, 'amber'))];
  switch (kind) {
    case 'new':
      // In the first summary there is nothing that they are new to.
      return since === null
        ? { heading: `${redMark} or ${amberMark}`, counts: (n) => `${String(n)} ${red} or ${amber}` }
        : { heading: `Newly ${redMark} or ${amberMark}`, counts: (n) => `${String(n)} newly ${red} or ${amber}` };
    case 'worsened':
      return { heading: 'Worsened', counts: (n) => `${String(n)} worsened` };
    case 'improved':
      return { heading: 'Improved', counts: (n) => `${String(n)} improved and still ${amber}` };
    case 'still-red':
      return { heading: `Still ${redMark}`, counts: (n) => `${String(n)} still ${red}` };
    case 'still-amber':
      return { heading: `Still ${amberMark}`, counts: (n) => `${String(n)} still ${amber}` };
    case 'overdue':
      if (sections.every((one) => one.kind === kind || one.rows.length + one.more.length === 0)) {
        return { heading: 'Overdue', counts: (n) => `${String(n)} overdue` };
      }
      // What is red or amber stands above, overdue or not: each is told once.
      return {
        heading: `Also overdue, rated neither ${redMark} nor ${amberMark}`,
        counts: (n) => `${String(n)} overdue but neither ${red} nor ${amber}`,
      };
  }
}

/** "red" within a sentence; a word of the plan's own as it is printed. */
function wordIn(key: Key, rating: 'red' | 'amber'): string {
  const { word } = entryOf(entryOfClass(key, rating));
  return word === KEY[rating].word ? word.toLowerCase() : word;
}

/** How exceptions are told: the first so many each in a block of its own, the others in one paragraph each. */
export interface Telling {
  readonly words: 'full' | 'short';
  readonly whole: number;
}

/** How much is shown of a cause or a remedial action. */
const SAID_LENGTH: Readonly<Record<Telling['words'] | 'brief', number>> = { full: 300, short: 160, brief: 80 };

/** One exception in one paragraph, for a card that is full. */
export function exceptionLine(row: RollupException): NoteModel {
  const { ref, text } = nameOf(row.ref, row.text);
  const facts = factsOf(row, SAID_LENGTH.brief).map(({ strong, rest }) => `${strong}${rest}`);
  return {
    strong: `${mark(row.grade ?? row.rating)}, ${ref}`,
    rest: [sentence(text), sentence(dueOf(row)), ...(givesNothing(row) ? [NOTHING_GIVEN] : []), ...facts].join(' '),
  };
}

/** One exception; `at` is its place in the section. */
export function exceptionOf(
  row: RollupException,
  at: number,
  { since, key }: Pick<RollupView, 'since' | 'key'>,
  words: Telling['words'],
): ExceptionModel {
  return {
    gap: at === 0 ? 'small' : 'medium',
    ...statusOf(row.grade ?? row.rating, wasOf(row, key)),
    ...nameOf(row.ref, row.text),
    small: [`${smallOf(row, since)}${givesNothing(row) ? ` ${NOTHING_GIVEN}` : ''}`],
    facts: [{ lines: factsOf(row, SAID_LENGTH[words]) }].filter(({ lines }) => lines.length > 0),
  };
}

function wasOf({ was, since, rating }: RollupException, key: Key): string {
  if (was !== null && was !== rating) return `, was ${mark(entryOfClass(key, was))}`;
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

/** Red and amber never lapse: what is old, or was not spoken of since the last summary, is marked (RULES 4). */
function updatedOf({ updatedOn, stale }: RollupException, since: CivilDate | null): string {
  if (updatedOn === null) return 'Never updated.';
  return stale || (since !== null && updatedOn < since) ? `Not updated since ${inWords(updatedOn)}.` : '';
}

/** Cause, remedial action and recovery date are asked for, and none was given: one sentence says so. */
const NOTHING_GIVEN = 'No cause, remedial action or recovery date given.';

function givesNothing({ rating, cause, remedy, recovery }: RollupException): boolean {
  const words = `${cause ?? ''}${remedy ?? ''}`;
  return asksWhy(rating) && words.trim() === '' && recovery === null;
}

function asksWhy(rating: RollupException['rating']): boolean {
  return rating === 'red' || rating === 'amber';
}

/** A gap is said, where the rating asks for an answer; otherwise only what was given is shown. */
function factsOf(row: RollupException, length: number): readonly NoteModel[] {
  const { rating, cause, remedy, help, recovery, forecast } = row;
  const gapsAreSaid = asksWhy(rating) && !givesNothing(row);
  const said = (text: string | null) => (text === null || text.trim() === '' ? null : sentence(cut(text, length)));
  const day = (date: CivilDate | null) => (date === null ? null : `${inWords(date)}.`);
  const facts = [
    { strong: 'Cause: ', rest: said(cause) },
    { strong: 'Remedial action: ', rest: said(remedy) },
    { strong: 'Recovery date: ', rest: day(recovery) },
  ];
  const helped = said(help);
  const shown = facts.flatMap(({ strong, rest }) =>
    rest === null ? (gapsAreSaid ? [{ strong, rest: 'none given.' }] : []) : [{ strong, rest }],
  );
  return [
    ...shown,
    ...(forecast === null ? [] : [{ strong: 'Forecast: ', rest: `${inWords(forecast)}.` }]),
    ...(helped === null ? [] : [{ strong: 'Help needed: ', rest: helped }]),
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
