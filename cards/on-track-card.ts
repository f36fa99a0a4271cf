import { inWords } from '../bot/domain/dates.js';
import { periodInWords } from '../bot/domain/period-words.js';
import type { OnTrackView } from '../bot/domain/views.js';
import { leftOf, type LeftModel } from './left.js';
import template from './on-track.card.json';
import { compile, fitted, type Built, type Sign } from './render.js';
import { nameOf, type NameModel } from './rows.js';
import { cut, escapedMark, mark, sentence } from './words.js';

interface OnTrackModel {
  readonly title: string;
  readonly said: readonly string[];
  readonly saved: readonly NameModel[];
  readonly refused: readonly { readonly heading: string; readonly lines: readonly NameModel[] }[];
  readonly left: readonly LeftModel[];
}

const render = compile<OnTrackModel>(template);

/** The answer to "still on track" for several at once: what was kept, and what needs its own answer. */
export function onTrackCard(view: OnTrackView, sign: Sign): Built {
  const title = titleOf(view, escapedMark);
  const left = [leftOf(view.left, view.asAt, sign)];
  const card = fitted(Math.max(view.saved.length, view.refused.length), (most) =>
    render({ title, said: [saidOf(view)], saved: savedOf(view, most), refused: refusedOf(view, most), left }),
  );
  return { card, summary: titleOf(view, mark) };
}

function titleOf({ saved, refused, grade }: OnTrackView, word: typeof mark): string {
  if (saved.length > 0) return `Saved ${String(saved.length)} as ${word(grade ?? 'green')}, still on track`;
  return refused.length > 0 ? 'None saved yet' : 'Nothing was ticked';
}

function saidOf({ saved, refused, asAt }: OnTrackView): string {
  if (saved.length > 0) return `By you on ${inWords(asAt)}.`;
  return refused.length > 0
    ? 'Each of these needs an answer of its own.'
    : 'Tick those still on track first, then press the button below them.';
}

function savedOf({ saved }: OnTrackView, most: number): readonly NameModel[] {
  const lines = saved.slice(0, most).map(({ ref, text, settled }) => {
    const name = nameOf(ref, text);
    return settled === null ? name : { ...name, text: `${name.text}, for ${periodInWords(settled)}` };
  });
  return [...lines, ...othersOf(saved.length - most)];
}

function refusedOf({ saved, refused }: OnTrackView, most: number): OnTrackModel['refused'] {
  if (refused.length === 0) return [];
  const count = String(refused.length);
  const [was, needs] =
    refused.length === 1 ? ['was', 'it needs its own answer'] : ['were', 'they need their own answers'];
  return [
    {
      heading: saved.length === 0 ? 'Why' : `${count} ${was} not saved: ${needs}`,
      lines: [
        ...refused.slice(0, most).map(({ ref, text, because }) => {
          const name = nameOf(ref, text);
          return { ref: name.ref, text: `${name.text}: ${sentence(cut(because, 160))}` };
        }),
        ...othersOf(refused.length - most),
      ],
    },
  ];
}

function othersOf(others: number): readonly NameModel[] {
  return others > 0 ? [{ ref: `And ${String(others)} more`, text: '.' }] : [];
}
