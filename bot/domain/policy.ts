import type { KeyEntry } from './key.js';
import type { RatingClass } from './plan.js';

/**
 * The numbers of the rule book in one place. Every one is a default that a plan may come to change.
 * Days are working days unless said otherwise. README.md prints these tables.
 */
export const POLICY = {
  /** Stages of the reminder ladder before and on the date (RULES 1). */
  stagesBefore: [-20, -5, 0],
  /** Stages after the date; after the last of them one every `stagesRepeat`. */
  stagesAfter: [1, 5, 10],
  stagesRepeat: 10,
  /** The stage that announces the escalation, and the stage at which the head of service is told. */
  escalationAnnounced: 5,
  escalationFrom: 10,
  /** No escalation of what was overdue at first load until so many days after an officer's first delivered card. */
  firstLoadGrace: 10,
  /** An update quiets stages for so many days; on an overdue milestone it postpones them, at most twice. */
  quietAfterAnswer: 10,
  postponedBy: 10,
  postponedAtMost: 2,
  evidenceStages: [0, 10],
  /** Evidence that was refused, or taken back, is due again after so many days. */
  evidenceAgain: 10,
  /** A deputy is asked in place of somebody who is away for at most so many days ahead, counted through (RULES 2). */
  awayAtMost: 90,
  /** Who may decide on a proposal is asked again after so many days (RULES 2). */
  approverChased: 5,
  /** Who is to sign off an area, or to release a summary, is asked again every so many days. */
  signersChased: 2,
  /** What was decided, or entered for somebody, is told them within so many days, counted through. */
  toldFor: 90,
  /** The check (RULES 4): red when overdue, or forecast late, by more than this. */
  redAfter: 20,
  /** The check: amber from so many approved moves. */
  movesForAmber: 3,
  /** Green lapses on the day after this many working days since the last update (plans without windows). */
  greenLapsesAfter: 65,
  /** Silent: asked, delivered at least so many days ago, and unanswered. */
  silentAfter: 10,
  /** "Still on track" for several at once needs a date more than so many days ahead. */
  onTrackAheadOf: 5,
  onTrackAtMost: 30,
  /** Digests to one person in one week outside reporting windows; stage 0 and escalations may exceed it. */
  digestsAWeek: 2,
  entriesADigest: 95,
  /** Decent hours, minutes after midnight in the organisation's zone, on working days (RULES 3). */
  opens: 8 * 60,
  closes: 18 * 60,
  /** A reporting window: its figures are frozen at noon of their day, and posted at nine of theirs. */
  windowFreezes: 12 * 60,
  windowPosts: 9 * 60,
  /** No schedule runs more often than every so many minutes. */
  scheduleEvery: 60,
  /** What would reach more people, or channels, at once is confirmed a second time. */
  confirmAbove: 200,
} as const;

/** The default key (RULES 4). Shapes are text, so that nothing is read from colour alone. */
export const KEY: Readonly<Record<RatingClass, KeyEntry>> = {
  red: {
    id: 'red',
    rating: 'red',
    word: 'Red',
    letter: 'R',
    shape: '◆',
    colour: 'attention',
    definition: 'significant risk that it will not be achieved',
  },
  amber: {
    id: 'amber',
    rating: 'amber',
    word: 'Amber',
    letter: 'A',
    shape: '▲',
    colour: 'warning',
    definition: 'some risk, though remedial action may correct it',
  },
  green: {
    id: 'green',
    rating: 'green',
    word: 'Green',
    letter: 'G',
    shape: '●',
    colour: 'good',
    definition: 'on target for its date',
  },
  complete: {
    id: 'complete',
    rating: 'complete',
    word: 'Complete',
    letter: 'C',
    shape: '✓',
    colour: 'accent',
    definition: 'the work is done',
  },
  none: {
    id: 'none',
    rating: 'none',
    word: 'No update',
    letter: 'N',
    shape: '○',
    colour: 'default',
    definition: 'nothing heard when asked; neither good news nor bad',
  },
};

/** The key of a plan that prints none: what may be declared, worst first. */
export const DEFAULT_KEY: readonly KeyEntry[] = [KEY.red, KEY.amber, KEY.green, KEY.complete];

/** Worst first. A rating is less severe than another when it stands later. */
export const SEVERITY: readonly RatingClass[] = ['red', 'amber', 'none', 'green', 'complete'];

/** Why an approved date moves, as it is chosen from a list: an id for programs, and the words on cards. */
export const MOVE_REASONS = [
  { id: 'partner', words: 'Waiting for a partner' },
  { id: 'capacity', words: 'Staff or capacity' },
  { id: 'funding', words: 'Funding' },
  { id: 'scope', words: 'What is to be done has changed' },
  { id: 'decision', words: 'Waiting for a decision' },
  { id: 'dependency', words: 'Something it depends on is late' },
  { id: 'impact', words: 'Showing the impact takes longer' },
  { id: 'forecast-only', words: 'Only a forecast: keep the approved date' },
] as const;

/** The choice that puts no new date forward. */
export const FORECAST_ONLY = 'forecast-only';
