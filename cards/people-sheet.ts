/** What admins' cards about people have in common: rows with a button, fields, and rows of buttons. */
import type { CardLink } from '../bot/domain/views.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import template from './people-sheet.card.json';
import { compile, fitted, NOWHERE, type Built, type Card, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { cut, lookAgain, sentence } from './words.js';

/** A button as it is worded: what it does, and for what. */
export interface SheetButton {
  readonly title: string;
  readonly verb: string;
  readonly link: CardLink;
  readonly tooltip: string;
}

export interface SheetRow {
  readonly strong: string;
  readonly rest: string;
  readonly small: readonly string[];
  readonly buttons: readonly SheetButton[];
}

export interface SheetSection {
  readonly heading: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetField {
  readonly name: string;
  readonly input: 'few' | 'many' | 'line' | 'box';
  readonly label: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly placeholder?: string;
}

/** The words of one card. */
export interface Sheet {
  readonly title: string;
  readonly small: string;
  /** What was just done. */
  readonly notes: readonly string[];
  readonly intro: readonly NoteModel[];
  /** What was not saved: how a sentence calls the field; null where all is well. */
  readonly wrong: string | null;
  readonly sections: readonly SheetSection[];
  readonly fields: readonly SheetField[];
  readonly typed: Readonly<Record<string, string>>;
  readonly error: { readonly field: string; readonly message: string } | null;
  /** At most four in each. */
  readonly sets: readonly (readonly SheetButton[])[];
}

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

interface SheetModel {
  readonly title: string;
  readonly small: readonly string[];
  readonly notes: readonly { readonly lines: readonly string[] }[];
  readonly intro: readonly NoteModel[];
  readonly wrong: readonly string[];
  readonly sections: readonly {
    readonly headings: readonly { readonly heading: string }[];
    readonly rows: readonly (Omit<SheetRow, 'buttons'> & { readonly buttons: readonly ButtonModel[] })[];
    readonly more: readonly string[];
  }[];
  readonly fields: readonly {
    readonly chosen: readonly (InputModel & {
      readonly style: string;
      readonly choices: NonNullable<SheetField['choices']>;
    })[];
    readonly line: readonly (InputModel & { readonly placeholder: string })[];
    readonly box: readonly (InputModel & { readonly placeholder: string })[];
    readonly errors: readonly string[];
  }[];
  readonly sets: readonly { readonly buttons: readonly ButtonModel[] }[];
  readonly peopleToken: string;
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const TYPED_AT_MOST = 1000;
const LINE_LENGTH = 400;
const NOTES_AT_MOST = 8;

const render = compile<SheetModel>(template);

/** The card with as many rows of its sections as fit; what was typed is always kept. */
export function peopleSheet(sheet: Sheet, sign: Sign): Built {
  const rows = sheet.sections.reduce((sum, section) => sum + section.rows.length, 0);
  const card = fitted(rows, (most) => sheetCard(sheet, sign, most));
  const title = cut(sheet.title);
  return { card, summary: sheet.wrong === null ? title || 'Waymark' : `Not saved yet: ${title}` };
}

function sheetCard(sheet: Sheet, sign: Sign, most: number): Card {
  const { title, small, notes, intro, wrong, fields, sets } = sheet;
  const lines = notes.slice(0, NOTES_AT_MOST).flatMap((line) => cut(line, LINE_LENGTH) || []);
  return render({
    title: escapeMarkdown(cut(title)),
    small: small === '' ? [] : [cut(small, LINE_LENGTH)],
    notes: lines.length === 0 ? [] : [{ lines }],
    intro: intro.map(({ strong, rest }) => ({ strong, rest: spaced(strong, cut(rest, LINE_LENGTH)) })),
    wrong: wrong === null ? [] : [lookAgain([wrong])],
    sections: cutTo(sheet.sections, most, sign),
    fields: fields.map((field) => fieldOf(field, sheet)),
    sets: sets.filter((set) => set.length > 0).map((set) => ({ buttons: set.map((one) => buttonOf(one, sign)) })),
    peopleToken: sign('list-people', NOWHERE),
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  });
}

function buttonOf({ title, verb, link, tooltip }: SheetButton, sign: Sign): ButtonModel {
  return { title, verb, token: sign(verb, link), tooltip: cut(tooltip) || title };
}

function spaced(strong: string, rest: string): string {
  return strong === '' || rest === '' ? rest : ` ${rest}`;
}

function cutTo(sections: readonly SheetSection[], most: number, sign: Sign): SheetModel['sections'] {
  let room = most;
  return sections.flatMap(({ heading, rows }) => {
    const kept = rows.slice(0, Math.max(0, room));
    room -= rows.length;
    if (rows.length > 0 && kept.length === 0) return [];
    const left = rows.length - kept.length;
    return [
      {
        headings: heading === '' ? [] : [{ heading: escapeMarkdown(heading) }],
        rows: kept.map(({ strong, rest, small, buttons }) => ({
          strong: strong === '' && cut(rest) !== '' ? '' : cut(strong) || '–',
          rest: spaced(strong, cut(rest, LINE_LENGTH)),
          small: small.map((line) => cut(line, LINE_LENGTH)).filter((line) => line !== ''),
          buttons: buttons.map((one) => buttonOf(one, sign)),
        })),
        more: left === 0 ? [] : [`And ${String(left)} more, left out because the card is full.`],
      },
    ];
  });
}

function fieldOf(field: SheetField, { typed, error }: Sheet): SheetModel['fields'][number] {
  const { name, input, choices = [], placeholder = '' } = field;
  const wrong = error?.field === name;
  const label = wrong ? `${field.label} (needs another look)` : field.label;
  const value = keptTyped(typed[name] ?? '', TYPED_AT_MOST);
  const own = { id: `in_x_${name}`, label };
  const known = choices.some((one) => one.value === value) ? value : '';
  const shown = choices.map((one) => ({ title: cut(one.title) || '–', value: one.value }));
  const isChoice = input === 'few' || input === 'many';
  const style = input === 'few' ? 'expanded' : 'compact';
  return {
    chosen: isChoice ? [{ ...own, value: known, style, choices: shown }] : [],
    line: input === 'line' ? [{ ...own, value, placeholder }] : [],
    box: input === 'box' ? [{ ...own, value, placeholder }] : [],
    errors: wrong ? [`Error: ${escapeMarkdown(sentence(cut(error.message, LINE_LENGTH)))}`] : [],
  };
}
