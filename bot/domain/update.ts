import { parseCivilDate, type CivilDate } from './dates.js';
import { httpsLink } from './evidence-link.js';
import { entryOfClass, type Key, type KeyEntry } from './key.js';
import type { Dates, DateWish } from './later-date.js';
import { OUTCOMES, type Proposal, type RatingClass, type Update } from './plan.js';
import type { Neighbours } from './same-as.js';
import {
  givenIn,
  inFormOrder,
  missing,
  readAround,
  readWish,
  tooLong,
  wrongDates,
  wrongOutcome,
} from './update-faults.js';
import { UPDATE_FIELDS, type FormError, type UpdateField, type UpdateInputs } from './views.js';

/** What a lead said, before anybody signed for it. */
export type UpdateWords = Omit<Update, 'by' | 'at' | 'on'>;

/** What the plan says that an answer is held against. */
export type AnsweredFor = Neighbours & Dates;

/** Of a plan without other milestones, bodies or dates. */
const ON_ITS_OWN: AnsweredFor = { ref: '', milestones: [], bodies: [], approved: null, proposed: null, awaited: false };

/** What somebody said, with the new date that they put forward; null where they put none forward. */
export interface ReadAnswer {
  readonly words: UpdateWords;
  readonly wish: DateWish | null;
}

/**
 * Checks what somebody typed for one rating. Errors say what to give and name their field; none changes what was typed.
 *
 * @param entry of the plan's key: what is needed follows the class it counts as
 * @param inputs texts; dates as `YYYY-MM-DD`; absent and blank are the same, and of a list `NOT_CHOSEN`
 * @param plan its milestones are needed only where a ref was typed
 */
export function readUpdate(
  entry: Pick<KeyEntry, 'id' | 'rating'>,
  inputs: UpdateInputs,
  today: CivilDate,
  plan: AnsweredFor = ON_ITS_OWN,
): ReadAnswer | { readonly errors: readonly FormError[] } {
  const given = (field: UpdateField): string | null => givenIn(inputs, field);
  const day = (field: UpdateField): CivilDate | null => parseCivilDate(given(field) ?? '') ?? null;
  const { rating } = entry;
  const around = readAround(given, plan);
  const wish = readWish(rating, given, day, plan);
  const errors = [
    ...missing(rating, given),
    ...wrongDates(given, day, today),
    ...tooLong(given),
    ...wrongOutcome(rating, given),
    ...around.errors,
    ...('errors' in wish ? wish.errors : []),
  ];
  if (errors.length > 0 || 'errors' in wish) return { errors: inFormOrder(errors) };
  const link = given('evidenceLink');
  const words: UpdateWords = {
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
    evidenceLink: link === null ? null : httpsLink(link),
    evidenceDue: day('evidenceDue'),
    outcome: OUTCOMES.find((one) => one === given('outcome')) ?? null,
    sameAs: around.sameAs,
    waitsOn: around.waitsOn,
    onBehalf: null,
    confirmedOnly: false,
  };
  return { words, wish: wish.wish };
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
    ? { ...withoutWords('green', green.id), ...stillHolds(last, today), confirmedOnly: true }
    : null;
}

/** What still holds of an update: dates from today on, the next step unless its day has passed, what it waits for. */
function stillHolds(
  last: Update | null,
  today: CivilDate,
): Pick<UpdateWords, 'recovery' | 'forecast' | 'nextStep' | 'nextStepBy' | 'waitsOn'> {
  const ahead = (day: CivilDate | null | undefined): CivilDate | null => (day && day >= today ? day : null);
  const nextStepBy = ahead(last?.nextStepBy);
  const nextStep = last !== null && last.nextStepBy === nextStepBy ? last.nextStep : null;
  const waitsOn = last?.waitsOn ?? null;
  return { recovery: ahead(last?.recovery), forecast: ahead(last?.forecast), nextStep, nextStepBy, waitsOn };
}

/**
 * The last update as form inputs, to start a new one from: with the reason of the date that waits, where that is the date
 * it expected.
 */
export function asInputs(update: Update, proposal: Proposal | null = null): UpdateInputs {
  const inputs: UpdateInputs = {};
  for (const field of UPDATE_FIELDS) {
    const value = valueOf(field, update, proposal);
    if (value !== null) inputs[field] = value;
  }
  return inputs;
}

function valueOf(field: UpdateField, update: Update, proposal: Proposal | null): string | null {
  return isWord(field) ? update[field] : BESIDE[field](update, update.forecast === proposal?.date ? proposal : null);
}

function isWord(field: UpdateField): field is Exclude<UpdateField, keyof typeof BESIDE> {
  return !Object.hasOwn(BESIDE, field);
}

type Beside = (update: Update, wished: Proposal | null) => string | null;

/** Fields of which an update keeps more than what was typed, or which its proposal keeps. */
const BESIDE = {
  sameAs: ({ sameAs }) => sameAs?.ref ?? null,
  // What an erasure left in its place is no address.
  evidenceLink: ({ evidenceLink }) => httpsLink(evidenceLink ?? ''),
  waitsOnRef: ({ waitsOn }) => (waitsOn?.kind === 'milestone' ? waitsOn.ref : null),
  waitsOnBody: ({ waitsOn }) => (waitsOn?.kind === 'body' ? waitsOn.name : null),
  moveReason: (_, wished) => wished?.because ?? null,
  moveWords: (_, wished) => (wished?.because === undefined ? null : wished.reason),
} satisfies Partial<Record<UpdateField, Beside>>;
