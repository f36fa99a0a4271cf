import type { Board } from '../../domain/boards.js';
import { addDays, inWords, type CivilDate } from '../../domain/dates.js';
import { isRefused } from '../../domain/read-plan.js';
import { recordAct } from '../audit.js';
import { CLOSED_AT_ONCE } from '../close-days.js';
import { changeClosures } from '../closure-days.js';
import type { Followed } from '../follow-meetings.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import {
  boardJson,
  CALENDAR_CONFLICT,
  changedBoard,
  followedJson,
  followedLines,
  daysInWords,
} from './calendar-change.js';

export interface ClosureWords {
  readonly from: CivilDate;
  /** The last day; null for one day. */
  readonly until: CivilDate | null;
  readonly remove: boolean;
}

/** Closes the organisation on some days, or opens it again. */
export async function calendarClosureVerb(ports: CommandPorts, common: Common, words: ClosureWords): Promise<Answer> {
  const days = daysFrom(words.from, words.until ?? words.from);
  const order = words.remove ? { add: [], remove: days } : { add: days, remove: [] };
  const changed = await changeClosures(ports, { ...order, by: common.by });
  if (changed.kind === 'conflict') throw new CommandError('changed-meanwhile', CALENDAR_CONFLICT);
  if (changed.kind === 'nothing') {
    const why = words.remove ? 'is entered as a closure day' : 'would be a working day';
    throw new CommandError('nothing-changed', `None of these days ${why}. See: calendar`);
  }
  const act = words.remove ? 'closure days removed' : 'closure days added';
  await recordAct(ports, common.by, act, changed.days.join(' '));
  const said = words.remove ? 'Open again on' : 'Closed on';
  return {
    json: { asAt: common.asAt, days: changed.days, closures: changed.closed },
    lines: [`${said} ${daysInWords(changed.days)}.`],
  };
}

/** Enters the meetings and closure days of a file, board by board. */
export async function calendarImportVerb(ports: CommandPorts, common: Common, bytes: Uint8Array): Promise<Answer> {
  const read = ports.readCalendar(bytes);
  if (isRefused(read)) throw new CommandError('not-a-calendar', read.refused);
  const boards: Board[] = [];
  const milestones: Followed[] = [];
  for (const { name, days } of read.boards) {
    const done = await changedBoard(ports, common, name, { kind: 'set', days, aliases: [] }, 'meetings set');
    boards.push(done.board);
    milestones.push(...done.followed);
  }
  const closures = await closedBy(ports, common, read.closures);
  const left = read.rejected.length === 0 ? [] : ['', `${counted(read.rejected.length, 'row')} left out:`];
  return {
    json: {
      asAt: common.asAt,
      boards: boards.map(boardJson),
      closures,
      milestones: milestones.map(followedJson),
      rejected: read.rejected,
    },
    lines: [
      `${counted(boards.length, 'board')} and ${counted(closures.length, 'closure day')} entered.`,
      ...followedLines(milestones),
      ...left,
      ...read.rejected.map((one) => `  ${one.message}`),
    ],
  };
}

async function closedBy(ports: CommandPorts, common: Common, add: readonly CivilDate[]): Promise<readonly CivilDate[]> {
  if (add.length === 0) return [];
  const changed = await changeClosures(ports, { add, remove: [], by: common.by });
  if (changed.kind === 'conflict') throw new CommandError('changed-meanwhile', CALENDAR_CONFLICT);
  if (changed.kind === 'nothing') return [];
  await recordAct(ports, common.by, 'closure days added', changed.days.join(' '));
  return changed.days;
}

function daysFrom(first: CivilDate, last: CivilDate): readonly CivilDate[] {
  if (last < first) throw new CommandError('date', `${inWords(last)} is before ${inWords(first)}.`, 2);
  const days: CivilDate[] = [];
  for (let day = first; day <= last && days.length <= CLOSED_AT_ONCE; day = addDays(day, 1)) days.push(day);
  if (days.length <= CLOSED_AT_ONCE) return days;
  throw new CommandError('too-long', `At most ${String(CLOSED_AT_ONCE)} days can be closed at once.`, 2);
}
