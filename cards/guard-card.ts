import { isHeld, type Finding } from '../bot/domain/guard.js';
import type { GuardView } from '../bot/domain/guard-view.js';
import { UPDATE_FIELDS } from '../bot/domain/views.js';
import template from './guard.card.json';
import { keptTyped } from './markdown.js';
import { carriedOf, type CarriedModel } from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { FIELD_WORDS } from './update-fields.js';
import { capital, cut, quote } from './words.js';

interface GuardModel {
  readonly title: string;
  readonly about: readonly string[];
  readonly intro: readonly string[];
  readonly texts: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: string;
    readonly findings: readonly NoteModel[];
  }[];
  readonly next: readonly string[];
  readonly carried: readonly { readonly id: string; readonly value: string }[];
  readonly ticks: readonly CarriedModel[];
  readonly buttons: readonly {
    readonly title: string;
    readonly verb: string;
    readonly tooltip: string;
    readonly data: Readonly<Record<string, string>>;
  }[];
}

/** More than any input takes. */
const TYPED_AT_MOST = 4000;
const FINDINGS_AT_MOST = 6;
const WORDS_LENGTH = 80;

const render = compile<GuardModel>(template);

/** "Could this say who a child is?": nothing is saved yet, everything typed is still there, one click saves it. */
export function guardCard(view: GuardView, sign: Sign): Built {
  const held = view.texts.some(({ findings }) => findings.some(isHeld));
  const title = held ? 'Could this say who a child is?' : 'Could this number point to a child?';
  const card = fitted(view.ticks.length + TYPED_AT_MOST, (room) => {
    const typed = Math.min(room, TYPED_AT_MOST);
    return render({
      title,
      about: view.about === '' ? [] : [cut(view.about, 200)],
      intro: [held ? WHY_HELD : WHY_FLAGGED],
      texts: view.texts.map(({ input, value, findings }) => ({
        id: input,
        label: labelOf(input),
        value: keptTyped(value, typed),
        findings: findings.slice(0, FINDINGS_AT_MOST).map(findingOf),
      })),
      next: [`Nothing is saved yet. ${held ? nextHeld(view.looker) : 'Saved as it stands, others read it so.'}`],
      carried: Object.entries(view.carried).map(([id, value]) => ({ id, value: keptTyped(value, typed) })),
      ticks: carriedOf(view.ticks.slice(0, Math.max(0, room - TYPED_AT_MOST))),
      buttons: buttonsOf(view, sign),
    });
  });
  return { card, summary: `Not saved yet: ${title}` };
}

const WHY_HELD =
  'More people read this than know the family. Whoever reads it must not be able to tell who a child is. Is there another way to say it?';
const WHY_FLAGGED = 'So few can be recognised by people who know the area. “Fewer than five” says as much.';

function nextHeld(looker: string | null): string {
  if (looker === null)
    return 'Saved with these words it is kept, and others read that it is held. Say it in other words instead.';
  return `Saved with these words it is kept, and shown to others once ${cut(looker, 100)} has looked at it.`;
}

function findingOf({ words, looksLike }: Finding): NoteModel {
  return { strong: `${quote(cut(words, WORDS_LENGTH))} `, rest: `looks like ${cut(looksLike, 120)}.` };
}

function buttonsOf({ link, name, save, back, rating, row, seen }: GuardView, sign: Sign): GuardModel['buttons'] {
  const own = { ...(rating !== null && { rating }), ...(row !== null && { row }) };
  const first = {
    title: 'Save as it stands now',
    verb: save,
    tooltip: `Save what stands in the ${name === '' ? 'box' : `box for ${cut(name, 80)}`}`,
    data: { token: sign(save, link), ...own, seen },
  };
  if (back === null) return [first];
  const tooltip = 'Back to the form, with everything you typed';
  return [first, { title: 'Back', verb: back, tooltip, data: { token: sign(back, link), ...own } }];
}

/** What other forms call what is typed into them. */
const OTHERS: Readonly<Record<string, string>> = {
  reason: 'The reason',
  answer: 'The answer',
  refuse: 'Why not',
  ask: 'The question',
  question: 'The question',
  words: 'Your sentence',
  asat: 'The last day that it covers',
  value: 'The value',
  nodata: 'Why there is no data',
  caveat: 'What one has to know of it',
};

function labelOf(input: string): string {
  const update = UPDATE_FIELDS.find((field) => input === `in_${field}`);
  if (update !== undefined) return capital(FIELD_WORDS[update]);
  const field = input.replace(/^in_x_/, '').replace(/_.*/, '');
  return (Object.hasOwn(OTHERS, field) ? OTHERS[field] : undefined) ?? 'What you typed';
}
