import type { NoticeView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import template from './notice.card.json';
import { compile, NOWHERE, type Built, type Sign } from './render.js';
import { cut } from './words.js';

interface NoticeModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const LINES_AT_MOST = 8;
const LINE_LENGTH = 400;

const render = compile<NoticeModel>(template);

/** A sentence or two to one person, with the way on: a refusal, a card out of date, what was not understood. */
export function noticeCard(view: NoticeView, sign: Sign): Built {
  const card = render({
    title: escapeMarkdown(cut(view.title)),
    lines: view.lines.slice(0, LINES_AT_MOST).map((line) => cut(line, LINE_LENGTH)),
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  });
  return { card, summary: cut(view.title) };
}
