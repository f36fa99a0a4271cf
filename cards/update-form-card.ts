import { inWords } from '../bot/domain/dates.js';
import type { Meanwhile } from '../bot/domain/meanwhile.js';
import type { FormView } from '../bot/domain/views.js';
import { carriedBehalf, forWhomLine } from './behalf-words.js';
import { answersFor, dueLine } from './due-words.js';
import {
  backOf,
  carriedOf,
  datesOpinion,
  nowSaid,
  type BackModel,
  type CarriedModel,
  type OpinionModel,
} from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { formNotes, questionOf } from './row-notes.js';
import { fullNameOf, statusOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import { FIELD_WORDS, fieldsFor } from './update-fields.js';
import { inputsOf, type InputsModel } from './update-inputs.js';
import template from './update-form.card.json';
import { cut, entryOf, escapedMark, lookAgain, mark, quote, sentence, shownRef, type Said } from './words.js';

/** More than any input takes: only what comes by other ways is ever cut. */
const TYPED_AT_MOST = 2000;
const MESSAGE_LENGTH = 300;

interface FormModel extends NameModel, InputsModel {
  readonly title: string;
  readonly forWhom: readonly string[];
  readonly due: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly opinions: readonly OpinionModel[];
  readonly beneath: readonly NoteModel[];
  readonly conflict: readonly {
    readonly answered: readonly (StatusModel & { readonly who: string })[];
    readonly then: readonly string[];
  }[];
  readonly wrong: readonly { readonly summary: string; readonly others: readonly string[] }[];
  readonly typed: ReturnType<typeof carriedBehalf>;
  readonly ticks: readonly CarriedModel[];
  readonly save: string;
  readonly saveToken: string;
  readonly saveTooltip: string;
  readonly changeToken: string;
  readonly rating: string;
  readonly back: readonly BackModel[];
}

const render = compile<FormModel>(template);

/** The form of one rating, with what was typed, what is wrong with it, and what somebody else said meanwhile. */
export function updateFormCard(view: FormView, sign: Sign): Built {
  const ref = shownRef(view.milestone.link.ref);
  const ticks = view.ticks ?? [];
  const card = fitted(ticks.length + TYPED_AT_MOST, (room) =>
    render(modelOf(view, sign, ticks.slice(0, Math.max(0, room - TYPED_AT_MOST)), Math.min(room, TYPED_AT_MOST))),
  );
  const summary = view.errors.length > 0 ? `Not saved yet: ${ref}` : `Rate ${ref} ${mark(saidOf(view))}`;
  return { card, summary };
}

function modelOf(view: FormView, sign: Sign, ticks: readonly string[], room: number): FormModel {
  const { milestone, rating } = view;
  const { link } = milestone;
  const said = saidOf(view);
  const opinions = [nowSaid(said, view.behalf?.name), ...(rating === 'complete' ? [] : [datesOpinion(milestone)])];
  return {
    title: `Rate it ${escapedMark(said)}`,
    forWhom: view.behalf === undefined ? [] : [forWhomLine(view.behalf)],
    ...fullNameOf(link.ref, milestone.text),
    due: [dueLine(milestone), ...answersFor(milestone)],
    notes: [...formNotes(milestone), ...questionOf(milestone)],
    opinions,
    beneath: opinions.flatMap(({ beneath }) => beneath),
    conflict: conflictOf(view),
    wrong: wrongOf(view),
    ...inputsOf(view, room),
    typed: carriedBehalf(view.behalf),
    ticks: carriedOf(ticks),
    save: `Save as ${mark(said)}`,
    saveToken: sign('record-update', link),
    saveTooltip: `Save ${shownRef(link.ref)} as ${mark(said)}`,
    changeToken: sign('open-update', link),
    rating: entryOf(said).id,
    back: [backOf(ticks, sign)],
  };
}

/** The entry that was chosen. */
function saidOf({ grade, rating }: FormView): Said {
  return grade ?? rating;
}

/** What else may have changed of it, in a sentence; the new state of it stands on the form. */
const MEANWHILE: Readonly<Record<Meanwhile, string>> = {
  answered: 'Somebody answered since this card was made.',
  due: 'Its date has changed since this card was made: the new one is above.',
  text: 'Its wording has changed since this card was made: the new one is above.',
  state: 'It was closed, delivered or opened again since this card was made.',
  deferral: 'It was deferred since this card was made. An answer ends that.',
  proposal: 'A new date or an end was proposed since this card was made. Completing it ends that.',
  other: 'It was changed since this card was made.',
};

function conflictOf({ conflict }: FormView): FormModel['conflict'] {
  if (conflict === null) return [];
  if ('meanwhile' in conflict) {
    const what = conflict.meanwhile.map((one) => MEANWHILE[one]);
    const then = 'Nothing is saved yet. What you typed is still here: save it if it still holds.';
    return [{ answered: [], then: [...what, then] }];
  }
  const note = conflict.note === null || conflict.note.trim() === '' ? '.' : sentence(`, ${quote(conflict.note)}`);
  const who = `${cut(conflict.by)} answered on ${inWords(conflict.on)}: `;
  return [
    {
      answered: [{ who, ...statusOf(conflict.grade ?? conflict.rating, note) }],
      then: ['What you typed is still here. Save to add it as a later answer.'],
    },
  ];
}

/** Says which answers need another look; errors of fields that this form does not show are told in full. */
function wrongOf(view: FormView): FormModel['wrong'] {
  const { errors } = view;
  if (errors.length === 0) return [];
  const names = [...new Set(errors.map(({ field }) => field))];
  const shown = fieldsFor(view).map(({ name }) => name);
  return [
    {
      summary: lookAgain(names.map((name) => FIELD_WORDS[name])),
      others: errors
        .filter(({ field }) => !shown.includes(field))
        .slice(0, 5)
        .map(({ message }) => `Error: ${cut(message, MESSAGE_LENGTH)}`),
    },
  ];
}
