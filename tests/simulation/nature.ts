import { civilDate, type CivilDate } from '../../bot/domain/dates.js';
import { diceOf } from './dice.js';

/** What one life is like from beginning to end. */
export interface Nature {
  readonly start: CivilDate;
  /** Requests to Teams a second. */
  readonly rate: number;
  /** Everybody is written to in one conversation, which is soon full. */
  readonly oneChat: boolean;
  /** Somebody never wrote to us: a chat is opened. */
  readonly unmet: boolean;
  /** Queries come in pages of one to three rows, some of them empty. */
  readonly paged: boolean;
  /** How far the clock of the second process is ahead. */
  readonly aheadMs: number;
  readonly jumps: boolean;
  /** A person stops all sending now and then. */
  readonly stops: boolean;
  /** The queues lose everything. */
  readonly deaf: boolean;
  /** Nothing runs for a day or more, now and then. */
  readonly downs: boolean;
  /** Nothing runs for so many days at the end of the troubles, and a person has to let it go on. */
  readonly gapDays: number;
  /** The plan is reported: a window opens, asks again, is frozen and posted. */
  readonly reported: boolean;
}

export const PLAIN: Nature = {
  start: civilDate('2026-11-18'),
  rate: 49,
  oneChat: false,
  unmet: false,
  paged: false,
  aheadMs: 0,
  jumps: false,
  stops: false,
  deaf: false,
  downs: false,
  gapDays: 0,
  reported: false,
};

/** Both clock changes, the turn of a year, a leap day. */
const TURNS = ['2026-10-22', '2027-03-24', '2026-12-29', '2028-02-26'] as const;

export function natureOf(seed: number): Nature {
  // Dice of their own: what a life is like says nothing of what happens in it.
  const dice = diceOf(seed * 2_654_435_761);
  const nature = {
    start: dice.chance(0.6) ? PLAIN.start : civilDate(dice.pick(TURNS)),
    rate: dice.chance(0.8) ? 49 : dice.between(2, 9),
    oneChat: dice.chance(0.15),
    unmet: dice.chance(0.2),
    paged: dice.chance(0.12),
    aheadMs: dice.chance(0.4) ? dice.between(-4_000, 4_000) : 0,
    jumps: dice.chance(0.3),
    stops: dice.chance(0.4),
    deaf: dice.chance(0.1),
    downs: dice.chance(0.3),
    gapDays: dice.chance(0.1) ? dice.between(12, 15) : 0,
  };
  // A clock that is set on freezes what is not due: that has a test of its own.
  return { ...nature, reported: !nature.jumps && dice.chance(0.5) };
}
