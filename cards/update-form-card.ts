import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import type { Meanwhile } from '../bot/domain/meanwhile.js';
import type { FormView, UpdateField } from '../bot/domain/views.js';
import { answersFor, dueLine } from './due-words.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
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
import { formNotes } from './row-notes.js';
import { fullNameOf, statusOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import { FIELD_WORDS, fieldsFor, type Field } from './update-fields.js';
import template from './update-form.card.json';
import {
  cut,
  entryOf,
  escapedMark,
  listed,
  mark,
  numberInWords,
  quote,
  sentence,
  shownRef,
  type Said,
} from './words.js';

/** More than any input takes: only what comes by other ways is ever cut. */
const TYPED_AT_MOST = 2000;
const MESSAGE_LENGTH = 300;
const WHO_SEES = 'Leadership reads your words. Please leave out children’s names and case numbers.';

interface InputModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

interface FieldModel {
  readonly line: readonly InputModel[];
  readonly box: readonly InputModel[];
  readonly date: readonly InputModel[];
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

interface FormModel extends NameModel {
  readonly title: string;
  readonly due: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly opinions: readonly OpinionModel[];
  readonly beneath: readonly NoteModel[];
  readonly conflict: readonly {
    readonly answered: readonly (StatusModel & { readonly who: string })[];
    readonly then: readonly string[];
  }[];
  readonly wrong: readonly { readonly summary: string; readonly others: readonly string[] }[];
  readonly fields: readonly FieldModel[];
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
  const opinions = [nowSaid(said), ...(rating === 'complete' ? [] : [datesOpinion(milestone)])];
  return {
    title: `Rate it ${escapedMark(said)}`,
    ...fullNameOf(link.ref, milestone.text),
    due: [dueLine(milestone), ...answersFor(milestone)],
    notes: formNotes(milestone),
    opinions,
    beneath: opinions.flatMap(({ beneath }) => beneath),
    conflict: conflictOf(view),
    wrong: wrongOf(view),
    fields: fieldsOf(view, room),
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
function wrongOf({ errors, rating, milestone }: FormView): FormModel['wrong'] {
  if (errors.length === 0) return [];
  const names = [...new Set(errors.map(({ field }) => field))];
  const shown = fieldsFor(rating, milestone).map(({ name }) => name);
  const verb = names.length === 1 ? 'answer needs' : 'answers need';
  return [
    {
      summary: ` ${numberInWords(names.length)} ${verb} another look: ${listed(names.map((name) => FIELD_WORDS[name]))}. Everything you typed is still here.`,
      others: errors
        .filter(({ field }) => !shown.includes(field))
        .slice(0, 5)
        .map(({ message }) => `Error: ${cut(message, MESSAGE_LENGTH)}`),
    },
  ];
}

function fieldsOf(view: FormView, room: number): readonly FieldModel[] {
  const fields = fieldsFor(view.rating, view.milestone);
  const firstText = fields.find(({ input }) => input !== 'date');
  return fields.map((field) => fieldOf(field, view, room, field === firstText ? [WHO_SEES] : []));
}

function fieldOf(field: Field, view: FormView, room: number, hints: readonly string[]): FieldModel {
  const wrong = view.errors.filter(({ field: name }) => name === field.name).slice(0, 2);
  const typed = view.inputs[field.name] ?? '';
  const label = [field.label, field.required ? '(required)' : '', wrong.length > 0 ? '(needs another look)' : ''];
  const input: InputModel = {
    id: `in_${field.name}`,
    label: label.filter((words) => words !== '').join(' '),
    value: field.input === 'date' ? (parseCivilDate(typed) ?? '') : kept(typed, field, room),
  };
  return {
    line: field.input === 'line' ? [input] : [],
    box: field.input === 'box' ? [input] : [],
    date: field.input === 'date' ? [input] : [],
    errors: wrong.map(({ message }) => `Error: ${escapeMarkdown(sentence(cut(message, MESSAGE_LENGTH)))}`),
    hints: [...hints, ...(wrong.length > 0 ? [] : dateHint(field.name, typed, view))],
  };
}

function kept(typed: string, field: Field, room: number): string {
  return keptTyped(field.input === 'line' ? typed.replace(/[\r\n]+/g, ' ') : typed, room);
}

/** Some clients print a day month first, so a day that was given comes back in words. */
function dateHint(name: UpdateField, typed: string, { milestone }: FormView): readonly string[] {
  const day = parseCivilDate(typed);
  if (day === undefined) return [];
  const { dueOn } = milestone;
  return name === 'forecast' && dueOn !== null && day > dueOn
    ? [`${inWords(day)} is after the approved date, ${inWords(dueOn)}.`]
    : [`${inWords(day)}.`];
}
