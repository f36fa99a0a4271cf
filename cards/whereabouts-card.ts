import { inWords } from '../bot/domain/dates.js';
import type { WhereaboutsView } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import { meanwhileWords } from './person-words.js';
import { compile, NOWHERE, type Built, type Sign } from './render.js';
import template from './whereabouts.card.json';
import { cut } from './words.js';

interface ActionModel {
  readonly title: string;
  readonly verb: string;
  readonly token: string;
  readonly tooltip: string;
}

interface WhereaboutsModel {
  readonly title: string;
  readonly lines: readonly string[];
  readonly buttons: readonly ActionModel[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

const NOTE_LENGTH = 300;

const render = compile<WhereaboutsModel>(template);

/** What was saved of where somebody is and who is asked in their place, and what happens now. */
export function whereaboutsCard(view: WhereaboutsView, sign: Sign): Built {
  const title = titleOf(view);
  const card = render({
    title: escapeMarkdown(title),
    lines: [...linesOf(view), ...view.notes.slice(0, 4).map((note) => cut(note, NOTE_LENGTH))],
    buttons: buttonsOf(view, sign),
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  });
  return { card, summary: title };
}

function titleOf({ saved, name, awayUntil, deputy }: WhereaboutsView): string {
  const [who, is] = name === null ? ['You', 'are'] : [cut(name), 'is'];
  if (saved === 'away' && awayUntil !== null) return `${who} ${is} away until ${inWords(awayUntil)}`;
  if (saved === 'deputy' && deputy !== null) {
    return `${cut(deputy)} is ${name === null ? 'your deputy' : `the deputy of ${cut(name)}`}`;
  }
  if (saved === 'back') return `${who} ${is} back`;
  return `${who} ${name === null ? 'have' : 'has'} no deputy`;
}

function linesOf(view: WhereaboutsView): readonly string[] {
  const { saved, name, awayUntil, againOn, meanwhile } = view;
  const who = name === null ? 'you' : cut(name);
  if (saved === 'back') return [`Reminders come to ${who} again from now on.`];
  if (awayUntil === null) {
    const when = name === null ? 'While you are away' : `While ${who} is away`;
    return meanwhile.count === 0 ? [] : [`${when}, ${lower(meanwhileWords(meanwhile).join(' '))}`];
  }
  const again = againOn === null ? [] : [`They come to ${who} again on ${inWords(againOn)}, by themselves.`];
  return [...meanwhileWords(meanwhile, inWords(awayUntil)), ...(meanwhile.count === 0 ? [] : again)];
}

function lower(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function buttonsOf({ saved, name, link, awayUntil }: WhereaboutsView, sign: Sign): readonly ActionModel[] {
  const who = name === null ? 'you' : cut(name);
  const button = (title: string, verb: string, tooltip: string): ActionModel => ({
    ...{ title, verb, tooltip },
    token: sign(verb, link),
  });
  if (saved === 'back') return [];
  if (awayUntil !== null) {
    return [
      button(name === null ? 'I am back' : 'They are back', 'end-away', `Reminders come to ${who} again from now on`),
      button('Change the last day', 'open-away', `Change until when ${name === null ? 'you are' : `${who} is`} away`),
    ];
  }
  return name === null
    ? [
        button('Change deputy', 'open-deputy', 'Name somebody else'),
        button('Away', 'open-away', 'Say until when you are away'),
      ]
    : [];
}
