/** A round of reminders as rows of a table, for a file: foreseen, or with what became of each card. */
import { askInWords } from '../domain/rung-words.js';
import { inWords, type CivilDate } from '../domain/dates.js';
import { areaOfRef } from '../domain/leader-asks.js';
import { inList } from '../domain/lists.js';
import { passedWords } from '../domain/passed-words.js';
import type { AskedLine, SweepListing } from '../domain/sweep-listing.js';
import type { Calendar } from '../domain/working-days.js';
import type { Directory } from './directory.js';
import type { Standing } from './round-standing.js';

export interface RowWords {
  readonly nameOf: Directory['nameOf'];
  readonly calendar: Pick<Calendar, 'windows'>;
  readonly day: CivilDate;
  /** What became, or will become, of the card that asks; for a line without a card, of the line. */
  readonly fate: (line: AskedLine) => string;
}

const HEADINGS = ['Day', 'What', 'Name', 'Officer', 'Plan', 'Ref', 'About', 'Why', 'What follows'];

export function listingRows(
  { asked, passed, escalated }: SweepListing,
  words: RowWords,
): readonly (readonly string[])[] {
  const { nameOf, calendar, day, fate } = words;
  const who = (officer: string | null): readonly [string, string] =>
    officer === null ? ['nobody', ''] : [nameOf(officer), officer];
  return [
    HEADINGS,
    ...asked.map((line) => {
      const what = line.linked ? 'asked' : 'asked once linked';
      return [
        day,
        what,
        ...who(line.officer),
        line.plan,
        aboutOf(line.ref),
        askInWords(line, calendar),
        '',
        fate(line),
      ];
    }),
    ...escalated.map(({ plan, ref, to, officers }) => {
      const why = `Nobody has answered: ${inList(officers.map(nameOf)) || 'it has no lead'}.`;
      return [day, 'escalated to', ...who(to), plan, aboutOf(ref), '', why, ''];
    }),
    ...passed.map(({ officer, plan, ref, reason }) => {
      const { short, because, change } = passedWords(reason);
      return [day, 'passed over', ...who(officer), plan, aboutOf(ref), short, because, change];
    }),
  ];
}

/** What a card that would be made is in for, in one sentence. */
export function foreseenFate({ rounds, waits }: Standing, day: CivilDate): (line: AskedLine) => string {
  const waiting = waits.map(({ words }) => words).join(' ');
  const runs =
    rounds.length === 0
      ? ''
      : `By the schedule ${rounds.map(({ schedule }) => schedule).join(', ')} on ${inWords(day)}.`;
  return ({ linked }) => (linked ? waiting || runs : passedWords('not-linked').change);
}

/** An area, or a whole plan, where it is about no milestone. */
export function aboutOf(ref: string): string {
  const area = areaOfRef(ref);
  if (area !== null) return area;
  return ref.startsWith('@') ? '' : ref;
}
