import type { ApprovalDone, AskedFor } from '../bot/domain/approval-views.js';
import { inWords, type CivilDate } from '../bot/domain/dates.js';
import { stateInWords } from '../bot/domain/state-words.js';
import { fullNameOf, type NameModel, type NoteModel } from './rows.js';
import { cut, listed, sentence } from './words.js';

export type DoneModel = NameModel & NoteModel;

const NAMES = 4;
const WHY_LENGTH = 400;

/** What was done, what follows, and who is told. */
export function doneOf({ ref, text, outcome, told, untold = [] }: ApprovalDone): DoneModel {
  const { strong, rest } = wordsOf(outcome, told);
  return { ...fullNameOf(ref, text), strong, rest: `${rest}${untoldWords(untold)}` };
}

function wordsOf(outcome: ApprovalDone['outcome'], told: readonly string[]): NoteModel {
  switch (outcome.kind) {
    case 'accepted':
      return withTold(acceptedWords(outcome.asked), told);
    case 'refused':
      return withTold(refusedWords(outcome.asked, outcome.evidenceDue), told, ' why');
    case 'question':
      return {
        strong: 'Question sent.',
        rest: ` It goes to ${cut(outcome.of)}. You are not reminded of this until it has an answer.`,
      };
    case 'nothing':
      return { strong: 'Nothing was saved.', rest: ` ${cut(outcome.why, WHY_LENGTH)}` };
  }
}

function acceptedWords(asked: AskedFor): NoteModel {
  switch (asked.kind) {
    case 'date':
      return asked.end
        ? { strong: 'Date approved.', rest: ` It now ends on ${inWords(asked.date)}.` }
        : { strong: 'Date approved.', rest: ` It is now due on ${inWords(asked.date)}. Reminders follow that date.` };
    case 'end':
      if (asked.state === 'delivered') return { strong: 'Discharged by the board.', rest: ' It counts as complete.' };
      return { strong: `Closed as ${stateInWords(asked.state)}.`, rest: ' Nobody is asked about it any more.' };
    case 'evidence': {
      const not = asked.outcome === 'not-achieved' ? ' Its outcome counts as not achieved.' : '';
      return { strong: 'Evidence confirmed.', rest: ` It counts as complete, with its evidence confirmed.${not}` };
    }
    case 'handover':
      return {
        strong: 'Handover agreed.',
        rest: ` ${cut(asked.to)} leads it from now on, in place of ${cut(asked.from)}.`,
      };
  }
}

function refusedWords(asked: AskedFor, evidenceDue: CivilDate | null): NoteModel {
  switch (asked.kind) {
    case 'date':
      return { strong: 'Date refused.', rest: ` ${dateStays(asked)}` };
    case 'end':
      return {
        strong: 'It stays open.',
        rest: asked.approved === null ? '' : ` It is due on ${inWords(asked.approved)}.`,
      };
    case 'evidence': {
      const due = evidenceDue === null ? '' : ` New evidence is due by ${inWords(evidenceDue)}.`;
      return { strong: 'Evidence refused.', rest: ` It stays delivered.${due}` };
    }
    case 'handover':
      return { strong: 'Handover refused.', rest: ` ${cut(asked.from)} goes on leading it.` };
  }
}

function dateStays({ approved, end }: Extract<AskedFor, { kind: 'date' }>): string {
  if (approved === null) return end ? 'It has no end yet.' : 'It has no date yet.';
  return end ? `It still ends on ${inWords(approved)}.` : `It is still due on ${inWords(approved)}.`;
}

/** " Waymark cannot write to Tendai Chikore in Teams yet: please tell them yourself." */
export function untoldWords(untold: readonly string[]): string {
  const names = shownNames(untold);
  return names === '' ? '' : ` Waymark cannot write to ${names} in Teams yet: please tell them yourself.`;
}

function shownNames(all: readonly string[]): string {
  const names = all.map((name) => cut(name)).filter((name) => name !== '');
  if (names.length === 0) return '';
  const more = names.length > NAMES ? [`${String(names.length - NAMES)} more`] : [];
  return listed([...names.slice(0, NAMES), ...more]);
}

function withTold({ strong, rest }: NoteModel, told: readonly string[], what = ''): NoteModel {
  const names = shownNames(told);
  if (names === '') return { strong, rest };
  return { strong, rest: `${rest} ${sentence(`${names} ${told.length === 1 ? 'is' : 'are'} told${what}`)}` };
}
