/** What the form of an update asks beyond what is required: folded away, in place when it is wanted. */
import { describe, expect, it } from 'vitest';
import { milestoneView } from '../../bot/domain/milestone-view.js';
import { FORECAST_ONLY, MOVE_REASONS } from '../../bot/domain/policy.js';
import type { FormView, SavedView } from '../../bot/domain/views.js';
import { noticeCard, savedCard, updateFormCard, type Card } from '../../cards/index.js';
import { aMilestone, AWAITED, d, dueOn } from '../support/builders.js';
import { sign, viewOf } from './samples.js';
import { ofType, wordsOf, type Part } from './shape.js';
import { facts, linesOf } from './shown.js';

const TODAY = '2026-11-23';

function formOf(
  rating: FormView['rating'],
  given: Partial<FormView> = {},
  milestone = aMilestone({ due: dueOn('2026-12-18') }),
) {
  const view: FormView = {
    ...{ milestone: milestoneView(milestone, 1, facts(TODAY)), rating, inputs: {}, errors: [], conflict: null },
    ...{ today: d(TODAY), deciders: ['Priya Nair'], bodies: ['Eclipse', 'Health trust', 'Schools forum'], ...given },
  };
  return updateFormCard(view, sign).card;
}

const idsOf = (card: Card | Part): readonly string[] =>
  ofType(card as Card, 'Input.').map(({ id }) => String(id).replace('in_', ''));
const folded = (card: Card): Part | undefined => ofType(card, 'Container').find(({ id }) => id === 'more-fields');
const words = (card: Card): string => wordsOf(card).join('\n');

/** Of what is at risk in sight. */
const DATE = ['forecast', 'moveReason', 'moveWords'];
const MORE = [
  ...['sameAs', ...DATE, 'nextStep', 'nextStepBy'],
  ...['waitsOnRef', 'waitsOnBody', 'evidence', 'evidenceLink'],
];

describe('the form', () => {
  it.each([
    ['green', ['note']],
    ['amber', ['cause', 'recovery', 'remedy', ...DATE]],
    ['red', ['cause', 'remedy', 'recovery', 'help', ...DATE]],
  ] as const)('of %s asks first for what is required, and folds the rest behind one button', (rating, first) => {
    const card = formOf(rating);
    const rest = folded(card);
    expect(rest?.isVisible).toBe(false);
    const seen: readonly string[] = first;
    expect(idsOf(rest!)).toEqual(MORE.filter((id) => !seen.includes(id)));
    expect(idsOf(card).slice(0, seen.length)).toEqual(seen);
    const [button, ...others] = ofType(card, 'Action.ToggleVisibility');
    expect([button?.title, button?.targetElements, others]).toEqual([
      'More to say',
      ['more-button', 'more-fields'],
      [],
    ]);
  });

  it('of what is complete folds nothing, and names who confirms', () => {
    const card = formOf('complete');
    expect(idsOf(card)).toEqual(['doneOn', 'evidence', 'evidenceLink', 'evidenceDue', 'outcome']);
    expect(folded(card)).toBeUndefined();
    expect(words(card)).toContain('Priya Nair will be asked to confirm it.');
    expect(words(card)).toContain('If not achieved, Priya Nair is asked to approve that with the evidence.');
  });

  it.each([
    ['something stands in it', { inputs: { nextStep: 'Sign' } }],
    ['something in it is wrong', { errors: [{ field: 'waitsOnRef', message: 'There is no “X”.' }] }],
  ] as const)('is open at once where %s', (_, given) => {
    const card = formOf('green', given);
    expect(folded(card)).toBeUndefined();
    expect(ofType(card, 'Action.ToggleVisibility')).toEqual([]);
    expect(idsOf(card)).toEqual(['note', ...MORE]);
  });

  it('stays folded where a list only says that nothing is chosen', () => {
    expect(folded(formOf('green', { inputs: { moveReason: '-', waitsOnBody: '-' } }))).toBeDefined();
  });

  it('names who is asked to approve a later date: before it is typed, and after', () => {
    expect(words(formOf('green'))).toContain(
      'If it is after the approved date, Friday 18 December 2026, Priya Nair will be asked to approve it.',
    );
    const forecast = '2027-01-29';
    expect(words(formOf('green', { inputs: { forecast }, deciders: ['Priya Nair', 'Sam Osei'] }))).toContain(
      'Friday 29 January 2027 is after the approved date, Friday 18 December 2026, so Priya Nair or Sam Osei will be asked to approve it.',
    );
    expect(words(formOf('green', { inputs: { forecast }, deciders: [] }))).toContain('Nobody is set who may decide it');
    expect(words(formOf('green', { inputs: { forecast, moveReason: FORECAST_ONLY } }))).toContain(
      'Friday 29 January 2027 is after the approved date, Friday 18 December 2026, which is kept.',
    );
  });

  it('offers every reason, and every body of the plan’s list; without a list, none', () => {
    const lists = (card: Card) =>
      ofType(card, 'Input.ChoiceSet').map(({ id, choices }) => [
        id,
        (choices as readonly { readonly value: string }[]).map(({ value }) => value),
      ]);
    expect(lists(formOf('green'))).toEqual([
      ['in_moveReason', ['-', ...MOVE_REASONS.map(({ id }) => id)]],
      ['in_waitsOnBody', ['-', 'Eclipse', 'Health trust', 'Schools forum']],
    ]);
    expect(idsOf(formOf('green', { bodies: [] }))).not.toContain('waitsOnBody');
  });

  it('asks for no reason where there is no date that could move', () => {
    expect(idsOf(formOf('green', {}, aMilestone({ due: AWAITED, baseline: null })))).not.toContain('moveReason');
  });

  it('shows what “same as” points at, and then needs no words of its own', () => {
    const given = { inputs: { sameAs: 'B1' }, pointsAt: { ref: 'B1', text: 'Two posts are vacant' } };
    expect(words(formOf('green', given))).toContain('B1 says: “Two posts are vacant”');
    expect(words(formOf('green', given))).not.toContain('(required)');
    expect(words(formOf('green'))).toContain('What has happened since last time? (required)');
  });
});

