/** The form of a schedule: opened, tried, and saved only as what was shown. */
import type { Actor } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import type { ScheduleForm, ScheduleFormView } from '../domain/schedule-views.js';
import { whenSaid, whenTyped } from '../domain/schedule-words.js';
import { addSchedule, changeSchedule, findSchedule, inShort } from './change-schedule.js';
import type { Ports, Schedule } from './ports.js';
import { aroundOf } from './schedule-around.js';
import { wantsConfirmation } from './schedule-reach.js';
import { reachInWords, whatSaid } from './schedule-shown.js';
import { channelNames, narrowedInWords, nextRuns } from './schedule-view.js';
import { readWish } from './schedule-wish.js';

const NEW: ScheduleForm = { id: '', kind: 'sweep', plans: '', when: '' };

/** Empty for a new one; null where the one to change is gone. */
export async function scheduleForm(ports: Ports, id: string | null): Promise<ScheduleFormView | null> {
  if (id === null) return formView(ports, true, NEW);
  const found = await findSchedule(ports, id);
  if ('code' in found) return null;
  const { kind, plans, when } = found.value;
  return formView(ports, false, { id, kind, plans: (plans ?? []).join(','), when: whenTyped(when) });
}

/** With what it would do, or with what is wrong. */
export async function tryForm(ports: Ports, isNew: boolean, typed: ScheduleForm): Promise<ScheduleFormView> {
  const read = await readForm(ports, isNew, typed);
  if ('refused' in read) return formView(ports, isNew, typed, { error: read.refused });
  const { schedule } = read;
  const { nextInWords } = nextRuns(schedule, await aroundOf(ports, schedule), ports.clock.now());
  const reach = await reachInWords(ports, schedule);
  const what = whatSaid(schedule.kind, narrowedInWords(schedule, await channelNames(ports)));
  const confirm = wantsConfirmation(reach.count);
  const mark = markOf(ports, schedule, reach.count);
  const ahead = { what, when: whenSaid(schedule.when), next: nextInWords, reach, confirm, mark };
  return formView(ports, isNew, typed, { ahead });
}

interface SaveOrder {
  readonly isNew: boolean;
  readonly typed: ScheduleForm;
  /** Of what was shown. */
  readonly mark: number;
  readonly by: Actor;
}

type Saved =
  { readonly kind: 'saved'; readonly id: string } | { readonly kind: 'form'; readonly view: ScheduleFormView };

/** Saves what was shown; anything else, or many people who are not confirmed, is shown first. */
export async function saveByForm(ports: Ports, order: SaveOrder, confirmed: boolean): Promise<Saved> {
  const { isNew, typed, mark, by } = order;
  const view = await tryForm(ports, isNew, typed);
  const { ahead } = view;
  if (ahead?.mark !== mark || (ahead.confirm && !confirmed)) return { kind: 'form', view };
  const read = await readForm(ports, isNew, typed);
  if ('refused' in read) return { kind: 'form', view };
  const { schedule } = read;
  const { id, kind, plans, area, tag, channel, when } = schedule;
  const done = isNew
    ? await addSchedule(ports, schedule, by)
    : await changeSchedule(ports, id, { kind, plans, area, tag, channel, when }, by);
  // Pressed twice, it is saved once.
  if (done.kind === 'done' || done.refusal.code === 'nothing-changed') return { kind: 'saved', id };
  if (isNew && done.refusal.code === 'schedule-exists' && (await isThere(ports, schedule)))
    return { kind: 'saved', id };
  const field = done.refusal.code === 'schedule-exists' ? 'id' : '';
  return {
    kind: 'form',
    view: await formView(ports, isNew, typed, { error: { field, message: done.refusal.message } }),
  };
}

async function isThere(ports: Ports, schedule: Schedule): Promise<boolean> {
  const found = await findSchedule(ports, schedule.id);
  return !('code' in found) && inShort(found.value) === inShort(schedule);
}

type Read = { readonly schedule: Schedule } | { readonly refused: Refusal & { readonly field: string } };

/** What a rollup is narrowed to beside its plans stays as it is: the command line changes that. */
async function readForm(ports: Ports, isNew: boolean, typed: ScheduleForm): Promise<Read> {
  const plans = typed.plans.split(',').filter((one) => one !== '');
  const read = await readWish(ports, { ...typed, plans: plans.length === 0 ? null : plans });
  if ('refused' in read) return read;
  const found = isNew ? null : await findSchedule(ports, typed.id);
  if (found !== null && 'code' in found) return { refused: { field: '', ...found } };
  const was = found?.value;
  const { wish } = read;
  const keeps = was !== undefined && wish.kind === 'rollup' && inPlans(was) === inPlans(wish);
  const narrowed = keeps
    ? { area: was.area, tag: was.tag, channel: was.channel }
    : { area: null, tag: null, channel: null };
  const times = { paused: was?.paused ?? false, pausedUntil: was?.pausedUntil ?? null, createdAt: ports.clock.now() };
  return { schedule: { ...wish, ...narrowed, ...times } };
}

function inPlans({ plans }: Pick<Schedule, 'plans'>): string {
  return (plans ?? []).join(' ');
}

/** A number that stands for exactly this, and this many people. */
function markOf(ports: Ports, schedule: Schedule, reach: number): number {
  const many = wantsConfirmation(reach) ? reach : 0;
  return Number.parseInt(ports.hash(`${schedule.id} ${inShort(schedule)} ${String(many)}`).slice(0, 7), 16);
}

async function formView(
  ports: Ports,
  isNew: boolean,
  typed: ScheduleForm,
  rest: Partial<Pick<ScheduleFormView, 'error' | 'ahead'>> = {},
): Promise<ScheduleFormView> {
  const plans = (await ports.plans.list()).map(({ id, title }) => ({ title, value: id }));
  return { changes: isNew ? null : typed.id, typed, plans, error: null, ahead: null, ...rest };
}
