import { inWords } from '../bot/domain/dates.js';
import type { HistoryView } from '../bot/domain/views.js';
import template from './history.card.json';
import { moreOf, type MoreModel } from './list.js';
import { escapeMarkdown } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import { fullNameOf, type ButtonModel, type NameModel } from './rows.js';
import { counted, cut, shownRef } from './words.js';

interface EntryModel {
  readonly when: readonly string[];
  readonly words: readonly string[];
}

interface HistoryModel extends NameModel {
  readonly title: string;
  readonly small: readonly string[];
  readonly shown: readonly EntryModel[];
  readonly fold: readonly { readonly rows: readonly EntryModel[] }[];
  readonly more: readonly MoreModel[];
  readonly beyond: readonly string[];
  readonly update: readonly ButtonModel[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

/** So many entries are seen at once; the others are folded in place. */
const SHOWN = 8;
const WORDS_LENGTH = 600;
const WORDS_AT_MOST = 6;
const DATES_LENGTH = 240;

const render = compile<HistoryModel>(template);

/** Everything that happened to one milestone, the newest first. */
export function historyCard(view: HistoryView, sign: Sign): Built {
  const { link, entries } = view;
  const ref = shownRef(link.ref);
  const title = `History of ${ref}`;
  const models = entries.map(entryOf);
  const fixed = {
    title: escapeMarkdown(title),
    ...fullNameOf(link.ref, view.text),
    small: [cut(view.planTitle), cut(view.dates, DATES_LENGTH), 'Newest first.'].filter((words) => words !== ''),
    update: view.mayUpdate ? [{ token: sign('open-update', link), tooltip: `Update ${ref}` }] : [],
    listVerb: 'back-to-digest',
    listToken: sign('back-to-digest', NOWHERE),
    helpToken: sign('help', NOWHERE),
  };
  const card = fitted(models.length, (most) => {
    const folded = models.slice(SHOWN, most);
    return render({
      ...fixed,
      shown: models.slice(0, Math.min(SHOWN, most)),
      fold: folded.length === 0 ? [] : [{ rows: folded }],
      more: folded.length === 0 ? [] : [moreOf(folded.length)],
      beyond: most === models.length ? [] : [beyondOf(models.length - most)],
    });
  });
  return { card, summary: title };
}

function beyondOf(count: number): string {
  const is = count === 1 ? 'does' : 'do';
  return `${counted(count, 'older entry')} ${is} not fit on this card. Whoever looks after Waymark can print them.`;
}

function entryOf({ on, time, who, words }: HistoryView['entries'][number]): EntryModel {
  const at = time === null ? '' : `, ${time}`;
  return {
    when: [`${inWords(on)}${at} · ${cut(who) || 'Somebody'}`],
    words: words.slice(0, WORDS_AT_MOST).map((line) => cut(line, WORDS_LENGTH)),
  };
}
