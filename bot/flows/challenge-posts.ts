/** Where answers to leaders are told, and when: in the thread of the summary under which they were asked. */
import { challengeViews } from '../domain/challenge-views.js';
import { challengeOf, isTellable } from '../domain/challenges.js';
import { addMs, instant, momentAt, type Instant } from '../domain/dates.js';
import type { Challenge, Milestone } from '../domain/plan.js';
import { isInScope, scopeKey, scopeOf } from '../domain/scope.js';
import { asTold, HELD_WORDS, mayBeNamed, type Readership } from '../domain/told-words.js';
import type { ChallengeAnswerView } from '../domain/views.js';
import { readDirectory } from './directory.js';
import { messageFor, planPart } from './plan-rollup.js';
import type { Channel, Ports, RollupPost } from './ports.js';
import { findMilestone, type Found } from './found-milestone.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';

/** Nine o'clock, in minutes. */
const NINE = 9 * 60;
/** What waits for a person is looked at again after so long. */
const LOOK_AGAIN_MS = 30 * 60_000;
const END_OF_TIME = instant('9999-12-31T00:00:00Z');

type Place = Pick<RollupPost, 'scope' | 'period' | 'channel'>;

/** `part` of the post that tells one answer. */
export function answerPart(ref: string, id: string): string {
  return `answer:${ref}:${id}`;
}

/** Back from `answerPart`; null for any other part. */
export function answerOfPart(part: string): { readonly ref: string; readonly id: string } | null {
  const found = /^answer:(.*):([^:]*)$/s.exec(part);
  return found === null ? null : { ref: found[1] ?? '', id: found[2] ?? '' };
}

/**
 * Plans what tells an answer, once however often this is said: now or when the day opens where it may be told already, else
 * at nine of the day on which it may. Said before the answer is written, so that a crash leaves none unsaid; and after it,
 * since who looked in between found nothing to say.
 */
export async function planAnswer(ports: Ports, answered: Milestone, id: string): Promise<void> {
  const challenge = challengeOf(answered, id);
  if (challenge?.answer == null) return;
  const notBefore = tellsFrom(ports, challenge);
  const part = answerPart(answered.ref, id);
  for (const place of await placesFor(ports, answered, challenge)) {
    await planPart(ports, { ...place, part, notBefore });
    await bringForward(ports, { ...place, part }, notBefore);
  }
}

/** What may be told by now is told now, or when the day opens: once, however often this is said. */
export async function tellNow(ports: Ports, { stored: { milestone } }: Pick<Found, 'stored'>): Promise<void> {
  const today = todayOf(ports);
  const tellable = milestone.challenges.filter((one) => isTellable(one, today));
  for (const { id } of tellable) await planAnswer(ports, milestone, id);
}

/** Null: now. */
function tellsFrom({ zone, clock }: Pick<Ports, 'zone' | 'clock'>, { answer }: Challenge): Instant | null {
  if (answer?.released !== null) return null;
  const from = momentAt(answer.waitsUntil, NINE, zone);
  return from > clock.now() ? from : null;
}

/** What waits for a later day leaves on this one; so does what had nothing to say before, which nobody has ever sent. */
async function bringForward(
  ports: Ports,
  { scope, period, channel, part }: Place & { part: string },
  notBefore: Instant | null,
): Promise<void> {
  const found = await ports.rollups.post(scope, period, channel, part);
  if (found === null || !(isLaterThan(found.value, notBefore) || hadNothingToSay(found.value))) return;
  const saved = await ports.rollups.savePost({ ...found.value, state: 'planned', reason: null, notBefore }, found.etag);
  if (saved === 'conflict' || notBefore !== null) return;
  await ringFor(ports.log, () => ports.bells.rollup(messageFor({ scope, period, channel, part })));
}

function isLaterThan({ state, notBefore }: RollupPost, wanted: Instant | null): boolean {
  return state === 'planned' && notBefore !== null && (wanted === null || notBefore > wanted);
}

/** Of a reply that is nothing to worry about: what it was about may not be told there, or was not there yet. */
export const NOTHING_TO_SAY = 'nothing-to-say';

