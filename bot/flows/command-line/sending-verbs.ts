import { whenInWords, type Instant } from '../../domain/dates.js';
import { readDirectory } from '../directory.js';
import { unsentCards } from '../due-cards.js';
import type { SenderState } from '../ports.js';
import { startSending, stopSending } from '../sending.js';
import { mapLimited } from '../side-by-side.js';
import { counted, type Answer, type CommandPorts, type Common } from './answer.js';

/** Whether cards leave, since when not and by whom, and what waits. */
export async function sendingVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  return told(ports, common, (await ports.sender.read()).value, []);
}

/** Stops all that is unsolicited. What a person asks for in Teams is still answered. */
export async function sendingStopVerb(ports: CommandPorts, common: Common, reason: string | null): Promise<Answer> {
  const before = (await ports.sender.read()).value;
  const state = await stopSending(ports, common.by, reason);
  const held = isHeld(state, ports.clock.now());
  const underWay = held
    ? 'Something is being sent now: at most the few cards already on their way still arrive, within 5 seconds.'
    : 'Nothing was on its way.';
  const goes = 'Planning goes on, and people are still answered.';
  return told(ports, common, state, [...againLines(before, state), underWay, goes]);
}

/** What a second "stop" did. */
function againLines(before: SenderState, { reason }: SenderState): readonly string[] {
  if (!before.stopped) return [];
  if (before.reason === reason) return ['It was stopped already.'];
  return [`It was stopped already${before.reason === null ? '' : ` (${before.reason})`}; the new reason is kept.`];
}

/** Lets it go on, without a burst. */
export async function sendingStartVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const state = await startSending(ports, common.by);
  const goes = 'They leave at the usual rate, each looked at again first: what was answered meanwhile is not sent.';
  return told(ports, common, state, [goes]);
}

async function told(ports: CommandPorts, common: Common, state: SenderState, more: readonly string[]): Promise<Answer> {
  const now = ports.clock.now();
  const { nameOf } = await readDirectory(ports.people);
  const unsent = await unsentCards(ports);
  const waiting = unsent.map(({ digest }) => digest);
  const summaries = await summariesWaiting(ports);
  const oldest = waiting[0] ?? null;
  const by = state.stoppedBy === null || state.stoppedBy === 'operator' ? state.stoppedBy : nameOf(state.stoppedBy);
  const notBefore = state.notBefore !== null && state.notBefore > now ? state.notBefore : null;
  const clock = (moment: Instant): string => whenInWords(moment, { zone: ports.zone, now });
  const since = state.stoppedAt === null ? '' : ` since ${clock(state.stoppedAt)}`;
  const who = by === null ? '' : `, by ${by === 'operator' ? 'an operator' : by}`;
  const why = state.reason === null ? '' : `: ${state.reason}`;
  const counts = `${counted(waiting.length, 'card')} and ${counted(summaries, 'summary', 'summaries')} wait`;
  return {
    json: {
      asAt: common.asAt,
      stopped: state.stopped,
      since: state.stoppedAt,
      by: state.stoppedBy,
      byName: by,
      reason: state.reason,
      notBefore,
      sendingNow: isHeld(state, now),
      waiting: waiting.length,
      summaries,
      oldest: oldest && { officer: nameOf(oldest.officer), officerId: oldest.officer, since: oldest.plannedAt },
    },
    lines: [
      state.stopped ? `All sending is stopped${since}${who}${why}. Start it with: sending start` : 'Sending is on.',
      ...(notBefore === null ? [] : [`Teams asked us to wait until ${clock(notBefore)}.`]),
      oldest === null
        ? `${counts}.`
        : `${counts}, the oldest, to ${nameOf(oldest.officer)}, since ${clock(oldest.plannedAt)}.`,
      ...more,
    ],
  };
}

function isHeld({ holder, until }: SenderState, now: Instant): boolean {
  return holder !== null && until !== null && until > now;
}

async function summariesWaiting({ plans, rollups }: CommandPorts): Promise<number> {
  const posts = await mapLimited(await plans.list(), 4, ({ id }) => rollups.openPosts(id));
  return posts.flat().length;
}
