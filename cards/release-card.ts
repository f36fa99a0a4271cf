import { inWords } from '../bot/domain/dates.js';
import { entryOfClass } from '../bot/domain/key.js';
import { SEVERITY } from '../bot/domain/policy.js';
import type { ReleaseView } from '../bot/domain/views.js';
import { changedLine, leaderCard, leaderForm, type LeaderSection, type LeaderWords } from './leader-form.js';
import { LARGEST, sizeOf, type Built, type Card, type Sign } from './render.js';
import { rollupCard } from './rollup-card.js';
import type { NoteModel } from './rows.js';
import { capital, cut, listed, listedUpTo, mark, overdue, quote, sentence, shownRef } from './words.js';

const AREAS = 20;
const REASON_LENGTH = 200;
const WORST = 10;

/** The summary as it would be posted, and whether its plan's owner lets it. */
export function releaseCard(view: ReleaseView, sign: Sign): Built {
  const words = wordsOf(view);
  const released = view.decided?.what === 'released';
  const brief = leaderForm(
    released ? words : { ...words, sections: [...words.sections, figuresOf(view), ...riskOf(view)] },
    sign,
  );
  const whole = released ? null : withDraft(view, words, sign);
  return { ...brief, card: whole ?? brief.card };
}

/** Whether the summary itself stands on the card: otherwise it is told with a message of its own. */
export function holdsDraft(view: ReleaseView, sign: Sign): boolean {
  return view.decided?.what === 'released' || withDraft(view, wordsOf(view), sign) !== null;
}

/** With the very card that would be posted in its middle; null where both are more than Teams takes. */
function withDraft(view: ReleaseView, words: LeaderWords, sign: Sign): Card | null {
  const lead = leaderCard({ ...words, sections: [...words.sections, { heading: MARK, lines: [] }] }, sign);
  const posted = rollupCard(view.draft).card;
  const body = (lead.body as readonly Card[]).map((part) => (isMark(part) ? draftOf(posted) : part));
  const card = { ...lead, body };
  return sizeOf(card) <= LARGEST ? card : null;
}

/** Stands where the draft is to stand: no heading reads so. */
const MARK = 'The summary as it would be posted';

function isMark({ items }: Card): boolean {
  return Array.isArray(items) && (items as readonly Card[])[0]?.text === MARK;
}

function draftOf({ body }: Card): Card {
  const heading = { type: 'TextBlock', text: MARK, wrap: true, style: 'heading', size: 'medium', weight: 'bolder' };
  const inner = { type: 'Container', items: body };
  return { type: 'Container', separator: true, spacing: 'large', items: [heading, inner] };
}

function wordsOf(view: ReleaseView): LeaderWords {
  const { link, planTitle, typed, error, decided } = view;
  const window = cut(view.window);
  const released = decided?.what === 'released';
  const notYet = { title: 'Not yet', verb: 'refuse-release', tooltip: `Do not post ${window} yet` };
  const release = { title: `Release ${window}`, verb: 'release-summary', tooltip: `Let ${window} be posted` };
  return {
    title: released ? `Released: ${window}` : `Release ${window}`,
    plan: planTitle,
    intro: introOf(view),
    wrong: error === null ? null : 'the reason',
    sections: [signingIn(view)],
    fields: [
      { name: 'reason', input: 'box', label: released ? 'To take it back: why not yet?' : 'If not yet: why?' } as const,
    ],
    seen: ['Administrators see what you decide, and your reason. The history keeps both.'],
    buttons: released ? [notYet] : [release, notYet],
    link,
    typed,
    error,
  };
}

function introOf(view: ReleaseView): readonly NoteModel[] {
  const { changed, correction, decided, channels, asAt, posts } = view;
  const where =
    channels.length === 0 ? 'No channel reads it yet' : `It goes to ${listed(channels.map((name) => cut(name)))}`;
  const released = decided?.what === 'released';
  const who = decided?.byReader === true ? 'You' : cut(decided?.by ?? '');
  const line = (strong: string, rest: string): NoteModel => ({ strong, rest });
  return [
    ...(changed === null ? [] : [changedLine(changed, DECIDED_MEANWHILE)]),
    ...(decided?.what === 'released' ? [line(`${who} released it on ${inWords(decided.on)}.`, '')] : []),
    ...(decided?.what === 'refused'
      ? [line('Not yet: ', `${who} said so on ${inWords(decided.on)}, ${quote(decided.reason)}.`)]
      : []),
    ...(correction === null ? [] : [line('Corrected: ', sentence(cut(correction, REASON_LENGTH)))]),
    line(
      '',
      `These are the figures of ${inWords(asAt)}. ${where}, on ${inWords(posts)} at the earliest${released ? '' : ', and only when you have released it'}.`,
    ),
  ];
}

const DECIDED_MEANWHILE = 'It was decided after the card before, as said here. Nothing was saved: look at it again.';

function signingIn({ signing }: ReleaseView): LeaderSection {
  const signed = signing.signed.map(({ area, by, words }) => {
    return { strong: cut(area), rest: sentence(`: ${cut(by)}${words === '' ? '' : `, ${quote(words)}`}`) };
  });
  const unsigned = signing.unsigned.map(({ area, head }) =>
    head === null ? cut(area) : `${cut(area)} (${cut(head)})`,
  );
  const not =
    unsigned.length === 0 ? [] : [{ strong: 'Not signed off: ', rest: sentence(listedUpTo(unsigned, AREAS)) }];
  return { heading: 'Signed off', lines: [...not, ...signed] };
}

/** Where the whole draft does not fit beside it: its counts, grades of a scale of its own by their words. */
function figuresOf({ draft }: ReleaseView): LeaderSection {
  const { counts, grades, key } = draft;
  const graded = grades.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    ...grades.map(({ entry, count }) => ({ count, word: mark(entry) })),
    ...SEVERITY.map((rating) => {
      const count = rating === 'none' ? counts.none - graded : counts[rating];
      return { count, word: mark(entryOfClass(key, rating)) };
    }),
    { count: counts.closed, word: 'closed' },
  ];
  const said = parts.filter(({ count }) => count > 0).map(({ count, word }) => `${String(count)} ${word}`);
  const rest = ` in all: ${listed(said)}. The whole of it is more than fits here: write “release”, and it comes as a message of its own.`;
  return { heading: 'The figures', lines: [{ strong: String(counts.total), rest }] };
}

/** What it tells first, a line each. */
function riskOf({ draft }: ReleaseView): readonly LeaderSection[] {
  const rows = draft.sections.flatMap((section) => section.rows);
  if (rows.length === 0) return [];
  const lines = rows.slice(0, WORST).map(({ ref, text, grade, rating, overdueDays }): NoteModel => {
    const late = overdueDays === null ? '' : ` ${capital(overdue(overdueDays))}.`;
    return { strong: `${shownRef(ref)} ${mark(grade ?? rating)}. `, rest: `${sentence(cut(text))}${late}` };
  });
  return [{ heading: 'What it tells first', lines }];
}
