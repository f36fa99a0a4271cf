import type { FromSource } from '../domain/on-behalf.js';
import type { Actor, State } from '../domain/plan.js';
import type { OnBehalf } from '../domain/said.js';
import type { UpdateInputs } from '../domain/views.js';
import type { Ports } from './ports.js';

/** An answer as it was sent, from a card or the command line. */
export interface Submission {
  readonly plan: string;
  readonly ref: string;
  /** Who acts: an officer from the verified activity, or the operator at the command line. */
  readonly by: Actor;
  /** The revision the card was made of; null from the command line, which takes the present one. */
  readonly rev: number | null;
  /** The `id` of an entry of the plan's key. */
  readonly rating: string;
  readonly inputs: UpdateInputs;
  /** Set apart from the rating by an operator only. */
  readonly state?: State;
  /** Who entered it, when that is not the one who says it. */
  readonly enteredBy?: Actor;
  /** Where it came from, when somebody enters it for `by`: with it they are named beside it (RULES 5). */
  readonly onBehalf?: FromSource & {
    /** Whether who enters it is an admin, as read in this turn. */
    readonly admin: boolean;
  };
}

/** Who entered it and where it came from, as it is kept; null where they said it themselves. */
export function behalfOf({ enteredBy = { kind: 'operator' }, onBehalf }: Submission): OnBehalf | null {
  if (onBehalf === undefined) return null;
  const { source, on } = onBehalf;
  return { enteredBy, source, on };
}

/** For the history. */
export function whyOf({ enteredBy }: Submission): string {
  if (enteredBy === undefined) return 'update';
  return `update, entered by ${enteredBy.kind === 'officer' ? enteredBy.id : enteredBy.kind}`;
}

/** The same words by the same person about the same thing, whatever the order of the fields. */
export function hashOf({ hash }: Pick<Ports, 'hash'>, submission: Submission): string {
  const { plan, ref, rating, inputs, state } = submission;
  const fields = Object.entries(inputs)
    .map(([field, text]) => [field, text.trim()] as const)
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const said = [plan, ref, rating, state ?? null, fields];
  const behalf = behalfOf(submission);
  return hash(JSON.stringify(behalf === null ? said : [...said, behalf]));
}
