/** What is said by mention in a channel or group chat of what it is to read. */
import { noticeCard, type Sign } from '../../cards/index.js';
import { inWords, type CivilDate } from '../domain/dates.js';
import { planSaid, readingSaid, type PartsOfPlan } from '../domain/reading-said.js';
import { scopeInWords, wholeReading } from '../domain/readings.js';
import type { Plan } from '../domain/plan.js';
import { mayRun } from '../domain/rights.js';
import { recordAct } from '../flows/audit.js';
import { stopReadings } from '../flows/change-channel.js';
import { channelName } from '../flows/channel-names.js';
import { heldBackNow, heldInWords, type HeldBack } from '../flows/held-back.js';
import type { Channel, Ports, Reading } from '../flows/ports.js';
import { registerChannel, type Registered } from '../flows/register-channel.js';
import { tellInOwnChat } from '../flows/tell-one.js';
import type { Caller } from './callers.js';
import type { ChannelPlace, Reply, Said } from './turns.js';

/** Somebody says in a channel what it is to read. */
export interface ChannelTurn {
  readonly ports: Ports;
  readonly said: Said;
  readonly caller: Caller;
  readonly sign: Sign;
}

export const AT_THE_SAME_MOMENT = 'Somebody changed this channel at the same moment. Say it again.';
const PRIVATE =
  'Teams lets no bot post in a private channel. Use a standard or a shared channel of the team, or a group chat.';
const LIKE_THIS =
  'Say it like this: “summary here PLAN area AREA tagged TAG public for members”. All but the plan may be left out.';

/** "summary here PLAN ...": registers the channel; the summary that follows is the answer. */
export async function summaryHere(turn: ChannelTurn, what: string): Promise<readonly Reply[]> {
  const { ports, said, caller } = turn;
  const { channel } = said;
  if (channel === null) {
    const where = 'Open the channel or group chat that should read the summary and mention Waymark there.';
    return notice(turn, 'Say this in a channel', where);
  }
  const refused = await refusedHere(turn, channel, 'channel registered');
  if (refused !== null) return refused;
  if (channel.type === 'private') return refusedPrivate(turn, channel);
  const meant = await meantReading(turn, what, 'here');
  if ('refusal' in meant) return meant.refusal;
  const { plan, reading } = meant;
  const place = { ...channel, shared: channel.type === 'shared', chat: said.chat };
  const done = await registerChannel(ports, { ...place, reading, by: caller.by, saidAt: said.saidAt ?? null });
  return registeredWords(turn, done, scopeInWords(reading, plan.title));
}

/** Teams may not take the answer there either: so it is given in their own chat, too. */
async function refusedPrivate(turn: ChannelTurn, channel: ChannelPlace): Promise<readonly Reply[]> {
  const { ports, caller } = turn;
  await recordAct(ports, caller.by, 'channel registered', audited(ports, channel), 'a private channel');
  const title = 'Not in a private channel';
  const named = `You asked for a summary in ${channelName(channel)}.`;
  if (caller.officer !== null) await tellInOwnChat(ports, caller.officer, { title, lines: [named, PRIVATE] });
  return notice(turn, title, PRIVATE);
}

async function registeredWords(turn: ChannelTurn, done: Registered, what: string): Promise<readonly Reply[]> {
  const { ports } = turn;
  const place = done.channel.kind === 'group' ? 'chat' : 'channel';
  const title = `This ${place} is registered for ${what}`;
  switch (done.kind) {
    case 'conflict':
      return notice(turn, 'It was not registered', AT_THE_SAME_MOMENT);
    case 'unconfirmed': {
      const name = channelName(done.channel);
      const who = `Members of other organisations may read this ${place}, so nothing is posted here yet.`;
      return notice(turn, title, who, `An admin says to Waymark in their own chat: “channels confirm ${name}”.`);
    }
    case 'on-hold': {
      const until = inWords(done.to as CivilDate);
      return notice(turn, title, `Publication to members is on hold until ${until}. The first summary comes after it.`);
    }
    case 'posted': {
      const held = await heldBackNow(ports);
      // The summary itself is the answer; it comes as a post of its own.
      return held === null ? [] : notice(turn, title, heldLine(ports, held));
    }
  }
}