it('a card that only gives back what was typed leaves out lists in which nothing was chosen', () => {
  const typed = { note: 'Going well', moveReason: '-', waitsOnBody: 'Eclipse' };
  expect(idsOf(noticeCard({ title: 'Out of date', lines: [], typed }, sign).card)).toEqual(['note', 'waitsOnBody']);
});

describe('the saved card', () => {
  const savedOf = (name: string, given: Partial<SavedView> = {}) =>
    savedCard({ ...(viewOf(name) as SavedView), ...given }, sign).card;

  it('shows the words that “same as” meant, and why a later date was not put forward', () => {
    const lines = linesOf(savedOf('saved-same-as'));
    expect(lines).toContain(
      'Same as: PMQA 2.1: “Two agencies cannot release staff before December; the other four are done.”',
    );
    expect(lines).toContain('Waits for: Health trust.');
    expect(lines.join('\n')).toContain(
      'Friday 26 February 2027 was not put forward as the new date. What waits already',
    );
    // The date that waits is told once.
    expect(lines.join('\n').match(/Friday 29 January 2027/g)).toHaveLength(1);
    expect(lines.join('\n')).toContain('Your reason, to give again then: “Health cannot release an auditor');
  });

  it('names who confirms the evidence, and that the outcome is approved with it', () => {
    expect(linesOf(savedOf('saved-evidence'))).toContain(
      'Priya Raman is asked to confirm the evidence, and with it that the outcome was not achieved.',
    );
  });

  it('opens an https address only, and prints where it leads', () => {
    const open = (evidenceLink: string) => {
      const card = savedOf('saved-evidence', { given: { evidenceLink } });
      return [
        ofType(card, 'Action.OpenUrl').map(({ url }) => url),
        linesOf(card).find((line) => line.startsWith('Link')),
      ];
    };
    expect(open('https://council.example/minutes?x=1')).toEqual([
      ['https://council.example/minutes?x=1'],
      'Link to the evidence: council.example.',
    ]);
    for (const link of ['http://council.example/', 'javascript:alert(1)', 'https://ann:pw@council.example/', 'a b']) {
      expect(open(link)).toEqual([[], `Link to the evidence: ${link}.`]);
    }
  });
});
