/** What the cards on people's screens show in the end. */
import { addMs } from '../../bot/domain/dates.js';
import { digestContent } from '../../bot/flows/digest-content.js';
import { readDirectory } from '../../bot/flows/directory.js';
import type { Digest } from '../../bot/flows/ports.js';
import type { DigestView } from '../../bot/domain/views.js';
import type { Life } from './life.js';
import type { Posted, World } from '../support/world.js';

/** The buttons of an older one are not taken any more. */
const CARD_AGE_MS = 30 * 86_400_000;
/** So far apart are the clocks of two machines at most. */
const CLOCKS_APART_MS = 60_000;
/** Teams took no replacement: what is shown is out of our hands. */
const NOT_TAKEN: readonly Posted['outcome'][] = ['unreachable', 'refused'];

/**
 * Of every sent card that is young enough: nothing on it that is settled, and nothing as it was before it changed. Nothing
 * is known of one that was last built while the clock was ahead: that it is old shows only until that time has come. Nor of
 * what was asked while the clock was ahead, on a card that was built after it was right again: it bears a later time.
 */
export async function staleCards(world: World, jumps: Life['jumps']): Promise<readonly string[]> {
  const { ports } = world;
  const directory = await readDirectory(ports.people);
  const faults: string[] = [];
  for (const { value: officer } of await ports.people.officers()) {
    const { asked, digests } = await ports.ledger.read(officer.id);
    for (const { value: digest } of digests) {
      if (!isYoung(world, digest)) continue;
      const shown = versionsOf(world, digest);
      const last = shown.at(-1);
      if (last === undefined || NOT_TAKEN.includes(last.outcome) || last.message?.kind !== 'digest') continue;
      if ((jumps.findLast(({ order }) => order < last.let.order)?.ahead ?? 0) > 0) continue;
      const { view } = await digestContent(ports, directory, digest);
      const now = new Set(rowsOf(view));
      const later = asked.filter(({ at }) => at > addMs(last.at, CLOCKS_APART_MS)).map(({ ref }) => ref);
      const isLater = (row: string): boolean => jumps.length > 0 && later.some((ref) => row.startsWith(`${ref} `));
      const old = rowsOf(last.message.view).filter((row) => !now.has(row) && !isLater(row));
      if (old.length > 0) faults.push(`${officer.name}'s card of ${digest.slot} still shows ${old.join(', ')}`);
    }
  }
  return faults;
}

function isYoung({ clock }: World, { state, activityId, settledAt }: Digest): boolean {
  return state === 'sent' && activityId !== null && settledAt !== null && settledAt > addMs(clock.now(), -CARD_AGE_MS);
}

function versionsOf({ posted }: World, { activityId }: Digest): readonly Posted[] {
  return posted.filter(({ act, shownAs }) => act !== 'open' && shownAs === activityId);
}

const rowsOf = ({ yours, waiting }: DigestView): readonly string[] =>
  [...yours, ...waiting].map(({ link }) => `${link.ref} rev ${String(link.rev)}`);
