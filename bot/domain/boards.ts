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
  /** Its papers are published so many working days before each meeting; null while nobody has said. */
  readonly publishes: number | null;
  /** Taken out of the calendar; its history stays. */
  readonly removed: boolean;
}

/** Papers are not published further ahead of a meeting. */
const MOST_PUBLISHES = 60;

/** What is wrong with a number of working days from publication to meeting; null when nothing is. */
export function faultInPublishes(publishes: number | null): string | null {
  if (publishes === null || (Number.isInteger(publishes) && publishes >= 0 && publishes <= MOST_PUBLISHES)) return null;
  return `Papers are published 0 to ${String(MOST_PUBLISHES)} working days before a meeting.`;
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
 * was moved into it. What a board discharges is due at the first meeting from today on. Any other kind of due stays as it
 * is.
 */
export function resolveMeeting(due: Due, boards: readonly Board[], today: CivilDate): Due {
  if (due.kind !== 'meeting') return due;
  const meetings = boardCalled(boards, due.board)?.meetings ?? [];
  const on = due.next === true ? nextMeeting(due, meetings, today) : meetingFor(due, meetings);
  return on === due.on ? due : { ...due, on };
}

function nextMeeting({ from }: DueAtMeeting, meetings: readonly Meeting[], today: CivilDate): CivilDate | null {
  const days = meetings.map(({ on }) => on).filter((on) => on >= from && on >= today);
  return [...days].sort(compare)[0] ?? null;
}

/** The last meeting of a board up to a day; null where the calendar has none. */
export function lastMeeting(board: Board | undefined, upTo: CivilDate): CivilDate | null {
  return latest((board?.meetings ?? []).map(({ on }) => on).filter((on) => on <= upTo));
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

/** A board with these meetings besides those that it has. */
export function withMore(board: Board, days: readonly CivilDate[]): Board {
  const added = [...new Set(days)].filter((day) => !board.meetings.some(({ on }) => on === day));
  return { ...board, meetings: inOrder([...board.meetings, ...added.map((day) => ({ on: day, called: day }))]) };
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
