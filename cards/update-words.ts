import type { RatingClass } from '../bot/domain/plan.js';

/** What each rating asks for (RULES 4), before it is chosen. */
export const NEEDS: Readonly<Record<RatingClass, string>> = {
  red: 'Needs the cause, the remedial action, a recovery date and any help you want.',
  amber: 'Needs the cause and a recovery date.',
  green: 'Needs one line on what has happened.',
  complete: 'Needs the day it was done, and the evidence or the day it will be shown. Someone else then confirms it.',
  none: 'Needs one line on what has happened.',
};

/** Who sees what is given with an update: on its form, and wherever one is asked for. */
export const WHO_SEES = 'Leadership reads your words. Please leave out children’s names and case numbers.';
