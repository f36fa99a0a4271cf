/** Schedules by card: listed, made, changed, paused, run and removed. */
import { noticeCard, scheduleCard, scheduleFormCard, schedulesCard, type Built } from '../../../cards/index.js';
import type { ScheduleForm } from '../../domain/schedule-views.js';
import type { Refusal } from '../../domain/reasons.js';
import type { Actor } from '../../domain/plan.js';
import { readTypedDate } from '../../domain/typed-date.js';
import { inWords } from '../../domain/dates.js';
import { pauseSchedule, removeSchedule, resumeSchedule } from '../../flows/change-schedule.js';
import { runByCard } from '../../flows/run-schedule.js';
import { saveByForm, scheduleForm, tryForm } from '../../flows/schedule-form.js';
import { scheduleShown, schedulesShown } from '../../flows/schedule-shown.js';
import { todayOf } from '../../flows/today.js';
import type { CardDesk, Handler, Press } from '../press.js';
import { refused } from '../press.js';
import type { Asker } from '../whom.js';
import { askerOf, onlyAdmins } from './index.js';
import type { Saying } from './sayings.js';

/** For admins alone, at the moment of the press. */
function forAdmins(act: string, handler: (desk: CardDesk, press: Press) => Promise<Built>): Handler {
  return async (desk, press) =>
    (await onlyAdmins(askerOf(desk.ports, press), 'schedules', act)) ?? handler(desk, press);
}

async function list({ ports, sign }: Pick<Asker, 'ports' | 'sign'>, done: string | null = null): Promise<Built> {
  return schedulesCard(await schedulesShown(ports, done), sign);
}

type More = NonNullable<Parameters<typeof scheduleShown>[2]>;

async function one({ ports }: CardDesk, { claim, sign }: Press, more: More = {}): Promise<Built> {
  const view = await scheduleShown(ports, claim.ref, more);
  return view === null ? list({ ports, sign }, `“${claim.ref}” is not there any more`) : scheduleCard(view, sign);
}

const by = ({ reader }: Press): Actor => ({ kind: 'officer', id: reader });

function typedIn({ action, claim }: Press): ScheduleForm {
  const { id = '', kind = '', plans = '', when = '' } = action.fields;
  return { id: claim.ref === '' ? id.trim() : claim.ref, kind, plans, when };
}

const isNew = ({ claim }: Press): boolean => claim.ref === '';

async function openForm(desk: CardDesk, press: Press): Promise<Built> {
  const view = await scheduleForm(desk.ports, isNew(press) ? null : press.claim.ref);
  return view === null ? one(desk, press) : scheduleFormCard(view, press.sign);
}

async function tryIt({ ports }: CardDesk, press: Press): Promise<Built> {
  return scheduleFormCard(await tryForm(ports, isNew(press), typedIn(press)), press.sign);
}

async function save(desk: CardDesk, press: Press): Promise<Built> {
  const order = { isNew: isNew(press), typed: typedIn(press), mark: press.claim.rev, by: by(press) };
  const saved = await saveByForm(desk.ports, order, press.verb === 'confirm-schedule');
  if (saved.kind === 'form') return scheduleFormCard(saved.view, press.sign);
  return one(desk, { ...press, claim: { ...press.claim, ref: saved.id } }, { done: 'It is saved' });
}

async function pause(desk: CardDesk, press: Press): Promise<Built> {
  const { ports } = desk;
  const until = (press.action.fields.until ?? '').trim();
  const today = todayOf(ports);
  const read = until === '' ? null : readTypedDate(until, { today, calendar: ports.calendar });
  const wrong = (message: string) => one(desk, press, { until, error: { field: 'until', message } });
  if (read !== null && read.date === null) return wrong(read.message);
  const day = read?.date ?? null;
  if (day !== null && day <= today) return wrong(`${inWords(day)} is no day to come. Give a later one.`);
  const done = await pauseSchedule(ports, press.claim.ref, day, by(press));
  return done.kind === 'done' ? one(desk, press, { done: 'It is paused' }) : notDone(press, done.refusal);
}

async function resume(desk: CardDesk, press: Press): Promise<Built> {
  const done = await resumeSchedule(desk.ports, press.claim.ref, by(press));
  const words = 'It runs again. What passed meanwhile is not made up for';
  return done.kind === 'done' ? one(desk, press, { done: words }) : notDone(press, done.refusal);
}

async function remove({ ports }: CardDesk, press: Press): Promise<Built> {
  const { ref } = press.claim;
  const done = await removeSchedule(ports, ref, by(press));
  if (done.kind === 'done') return list({ ports, sign: press.sign }, `“${ref}” is removed`);
  return done.refusal.code === 'no-such-schedule' ? list({ ports, sign: press.sign }) : notDone(press, done.refusal);
}

async function run(desk: CardDesk, press: Press): Promise<Built> {
  const confirmed = press.verb === 'confirm-run' ? press.claim.rev : null;
  const ran = await runByCard(desk.ports, press.claim.ref, by(press), confirmed);
  if (ran.kind === 'ran') return one(desk, press, { done: ran.words });
  if (ran.kind === 'ask') return one(desk, press, { ask: { kind: 'run', reach: ran.reach, again: true } });
  return notDone(press, ran.refusal);
}

function notDone(press: Press, { message }: Refusal): Built {
  return refused(press, { title: 'It was not done', lines: [message] });
}

export const SCHEDULE_PRESSES = {
  'open-schedules': forAdmins('schedules', ({ ports }, press) => list({ ports, sign: press.sign })),
  'open-schedule': forAdmins('schedules', (desk, press) => one(desk, press)),
  'new-schedule': forAdmins('schedules', openForm),
  'edit-schedule': forAdmins('schedules', openForm),
  'try-schedule': forAdmins('schedules', tryIt),
  'save-schedule': forAdmins('schedules', save),
  'confirm-schedule': forAdmins('schedules', save),
  'pause-schedule': forAdmins('schedules', pause),
  'resume-schedule': forAdmins('schedules', resume),
  'run-schedule': forAdmins('schedules', (desk, press) => one(desk, press, { asks: 'run' })),
  'run-schedule-now': forAdmins('schedules', run),
  'confirm-run': forAdmins('schedules', run),
  'remove-schedule': forAdmins('schedules', (desk, press) => one(desk, press, { asks: 'remove' })),
  'remove-schedule-now': forAdmins('schedules', remove),
} as const satisfies Readonly<Record<string, Handler>>;

export const SCHEDULE_SAYINGS = {
  /** "schedules", or one by its name. */
  schedules: async (asker, what) => {
    const view = what === '' ? null : await scheduleShown(asker.ports, what.toLowerCase());
    if (view !== null) return scheduleCard(view, asker.sign);
    if (what === '') return list(asker);
    const lines = [`No schedule is called “${what}”. Say “schedules” to see them all.`];
    return noticeCard({ title: 'There is no such schedule', lines }, asker.sign);
  },
} as const satisfies Readonly<Record<string, Saying>>;
