import { describe, expect, it } from 'vitest';
import type { Due } from '../../bot/domain/due-kinds.js';
import { milestoneView } from '../../bot/domain/milestone-view.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { FormView } from '../../bot/domain/views.js';
import { updateFormCard } from '../../cards/index.js';
import { aMilestone, d, dueOn } from '../support/builders.js';
import { sign } from './samples.js';
import { ofType } from './shape.js';
import { facts, linesOf, quarterly } from './shown.js';

describe('the form', () => {
  function formOf(due: Due, rating: FormView['rating'], given: Partial<Milestone> = {}, today = '2026-11-23') {
    const milestone = milestoneView(aMilestone({ importedOn: d('2026-07-01'), due, ...given }), 1, facts(today));
    const view: FormView = { milestone, rating, inputs: {}, errors: [], conflict: null, today: d(today) };
    const { card } = updateFormCard(view, sign);
    return { lines: linesOf(card), labels: ofType(card, 'Input.').map(({ label }) => String(label)) };
  }

  it('of a recurring one names the period that it answers', () => {
    const due = quarterly('2027-03-31', 'Every quarter until 31 March 2027');
    const { lines, labels } = formOf(due, 'green');
    expect(lines).toContain(
      'Due Wednesday 30 September 2026 for July to September 2026 (“Every quarter until 31 March 2027” in the plan), 38 working days overdue.',
    );
    expect(lines).toContain('Your answer counts for July to September 2026.');
    expect(labels[0]).toBe('What has happened in July to September 2026? (required)');
    const early = formOf(due, 'green', { settledThrough: d('2026-12-31') });
    expect(early.lines).toContain('January to March 2027 has not begun: it will want an update of its own.');
    expect(early.labels[0]).toBe('What has happened since last time? (required)');
    const all = formOf(due, 'green', { settledThrough: d('2027-03-31') });
    expect(all.lines).toContain('Every period has its update. Your answer counts for January to March 2027 once more.');
  });

  it.each(['green', 'amber', 'red'] as const)('of one without a date asks first when, as %s', (rating) => {
    const { lines, labels } = formOf({ kind: 'awaited', text: 'TBC' }, rating);
    expect(lines).toContain('No date yet. The plan says “TBC”.');
    expect(labels[0]).toBe('When do you expect it to be done?');
    expect(labels.filter((label) => /forecast/i.test(label))).toEqual([]);
  });

  it('of one without an end asks for no forecast, and for the day it ended', () => {
    const due: Due = { kind: 'ongoing', text: 'Ongoing' };
    expect(formOf(due, 'red').labels.join()).not.toContain('Forecast');
    expect(formOf(due, 'red').lines).toContain('No end date: asked once a quarter. The plan says “Ongoing”.');
    expect(formOf(due, 'complete').labels[0]).toBe('The day it ended (required)');
  });

  it('shows every question that the plan leaves open, up to six', () => {
    const queries = Array.from({ length: 7 }, (_, at) => `Question ${String(at + 1)}?`);
    const { lines } = formOf(dueOn('2026-12-18'), 'green', { queries });
    expect(lines.filter((line) => line.startsWith('Please look at this: Question'))).toHaveLength(6);
    expect(lines).toContain('And 1 more to look at.');
  });
});
