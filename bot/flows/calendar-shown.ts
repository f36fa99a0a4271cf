/** The calendar as the cards of admins show it, and what they type into it. */
import { faultInPublishes, meetingOf, plainBoard, type Board } from '../domain/boards.js';
import type { BoardView, CalendarView } from '../domain/calendar-views.js';
import { inWords, type CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import { publicationOf } from '../domain/schedule-slots.js';
import { readTypedDate } from '../domain/typed-date.js';
import { recordAct } from './audit.js';
import { changeBoard, type BoardAct, type BoardChanged } from './board-calendar.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';

type Reads = Pick<Ports, 'diary' | 'clock' | 'zone' | 'calendar' | 'hash'>;
/** Longer ones are no names, and keys have a limit. */
const LONGEST_NAME = 120;
/** More days at once are hardly meant. */
const MOST_DAYS = 40;

export async function calendarShown(ports: Reads, done: readonly string[] = []): Promise<CalendarView> {
  const { boards, closures, windows, holds } = await ports.diary.read();
  const today = todayOf(ports);
  return {
    boards: boards.filter(({ removed }) => !removed).map((board) => boardView(ports, board)),
    closures: (closures?.days ?? []).filter((day) => day >= today),
    windows: (windows?.windows ?? [])
      .filter(({ posts }) => posts >= today)
      .map(({ name, opens, posts }) => `${name}: opens on ${inWords(opens)}, posted on ${inWords(posts)}`),
    holds: (holds?.holds ?? [])
      .filter(({ to }) => to >= today)
      .map(({ from, to, reason }) => `From ${inWords(from)} to ${inWords(to)}: ${reason}`),
    done,
  };
}

/** Null where no board has that mark. */
export async function boardShown(ports: Reads, mark: string): Promise<BoardView | null> {
  const { boards } = await ports.diary.read();
  const found = boards.find((board) => !board.removed && markOf(ports, board) === mark);
  return found === undefined ? null : boardView(ports, found);
}

function boardView(ports: Reads, board: Board): BoardView {
  const { name, aliases, publishes } = board;
  const meetings = board.meetings
    .filter(({ on }) => on >= todayOf(ports))
    .map(({ on, called }) => ({
      on,
      movedFrom: called === on ? null : called,
      papersOn: publishes === null ? null : publicationOf(ports.calendar, on, publishes),
    }));
  return { mark: markOf(ports, board), name, aliases, meetings, publishes };
}

/** A name may be longer than a button has room for. */
function markOf({ hash }: Pick<Ports, 'hash'>, { name }: Pick<Board, 'name'>): string {
  return hash(plainBoard(name)).slice(0, 12);
}

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export type CalendarSaved =
  | { readonly kind: 'saved'; readonly name: string; readonly done: readonly string[] }
  | { readonly kind: 'wrong'; readonly error: FieldFault };

/** Saves what was typed of a board: its papers, its other names, and meetings that it has besides. */
export async function saveBoard(
  ports: Ports,
  known: BoardView | null,
  typed: Readonly<Record<string, string>>,
  by: Actor,
): Promise<CalendarSaved> {
  const wrong = (field: string, message: string): CalendarSaved => ({ kind: 'wrong', error: { field, message } });
  const name = known?.name ?? (typed.name ?? '').trim().replace(/\s+/g, ' ');
  if (plainBoard(name) === '' || name.length > LONGEST_NAME) return wrong('name', 'That is no name for a board.');
  if (known === null && (await isKnown(ports, name)))
    return wrong('name', `${name} is in the calendar already. Open it there.`);
  const said = (typed.publishes ?? '').trim();
  const publishes = said === '' ? null : /^\d{1,3}$/.test(said) ? Number(said) : -1;
  const fault = faultInPublishes(publishes);
  if (fault !== null) return wrong('publishes', fault);
  const days = readDays(ports, typed.add ?? '');
  if ('message' in days) return wrong('add', days.message);
  const aliases = (typed.aliases ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const first = known === null ? days.days : null;
  const set = await changed(ports, name, { kind: 'set', days: first, aliases, publishes }, by);
  if ('message' in set) return wrong(set.field, set.message);
  const done = [`${name} is saved`];
  if (known === null || days.days.length === 0)
    return { kind: 'saved', name, done: [...done, ...followed(set.followed)] };
  const more = await changed(ports, name, { kind: 'more', days: days.days }, by);
  if ('message' in more) return wrong('add', more.message);
  return { kind: 'saved', name, done: [...done, ...followed(more.followed)] };
}

async function isKnown({ diary }: Reads, name: string): Promise<boolean> {
  const { boards } = await diary.read();
  return boards.some((board) => !board.removed && plainBoard(board.name) === plainBoard(name));
}

/** Moves the meeting that was chosen, or takes it out. */
export async function saveMeeting(
  ports: Ports,
  { name, meetings }: BoardView,
  typed: Readonly<Record<string, string>>,
  act: 'move' | 'drop',
  by: Actor,
): Promise<CalendarSaved> {
  const wrong = (field: string, message: string): CalendarSaved => ({ kind: 'wrong', error: { field, message } });
  const from = meetings.find(({ on }) => on === typed.from)?.on;
  if (from === undefined) return wrong('from', 'Choose one of the meetings.');
  const read = act === 'move' ? readDay(ports, typed.to ?? '') : null;
  if (read !== null && 'message' in read) return wrong('to', read.message);
  const order: BoardAct = read === null ? { kind: 'remove', on: from } : { kind: 'move', from, to: read.day };
  const made = await changed(ports, name, order, by);
  if ('message' in made) return wrong('from', made.message);
  const meeting = `T${meetingOf(name).slice(1)} on ${inWords(from)}`;
  const said = read === null ? `${meeting} does not take place` : `${meeting} is on ${inWords(read.day)} now`;
  return { kind: 'saved', name, done: [said, ...followed(made.followed)] };
}

const ACTS = { set: 'meetings set', more: 'meetings added', move: 'meeting moved', remove: 'meeting removed' } as const;

async function changed(
  ports: Ports,
  name: string,
  act: BoardAct,
  by: Actor,
): Promise<Extract<BoardChanged, { kind: 'changed' }> | FieldFault> {
  const made = await changeBoard(ports, { name, act, by });
  const audited = act.kind === 'set' && act.days === null ? 'board changed' : ACTS[act.kind];
  await recordAct(ports, by, audited, name, made.kind === 'changed' ? null : made.kind);
  switch (made.kind) {
    case 'changed':
      return made;
    case 'alias-taken':
      return { field: 'aliases', message: `“${made.alias}” is a name of ${made.by} already.` };
    case 'no-board':
      return { field: '', message: `${name} is not in the calendar any more.` };
    case 'no-meeting':
      return { field: 'from', message: `${name} does not meet on that day any more.` };
    case 'conflict':
      return { field: '', message: 'Somebody else changed the calendar at the same moment. Press again.' };
  }
}

function followed(all: readonly object[]): readonly string[] {
  if (all.length === 0) return [];
  return [all.length === 1 ? 'One date of a plan follows' : `${String(all.length)} dates of plans follow`];
}

/** One day as people type it. */
export function readDay(
  ports: Pick<Ports, 'clock' | 'zone' | 'calendar'>,
  text: string,
): { readonly day: CivilDate } | { readonly message: string } {
  const read = readTypedDate(text, { today: todayOf(ports), calendar: ports.calendar });
  return read.date === null ? { message: read.message } : { day: read.date };
}

/** Days with semicolons between them; none where nothing was typed. */
function readDays(ports: Reads, text: string): { readonly days: readonly CivilDate[] } | { readonly message: string } {
  const parts = text
    .split(/[;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (parts.length > MOST_DAYS) return { message: `At most ${String(MOST_DAYS)} meetings can be added at once.` };
  const days: CivilDate[] = [];
  for (const part of parts) {
    const read = readDay(ports, part);
    if ('message' in read) return { message: `“${part}”: ${read.message}` };
    days.push(read.day);
  }
  return { days };
}
