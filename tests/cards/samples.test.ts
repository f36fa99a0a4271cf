import { expect, test } from 'vitest';
import type { DigestView, FormView } from '../../bot/domain/views.js';
import { codeOf, verbOf } from '../../bot/teams/verbs.js';
import { digestCard, LARGEST, sizeOf, updateFormCard } from '../../cards/index.js';
import { builtSamples, sign, viewOf } from './samples.js';
import { faultsOf, ofType, wordsOf } from './shape.js';

const samples = builtSamples();

test.for(samples)('$name: Teams can show it', ({ built }) => {
  expect(faultsOf(built.card).join('; ')).toBe('');
  expect(JSON.stringify(built.card)).not.toContain('${');
  expect(sizeOf(built.card)).toBeLessThanOrEqual(LARGEST);
  expect(built.summary).not.toBe('');
  expect(built.card).not.toHaveProperty('refresh');
});

test.for(samples)('$name: only words that people know', ({ built }) => {
  const words = wordsOf(built.card).join('\n');
  expect(words).not.toMatch(
    /!|please be advised|\b(RAG|items?|tasks?|sweep|digest|stage|snapshot|ladder|the check)\b/i,
  );
  expect(words).not.toMatch(/\b(submit|ok|click here|undefined|null|NaN)\b/i);
  expect(words).not.toMatch(/(?<!\d)1 (working days|actions|milestones)\b/);
  expect(words).not.toMatch(/\brollup\b/i);
});

test.for(samples)('$name: no colour without its word, and coloured words only in errors', ({ built }) => {
  for (const run of ofType(built.card, 'TextRun')) {
    if (run.color === undefined || run.color === 'default') continue;
    expect(['◆', '▲', '●', '✓', 'Not saved yet.']).toContain(run.text);
  }
  for (const block of ofType(built.card, 'TextBlock')) if (block.color) expect(block.text).toMatch(/^Error: /);
});

test('every button carries a token, and beside it only the rating, its row, or which texts were seen', () => {
  for (const { built } of samples)
    for (const { data } of ofType(built.card, 'Action.Execute')) {
      expect((data as { token: string }).token).toMatch(/^k1\.\S{100,157}$/);
      expect(Object.keys(data as object).filter((key) => !['token', 'rating', 'row', 'seen'].includes(key))).toEqual(
        [],
      );
    }
});

test('buttons use the verbs that are answered', () => {
  const used = samples.flatMap(({ built }) => ofType(built.card, 'Action.Execute').map(({ verb }) => String(verb)));
  expect(used.length).toBeGreaterThan(50);
  for (const verb of used) expect(verbOf(verb, codeOf(verb))).toBe(verb);
});

test('the digest says what is owed, worst first, and adds up', () => {
  const view = viewOf('digest') as DigestView;
  const { card, summary } = digestCard(view, sign);
  expect(summary).toBe('3 overdue, 2 due this week');
  const words = wordsOf(card);
  expect(words).toContain('11 actions to update');
  expect(words.filter((text) => /^\d+ (overdue|due|were)/.test(text))).toEqual([
    '3 overdue, 2 due this week',
    '3 overdue',
    '2 due this week',
    '1 due in December',
    '5 were ●\u00a0Green at the last update',
  ]);
  expect(words).toContain('Show 3 more');
});

test('each tick on the digest carries its own milestone, and is back when it was made before', () => {
  const view = viewOf('digest') as DigestView;
  const ticks = ofType(digestCard({ ...view, ticked: ['cs|PMQA 1.5'] }, sign).card, 'Input.Toggle');
  const links = view.yours.filter(({ tickable }) => tickable).map(({ link }) => link);
  expect(ticks.map(({ id, valueOn }) => [id, valueOn])).toEqual(
    links.map((link, at) => [`in_track_${String(at)}`, sign('still-on-track', link)]),
  );
  expect(ticks.map(({ value, valueOn }) => value === valueOn)).toEqual([false, true, false, false, false]);
  expect(ticks.map(({ valueOff }) => valueOff)).toEqual(['', '', '', '', '']);
});

test('a form with an error keeps every word, marks the field and says what to give', () => {
  const view = viewOf('update-amber') as FormView;
  const { card } = updateFormCard(view, sign);
  const inputs = ofType(card, 'Input.');
  expect(Object.fromEntries(inputs.map(({ id, value }) => [id, value]))).toMatchObject({
    in_cause: view.inputs.cause,
    in_remedy: view.inputs.remedy,
    in_recovery: '2026-11-13',
    in_forecast: '2026-12-18',
    in_moveReason: 'partner',
    in_moveWords: view.inputs.moveWords,
  });
  expect(inputs.filter(({ label }) => String(label).includes('(needs another look)')).map(({ id }) => id)).toEqual([
    'in_recovery',
  ]);
  const words = wordsOf(card).join('\n');
  expect(words).toContain('One answer needs another look: the recovery date. Everything you typed is still here.');
  expect(words).toContain('Error: Friday 13 November 2026 has passed. Give Monday 23 November 2026 or a later date.');
});

test.for(['green', 'amber', 'red', 'complete'])('the %s form says who will see the answer', (rating) => {
  const { card } = updateFormCard({ ...(viewOf('update-green') as FormView), rating: rating as 'red' }, sign);
  expect(wordsOf(card)).toContain('Leadership reads your words. Please leave out children’s names and case numbers.');
});
