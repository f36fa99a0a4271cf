import { inWords } from '../bot/domain/dates.js';
import type { AskedByLeader, DigestRow } from '../bot/domain/views.js';
import type { NoteModel } from './rows.js';
import { capital, cut, quote, sentence } from './words.js';

/** As much as a leader may ask, and a lead may answer. */
const TEXT_LENGTH = 520;

/** What leaders asked about a milestone, each with its answer where there is one. */
export function askedNotes({ asked = [] }: Pick<DigestRow, 'asked'>): readonly NoteModel[] {
  return asked.flatMap((one) => [askedNote(one), ...answerNotes(one)]);
}

/** "Ifeoma Leader asked on DATE: “...”" */
export function askedNote({ by, byReader, on, text }: AskedByLeader): NoteModel {
  const who = byReader ? 'You' : capital(cut(by));
  return { strong: `${who} asked on ${inWords(on)}:`, rest: ` ${sentence(quote(text, TEXT_LENGTH))}` };
}

function answerNotes({ answer }: AskedByLeader): readonly NoteModel[] {
  if (answer === null) return [];
  const who = answer.byReader ? 'You' : capital(cut(answer.by));
  const rest = ` ${sentence(quote(answer.text, TEXT_LENGTH))}`;
  return [{ strong: `${who} answered on ${inWords(answer.on)}:`, rest }];
}
