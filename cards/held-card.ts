import type { HeldView } from '../bot/domain/held-view.js';
import template from './held.card.json';
import { backOf, type BackModel } from './opinions.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { fullNameOf, type NameModel, type NoteModel } from './rows.js';
import { capital, cut, quote, sentence, shownRef } from './words.js';

interface HeldModel extends NameModel {
  readonly title: string;
  readonly done: readonly string[];
  readonly intro: readonly string[];
  readonly rows: readonly {
    readonly where: readonly string[];
    readonly words: readonly string[];
    readonly findings: readonly NoteModel[];
    readonly buttons: readonly {
      readonly title: string;
      readonly verb: string;
      readonly token: string;
      readonly row: string;
      readonly tooltip: string;
    }[];
  }[];
  readonly back: readonly BackModel[];
}

const WORDS_LENGTH = 2000;
const FINDINGS_AT_MOST = 6;

const render = compile<HeldModel>(template);

/** "Does this say who a child is?": one click clears a text, the other asks its writer for other words. */
export function heldCard(view: HeldView, sign: Sign): Built {
  const { link, text, done, rows } = view;
  const title = rows.length === 0 ? 'Nothing of it is held any more' : 'Does this say who a child is?';
  const card = fitted(rows.length, (room) =>
    render({
      title,
      ...fullNameOf(link.ref, text),
      done: done === null ? [] : [cut(done, 300)],
      intro: rows.length === 0 ? [] : [INTRO],
      rows: rows.slice(0, room).map((row) => ({
        where: [`${capital(cut(row.where))}${row.by === '' ? '' : `, by ${cut(row.by)}`}`],
        words: [quote(cut(row.words, WORDS_LENGTH))],
        findings: row.findings.slice(0, FINDINGS_AT_MOST).map((one) => ({
          strong: `${quote(cut(one.words, 80))} `,
          rest: sentence(cut(`looks like ${one.looksLike}`, 120)),
        })),
        buttons: buttonsOf(view, row, sign),
      })),
      back: [backOf([], sign)],
    }),
  );
  return { card, summary: `${title} ${shownRef(link.ref)}` };
}

const INTRO =
  'Until somebody has looked, only its leads, you and administrators read it. Show it to others only where nobody could tell from it who a child is.';

function buttonsOf(
  { link }: HeldView,
  { row, where }: HeldView['rows'][number],
  sign: Sign,
): HeldModel['rows'][number]['buttons'] {
  // Two texts may stand in places of one name.
  const what = `${cut(where, 40)}, text ${row} of ${shownRef(link.ref)}`;
  return [
    {
      ...{ title: 'It does not: show it', verb: 'clear-held', token: sign('clear-held', link), row },
      tooltip: `Show to others: ${what}`,
    },
    {
      ...{ title: 'It does identify a child', verb: 'keep-held', token: sign('keep-held', link), row },
      tooltip: `Keep from others, and ask for other words: ${what}`,
    },
  ];
}
