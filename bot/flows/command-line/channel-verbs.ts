/** The channels that read summaries, at the command line: listed, given readings, moved, confirmed, removed. */
import { LEVELS_OF_MARKING, type MarkingLevel } from '../../domain/marking.js';
import { didYouMean, nearestNames } from '../../domain/nearest.js';
import { readingInWords, wholeReading } from '../../domain/readings.js';
import { scopeKey } from '../../domain/scope.js';
import { markingTold } from '../told-post.js';
import { confirmOutsiders, moveReadings, removeChannel, saveChannel, stopReadings } from '../change-channel.js';
import { listChannels } from '../channel-list.js';
import { channelName, namedChannel, shortId } from '../channel-names.js';
import type { Channel, Outcome, Reading, Versioned } from '../ports.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { areaOf, planOf } from './plan-verbs.js';

const NONE = 'No channel reads a summary yet. In one, mention Waymark: @Waymark summary here PLAN';

export async function channelsVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const all = await listChannels(ports);
  const channels = all.map(({ channel, id, name, reads, trouble }) => {
    const { kind, outsiders, goneAt, registeredAt } = channel;
    return { id, name, kind, outsiders, goneAt, registeredAt, trouble, reads };
  });
  const lines = all.flatMap(({ id, name, reads, trouble }) => [
    `${id}  ${name}${trouble === null ? '' : ` (${trouble})`}`,
    ...reads.map(({ words, next }) => `          ${words}${next === null ? '' : `; next ${next}`}`),
  ]);
  return { json: { asAt: common.asAt, channels }, lines: all.length === 0 ? [NONE] : lines };
}

/** What of a plan; null where nothing was given. */
export interface ReadingWords {
  readonly plan: string;
  readonly area: string | null;
  readonly tag: string | null;
  readonly ceiling: MarkingLevel | null;
  readonly memberFacing: boolean | null;
  readonly withWindow: boolean | null;
}

export function readCeiling(text: string | undefined): MarkingLevel | null {
  if (text === undefined) return null;
  const level = LEVELS_OF_MARKING.find((one) => one === text.trim().toLowerCase());
  if (level !== undefined) return level;
  const all = LEVELS_OF_MARKING.join(', ');
  throw new CommandError('ceiling', `“${text}” is no ceiling. Give one of: ${all}.`, 2);
}

/** Gives a known channel something to read, or changes how it reads it. What is not said stays as it is. */
export async function channelReadVerb(
  ports: CommandPorts,
  common: Common,
  name: string,
  words: ReadingWords,
): Promise<Answer> {
  const found = await named(ports, name);
  const { plan, area, tag } = await scopeFor(ports, words);
  const key = scopeKey({ plan: plan.id, area, tag });
  const before = found.value.reads.find((one) => scopeKey(one) === key) ?? { ...wholeReading(plan.id), area, tag };
  const reading: Reading = {
    ...before,
    ceiling: words.ceiling ?? before.ceiling,
    memberFacing: words.memberFacing ?? before.memberFacing,
    withWindow: words.withWindow ?? before.withWindow,
  };
  const reads = [...found.value.reads.filter((one) => scopeKey(one) !== key), reading];
  const value = { ...found.value, reads };
  // What was posted for other readers is looked at again.
  const told = reading.ceiling === before.ceiling ? [] : [{ channel: value, reading }];
  const save = (): Promise<Outcome> => saveChannel(ports, common.by, 'channel reads', { value, etag: found.etag });
  refuseConflict(await markingTold(ports, told, save));
  const how = 'Post it now with: rollup --plan';
  const line = `${channelName(value)} reads ${readingInWords(reading, plan.title)}. ${how} ${plan.id} --post`;
  return { json: { asAt: common.asAt, channel: jsonOf(ports, value) }, lines: [line] };
}

/** Ends what a channel reads: all, that of a plan, or one part of it. */
export async function channelStopVerb(
  ports: CommandPorts,
  common: Common,
  name: string,
  words: Pick<ReadingWords, 'area' | 'tag'> & { readonly plan: string | null },
): Promise<Answer> {
  const found = await named(ports, name);
  const { plan, area, tag } = words;
  const wholePlan = area === null && tag === null;
  const stopped = found.value.reads.filter(
    (one) => (plan === null || one.plan === plan) && (wholePlan || (one.area === area && one.tag === tag)),
  );
  if (stopped.length === 0) {
    throw new CommandError('not-read', `${channelName(found.value)} does not read that. See: channels`);
  }
  refuseConflict(await stopReadings(ports, common.by, found, stopped));
  const left = found.value.reads.length - stopped.length;
  const rest = left === 0 ? 'It reads nothing any more.' : `It still reads ${counted(left, 'summary', 'summaries')}.`;
  return {
    json: { asAt: common.asAt, channel: shortId(ports, found.value), stopped: stopped.map(scopeKey) },
    lines: [`${counted(stopped.length, 'summary', 'summaries')} stopped in ${channelName(found.value)}. ${rest}`],
  };
}

