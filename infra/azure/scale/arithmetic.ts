/** What a council asks of a deployment, as arithmetic: pure, all times in milliseconds. */
import { ASSUMED, COSTS, digestsOf, OURS, type Council } from './council.ts';
import { LIMITS } from './published.ts';

export interface Morning {
  readonly digests: number;
  /** Milestones in one card. */
  readonly inACard: number;
  /** Cards a second, and what holds them back: our rate, or answers that are slow. */
  readonly perSecond: number;
  readonly sendMs: number;
  /** Of all cards, those sent within a minute of the slot. */
  readonly promptShare: number;
  /** Requests to storage of the sweep, and of all cards. */
  readonly sweepRequests: number;
  readonly sendRequests: number;
  /** At the fastest, while cards are sent. */
  readonly storagePerSecond: number;
  /** Entities a second in the partition that is asked most: the largest plan. */
  readonly hotPerSecond: number;
}

/** The worst morning of a year. */
export function morningOf(council: Council): Morning {
  const digests = digestsOf(council);
  const inACard = digests === 0 ? 0 : council.due / digests;
  const perSecond = cardsPerSecond();
  const aCard = COSTS.digest + COSTS.digestMilestone * inACard;
  return {
    digests,
    inACard,
    perSecond,
    sendMs: sendMs(digests, perSecond),
    promptShare: digests === 0 ? 1 : Math.min(1, sentWithin(OURS.promptMs, perSecond) / digests),
    sweepRequests: COSTS.sweep + COSTS.sweepDue * council.due + COSTS.sweepOfficer * digests,
    sendRequests: digests * aCard,
    storagePerSecond: perSecond * aCard,
    hotPerSecond: perSecond * COSTS.digestMilestone * inACard * ASSUMED.largestPlan,
  };
}

/** Eight at a time, each from its first look at storage to its last word there. */
export function cardsPerSecond(teamsMs: number = ASSUMED.teamsMs): number {
  const eachMs = teamsMs + ASSUMED.inARow * ASSUMED.storageMs;
  return Math.min(OURS.rate, (OURS.inFlight * 1_000) / eachMs);
}

/** Every four minutes another drain takes over. */
export function sendMs(digests: number, perSecond: number): number {
  const working = (digests / perSecond) * 1_000;
  const changes = Math.max(0, Math.ceil(working / OURS.drainMs) - 1);
  return working + changes * OURS.handOverMs;
}

/** How many cards leave in so long. */
export function sentWithin(ms: number, perSecond: number): number {
  const round = OURS.drainMs + OURS.handOverMs;
  const rounds = Math.floor(ms / round);
  const working = rounds * OURS.drainMs + Math.min(OURS.drainMs, ms - rounds * round);
  return Math.floor((working / 1_000) * perSecond);
}

/** What refusals cost: everybody waits for each. */
export function pausesMs(digests: number, refused: number, pauseMs: number): number {
  return digests * refused * pauseMs;
}

export interface Ceiling {
  readonly what: string;
  /** Of what is allowed, how much is used: 1 is all of it. */
  readonly used: number;
  /** At so many officers of such a council it is reached. */
  readonly officers: number;
  readonly then: string;
}

/** Nearest first. Everything grows with the officers, but what the sender's own pace holds down. */
export function ceilings(council: Council): readonly Ceiling[] {
  const { digests, perSecond, storagePerSecond, hotPerSecond } = morningOf(council);
  const share = digests / council.officers;
  const at = (what: string, used: number, then: string): Ceiling => ({
    ...{ what, used, then },
    officers: used === 0 ? Infinity : Math.floor(council.officers / used),
  });
  const never = (what: string, used: number, then: string): Ceiling => ({ what, used, then, officers: Infinity });
  const prompt = Math.floor(sentWithin(OURS.promptMs, perSecond) / OURS.promptShare / share);
  const flagged = Math.floor(sentWithin(OURS.flaggedMs, perSecond) / share);
  return [
    {
      what: '99 in 100 cards within a minute of one slot',
      used: council.officers / prompt,
      officers: prompt,
      then: 'Give plans slots five minutes apart: each slot has its own minute. Nothing is lost meanwhile, only later.',
    },
    {
      what: 'every card of one slot within 15 minutes',
      used: council.officers / flagged,
      officers: flagged,
      then: 'A second deployment with its own bot, each for some of the plans: Teams counts each app by itself.',
    },
    at(
      'DueIndex: the rows of one day in one partition, read in a minute',
      council.due / (LIMITS.partition.value * 60),
      'Plans set their days apart, or a second deployment.',
    ),
    never(
      'requests to the storage account',
      storagePerSecond / LIMITS.account.value,
      'Held down by the rate of sending.',
    ),
    never(
      'the partition of the largest plan',
      hotPerSecond / LIMITS.partition.value,
      'Held down by the rate of sending.',
    ),
    never('the partition of cards not yet sent', (perSecond * 2) / LIMITS.partition.value, 'Held down by the rate.'),
    never('summaries in one channel in an hour', 1 / LIMITS.teamsConversationHour.value, 'One a sweep and channel.'),
    never('messages in one queue', perSecond / LIMITS.queue.value, 'At most one a press or card.'),
    at(
      'instances that answer people in the hour after a sweep',
      answering(council) / LIMITS.flexInstances.value,
      'Raise `maximumInstanceCount`: the plan takes up to 1,000.',
    ),
  ].sort((a, b) => a.officers - b.officers || b.used - a.used);
}

/** Instances at work when everybody answers in one hour. */
function answering({ officers }: Council): number {
  const aSecond = (officers * ASSUMED.pressesThatHour) / 3_600;
  return (aSecond * ASSUMED.answerSeconds) / ASSUMED.answersAtOnce;
}

export interface Year {
  /** Bytes that a year adds, and that a month takes in as logs. */
  readonly rows: number;
  readonly logsAMonth: number;
  /** In a month. */
  readonly cards: number;
  readonly presses: number;
  readonly storageRequests: number;
  readonly executions: number;
}

export function yearOf(council: Council): Year {
  const cards = council.officers * ASSUMED.ordinaryShare * ASSUMED.mornings;
  const presses = council.officers * ASSUMED.presses;
  const ticks = OURS.ticks * 30;
  const aCard = COSTS.digest + (COSTS.digestMilestone + COSTS.sweepDue) * ASSUMED.milestonesACard + COSTS.sweepOfficer;
  const executions = ticks + 30 + presses * 2 + ASSUMED.mornings * 2 + OURS.healthTests;
  return {
    rows:
      council.milestones * ASSUMED.changes * ASSUMED.historyBytes +
      cards * 12 * ASSUMED.milestonesACard * ASSUMED.ledgerBytes +
      presses * 12 * ASSUMED.auditBytes,
    logsAMonth:
      cards * ASSUMED.logReminder +
      ticks * ASSUMED.logTick +
      presses * ASSUMED.logPress +
      executions * ASSUMED.logExecution,
    cards,
    presses,
    storageRequests: ticks * COSTS.idleTick + cards * aCard + presses * COSTS.press + 30 * council.milestones,
    executions,
  };
}
