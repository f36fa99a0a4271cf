/** Cards about the organisation's calendar: its boards, their meetings and papers, closure days. */
import type {
  BoardFormView,
  BoardView,
  CalendarView,
  ClosuresView,
  MeetingView,
} from '../bot/domain/calendar-views.js';
import { inWords } from '../bot/domain/dates.js';
import { plainLine, type DeskButton, type DeskField, type DeskLine, type DeskRow } from '../bot/domain/desk-views.js';
import { deskCard } from './desk-card.js';
import { NOWHERE, type Built, type Sign } from './render.js';
import { sentence } from './words.js';

const SHOWN = 3;
const LISTED = 12;

/** "calendar": when boards meet, papers are published, nobody works, windows run and nothing is published. */
export function calendarCard(view: CalendarView, sign: Sign): Built {
  const { boards, closures, windows, holds } = view;
  const none = boards.length === 0 ? [plainLine('No board is in the calendar yet.')] : [];
  const sections = [
    { heading: 'Closed beside bank holidays', lines: listed(closures.map(inWords)) },
    { heading: 'Reporting windows', lines: listed(windows) },
    { heading: 'Publication holds', lines: listed(holds) },
  ];
  return deskCard(
    {
      title: 'Calendar',
      intro: [...doneLines(view.done), ...none],
      sections: sections.filter(({ lines }) => lines.length > 0),
      rows: boards.map(rowOf),
      fields: [],
      typed: {},
      error: null,
      buttons: [button('New board', 'new-board', ''), button('Closure days', 'open-closures', '')],
    },
    sign,
  );
}

function rowOf(board: BoardView): DeskRow {
  const { mark, name, meetings, publishes } = board;
  const shown = meetings.slice(0, SHOWN).map(meetingSaid);
  const left = meetings.length - shown.length;
  const more = left === 0 ? [] : [`And ${String(left)} more`];
  const papers = publishes === null ? 'Nobody has said when its papers are published' : papersSaid(publishes);
  return {
    strong: name,
    rest: '',
    small: [...(shown.length === 0 ? ['No meeting to come'] : shown), ...more, papers],
    trouble: null,
    button: { title: 'Open', verb: 'open-board', tooltip: `Open ${name}`, link: { ...NOWHERE, ref: mark } },
  };
}

function meetingSaid({ on, movedFrom, papersOn }: MeetingView): string {
  const moved = movedFrom === null ? '' : `, moved from ${inWords(movedFrom)}`;
  const papers = papersOn === null ? '' : `; papers on ${inWords(papersOn)}`;
  return `${inWords(on)}${moved}${papers}`;
}

function papersSaid(publishes: number): string {
  if (publishes === 0) return 'Papers are published on the day of the meeting';
  return `Papers are published ${String(publishes)} working ${publishes === 1 ? 'day' : 'days'} before each meeting`;
}

const DATES = 'Such as 8 December 2026; 12 January 2027';

/** One board, or a new one: its papers, its other names, and its meetings. */
export function boardCard({ board, typed, error, done }: BoardFormView, sign: Sign): Built {
  const mark = board?.mark ?? '';
  const meets = board?.meetings ?? [];
  const name: DeskField = {
    name: 'name',
    input: 'line',
    label: 'What it is called (required)',
    placeholder: 'Such as Performance Board',
  };
  const publishes: DeskField = {
    name: 'publishes',
    input: 'line',
    label: 'How many working days before a meeting its papers are published',
    placeholder: 'Such as 5',
  };
  const aliases: DeskField = {
    name: 'aliases',
    input: 'line',
    label: 'What plans call it besides',
    placeholder: 'Such as performance meeting; the Board',
  };
  const add: DeskField = { name: 'add', input: 'line', label: 'Meetings to add', placeholder: DATES };
  const choices = meets.map(({ on }) => ({ title: inWords(on), value: on }));
  const moves: readonly DeskField[] = [
    { name: 'from', input: 'one', label: 'A meeting to move or take out', choices },
    { name: 'to', input: 'line', label: 'To move it: to which day', placeholder: 'Such as 15 December' },
  ];
  const act =
    board === null
      ? []
      : meets.length === 0
        ? []
        : [button('Move it', 'move-meeting', mark), button('Take it out', 'drop-meeting', mark)];
  return deskCard(
    {
      title: board?.name ?? 'New board',
      intro: doneLines(done),
      sections: board === null ? [] : [{ heading: 'Meetings to come', lines: meetingLines(meets) }],
      rows: [],
      fields: [...(board === null ? [name] : []), publishes, aliases, add, ...(meets.length === 0 ? [] : moves)],
      typed,
      error,
      buttons: [button('Save board', 'save-board', mark), ...act, button('Calendar', 'open-calendar', '')],
    },
    sign,
  );
}

function meetingLines(meetings: readonly MeetingView[]): readonly DeskLine[] {
  return meetings.length === 0 ? [plainLine('None is entered.')] : listed(meetings.map(meetingSaid));
}

/** The days on which the organisation is closed, and two boxes to change them. */
export function closuresCard({ closures, typed, error, done }: ClosuresView, sign: Sign): Built {
  const lines =
    closures.length === 0
      ? [plainLine('None is entered. Bank holidays are known by themselves.')]
      : listed(closures.map(inWords));
  return deskCard(
    {
      title: 'Closure days',
      intro: doneLines(done),
      sections: [{ heading: 'Closed beside bank holidays', lines }],
      rows: [],
      fields: [
        { name: 'first', input: 'line', label: 'The first day (required)', placeholder: 'Such as 29 December' },
        { name: 'last', input: 'line', label: 'The last day', placeholder: 'Empty for one day' },
      ],
      typed,
      error,
      buttons: [
        button('Close on these days', 'close-days', ''),
        button('Open again', 'reopen-days', ''),
        button('Calendar', 'open-calendar', ''),
      ],
    },
    sign,
  );
}

function listed(lines: readonly string[]): readonly DeskLine[] {
  const left = lines.length - LISTED;
  const more = left > 0 ? [plainLine(`And ${String(left)} more.`)] : [];
  return [...lines.slice(0, LISTED).map((line) => plainLine(sentence(line))), ...more];
}

function doneLines(done: readonly string[]): readonly DeskLine[] {
  return done.map((line, index) => ({ strong: index === 0 ? 'Done.' : '', rest: sentence(line) }));
}

function button(title: string, verb: string, mark: string): DeskButton {
  return { title, verb, tooltip: title, link: { ...NOWHERE, ref: mark } };
}
