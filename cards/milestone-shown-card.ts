import { inWords } from '../bot/domain/dates.js';
import type { MilestoneShownView, ShownMove } from '../bot/domain/views.js';
import { askedNotes } from './challenge-words.js';
import { dueWords } from './due-words.js';
import { escapeMarkdown } from './markdown.js';
import { fitted, type Built, type Sign } from './render.js';
import { datesSayOf, fullNameOf, statusOf, type NoteModel } from './rows.js';
import { pendingNotes } from './row-notes.js';
import {
  backToSummary,
  positionOf,
  renderReply,
  reply,
  replyButton,
  replySection,
  type ReplyButton,
  type ReplySection,
} from './summary-reply.js';
import { capital, counted, cut, listed, overdue, quote, sentence, shownRef } from './words.js';

const NAMES = 4;
const SAID_LENGTH = 520;
const REASON_LENGTH = 300;
const WORDS_LENGTH = 600;
const WORDS_AT_MOST = 6;

/** One milestone of a summary, to one person: how it stands now, every move of its date, and its history. */
export function milestoneShownCard(view: MilestoneShownView, sign: Sign): Built {
  const { head, milestone, entries, moves } = view;
  const { ref } = milestone.link;
  const title = `${shownRef(ref)} as it stands now`;
  const card = fitted(entries.length, (most) =>
    renderReply(
      reply({
        title: escapeMarkdown(title),
        position: [escapeMarkdown(positionOf(head))],
        named: [fullNameOf(ref, milestone.text)],
        status: [statusOf(milestone.grade ?? milestone.rating, `, ${tailOf(view)}.`)],
        small: smallOf(view),
        datesSay: milestone.disagrees ? [datesSayOf(milestone.check)] : [],
        notes: [...saidNotes(view), ...pendingNotes(milestone)],
        sections: [
          replySection(moves.length === 0 ? 'Its date never moved' : `Its date moved: ${String(moves.length)}`, {
            notes: moves.map(moveNote),
          }),
          ...askedSection(view),
          historySection(view, most),
        ],
        buttons: buttonsOf(view, sign),
      }),
    ),
  );
  return { card, summary: title };
}

function tailOf({ milestone }: MilestoneShownView): string {
  if (milestone.overdueDays !== null) return overdue(milestone.overdueDays);
  return dueWords(milestone);
}

function smallOf({ milestone, leads, heads, area, dates }: MilestoneShownView): readonly string[] {
  const names = (who: readonly string[]): string => listed(who.slice(0, NAMES).map((name) => cut(name)));
  const led = leads.length === 0 ? 'Nobody leads it.' : `Led by ${names(leads)}.`;
  const head = heads.length === 0 ? '' : ` Head of service: ${names(heads)}.`;
  const said = milestone.lastUpdate;
  const last = said === null ? 'Nobody has updated it yet.' : `Last update on ${inWords(said.on)}, by ${cut(said.by)}.`;
  return [`${sentence(cut(area.title))} ${led}${head}`, `${last} ${cut(dates, REASON_LENGTH)}`];
}

function saidNotes({ milestone, said }: MilestoneShownView): readonly NoteModel[] {
  const note = (strong: string, text: string | null): readonly NoteModel[] =>
    text === null || cut(text) === '' ? [] : [{ strong, rest: ` ${sentence(quote(text, SAID_LENGTH))}` }];
  const day = (strong: string, date: MilestoneShownView['said']['recovery']): readonly NoteModel[] =>
    date === null ? [] : [{ strong, rest: ` ${inWords(date)}.` }];
  // Where only the cause was given it stands for the progress, and is told once.
  const progress = milestone.lastUpdate?.note ?? null;
  return [
    ...note('Progress:', progress === said.cause ? null : progress),
    ...note('Cause:', said.cause),
    ...note('Remedial action:', said.remedy),
    ...note('Help needed:', said.help),
    ...day('Expected to recover by', said.recovery),
    ...note('Next step:', said.nextStep),
    ...day('Next step by', said.nextStepBy),
  ];
}

/** "From DATE to DATE, approved by X on DATE (Improvement Board). “...”" */
function moveNote({ from, to, reason, approvedBy, on, where }: ShownMove): NoteModel {
  const day = to === null ? 'no date' : inWords(to);
  const strong = from === null ? `Given its first date, ${day}` : `From ${inWords(from)} to ${day}`;
  const when = on === null ? '' : ` on ${inWords(on)}`;
  const place = where === null || cut(where) === '' ? '' : ` (${cut(where)})`;
  const who = approvedBy === null ? `${when}${place}` : `, approved by ${cut(approvedBy)}${when}${place}`;
  const why = reason === null || cut(reason) === '' ? 'No reason recorded.' : sentence(quote(reason, REASON_LENGTH));
  return { strong, rest: `${who}. ${why}` };
}

function askedSection(view: MilestoneShownView): readonly ReplySection[] {
  const { asked } = view;
  if (asked.length === 0) return [];
  return [replySection(`Asked by leadership: ${String(asked.length)}`, { notes: askedNotes(view) })];
}

function historySection({ entries }: MilestoneShownView, most: number): ReplySection {
  const left = entries.length - most;
  return replySection('History, newest first', {
    entries: entries.slice(0, most).map(({ on, time, who, words }) => ({
      when: [`${inWords(on)}${time === null ? '' : `, ${time}`} · ${cut(who) || 'Somebody'}`],
      words: words.slice(0, WORDS_AT_MOST).map((line) => cut(line, WORDS_LENGTH)),
    })),
    beyond: left === 0 ? [] : [`${capital(counted(left, 'older entry'))} did not fit on this card.`],
  });
}

function buttonsOf({ head, milestone, area, mayAsk }: MilestoneShownView, sign: Sign): readonly ReplyButton[] {
  const { link } = milestone;
  const ref = shownRef(link.ref);
  const ask = replyButton('Ask', 'ask-about', link, sign, `Ask about ${ref}`);
  const place = { plan: link.plan, ref: area.code, rev: 0 };
  const all = replyButton('Show area', 'show-area', place, sign, `Show all of ${cut(area.title, 40)}`);
  return [...(mayAsk ? [ask] : []), all, backToSummary(head, sign)];
}
