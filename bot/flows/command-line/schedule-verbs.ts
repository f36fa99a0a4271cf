import { inWords, type CivilDate } from '../../domain/dates.js';
import type { Refusal } from '../../domain/reasons.js';
import { nextSlotsOf } from '../../domain/schedule-slots.js';
import { inList } from '../../domain/lists.js';
import {
  addSchedule,
  changeSchedule,
  findSchedule,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  type ScheduleDone,
} from '../change-schedule.js';
import type { Schedule } from '../ports.js';
import { aroundOf } from '../schedule-around.js';
import { byInWords, scheduleHistory } from '../schedule-history.js';
import { reachOf, reachSaid, unconfirmed } from '../schedule-reach.js';
import { channelNames, describe, narrowedInWords, nextRuns, pausedWords } from '../schedule-view.js';
import { readWish } from '../schedule-wish.js';
import { whenSaid, whenTyped } from '../../domain/schedule-words.js';
import { readDirectory } from '../directory.js';
import { CommandError, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { narrowedTo, postedNowhere } from './schedule-narrowed.js';

export async function schedulesVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const all = [];
  for (const { value } of await ports.schedules.list()) all.push(await describe(ports, value));
  const spoilt = (await ports.schedules.unreadable()).map(({ value }) => value);
  const rows = all.map((one) => [
    one.id,
    one.kind,
    one.what,
    one.cron ?? one.when,
    one.paused
      ? pausedWords(one.pausedUntil)
      : one.refusedSince !== null
        ? 'stands still'
        : (one.nextInWords[0] ?? 'never'),
  ]);
  const none = 'Nothing is scheduled. Add a sweep with: schedules add ID --kind sweep --when "weekdays at 08:30"';
  return {
    json: { asAt: common.asAt, schedules: all, unreadable: spoilt },
    lines: [
      ...(rows.length + spoilt.length === 0 ? [none] : table(rows)),
      ...all.flatMap(({ id, trouble }) => (trouble === null ? [] : [`“${id}” ${trouble}.`])),
      ...spoilt.map((id) => `“${id}” cannot be read and does not run. Remove it with: schedules remove ${id}`),
    ],
  };
}

/** As typed; what is null was not said. */
export interface ScheduleWords {
  readonly id: string;
  readonly kind: string | null;
  /** As people say it, or a pattern of five fields. */
  readonly when: string | null;
  /** Ids of plans with commas or semicolons between them; "all" for every plan. */
  readonly plan: string | null;
  /** A rollup may be narrowed to what channels read of an area or a tag, and to one channel. */
  readonly area: string | null;
  readonly tag: string | null;
  readonly channel: string | null;
  readonly dryRun: boolean;
  /** The number of people, or channels, that was said to be meant. */
  readonly confirm: number | null;
}

export async function scheduleAddVerb(ports: CommandPorts, common: Common, words: ScheduleWords): Promise<Answer> {
  const nothing = { kind: '', when: '', plans: null, area: null, tag: null, channel: null };
  const schedule = await wished(ports, words, nothing);
  const known = (await ports.schedules.list()).some(({ value }) => value.id === words.id);
  if (known) throw exists(words.id);
  return save(ports, common, words, schedule, () => addSchedule(ports, schedule, common.by));
}

/** What is not said stays as it is. */
export async function scheduleChangeVerb(ports: CommandPorts, common: Common, words: ScheduleWords): Promise<Answer> {
  const { value } = orRefuse(await findSchedule(ports, words.id));
  const schedule = { ...(await wished(ports, words, { ...value, when: whenTyped(value.when) })), ...pausedAs(value) };
  return save(ports, common, words, schedule, () => {
    const { kind, plans, area, tag, channel, when } = schedule;
    return changeSchedule(ports, words.id, { kind, plans, area, tag, channel, when }, common.by);
  });
}

function pausedAs({ paused, pausedUntil }: Schedule): Pick<Schedule, 'paused' | 'pausedUntil'> {
  return { paused, pausedUntil };
}

type Was = Pick<Schedule, 'plans' | 'area' | 'tag' | 'channel'> & { readonly kind: string; readonly when: string };

async function wished(ports: CommandPorts, words: ScheduleWords, was: Was): Promise<Schedule> {
  const plans = words.plan === null ? was.plans : plansIn(words.plan);
  const typed = { id: words.id, kind: words.kind ?? was.kind, when: words.when ?? was.when, plans };
  const read = await readWish(ports, typed);
  if ('refused' in read) {
    const { code, message } = read.refused;
    throw new CommandError(code, message, code === 'no-such-plan' ? 1 : 2);
  }
  const { wish } = read;
  const said = words.area !== null || words.tag !== null || words.channel !== null;
  const narrowed =
    said || wish.kind !== 'rollup' || words.plan !== null ? await narrowedTo(ports, { ...words, ...wish }) : was;
  const { area, tag, channel } = narrowed;
  const times = { paused: false, pausedUntil: null, createdAt: ports.clock.now() };
  return { ...wish, area, tag, channel, ...times };
}

