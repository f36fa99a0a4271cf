import { inWords } from '../bot/domain/dates.js';
import { declarable, type KeyEntry } from '../bot/domain/key.js';
import type { DigestRow, LeaderRow, PlainView } from '../bot/domain/views.js';
import { blockerNotes } from './blocker-words.js';
import { headlineOf, onePlan, titleOf } from './digest-card.js';
import { firstWords } from './first-words.js';
import { leaderDays, leaderTitle } from './leader-rows.js';
import { clean, unescaped } from './markdown.js';
import { reportingWords } from './reporting-words.js';
import { rowOf, type NoteModel, type StatusModel } from './rows.js';
import { ownSections, tallyOf, toldSections, waitingSections, type Section } from './sections.js';
import { NEEDS, WHO_SEES } from './update-words.js';
import { capital, cut, entryOf, mark, sentence } from './words.js';

/** Answers come back with whoever sends it, and are entered in the officer's name. */
const REPLY =
  'Reply to this e-mail with a rating for each, and with what that rating asks for; what each rating means stands at the end. Your reply is entered in your name, with the day of your e-mail.';
const WHAT_TO_GIVE: Readonly<Record<DigestRow['wanted'], string>> = {
  update: 'Your rating, and a line or two:',
  date: 'The date you expect, and a line or two:',
  evidence: 'The evidence and where it is kept, or the day it will be shown:',
  decision: 'Yes; or no, and why; or what you want to know first:',
  answer: 'Your answer:',
  challenge: 'Your answer:',
  release: 'May leadership read it now? Yes or not yet:',
  held: 'May others read these words, or do they say who a child is?',
  nothing: '',
};

/** Of sections whose words on a card speak of its buttons. */
const INTROS: Partial<Record<Section['kind'], string>> = {
  green: 'Say of each whether it is still on track. If anything has changed, give a rating and say what.',
  decision:
    'Say of each yes, or no and why, or what you want to know first. Until then nothing changes, and the lead is not reminded.',
  challenge: 'Leadership reads your answer when your head of service has released it, or after two working days.',
  held: 'They may say who a child is: until you have looked, nobody else reads them. Open Waymark in Teams to read them.',
  release:
    'Say of each whether leadership may read it now. Two working days after it was given it is told without that.',
  waiting: 'They are overdue, and nobody has answered. Speak with the lead, or give an update yourself.',
};

/** So many rows however long they are; what is left out is counted. */
const MOST_ROWS = 95;

type Row = DigestRow & { readonly leads?: readonly string[] };

/**
 * What the card of an officer says, as plain text to paste into an e-mail: the same words in the same order, and how to
 * answer without the card. Lines end in a line feed; people's words stand as they wrote them.
 *
 * @param longest characters; as many rows as fit are kept, the worst first
 */
export function plainDigest(view: PlainView, longest = Infinity): string {
  const rows = Math.min(rowsIn(sectionsOf(view)), MOST_ROWS);
  const whole = textOf(view, rows);
  if (whole.length <= longest) return whole;
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textOf(view, middle).length <= longest) low = middle;
    else high = middle - 1;
  }
  return textOf(view, low);
}

