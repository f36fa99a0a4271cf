import type { ImportDifferenceView } from '../bot/domain/import-views.js';
import { doubtGroup } from './import-doubts-card.js';
import { importForm } from './import-form.js';
import type { Built, Sign } from './render.js';
import { cut, sentence } from './words.js';

/** What a file would change of a plan that is there, before anything is applied. */
export function importDifferenceCard(view: ImportDifferenceView, sign: Sign): Built {
  const { draft, fileName, title, unchanged, sections, open, openInAll, page, pages, told } = view;
  const at = (to: number) => ({ plan: '', ref: draft, rev: to });
  const link = at(0);
  const some = sections.filter(({ count }) => count > 0);
  return importForm(
    {
      title: `What changes in ${cut(title)}`,
      file: fileName,
      intro: [
        ...told.map((words) => ({ strong: '', rest: sentence(cut(words, 200)) })),
        { strong: 'Stays as it is: ', rest: `${String(unchanged)}.` },
        ...(some.length + openInAll === 0 ? [{ strong: '', rest: 'The file says nothing new.' }] : []),
        ...(openInAll === 0 ? [] : [{ strong: 'To decide: ', rest: decideWords(view) }]),
      ],
      wrong: null,
      groups: open.map(doubtGroup),
      sections: some.map(({ heading, count, lines }) => ({
        heading: `${heading}: ${String(count)}`,
        lines: lines.map(({ ref, words }) => ({
          strong: ref === '' ? '' : `${cut(ref)}: `,
          rest: sentence(cut(words, 300)),
        })),
      })),
      seen: ['Nothing is changed yet. Each change is kept with what stood before; nothing is ever removed.'],
      buttons: [
        ...(some.length + openInAll === 0
          ? []
          : [{ title: 'Apply', verb: 'apply-import', tooltip: `Change ${cut(title)} as listed`, link }]),
        ...(open.length === 0
          ? []
          : [
              {
                ...{ title: pages > 1 ? 'Save and next' : 'Save choices', verb: 'save-difference' },
                tooltip: 'Keep these choices, and see what follows from them',
                link: at((page + 1) % pages),
              },
            ]),
        { title: 'Doubts', verb: 'open-doubts', tooltip: 'See every doubt, and decide', link },
        { title: 'Back to the file', verb: 'open-import', tooltip: 'What was found in the file', link },
      ],
    },
    sign,
  );
}

function decideWords({ openInAll, page, pages }: ImportDifferenceView): string {
  const which = pages === 1 ? '' : `; page ${String(page + 1)} of ${String(pages)} is below`;
  return `${String(openInAll)}${which}. While you choose nothing else, what was assumed holds.`;
}
