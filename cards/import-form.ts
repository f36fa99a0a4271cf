import template from './import-form.card.json';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { cut, lookAgain, sentence } from './words.js';
import type { CardLink } from '../bot/domain/views.js';

/** One of a few, or a line to type. */
export interface ImportField {
  /** As its input is called behind `in_x_`. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Left out for a line to type. */
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly placeholder?: string;
  readonly error?: string | undefined;
}

/** Fields that belong together, under a heading and what is to be known of them. */
export interface ImportGroup {
  readonly heading: string | null;
  readonly lines: readonly NoteModel[];
  readonly fields: readonly ImportField[];
}

export interface ImportWords {
  readonly title: string;
  readonly file: string;
  readonly intro: readonly NoteModel[];
  readonly wrong: string | null;
  readonly groups: readonly ImportGroup[];
  /** Lists, of which as many lines are shown as fit. */
  readonly sections: readonly { readonly heading: string; readonly lines: readonly NoteModel[] }[];
  readonly seen: readonly string[];
  readonly buttons: readonly {
    readonly title: string;
    readonly verb: string;
    readonly tooltip: string;
    readonly link: CardLink;
  }[];
}

interface ImportModel {
  readonly title: string;
  readonly file: readonly string[];
  readonly intro: readonly NoteModel[];
  readonly wrong: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly NoteModel[] }[];
  readonly groups: readonly {
    readonly headings: readonly { readonly heading: string }[];
    readonly lines: readonly NoteModel[];
    readonly fields: readonly object[];
  }[];
  readonly seen: readonly string[];
  readonly buttons: readonly object[];
}

const TYPED_AT_MOST = 500;
const render = compile<ImportModel>(template);

/** A card about a plan file: what was found, doubts, what it would change. What was typed is always kept. */
export function importForm(words: ImportWords, sign: Sign): Built {
  const lines = words.sections.reduce((sum, section) => sum + section.lines.length, 0);
  const card = fitted(lines, (most) =>
    render({
      title: escapeMarkdown(cut(words.title)),
      file: words.file === '' ? [] : [cut(words.file)],
      intro: words.intro,
      wrong: words.wrong === null ? [] : [lookAgain([words.wrong])],
      sections: cutTo(words.sections, most),
      groups: words.groups.map(({ heading, lines: told, fields }) => ({
        headings: heading === null ? [] : [{ heading: escapeMarkdown(cut(heading)) }],
        lines: told,
        fields: fields.map(fieldOf),
      })),
      seen: words.seen,
      buttons: words.buttons.map(({ link, ...one }) => ({ ...one, token: sign(one.verb, link) })),
    }),
  );
  return { card, summary: words.wrong === null ? cut(words.title) : `Not saved yet: ${cut(words.title)}` };
}

function cutTo(sections: ImportWords['sections'], most: number): ImportModel['sections'] {
  let room = most;
  return sections.flatMap(({ heading, lines }) => {
    const kept = lines.slice(0, Math.max(0, room));
    room -= lines.length;
    if (lines.length === 0 || kept.length === 0) return [];
    const left = lines.length - kept.length;
    const more =
      left === 0 ? [] : [{ strong: '', rest: `And ${String(left)} more, left out because the card is full.` }];
    return [{ heading: escapeMarkdown(cut(heading)), lines: [...kept, ...more] }];
  });
}

function fieldOf({ name, label, value, choices, placeholder = '', error }: ImportField): object {
  const id = `in_x_${name}`;
  const words = error === undefined ? cut(label) : `${cut(label)} (needs another look)`;
  const typed = keptTyped(value, TYPED_AT_MOST);
  const known = choices?.some((one) => one.value === typed) === true ? typed : '';
  return {
    chosen: choices === undefined ? [] : [{ id, label: words, value: known, choices }],
    box: choices === undefined ? [{ id, label: words, value: typed, placeholder }] : [],
    errors: error === undefined ? [] : [`Error: ${escapeMarkdown(sentence(cut(error, 400)))}`],
  };
}
