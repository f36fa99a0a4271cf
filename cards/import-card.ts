import { FIELD_WORDS, NOTHING, TOGETHER } from '../bot/domain/plan-mapping.js';
import { PLAN_FIELDS } from '../bot/domain/read-plan.js';
import type {
  DoubtView,
  ImportDifferenceView,
  ImportDoneView,
  ImportDoubtsView,
  ImportFoundView,
} from '../bot/domain/import-views.js';
import { importForm, type ImportField, type ImportGroup } from './import-form.js';
import type { Built, Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { counted, cut, sentence } from './words.js';

const COLUMNS_AT_MOST = 40;
const AREAS_AT_MOST = 12;

/** What was found in a plan file, as which plan it is loaded, and what its columns were read as. */
export function importFoundCard(view: ImportFoundView, sign: Sign): Built {
  const { draft, fileName, plan, title, error, exists } = view;
  const link = { plan: '', ref: draft, rev: 0 };
  return importForm(
    {
      title: 'What I found',
      file: fileName,
      intro: foundLines(view),
      wrong: error === null ? null : (WRONG[error.field] ?? 'what you chose'),
      sections: [],
      groups: [
        {
          heading: 'Load it as',
          lines: exists
            ? [
                {
                  strong: 'This plan is there already. ',
                  rest: 'You see what the file would change before anything is.',
                },
              ]
            : [],
          fields: [
            box('plan', 'Its short name: small letters, figures and hyphens', plan, error),
            box('title', 'What people call it', title, error),
          ],
        },
        columnsGroup(view),
      ],
      seen: ['Nothing is loaded yet. What you change here counts once you press a button.'],
      buttons: [
        { title: 'Read again', verb: 'read-import', tooltip: 'Read the file as its columns are chosen here', link },
        { title: 'Doubts', verb: 'open-doubts', tooltip: 'See every doubt, and decide', link },
        exists
          ? { title: 'What changes', verb: 'compare-import', tooltip: `See what changes in ${cut(title)}`, link }
          : { title: 'Load', verb: 'load-import', tooltip: `Load it as ${cut(title)}`, link },
        { title: 'Discard', verb: 'drop-import', tooltip: 'Throw the file away', link },
      ],
    },
    sign,
  );
}

const WRONG: Readonly<Record<string, string>> = { plan: 'the short name', title: 'the title', columns: 'the columns' };

function box(name: 'plan' | 'title', label: string, value: string, error: ImportFoundView['error']): ImportField {
  return { name, label, value, ...(error?.field === name && { error: error.message }) };
}

function foundLines({ counts, levels, areas, doubts, open, decided, keptOut }: ImportFoundView): readonly NoteModel[] {
  const { milestones, objectives, leads } = counts;
  const shown = areas
    .slice(0, AREAS_AT_MOST)
    .map((area) => cut(area))
    .join(', ');
  const more = areas.length > AREAS_AT_MOST ? ` and ${String(areas.length - AREAS_AT_MOST)} more` : '';
  return [
    {
      strong: `${counted(milestones, small(levels.milestone))}. `,
      rest: `${counted(objectives, small(levels.objective))}, ${counted(areas.length, small(levels.area))}, ${counted(leads, 'lead officer')}.`,
    },
    ...(areas.length === 0 ? [] : [{ strong: `${cut(levels.area)}: `, rest: sentence(`${shown}${more}`) }]),
    { strong: `${counted(doubts, 'doubt')}. `, rest: doubtWords(open, decided) },
    ...(keptOut === 0 ? [] : [{ strong: `${counted(keptOut, 'row')} kept out. `, rest: 'Doubts says why.' }]),
  ];
}

function small(level: string): string {
  return cut(level, 60).toLowerCase();
}

function doubtWords(open: number, decided: number): string {
  if (open === 0) return 'There is nothing to decide.';
  return `${String(open)} can be decided, and ${String(decided)} ${decided === 1 ? 'is' : 'are'}.`;
}

function columnsGroup({ columns, error }: ImportFoundView): ImportGroup {
  const choices = [
    { title: 'Nothing', value: NOTHING },
    ...PLAN_FIELDS.map((field) => ({ title: FIELD_WORDS[field], value: field })),
    { title: 'Date and lead officers together', value: TOGETHER },
  ];
  const fields = columns.slice(0, COLUMNS_AT_MOST).map(({ key, heading, field, also, example }): ImportField => {
    const value = also === undefined ? (field ?? NOTHING) : TOGETHER;
    return { name: `column_${key}`, label: `“${cut(heading, 60)}”, as in “${cut(example, 60)}”`, value, choices };
  });
  const beyond = columns.length - fields.length;
  const told = error?.field === 'columns' ? [{ strong: 'Error: ', rest: sentence(cut(error.message, 400)) }] : [];
  const more = beyond > 0 ? [{ strong: '', rest: `${String(beyond)} more columns are not shown here.` }] : [];
  return { heading: 'What its columns were read as', lines: [...told, ...more], fields };
}

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

function doubtGroup({
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
        ...{ name: `choose_${key}`, label: 'What holds', value: chosen },
        choices: choices.map(({ id, label }) => ({ title: cut(label), value: id })),
        ...(needsTyping.length === 0 && { error }),
      },
      ...(needsTyping.length === 0
        ? []
        : [{ name: `typed_${key}`, label: `With “${cut(needsTyping[0]?.label ?? '', 60)}”`, value: typed, error }]),
    ],
  };
}