function plansIn(text: string): readonly string[] | null {
  if (text.trim().toLowerCase() === 'all') return null;
  return text
    .split(/[;,]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Says what it would do, and does it unless that is all that was asked. */
async function save(
  ports: CommandPorts,
  common: Common,
  { dryRun, confirm }: ScheduleWords,
  schedule: Schedule,
  act: () => Promise<ScheduleDone>,
): Promise<Answer> {
  const reach = await reachOf(ports, schedule);
  if (dryRun) {
    const { next, nextInWords } = nextRuns(schedule, await aroundOf(ports, schedule), ports.clock.now());
    const when = whenSaid(schedule.when);
    const what = narrowedInWords(schedule, await channelNames(ports));
    const { id, kind, plans } = schedule;
    return {
      json: { asAt: common.asAt, dryRun: true, schedule: { id, kind, plans, when, what, next, nextInWords }, reach },
      lines: [
        `“${id}” would run ${when}, for ${what}.`,
        ...comingLines(nextInWords),
        `Now it ${reachSaid(kind, reach)}.`,
        'Nothing was saved.',
      ],
    };
  }
  refuse(unconfirmed(schedule.kind, reach, confirm));
  const saved = await done(act());
  const answer = await shown(ports, common, saved);
  const notes = [await alsoPosted(ports, saved), await postedNowhere(ports, saved)];
  return { ...answer, lines: [...answer.lines, ...notes.flatMap((note) => note ?? [])] };
}

function comingLines(nextInWords: readonly string[]): readonly string[] {
  if (nextInWords.length === 0) return ['It would never run: the board has no meetings to come in the calendar.'];
  return ['The next runs:', ...nextInWords.map((one) => `  ${one}`)];
}

/** Another schedule that posts the same summaries at the same moment: lawful, posted once, and hardly meant. */
async function alsoPosted(ports: CommandPorts, added: Schedule): Promise<string | null> {
  if (added.kind !== 'rollup') return null;
  const next = async (one: Schedule): Promise<ReadonlySet<string>> =>
    new Set(nextSlotsOf(one.when, await aroundOf(ports, one), ports.clock.now(), COMPARED));
  const own = await next(added);
  const same: string[] = [];
  for (const { value: one } of await ports.schedules.list()) {
    if (one.id === added.id || one.kind !== 'rollup' || !coverTheSame(one, added)) continue;
    if ([...(await next(one))].some((slot) => own.has(slot))) same.push(`“${one.id}”`);
  }
  if (same.length === 0) return null;
  const are = same.length === 1 ? 'posts' : 'post';
  const [plan, ...others] = added.plans ?? [];
  const which = plan === undefined || others.length > 0 ? 'summaries of the same plans' : `the summary of “${plan}”`;
  return `Note: ${inList(same)} ${are} ${which} at the same time; each summary is posted once then. If it is not wanted: schedules remove ${added.id}`;
}

/** So many runs of two schedules are compared: of those that come each day, more than any month has. */
const COMPARED = 32;

/** Null is every plan, area, tag and channel. */
function coverTheSame(one: Schedule, other: Schedule): boolean {
  const parts = ['area', 'tag', 'channel'] as const;
  const plans = one.plans === null || other.plans === null || one.plans.some((plan) => other.plans?.includes(plan));
  return plans && parts.every((part) => one[part] === null || other[part] === null || one[part] === other[part]);
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
  return shown(ports, common, await done(pauseSchedule(ports, id, until, common.by)));
}

export async function scheduleResumeVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  return shown(ports, common, await done(resumeSchedule(ports, id, common.by)));
}

export async function scheduleRemoveVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  await done(removeSchedule(ports, id, common.by));
  return { json: { asAt: common.asAt, removed: id }, lines: [`“${id}” is removed.`] };
}

/** Who added, changed, paused, resumed and ran it, newest first. */
export async function scheduleHistoryVerb(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const entries = await scheduleHistory(ports, id);
  if (entries.length === 0) orRefuse(await findSchedule(ports, id));
  const { nameOf } = await readDirectory(ports.people);
  const words = entries.map((entry) => byInWords(entry, nameOf, ports.zone));
  return {
    json: { asAt: common.asAt, id, history: entries },
    lines: words.length === 0 ? ['Nothing is on record about it.'] : words,
  };
}

async function shown(ports: CommandPorts, common: Common, schedule: Schedule): Promise<Answer> {
  const json = await describe(ports, schedule);
  const next = json.nextInWords.length === 0 ? 'never' : json.nextInWords.join('; ');
  return {
    json: { asAt: common.asAt, schedule: json },
    lines: [`“${schedule.id}”: ${schedule.paused ? pausedWords(schedule.pausedUntil) : `next ${next}`}.`],
  };
}

/** What was done, or its refusal as an error of the command line. */
export async function done<T>(made: Promise<ScheduleDone<T>>): Promise<T> {
  const result = await made;
  if (result.kind === 'done') return result.schedule;
  throw new CommandError(result.refusal.code, result.refusal.message);
}

export function orRefuse<T extends object>(found: T | Refusal): T {
  if ('code' in found && 'message' in found) throw new CommandError(found.code, found.message);
  return found;
}

export function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw new CommandError(refusal.code, refusal.message);
}

function exists(id: string): CommandError {
  return new CommandError(
    'schedule-exists',
    `There is a schedule “${id}” already. Remove it first, or give another id.`,
  );
}
