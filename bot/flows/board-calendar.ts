import {
  boardCalled,
  isNamed,
  plainBoard,
  withDates,
  withMore,
  withMove,
  withoutMeeting,
  type Board,
} from '../domain/boards.js';
import type { CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import { followMeetings, type Followed } from './follow-meetings.js';
import type { DiaryImage, DiaryPages, Ports } from './ports.js';
import { todayOf } from './today.js';

/** What an admin says of a board. */
export type BoardAct =
  /** With days, they are its meetings to come; a name that nobody has makes a new board. */
  | {
      readonly kind: 'set';
      readonly days: readonly CivilDate[] | null;
      readonly aliases: readonly string[];
      /** Working days from publication of the papers to the meeting; left out: as it is. */
      readonly publishes?: number | null;
    }
  /** Meetings that it has besides. */
  | { readonly kind: 'more'; readonly days: readonly CivilDate[] }
  | { readonly kind: 'move'; readonly from: CivilDate; readonly to: CivilDate }
  /** With a day, that meeting does not take place; else the board is no more. */
  | { readonly kind: 'remove'; readonly on: CivilDate | null };

export interface BoardOrder {
  /** Its name, or what plans call it besides. */
  readonly name: string;
  readonly act: BoardAct;
  readonly by: Actor;
}

export type BoardChanged =
  | { readonly kind: 'changed'; readonly board: Board; readonly followed: readonly Followed[] }
  | { readonly kind: 'no-board'; readonly known: readonly string[] }
  | { readonly kind: 'no-meeting'; readonly board: Board }
  | { readonly kind: 'alias-taken'; readonly alias: string; readonly by: string }
  | { readonly kind: 'conflict' };

const TRIES = 5;

/**
 * Changes the calendar of a board, then brings the milestones that wait for its meetings in line. Said again after a
 * crash it does what was left undone.
 */
export async function changeBoard(ports: Ports, order: BoardOrder): Promise<BoardChanged> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const pages = await ports.diary.read();
    const next = boardAfter(pages, order, todayOf(ports));
    if (next.kind !== 'changed') return next;
    if ((await write(ports, pages, next.board, order)) === 'conflict') continue;
    return { ...next, followed: await followMeetings(ports, order.by) };
  }
  return { kind: 'conflict' };
}

async function write(
  ports: Ports,
  pages: DiaryPages,
  board: Board,
  order: BoardOrder,
): Promise<'written' | 'conflict'> {
  const previous = pages.boards.find(({ name }) => name === board.name) ?? null;
  if (previous !== null && contents(previous) === contents(board)) return 'written';
  const image: DiaryImage = { kind: 'board', board };
  const at = ports.clock.now();
  const inputHash = ports.hash(JSON.stringify(order.act));
  return ports.diary.commit([{ image, previous, at, recordedAt: at, by: order.by, why: whyOf(order.act), inputHash }]);
}

function contents({ name, aliases, meetings, publishes, removed }: Board): string {
  return JSON.stringify([name, aliases, meetings, publishes, removed]);
}

function whyOf(act: BoardAct): string {
  switch (act.kind) {
    case 'set':
      return act.days === null ? 'board changed' : 'meetings set';
    case 'more':
      return 'meetings added';
    case 'move':
      return 'meeting moved';
    case 'remove':
      return act.on === null ? 'board removed' : 'meeting removed';
  }
}

type Decided = Exclude<BoardChanged, { kind: 'changed' }> | { readonly kind: 'changed'; readonly board: Board };

function boardAfter({ boards }: DiaryPages, { name, act }: BoardOrder, today: CivilDate): Decided {
  const known = boardCalled(boards, name);
  if (act.kind === 'set') return boardSet(boards, name, act, today);
  if (known === undefined) return { kind: 'no-board', known: boards.filter((one) => !one.removed).map(nameOf) };
  const board = plain(known);
  if (act.kind === 'more') return { kind: 'changed', board: withMore(board, act.days) };
  if (act.kind === 'remove' && act.on === null) return { kind: 'changed', board: { ...board, removed: true } };
  const next = act.kind === 'move' ? withMove(board, act.from, act.to) : withoutMeeting(board, act.on ?? today);
  return next === null ? { kind: 'no-meeting', board } : { kind: 'changed', board: next };
}

function boardSet(
  boards: readonly Board[],
  name: string,
  { days, aliases, publishes }: Extract<BoardAct, { kind: 'set' }>,
  today: CivilDate,
): Decided {
  const known = boardCalled(boards, name);
  if (known === undefined && days === null) {
    return { kind: 'no-board', known: boards.filter((one) => !one.removed).map(nameOf) };
  }
  const board = plain(known ?? revived(boards, name));
  const others = boards.filter((one) => !one.removed && one.name !== board.name);
  for (const alias of aliases) {
    const other = others.find((one) => isNamed(one, alias));
    if (other !== undefined) return { kind: 'alias-taken', alias, by: other.name };
  }
  const fresh = aliases.filter((alias) => !isNamed(board, alias));
  const own = publishes === undefined ? {} : { publishes };
  const named = { ...board, ...own, aliases: [...board.aliases, ...fresh] };
  return { kind: 'changed', board: days === null ? named : withDates(named, days, today) };
}

/** A board of that name that was removed comes back with its history; its old meetings do not. */
function revived(boards: readonly Board[], name: string): Board {
  const old = boards.find((one) => plainBoard(one.name) === plainBoard(name));
  return { name: old?.name ?? name, aliases: [], meetings: [], publishes: old?.publishes ?? null, removed: false };
}

/** Without what storage knows of its revision. */
function plain({ name, aliases, meetings, publishes, removed }: Board): Board {
  return { name, aliases, meetings, publishes, removed };
}

function nameOf({ name }: Board): string {
  return name;
}
