/** When the bell rings for what a drain has left. */
import { addMs, msOf, type Instant } from '../domain/dates.js';
import type { Step } from './deliver-digest.js';
import type { Ports } from './ports.js';
import { waitsFor } from './sender.js';

/** The bell rings again for what waits so long at most; the tick finds the rest. */
const SOON_SECONDS = 300;
/** A bell that rings so much later is soon enough. */
const BELLS_APART_MS = 2_000;

/** Somebody else is sending and may have looked already, or all are waiting: the bell rings when that can be over. */
export async function ringWhenFree(ports: Ports): Promise<void> {
  const { value } = await ports.sender.read();
  if (value.stopped) return;
  const now = ports.clock.now();
  const held = value.holder === null || value.until === null || value.until <= now ? null : value.until;
  const last = [held, waitsFor(value, now)]
    .filter((moment) => moment !== null)
    .sort()
    .at(-1);
  if (last === undefined || isRung(ports, addMs(last, 1_000))) return;
  if (await hasWork(ports)) await ringAt(ports, addMs(last, 1_000));
}

async function hasWork({ openDigests, staleCards, stalePosts }: Ports): Promise<boolean> {
  const lists = [await openDigests.list(), await staleCards.list(), await stalePosts.list()];
  return lists.some((list) => list.length > 0);
}

/** When the last bell of a process rings, by what belongs to it alone: so that bells do not multiply. */
const rung = new WeakMap<object, Instant>();

/** A bell of this process rings soon enough after that moment, or before it, and brings the next. */
function isRung({ pace, clock }: Ports, moment: Instant): boolean {
  const known = rung.get(pace);
  return known !== undefined && known > clock.now() && known <= addMs(moment, BELLS_APART_MS);
}

/** Rings at a moment if that is soon, and no bell does already; the tick finds the rest. */
async function ringAt(ports: Ports, moment: Instant): Promise<void> {
  const seconds = Math.max(1, Math.ceil((msOf(moment) - msOf(ports.clock.now())) / 1000));
  if (seconds > SOON_SECONDS || isRung(ports, moment)) return;
  rung.set(ports.pace, addMs(ports.clock.now(), seconds * 1000));
  await ports.bells.deliver(seconds);
}

/** Rings for the earliest of what waits, when sending is allowed. */
export async function ringAgain(ports: Ports, left: readonly Step[]): Promise<void> {
  if (left.length === 0) return;
  const { value } = await ports.sender.read();
  if (value.stopped) return;
  const now = ports.clock.now();
  const free = waitsFor(value, now) ?? now;
  const earliest = left.map((step): Instant => (step.kind === 'waiting' ? step.until : free)).sort()[0] ?? free;
  await ringAt(ports, earliest > free ? earliest : free);
}
