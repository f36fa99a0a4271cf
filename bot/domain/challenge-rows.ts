/** Questions of leaders on the cards of who answers them, who is told of them, and who lets an answer be told. */
import { askedOn, askerOf } from './challenge-views.js';
import type { CivilDate } from './dates.js';
import { saidBy, type DueFacts } from './due-view.js';
import type { SaidBy } from './milestone-views.js';
import type { Challenge } from './plan.js';

export interface AskedByLeader extends SaidBy {
  readonly text: string;
  /** Null while there is none, and to who asked while it may not be told. */
  readonly answer: (SaidBy & { readonly text: string; readonly waitsUntil: CivilDate }) | null;
}

/** One question, as somebody reads it who answers it, releases its answer, or is told of it. */
export function askedByLeader(challenge: Challenge, facts: Pick<DueFacts, 'nameOf' | 'reader'>): AskedByLeader {
  const { by, from, text, answer } = challenge;
  const asker =
    from.kind === 'meeting' ? { by: askerOf({ by, from }, facts.nameOf), byReader: false } : saidBy(by, facts);
  const said =
    answer === null
      ? null
      : { ...saidBy(answer.by, facts), on: answer.on, text: answer.text, waitsUntil: answer.waitsUntil };
  return { ...asker, on: askedOn(challenge), text, answer: said };
}
