import type { Ref } from '../domain/plan.js';
import type { Image } from '../flows/ports.js';
import { key, padded } from './keys.js';

/** Whatever has a history of its own: the plan, an area, an objective, a milestone, a measure; a board, the closure days, the windows. */
export type Subject = readonly [string, ...string[]];

export function milestoneSubject(ref: Ref): Subject {
  return ['m', ref];
}

export function subjectOf(image: Image): Subject {
  switch (image.kind) {
    case 'plan':
      return ['plan'];
    case 'area':
      return ['area', image.area.code];
    case 'objective':
      return ['obj', image.objective.code];
    case 'milestone':
      return milestoneSubject(image.milestone.ref);
    case 'measure':
      // After `plan`, where whoever reads the outline finds it.
      return ['pm', image.measure.code];
  }
}

/** The row of the present state. */
export function stateKey(subject: Subject): string {
  return key(...subject);
}

/** The history row of a revision. */
export function historyKey(subject: Subject, rev: number): string {
  return key('h', ...subject, padded(rev));
}

/** The row of the change feed. The revision tells apart two changes of a subject that count from the same instant. */
export function feedKey(at: string, subject: Subject, rev: number): string {
  return key('c', at, ...subject, padded(rev));
}
