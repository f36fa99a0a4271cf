import { didYouMean, nearestNames } from '../../domain/nearest.js';
import { FORECAST_ONLY } from '../../domain/policy.js';
import { meantByBody, type Neighbours } from '../../domain/same-as.js';
import type { FormError, UpdateField, UpdateInputs } from '../../domain/views.js';

/** The options of `update` by the fields they fill. */
const FIELD_OPTIONS: Readonly<Record<UpdateField, string>> = {
  note: 'note',
  cause: 'cause',
  remedy: 'remedy',
  help: 'help-needed',
  sameAs: 'same-as',
  recovery: 'recovery',
  forecast: 'forecast',
  moveReason: 'move-reason',
  moveWords: 'move-words',
  nextStep: 'next-step',
  nextStepBy: 'by-when',
  // One option for both: a body of the plan's list is told from a ref when the plan is read.
  waitsOnRef: 'waits-on',
  waitsOnBody: 'waits-on',
  doneOn: 'done-on',
  evidence: 'evidence',
  evidenceLink: 'evidence-link',
  evidenceDue: 'evidence-due',
  outcome: 'outcome',
};

export function readInputs(options: Readonly<Record<string, string | undefined>>): UpdateInputs {
  const inputs: UpdateInputs = {};
  for (const [field, option] of Object.entries(FIELD_OPTIONS) as [UpdateField, string][]) {
    const text = options[option];
    if (text !== undefined && field !== 'waitsOnBody') inputs[field] = text;
  }
  return inputs;
}

/**
 * The same as a form would have them: what is waited for is a body where the plan's list has it, and a later forecast
 * without a reason stays a forecast, as it was before there were reasons.
 */
export function asOnForm(inputs: UpdateInputs, plan: Neighbours): UpdateInputs {
  const { waitsOnRef, forecast, moveReason, moveWords, ...others } = inputs;
  const isBody = waitsOnRef !== undefined && 'meant' in meantByBody(waitsOnRef, plan);
  const only = forecast !== undefined && moveReason === undefined && moveWords === undefined;
  return {
    ...others,
    ...(forecast !== undefined && { forecast }),
    ...(moveReason !== undefined && { moveReason }),
    ...(moveWords !== undefined && { moveWords }),
    ...(only && { moveReason: FORECAST_ONLY }),
    ...(waitsOnRef !== undefined && (isBody ? { waitsOnBody: waitsOnRef } : { waitsOnRef })),
  };
}

/** One option is for a ref or a body: what is neither is told as both, with the nearest of each. */
function neitherOf(message: string, bodies: readonly string[]): string {
  const [, typed = '', near = ''] = /^There is no “(.*)” in this plan\.(.*)$/s.exec(message) ?? [];
  if (typed === '') return message;
  const none = `There is no milestone “${typed}” in this plan, and no body or system of that name.`;
  const body = nearestNames(typed, bodies);
  const list = body.length > 0 ? didYouMean(body) : ` Its bodies and systems: ${bodies.join('; ')}.`;
  return `${none}${near}${bodies.length === 0 ? ' It has no list of bodies and systems.' : list}`;
}

/** What is wrong with an answer, by the options it was given with: a form says "below it", a line cannot. */
export function faultsInWords(errors: readonly FormError[], bodies: readonly string[]): string {
  const said = ({ field, message }: FormError): string =>
    field === 'waitsOnRef'
      ? neitherOf(message, bodies)
      : message.replace('or below it the day', `or with --${FIELD_OPTIONS.evidenceDue} the day`);
  return errors.map((error) => `--${FIELD_OPTIONS[error.field]}: ${said(error)}`).join(' ');
}