function hadNothingToSay({ state, reason }: RollupPost): boolean {
  return state === 'waived' && reason === NOTHING_TO_SAY;
}

/**
 * Under the summary where it was asked; else under the newest one of each channel that may read of the milestone, or where
 * it was planned when another was the newest.
 */
async function placesFor(ports: Ports, milestone: Milestone, { id, from }: Challenge): Promise<readonly Place[]> {
  if (from.kind === 'post') return [from];
  const part = answerPart(milestone.ref, id);
  const places = new Map<string, Place>();
  for (const { value } of await ports.channels.list()) {
    const place = await placeIn(ports, milestone, part, value);
    if (place !== null) places.set(place.channel, place);
  }
  return [...places.values()];
}

async function placeIn(
  { rollups }: Ports,
  milestone: Milestone,
  part: string,
  { id: channel, reads, goneAt }: Channel,
): Promise<Place | null> {
  const scopes = reads
    .filter((one) => one.plan === milestone.plan && goneAt === null)
    .filter((one) => isInScope(milestone, one) && mayBeNamed(milestone, one))
    .map(scopeKey);
  for (const scope of scopes) {
    const planned = (await rollups.postsIn(scope, channel)).find(({ value }) => value.part === part);
    if (planned !== undefined) return { scope, period: planned.value.period, channel };
  }
  for (const scope of scopes) {
    const posted = await rollups.newestPostedBefore(scope, END_OF_TIME, channel);
    if (posted !== null) return { scope, period: posted.period, channel };
  }
  return null;
}

/** Whether an answer will be told anywhere but on a card: whoever asks is told so. */
export async function isToldInChannels(
  ports: Ports,
  { stored: { milestone } }: Found,
  challenge: Challenge,
): Promise<boolean> {
  return (await placesFor(ports, milestone, challenge)).length > 0;
}

/**
 * Until when a reply waits that tells an answer: until the answer is written, until it may be told, or until somebody has
 * looked at its words. Null when it need not wait.
 */
export async function answerWaits(
  ports: Pick<Ports, 'plans' | 'people' | 'clock' | 'zone'>,
  post: Pick<RollupPost, 'scope' | 'part'>,
  readership: Readership,
): Promise<Instant | null> {
  const told = answerOfPart(post.part);
  const found = told === null ? null : await findMilestone(ports, scopeOf(post.scope).plan, told.ref);
  if (told === null || found === null) return null;
  const challenge = challengeOf(asTold(found.stored.milestone, found.outline.plan, readership), told.id);
  if (challenge === null) return null;
  const soon = addMs(ports.clock.now(), LOOK_AGAIN_MS);
  if (challenge.answer === null || challenge.answer.text === HELD_WORDS) return soon;
  return isTellable(challenge, todayOf(ports)) ? null : (tellsFrom(ports, challenge) ?? soon);
}

/**
 * What the thread says of an answer, as it stands when it is posted; null where there is nothing to say, or not there:
 * no answer came of it, it may not be told yet, or the milestone may not be named to these readers.
 */
export async function answerReply(
  ports: Pick<Ports, 'plans' | 'people' | 'clock' | 'zone'>,
  post: Pick<RollupPost, 'scope' | 'part'>,
  readership: Readership,
): Promise<ChallengeAnswerView | null> {
  const told = answerOfPart(post.part);
  const found = told === null ? null : await findMilestone(ports, scopeOf(post.scope).plan, told.ref);
  if (told === null || found === null || !mayBeNamed(found.stored.milestone, readership)) return null;
  const { plan, areas } = found.outline;
  const milestone = asTold(found.stored.milestone, plan, readership);
  const challenge = challengeOf(milestone, told.id);
  const today = todayOf(ports);
  if (challenge === null || !isTellable(challenge, today)) return null;
  const { nameOf } = await readDirectory(ports.people);
  const [view] = challengeViews([{ ...milestone, challenges: [challenge] }], { plan, areas, today, nameOf });
  return view === undefined ? null : { ...view, milestone: milestone.text, planTitle: plan.title };
}
