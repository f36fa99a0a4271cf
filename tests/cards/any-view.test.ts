import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  answerCard,
  approvalsCard,
  awayCard,
  behalfCard,
  changedCard,
  deferCard,
  endCard,
  handoverCard,
  moreCard,
  deputyCard,
  digestCard,
  helpCard,
  historyCard,
  LARGEST,
  myMilestonesCard,
  noticeCard,
  onTrackCard,
  areaReplyCard,
  rollupCard,
  savedCard,
  sizeOf,
  updateChooseCard,
  updateFormCard,
  welcomeCard,
  whereaboutsCard,
  whichCard,
  type Built,
  importAsksCard,
  importDifferenceCard,
  importDoneCard,
  importDoubtsCard,
  importFoundCard,
} from '../../cards/index.js';
import { anyApprovals } from './any-approvals.js';
import { sign } from './samples.js';
import { faultsOf, ofType, partsOf, wordsOf, type Part } from './shape.js';
import * as behalf from './any-behalf.js';
import * as change from './any-change.js';
import * as files from './any-import.js';
import * as people from './people-views.js';
import * as views from './views.js';

/** Whatever the view, the card is whole, within Teams' size, and nothing in it acts that we did not put there. */
function holds({ card, summary }: Built): void {
  expect(sizeOf(card)).toBeLessThanOrEqual(LARGEST);
  expect(faultsOf(card).join('; ')).toBe('');
  for (const words of wordsOf(card)) {
    expect(words).not.toMatch(/<\s*\/?at\b/i);
    // eslint-disable-next-line no-control-regex -- these are what must not get through
    expect(words).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069\u200b]/);
  }
  expect(summary.length).toBeLessThan(400);
}

function always<View>(any: fc.Arbitrary<View>, build: (view: View) => Built, numRuns = 25): void {
  assertFor(any, numRuns, (view) => {
    holds(build(view));
  });
}

/** As `fc.assert`, but a failure shows what is wrong with the card and the seed, not a view of many pages. */
function assertFor<View>(any: fc.Arbitrary<View>, numRuns: number, holdsFor: (view: View) => void): void {
  const found = fc.check(fc.property(any, holdsFor), { numRuns, endOnFailure: true });
  if (found.failed) throw new Error(`seed ${String(found.seed)}: ${String(found.errorInstance)}`);
}

test('digest: any view', () => {
  always(views.digest, (view) => digestCard(view, sign));
});
test('digest as it is sent, with the id of its reminder on every button and nothing else changed: any view', () => {
  const reminder = '0123456789abcdef';
  always(views.digest, (view) => digestCard(view, sign, reminder), 10);
  assertFor(views.digest, 10, (view) => {
    const buttons = ofType(digestCard(view, sign, reminder).card, 'Action.Execute');
    expect(buttons.length).toBeGreaterThan(0);
    expect(buttons.map(({ data }) => (data as Part).reminder)).toEqual(buttons.map(() => reminder));
    expect(buttons.map(({ data }) => Object.keys(data as Part).filter((key) => key !== 'reminder'))).toEqual(
      buttons.map(() => expect.arrayContaining(['token']) as unknown),
    );
  });
});
test('digest where Teams found the whole one too large: one row, and how many more wait', () => {
  assertFor(views.digest, 20, (view) => {
    const { card } = digestCard({ ...view, short: true }, sign);
    expect(sizeOf(card)).toBeLessThan(LARGEST * 0.4);
    const owed = view.yours.length + view.waiting.length + (view.told?.length ?? 0);
    const waits = wordsOf(card).some((words) => /(?:do|does) not fit on this card/.test(words));
    expect(waits).toBe(owed > 1);
  });
});
test('update-choose: any view', () => {
  always(views.choose, (view) => updateChooseCard(view, sign));
});
test('update-form: any view', () => {
  always(views.form, (view) => updateFormCard(view, sign), 80);
});
test('saved: any view', () => {
  always(views.saved, (view) => savedCard(view, sign));
});
test('on-track: any view', () => {
  always(views.onTrack, (view) => onTrackCard(view, sign));
});
test('my-milestones: any view', () => {
  always(views.list, (view) => myMilestonesCard(view, sign));
  always(people.narrowed, (view) => myMilestonesCard(view, sign));
});
test('help: any view', () => {
  always(people.help, (view) => helpCard(view, sign));
});
test('history: any view, and every entry is on the card or counted', () => {
  assertFor(people.history, 40, (view) => {
    const built = historyCard(view, sign);
    holds(built);
    const beyond = wordsOf(built.card).find((words) => / older entr(y|ies) do(es)? not fit /.test(words));
    const shown = wordsOf(built.card).filter(
      (words) => words.includes(' · ') && /^[A-Z][a-z]+day \d/.test(words),
    ).length;
    expect(shown + Number(beyond?.split(' ')[0] ?? 0)).toBe(view.entries.length);
  });
});
test('which: any view', () => {
  always(people.which, (view) => whichCard(view, sign));
});
test('away, deputy and what was saved of them: any view', () => {
  always(people.away, (view) => awayCard(view, sign));
  always(people.deputy, (view) => deputyCard(view, sign));
  always(people.whereabouts, (view) => whereaboutsCard(view, sign));
});
test('what is no update: any view', () => {
  always(change.anyMore, (view) => moreCard(view, sign));
  always(change.anyDefer, (view) => deferCard(view, sign));
  always(change.anyEnd, (view) => endCard(view, sign));
  always(change.anyHandover, (view) => handoverCard(view, sign));
  always(change.anyAnswer, (view) => answerCard(view, sign));
  always(change.anyChanged, (view) => changedCard(view, sign));
});
test('an update for somebody else: any view', () => {
  always(behalf.anyBehalf, (view) => behalfCard(view, sign));
  always(behalf.anyChoose, (view) => updateChooseCard(view, sign));
  always(behalf.anyForm, (view) => updateFormCard(view, sign));
  always(behalf.anySaved, (view) => savedCard(view, sign));
});
test('approvals: any view; the first can always be decided, and what does not fit is counted', () => {
  assertFor(anyApprovals, 60, (view) => {
    const built = approvalsCard(view, sign);
    holds(built);
    const shown = ofType(built.card, 'Action.Execute').filter(({ verb }) => verb === 'accept-proposal').length;
    expect(shown).toBeGreaterThanOrEqual(Math.min(1, view.rows.length));
    const waits = wordsOf(built.card).find((words) => /^\d+ more waits?:/.test(words));
    expect(shown + Number(waits?.split(' ')[0] ?? 0)).toBe(view.rows.length);
    for (const { facts } of ofType(built.card, 'FactSet')) {
      for (const link of wordsOf({ facts }).flatMap((words) => /\]\(([^)]*)\)/.exec(words)?.[1] ?? [])) {
        expect(link).toMatch(/^https:\/\/[^\s<>"'`{}[\]\\]+$/);
      }
    }
  });
});
test('welcome: any view', () => {
  always(views.welcome, (view) => welcomeCard(view, sign));
});
test('notice: any view', () => {
  always(views.notice, (view) => noticeCard(view, sign));
});
test('rollup: any view', () => {
  always(views.rollup, (view) => rollupCard(view, sign));
});

