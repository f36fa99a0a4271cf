import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import { FORECAST_ONLY } from '../bot/domain/policy.js';
import { NOT_CHOSEN, SAID_THERE } from '../bot/domain/update-faults.js';
import type { FormView, UpdateField } from '../bot/domain/views.js';
import { nobodyThere } from './change-words.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { WHO_SEES } from './update-words.js';
import { fieldsFor, movableDate, type Choice, type Field } from './update-fields.js';
import { proposed } from './row-told.js';
import { cut, listedUpTo, quote, sentence, shownRef } from './words.js';

const MESSAGE_LENGTH = 300;
const NAMES = 3;

interface InputModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

interface ListModel extends InputModel {
  readonly style: string;
  readonly choices: readonly Choice[];
}

interface FieldModel {
  readonly line: readonly InputModel[];
  readonly box: readonly InputModel[];
  readonly date: readonly InputModel[];
  readonly reference: readonly InputModel[];
  readonly link: readonly InputModel[];
  readonly list: readonly ListModel[];
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

export interface InputsModel {
  /** What is always seen: what is required stands first. */
  readonly fields: readonly FieldModel[];
  /** The rest, folded in place while nothing stands in it; in `open` when something does, or is wrong there. */
  readonly folded: readonly { readonly fields: readonly FieldModel[] }[];
  readonly open: readonly FieldModel[];
}

/** The inputs of the form, with what was typed and what is wrong with it; of each as much as there is `room`. */
export function inputsOf(view: FormView, room: number): InputsModel {
  const all = fieldsFor(view);
  const firstText = all.find(({ input, more }) => !more && input !== 'date');
  const model = (field: Field): FieldModel => fieldOf(field, view, room, field === firstText ? [WHO_SEES] : []);
  const rest = all.filter(({ more }) => more);
  const wanted = rest.some(({ name }) => isTyped(view, name) || view.errors.some((error) => error.field === name));
  const fields = rest.map(model);
  return {
    fields: all.filter(({ more }) => !more).map(model),
    folded: wanted || fields.length === 0 ? [] : [{ fields }],
    open: wanted ? fields : [],
  };
}

function isTyped({ inputs }: FormView, name: UpdateField): boolean {
  const typed = (inputs[name] ?? '').trim();
  return typed !== '' && typed !== NOT_CHOSEN;
}

function fieldOf(field: Field, view: FormView, room: number, hints: readonly string[]): FieldModel {
  const wrong = view.errors.filter(({ field: name }) => name === field.name).slice(0, 2);
  const typed = view.inputs[field.name] ?? '';
  const label = [
    field.label,
    isNeeded(field, view) ? '(required)' : '',
    wrong.length > 0 ? '(needs another look)' : '',
  ];
  const input: InputModel = {
    id: `in_${field.name}`,
    label: label.filter((words) => words !== '').join(' '),
    value: valueOf(field, typed, room),
  };
  const as = (kind: Field['input']): readonly InputModel[] => (field.input === kind ? [input] : []);
  // Names of people and bodies are never laid open: what stands beside a round button is read as Markdown.
  const { choices } = field;
  return {
    line: as('line'),
    box: as('box'),
    date: as('date'),
    reference: as('ref'),
    link: as('link'),
    list: as('list').map((one) => ({ ...one, choices, style: field.name === 'outcome' ? 'expanded' : 'compact' })),
    errors: wrong.map(({ message }) => `Error: ${escapeMarkdown(sentence(cut(message, MESSAGE_LENGTH)))}`),
    hints: [...hints, ...hintsFor(field, typed, view, wrong.length > 0).map(escapeMarkdown)],
  };
}

/** Where the words of another stand for its own, these are not needed. */
function isNeeded({ required, name }: Field, view: FormView): boolean {
  return required && !(SAID_THERE.includes(name) && isTyped(view, 'sameAs'));
}

function valueOf({ input, choices }: Field, typed: string, room: number): string {
  switch (input) {
    case 'date':
      return parseCivilDate(typed) ?? '';
    case 'list':
      return choices.some(({ value }) => value === typed) ? typed : NOT_CHOSEN;
    case 'box':
      return keptTyped(typed, room);
    case 'line':
    case 'ref':
    case 'link':
      return keptTyped(typed.replace(/[\r\n]+/g, ' '), room);
  }
}

/** What stands beneath an input in small print: what a day is in words, what a ref points at, who is asked. */
function hintsFor({ name, input }: Field, typed: string, view: FormView, isWrong: boolean): readonly string[] {
  const own = HINTS[name];
  if (own !== undefined) return isWrong && (input === 'date' || input === 'link') ? [] : own(view, typed);
  // Some clients print a day month first, so a day that was given comes back in words.
  const day = input === 'date' && !isWrong ? parseCivilDate(typed) : undefined;
  return day === undefined ? [] : [`${inWords(day)}.`];
}

const HINTS: Partial<Record<UpdateField, (view: FormView, typed: string) => readonly string[]>> = {
  forecast: (view, typed) => [...forecastHint(typed, view), ...closureHint(view)],
  sameAs: (view) => sameAsHint(view),
  evidence: (view) => (view.rating === 'complete' ? [asked(view, (who) => `${who} will be asked to confirm it.`)] : []),
  evidenceLink: () => ['An address that begins with “https”.'],
  outcome: (view) => [asked(view, (who) => `If not achieved, ${who} is asked to approve that with the evidence.`)],
};

function forecastHint(typed: string, view: FormView): readonly string[] {
  const day = parseCivilDate(typed);
  const approved = movableDate(view.milestone);
  const isAwaited = view.milestone.due.kind === 'awaited';
  if (day === undefined) {
    if (approved === null)
      return isAwaited ? [asked(view, (who) => `${who} will be asked to approve it as the plan’s date.`)] : [];
    const later = `If it is after the approved date, ${inWords(approved)}`;
    return [
      asked(view, (who) => `${later}, ${who} will be asked to approve it.`, `${later}, it waits for a decision.`),
    ];
  }
  if (isAwaited) {
    const named = (who: string): string => `${inWords(day)}. ${who} will be asked to approve it as the plan’s date.`;
    return [asked(view, named, `${inWords(day)}.`)];
  }
  if (approved === null || day <= approved) return [`${inWords(day)}.`];
  const after = `${inWords(day)} is after the approved date, ${inWords(approved)}`;
  if (view.inputs.moveReason === FORECAST_ONLY) return [`${after}, which is kept.`];
  return [asked(view, (who) => `${after}, so ${who} will be asked to approve it.`, `${after}.`)];
}

/** One thing waits at a time: a new date would be in place of an end that the reader proposed. */
function closureHint({ milestone }: FormView): readonly string[] {
  const { proposal } = milestone;
  if (proposal?.byReader !== true || proposal.state === null) return [];
  return [`A new date takes the place of your proposal ${proposed(proposal)}.`];
}

function sameAsHint({ pointsAt = null }: FormView): readonly string[] {
  if (pointsAt === null) return ['What was last said of that one then stands for this one, too.'];
  const said = cut(pointsAt.text ?? '') === '' ? 'has no words of its own' : `says: ${quote(pointsAt.text ?? '')}`;
  return [sentence(`${shownRef(pointsAt.ref)} ${said}`)];
}

/** Who is asked, by name; where nobody may be, what has to happen first. */
function asked({ deciders: names = [], decidesLater }: FormView, words: (who: string) => string, nobody = ''): string {
  const known = names.map((name) => cut(name)).filter((name) => name !== '');
  if (known.length > 0) return words(listedUpTo(known, NAMES).replace(/, ([^,]+)$/, ' or $1'));
  const later = nobodyThere(decidesLater);
  return nobody === '' ? later : `${nobody} ${later}`;
}
