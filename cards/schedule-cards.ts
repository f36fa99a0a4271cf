/** Cards about schedules: the list, one of them, and the form. */
import { plainLine, type DeskButton, type DeskField, type DeskLine, type DeskRow } from '../bot/domain/desk-views.js';
import type {
  ScheduleAsk,
  ScheduleFormView,
  ScheduleShownView,
  SchedulesView,
  ScheduleView,
} from '../bot/domain/schedule-views.js';
import { NOWHERE, type Built, type Sign } from './render.js';
import { deskCard } from './desk-card.js';
import { capital, sentence } from './words.js';

const NONE = { fields: [], typed: {}, error: null } as const;

/** "schedules": each in words, with the way to the rest. */
export function schedulesCard({ schedules, spoilt, done }: SchedulesView, sign: Sign): Built {
  const none =
    schedules.length + spoilt.length === 0 ? [plainLine('Nothing is scheduled, so nobody is reminded by itself.')] : [];
  const add = { title: 'New schedule', verb: 'new-schedule', tooltip: 'Make a new schedule', link: NOWHERE };
  const view = {
    title: 'Schedules',
    intro: [...doneLine(done), ...none],
    sections: [],
    rows: [...schedules.map(rowOf), ...spoilt.map(spoiltRow)],
    buttons: [add],
    ...NONE,
  };
  return deskCard(view, sign);
}

function rowOf(one: ScheduleView): DeskRow {
  const [next] = one.next;
  const coming = one.paused ?? (next === undefined ? 'no run is in sight' : `next ${next}`);
  return {
    strong: `${one.what}:`,
    rest: sentence(one.when),
    small: [capital(coming), one.id],
    trouble: one.trouble === null ? null : sentence(`It ${one.trouble}`),
    button: { title: 'Open', verb: 'open-schedule', tooltip: `Open ${one.id}`, link: at(one.id) },
  };
}

function spoiltRow(id: string): DeskRow {
  return {
    ...{ strong: `${id}:`, rest: 'cannot be read and does not run.', small: [], trouble: null },
    button: { title: 'Remove', verb: 'remove-schedule-now', tooltip: `Remove ${id}`, link: at(id) },
  };
}

/** One schedule: when it runs, who did what to it, and what can be done with it. */
export function scheduleCard(view: ScheduleShownView, sign: Sign): Built {
  const { id, what, when, next, paused, trouble, history, ask } = view;
  const state = paused === null ? [] : [{ strong: 'It is', rest: sentence(paused) }];
  const wrong = trouble === null ? [] : [{ strong: 'To look at:', rest: sentence(`it ${trouble}`) }];
  const card = {
    title: id,
    intro: [...doneLine(view.done), { strong: `${what}:`, rest: sentence(when) }, ...state, ...wrong, ...askLines(ask)],
    sections: [
      { heading: 'The next runs', lines: comingLines(next) },
      { heading: 'Who did what', lines: history.map(plainLine) },
    ].filter(({ lines }) => lines.length > 0),
    rows: [],
    fields: ask === null && paused === null ? [UNTIL] : [],
    typed: { until: view.until },
    error: view.error,
    buttons: ask === null ? actsOf(view) : askButtons(id, ask),
  };
  return deskCard(card, sign);
}

const UNTIL: DeskField = {
  name: 'until',
  input: 'line',
  label: 'To pause it: until when',
  placeholder: 'Such as 4 January; empty for until somebody resumes it',
};

function actsOf({ id, paused, stopped }: ScheduleShownView): readonly DeskButton[] {
  const button = (title: string, verb: string): DeskButton => ({
    title,
    verb,
    tooltip: `${title}: ${id}`,
    link: at(id),
  });
  return [
    button('Run now', 'run-schedule'),
    button('Change', 'edit-schedule'),
    paused === null ? button('Pause', 'pause-schedule') : button('Resume', 'resume-schedule'),
    ...(stopped ? [button('Begin again from now', 'resume-schedule')] : []),
    button('Remove', 'remove-schedule'),
    { title: 'All schedules', verb: 'open-schedules', tooltip: 'Show all schedules', link: NOWHERE },
  ];
}

