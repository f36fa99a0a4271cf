import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import type { BehalfFormView } from '../bot/domain/views.js';
import template from './behalf.card.json';
import { dueLine } from './due-words.js';
import { escapeMarkdown } from './markdown.js';
import { backOf, carriedOf, type BackModel, type CarriedModel } from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { fullNameOf, type NameModel } from './rows.js';
import { cut, lookAgain, sentence, shownRef } from './words.js';

interface ChoiceModel {
  readonly id: string;
  readonly label: string;
  readonly style: string;
  readonly value: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

interface DateModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

interface FieldModel {
  readonly choice: readonly ChoiceModel[];
  readonly date: readonly DateModel[];
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

interface BehalfModel extends NameModel {
  readonly title: string;
  readonly due: readonly string[];
  readonly wrong: readonly string[];
  readonly fields: readonly FieldModel[];
  readonly seen: readonly string[];
  readonly ticks: readonly CarriedModel[];
  readonly token: string;
  readonly tooltip: string;
  readonly back: readonly BackModel[];
}

type FieldName = BehalfFormView['errors'][number]['field'];

/** A group may have many members; nobody looks through more. */
const PEOPLE = 60;
const MESSAGE_LENGTH = 300;

const NAMES: Readonly<Record<FieldName, string>> = {
  officer: 'whose update it is',
  source: 'how it reached you',
  on: 'the date of it',
};

const SOURCE_CHOICES = [
  { title: 'E-mail', value: 'e-mail' },
  { title: 'Phone call', value: 'phone' },
  { title: 'Meeting', value: 'meeting' },
  { title: 'Letter', value: 'letter' },
] as const;

const render = compile<BehalfModel>(template);

/** For whom, and where it came from: the first of the steps by which somebody enters an update for another. */
export function behalfCard(view: BehalfFormView, sign: Sign): Built {
  const { link, text } = view.milestone;
  const ref = shownRef(link.ref);
  const card = fitted(view.ticks.length, (room) => {
    const ticks = view.ticks.slice(0, room);
    return render({
      title: 'Enter an update for somebody',
      ...fullNameOf(link.ref, text),
      due: [dueLine(view.milestone)],
      wrong: wrongOf(view),
      fields: [whoseOf(view), sourceOf(view), dayOf(view)],
      seen: [
        'They are told what you entered, and may correct it. Leadership reads it with your name, theirs, and where it came from.',
      ],
      ticks: carriedOf(ticks),
      token: sign('start-behalf', link),
      tooltip: `Choose the rating of ${ref}`,
      back: [backOf(ticks, sign)],
    });
  });
  return { card, summary: view.errors.length > 0 ? `Not saved yet: ${ref}` : `Enter an update for ${ref}` };
}

function wrongOf({ errors }: BehalfFormView): readonly string[] {
  if (errors.length === 0) return [];
  const names = [...new Set(errors.map(({ field }) => field))];
  return [lookAgain(names.map((name) => NAMES[name]))];
}

function whoseOf(view: BehalfFormView): FieldModel {
  const choices = view.people
    .slice(0, PEOPLE)
    .map(({ officer, name }) => ({ title: cut(name) || '–', value: officer }));
  const known = choices.some(({ value }) => value === view.typed.officer);
  const choice = {
    id: 'in_x_for',
    label: labelOf(view, 'officer', 'Whose update is it?'),
    // Never laid open: what stands beside a round button is read as Markdown, and these are names.
    style: 'compact',
    value: known ? view.typed.officer : '',
    choices,
  };
  return { choice: [choice], date: [], errors: errorsOf(view, 'officer'), hints: [] };
}

function sourceOf(view: BehalfFormView): FieldModel {
  const known = SOURCE_CHOICES.some(({ value }) => value === view.typed.source);
  const choice = {
    id: 'in_x_source',
    label: labelOf(view, 'source', 'How did it reach you?'),
    style: 'expanded',
    value: known ? view.typed.source : '',
    choices: SOURCE_CHOICES,
  };
  return { choice: [choice], date: [], errors: errorsOf(view, 'source'), hints: [] };
}

function dayOf(view: BehalfFormView): FieldModel {
  const { typed } = view;
  const day = parseCivilDate(typed.on);
  const errors = errorsOf(view, 'on');
  const date = {
    id: 'in_x_on',
    label: labelOf(view, 'on', 'Date of the e-mail, call, meeting or letter'),
    value: day ?? '',
  };
  return {
    choice: [],
    date: [date],
    errors,
    hints: day === undefined || errors.length > 0 ? [] : [`${inWords(day)}.`],
  };
}

function labelOf({ errors }: BehalfFormView, field: FieldName, label: string): string {
  const wrong = errors.some((error) => error.field === field);
  return `${label} (required)${wrong ? ' (needs another look)' : ''}`;
}

function errorsOf({ errors }: BehalfFormView, field: FieldName): readonly string[] {
  return errors
    .filter((error) => error.field === field)
    .slice(0, 2)
    .map(({ message }) => `Error: ${escapeMarkdown(sentence(cut(message, MESSAGE_LENGTH)))}`);
}
