import { boardCalled, faultInPublishes, meetingOf, plainBoard, type Board } from '../../domain/boards.js';
import { inWords, type CivilDate } from '../../domain/dates.js';
import { isClosed, isComplete } from '../../domain/plan.js';
import { planAsAt } from '../as-at.js';
import type { BoardAct } from '../board-calendar.js';
import { diaryAsAt } from '../diary-as-at.js';
import { CommandError, type Answer, type CommandPorts, type Common } from './answer.js';
import { boardJson, boardLines, changedBoard, shownBoard } from './calendar-change.js';

/** Longer ones are no names, and keys have a limit. */
const LONGEST_NAME = 120;

/** The diary as at a day, and the milestones whose meeting it does not have. */
export async function calendarVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const { boards, closedOn } = await diaryAsAt(ports, common.asAt);
  const unmatched = await withoutMeeting(ports, common, boards);
  const none = 'No board is in the calendar yet. Add one with: calendar board NAME --dates "2026-12-08; 2027-01-12"';
  return {
    json: { asAt: common.asAt, boards: boards.map(boardJson), closures: closedOn, unmatched },
    lines: [
      ...(boards.length === 0 ? [none] : boards.flatMap((board) => boardLines(board, ports.calendar, common.asAt))),
      ...(closedOn.length === 0 ? [] : ['Closed on:', ...closedOn.map((day) => `  ${inWords(day)}`)]),
      ...(unmatched.length === 0 ? [] : ['Without a meeting in this calendar:']),
      ...unmatched.map(({ plan, ref, board, text }) => `  ${ref} (${plan}): ${board}, printed as “${text}”`),
    ],
  };
}

export interface BoardWords {
  readonly name: string;
  /** Null leaves its dates as they are. */
  readonly dates: readonly CivilDate[] | null;
  readonly aliases: readonly string[];
  /** Meetings that it has besides; null for none. */
  readonly more: readonly CivilDate[] | null;
  /** Its papers are published so many working days before each meeting; null leaves that as it is. */
  readonly publishes: number | null;
}

/** Sets when a board meets from now on, and what plans call it besides. */
export async function calendarBoardVerb(ports: CommandPorts, common: Common, words: BoardWords): Promise<Answer> {
  if (plainBoard(words.name) === '' || words.name.length > LONGEST_NAME) {
    throw new CommandError('board-name', `“${words.name.slice(0, LONGEST_NAME)}” is no name for a board.`, 2);
  }
  const fault = faultInPublishes(words.publishes);
  if (fault !== null) throw new CommandError('publishes', fault, 2);
  const { dates: days, aliases, more, publishes } = words;
  const sets = days !== null || aliases.length > 0 || publishes !== null;
  const set: BoardAct = { kind: 'set', days, aliases, ...(publishes !== null && { publishes }) };
  const named = days === null ? 'board changed' : 'meetings set';
  const first = sets ? await changedBoard(ports, common, words.name, set, named) : null;
  const added: BoardAct = { kind: 'more', days: more ?? [] };
  const then = more === null ? null : await changedBoard(ports, common, words.name, added, 'meetings added');
  const last = then ?? first;
  if (last === null)
    throw new CommandError('nothing-given', 'Say what to change: --dates, --add, --alias or --publishes.', 2);
  const followed = [...(first?.followed ?? []), ...(then?.followed ?? [])];
  return shownBoard(ports, common, last.board, followed, boardLines(last.board, ports.calendar, common.asAt));
}

export async function calendarMoveVerb(
  ports: CommandPorts,
  common: Common,
  name: string,
  days: { readonly from: CivilDate; readonly to: CivilDate },
): Promise<Answer> {
  const { board, followed } = await changedBoard(ports, common, name, { kind: 'move', ...days }, 'meeting moved');
  const said = `T${meetingOf(board.name).slice(1)} on ${inWords(days.from)} is on ${inWords(days.to)} now.`;
  return shownBoard(ports, common, board, followed, [said]);
}

/** Takes out one meeting, or the whole board. */
export async function calendarRemoveVerb(
  ports: CommandPorts,
  common: Common,
  name: string,
  on: CivilDate | null,
): Promise<Answer> {
  const act = on === null ? 'board removed' : 'meeting removed';
  const { board, followed } = await changedBoard(ports, common, name, { kind: 'remove', on }, act);
  const said =
    on === null ? `${board.name} is out of the calendar.` : `${board.name} does not meet on ${inWords(on)} now.`;
  return shownBoard(ports, common, board, followed, [said]);
}

/** Every milestone still to be delivered whose board, or whose meeting, is not in the calendar. */
async function withoutMeeting(ports: CommandPorts, { asAt }: Common, boards: readonly Board[]) {
  const found: { plan: string; ref: string; board: string; known: boolean; text: string }[] = [];
  for (const { id } of await ports.plans.list()) {
    for (const { milestone } of (await planAsAt(ports, id, asAt))?.milestones ?? []) {
      const { due, ref } = milestone;
      if (due.kind !== 'meeting' || due.on !== null || isComplete(milestone) || isClosed(milestone)) continue;
      const known = boardCalled(boards, due.board) !== undefined;
      found.push({ plan: id, ref, board: due.board, known, text: due.text });
    }
  }
  return found;
}
