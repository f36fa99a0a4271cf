/**
 * One client that presses or speaks without end must not occupy the bot (guarantees.md 5, T15). Decided before anything
 * is read, by who the verified activity says it is, and for one process.
 */
import type { Log } from '../flows/ports.js';
import type { Person, Turns } from './turns.js';

/** So many things in so many milliseconds. */
interface Limit {
  readonly times: number;
  readonly withinMs: number;
}

/** What nobody does by hand, who has thirty milestones to answer in a hurry included; all of them hold. */
const PERSON_LIMITS: readonly Limit[] = [
  { times: 200, withinMs: 10_000 },
  { times: 2_000, withinMs: 5 * 60_000 },
];
/** They, and the log, are told once in this time: an answer to words is a message of its own. */
const TOLD_EVERY_MS = 10_000;
/** At most so many people are remembered; of more, those who did something last. */
const MOST_PEOPLE = 2_000;

export const TOO_MANY =
  'You have sent very many in a short time, so this one was not taken: please wait a few minutes, then try again.';

interface Past {
  /** When what was taken came, oldest first. */
  taken: readonly number[];
  toldAt: number;
}

/** @param now in milliseconds; only differences count. `admins`: Entra ids in lower case, who have no limit */
export function limitEach(
  turns: Turns,
  {
    now,
    admins,
    log,
    hash,
    limits = PERSON_LIMITS,
  }: {
    readonly now: () => number;
    readonly admins: readonly string[];
    readonly log: Log;
    readonly hash: (text: string) => string;
    readonly limits?: readonly Limit[];
  },
): Turns {
  const longestMs = Math.max(...limits.map(({ withinMs }) => withinMs));
  const people = new Map<string, Past>();
  const judge = (actor: Person): 'take' | 'refuse' | 'refuse-and-tell' => {
    if (admins.includes(actor.entraId)) return 'take';
    const at = now();
    const past = remembered(people, `${actor.tenantId ?? ''} ${actor.entraId}`);
    past.taken = past.taken.filter((one) => one > at - longestMs);
    if (limits.every(({ times, withinMs }) => past.taken.filter((one) => one > at - withinMs).length < times)) {
      past.taken = [...past.taken, at];
      return 'take';
    }
    if (at - past.toldAt < TOLD_EVERY_MS) return 'refuse';
    past.toldAt = at;
    log.warn('person-limited', { subject: hash(actor.entraId).slice(0, 16) });
    return 'refuse-and-tell';
  };
  return {
    onCard: (action) => (judge(action.actor) === 'take' ? turns.onCard(action) : Promise.resolve({ text: TOO_MANY })),
    onText: (said) => {
      const judged = judge(said.actor);
      if (judged === 'take') return turns.onText(said);
      return Promise.resolve(judged === 'refuse' ? [] : [{ text: TOO_MANY }]);
    },
    onInstalled: (presence) => turns.onInstalled(presence),
    onRemoved: (presence) => turns.onRemoved(presence),
  };
}

/** The one who did something last stands last. */
function remembered(people: Map<string, Past>, id: string): Past {
  const past = people.get(id) ?? { taken: [], toldAt: -Infinity };
  people.delete(id);
  people.set(id, past);
  const [oldest] = people.keys();
  if (people.size > MOST_PEOPLE && oldest !== undefined) people.delete(oldest);
  return past;
}
