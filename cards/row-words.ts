import { inWords } from '../bot/domain/dates.js';
import type { AnswerView, DigestRow, GroupView } from '../bot/domain/views.js';
import { fromWords, saidByWords } from './behalf-words.js';
import { BEFORE_WORK, dueWords, planSays } from './due-words.js';
import { capital, cut, listed, mark, overdue, quote, sentence, shownRef } from './words.js';

/** Of those who said something else so many are named. */
const OTHERS = 2;
/** Of those in whose place the reader is asked so many are named. */
const INSTEAD = 3;
const SAME_AS_LENGTH = 160;

/** What stands after the rating: ", 5 working days overdue", ", due DATE". */
export function tailOf(row: DigestRow): string {
  const { evidenceDue, overdueDays, dueOn, daysLeft } = row;
  if (isComplete(row))
    return evidenceDue === null || row.wanted === 'decision' ? '' : `, evidence due ${inWords(evidenceDue)}`;
  if (evidenceDue !== null) return `, evidence due ${inWords(evidenceDue)}`;
  if (overdueDays !== null && dueOn !== null)
    return overdueDays === 0 ? `, overdue since ${inWords(dueOn)}` : `, ${overdue(overdueDays)}`;
  if (row.dueToday) return ', due today';
  return `, ${dueWords(row)}${dueOn !== null && daysLeft === 0 ? BEFORE_WORK : ''}`;
}

function isComplete({ state }: DigestRow): boolean {
  return state === 'delivered' || state === 'evidenced';
}

/** "Each of you is asked: 2 of 5 have answered." */
export function groupWords({ answered, of }: GroupView): string {
  return `Each of you is asked: ${String(answered)} of ${String(of)} ${answered === 1 ? 'has' : 'have'} answered.`;
}

/** The words in small print: the date behind "overdue", what the plan prints, who leads it, who else said what. */
export function smallOf(row: DigestRow, leads: readonly string[]): string {
  const words = [
    ...dateBehind(row),
    ...howDue(row),
    ...(leads.length > 0 ? [`Led by ${listed(leads.slice(0, 5).map((name) => cut(name)))}.`] : []),
    ...insteadOf(row),
    ...toldOf(row, leads),
    ...lastAnswerOf(row),
    ...row.otherAnswers.slice(0, OTHERS).map(otherAnswer),
    ...(row.group === null ? [] : [groupWords(row.group)]),
    ...sameAsOf(row),
  ];
  return words.join(' ');
}

/** Why somebody is asked who does not lead it. Why the lead is away is nobody's business. */
function insteadOf({ insteadOf: others }: DigestRow): readonly string[] {
  if (others === undefined) return [];
  if (others.length === 0) return ['You are asked because nobody who leads it can be.'];
  const names = listed(others.slice(0, INSTEAD).map((name) => cut(name)));
  return [`You are asked in place of ${names}, who ${others.length === 1 ? 'is' : 'are'} away.`];
}

/** What the plan prints of a date; nothing where only evidence is left to be shown. */
function howDue(row: DigestRow): readonly string[] {
  if (row.evidenceDue !== null) return [];
  const ongoing = row.dueOn === null && row.due.kind === 'ongoing';
  return [...planSays(row), ...(ongoing ? ['It is asked about once a quarter.'] : [])];
}

/** "Dawn Williams said ● Green on Tuesday 3 November 2026." */
function otherAnswer({ by, grade, on }: AnswerView): string {
  return `${capital(cut(by))} said ${mark(grade)} on ${inWords(on)}.`;
}

function dateBehind(row: DigestRow): readonly string[] {
  const { dueOn, overdueDays, evidenceDue } = row;
  if (dueOn === null || evidenceDue !== null || (overdueDays === null && !row.dueToday)) return [];
  const due = dueWords(row);
  // "Overdue since DATE" has said it already.
  return overdueDays === 0 && due === `due ${inWords(dueOn)}` ? [] : [`${capital(due)}.`];
}

function toldOf({ escalation }: DigestRow, leads: readonly string[]): readonly string[] {
  if (escalation?.done !== true || leads.length > 0) return [];
  const comma = escalation.as === undefined ? '' : ',';
  return [`${capital(toldPerson(escalation))}${comma} was told on ${inWords(escalation.on)}.`];
}

/** "Priya Raman, head of service". */
export function toldPerson({ to, as }: NonNullable<DigestRow['escalation']>): string {
  return as === undefined ? cut(to) : `${cut(to)}, ${cut(as)}`;
}

function lastAnswerOf({ rating, grade, lastUpdate }: DigestRow): readonly string[] {
  if (rating !== 'none' || (grade !== undefined && grade.id !== 'none') || lastUpdate === null) return [];
  return [`${saidByWords(lastUpdate)} last answered on ${inWords(lastUpdate.on)}${fromWords(lastUpdate)}.`];
}

function sameAsOf({ sameAs }: DigestRow): readonly string[] {
  if (sameAs === null) return [];
  const text = cut(sameAs.text ?? '') === '' ? '' : `: ${quote(sameAs.text ?? '', SAME_AS_LENGTH)}`;
  return [sentence(`In the plan its progress is that of ${shownRef(sameAs.ref)}${text}`)];
}
