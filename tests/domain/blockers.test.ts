import { describe, expect, it } from 'vitest';
import { blockersOf } from '../../bot/domain/blockers.js';
import { checkOn, waitedFor } from '../../bot/domain/check.js';
import type { Milestone } from '../../bot/domain/plan.js';
import { aDelivered, aMilestone, anUpdate, d, dueOn, ENGLAND } from '../support/builders.js';

const TODAY = d('2026-03-02');
const others = (...all: Milestone[]) => new Map(all.map((one) => [one.ref, one]));
const told = (waiting: readonly Milestone[], around = others()) =>
  blockersOf(
    waiting.map((milestone) => ({ milestone, others: around })),
    ENGLAND,
    TODAY,
  ).map(({ blocker, holds }) => `${blocker.kind === 'body' ? blocker.name : blocker.ref}: ${holds.join(', ')}`);

const later = aMilestone({ ref: 'WFD 3.1', due: dueOn('2026-06-30') });
const waits = (ref: string, given: Partial<Milestone> = {}) => aMilestone({ ref, waitsFor: ['WFD 3.1'], ...given });
const saying = (waitsOn: NonNullable<Milestone['update']>['waitsOn']) => ({ update: anUpdate({ waitsOn }) });

describe('what holds several up (H48, H49)', () => {
  it('one that is due later than what waits for it, or late, once with all of them; by the plan or the last update', () => {
    const said = aMilestone({ ref: 'WFD 3.4', ...saying({ kind: 'milestone', ref: 'WFD 3.1' }) });
    expect(told([waits('WFD 3.2'), said], others(later))).toEqual(['WFD 3.1: WFD 3.2, WFD 3.4']);
    const late = { ...later, due: dueOn('2026-02-20') };
    expect(told([waits('WFD 3.2', { due: dueOn('2026-12-31') })], others(late))).toEqual(['WFD 3.1: WFD 3.2']);
  });

  it('not one that is due before, is done, or is not there; nor what is done itself', () => {
    const sooner = { ...later, due: dueOn('2026-03-20') };
    const done = aDelivered({ ref: 'WFD 3.1', due: dueOn('2026-06-30') });
    expect([told([waits('A')], others(sooner)), told([waits('A')], others(done)), told([waits('A')])]).toEqual([
      [],
      [],
      [],
    ]);
    expect(told([aDelivered({ ref: 'A', waitsFor: ['WFD 3.1'] })], others(later))).toEqual([]);
  });

  it('a body outside the plan from two that wait for it on, the one that holds up most first', () => {
    const on = (ref: string, name: string) => aMilestone({ ref, ...saying({ kind: 'body', name }) });
    expect(told([on('A', 'Eclipse'), on('B', 'NHS trust')])).toEqual([]);
    const all = [waits('W'), on('A', 'Eclipse'), on('B', 'Eclipse')];
    expect(told(all, others(later))).toEqual(['Eclipse: A, B', 'WFD 3.1: W']);
  });

  it('the check takes what the last update waits for as it takes what the plan says, each once and never itself', () => {
    const both = waits('A', saying({ kind: 'milestone', ref: 'WFD 3.1' }));
    expect(waitedFor({ ...both, waitsFor: ['WFD 3.1', 'A'] })).toEqual(['WFD 3.1']);
    const said = aMilestone({ ref: 'A', ...saying({ kind: 'milestone', ref: 'WFD 3.1' }) });
    expect(checkOn(said, ENGLAND, TODAY, others(later))).toEqual({
      rating: 'amber',
      because: 'WFD 3.1, which it waits for, is due later, on Tuesday 30 June 2026',
    });
    const short = checkOn(said, ENGLAND, TODAY, others(later), new Set(['WFD 3.1']));
    expect(short).toEqual({ rating: 'amber', because: 'it waits for WFD 3.1' });
  });
});
