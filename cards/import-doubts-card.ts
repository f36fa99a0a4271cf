import type { DoubtView, ImportDoubtsView } from '../bot/domain/import-views.js';
import { importForm, type ImportGroup } from './import-form.js';
import type { Built, Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { cut, sentence } from './words.js';

/** A page of the fault report. */
export function importDoubtsCard(view: ImportDoubtsView, sign: Sign): Built {
  const { draft, fileName, page, pages, open, told, toldBeyond, error } = view;
  const at = (to: number) => ({ plan: '', ref: draft, rev: to });
  const last = page >= pages - 1;
  const more =
    toldBeyond > 0
      ? [{ strong: '', rest: `And ${String(toldBeyond)} more: “import” at the command line lists all.` }]
      : [];
  return importForm(
    {
      title: pages > 1 ? `Doubts, page ${String(page + 1)} of ${String(pages)}` : 'Doubts',
      file: fileName,
      intro: open.length + told.length === 0 ? [{ strong: '', rest: 'There are no doubts about this file.' }] : [],
      wrong: error === null ? null : 'what you chose',
      groups: open.map(doubtGroup),
      sections: told.length === 0 ? [] : [{ heading: 'Nothing to choose', lines: [...told.map(toldLine), ...more] }],
      seen: open.length === 0 ? [] : ['While you choose nothing else, what stands first holds.'],
      buttons: [
        ...(open.length === 0
          ? []
          : [
              {
                title: last ? 'Save' : 'Save and next',
                verb: 'save-doubts',
                tooltip: 'Save these choices',
                link: at(page),
              },
            ]),
        ...(page === 0
          ? []
          : [{ title: 'Previous', verb: 'open-doubts', tooltip: 'The page before', link: at(page - 1) }]),
        { title: 'Back to the file', verb: 'open-import', tooltip: 'What was found in the file', link: at(0) },
      ],
    },
    sign,
  );
}

function toldLine({ place, message }: ImportDoubtsView['told'][number]): NoteModel {
  return { strong: place === '' ? '' : `${cut(place)}: `, rest: sentence(cut(message, 400)) };
}

/** One thing to decide, with what was chosen of it so far. */
export function doubtGroup({
  key,
  row,
  place,
  ref,
  question,
  cell,
  assumed,
  choices,
  chosen,
  typed,
  fault,
}: DoubtView): ImportGroup {
  const where = place ?? `row ${String(row)}`;
  const needsTyping = choices.filter((one) => one.typed !== null);
  const error = fault ?? undefined;
  return {
    heading: `${ref === null ? '' : `${cut(ref)}, `}${cut(where)}`,
    lines: [
      { strong: '', rest: sentence(cut(question, 400)) },
      ...(cell === '' ? [] : [{ strong: 'It says: ', rest: `“${cut(cell, 300)}”` }]),
      { strong: 'Assumed: ', rest: sentence(cut(assumed, 300)) },
    ],
    fields: [
      {
        ...{ name: `choose_${key}`, label: `What holds for ${cut(ref ?? where, 40)}`, value: chosen },
        choices: choices.map(({ id, label }) => ({ title: cut(label), value: id })),
        ...(needsTyping.length === 0 && { error }),
      },
      ...(needsTyping.length === 0
        ? []
        : [
            {
              name: `typed_${key}`,
              label: `With “${cut(needsTyping[0]?.label ?? '', 60)}”, for ${cut(ref ?? where, 40)}`,
              value: typed,
              error,
            },
          ]),
    ],
  };
}
