import { inWords } from '../bot/domain/dates.js';
import type { AreaDraftView, SignOffView } from '../bot/domain/views.js';
import { changedLine, leaderForm, type LeaderSection, type LeaderWords } from './leader-form.js';
import type { Built, Sign } from './render.js';
import type { NoteModel } from './rows.js';
import {
  capital,
  counted,
  cut,
  listed,
  listedUpTo,
  mark,
  overdue,
  quote,
  sentence,
  shownRef,
  unitOf,
} from './words.js';

/** So many are told with their words; the others are named. */
const EXCEPTIONS = 10;
const REFS = 30;
const BECAUSE_LENGTH = 200;

/** What changed, what is at risk and what is silent in one area: and whether its head of service stands by it. */
export function signOffCard(view: SignOffView, sign: Sign): Built {
  return leaderForm(wordsOf(view), sign);
}

function wordsOf(view: SignOffView): LeaderWords {
  const { link, planTitle, typed, error, done, signed } = view;
  const area = cut(view.area);
  const what = `${area}: ${cut(view.window)}`;
  const again = signed === null ? '' : ' again';
  return {
    title: done ? `Signed off: ${what}` : `Sign off ${what}`,
    plan: planTitle,
    intro: introOf(view),
    wrong: error === null ? null : 'your sentence',
    sections: done ? [] : [figuresOf(view), changesOf(view), riskOf(view), silentOf(view)].flat(),
    fields: done ? [] : [{ name: 'words', input: 'box', label: 'A sentence of your own, if you like' }],
    seen: done
      ? []
      : [
          'Leadership reads your name and your sentence with the summary, and the history keeps them. Please leave out children’s names and case numbers.',
        ],
    buttons: done
      ? []
      : [
          {
            title: `Sign off ${area}${again}`,
            verb: 'record-sign-off',
            tooltip: `You stand by the figures of ${area}`,
          },
        ],
    link,
    typed: { words: signed?.byReader === true ? signed.words : '', ...typed },
    error,
  };
}

function introOf(view: SignOffView): readonly NoteModel[] {
  const { changed, signed, lapsed, done } = view;
  const said = signed === null || signed.words === '' ? '' : ` ${quote(signed.words)}`;
  const who = signed?.byReader === true ? 'you' : cut(signed?.by ?? '');
  return [
    ...(changed === null ? [] : [changedLine(changed, SIGNED_MEANWHILE)]),
    ...(signed === null ? [] : [{ strong: `Signed off by ${who} on ${inWords(signed.on)}.`, rest: said }]),
    ...(lapsed === null
      ? []
      : [
          {
            strong: 'Not signed off any more. ',
            rest: `${cut(lapsed.by)} signed it on ${inWords(lapsed.on)}, and its figures have changed since.`,
          },
        ]),
    { strong: '', rest: done ? whatNext(view) : daysOf(view) },
  ];
}

const SIGNED_MEANWHILE =
  'It was signed off after the card before. Nothing was saved: sign it again only where your sentence is to take the place of that one.';

function daysOf({ asAt, posts }: SignOffView): string {
  return `These are the figures of ${inWords(asAt)}. They are posted on ${inWords(posts)}, whether or not they are signed off, and the summary says which are.`;
}

function whatNext({ posts, releasedBy }: SignOffView): string {
  const release = releasedBy.length === 0 ? '' : ` once ${listed(releasedBy.map((name) => cut(name)))} has released it`;
  return `The summary is posted on ${inWords(posts)}${release}. If these figures are corrected before that, you are asked again.`;
}

function figuresOf({ draft, levels }: SignOffView): readonly LeaderSection[] {
  const counts = draft.counts.map(({ entry, count }) => `${String(count)} ${entry === null ? 'closed' : mark(entry)}`);
  const late = draft.overdue.length === 0 ? '' : ` Of these, ${String(draft.overdue.length)} overdue.`;
  const total = counted(draft.total, unitOf(levels));
  return [{ heading: 'The figures', lines: [{ strong: total, rest: `: ${listed(counts)}.${late}` }] }];
}

function changesOf({ draft }: SignOffView): readonly LeaderSection[] {
  if (draft.since === null) return [];
  const line = (strong: string, parts: readonly string[]): NoteModel[] =>
    parts.length === 0 ? [] : [{ strong: `${strong}: `, rest: sentence(listedUpTo(parts, REFS)) }];
  const lines = [
    ...line(
      'Worsened',
      draft.worsened.map(({ ref, grade }) => `${shownRef(ref)}${grade === null ? '' : ` now ${mark(grade)}`}`),
    ),
    ...line(
      'Improved',
      draft.improved.map(({ ref, from, to }) => `${shownRef(ref)} from ${mark(from)} to ${mark(to)}`),
    ),
    ...line('Completed', draft.completed.map(shownRef)),
    ...line('Dates moved', draft.moved.map(movedWords)),
    ...line('Added', draft.added.map(shownRef)),
    ...line('Closed', draft.closed.map(shownRef)),
  ];
  const nothing = [{ strong: '', rest: 'Nothing: no rating, no date, nothing completed, added or closed.' }];
  return [{ heading: `What changed since ${inWords(draft.since)}`, lines: lines.length === 0 ? nothing : lines }];
}

function movedWords({ ref, from, to, reason }: AreaDraftView['moved'][number]): string {
  const day = (date: typeof from): string => (date === null ? 'no date' : inWords(date));
  return `${shownRef(ref)} from ${day(from)} to ${day(to)}${reason === null ? '' : ` (${cut(reason)})`}`;
}

function riskOf({ draft }: SignOffView): readonly LeaderSection[] {
  const { exceptions } = draft;
  if (exceptions.length === 0) return [];
  const lines = exceptions.slice(0, EXCEPTIONS).map((each): NoteModel => {
    const late = each.overdueDays === null ? '' : ` ${overdue(each.overdueDays)}.`;
    const recovery = each.recovery === null ? '' : ` Recovery by ${inWords(each.recovery)}.`;
    const why = cut(each.because, BECAUSE_LENGTH);
    return {
      strong: `${shownRef(each.ref)} ${mark(each.grade)}. `,
      rest: `${sentence(cut(each.text))}${late}${why === '' ? '' : ` ${capital(sentence(why))}`}${recovery}`,
    };
  });
  const others = exceptions.slice(EXCEPTIONS).map(({ ref }) => shownRef(ref));
  const more = others.length === 0 ? [] : [{ strong: 'And: ', rest: sentence(listedUpTo(others, REFS)) }];
  return [{ heading: `At risk or overdue: ${String(exceptions.length)}`, lines: [...lines, ...more] }];
}

function silentOf({ draft }: SignOffView): readonly LeaderSection[] {
  const silent = new Set(draft.silent);
  const others = draft.noUpdate.filter((ref) => !silent.has(ref));
  const line = (strong: string, refs: readonly string[]): NoteModel[] =>
    refs.length === 0 ? [] : [{ strong, rest: sentence(listedUpTo(refs.map(shownRef), REFS)) }];
  const lines = [
    ...line('Asked, and nobody answered: ', draft.silent),
    ...line('No update for other reasons: ', others),
  ];
  const none = [{ strong: '', rest: 'Nothing: everything that was asked about has its answer.' }];
  return [{ heading: 'What is silent', lines: lines.length === 0 ? none : lines }];
}
