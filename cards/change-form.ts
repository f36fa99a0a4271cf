import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import type { ChangeError, ChangeField, ChangeFormView, ChangeInputs } from '../bot/domain/views.js';
import template from './change-form.card.json';
import { dueLine } from './due-words.js';
import { cleanLines, escapeMarkdown, keptTyped } from './markdown.js';
import { backOf, carriedOf, type BackModel, type CarriedModel } from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { formNotes } from './row-notes.js';
import { fullNameOf, type NameModel, type NoteModel } from './rows.js';
import { cut, lookAgain, sentence, shownRef } from './words.js';

/** One field of a form: a line of text, a box of several, a day, or one of a few. */
export interface ChangeFieldWords {
  readonly name: ChangeField;
  readonly input: 'line' | 'box' | 'date' | 'buttons' | 'list';
  readonly label: string;
  readonly required: boolean;
  readonly choices?: readonly ChoiceModel[];
  readonly hint?: string;
}

interface ChoiceModel {
  readonly title: string;
  readonly value: string;
}

interface InputModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

interface FieldModel {
  readonly chosen: readonly (InputModel & { readonly style: string; readonly choices: readonly ChoiceModel[] })[];
  readonly line: readonly InputModel[];
  readonly box: readonly InputModel[];
  readonly date: readonly InputModel[];
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

export interface ChangeButton {
  readonly title: string;
  readonly verb: string;
  readonly tooltip: string;
}

/** The words of one form. */
export interface ChangeFormWords {
  readonly title: string;
  /** What it comes to, before the fields; lines in plain words. */
  readonly intro: readonly string[];
  readonly fields: readonly ChangeFieldWords[];
  /** What follows when it is saved, and who decides. */
  readonly next: readonly string[];
  /** Who will see it. */
  readonly seen: string;
  readonly save: ChangeButton;
  /** Beside it. */
  readonly others: readonly ChangeButton[];
}

interface FormModel extends NameModel {
  readonly title: string;
  readonly due: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly intro: readonly string[];
  readonly wrong: readonly { readonly summary: string; readonly others: readonly string[] }[];
  readonly fields: readonly FieldModel[];
  readonly next: readonly string[];
  readonly seen: readonly string[];
  readonly ticks: readonly CarriedModel[];
  readonly buttons: readonly (ChangeButton & { readonly token: string; readonly inputs: string })[];
  readonly back: readonly BackModel[];
}

/** More than any input takes: only what comes by other ways is ever cut. */
const TYPED_AT_MOST = 2000;
const MESSAGE_LENGTH = 400;
const LINE_LENGTH = 700;

/** How a sentence calls each field. */
const FIELD_WORDS: Readonly<Record<ChangeField, string>> = {
  until: 'the day',
  to: 'the name',
  from: 'whose part it is',
  state: 'how it ends',
  refs: 'what takes its place',
  plan: 'the plan',
  answer: 'the answer',
  reason: 'the reason',
};

const render = compile<FormModel>(template);

/** A form about one milestone, with what was typed, what is wrong with it, and who will see it. */
export function changeForm(view: ChangeFormView, words: ChangeFormWords, sign: Sign): Built {
  const { milestone, ticks, errors } = view;
  const { link } = milestone;
  const card = fitted(ticks.length + TYPED_AT_MOST, (room) => {
    const carried = ticks.slice(0, Math.max(0, room - TYPED_AT_MOST));
    const back = backOf(carried, sign);
    const more = {
      title: 'Something else',
      verb: 'open-more',
      tooltip: `What else can be said of ${shownRef(link.ref)}`,
    };
    // What was typed comes along to what else there is to say, and back.
    const beside = [...words.others.map((button) => ({ ...button, inputs: back.inputs })), { ...more, inputs: 'auto' }];
    return render({
      title: words.title,
      ...fullNameOf(link.ref, milestone.text),
      due: [dueLine(milestone)],
      notes: formNotes(milestone),
      intro: words.intro.map((line) => cut(line, LINE_LENGTH)),
      wrong: wrongOf(errors, words),
      fields: words.fields.map((field) => fieldOf(field, view, Math.min(room, TYPED_AT_MOST))),
      next: words.next.map((line) => cut(line, LINE_LENGTH)),
      seen: [words.seen],
      ticks: carriedOf(carried),
      buttons: [{ ...words.save, inputs: 'auto' }, ...beside].map((one) => ({ ...one, token: sign(one.verb, link) })),
      back: [back],
    });
  });
  const ref = shownRef(link.ref);
  return { card, summary: errors.length > 0 ? `Not saved yet: ${ref}` : `${words.title}: ${ref}` };
}

/** Says which answers need another look; what is wrong with all of it, or with a field that is not here, in full. */
function wrongOf(errors: readonly ChangeError[], { fields }: ChangeFormWords): FormModel['wrong'] {
  if (errors.length === 0) return [];
  const shown = fields.map(({ name }) => name);
  const beside = errors.flatMap(({ field }) => (field !== null && shown.includes(field) ? [field] : []));
  const names = [...new Set(beside)];
  const others = errors
    .filter(({ field }) => field === null || !shown.includes(field))
    .map(({ message }) => sentence(cut(message, MESSAGE_LENGTH)));
  return [{ summary: lookAgain(names.map((name) => FIELD_WORDS[name])), others }];
}

function fieldOf(field: ChangeFieldWords, { inputs, errors }: ChangeFormView, room: number): FieldModel {
  const wrong = errors.filter(({ field: name }) => name === field.name).slice(0, 2);
  const label = [field.label, field.required ? '(required)' : '', wrong.length > 0 ? '(needs another look)' : ''];
  const input: InputModel = {
    id: `in_x_${field.name}`,
    label: label.filter((words) => words !== '').join(' '),
    value: kept(field, inputs, room),
  };
  const chosen = { ...input, style: field.input === 'list' ? 'compact' : 'expanded', choices: field.choices ?? [] };
  return {
    chosen: field.input === 'buttons' || field.input === 'list' ? [chosen] : [],
    line: field.input === 'line' ? [input] : [],
    box: field.input === 'box' ? [input] : [],
    date: field.input === 'date' ? [input] : [],
    errors: wrong.map(({ message }) => `Error: ${escapeMarkdown(sentence(cut(message, MESSAGE_LENGTH)))}`),
    // What is wrong says it all: the hints would only say it again.
    hints:
      wrong.length > 0
        ? []
        : [...dayHint(field, inputs), ...(field.hint === undefined ? [] : [escapeMarkdown(field.hint)])],
  };
}

function kept({ name, input, choices = [] }: ChangeFieldWords, inputs: ChangeInputs, room: number): string {
  const typed = inputs[name] ?? '';
  switch (input) {
    case 'date':
      return parseCivilDate(typed) ?? '';
    case 'line':
      return keptTyped(typed.replace(/[\r\n]+/g, ' '), room);
    case 'box':
      return keptTyped(typed, room);
    case 'buttons':
    case 'list':
      return choices.find(({ value }) => value === cleanLines(typed))?.value ?? '';
  }
}

/** Some clients print a day month first, so a day that was given comes back in words. */
function dayHint({ name, input }: ChangeFieldWords, inputs: ChangeInputs): readonly string[] {
  const day = input === 'date' ? parseCivilDate(inputs[name] ?? '') : undefined;
  return day === undefined ? [] : [`${inWords(day)}.`];
}