/** "summary stop": of a plan or a part of one, or everything that is read here. */
export async function summaryStop(turn: ChannelTurn, what: string): Promise<readonly Reply[]> {
  const { ports, said, caller } = turn;
  const { channel } = said;
  if (channel === null) return notice(turn, 'Say this in a channel', 'Mention Waymark in the one that should stop.');
  const refused = await refusedHere(turn, channel, 'channel stopped');
  if (refused !== null) return refused;
  const found = await ports.channels.channel(channel.id);
  const titles = new Map((await ports.plans.list()).map(({ id, title }) => [id, title]));
  const words = (reading: Reading): string => scopeInWords(reading, titles.get(reading.plan) ?? reading.plan);
  if (found === null || found.value.reads.length === 0) {
    return notice(turn, 'Nothing is posted here', 'This channel reads no summary, so there is nothing to stop.');
  }
  const stopped = await stoppedBy(turn, found.value, what);
  if ('refusal' in stopped) return stopped.refusal;
  if (stopped.reads.length === 0) {
    const reads = found.value.reads.map((reading) => `– ${words(reading)}`);
    return notice(turn, 'This channel does not read that', 'What it reads:', ...reads);
  }
  const outcome = await stopReadings(ports, caller.by, found, stopped.reads);
  if (outcome === 'conflict') return notice(turn, 'It was not stopped', AT_THE_SAME_MOMENT);
  const left = found.value.reads.filter((reading) => !stopped.reads.includes(reading)).map(words);
  const rest = left.length === 0 ? 'Nothing is posted here any more.' : `Still posted here: ${left.join('; ')}.`;
  return notice(turn, 'Stopped', `No longer posted here: ${stopped.reads.map(words).join('; ')}.`, rest);
}

type Stopped = { readonly reads: readonly Reading[] } | { readonly refusal: readonly Reply[] };

async function stoppedBy(turn: ChannelTurn, { reads }: Channel, what: string): Promise<Stopped> {
  if (what === '') return { reads };
  const meant = await meantReading(turn, what, 'stop');
  if ('refusal' in meant) return meant;
  const { plan, area, tag } = meant.reading;
  const ofPlan = reads.filter((one) => one.plan === plan);
  const whole = area === null && tag === null;
  return { reads: whole ? ofPlan : ofPlan.filter((one) => one.area === area && one.tag === tag) };
}

/** Null for an admin; anybody else's wish is on record. */
async function refusedHere(turn: ChannelTurn, channel: ChannelPlace, act: string): Promise<readonly Reply[] | null> {
  const { ports, caller } = turn;
  if (mayRun('channels', caller)) return null;
  await recordAct(ports, caller.by, act, audited(ports, channel), 'not an admin');
  return notice(turn, 'Only an admin can do this', 'Ask whoever looks after Waymark to mention it here.');
}

function audited(ports: Ports, { id }: ChannelPlace): string {
  return ports.hash(id).slice(0, 16);
}

type Meant = { readonly plan: Plan; readonly reading: Reading } | { readonly refusal: readonly Reply[] };

/** The plan, and what of it, that was said; else what to answer. */
async function meantReading(turn: ChannelTurn, what: string, verb: 'here' | 'stop'): Promise<Meant> {
  const { ports, said } = turn;
  const plans = await ports.plans.list();
  const found = planSaid(what, plans);
  if (found === null) {
    const word = `${/\bsummar/i.test(said.text) ? 'summary' : 'rollup'} ${verb}`;
    const title = what === '' ? 'Which plan?' : `There is no plan called ${what}`;
    const known = plans.map((one) => `${one.id}: ${one.title}`);
    return { refusal: notice(turn, title, `Name one of these after “${word}”:`, ...known) };
  }
  const { plan, rest } = found;
  const read = readingSaid(rest, await partsOf(ports, plan));
  if (typeof read === 'string') return { refusal: notice(turn, 'That was not understood', read, LIKE_THIS) };
  const whole = wholeReading(plan.id);
  const reading: Reading = {
    ...whole,
    area: read.area,
    tag: read.tag,
    ceiling: read.ceiling ?? whole.ceiling,
    memberFacing: read.memberFacing ?? whole.memberFacing,
    withWindow: read.withWindow ?? whole.withWindow,
  };
  return { plan, reading };
}

async function partsOf(ports: Ports, { id, levels }: Plan): Promise<PartsOfPlan> {
  const contents = await ports.plans.contents(id);
  const tags = (contents?.milestones ?? []).flatMap(({ milestone }) => milestone.tags);
  return { areas: contents?.areas ?? [], tags: [...new Set(tags)], areaWord: levels.area };
}

/** Without the reason, which was meant for whoever looks after it, and not for a channel. */
function heldLine({ zone, clock }: Ports, held: HeldBack): string {
  if (held.kind === 'stopped') {
    return 'All sending is stopped at present; the summary is posted here when it starts again.';
  }
  return `${heldInWords(held, { zone, now: clock.now() })}; the summary is posted here then.`;
}

function notice({ sign }: Pick<ChannelTurn, 'sign'>, title: string, ...lines: string[]): readonly Reply[] {
  return [noticeCard({ title, lines }, sign)];
}
