/** Where answers to leaders are told, and when: in the thread of the summary under which they were asked. */
import { challengeViews } from '../domain/challenge-views.js';
import { challengeOf, isTellable } from '../domain/challenges.js';
import { instant, momentAt } from '../domain/dates.js';
import type { Challenge, Milestone } from '../domain/plan.js';
import { isInScope, scopeKey, scopeOf } from '../domain/scope.js';
import { asTold, mayBeNamed, type Readership } from '../domain/told-words.js';
import type { ChallengeAnswerView } from '../domain/views.js';
import { readDirectory } from './directory.js';
import { messageFor, planPart } from './plan-rollup.js';
import type { Channel, Ports, RollupPost } from './ports.js';
import { findMilestone, type Found } from './record-update.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';

/** Nine o'clock, in minutes. */
const NINE = 9 * 60;
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

/** Plans what tells an answer: at once where it is released already, else at nine of the day on which it may be told. */
export async function planAnswer(
  ports: Ports,
  { outline }: Pick<Found, 'outline'>,
  answered: Milestone,
  id: string,
): Promise<void> {
  const challenge = challengeOf(answered, id);
  if (challenge?.answer == null) return;
  const notBefore = challenge.answer.released === null ? momentAt(challenge.answer.waitsUntil, NINE, ports.zone) : null;
  const part = answerPart(answered.ref, id);
  for (const place of await placesFor(ports, outline.plan.id, answered, challenge)) {
    await planPart(ports, { ...place, part, notBefore });
  }
}

/** What has been released is told now, or when the day opens: once, however often this is said. */
export async function tellNow(ports: Ports, { stored: { milestone } }: Pick<Found, 'stored'>): Promise<void> {
  for (const challenge of milestone.challenges) {
    if ((challenge.answer?.released ?? null) === null) continue;
    for (const place of await placesFor(ports, milestone.plan, milestone, challenge)) {
      const part = answerPart(milestone.ref, challenge.id);
      await planPart(ports, { ...place, part, notBefore: null });
      await bringForward(ports, { ...place, part });
    }
  }
}

/** What was planned for a day to come leaves as soon as the day opens. */
async function bringForward(ports: Ports, { scope, period, channel, part }: Place & { part: string }): Promise<void> {
  const found = await ports.rollups.post(scope, period, channel, part);
  if (found?.value.state !== 'planned' || found.value.notBefore === null) return;
  const saved = await ports.rollups.savePost({ ...found.value, notBefore: null }, found.etag);
  if (saved === 'conflict') return;
  await ringFor(ports.log, () => ports.bells.rollup(messageFor({ scope, period, channel, part })));
}

/** Under the summary where it was asked; else under the newest one of each channel that may read of the milestone. */
async function placesFor(
  ports: Ports,
  plan: string,
  milestone: Milestone,
  { from }: Challenge,
): Promise<readonly Place[]> {
  if (from.kind === 'post') return [from];
  const places = new Map<string, Place>();
  for (const { value } of await ports.channels.list()) {
    for (const place of await newestIn(ports, plan, milestone, value)) places.set(place.channel, place);
  }
  return [...places.values()];
}

async function newestIn(
  { rollups }: Ports,
  plan: string,
  milestone: Milestone,
  { id: channel, reads, goneAt }: Channel,
): Promise<readonly Place[]> {
  const reading = reads.filter(
    (one) => one.plan === plan && goneAt === null && isInScope(milestone, one) && mayBeNamed(milestone, one),
  );
  for (const one of reading) {
    const scope = scopeKey(one);
    const posted = await rollups.newestPostedBefore(scope, END_OF_TIME, channel);
    if (posted !== null) return [{ scope, period: posted.period, channel }];
  }
  return [];
}

/** Whether an answer will be told anywhere but on a card: whoever asks is told so. */
export async function isToldInChannels(
  ports: Ports,
  { stored: { milestone } }: Found,
  challenge: Challenge,
): Promise<boolean> {
  return (await placesFor(ports, milestone.plan, milestone, challenge)).length > 0;
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
