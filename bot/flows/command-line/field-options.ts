import type { FormError, UpdateField, UpdateInputs } from '../../domain/views.js';

/** The options of `update` by the fields they fill. */
const FIELD_OPTIONS: Readonly<Record<UpdateField, string>> = {
  note: 'note',
  cause: 'cause',
  remedy: 'remedy',
  help: 'help-needed',
  recovery: 'recovery',
  forecast: 'forecast',
  nextStep: 'next-step',
  nextStepBy: 'by-when',
  doneOn: 'done-on',
  evidence: 'evidence',
  evidenceDue: 'evidence-due',
};

export function readInputs(options: Readonly<Record<string, string | undefined>>): UpdateInputs {
  const inputs: UpdateInputs = {};
  for (const [field, option] of Object.entries(FIELD_OPTIONS) as [UpdateField, string][]) {
    const text = options[option];
    if (text !== undefined) inputs[field] = text;
  }
  return inputs;
}

/** What is wrong with an answer, by the options it was given with: a form says "below it", a line cannot. */
export function faultsInWords(errors: readonly FormError[]): string {
  const said = ({ message }: FormError): string =>
    message.replace('or below it the day', `or with --${FIELD_OPTIONS.evidenceDue} the day`);
  return errors.map((error) => `--${FIELD_OPTIONS[error.field]}: ${said(error)}`).join(' ');
}