/** Everything that one channel reads, another reads instead. */
export async function channelMoveVerb(ports: CommandPorts, common: Common, from: string, to: string): Promise<Answer> {
  const [source, target] = [await named(ports, from), await named(ports, to)];
  if (source.value.id === target.value.id) {
    throw new CommandError('same-channel', 'Both are the same channel. Give another one after --to.');
  }
  if (source.value.reads.length === 0) {
    throw new CommandError('not-read', `${channelName(source.value)} reads nothing that could be moved.`);
  }
  if (target.value.goneAt !== null) {
    const where = channelName(target.value);
    throw new CommandError('gone', `Waymark was taken out of ${where}. Mention it there first, to register it again.`);
  }
  refuseConflict(await moveReadings(ports, common.by, source, target));
  const moved = counted(source.value.reads.length, 'summary', 'summaries');
  const line = `${moved} moved from ${channelName(source.value)} to ${channelName(target.value)}.`;
  return {
    json: { asAt: common.asAt, from: shortId(ports, source.value), to: shortId(ports, target.value) },
    lines: [line],
  };
}

/** Members of other organisations may read there what is posted. */
export async function channelConfirmVerb(ports: CommandPorts, common: Common, name: string): Promise<Answer> {
  const found = await named(ports, name);
  const called = channelName(found.value);
  if (found.value.outsiders !== 'unconfirmed') {
    throw new CommandError('nothing-to-confirm', `Nothing waits to be confirmed in ${called}.`);
  }
  refuseConflict(await confirmOutsiders(ports, common.by, found));
  const line = `${called} is confirmed: its summaries are posted, for members of other organisations to read, too.`;
  return { json: { asAt: common.asAt, confirmed: shortId(ports, found.value) }, lines: [line] };
}

export async function channelRemoveVerb(ports: CommandPorts, common: Common, name: string): Promise<Answer> {
  const found = await named(ports, name);
  refuseConflict(await removeChannel(ports, common.by, found));
  const line = `${channelName(found.value)} is removed: nothing is posted there any more.`;
  return { json: { asAt: common.asAt, removed: shortId(ports, found.value) }, lines: [line] };
}

/** The one channel that a name means, or a refusal that names what there is. */
export async function named(ports: CommandPorts, text: string): Promise<Versioned<Channel>> {
  const meant = await namedChannel(ports, text);
  if (meant.kind === 'one') return meant.found;
  if (meant.kind === 'several') {
    const ids = meant.several.map((one) => `${shortId(ports, one)} (${channelName(one)})`).join(', ');
    throw new CommandError('ambiguous', `Several channels are called “${text}”. Give the id of one: ${ids}.`);
  }
  throw new CommandError('no-such-channel', `No channel is called “${text}”.${didYouMean(meant.near)} See: channels`);
}

/** The plan, area and tag that were typed, as the plan has them. */
export async function scopeFor(ports: CommandPorts, words: Pick<ReadingWords, 'plan' | 'area' | 'tag'>) {
  const contents = await planOf(ports, words.plan);
  const area = words.area === null ? null : areaOf(contents, words.area).code;
  const tags = [...new Set(contents.milestones.flatMap(({ milestone }) => milestone.tags))];
  const { tag } = words;
  const known = tag === null ? null : tags.find((one) => one.toLowerCase() === tag.toLowerCase());
  if (known !== undefined) return { plan: contents.plan, area, tag: known };
  const near = didYouMean(nearestNames(tag ?? '', tags));
  throw new CommandError('no-such-tag', `Nothing in the plan “${words.plan}” carries the tag “${tag ?? ''}”.${near}`);
}

function jsonOf(ports: CommandPorts, channel: Channel): object {
  const { kind, outsiders, goneAt, reads } = channel;
  return { id: shortId(ports, channel), name: channelName(channel), kind, outsiders, goneAt, reads };
}

function refuseConflict(outcome: 'written' | 'conflict'): void {
  if (outcome === 'written') return;
  throw new CommandError('changed-meanwhile', 'Somebody else changed it at the same moment. Say it again.');
}