function askLines(ask: ScheduleAsk | null): readonly DeskLine[] {
  if (ask === null) return [];
  if (ask.kind === 'remove')
    return [{ strong: 'Remove it?', rest: 'It does not run any more. What it did stays on record.' }];
  const { words } = ask.reach;
  if (ask.again) return [{ strong: `It ${words} at once.`, rest: 'That is a great many. Is it meant?' }];
  return [{ strong: 'Run it now?', rest: sentence(`It ${words}`) }];
}

function askButtons(id: string, ask: ScheduleAsk): readonly DeskButton[] {
  const back = { title: 'Back', verb: 'open-schedule', tooltip: `Back to ${id}`, link: at(id) };
  if (ask.kind === 'remove') {
    return [{ title: 'Remove it', verb: 'remove-schedule-now', tooltip: `Remove ${id}`, link: at(id) }, back];
  }
  const { count } = ask.reach;
  const title = ask.again ? `Yes, all ${String(count)}` : 'Run it now';
  const verb = ask.again ? 'confirm-run' : 'run-schedule-now';
  return [{ title, verb, tooltip: `${title}: ${id}`, link: { ...at(id), rev: count } }, back];
}

const KINDS = [
  { title: 'Remind people of what is due', value: 'sweep' },
  { title: 'Post summaries in channels', value: 'rollup' },
  { title: 'Set a reporting window for each meeting of a board', value: 'window' },
] as const;

/** What, which plans, when; and before anything is saved, what it would do. */
export function scheduleFormCard({ changes, typed, plans, error, ahead }: ScheduleFormView, sign: Sign): Built {
  const what: DeskField = { name: 'kind', input: 'one', label: 'What (required)', choices: KINDS };
  const id: DeskField = {
    name: 'id',
    input: 'line',
    label: 'A short name for it (required)',
    placeholder: 'Such as mornings: a-z, 0-9 and hyphens',
  };
  const which: DeskField = {
    name: 'plans',
    input: 'several',
    label: 'Of which plans: none ticked is every plan',
    choices: plans,
  };
  const when: DeskField = {
    name: 'when',
    input: 'line',
    label: 'When (required)',
    placeholder: 'Such as weekdays at 08:30',
    hint: 'Or: first working day of the month at 09:00. Or: 20, 15 and 10 working days before papers of Performance Board at 09:00.',
  };
  const view = {
    title: changes === null ? 'New schedule' : `Change ${changes}`,
    intro: [],
    sections: ahead === null ? [] : [{ heading: 'This is what it would do', lines: aheadLines(ahead) }],
    rows: [],
    fields: [what, ...(plans.length === 0 ? [] : [which]), when, ...(changes === null ? [id] : [])],
    typed,
    error,
    buttons: formButtons(changes, ahead),
  };
  return deskCard(view, sign);
}

function aheadLines({ what, when, next, reach, confirm }: NonNullable<ScheduleFormView['ahead']>): readonly DeskLine[] {
  const many = confirm
    ? [{ strong: 'That is a great many.', rest: `Saving it says that ${String(reach.count)} are meant.` }]
    : [];
  return [
    { strong: `${what}:`, rest: sentence(when) },
    ...comingLines(next),
    plainLine(sentence(`If it ran now, it ${reach.words}`)),
    ...many,
  ];
}

function comingLines(next: readonly string[]): readonly DeskLine[] {
  if (next.length === 0) return [plainLine('No run is in sight: the calendar has no meeting to come.')];
  const names = ['First:', 'Then:', 'And then:'];
  return next.map((one, index) => ({ strong: names[index] ?? '', rest: sentence(one) }));
}

function formButtons(changes: string | null, ahead: ScheduleFormView['ahead']): readonly DeskButton[] {
  const link = at(changes ?? '');
  const show = { title: 'Show what it would do', verb: 'try-schedule', tooltip: 'Show when it would run', link };
  const back = { title: 'All schedules', verb: 'open-schedules', tooltip: 'Show all schedules', link: NOWHERE };
  if (ahead === null) return [show, back];
  const title = ahead.confirm ? `Save, for ${String(ahead.reach.count)}` : 'Save schedule';
  const verb = ahead.confirm ? 'confirm-schedule' : 'save-schedule';
  return [{ title, verb, tooltip: title, link: { ...link, rev: ahead.mark } }, show, back];
}

function doneLine(done: string | null): readonly DeskLine[] {
  return done === null ? [] : [{ strong: 'Done.', rest: sentence(done) }];
}

function at(id: string) {
  return { ...NOWHERE, ref: id };
}
