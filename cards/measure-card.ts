import type { MeasureFormView } from '../bot/domain/measure-form.js';
import type { MeasureValueView, MeasureView } from '../bot/domain/measure-views.js';
import { leaderForm, type LeaderWords } from './leader-form.js';
import type { Built, Sign } from './render.js';
import type { NoteModel } from './rows.js';
import { capital, cut, sentence } from './words.js';

const WRONG = { asat: 'the day', value: 'the value', nodata: 'the reason', caveat: 'the note' } as const;

/** A measure with what was said of the period before, and a place for this one. */
export function measureCard(view: MeasureFormView, sign: Sign): Built {
  const { link, planTitle, measure, typed, error, done } = view;
  const name = cut(`${measure.code} ${measure.name}`);
  const words: LeaderWords = {
    title: done ? 'Measure saved' : 'Enter a measure',
    plan: planTitle,
    intro: [{ strong: `${name}. `, rest: '' }, ...linesOf(measure)],
    wrong: error === null ? null : WRONG[error.field],
    sections: [],
    fields: done ? [] : fieldsOf(measure),
    seen: done ? [] : ['It stands in the summaries with your name in the history. It is never a rating.'],
    buttons: done ? [] : [{ title: 'Save measure', verb: 'record-measure', tooltip: `Save ${name}` }],
    link,
    typed: { ...typed },
    error,
  };
  return leaderForm(words, sign);
}

function linesOf(measure: MeasureView): readonly NoteModel[] {
  const { now, before, direction, target, runRate, comparator, polarity, caveat } = measure;
  const how = [
    ...(target === null ? [] : [`target ${target}`]),
    polarity,
    ...(comparator === null ? [] : [comparator]),
  ];
  return [
    ...(now === null ? [{ strong: '', rest: 'It has no value yet.' }] : [valueLine('Last entered', now)]),
    ...(before === null ? [] : [valueLine('Before that', before)]),
    ...(direction === null ? [] : [{ strong: 'Since then: ', rest: sentence(direction) }]),
    ...(runRate === null ? [] : [{ strong: 'So far: ', rest: sentence(runRate) }]),
    { strong: '', rest: sentence(capital(cut(how.join('; ')))) },
    ...(caveat === null ? [] : [{ strong: 'To know: ', rest: sentence(cut(caveat)) }]),
  ];
}

function valueLine(label: string, { called, words, caveat, small }: MeasureValueView): NoteModel {
  const flag = small ? ' A small number: the public does not read it.' : '';
  const note = caveat === null ? '' : ` ${sentence(cut(caveat))}`;
  return { strong: `${label}, ${cut(called)}: `, rest: `${sentence(cut(words))}${note}${flag}` };
}

function fieldsOf({ unit }: MeasureView): LeaderWords['fields'] {
  const of = unit === '' ? 'a number' : `in ${cut(unit)}`;
  return [
    {
      name: 'asat',
      input: 'box',
      placeholder: 'Such as 30 September 2026',
      label: 'The last day that it covers (required)',
    },
    { name: 'value', input: 'box', placeholder: 'A number', label: `The value, ${of}, or “113 of 190”` },
    { name: 'nodata', input: 'box', label: 'Where there is no data: because' },
    { name: 'caveat', input: 'box', label: 'What one has to know of it' },
  ];
}
