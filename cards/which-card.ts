import type { WhichView } from '../bot/domain/views.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import template from './which.card.json';
import { cut } from './words.js';

interface ChoiceModel {
  readonly name: string;
  readonly words: string;
  readonly small: readonly string[];
  readonly button: string;
  readonly verb: string;
  readonly token: string;
  readonly tooltip: string;
}

interface WhichModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly ChoiceModel[];
  readonly carried: readonly { readonly id: string; readonly label: string; readonly value: string }[];
  readonly more: readonly string[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const LINE_LENGTH = 400;
const LINES_AT_MOST = 6;
const NAME_LENGTH = 60;
const CARRIED_LENGTH = 300;

const render = compile<WhichModel>(template);

/** "Did you mean?": each of what may have been meant with its button. */
export function whichCard(view: WhichView, sign: Sign): Built {
  const choices = view.choices.map((choice) => choiceOf(choice, sign));
  const title = cut(view.title);
  const fixed = {
    title: escapeMarkdown(title),
    lines: view.lines.slice(0, LINES_AT_MOST).map((line) => cut(line, LINE_LENGTH)),
    carried: Object.entries(view.carried).map(([name, value]) => ({
      id: `in_x_${name}`,
      label: 'As you typed it',
      value: keptTyped(value, CARRIED_LENGTH),
    })),
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  };
  const card = fitted(choices.length, (most) => {
    const beyond = choices.length - most;
    const more = beyond === 0 ? [] : [`${String(beyond)} more do not fit on this card.`];
    return render({ ...fixed, choices: choices.slice(0, most), more });
  });
  return { card, summary: title || 'Waymark' };
}

function choiceOf({ name, words, small, button, verb, link }: WhichView['choices'][number], sign: Sign): ChoiceModel {
  const shown = cut(name, NAME_LENGTH) || '–';
  return {
    name: shown,
    words: cut(words) === '' ? '' : ` ${cut(words)}`,
    small: cut(small) === '' ? [] : [cut(small)],
    button,
    verb,
    token: sign(verb, link),
    tooltip: cut(small) === '' ? `${button}: ${shown}` : `${button}: ${shown}, ${cut(small)}`,
  };
}
