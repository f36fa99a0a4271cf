import type { RatingClass } from '../bot/domain/plan.js';
import { periodInWords } from '../bot/domain/period-words.js';
import type { MilestoneView, UpdateField } from '../bot/domain/views.js';

export interface Field {
  readonly name: UpdateField;
  /** One line of text, a box of several, or a day. */
  readonly input: 'line' | 'box' | 'date';
  readonly label: string;
  readonly required: boolean;
}

const line = (name: UpdateField, label: string, required = false): Field => ({ name, input: 'line', label, required });
const box = (name: UpdateField, label: string, required = false): Field => ({ name, input: 'box', label, required });
const date = (name: UpdateField, label: string, required = false): Field => ({ name, input: 'date', label, required });

/** What each rating asks for, in the order of the form: what is required stands first. */
const FIELDS: Readonly<Record<RatingClass, readonly Field[]>> = {
  green: [
    line('note', 'What has happened since last time?', true),
    line('nextStep', 'Next step'),
    date('nextStepBy', 'Next step: by when?'),
  ],
  amber: [
    box('cause', 'What is causing the risk?', true),
    date('recovery', 'Recovery date: when will it be back on track?', true),
    box('remedy', 'Remedial action: what will bring it back on track?'),
    date('forecast', 'Forecast: when will it be finished?'),
  ],
  red: [
    box('cause', 'What is causing this?', true),
    box('remedy', 'Remedial action: what will bring it back on track?', true),
    date('recovery', 'Recovery date: when will it be back on track?', true),
    line('help', 'Help needed, and from whom'),
    date('forecast', 'Forecast: when will it be finished?'),
  ],
  complete: [
    date('doneOn', 'The day it was done', true),
    box('evidence', 'Evidence: what shows that it is done, and where is it kept?'),
    date('evidenceDue', 'Or the day the evidence will be shown'),
  ],
  // A grade that counts as nothing: a line on it, as for green, and a forecast that its dates are checked against.
  none: [
    line('note', 'What has happened since last time?', true),
    line('nextStep', 'Next step'),
    date('nextStepBy', 'Next step: by when?'),
    date('forecast', 'Forecast: when will it be finished?'),
  ],
};

/** The fields of a rating, as they are asked of what is due in this way. */
export function fieldsFor(rating: RatingClass, { due, period }: MilestoneView): readonly Field[] {
  const fields = FIELDS[rating];
  const others = fields.filter(({ name }) => name !== 'forecast');
  switch (due.kind) {
    case 'awaited':
      // What is wanted of it is a date.
      return rating === 'complete' ? fields : [date('forecast', 'When do you expect it to be done?'), ...others];
    case 'ongoing':
      return others.map((field) => (field.name === 'doneOn' ? { ...field, label: 'The day it ended' } : field));
    case 'recurring': {
      if (period?.begun !== true) return fields;
      const label = `What has happened in ${periodInWords(period)}?`;
      return fields.map((field) => (field.name === 'note' ? { ...field, label } : field));
    }
    case 'day':
    case 'period':
    case 'meeting':
      return fields;
  }
}

/** How the summary of errors calls each field. */
export const FIELD_WORDS: Readonly<Record<UpdateField, string>> = {
  note: 'what has happened',
  cause: 'the cause',
  remedy: 'the remedial action',
  help: 'the help needed',
  recovery: 'the recovery date',
  forecast: 'the forecast',
  nextStep: 'the next step',
  nextStepBy: 'the day of the next step',
  doneOn: 'the day it was done',
  evidence: 'the evidence',
  evidenceDue: 'the day the evidence will be shown',
};
