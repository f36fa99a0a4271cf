import { inWords, type CivilDate } from './dates.js';
import { FORECAST_ONLY, MOVE_REASONS } from './policy.js';
import { LONGEST_REASON } from './reasons.js';
import type { FormError } from './views.js';

/** A new approved date that an answer puts forward, with why. */
export interface DateWish {
  readonly date: CivilDate;
  /** The `id` of an entry of `MOVE_REASONS`; undefined of a first date, which needs no reason. */
  readonly because: string | undefined;
  readonly reason: string;
}

/** The dates that a forecast is held against. */
export interface Dates {
  /** What a new date would replace; null when there is none to move. */
  readonly approved: CivilDate | null;
  /** A new date that waits for a decision already. */
  readonly proposed: CivilDate | null;
  /** The plan leaves its date open: the one that is forecast is put forward. */
  readonly awaited: boolean;
}

/** Why a date is put forward where there is none yet. */
const FIRST_DATE = 'First date';

/** What was typed about it; null for what was left empty. */
interface Typed {
  readonly forecast: CivilDate | null;
  /** An `id` or the words of a reason. */
  readonly because: string | null;
  readonly words: string | null;
}

/**
 * What a forecast comes to. Later than the approved date it needs a reason from the list, with words, and then is put
 * forward as the new date; or `FORECAST_ONLY`, which keeps the approved date. One that waits already needs no reason again.
 * Where the plan leaves the date open, each forecast is put forward as its first.
 */
export function laterDate(
  typed: Typed,
  { approved, proposed, awaited }: Dates,
): { readonly wish: DateWish | null } | { readonly errors: readonly FormError[] } {
  const { forecast, because, words } = typed;
  const chosen = because === null ? null : reasonOf(because);
  if (because !== null && chosen === null) {
    const known = MOVE_REASONS.map((reason) => reason.words).join('; ');
    return wrong('moveReason', `“${because}” is not among the reasons. There are: ${known}.`);
  }
  const reasoned = chosen !== null && chosen !== FORECAST_ONLY;
  if (awaited && forecast !== null && !reasoned && words === null) return firstDate(forecast, proposed);
  if (forecast === null || approved === null || forecast <= approved) return notLater(chosen, words, approved);
  if (chosen === null) return unreasoned(forecast, approved, words, proposed);
  if (chosen === FORECAST_ONLY) {
    const keeps = `The approved date, ${inWords(approved)}, is kept, so it needs no words.`;
    return words === null ? NOTHING : wrong('moveWords', `${keeps} Choose the reason why it moves, or clear them.`);
  }
  const fault = words === null ? IN_A_SENTENCE : tooLong(words);
  if (fault !== null || words === null) return wrong('moveWords', fault ?? '');
  return { wish: { date: forecast, because: chosen, reason: words } };
}

const NOTHING = { wish: null } as const;

function firstDate(date: CivilDate, proposed: CivilDate | null) {
  return date === proposed ? NOTHING : { wish: { date, because: undefined, reason: FIRST_DATE } };
}

/** By its id or its words, whatever the case; null when it is none. */
function reasonOf(typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  const found = MOVE_REASONS.find(({ id, words }) => id === wanted || words.toLowerCase() === wanted);
  return found?.id ?? null;
}

function notLater(chosen: string | null, words: string | null, approved: CivilDate | null) {
  const reasoned = chosen !== null && chosen !== FORECAST_ONLY;
  if (!reasoned && words === null) return NOTHING;
  const why =
    approved === null
      ? 'There is no approved date that could move.'
      : `The forecast is not later than the approved date, ${inWords(approved)}.`;
  return wrong(reasoned ? 'moveReason' : 'moveWords', `${why} Leave the reason out, or give the later date.`);
}

function unreasoned(forecast: CivilDate, approved: CivilDate, words: string | null, proposed: CivilDate | null) {
  if (proposed === forecast && words === null) return NOTHING;
  const later = `${inWords(forecast)} is after the approved date, ${inWords(approved)}.`;
  const reason = wrong('moveReason', `${later} Choose why it moves, or “${ONLY}”.`);
  // Only where a reason is chosen: told with the other, so that one look is enough.
  const sentence = wrong('moveWords', `${IN_A_SENTENCE} “${ONLY}” needs none.`);
  return words === null ? { errors: [...reason.errors, ...sentence.errors] } : reason;
}

const IN_A_SENTENCE = 'Say in a sentence why the date moves.';
const ONLY = MOVE_REASONS.find(({ id }) => id === FORECAST_ONLY)?.words ?? '';

function tooLong(words: string): string | null {
  if (words.length <= LONGEST_REASON) return null;
  return `The reason has ${String(words.length)} characters. Give at most ${String(LONGEST_REASON)}.`;
}

function wrong(field: 'moveReason' | 'moveWords', message: string): { readonly errors: readonly FormError[] } {
  return { errors: [{ field, message }] };
}
