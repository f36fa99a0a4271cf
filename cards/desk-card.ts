import type { DeskButton, DeskField, DeskRow, DeskView } from '../bot/domain/desk-views.js';
import template from './desk.card.json';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { cut, sentence } from './words.js';

interface ButtonModel {
  readonly title: string;
  readonly verb: string;
  readonly token: string;
  readonly tooltip: string;
}

interface InputModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

interface ChoicesModel extends InputModel {
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

interface DeskModel {
  readonly title: string;
  readonly intro: readonly NoteModel[];
  readonly wrong: readonly NoteModel[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly NoteModel[] }[];
  readonly rows: readonly (NoteModel &
    ButtonModel & { readonly small: readonly string[]; readonly trouble: readonly string[] })[];
  readonly more: readonly string[];
  readonly fields: readonly {
    readonly chosen: readonly ChoicesModel[];
    readonly several: readonly ChoicesModel[];
    readonly line: readonly (InputModel & { readonly placeholder: string })[];
    readonly text: readonly (InputModel & { readonly placeholder: string })[];
    readonly errors: readonly string[];
    readonly hints: readonly string[];
  }[];
  readonly buttonRows: readonly { readonly buttons: readonly ButtonModel[] }[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const LINE_LENGTH = 400;
const TYPED_AT_MOST = 300;
/** As much as an input of several lines takes. */
const TEXT_AT_MOST = 2000;
/** More stand one above the other on a phone. */
const BUTTONS_A_ROW = 4;

const render = compile<DeskModel>(template);

/** The card with as many rows as fit; what was typed is always kept. */
export function deskCard(view: DeskView, sign: Sign): Built {
  const title = cut(view.title) || 'Waymark';
  const card = fitted(view.rows.length, (most) => {
    const left = view.rows.length - most;
    return render({
      title: escapeMarkdown(title),
      intro: linesOf(view.intro),
      wrong: view.error === null ? [] : [{ strong: `${view.undone ?? 'Not saved yet'}.`, rest: wrongOf(view) }],
      sections: view.sections.map(({ heading, lines }) => ({
        heading: escapeMarkdown(cut(heading) || '–'),
        lines: linesOf(lines),
      })),
      rows: view.rows.slice(0, most).map((row) => rowOf(row, sign)),
      more: left === 0 ? [] : [`And ${String(left)} more, left out because the card is full.`],
      fields: view.fields.map((field) => fieldOf(field, view)),
      buttonRows: inRows(view.buttons.map((button) => buttonOf(button, sign))),
      listVerb: 'back-to-digest',
      listToken: sign('back-to-digest', NOWHERE),
      helpToken: sign('help', NOWHERE),
    });
  });
  return { card, summary: view.error === null ? title : `${view.undone ?? 'Not saved yet'}: ${title}` };
}

/** At its field, where there is one; else here. */
function wrongOf({ error, fields }: DeskView): string {
  if (error === null) return '';
  return fields.some(({ name }) => name === error.field)
    ? ' Look again at what is marked.'
    : ` ${sentence(cut(error.message, LINE_LENGTH))}`;
}

/** Without those that hold nothing that can be seen. */
function linesOf(lines: readonly NoteModel[]): readonly NoteModel[] {
  return lines.map(lineOf).filter(({ strong, rest }) => `${strong}${rest}`.trim() !== '');
}

function lineOf({ strong, rest }: NoteModel): NoteModel {
  const words = cut(rest, LINE_LENGTH);
  const bold = cut(strong, LINE_LENGTH);
  const joined = bold === '' || words === '' || /^[,.:;]/.test(words);
  return { strong: joined ? bold : `${bold} `, rest: words };
}

function rowOf({ strong, rest, small, trouble, button }: DeskRow, sign: Sign): DeskModel['rows'][number] {
  return {
    ...lineOf({ strong, rest }),
    small: small.map((one) => cut(one, LINE_LENGTH)),
    trouble: trouble === null ? [] : [cut(trouble, LINE_LENGTH)],
    ...buttonOf(button, sign),
  };
}

function buttonOf({ title, verb, tooltip, link }: DeskButton, sign: Sign): ButtonModel {
  return { title: cut(title, 60) || 'Open', verb, token: sign(verb, link), tooltip: cut(tooltip) || 'Open' };
}

function inRows(buttons: readonly ButtonModel[]): DeskModel['buttonRows'] {
  const rows: { buttons: readonly ButtonModel[] }[] = [];
  for (let at = 0; at < buttons.length; at += BUTTONS_A_ROW)
    rows.push({ buttons: buttons.slice(at, at + BUTTONS_A_ROW) });
  return rows;
}

function fieldOf(field: DeskField, { typed, error }: DeskView): DeskModel['fields'][number] {
  const { name, input, hint } = field;
  const placeholder = cut(field.placeholder ?? '', LINE_LENGTH);
  const wrong = error?.field === name;
  // A label is drawn as a run, which takes no Markdown; choices that all stand open are drawn as blocks, which do.
  const label = wrong ? `${cut(field.label)} (needs another look)` : cut(field.label);
  const id = `in_x_${name}`;
  const value = keptTyped(typed[name] ?? '', input === 'text' ? TEXT_AT_MOST : TYPED_AT_MOST);
  const choices = (field.choices ?? []).map((one) => ({
    title: escapeMarkdown(cut(one.title)) || one.value,
    value: one.value,
  }));
  const isKnown = (one: string): boolean => choices.some((choice) => choice.value === one);
  return {
    chosen: input === 'one' ? [{ id, label, value: isKnown(value) ? value : '', choices }] : [],
    several: input === 'several' ? [{ id, label, value: value.split(',').filter(isKnown).join(','), choices }] : [],
    line: input === 'line' ? [{ id, label, value, placeholder }] : [],
    text: input === 'text' ? [{ id, label, value, placeholder }] : [],
    errors: wrong ? [`Error: ${escapeMarkdown(sentence(cut(error.message, LINE_LENGTH)))}`] : [],
    hints: hint === undefined ? [] : [cut(hint, LINE_LENGTH)],
  };
}
