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
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const LINES_AT_MOST = 8;
const LINE_LENGTH = 400;
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
      listVerb: 'back-to-digest',
      listToken: sign('back-to-digest', NOWHERE),
      helpToken: sign('help', NOWHERE),
    });
  });
  return { card, summary: cut(view.title) || 'Waymark' };
}

/** In boxes, from which it can be copied whole; in the order of the form. */
function typedOf({ typed = {} }: NoticeView, room: number): NoticeModel['typed'] {
  return UPDATE_FIELDS.flatMap((field) => {
    const value = keptTyped(typed[field] ?? '', room);
    return value.trim() === '' ? [] : [{ id: `in_${field}`, label: capital(FIELD_WORDS[field]), value }];
  });
}
