import { inWords } from '../bot/domain/dates.js';
import { stateInWords } from '../bot/domain/state-words.js';
import type { AreaRow, AreaShownView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import { fittedOrLean, type Built, type Card, type Sign } from './render.js';
import { countsInWords } from './rollup-counts.js';
import { nameOf, statusOf, type NoteModel, type StatusModel } from './rows.js';
import {
  backToSummary,
  positionOf,
  renderReply,
  reply,
  replySection,
  type ReplyRow,
  type ReplySection,
} from './summary-reply.js';
import {
  areaWord,
  capital,
  counted,
  cut,
  listed,
  mark,
  overdue,
  pluralOf,
  quote,
  sentence,
  shownRef,
  unitOf,
} from './words.js';

/** So many rows are told in full where all of them would not fit; the others have a line each. */
const IN_FULL = 12;
const LEADS = 3;
const SAID_LENGTH = 160;
const LEAN_LENGTH = 60;

/** One area of a summary, to one person: its counts, and what it is made of, worst first. */
export function areaShownCard(view: AreaShownView, sign: Sign): Built {
  const { head, rows } = view;
  const unit = unitOf(head.levels);
  const build = (most: number, lean: boolean): Card =>
    renderReply(
      reply({
        title: escapeMarkdown(calledIn(view)),
        position: [escapeMarkdown(positionOf(head))],
        small: headsOf(view),
        lines: [...countsOf(view).map(capital), ...othersOf(view, unit)],
        sections: rows.length === 0 ? [] : [rowsSection(view, sign, unit, most, lean)],
        buttons: [backToSummary(head, sign)],
      }),
    );
  const words = [calledIn(view), ...countsOf(view)].join(': ');
  return { card: fittedOrLean(rows.length, build), summary: cut(words, 200) };
}

/** Its title, or its code where that shows nothing, or what the plan calls such a one. */
function calledIn({ title, code, head }: AreaShownView): string {
  return cut(title) || cut(code) || capital(areaWord(head.levels));
}

function countsOf(view: AreaShownView): readonly string[] {
  return view.counts === null ? [] : [countsInWords(view.counts, view.grades, view)];
}

function headsOf({ heads }: AreaShownView): readonly string[] {
  return heads.length === 0 ? [] : [`Head of service: ${listed(heads.slice(0, LEADS).map((name) => cut(name)))}.`];
}

function othersOf({ others }: AreaShownView, unit: string): readonly string[] {
  if (others === 0) return [];
  return [`${capital(counted(others, unit))} of it ${others === 1 ? 'is' : 'are'} not open to you.`];
}

function rowsSection(view: AreaShownView, sign: Sign, unit: string, most: number, lean: boolean): ReplySection {
  const shown = view.rows.slice(0, most);
  const full = lean ? Math.min(IN_FULL, most) : most;
  const left = view.rows.length - shown.length;
  return replySection(`${capital(pluralOf(unit))}, worst first`, {
    rows: shown.slice(0, full).map((row) => rowOf(row, sign)),
    notes: shown.slice(full).map(leanOf),
    beyond: left === 0 ? [] : [`And ${String(left)} more that do not fit on this card.`],
  });
}

function rowOf(row: AreaRow, sign: Sign): ReplyRow {
  const { link, text, leads, said } = row;
  const tooltip = `Show ${shownRef(link.ref)} with its history`;
  return {
    ...nameOf(link.ref, text),
    buttons: [{ title: 'Show', verb: 'show-milestone', token: sign('show-milestone', link), tooltip }],
    status: [statusIn(row)],
    small: leads.length === 0 ? [] : [`Led by ${listed(leads.slice(0, LEADS).map((name) => cut(name)))}.`],
    notes: said === null || cut(said) === '' ? [] : [{ strong: '', rest: quote(said, SAID_LENGTH) }],
  };
}

function statusIn(row: AreaRow): StatusModel {
  if (row.rating === 'closed' || row.grade === null) {
    return { shape: '', colour: 'default', word: capital(stateInWords(row.state)), tail: '.' };
  }
  return statusOf(row.grade, `, ${dueIn(row)}.`);
}

function dueIn({ due, dueText, overdueDays, state }: AreaRow): string {
  if (state === 'delivered' || state === 'evidenced') return stateInWords(state);
  if (overdueDays !== null) return overdue(overdueDays);
  return due === null ? `due ${quote(dueText, LEAN_LENGTH)}` : `due ${inWords(due)}`;
}

/** One line of one for which there is no room in full. */
function leanOf(row: AreaRow): NoteModel {
  const { rating, grade, state, text, link } = row;
  const said = rating === 'closed' || grade === null ? capital(stateInWords(state)) : `${mark(grade)}, ${dueIn(row)}`;
  return { strong: shownRef(link.ref), rest: ` ${sentence(cut(text, LEAN_LENGTH))} ${said}.` };
}
