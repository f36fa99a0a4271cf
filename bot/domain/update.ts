import { inWords, parseCivilDate, type CivilDate } from './dates.js';
import { asTyped } from './plain-text.js';
import { entryOfClass, type Key, type KeyEntry } from './key.js';
import type { Outcome, RatingClass, Update } from './plan.js';
import { UPDATE_FIELDS, type FormError, type UpdateField, type UpdateInputs } from './views.js';

/** What a lead said, before anybody signed for it. */
export type UpdateWords = Omit<Update, 'by' | 'at' | 'on'>;

/** No field may hold more characters than this. */
export const LONGEST_ANSWER = 2000;

const NAMES: Record<UpdateField, string> = {
  note: 'What has happened',
  cause: 'The cause',
  remedy: 'The remedial action',
  help: 'The help needed',
  recovery: 'The recovery date',
  forecast: 'The forecast date',
  nextStep: 'The next step',
  nextStepBy: 'The date of the next step',
  doneOn: 'The day it was done',
  evidence: 'The evidence',
  evidenceDue: 'The day evidence will be shown',
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

const DATES: readonly UpdateField[] = ['recovery', 'forecast', 'nextStepBy', 'doneOn', 'evidenceDue'];

/**
 * Checks what somebody typed for one rating. Errors say what to give and name their field; none changes what was typed.
 *
 * @param entry of the plan's key: what is needed follows the class it counts as
 * @param inputs texts; dates as `YYYY-MM-DD`; absent and blank are the same
 * @param outcome of a delivery only
 */
export function readUpdate(
  entry: Pick<KeyEntry, 'id' | 'rating'>,
  inputs: UpdateInputs,
  today: CivilDate,
  outcome: Outcome | null = null,
): { readonly words: UpdateWords } | { readonly errors: readonly FormError[] } {
  const given = (field: UpdateField): string | null => {
    const text = asTyped(inputs[field] ?? '');
    return text === '' ? null : text;
  };
  const day = (field: UpdateField): CivilDate | null => parseCivilDate(given(field) ?? '') ?? null;
  const { rating } = entry;
  const errors = [...missing(rating, given), ...wrongDates(given, day, today), ...tooLong(given)];
  if (errors.length > 0) return { errors: inFormOrder(errors) };
  return {
    words: {
      rating,
      grade: entry.id,
      note: given('note'),
      cause: given('cause'),
      remedy: given('remedy'),
      help: given('help'),
      recovery: day('recovery'),
      forecast: day('forecast'),
      nextStep: given('nextStep'),
      nextStepBy: day('nextStepBy'),
      doneOn: day('doneOn'),
      evidence: given('evidence'),
      evidenceLink: null,
      evidenceDue: day('evidenceDue'),
      outcome: rating === 'complete' ? outcome : null,
      sameAs: null,
      waitsOn: null,
      onBehalf: null,
      confirmedOnly: false,
    },
  };
}

/** A rating alone, with nothing said about it. `grade` where the plan's key has another id for it than the default one. */
export function withoutWords(rating: RatingClass, grade: string = rating): UpdateWords {
  return {
    rating,
    grade,
    note: null,
    cause: null,
    remedy: null,
    help: null,
    recovery: null,
    forecast: null,
    nextStep: null,
    nextStepBy: null,
    doneOn: null,
    evidence: null,
    evidenceLink: null,
    evidenceDue: null,
    outcome: null,
    sameAs: null,
    waitsOn: null,
    onBehalf: null,
    confirmedOnly: false,
  };
}

/**
 * "Still on track", said of several at once: no words of its own (RULES 4), and what the last update gave that lies ahead
 * stands. Null where a key has no Green.
 */
export function stillOnTrack(key: Key, last: Update | null, today: CivilDate): UpdateWords | null {
  const green = entryOfClass(key, 'green');
  return key.includes(green)
    ? { ...withoutWords('green', green.id), ...given(last, today), confirmedOnly: true }
    : null;
}

/** What is still to come of an update: dates from today on, and the next step unless its day has passed. */
function given(
  last: Update | null,
  today: CivilDate,
): Pick<UpdateWords, 'recovery' | 'forecast' | 'nextStep' | 'nextStepBy'> {
  const ahead = (day: CivilDate | null | undefined): CivilDate | null => (day && day >= today ? day : null);
  const nextStepBy = ahead(last?.nextStepBy);
  const nextStep = last !== null && last.nextStepBy === nextStepBy ? last.nextStep : null;
  return { recovery: ahead(last?.recovery), forecast: ahead(last?.forecast), nextStep, nextStepBy };
}

/** The last update as form inputs, to start a new one from. */
export function asInputs(update: Update): UpdateInputs {
  const inputs: UpdateInputs = {};
  for (const field of UPDATE_FIELDS) {
    const value = update[field];
    if (value !== null) inputs[field] = value;
  }
  return inputs;
}

function missing(rating: RatingClass, given: (field: UpdateField) => string | null): FormError[] {
  const errors: FormError[] = [];
  for (const [field, message] of Object.entries(NEEDED[rating]) as [UpdateField, string][]) {
    if (given(field) === null) errors.push({ field, message });
  }
  if (rating === 'complete' && given('evidence') === null && given('evidenceDue') === null) {
    errors.push({ field: 'evidence', message: 'Give the evidence, or below it the day it will be shown.' });
  }
  if (given('nextStepBy') !== null && given('nextStep') === null) {
    errors.push({ field: 'nextStep', message: 'Say what the next step is, or leave its date empty.' });
  }
  return errors;
}

function wrongDates(
  given: (field: UpdateField) => string | null,
  day: (field: UpdateField) => CivilDate | null,
  today: CivilDate,
): FormError[] {
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

function tooLong(given: (field: UpdateField) => string | null): FormError[] {
  return UPDATE_FIELDS.flatMap((field): FormError[] => {
    const length = given(field)?.length ?? 0;
    if (length <= LONGEST_ANSWER) return [];
    const most = LONGEST_ANSWER.toLocaleString('en-GB');
    return [
      { field, message: `${NAMES[field]} has ${length.toLocaleString('en-GB')} characters. Give at most ${most}.` },
    ];
  });
}

function inFormOrder(errors: readonly FormError[]): readonly FormError[] {
  return [...errors].sort((a, b) => UPDATE_FIELDS.indexOf(a.field) - UPDATE_FIELDS.indexOf(b.field));
}
