import { civilDateAt, inWords, timeInWords, type CivilDate } from '../../domain/dates.js';
import { faultInCron, nextSlots } from '../../domain/next-run.js';
import type { Schedule, Versioned } from '../ports.js';
import { channelsOf, planRollup } from '../post-rollup.js';
import { recordAct } from '../audit.js';
import { CommandError, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';
import { sweepVerb } from './sweep-verbs.js';

const ID = /^[a-z0-9-]{1,40}$/;

export async function schedulesVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const all = (await ports.schedules.list()).map(({ value }) => describe(ports, value));
  const rows = all.map((one) => [
    one.id,
    one.kind,
    one.plan ?? 'every plan',
    one.cron,
    one.paused ? pausedWords(one.pausedUntil) : (one.nextInWords[0] ?? 'never'),
  ]);
  const none = 'Nothing is scheduled. Add a sweep with: schedules add ID --kind sweep --cron "30 8 * * 1-5"';
  return { json: { asAt: common.asAt, schedules: all }, lines: rows.length === 0 ? [none] : table(rows) };
}

export interface ScheduleWords {
  readonly id: string;
  readonly kind: string;
  readonly cron: string;
  readonly plan: string | null;
}

export async function scheduleAddVerb(ports: CommandPorts, common: Common, words: ScheduleWords): Promise<Answer> {
  if (!ID.test(words.id))
    throw new CommandError('schedule-id', `“${words.id}” is no schedule id. Use a-z, 0-9 and hyphens.`, 2);
  if (words.kind !== 'sweep' && words.kind !== 'rollup') {
    throw new CommandError('schedule-kind', `“${words.kind}” is neither sweep nor rollup.`, 2);
  }
  const fault = faultInCron(words.cron);
  if (fault !== null) throw new CommandError('cron', fault, 2);
  if (words.plan !== null) await planOf(ports, words.plan);
  const schedule: Schedule = {
    id: words.id,
    kind: words.kind,
    plan: words.plan,
    cron: words.cron,
    paused: false,
    pausedUntil: null,
    createdAt: ports.clock.now(),
  };
  if ((await ports.schedules.put(schedule, null)) === 'conflict') {
    throw new CommandError(
      'schedule-exists',
      `There is a schedule “${words.id}” already. Remove it first, or give another id.`,
    );
  }
  await recordAct(ports, common.by, 'schedule added', words.id);
  return shown(ports, common, schedule);
}

/** Pauses until a day, or until somebody resumes it. */
export async function schedulePauseVerb(
  ports: CommandPorts,
  common: Common,
  id: string,
  until: CivilDate | null,
): Promise<Answer> {
  if (until !== null && until <= common.asAt) {
    throw new CommandError('past', `${inWords(until)} is no day to come. Give a later one, or leave --until out.`, 2);
  }
  return change(ports, common, id, 'schedule paused', (value) => ({ ...value, paused: true, pausedUntil: until }));
}

/** Slots that passed meanwhile are not made up for. */
export async function scheduleResumeVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const createdAt = ports.clock.now();
  return change(ports, common, id, 'schedule resumed', (value) => ({
    ...value,
    paused: false,
    pausedUntil: null,
    createdAt,
  }));
}

export async function scheduleRemoveVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const found = await named(ports, id);
  if ((await ports.schedules.remove(found)) === 'conflict') throw changed();
  await recordAct(ports, common.by, 'schedule removed', id);
  return { json: { asAt: common.asAt, removed: id }, lines: [`“${id}” is removed.`] };
}

/** Does now what a schedule does at its time. */
export async function scheduleRunVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const { value } = await named(ports, id);
  await recordAct(ports, common.by, 'schedule run', id);
  if (value.kind === 'sweep') return sweepVerb(ports, common, false);
  const plans = value.plan === null ? (await ports.plans.list()).map((plan) => plan.id) : [value.plan];
  let posts = 0;
  for (const plan of plans) {
    const channels = await channelsOf(ports, plan);
    if ((await planRollup(ports, plan, channels, null)) !== null) posts += channels.length;
  }
  return { json: { asAt: common.asAt, posts }, lines: [`${String(posts)} summaries are on their way.`] };
}

async function change(
  ports: CommandPorts,
  common: Common,
  id: string,
  act: string,
  next: (schedule: Schedule) => Schedule,
): Promise<Answer> {
  const found = await named(ports, id);
  const schedule = next(found.value);
  if ((await ports.schedules.put(schedule, found.etag)) === 'conflict') throw changed();
  await recordAct(ports, common.by, act, id);
  return shown(ports, common, schedule);
}

function shown(ports: CommandPorts, common: Common, schedule: Schedule): Answer {
  const json = describe(ports, schedule);
  const next = json.nextInWords.length === 0 ? 'never' : json.nextInWords.join('; ');
  return {
    json: { asAt: common.asAt, schedule: json },
    lines: [`“${schedule.id}”: ${schedule.paused ? pausedWords(schedule.pausedUntil) : `next ${next}`}.`],
  };
}

function describe(ports: CommandPorts, schedule: Schedule) {
  const { id, kind, plan, cron, paused, pausedUntil } = schedule;
  const next = nextSlots(cron, ports.zone, ports.clock.now(), 3);
  const nextInWords = next.map(
    (slot) => `${timeInWords(slot, ports.zone)} on ${inWords(civilDateAt(slot, ports.zone))}`,
  );
  return { id, kind, plan, cron, paused, pausedUntil, next, nextInWords };
}

async function named({ schedules }: CommandPorts, id: string): Promise<Versioned<Schedule>> {
  const all = await schedules.list();
  const found = all.find(({ value }) => value.id === id);
  if (found !== undefined) return found;
  const known = all.map(({ value }) => value.id).join(', ');
  throw new CommandError(
    'no-such-schedule',
    `There is no schedule “${id}”. ${known === '' ? 'There are none.' : `There are: ${known}.`}`,
  );
}

function changed(): CommandError {
  return new CommandError('changed-meanwhile', 'Somebody else changed it at the same moment. Say it again.');
}

function pausedWords(until: CivilDate | null): string {
  return until === null ? 'paused' : `paused until ${inWords(until)}`;
}
