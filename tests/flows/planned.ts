/** A sweep has planned, and nothing is sent yet. */
import { civilDate } from '../../bot/domain/dates.js';
import type { Digest, Ports } from '../../bot/flows/ports.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { createWorld, digestsOf, linkAll, loadPlan, type RowWish, type World } from '../support/world.js';

export const MINUTE = 60_000;

/** A world in which a sweep has planned digests for some officers. */
export async function planned(
  wishes: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }],
  when: { readonly at?: string; readonly atOnce?: boolean; readonly loaded?: string } = {},
): Promise<{ world: World; ports: World['ports']; ids: Record<string, string> }> {
  const { at = '2026-11-18T10:00:00Z', atOnce = false, loaded = at.slice(0, 10) } = when;
  const world = createWorld(at);
  const { ports } = world;
  await loadPlan(ports, wishes, civilDate(loaded));
  const ids = await linkAll(ports, [...new Set(wishes.flatMap((wish) => wish.leads))]);
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce });
  while (world.bells.take() !== null);
  return { world, ports, ids };
}

export const EARLY: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-25', leads: ['Ann'] }];
export const officers = (names: readonly string[]): RowWish[] =>
  names.map((name) => ({ ref: `A-${name}`, due: '2026-11-18', leads: [name] }));

export async function digest(ports: Ports, officer: string | undefined): Promise<Digest> {
  const found = (await digestsOf(ports, officer ?? '')).at(-1);
  if (found === undefined) throw new Error('No digest was planned');
  return found;
}

export const openRows = async (ports: Ports): Promise<number> => (await ports.openDigests.list()).length;
export const posts = (world: World): number => world.posted.filter(({ act }) => act === 'post').length;
