import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import { NOT_CHOSEN } from '../bot/domain/update-faults.js';
import { UPDATE_FIELDS, type NoticeView } from '../bot/domain/views.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import template from './notice.card.json';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import { FIELD_WORDS } from './update-fields.js';
import { capital, cut } from './words.js';

interface NoticeModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly typed: readonly { readonly id: string; readonly label: string; readonly value: string }[];
  readonly ways: readonly {
    readonly title: string;
    readonly verb: string;
    readonly token: string;
    readonly tooltip: string;
  }[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const LINES_AT_MOST = 8;
const LINE_LENGTH = 400;
const OTHERS_AT_MOST = 12;
/** As much as an activity may bring of one input. */
const TYPED_LENGTH = 4000;
const COPY = 'What you typed is below. Copy it before you go on.';

const render = compile<NoticeModel>(template);

/** A sentence or two to one person, with the way on: a refusal, a card out of date, what was not understood. */
export function noticeCard(view: NoticeView, sign: Sign): Built {
  const lines = view.lines.slice(0, LINES_AT_MOST).map((line) => cut(line, LINE_LENGTH));
  const card = fitted(TYPED_LENGTH, (room) => {
    const typed = typedOf(view, room);
    return render({
      title: escapeMarkdown(cut(view.title)),
      lines: typed.length === 0 ? lines : [...lines, COPY],
      typed,
      ways: view.way === undefined ? [] : [wayOf(view.way, sign)],
      listVerb: 'back-to-digest',
      listToken: sign('back-to-digest', NOWHERE),
      helpToken: sign('help', NOWHERE),
    });
  });
  return { card, summary: cut(view.title) || 'Waymark' };
}

function wayOf(
  { title, verb, tooltip, link }: NonNullable<NoticeView['way']>,
  sign: Sign,
): NoticeModel['ways'][number] {
  return { title: cut(title, 60), verb, token: sign(verb, link), tooltip: cut(tooltip) };
}

/** In boxes, from which it can be copied whole; in the order of the form. */
function typedOf({ typed = {}, fields = {} }: NoticeView, room: number): NoticeModel['typed'] {
  const update = UPDATE_FIELDS.map((field) => ({
    id: `in_${field}`,
    label: capital(FIELD_WORDS[field]),
    value: typed[field] === NOT_CHOSEN ? '' : readable(typed[field] ?? '', room),
  }));
  const others = Object.entries(fields).map(([name, value]) => ({
    id: `in_x_${name}`,
    label: labelOf(name),
    value: isTyped(name, value) ? readable(value, room) : '',
  }));
  return [...update, ...others.slice(0, OTHERS_AT_MOST)].filter(({ value }) => value.trim() !== '');
}

/** A day in words: whoever gives it again looks it up in a calendar. */
function readable(typed: string, room: number): string {
  const day = parseCivilDate(typed);
  return day === undefined ? keptTyped(typed, room) : inWords(day);
}

/** What other forms call what is typed into them. */
const OTHER_FIELDS: Readonly<Record<string, string>> = {
  until: 'The day',
  deputy: 'The deputy',
  to: 'To whom',
  refs: 'What takes its place',
  plan: 'The plan',
  reason: 'The reason',
  answer: 'The answer',
  refuse: 'Why not',
  ask: 'The question',
  asat: 'The last day that it covers',
  value: 'The value',
  nodata: 'Where there is no data: because',
  caveat: 'What one has to know of it',
  on: 'Date of the e-mail, call, meeting or letter',
};

/** Words of a person: not what was chosen from a list, which may be an id. */
function isTyped(name: string, value: string): boolean {
  return Object.hasOwn(OTHER_FIELDS, fieldOf(name)) || /\s/.test(value.trim());
}

function labelOf(name: string): string {
  const field = fieldOf(name);
  return (Object.hasOwn(OTHER_FIELDS, field) ? OTHER_FIELDS[field] : undefined) ?? 'What you typed';
}

/** Without the number of its row. */
function fieldOf(name: string): string {
  return name.replace(/_.*/, '');
}
