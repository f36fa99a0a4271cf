import { FIELD_WORDS, NOTHING, TOGETHER } from '../bot/domain/plan-mapping.js';
import { kindInWords } from '../bot/domain/plan-kinds.js';
import { PLAN_KINDS } from '../bot/domain/plan.js';
import { PLAN_FIELDS } from '../bot/domain/plan-columns.js';
import type { ImportAsksView, ImportDoneView, ImportFoundView, SaidOfFile } from '../bot/domain/import-views.js';
import { importForm, type ImportField, type ImportGroup } from './import-form.js';
import type { Built, Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { capital, counted, cut, sentence } from './words.js';

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
                  strong: `${cut(title)} is there already. `,
                  rest: 'You see what the file would change before anything is.',
                },
              ]
            : [],
          fields: [
            box('plan', 'Its short name: small letters, figures and hyphens', plan, error),
            ...(exists ? [] : [box('title', 'What people call it', title, error)]),
            box('asat', 'As at which day it was written', view.said.asat, error),
            ...trackerFields(view.said, error),
            ...(view.said.levels === null
              ? []
              : [box('levels', 'What it calls its levels, with semicolons between', view.said.levels, error)]),
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

const WRONG: Readonly<Record<string, string>> = {
  ...{ plan: 'the short name', title: 'the title', columns: 'the columns', asat: 'the day' },
  ...{ kind: 'what it is', board: 'the board', meeting: 'the meeting', levels: 'the levels' },
};

/** What it is by its headings, in the form of a tracker. */
const BY_HEADINGS = 'headings';

function trackerFields(
  { kind, board, meeting }: Pick<SaidOfFile, 'kind' | 'board' | 'meeting'>,
  error: ImportFoundView['error'],
): readonly ImportField[] {
  const kinds = PLAN_KINDS.map((one) => ({ title: capital(kindInWords(one)), value: one }));
  return [
    {
      ...{ name: 'kind', label: 'What it is', value: kind ?? BY_HEADINGS },
      choices: [{ title: 'What its headings say', value: BY_HEADINGS }, ...kinds],
      ...(error?.field === 'kind' && { error: error.message }),
    },
    ...(board === null ? [] : [box('board', 'The board that it is for', board, error)]),
    ...(meeting === null ? [] : [box('meeting', 'The day of the meeting', meeting, error)]),
  ];
}

/** What has to be said before such a file can be read. */
export function importAsksCard({ draft, fileName, error, wants, said }: ImportAsksView, sign: Sign): Built {
  const link = { plan: '', ref: draft, rev: 0 };
  const meeting = wants === 'meeting' ? said.meeting : null;
  return importForm(
    {
      title: 'One thing is missing',
      file: fileName,
      intro: [{ strong: `Read as ${ASKS[wants].read}. `, rest: ASKS[wants].why }],
      wrong: error === null ? null : (WRONG[error.field] ?? 'what you chose'),
      sections: [],
      groups: [
        { heading: null, lines: [], fields: trackerFields({ ...said, board: said.board ?? '', meeting }, error) },
      ],
      seen: ['Nothing is loaded yet.'],
      buttons: [
        { title: 'Read it', verb: 'read-import', tooltip: 'Read the file with what is said here', link },
        { title: 'Discard', verb: 'drop-import', tooltip: 'Throw the file away', link },
      ],
    },
    sign,
  );
}

const ASKS = {
  board: {
    read: 'a schedule of outstanding matters',
    why: 'Its matters are due at the next meeting of their board. Which board is it?',
  },
  meeting: {
    read: 'a report clearance',
    why: 'It is counted back from a meeting. Of which board, and on which day?',
  },
} as const;

function box(name: string, label: string, value: string, error: ImportFoundView['error']): ImportField {
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
  if (decided === open)
    return `${open === 1 ? 'The one' : `All ${String(open)}`} that can be decided ${open === 1 ? 'is' : 'are'}.`;
  const done = decided === 0 ? 'none' : String(decided);
  return `${String(open)} can be decided, and ${done} ${decided > 1 ? 'are' : 'is'} so far.`;
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
