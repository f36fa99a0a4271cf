/** The organisation's calendar by card: boards, their meetings and papers, closure days. */
import { boardCard, calendarCard, closuresCard, type Built } from '../../../cards/index.js';
import { BOARD_FIELDS, CLOSURE_FIELDS, type BoardFormView, type BoardView } from '../../domain/calendar-views.js';
import type { Actor } from '../../domain/plan.js';
import { boardShown, calendarShown, saveBoard, saveMeeting, type CalendarSaved } from '../../flows/calendar-shown.js';
import { saveClosures } from '../../flows/close-days.js';
import type { CardDesk, Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { askerOf, onlyAdmins } from './index.js';
import type { Saying } from './sayings.js';

/** For admins alone, at the moment of the press. */
function forAdmins(handler: (desk: CardDesk, press: Press) => Promise<Built>): Handler {
  return async (desk, press) =>
    (await onlyAdmins(askerOf(desk.ports, press), 'schedules', 'calendar')) ?? handler(desk, press);
}

async function whole({ ports, sign }: Pick<Asker, 'ports' | 'sign'>, done: readonly string[] = []): Promise<Built> {
  return calendarCard(await calendarShown(ports, done), sign);
}

const by = ({ reader }: Press): Actor => ({ kind: 'officer', id: reader });

function typedIn({ action }: Press, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, action.fields[name] ?? '']));
}

/** As it stands, in its form. */
function formOf(board: BoardView | null, rest: Partial<BoardFormView> = {}): BoardFormView {
  const publishes = board?.publishes ?? null;
  const typed = { publishes: publishes === null ? '' : String(publishes), aliases: (board?.aliases ?? []).join('; ') };
  return { board, typed, error: null, done: [], ...rest };
}

async function openBoard({ ports }: CardDesk, { claim, sign }: Press): Promise<Built> {
  const board = await boardShown(ports, claim.ref);
  return board === null
    ? whole({ ports, sign }, ['That board is not in the calendar any more'])
    : boardCard(formOf(board), sign);
}

function saving(save: (desk: CardDesk, press: Press, board: BoardView | null) => Promise<CalendarSaved | null>) {
  return async (desk: CardDesk, press: Press): Promise<Built> => {
    const { ports } = desk;
    const { claim, sign } = press;
    const board = claim.ref === '' ? null : await boardShown(ports, claim.ref);
    const saved = claim.ref !== '' && board === null ? null : await save(desk, press, board);
    if (saved === null) return whole({ ports, sign }, ['That board is not in the calendar any more']);
    if (saved.kind === 'wrong') {
      return boardCard(formOf(board, { typed: typedIn(press, BOARD_FIELDS), error: saved.error }), sign);
    }
    const after = board === null ? null : await boardShown(ports, board.mark);
    return after === null ? whole({ ports, sign }, saved.done) : boardCard(formOf(after, { done: saved.done }), sign);
  };
}

function meeting(act: 'move' | 'drop') {
  return saving(async ({ ports }, press, board) =>
    board === null ? null : saveMeeting(ports, board, typedIn(press, BOARD_FIELDS), act, by(press)),
  );
}

async function closures({ ports }: CardDesk, press: Press, saved: CalendarSaved | null = null): Promise<Built> {
  const typed = saved?.kind === 'wrong' ? typedIn(press, CLOSURE_FIELDS) : {};
  const error = saved?.kind === 'wrong' ? saved.error : null;
  const done = saved?.kind === 'saved' ? saved.done : [];
  return closuresCard({ closures: (await calendarShown(ports)).closures, typed, error, done }, press.sign);
}

function closing(act: 'close' | 'open') {
  return async (desk: CardDesk, press: Press): Promise<Built> =>
    closures(desk, press, await saveClosures(desk.ports, typedIn(press, CLOSURE_FIELDS), act, by(press)));
}

export const CALENDAR_PRESSES = {
  'open-calendar': forAdmins(({ ports }, { sign }) => whole({ ports, sign })),
  'open-board': forAdmins(openBoard),
  'new-board': forAdmins((_, { sign }) => Promise.resolve(boardCard(formOf(null), sign))),
  'save-board': forAdmins(
    saving(({ ports }, press, board) => saveBoard(ports, board, typedIn(press, BOARD_FIELDS), by(press))),
  ),
  'move-meeting': forAdmins(meeting('move')),
  'drop-meeting': forAdmins(meeting('drop')),
  'open-closures': forAdmins((desk, press) => closures(desk, press)),
  'close-days': forAdmins(closing('close')),
  'reopen-days': forAdmins(closing('open')),
} as const satisfies Readonly<Record<string, Handler>>;

export const CALENDAR_SAYINGS = {
  calendar: (asker) => whole(asker),
} as const satisfies Readonly<Record<string, Saying>>;
