import type { ApprovalView, AskedFor, QuestionAsked, WaitingOnIt } from '../bot/domain/approval-views.js';
import { inWords } from '../bot/domain/dates.js';
import { httpsLink } from '../bot/domain/evidence-link.js';
import { stateInWords } from '../bot/domain/state-words.js';
import { clean, escapeMarkdown } from './markdown.js';
import { capital, counted, cut, listedUpTo, numberInWords, overdue, quote, sentence, shownRef } from './words.js';

/** A fact as it stands on a card: the value is Markdown, escaped. */
export interface FactModel {
  readonly title: string;
  readonly value: string;
}

/** Whoever decides reads what was written, or nearly all of it. */
const READ_LENGTH = 500;
/** So many questions stand on a row, each in so many characters. */
const QUESTIONS = 2;
const TALK_LENGTH = 300;
const REFS = 3;

/** What there is to know before deciding. */
export function factsFor({ asked, overdueDays, reason, questions }: ApprovalView): readonly FactModel[] {
  return [...askedFacts(asked, overdueDays), ...reasonFacts(asked, reason), ...afterReason(asked), ...talk(questions)];
}

function askedFacts(asked: AskedFor, late: number | null): FactModel[] {
  switch (asked.kind) {
    case 'date':
      return [
        fact(asked.end ? 'Ends now' : 'Approved now', dateNow(asked.approved, asked.end ? null : late)),
        fact('Asked for', `${inWords(asked.date)}${distance(asked.later)}`),
      ];
    case 'end':
      return [
        fact('Due now', dateNow(asked.approved, late)),
        asked.state === 'delivered'
          ? fact('Asked for', 'Discharge. Approving records that the board decided so at its last meeting')
          : fact('Closes as', capital(`${stateInWords(asked.state)}${replaced(asked.replacedBy)}`)),
      ];
    case 'evidence':
      return [
        fact('Delivered', asked.deliveredOn === null ? 'No day was given' : inWords(asked.deliveredOn)),
        fact('Outcome', OUTCOME[asked.outcome ?? 'unsaid']),
        { title: 'Evidence', value: evidenceOf(asked) },
      ];
    case 'handover':
      return [
        fact('From', asked.from),
        fact('To', asked.to),
        fact('Starts', 'When you agree. Nothing due before that day is asked of the new lead.'),
      ];
  }
}

const OUTCOME = {
  achieved: 'Achieved',
  'not-achieved': 'Not achieved. Confirming the evidence approves that as well',
  unsaid: 'Not said',
} as const;

function reasonFacts(asked: AskedFor, reason: string): FactModel[] {
  if (asked.kind === 'evidence') return [];
  const chosen = asked.kind === 'date' && asked.because !== null ? [sentence(asked.because)] : [];
  const typed = cut(reason, READ_LENGTH) === '' ? [] : [quote(reason, READ_LENGTH)];
  return [fact('Reason', [...chosen, ...typed].join(' ') || 'None given')];
}

function afterReason(asked: AskedFor): FactModel[] {
  if (asked.kind !== 'date' && asked.kind !== 'end') return [];
  const moved = asked.kind === 'date' ? [fact('Moved before', movedBefore(asked))] : [];
  return [...moved, ...(asked.waiting.length === 0 ? [] : [fact('Waits on it', waitingOnIt(asked.waiting))])];
}

function movedBefore({ moves, first, approved }: Extract<AskedFor, { kind: 'date' }>): string {
  if (moves === 0) return approved === null ? 'It had no date before' : 'Never';
  const often = moves === 1 ? 'Once' : moves === 2 ? 'Twice' : `${numberInWords(moves)} times`;
  return first === null ? often : `${often}. The first date was ${inWords(first)}`;
}

/** "PMQA 2.4, due 1 working day sooner: Thursday 17 December 2026". */
function waitingOnIt(waiting: readonly WaitingOnIt[]): string {
  const each = waiting.map(({ ref, due, sooner }) => {
    if (due === null) return `${shownRef(ref)}, without a date`;
    const near = sooner === 0 ? 'sooner, with no working day between' : `${counted(sooner ?? 0, 'working day')} sooner`;
    return sooner === null ? `${shownRef(ref)}, due ${inWords(due)}` : `${shownRef(ref)}, due ${near}: ${inWords(due)}`;
  });
  const rest = each.length > REFS ? `; and ${String(each.length - REFS)} more` : '';
  return `${each.slice(0, REFS).join('; ')}${rest}`;
}

function dateNow(approved: Extract<AskedFor, { kind: 'end' }>['approved'], late: number | null): string {
  if (approved === null) return 'No date yet';
  return `${inWords(approved)}${late === null ? '' : `, ${overdue(late)}`}`;
}

function distance(later: number | null): string {
  if (later === null) return '';
  if (later === 0) return ', with no working day between';
  return `, ${counted(Math.abs(later), 'working day')} ${later > 0 ? 'later' : 'sooner'}`;
}

function replaced(by: readonly string[]): string {
  return by.length === 0 ? '' : ` by ${listedUpTo(by.map(shownRef), REFS)}`;
}

function evidenceOf({ evidence, evidenceLink }: Extract<AskedFor, { kind: 'evidence' }>): string {
  const words = cut(evidence ?? '', READ_LENGTH) === '' ? [] : [escapeMarkdown(quote(evidence ?? '', READ_LENGTH))];
  const link = evidenceLink === null ? null : httpsLink(clean(evidenceLink));
  return (
    [...words, ...(link === null ? [] : [linkTo(link)])].join(' ') ||
    (evidenceLink === null ? 'None given' : 'Its link named a former officer')
  );
}

/** Says where it leads. Nothing in the address can end the link or start anything else. */
function linkTo(link: string): string {
  const address = link.replace(/[()<>{}[\]\\`*_~|'"$]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `[Open the evidence on ${escapeMarkdown(new URL(link).hostname)}](${address})`;
}

/** The last of them: the history has all. */
function talk(questions: readonly QuestionAsked[]): FactModel[] {
  const before = questions.length - QUESTIONS;
  const others = before <= 0 ? [] : [fact('Asked before', `${counted(before, 'question')}, which the history shows`)];
  return [...others, ...questions.slice(-QUESTIONS).map(questionFact)];
}

function questionFact({ by, byReader, on, text, answer }: QuestionAsked): FactModel {
  const asked = `${quote(text, TALK_LENGTH)} on ${inWords(on)}.`;
  const answered =
    answer === null
      ? 'No answer yet'
      : `Answered by ${cut(answer.by)} on ${inWords(answer.on)}: ${quote(answer.text, TALK_LENGTH)}`;
  const value = escapeMarkdown(`${asked} ${answered}`);
  return { title: byReader ? unbroken('You asked') : `${escapeMarkdown(cut(by))} asked`, value };
}

/** A title is not broken over two lines where it is ours. */
function fact(title: string, value: string): FactModel {
  return { title: unbroken(title), value: escapeMarkdown(value) };
}

function unbroken(title: string): string {
  return title.replaceAll(' ', '\u00a0');
}