function textOf(view: PlainView, most: number): string {
  const { view: digest, name, keys } = view;
  const sections = sectionsOf(view);
  const total = rowsIn(sections);
  const plans = onePlan(digest);
  const asked = digest.yours.length + digest.waiting.length > 0;
  const left = total - Math.min(most, total) + digest.more;
  const parts = [
    [`For ${cut(name)}`, capital(titleOf(digest)), ...(plans ?? [])],
    [
      ...headlineOf(digest, tallyOf(ownSections(digest.yours, digest.asAt, true))).map(noteText),
      `As at ${inWords(digest.asAt)}${total > 1 ? ', worst first' : ''}.`,
      ...reportingWords(digest).map(clean),
    ],
    digest.first === undefined ? [] : firstWords(digest.first.askedBy),
    asked ? [REPLY, ...(digest.first === undefined ? [WHO_SEES] : [])] : [],
    blockerNotes(digest.blockers ?? []).map(noteText),
    leaderLines(digest.leaders ?? []),
    ...linesOf(sections, most, plans === null),
    left > 0 ? [`And ${String(left)} more, which will come another day.`] : [],
    ...(asked ? keys.map(({ planTitle, key }) => keyLines(key, keys.length > 1 ? planTitle : null)) : []),
  ];
  const lines = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${lines.join('\n\n')}\n`;
}

/** Only the card can show what would be signed. */
function leaderLines(leaders: readonly LeaderRow[]): readonly string[] {
  if (leaders.length === 0) return [];
  const lines = leaders.map((row) => `${leaderTitle(row)}. ${leaderDays(row)}.`);
  return ['TO SIGN OFF OR RELEASE: OPEN YOUR CHAT WITH WAYMARK IN TEAMS, AND WRITE “SIGN OFF” OR “RELEASE”', ...lines];
}

/** In the order of the card. */
function sectionsOf({ view }: PlainView): readonly Section<Row>[] {
  return [
    ...ownSections(view.yours, view.asAt, true),
    ...waitingSections(view.waiting),
    ...toldSections(view.told ?? []),
  ];
}

function rowsIn(sections: readonly Section<Row>[]): number {
  return sections.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** The first so many rows, numbered through, under their headings. */
function linesOf(sections: readonly Section<Row>[], most: number, plans: boolean): readonly (readonly string[])[] {
  let number = 0;
  return sections.flatMap((section) => {
    const rows = section.rows.slice(0, Math.max(0, most - number));
    if (rows.length === 0) return [];
    const intro = INTROS[section.kind] === undefined ? section.intro.map(forReply) : [INTROS[section.kind] ?? ''];
    const heading = [capital(unescaped(section.heading)).toUpperCase(), ...intro];
    const lines = rows.map((row, at) => {
      number += 1;
      const title = plans && rows[at - 1]?.planTitle !== row.planTitle ? [cut(row.planTitle)] : [];
      return [...title, ...rowLines(row, number)];
    });
    return [heading, ...lines];
  });
}

function rowLines(row: Row, number: number): readonly string[] {
  const { ref, text, status, small, notes, datesSay } = rowOf(row, () => '', row.leads);
  const give = WHAT_TO_GIVE[row.wanted];
  const beneath = [
    ...status.map((one) => sentence(statusText(one))),
    ...small.map(forReply),
    ...notes.map(noteText),
    ...datesSay.map((one) => `The dates say ${statusText(one)}`),
    ...(give === '' ? [] : [give]),
  ];
  return [`${String(number)}. ${ref}${text}`, ...beneath.map((line) => `   ${clean(line)}`)];
}

function statusText({ shape, word, tail }: StatusModel): string {
  return `${shape}${word}${tail}`;
}

function noteText({ strong, rest }: NoteModel): string {
  return forReply(`${strong}${rest}`);
}

/** Each rating with its meaning, and what it asks for. */
function keyLines(key: readonly KeyEntry[], plan: string | null): readonly string[] {
  const heading = plan === null ? 'WHAT EACH RATING MEANS' : `WHAT EACH RATING MEANS IN ${cut(plan).toUpperCase()}`;
  const entries = declarable(key).map((entry) => {
    const { definition, rating } = entryOf(entry);
    const meaning = definition === '' ? '' : ` ${capital(sentence(definition))}`;
    return `${mark(entry)}:${meaning} ${NEEDS[rating]}`;
  });
  return [heading, ...entries];
}

/** Our own words speak of buttons, which an e-mail does not have; what stands in quotation marks is somebody's. */
function forReply(words: string): string {
  return words
    .split(/(“[^”]*”)/)
    .map((part) => (part.startsWith('“') ? part : withoutButtons(part)))
    .join('');
}

function withoutButtons(words: string): string {
  return words
    .replace(/: press \p{Lu}\p{Ll}+ to see more/gu, '')
    .replace(/\b([Pp])ress \p{Lu}\p{Ll}+ and give/gu, (_, letter: string) => (letter === 'P' ? 'Give' : 'give'))
    .replace(/\bPress \p{Lu}\p{Ll}+/gu, 'Say so in your reply')
    .replace(/\bpress \p{Lu}\p{Ll}+/gu, 'say so in your reply');
}