/** What a file would change of a plan that is there, before anything is applied. */
export function importDifferenceCard(view: ImportDifferenceView, sign: Sign): Built {
  const { draft, fileName, title, unchanged, sections } = view;
  const link = { plan: '', ref: draft, rev: 0 };
  const some = sections.filter(({ count }) => count > 0);
  return importForm(
    {
      title: `What changes in ${cut(title)}`,
      file: fileName,
      intro: [
        { strong: 'Stays as it is: ', rest: `${String(unchanged)}.` },
        ...(some.length === 0 ? [{ strong: '', rest: 'The file says nothing new.' }] : []),
      ],
      wrong: null,
      groups: [],
      sections: some.map(({ heading, count, lines }) => ({
        heading: `${heading}: ${String(count)}`,
        lines: lines.map(({ ref, words }) => ({
          strong: ref === '' ? '' : `${cut(ref)}: `,
          rest: sentence(cut(words, 300)),
        })),
      })),
      seen: ['Nothing is changed yet. Each change is kept with what stood before; nothing is ever removed.'],
      buttons: [
        ...(some.length === 0
          ? []
          : [{ title: 'Apply', verb: 'apply-import', tooltip: `Change ${cut(title)} as listed`, link }]),
        { title: 'Doubts', verb: 'open-doubts', tooltip: 'See every doubt, and decide', link },
        { title: 'Back to the file', verb: 'open-import', tooltip: 'What was found in the file', link },
      ],
    },
    sign,
  );
}

/** That it is in, and what comes next. */
export function importDoneCard({ title, plan, milestones, changed }: ImportDoneView, sign: Sign): Built {
  return importForm(
    {
      title: changed ? `${cut(title)} is up to date` : `${cut(title)} is loaded`,
      file: `Its short name is ${plan}`,
      intro: [
        { strong: changed ? 'In it now: ' : 'Loaded: ', rest: `${counted(milestones, 'milestone')}.` },
        {
          strong: 'Next: ',
          rest: 'say “people” to link its lead officers, and “schedules” to say when they are asked.',
        },
        { strong: 'To foresee it: ', rest: 'say “preview” and see who would be asked what.' },
      ],
      wrong: null,
      groups: [],
      sections: [],
      seen: [],
      buttons: [{ title: 'Help', verb: 'help', tooltip: 'What you can say', link: { plan: '', ref: '', rev: 0 } }],
    },
    sign,
  );
}
