import type { Board } from '../../domain/boards.js';
import { inWords, type CivilDate } from '../../domain/dates.js';
import { inList } from '../../domain/lists.js';
import { publicationOf } from '../../domain/schedule-slots.js';
import type { Calendar } from '../../domain/working-days.js';
import { recordAct } from '../audit.js';
import { changeBoard, type BoardAct, type BoardChanged } from '../board-calendar.js';
import type { Followed } from '../follow-meetings.js';
import type { Ports } from '../ports.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';

export const CALENDAR_CONFLICT = 'Somebody else changed the calendar at the same moment. Say it again.';

/** Changes a board and keeps who did it; a refusal is said in words. */
export async function changedBoard(
  ports: CommandPorts,
  common: Common,
  name: string,
  act: BoardAct,
  audited: string,
): Promise<Extract<BoardChanged, { kind: 'changed' }>> {
  const changed = await changeBoard(ports, { name, act, by: common.by });
  if (changed.kind !== 'changed') throw refusal(changed, name, act);
  await recordAct(ports, common.by, audited, changed.board.name);
  return changed;
}

function refusal(refused: Exclude<BoardChanged, { kind: 'changed' }>, name: string, act: BoardAct): CommandError {
  switch (refused.kind) {
    case 'no-board': {
      const known = refused.known.length === 0 ? 'There is none yet.' : `There are: ${refused.known.join(', ')}.`;
      return new CommandError('no-such-board', `No board in the calendar is called “${name}”. ${known}`);
    }
    case 'no-meeting': {
      const { board } = refused;
      const day = act.kind === 'move' ? act.from : act.kind === 'remove' ? act.on : null;
      const meets = board.meetings.length === 0 ? 'has no meetings' : `meets on ${daysInWords(meetingDays(board))}`;
      const said = day === null ? '' : ` on ${inWords(day)}`;
      return new CommandError('no-such-meeting', `${board.name} has no meeting${said}: it ${meets}.`);
    }
    case 'alias-taken':
      return new CommandError('alias-taken', `“${refused.alias}” is a name of ${refused.by} already.`);
    case 'conflict':
      return new CommandError('changed-meanwhile', CALENDAR_CONFLICT);
  }
}

/** What a change of one board came to. */
export function shownBoard(
  ports: Pick<Ports, 'calendar'>,
  common: Common,
  board: Board,
  followed: readonly Followed[],
  lines: readonly string[],
): Answer {
  const odd = meetingDays(board).filter((day) => day >= common.asAt && !ports.calendar.isWorkingDay(day));
  const notes = odd.map((day) => `${inWords(day)} is not a working day. Is that the day of the meeting?`);
  return {
    json: { asAt: common.asAt, board: boardJson(board), milestones: followed.map(followedJson), notes },
    lines: [...lines, ...notes, ...followedLines(followed)],
  };
}

export function boardJson({ name, aliases, meetings, publishes, removed }: Board): object {
  return { name, aliases, meetings: meetings.map(({ on, called }) => ({ on, called })), publishes, removed };
}

export function followedJson({ plan, ref, from, to }: Followed): object {
  return { plan, ref, from, to };
}

export function boardLines(board: Board, calendar: Calendar, today: CivilDate): string[] {
  const also = board.aliases.length === 0 ? '' : ` (also ${board.aliases.map((alias) => `“${alias}”`).join(', ')})`;
  const days = board.meetings.map(
    ({ on, called }) =>
      `  ${inWords(on)}${on === called ? '' : `, moved from ${inWords(called)}`}${papersSaid(board, on, calendar, today)}`,
  );
  const { publishes } = board;
  const papers =
    publishes === null ? [] : [`  its papers are published ${counted(publishes, 'working day')} before each meeting`];
  return [`${board.name}${also}`, ...papers, ...(days.length === 0 ? ['  no meetings entered'] : days)];
}

export function followedLines(followed: readonly Followed[]): string[] {
  if (followed.length === 0) return [];
  const due = (day: CivilDate | null): string => (day === null ? 'the last day of the time printed' : inWords(day));
  return [
    `${counted(followed.length, 'milestone')} ${followed.length === 1 ? 'follows' : 'follow'}:`,
    ...followed.map(({ plan, ref, to }) => `  ${ref} (${plan}) is due on ${due(to)}`),
  ];
}

function meetingDays({ meetings }: Board): readonly CivilDate[] {
  return [...new Set(meetings.map(({ on }) => on))];
}

/** ", papers on Tuesday 1 December 2026", of a meeting to come. */
function papersSaid({ publishes }: Board, on: CivilDate, calendar: Calendar, today: CivilDate): string {
  return publishes === null || on < today ? '' : `, papers on ${inWords(publicationOf(calendar, on, publishes))}`;
}

/** "Tuesday 8 December 2026 and Tuesday 12 January 2027". */
export function daysInWords(days: readonly CivilDate[]): string {
  return inList(days.map(inWords));
}
