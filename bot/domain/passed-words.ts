/** Why a round of reminders passes somebody, or a milestone, over: in words, and what would change it. */
import type { PassedReason } from './sweep-listing.js';

export interface PassedWords {
  /** To stand in a list: "away". */
  readonly short: string;
  /** A whole sentence without a name. */
  readonly because: string;
  /** What makes it be asked again, a whole sentence. */
  readonly change: string;
}

const WORDS: Readonly<Record<PassedReason, PassedWords>> = {
  'already-asked': {
    short: 'asked already',
    because: 'Asked before, and the next reminder is not due yet.',
    change: 'The next reminder comes by itself.',
  },
  'not-linked': {
    short: 'not linked to anybody in Teams',
    because: 'Nobody in Teams is linked to the name, so no card can be sent.',
    change: 'Link the name to the person.',
  },
  'cannot-be-reached': {
    short: 'cannot be reached',
    because: 'Teams does not take cards for them: they removed or blocked the app, or their chat is gone.',
    change: 'They open the chat with Waymark again, or are asked by e-mail.',
  },
  away: {
    short: 'away',
    because: 'They are away; a deputy, co-lead or head of service is asked instead.',
    change: 'They are asked again when they are back.',
  },
  'no-lead': {
    short: 'no lead',
    because: 'Nobody leads it who can be asked, and nobody is accountable for its area.',
    change: 'Name a lead, a head of service for the area or an owner of the plan.',
  },
  'no-approver': {
    short: 'nobody may decide',
    because: 'It waits for a decision, and nobody is there who may take it.',
    change: 'Name a head of service for the area or an owner of the plan.',
  },
  'no-answerer': {
    short: 'nobody to answer',
    because: 'It has a question that nobody is there to answer; who decides is asked on.',
    change: 'Name a lead, or decide without the answer.',
  },
  'weekly-limit': {
    short: 'two cards this week already',
    because: 'They had two cards this week, which is the most outside a reporting window.',
    change: 'It comes with the first card of next week.',
  },
  'card-full': {
    short: 'did not fit on the card',
    because: 'More is owed than fits on one card; the most urgent came first.',
    change: 'It comes with the card of another day.',
  },
  'has-a-card': {
    short: 'had a card of this round',
    because: 'They had a card in this round already, and get one a round.',
    change: 'It comes with the next card.',
  },
  'in-doubt': {
    short: 'card in doubt',
    because: 'It was asked by a card that may not have arrived, and a person has to say what becomes of it.',
    change: 'Settle it on the attention list.',
  },
  answered: {
    short: 'answered',
    because: 'It was answered in the last days, which keeps it quiet.',
    change: 'The next reminder comes by itself.',
  },
  deferred: {
    short: 'put off',
    because: 'It was put off until a day that has not come.',
    change: 'It is asked about again after that day, or when somebody ends it.',
  },
  paused: {
    short: 'paused',
    because: 'It is paused: neither asked for nor overdue.',
    change: 'It is asked about again when the pause ends.',
  },
  'awaits-decision': {
    short: 'waits for a decision',
    because: 'What its lead proposed waits for a decision; until then the lead is not asked.',
    change: 'It is asked about again when it is decided.',
  },
};

export function passedWords(reason: PassedReason): PassedWords {
  return WORDS[reason];
}
