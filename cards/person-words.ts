/** Words that the cards about people share: who is asked meanwhile, and what is wrong with a form. */
import type { MeanwhileAsked, PersonError } from '../bot/domain/views.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { cut, listed, lookAgain, sentence } from './words.js';

/** A box of a form, with what is wrong with it and what to know. */
export interface PersonField {
  readonly label: string;
  readonly value: string;
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

const MESSAGE_LENGTH = 300;
const TYPED_LENGTH = 120;
const NAMES = 5;

export function personField(
  name: PersonError['field'],
  label: string,
  value: string,
  errors: readonly PersonError[],
  hints: readonly string[],
): PersonField {
  const own = errors.filter(({ field }) => field === name).slice(0, 2);
  return {
    label: own.length === 0 ? label : `${label} (needs another look)`,
    value: keptTyped(value.replace(/[\r\n]+/g, ' '), TYPED_LENGTH),
    errors: own.map(({ message }) => `Error: ${escapeMarkdown(sentence(cut(message, MESSAGE_LENGTH)))}`),
    hints: hints.map(escapeMarkdown),
  };
}

/** `kept`: something that was typed stands on the form. */
export function wrongPerson(errors: readonly PersonError[], kept = true): readonly string[] {
  if (errors.length === 0) return [];
  const fields = [...new Set(errors.map(({ field }) => (field === 'until' ? 'the last day' : 'the deputy')))];
  return [lookAgain(fields, kept)];
}

/** "Reminders go to Nadia Hussain": who is asked in somebody's place, in one sentence or two. */
export function meanwhileWords({ asked, nobody, count }: MeanwhileAsked, until = ''): readonly string[] {
  if (count === 0) return ['Nothing open is led here, so nobody needs to be asked meanwhile.'];
  const [only] = asked;
  const names = asked.map(({ name }) => cut(name));
  const shown = names.length > NAMES ? [...names.slice(0, NAMES), `${String(names.length - NAMES)} more`] : names;
  const words = only === undefined ? [] : [`Reminders go to ${listed(shown)}${until === '' ? '' : ` until ${until}`}.`];
  const left = nobody === count ? 'Nobody' : `For ${String(nobody)} of ${String(count)} nobody`;
  return nobody === 0 ? words : [...words, `${left} is there to be asked meanwhile. Name a deputy.`];
}
