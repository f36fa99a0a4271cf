/** What was typed into the forms that say something else of a milestone than an update, read or refused field by field. */
import type { ChangeError, ChangeField, ChangeInputs } from './change-views.js';
import { nearestRefs, plainRef, sameRef } from './refs.js';
import { parseCivilDate, type CivilDate } from './dates.js';
import { didYouMean } from './nearest.js';
import { asTyped, asTypedOnOneLine } from './plain-text.js';
import { CLOSED_STATES, type Ref, type State } from './plan.js';
import { wrongReason, type Refusal } from './reasons.js';

export interface Wrong {
  /** Never empty. */
  readonly errors: readonly ChangeError[];
}

/** Until when it is left alone, and why. Whether that day may be is for `withDeferral` to say. */
export function readDeferral(inputs: ChangeInputs): { readonly until: CivilDate; readonly reason: string } | Wrong {
  const { until: typed = '', reason = '' } = inputs;
  const until = parseCivilDate(typed.trim());
  const day =
    until === undefined
      ? [
          {
            field: 'until' as const,
            message: typed.trim() === '' ? 'Give the day.' : `“${typed.trim()}” is no date. Choose the day.`,
          },
        ]
      : [];
  const errors = [...day, ...reasonErrors(reason, 'Leaving it')];
  return until === undefined || errors.length > 0 ? { errors } : { until, reason };
}

/** How it would end, what takes its place, and why; into which plan it is carried over stands in the reason. */
export function readEnd(
  inputs: ChangeInputs,
  known: readonly Ref[],
): { readonly state: State; readonly replacedBy: readonly Ref[]; readonly reason: string } | Wrong {
  const { state: chosen = '', refs: named = '', reason = '' } = inputs;
  const state = CLOSED_STATES.find((one) => one === chosen);
  const plan = asTypedOnOneLine(inputs.plan ?? '');
  const refs = refsIn(named, known);
  const errors: ChangeError[] = [
    ...(state === undefined ? [{ field: 'state', message: 'Choose how it ends.' } as const] : []),
    ...('message' in refs ? [{ field: 'refs', message: refs.message } as const] : []),
    ...planErrors(state, plan),
    ...reasonErrors(reason, 'Closing it'),
  ];
  if (state === undefined || 'message' in refs || errors.length > 0) return { errors };
  return { state, replacedBy: refs, reason: state === 'carried-over' ? intoPlan(plan, reason) : reason };
}

function planErrors(state: State | undefined, plan: string): readonly ChangeError[] {
  if (state === undefined) return [];
  if (state === 'carried-over' && plan === '') return [{ field: 'plan', message: 'Say into which plan.' }];
  if (state === 'carried-over' || plan === '') return [];
  return [{ field: 'plan', message: 'Only what is carried over goes into another plan. Leave this empty.' }];
}

function reasonErrors(reason: string, what: string): readonly ChangeError[] {
  const wrong = wrongReason(reason, what);
  return wrong === null ? [] : [{ field: 'reason', message: wrong.message }];
}

const INTO = 'It goes on in: ';

function intoPlan(plan: string, reason: string): string {
  return `${INTO}${plan}.\n${asTyped(reason)}`;
}

/** The plan and the words of a reason that was read so before, to stand in the form again. */
export function asEndInputs(state: State, replacedBy: readonly Ref[], reason: string): ChangeInputs {
  const [first = '', ...rest] = reason.split('\n');
  const into = first.startsWith(INTO) ? { plan: first.slice(INTO.length, -1), reason: rest.join('\n') } : { reason };
  return { state, refs: replacedBy.join(', '), ...into };
}

/** The refs that a text names, as the plan prints them; or which of them it does not have. */
function refsIn(text: string, known: readonly Ref[]): readonly Ref[] | { readonly message: string } {
  const whole = asTypedOnOneLine(text);
  if (whole === '') return [];
  const exact = known.find((ref) => sameRef(ref, whole));
  if (exact !== undefined) return [exact];
  const named = text.split(/[;,\n]|\s+and\s+/i).map((one) => asTypedOnOneLine(one));
  const found = named.filter((one) => one !== '').map((one) => ({ one, ref: known.find((ref) => sameRef(ref, one)) }));
  const missing = found.filter(({ ref }) => ref === undefined).map(({ one }) => one);
  const [first] = missing;
  if (first === undefined) return [...new Set(found.flatMap(({ ref }) => ref ?? []))];
  const near = didYouMean(nearestRefs(plainRef(first), known));
  return { message: `There is no “${first}” in this plan.${near}` };
}

/** Beside which field a refusal of what was sent stands; null for what is wrong with all of it. */
export function fieldOf({ code }: Refusal, form: 'defer' | 'end' | 'handover' | 'answer'): ChangeField | null {
  if (code === 'too-long' || code === 'no-text') return form === 'answer' ? 'answer' : 'reason';
  return FIELD_OF[code] ?? null;
}

const FIELD_OF: Readonly<Record<string, ChangeField>> = {
  'date-passed': 'until',
  'too-far-ahead': 'until',
  'no-reason': 'reason',
  state: 'state',
  'replaced-by': 'refs',
  'no-such-officer': 'to',
  'leads-already': 'to',
  oneself: 'to',
  'is-a-group': 'to',
  'has-left': 'to',
  external: 'to',
  from: 'from',
  'not-a-lead': 'from',
  'which-lead': 'from',
};
