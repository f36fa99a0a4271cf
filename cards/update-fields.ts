import { OUTCOMES, type RatingClass } from '../bot/domain/plan.js';
import { periodInWords } from '../bot/domain/period-words.js';
import { MOVE_REASONS } from '../bot/domain/policy.js';
import { NOT_CHOSEN } from '../bot/domain/update-faults.js';
import type { FormView, UpdateField } from '../bot/domain/views.js';
import { cut } from './words.js';

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export interface Field {
  readonly name: UpdateField;
  /** One line of text, a box of several, a day, a ref, an address, one of a list. */
  readonly input: 'line' | 'box' | 'date' | 'ref' | 'link' | 'list';
  readonly label: string;
  readonly required: boolean;
  /** Folded away until it is wanted. */
  readonly more: boolean;
  /** Of a list. */
  readonly choices: readonly Choice[];
}

function field(input: Field['input'], name: UpdateField, label: string, choices: readonly Choice[] = []): Field {
  return { name, input, label, required: false, more: false, choices };
}

const line = (name: UpdateField, label: string): Field => field('line', name, label);
const box = (name: UpdateField, label: string): Field => field('box', name, label);
const date = (name: UpdateField, label: string): Field => field('date', name, label);
const needed = (one: Field): Field => ({ ...one, required: true });

const REMEDY = box('remedy', 'Remedial action: what will bring it back on track?');
const RECOVERY = date('recovery', 'Recovery date: when will it be back on track?');
const NOTE = line('note', 'What has happened since last time?');

const OUTCOME_WORDS = { achieved: 'Achieved', 'not-achieved': 'Not achieved' } as const;

/** What each rating asks for first, in the order of the form: what is required stands first. */
const FIRST: Readonly<Record<RatingClass, readonly Field[]>> = {
  green: [needed(NOTE)],
  amber: [needed(box('cause', 'What is causing the risk?')), needed(RECOVERY), REMEDY],
  red: [
    needed(box('cause', 'What is causing this?')),
    needed(REMEDY),
    needed(RECOVERY),
    line('help', 'Help needed, and from whom'),
  ],
  complete: [
    needed(date('doneOn', 'The day it was done')),
    box('evidence', 'Evidence: what shows that it is done, and where is it kept?'),
    field('link', 'evidenceLink', 'Link to the evidence'),
    date('evidenceDue', 'Or the day the evidence will be shown'),
    field('list', 'outcome', 'Did it achieve what it was for?', [
      { title: 'Not known yet', value: NOT_CHOSEN },
      ...OUTCOMES.map((value) => ({ title: OUTCOME_WORDS[value], value })),
    ]),
  ],
  // A grade that counts as nothing: a line on it, as for green.
  none: [needed(NOTE)],
};

const FORECAST = date('forecast', 'Forecast: when will it be finished?');

/** Why an approved date moves. */
const LATER: readonly Field[] = [
  field('list', 'moveReason', 'If that is after the approved date: why?', [
    { title: 'It is not later', value: NOT_CHOSEN },
    ...MOVE_REASONS.map(({ id, words }) => ({ title: words, value: id })),
  ]),
  line('moveWords', 'Why it moves, in a sentence'),
];

/** As many as a plan takes. */
const BODIES = 40;

/** What else may be said of anything that is still to be done. */
function moreOf(bodies: readonly string[]): readonly Field[] {
  const listed = [{ title: 'None of these', value: NOT_CHOSEN }, ...bodies.slice(0, BODIES).flatMap(bodyChoice)];
  return [
    field('ref', 'sameAs', 'Same as another: its ref, in place of your own words'),
    FORECAST,
    ...LATER,
    line('nextStep', 'Next step'),
    date('nextStepBy', 'Next step: by when?'),
    field('ref', 'waitsOnRef', 'Waits for another: its ref'),
    ...(listed.length === 1 ? [] : [field('list', 'waitsOnBody', 'Or waits for a body or system', listed)]),
    box('evidence', 'Evidence so far: what shows it, and where is it kept?'),
    field('link', 'evidenceLink', 'Link to the evidence'),
  ];
}

/** Longer ones than a plan takes are no names. */
function bodyChoice(value: string): readonly Choice[] {
  const title = cut(value);
  return title === '' || value.length > 2 * title.length ? [] : [{ title, value }];
}

/** The fields of a rating, as they are asked of what is due in this way. */
export function fieldsFor({ rating, milestone, bodies = [] }: FormView): readonly Field[] {
  const more = rating === 'complete' ? [] : moreOf(bodies).map((one) => ({ ...one, more: !inSight(rating, one) }));
  const all = [...FIRST[rating], ...more.filter((one) => !one.more), ...more.filter((one) => one.more)];
  const { due, period } = milestone;
  const fields = movableDate(milestone) === null ? all.filter(({ name }) => !MOVES.includes(name)) : all;
  const others = fields.filter(({ name }) => name !== 'forecast');
  switch (due.kind) {
    case 'awaited':
      // What is wanted of it is a date.
      return rating === 'complete' ? fields : [date('forecast', 'When do you expect it to be done?'), ...others];
    case 'ongoing':
      return others.map((one) => (one.name === 'doneOn' ? { ...one, label: 'The day it ended' } : one));
    case 'recurring': {
      if (period?.begun !== true) return fields;
      const label = `What has happened in ${periodInWords(period)}?`;
      return fields.map((one) => (one.name === 'note' ? { ...one, label } : one));
    }
    case 'day':
    case 'period':
    case 'meeting':
      return fields;
  }
}

/** What is at risk has a date to think about, too. */
function inSight(rating: RatingClass, { name }: Field): boolean {
  return (rating === 'amber' || rating === 'red') && (name === 'forecast' || MOVES.includes(name));
}

const MOVES: readonly UpdateField[] = ['moveReason', 'moveWords'];

/** The approved date that a later one would replace: of what recurs, its end. */
export function movableDate({ due, dueOn }: FormView['milestone']): FormView['milestone']['dueOn'] {
  if (due.kind === 'meeting' && due.next === true) return null;
  return due.kind === 'recurring' ? due.until : dueOn;
}

/** How the summary of errors calls each field. */
export const FIELD_WORDS: Readonly<Record<UpdateField, string>> = {
  note: 'what has happened',
  cause: 'the cause',
  remedy: 'the remedial action',
  help: 'the help needed',
  sameAs: 'what it is the same as',
  recovery: 'the recovery date',
  forecast: 'the forecast',
  moveReason: 'the reason for the later date',
  moveWords: 'why the date moves',
  nextStep: 'the next step',
  nextStepBy: 'the day of the next step',
  waitsOnRef: 'what it waits for',
  waitsOnBody: 'the body or system it waits for',
  doneOn: 'the day it was done',
  evidence: 'the evidence',
  evidenceLink: 'the link to the evidence',
  evidenceDue: 'the day the evidence will be shown',
  outcome: 'the outcome',
};
