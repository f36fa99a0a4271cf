import { addMs, inWords, type CivilDate } from '../../domain/dates.js';
import { inList } from '../../domain/lists.js';
import { faultInCron, slotsBetween } from '../../domain/next-run.js';
import { settle } from '../attention.js';
import { recordAct } from '../audit.js';
import { heldBackNow, heldInWords, leavesInWords } from '../held-back.js';
import { countAsDone } from '../hold-run.js';
import type { Schedule, Versioned } from '../ports.js';
import { planReadings } from '../plan-readings.js';
import { todayOf } from '../today.js';
import { CommandError, counted, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';
import { narrowedTo, postedNowhere } from './schedule-narrowed.js';
import { describe, pausedWords } from './schedule-words.js';
import { refuseToCome, sweepAnswer, sweepNow } from './sweep-verbs.js';

const ID = /^[a-z0-9-]{1,40}$/;

export async function schedulesVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const all = [];
  for (const { value } of await ports.schedules.list()) all.push(await describe(ports, value));
  const spoilt = (await ports.schedules.unreadable()).map(({ value }) => value);
  const rows = all.map((one) => [
    one.id,
    one.kind,
    one.what,
    one.cron,
    one.paused
      ? pausedWords(one.pausedUntil)
      : one.refusedSince !== null
        ? 'stands still'
        : (one.nextInWords[0] ?? 'never'),
  ]);
  const none = 'Nothing is scheduled. Add a sweep with: schedules add ID --kind sweep --cron "30 8 * * 1-5"';
  return {
    json: { asAt: common.asAt, schedules: all, unreadable: spoilt },
    lines: [
      ...(rows.length + spoilt.length === 0 ? [none] : table(rows)),
      ...all.flatMap(({ id, trouble }) => (trouble === null ? [] : [`“${id}” ${trouble}.`])),
      ...spoilt.map((id) => `“${id}” cannot be read and does not run. Remove it with: schedules remove ${id}`),
    ],
  };
}

export interface ScheduleWords {
  readonly id: string;
  readonly kind: string;
  readonly cron: string;
  readonly plan: string | null;
  /** As typed: a rollup may be narrowed to what channels read of an area or a tag, and to one channel. */
  readonly area: string | null;
  readonly tag: string | null;
  readonly channel: string | null;
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
    ...(await narrowedTo(ports, words)),
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
  const answer = await shown(ports, common, schedule);
  const notes = [await alsoPosted(ports, schedule), await postedNowhere(ports, schedule)];
  return { ...answer, lines: [...answer.lines, ...notes.flatMap((note) => note ?? [])] };
}

/** Another schedule that posts the same summaries at the same moment: lawful, posted once, and hardly meant. */
async function alsoPosted(ports: CommandPorts, added: Schedule): Promise<string | null> {
  if (added.kind !== 'rollup') return null;
  const next = (cron: string): ReadonlySet<string> =>
    new Set(slotsBetween(cron, ports.zone, ports.clock.now(), addMs(ports.clock.now(), COMPARED_MS)));
  const own = next(added.cron);
  const others = (await ports.schedules.list()).map(({ value }) => value);
  const same = others
    .filter((one) => one.id !== added.id && one.kind === 'rollup' && coverTheSame(one, added))
    .filter(({ cron }) => [...next(cron)].some((slot) => own.has(slot)));
  if (same.length === 0) return null;
  const names = inList(same.map(({ id }) => `“${id}”`));
  const are = same.length === 1 ? 'posts' : 'post';
  const which = added.plan === null ? 'summaries of the same plans' : `the summary of “${added.plan}”`;
  return `Note: ${names} ${are} ${which} at the same time; each summary is posted once then. If it is not wanted: schedules remove ${added.id}`;
}

/** As far as two schedules are compared: longer than any month. */
const COMPARED_MS = 32 * 86_400_000;

/** Null is every plan, area, tag and channel. */
function coverTheSame(one: Schedule, other: Schedule): boolean {
  const parts = ['plan', 'area', 'tag', 'channel'] as const;
  return parts.every((part) => one[part] === null || other[part] === null || one[part] === other[part]);
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

/** Slots that passed meanwhile are not made up for. Also lets one go on that stopped by itself. */
export async function scheduleResumeVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const createdAt = ports.clock.now();
  const answer = await change(ports, common, id, 'schedule resumed', (value) => ({
    ...value,
    paused: false,
    pausedUntil: null,
    createdAt,
  }));
  await settle(ports, { kind: 'schedule', schedule: id });
  return answer;
}

export async function scheduleRemoveVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const spoilt = (await ports.schedules.unreadable()).find(({ value }) => value === id);
  const found = spoilt === undefined ? await named(ports, id) : { value: { id }, etag: spoilt.etag };
  if ((await ports.schedules.remove(found)) === 'conflict') throw changed();
  await recordAct(ports, common.by, 'schedule removed', id);
  await settle(ports, { kind: 'schedule', schedule: id });
  return { json: { asAt: common.asAt, removed: id }, lines: [`“${id}” is removed.`] };
}

/** Does now what a schedule does at its time. What passed until now counts as done, also where it had stopped. */
export async function scheduleRunVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const { value } = await named(ports, id);
  await recordAct(ports, common.by, 'schedule run', id);
  if (value.kind === 'rollup') {
    const posts = await postNow(ports, value);
    await countAsDone(ports, value, { posts });
    return { json: { asAt: common.asAt, posts }, lines: [await onTheirWay(ports, posts)] };
  }
  refuseToCome(ports, common);
  const { report, shown: answered } = await sweepNow(ports, common);
  const { digests, skipped, escalations, failed, unread } = report;
  // Of another day, or in part: then what is due today is still to be asked.
  if (common.asAt === todayOf(ports) && failed.length + unread.length === 0) {
    const counts = { digests: digests.length, skipped: skipped.length, escalations: escalations.length };
    await countAsDone(ports, value, counts);
  }
  return sweepAnswer(ports, common, answered, false);
}

async function onTheirWay(ports: CommandPorts, posts: number): Promise<string> {
  const held = await heldBackNow(ports);
  const them = posts === 1 ? 'It leaves' : 'They leave';
  const queued = `${counted(posts, 'summary', 'summaries')} queued.`;
  if (posts === 0) return `${queued} No channel reads it: mention Waymark in one, with: @Waymark rollup here`;
  if (held === null) return `${queued} ${them} within a minute.`;
  const why = heldInWords(held, { zone: ports.zone, now: ports.clock.now() });
  return `${queued} ${posts === 1 ? 'It waits' : 'They wait'}: ${why}. ${them} ${leavesInWords(held)}.`;
}

async function postNow(ports: CommandPorts, schedule: Schedule): Promise<number> {
  const plans = schedule.plan === null ? (await ports.plans.list()).map(({ id }) => id) : [schedule.plan];
  let posts = 0;
  for (const id of plans) posts += await planReadings(ports, id, schedule, null);
  return posts;
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

async function shown(ports: CommandPorts, common: Common, schedule: Schedule): Promise<Answer> {
  const json = await describe(ports, schedule);
  const next = json.nextInWords.length === 0 ? 'never' : json.nextInWords.join('; ');
  return {
    json: { asAt: common.asAt, schedule: json },
    lines: [`“${schedule.id}”: ${schedule.paused ? pausedWords(schedule.pausedUntil) : `next ${next}`}.`],
  };
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
