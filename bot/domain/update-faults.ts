import { inWords, type CivilDate } from './dates.js';
import { wrongLink } from './evidence-link.js';
import { laterDate, type Dates } from './later-date.js';
import { asTyped } from './plain-text.js';
import { OUTCOMES, type RatingClass } from './plan.js';
import type { SameAs, WaitsOn } from './said.js';
import { meantByBody, meantBySameAs, meantByWaitsOn, type Meant, type Neighbours } from './same-as.js';
import { UPDATE_FIELDS, type FormError, type UpdateField, type UpdateInputs } from './views.js';

/** No field may hold more characters than this. */
export const LONGEST_ANSWER = 2000;

/** The value of the choice that is none: what was chosen once in a list of a card cannot be cleared. */
export const NOT_CHOSEN = '-';

/** What was typed into each field; null where that is nothing. */
export type Given = (field: UpdateField) => string | null;
type Day = (field: UpdateField) => CivilDate | null;

const NAMES: Record<UpdateField, string> = {
  note: 'What has happened',
  cause: 'The cause',
  remedy: 'The remedial action',
  help: 'The help needed',
  sameAs: 'The ref that it is the same as',
  recovery: 'The recovery date',
  forecast: 'The forecast date',
  moveReason: 'The reason for the later date',
  moveWords: 'Why the date moves',
  nextStep: 'The next step',
  nextStepBy: 'The date of the next step',
  waitsOnRef: 'The ref that it waits for',
  waitsOnBody: 'The body or system that it waits for',
  doneOn: 'The day it was done',
  evidence: 'The evidence',
  evidenceLink: 'The link to the evidence',
  evidenceDue: 'The day evidence will be shown',
  outcome: 'The outcome',
};

/** What each rating asks for (RULES 4). Other fields may be given and are kept. */
const NEEDED: Record<RatingClass, Partial<Record<UpdateField, string>>> = {
  green: { note: 'Say in one line what has happened.' },
  amber: { cause: 'Say what is causing the risk.', recovery: 'Give the day it will be back on track.' },
  red: {
    cause: 'Say what is causing it.',
    remedy: 'Say what will be done about it.',
    recovery: 'Give the day it will be back on track.',
  },
  complete: { doneOn: 'Give the day it was done.' },
  none: { note: 'Say in one line what has happened.' },
};

/** For these the words of another milestone may stand. */
export const SAID_THERE: readonly UpdateField[] = ['note', 'cause'];

const DATES: readonly UpdateField[] = ['recovery', 'forecast', 'nextStepBy', 'doneOn', 'evidenceDue'];

const CHOSEN: readonly UpdateField[] = ['moveReason', 'waitsOnBody', 'outcome'];

export function givenIn(inputs: UpdateInputs, field: UpdateField): string | null {
  const text = asTyped(inputs[field] ?? '');
  return text === '' || (text === NOT_CHOSEN && CHOSEN.includes(field)) ? null : text;
}

export function missing(rating: RatingClass, given: Given): FormError[] {
  const errors: FormError[] = [];
  for (const [field, message] of Object.entries(NEEDED[rating]) as [UpdateField, string][]) {
    if (given(field) === null && !(given('sameAs') !== null && SAID_THERE.includes(field)))
      errors.push({ field, message });
  }
  const evidence: readonly UpdateField[] = ['evidence', 'evidenceLink', 'evidenceDue'];
  if (rating === 'complete' && evidence.every((field) => given(field) === null)) {
    errors.push({ field: 'evidence', message: 'Give the evidence, or below it the day it will be shown.' });
  }
  if (given('nextStepBy') !== null && given('nextStep') === null) {
    errors.push({ field: 'nextStep', message: 'Say what the next step is, or leave its date empty.' });
  }
  return errors;
}

export function wrongDates(given: Given, day: Day, today: CivilDate): FormError[] {
  return DATES.filter((field) => given(field) !== null).flatMap((field): FormError[] => {
    const date = day(field);
    if (date === null) return [{ field, message: `“${given(field) ?? ''}” is not a date. Give one like 2026-12-01.` }];
    if (field === 'doneOn') {
      const message = `${inWords(date)} has not come yet. Give ${inWords(today)} or an earlier date.`;
      return date > today ? [{ field, message }] : [];
    }
    const message = `${inWords(date)} has passed. Give ${inWords(today)} or a later date.`;
    return date < today ? [{ field, message }] : [];
  });
}

export function tooLong(given: Given): FormError[] {
  return UPDATE_FIELDS.flatMap((field): FormError[] => {
    const length = given(field)?.length ?? 0;
    if (length <= LONGEST_ANSWER) return [];
    const most = LONGEST_ANSWER.toLocaleString('en-GB');
    return [
      { field, message: `${NAMES[field]} has ${length.toLocaleString('en-GB')} characters. Give at most ${most}.` },
    ];
  });
}

export function wrongOutcome(rating: RatingClass, given: Given): FormError[] {
  const typed = given('outcome');
  if (typed === null) return [];
  if (!OUTCOMES.some((one) => one === typed)) {
    return [{ field: 'outcome', message: `“${typed}” is no outcome. Give one of: ${OUTCOMES.join(', ')}.` }];
  }
  if (rating === 'complete') return [];
  return [{ field: 'outcome', message: 'Only what is complete has an outcome. Leave it out.' }];
}

/** What it shares with others of its plan, and the link to its evidence: what was meant, and what is wrong. */
export function readAround(
  given: Given,
  plan: Neighbours,
): { readonly sameAs: SameAs | null; readonly waitsOn: WaitsOn | null; readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const meant = <T>(field: UpdateField, reads: (typed: string, plan: Neighbours) => Meant<T>): T | null => {
    const typed = given(field);
    // What is far too long is told as that.
    const read = typed === null || typed.length > LONGEST_ANSWER ? null : reads(typed, plan);
    if (read !== null && 'wrong' in read) errors.push({ field, message: read.wrong });
    return read !== null && 'meant' in read ? read.meant : null;
  };
  const sameAs = meant('sameAs', meantBySameAs);
  const other = meant('waitsOnRef', meantByWaitsOn);
  const body = meant('waitsOnBody', meantByBody);
  if (other !== null && body !== null) {
    errors.push({ field: 'waitsOnBody', message: 'It can wait for one of the two. Leave the ref or this empty.' });
  }
  const link = given('evidenceLink');
  const fault = link === null || link.length > LONGEST_ANSWER ? null : wrongLink(link);
  if (fault !== null) errors.push({ field: 'evidenceLink', message: fault });
  return { sameAs, waitsOn: other ?? body, errors };
}

/** The new date that is put forward. What is complete moves no date. */
export function readWish(rating: RatingClass, given: Given, day: Day, plan: Dates): ReturnType<typeof laterDate> {
  const forecast = day('forecast');
  // Told as no date already: whether it is later cannot be known.
  if (given('forecast') !== null && forecast === null) return { wish: null };
  const dates = rating === 'complete' ? { approved: null, proposed: null, awaited: false } : plan;
  return laterDate({ forecast, because: given('moveReason'), words: given('moveWords') }, dates);
}

export function inFormOrder(errors: readonly FormError[]): readonly FormError[] {
  return [...errors].sort((a, b) => UPDATE_FIELDS.indexOf(a.field) - UPDATE_FIELDS.indexOf(b.field));
}
