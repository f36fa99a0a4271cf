import type { CivilDate } from './dates.js';
import type { Due, DueAtMeeting } from './due-kinds.js';

/** "the performance meeting", "the meeting of the Performance Board". */
export function meetingOf(board: string): string {
  if (/\bmeeting$/i.test(board)) return `the ${board}`;
  return /^(?!the ).*\b(?:board|panel|committee|forum|group)$/i.test(board)
    ? `the meeting of the ${board}`
    : `the meeting of ${board}`;
}

/** One meeting of a board. */
export interface Meeting {
  readonly on: CivilDate;
  /** The day for which it was first called: a meeting that is moved stays the same meeting. */
  readonly called: CivilDate;
}

/** A board whose meetings milestones wait for: "proposal to the performance meeting in November". */
export interface Board {
  /** As it was first written. */
  readonly name: string;
  /** What plans call it besides. */
  readonly aliases: readonly string[];
  /** Earliest first. */
  readonly meetings: readonly Meeting[];
  /** Taken out of the calendar; its history stays. */
  readonly removed: boolean;
}

/** Days on which the organisation is closed beside weekends and bank holidays; earliest first. */
export interface Closures {
  readonly days: readonly CivilDate[];
}

/** A name as names of boards are compared: case, articles, punctuation and the word "meeting" aside. */
export function plainBoard(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '' && !['the', 'a', 'an', 'of'].includes(word));
  const bare = words.filter((word) => word !== 'meeting' && word !== 'meetings');
  return (bare.length > 0 ? bare : words).join(' ');
}

/** Whether these words, as a plan prints them, mean the board. */
export function isNamed(board: Board, words: string): boolean {
  const wanted = plainBoard(words);
  return wanted !== '' && [board.name, ...board.aliases].some((name) => plainBoard(name) === wanted);
}

/** The board that these words mean, among those that were not removed. */
export function boardCalled(boards: readonly Board[], words: string): Board | undefined {
  return boards.find((board) => !board.removed && isNamed(board, words));
}

/**
 * When a milestone is due, with the meeting that the calendar has for it: of the meetings called for the time that is
 * printed the last one, wherever it was moved to since (RULES 1). Where none was called for that time, the last one that
 * was moved into it. Any other kind of due stays as it is.
 */
export function resolveMeeting(due: Due, boards: readonly Board[]): Due {
  if (due.kind !== 'meeting') return due;
  const on = meetingFor(due, boardCalled(boards, due.board)?.meetings ?? []);
  return on === due.on ? due : { ...due, on };
}

function meetingFor({ from, to }: DueAtMeeting, meetings: readonly Meeting[]): CivilDate | null {
  const within = (day: CivilDate): boolean => from <= day && day <= to;
  const called = meetings.filter((meeting) => within(meeting.called));
  const held = called.length > 0 ? called : meetings.filter((meeting) => within(meeting.on));
  return latest(held.map((meeting) => meeting.on));
}

/**
 * A board with its meetings to come: those from today on are exactly these days, and what has been stays. A day gone by
 * that is named is added.
 */
export function withDates(board: Board, days: readonly CivilDate[], today: CivilDate): Board {
  const kept = board.meetings.filter(({ on }) => on < today || days.includes(on));
  const added = [...new Set(days)].filter((day) => !kept.some(({ on }) => on === day));
  return { ...board, meetings: inOrder([...kept, ...added.map((day) => ({ on: day, called: day }))]) };
}

/** A board after a meeting moved; null when it has none on that day. Said twice, it is moved once. */
export function withMove(board: Board, from: CivilDate, to: CivilDate): Board | null {
  const meets = board.meetings.some(({ on }) => on === from);
  if (!meets) return board.meetings.some(({ on, called }) => on === to && called !== to) ? board : null;
  const meetings = board.meetings.map((meeting) => (meeting.on === from ? { ...meeting, on: to } : meeting));
  return { ...board, meetings: inOrder(meetings) };
}

/** A board without the meeting of a day; null when it has none then. */
export function withoutMeeting(board: Board, day: CivilDate): Board | null {
  const meetings = board.meetings.filter(({ on }) => on !== day);
  return meetings.length === board.meetings.length ? null : { ...board, meetings };
}

function inOrder(meetings: readonly Meeting[]): readonly Meeting[] {
  return [...meetings].sort((a, b) => (a.on === b.on ? compare(a.called, b.called) : compare(a.on, b.on)));
}

function compare(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function latest(days: readonly CivilDate[]): CivilDate | null {
  return [...days].sort(compare).at(-1) ?? null;
}