test('area-reply: any view', () => {
  always(views.areaReply, (view) => areaReplyCard(view));
});

test('however full the digest, every row is either on the card or counted as waiting', () => {
  assertFor(views.digest, 25, (view) => {
    const { card } = digestCard(view, sign);
    const waits = wordsOf(card).find((words) => /(?:do|does) not fit on this card/.test(words));
    expect(rowsIn(card) + Number(waits?.split(' ')[0] ?? 0)).toBe(
      view.yours.length + view.waiting.length + (view.told?.length ?? 0),
    );
  });
});

/** Rows have their words at the left, over the full width that a button leaves. */
const rowsIn = (node: unknown): number =>
  partsOf(node).filter(({ type, columns }) => type === 'ColumnSet' && (columns as Part[])[0]?.width === 'stretch')
    .length;

test('however full the digest, at most eight rows are seen at once, and each fold says how many it holds', () => {
  assertFor(views.digest, 20, (view) => {
    const { card } = digestCard(view, sign);
    const folds = ofType(card, 'Container').filter(({ id, isVisible }) => isVisible === false && id !== 'answered');
    const folded = folds.reduce((sum, fold) => sum + rowsIn(fold), 0);
    expect(rowsIn(card) - folded).toBeLessThanOrEqual(8);
    for (const fold of folds) {
      const opens = ofType(card, 'Action.ToggleVisibility').filter(({ targetElements }) =>
        (targetElements as string[]).includes(String(fold.id)),
      );
      expect(opens.map(({ title }) => title)).toEqual([`Show ${String(rowsIn(fold))} more`, 'Show fewer']);
    }
  });
});

test('whatever stands in a plan file, its cards are whole', () => {
  always(files.anyFound, (view) => importFoundCard(view, sign), 15);
  always(files.anyAsks, (view) => importAsksCard(view, sign), 15);
  always(files.anyDoubtsOfFile, (view) => importDoubtsCard(view, sign), 15);
  always(files.anyDifference, (view) => importDifferenceCard(view, sign), 15);
  always(files.anyDone, (view) => importDoneCard(view, sign), 10);
});

test('whatever is owed, the counts of the headline add up to it', () => {
  assertFor(views.digest, 20, (view) => {
    const { yours, waiting, told = [] } = view;
    const texts = ofType(digestCard(view, sign).card, 'RichTextBlock').map(textOf);
    const headline = texts.find((text) => /^\d+ (overdue|due|question|without|waiting)/.test(text)) ?? '';
    const [own = '', also = ''] = headline.split('. And ');
    const sum = (text: string) =>
      [...text.matchAll(/(?:^|, | and )(\d+) [a-z]/g)].reduce((n, [, count]) => n + Number(count), 0);
    if (yours.length === 0) return;
    expect([sum(own), sum(also)]).toEqual([yours.length, waiting.length + told.length]);
  });
});

function textOf({ inlines }: Part): string {
  return (inlines as (string | Part)[]).map((run) => (typeof run === 'string' ? run : String(run.text))).join('');
}

test('however full the summary, what is left out is said', () => {
  assertFor(views.rollup, 25, (view) => {
    const words = wordsOf(rollupCard(view).card);
    const shown = words.filter((text) => /^(Newly|Worsened|Still|. Red or)/u.test(text)).length;
    const filled = view.sections.filter(({ rows, more }) => rows.length + more.length > 0).length;
    const missing = shown < filled;
    expect(missing && !words.includes('Left out here')).toBe(false);
  });
});
