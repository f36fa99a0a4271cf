import { expect, it } from 'vitest';
import { doneOf } from '../../cards/approval-done.js';
import { savedCard } from '../../cards/index.js';
import type { SavedView } from '../../bot/domain/views.js';
import { sign, viewOf } from './samples.js';
import { linesOf } from './shown.js';

it('only who can be written to is said to be told of a decision; of the others the decider is asked to', () => {
  const asked = { kind: 'handover', from: 'Ben', to: 'Tendai Chikore' } as const;
  const done = { ref: 'A1', text: 'Words', outcome: { kind: 'accepted', asked } } as const;
  expect(doneOf({ ...done, told: ['Ben'], untold: ['Tendai Chikore'] }).rest).toMatch(
    / Ben is told\. Waymark cannot write to Tendai Chikore in Teams yet: please tell them yourself\.$/u,
  );
  const lapsed = { what: 'to hand it over to Gwen', told: ['Ben'], untold: ['Tendai Chikore'] };
  const saved = savedCard({ ...(viewOf('saved') as SavedView), lapsed }, sign).card;
  expect(linesOf(saved).join('\n')).toContain('Ben is told. Waymark cannot write to Tendai Chikore in Teams yet:');
  expect(doneOf({ ...done, told: ['Ben'], untold: [] }).rest).toMatch(/ Ben is told\.$/u);
});

it('who cannot be written to is not said to be asked again', () => {
  const saved = viewOf('saved') as SavedView;
  const behalf = { officer: 'tendai', name: 'Tendai Chikore', source: 'phone', on: saved.on } as const;
  const lines = (reachable: boolean) =>
    linesOf(savedCard({ ...saved, behalf: { ...behalf, reachable } }, sign).card).join('\n');
  expect(lines(true)).toContain('Tendai Chikore is asked');
  expect(lines(false)).not.toContain('Tendai Chikore is asked');
  expect(lines(false)).toContain('cannot write to Tendai Chikore');
});
