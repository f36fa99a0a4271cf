import type { CardLink, Changed } from '../bot/domain/views.js';
import template from './leader-form.card.json';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Card, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { cut, lookAgain, sentence } from './words.js';

/** One field: one of a few, or a box of several lines. */
export interface LeaderField {
  readonly name: string;
  readonly input: 'buttons' | 'box';
  readonly label: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** What stands in an empty box; that no child is to be named there, where it says nothing else. */
  readonly placeholder?: string;
}

/** A heading, and what stands beneath it: bold words, and those that follow. */
export interface LeaderSection {
  readonly heading: string;
  readonly lines: readonly NoteModel[];
}

/** The words of a card that asks an accountable person for a signature, a release, a rating. */
export interface LeaderWords {
  readonly title: string;
  readonly plan: string;
  readonly intro: readonly NoteModel[];
  /** What was not saved: how a sentence calls the field; null where all is well. */
  readonly wrong: string | null;
  readonly sections: readonly LeaderSection[];
  readonly fields: readonly LeaderField[];
  readonly seen: readonly string[];
  readonly buttons: readonly { readonly title: string; readonly verb: string; readonly tooltip: string }[];
  readonly link: CardLink;
  readonly typed: Readonly<Record<string, string>>;
  readonly error: { readonly field: string; readonly message: string } | null;
}

/** Above everything else, where the card is not what was pressed; `meanwhile`: the words for what was said since. */
export function changedLine(changed: Changed, meanwhile: string): NoteModel {
  if (changed === 'meanwhile') return { strong: 'Something was said meanwhile. ', rest: meanwhile };
  const rest = 'They were corrected after the card before. Look at them again.';
  return { strong: 'The figures have changed. ', rest };
}

interface InputModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

interface LeaderModel {
  readonly title: string;
  readonly plan: readonly string[];
  readonly intro: readonly NoteModel[];
  readonly wrong: readonly string[];
  readonly sections: readonly LeaderSection[];
  readonly fields: readonly {
    readonly chosen: readonly (InputModel & { readonly choices: NonNullable<LeaderField['choices']> })[];
    readonly box: readonly (InputModel & { readonly placeholder: string })[];
    readonly errors: readonly string[];
  }[];
  readonly seen: readonly string[];
  readonly buttons: readonly {
    readonly title: string;
    readonly verb: string;
    readonly token: string;
    readonly tooltip: string;
  }[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const TYPED_AT_MOST = 2000;
const MESSAGE_LENGTH = 400;
const NO_NAMES = 'No children’s names or case numbers';

const render = compile<LeaderModel>(template);

/** The card with as many lines of its sections as fit; what was typed is always kept. */
export function leaderForm(words: LeaderWords, sign: Sign): Built {
  const { title, wrong } = words;
  const lines = words.sections.reduce((sum, section) => sum + section.lines.length, 0);
  const card = fitted(lines, (most) => leaderCard(words, sign, most));
  return { card, summary: wrong === null ? cut(title) : `Not saved yet: ${cut(title)}` };
}

/** The same with the first so many lines. */
export function leaderCard(words: LeaderWords, sign: Sign, most = Infinity): Card {
  const { title, plan, intro, wrong, fields, seen, link } = words;
  return render({
    title: escapeMarkdown(title),
    plan: [cut(plan)],
    intro,
    wrong: wrong === null ? [] : [lookAgain([wrong])],
    sections: cutTo(words.sections, most),
    fields: fields.map((field) => fieldOf(field, words)),
    seen,
    buttons: words.buttons.map((one) => ({ ...one, token: sign(one.verb, link) })),
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  });
}

function cutTo(sections: readonly LeaderSection[], most: number): readonly LeaderSection[] {
  let room = most;
  return sections.flatMap(({ heading, lines }) => {
    const kept = lines.slice(0, Math.max(0, room));
    room -= lines.length;
    if (lines.length > 0 && kept.length === 0) return [];
    const left = lines.length - kept.length;
    const more =
      left === 0 ? [] : [{ strong: '', rest: `And ${String(left)} more, left out because the card is full.` }];
    return [{ heading: escapeMarkdown(heading), lines: [...kept, ...more] }];
  });
}

function fieldOf(field: LeaderField, { typed, error }: LeaderWords): LeaderModel['fields'][number] {
  const { name, input, choices = [], placeholder = NO_NAMES } = field;
  const wrong = error?.field === name;
  const label = wrong ? `${field.label} (needs another look)` : field.label;
  const id = `in_x_${name}`;
  const value = keptTyped(typed[name] ?? '', TYPED_AT_MOST);
  const known = choices.some((one) => one.value === value) ? value : '';
  return {
    chosen: input === 'buttons' ? [{ id, label, value: known, choices }] : [],
    box: input === 'box' ? [{ id, label, value, placeholder }] : [],
    errors: wrong ? [`Error: ${escapeMarkdown(sentence(cut(error.message, MESSAGE_LENGTH)))}`] : [],
  };
}
