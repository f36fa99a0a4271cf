import type { SummaryNoticeView } from '../bot/domain/views.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { fitted, type Built, type Sign } from './render.js';
import { backToSummary, positionOf, renderReply, reply, replyButton, type ReplyButton } from './summary-reply.js';
import { cut, shownRef } from './words.js';

const LINES_AT_MOST = 8;
const LINE_LENGTH = 400;
const COPY = 'What you typed is below. Copy it before you go on.';

function showOf({ head, ref, shows = false }: SummaryNoticeView, sign: Sign): readonly ReplyButton[] {
  if (head === null || ref === null || !shows) return [];
  const link = { plan: head.plan, ref, rev: 0 };
  return [replyButton('Show', 'show-milestone', link, sign, `Show ${shownRef(ref)} with its history`)];
}

/** A sentence or two in place of a summary, for the one who pressed, with the way back to it. */
export function summaryNoticeCard(view: SummaryNoticeView, sign: Sign): Built {
  const { head, title, typed, ref } = view;
  const lines = view.lines.slice(0, LINES_AT_MOST).map((line) => cut(line, LINE_LENGTH));
  const card = fitted(typed.length, (room) => {
    const value = keptTyped(typed, room);
    const input = { id: 'in_x_question', label: 'What you typed', value };
    const none = { line: [], date: [], errors: [] };
    return renderReply(
      reply({
        title: escapeMarkdown(cut(title)),
        position: head === null ? [] : [escapeMarkdown(positionOf(head))],
        named: ref === null ? [] : [{ ref: shownRef(ref), text: '' }],
        lines: value.trim() === '' ? lines : [...lines, COPY],
        fields: value.trim() === '' ? [] : [{ ...none, box: [input] }],
        buttons: [...showOf(view, sign), backToSummary(head, sign)],
      }),
    );
  });
  return { card, summary: cut(title) || 'Progress summary' };
}
