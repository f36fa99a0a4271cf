/** What admins do to schedules, by card or command. Each act and each refusal of a race is kept with who did it. */
import type { CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { whenTyped } from '../domain/schedule-words.js';
import { settle } from './attention.js';
import { recordWith } from './audit.js';
import type { Ports, Schedule, Versioned } from './ports.js';

export type ScheduleDone<T = Schedule> =
  { readonly kind: 'done'; readonly schedule: T } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** One by its id, or the sentence that names those there are. */
export async function findSchedule(
  { schedules }: Pick<Ports, 'schedules'>,
  id: string,
): Promise<Versioned<Schedule> | Refusal> {
  const all = await schedules.list();
  const found = all.find(({ value }) => value.id === id);
  if (found !== undefined) return found;
  const known = all.map(({ value }) => value.id).join(', ');
  const there = known === '' ? 'There are none.' : `There are: ${known}.`;
  return { code: 'no-such-schedule', message: `There is no schedule “${id}”. ${there}` };
}

export async function addSchedule(ports: Ports, schedule: Schedule, by: Actor): Promise<ScheduleDone> {
  if ((await ports.schedules.put(schedule, null)) === 'conflict') {
    const message = `There is a schedule “${schedule.id}” already. Remove it first, or give another id.`;
    return refused('schedule-exists', message);
  }
  await recordWith(ports, by, 'schedule added', schedule.id, inShort(schedule));
  return { kind: 'done', schedule };
}

/**
 * Puts another in its place. What passed before is not made up for, so that another time begins with the present.
 */
export async function changeSchedule(
  ports: Ports,
  id: string,
  to: Partial<Pick<Schedule, 'kind' | 'plans' | 'area' | 'tag' | 'channel' | 'when'>>,
  by: Actor,
): Promise<ScheduleDone> {
  const found = await findSchedule(ports, id);
  if ('code' in found) return { kind: 'refused', refusal: found };
  const [was, next] = [found.value, { ...found.value, ...to }];
  if (inShort(was) === inShort(next)) return refused('nothing-changed', `“${id}” is so already.`);
  const again = { ...next, createdAt: ports.clock.now() };
  if ((await ports.schedules.put(again, found.etag)) === 'conflict') return changedMeanwhile();
  await recordWith(ports, by, 'schedule changed', id, `from ${inShort(was)} to ${inShort(again)}`);
  return { kind: 'done', schedule: again };
}

/** Until a day, or until somebody resumes it. */
export async function pauseSchedule(
  ports: Ports,
  id: string,
  until: CivilDate | null,
  by: Actor,
): Promise<ScheduleDone> {
  const words = until === null ? 'until it is resumed' : `until ${until}`;
  return put(ports, id, { paused: true, pausedUntil: until }, by, 'schedule paused', words);
}

/** Slots that passed meanwhile are not made up for. Also lets one go on that stopped by itself. */
export async function resumeSchedule(ports: Ports, id: string, by: Actor): Promise<ScheduleDone> {
  const now = { paused: false, pausedUntil: null, createdAt: ports.clock.now() };
  const done = await put(ports, id, now, by, 'schedule resumed', null);
  if (done.kind === 'done') await settle(ports, { kind: 'schedule', schedule: id });
  return done;
}

/** Also one that cannot be read. */
export async function removeSchedule(ports: Ports, id: string, by: Actor): Promise<ScheduleDone<string>> {
  const spoilt = (await ports.schedules.unreadable()).find(({ value }) => value === id);
  const found = spoilt === undefined ? await findSchedule(ports, id) : { value: { id }, etag: spoilt.etag };
  if ('code' in found) return { kind: 'refused', refusal: found };
  if ((await ports.schedules.remove(found)) === 'conflict') return changedMeanwhile();
  const was = 'kind' in found.value ? inShort(found.value) : null;
  await recordWith(ports, by, 'schedule removed', id, was);
  await settle(ports, { kind: 'schedule', schedule: id });
  return { kind: 'done', schedule: id };
}

async function put(
  ports: Ports,
  id: string,
  to: Partial<Schedule>,
  by: Actor,
  act: string,
  why: string | null,
): Promise<ScheduleDone> {
  const found = await findSchedule(ports, id);
  if ('code' in found) return { kind: 'refused', refusal: found };
  const schedule = { ...found.value, ...to };
  if ((await ports.schedules.put(schedule, found.etag)) === 'conflict') return changedMeanwhile();
  await recordWith(ports, by, act, id, why);
  return { kind: 'done', schedule };
}

/** All that a person can change of it, in ids: "sweep of every plan, weekdays at 08:30". */
export function inShort({
  kind,
  plans,
  area,
  tag,
  channel,
  when,
}: Omit<Schedule, 'id' | 'paused' | 'pausedUntil' | 'createdAt'>): string {
  const of = plans === null ? 'every plan' : plans.join(' ');
  const narrowed = [area && `area ${area}`, tag && `tag ${tag}`, channel && `channel ${channel}`].filter((one) => one);
  return [`${kind} of ${of}`, ...narrowed, whenTyped(when)].join(', ');
}

function refused(code: string, message: string): Extract<ScheduleDone, { kind: 'refused' }> {
  return { kind: 'refused', refusal: { code, message } };
}

function changedMeanwhile(): Extract<ScheduleDone, { kind: 'refused' }> {
  return refused('changed-meanwhile', 'Somebody else changed it at the same moment. Say it again.');
}
