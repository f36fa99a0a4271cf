import type { CivilDate } from '../domain/dates.js';
import type { PublicationHold } from '../domain/holds.js';
import { asTypedOnOneLine } from '../domain/plain-text.js';
import type { Actor } from '../domain/plan.js';
import type { DiaryImage, Ports } from './ports.js';

export type HoldAct =
  | { readonly kind: 'add'; readonly hold: PublicationHold }
  /** The one that begins on that day. */
  | { readonly kind: 'remove'; readonly from: CivilDate };

export type HoldsChanged =
  | { readonly kind: 'changed'; readonly hold: PublicationHold; readonly holds: readonly PublicationHold[] }
  /** Another one holds on one of these days. */
  | { readonly kind: 'overlaps'; readonly hold: PublicationHold }
  /** None begins on that day. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'conflict' };

const TRIES = 5;

/** Adds a publication hold to the diary, or takes one out (RULES 6). Nobody is asked anything by it, so no index moves. */
export async function changeHolds(ports: Ports, act: HoldAct, by: Actor): Promise<HoldsChanged> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const { holds: previous } = await ports.diary.read();
    const next = applied(previous?.holds ?? [], act);
    if ('kind' in next) return next;
    const image: DiaryImage = { kind: 'holds', holds: { holds: next.holds } };
    const at = ports.clock.now();
    const why = act.kind === 'add' ? 'publication hold added' : 'publication hold removed';
    const inputHash = ports.hash(JSON.stringify(['holds', act]));
    const change = { image, previous, at, recordedAt: at, by, why, inputHash };
    if ((await ports.diary.commit([change])) === 'written') return { kind: 'changed', ...next };
  }
  return { kind: 'conflict' };
}

interface Applied {
  readonly hold: PublicationHold;
  readonly holds: readonly PublicationHold[];
}

function applied(
  known: readonly PublicationHold[],
  act: HoldAct,
): Applied | Exclude<HoldsChanged, { kind: 'changed' }> {
  if (act.kind === 'remove') {
    const hold = known.find(({ from }) => from === act.from);
    return hold === undefined ? { kind: 'nothing' } : { hold, holds: known.filter((one) => one !== hold) };
  }
  const hold = { ...act.hold, reason: asTypedOnOneLine(act.hold.reason) };
  const other = known.find(({ from, to }) => from <= hold.to && hold.from <= to);
  if (other !== undefined) return { kind: 'overlaps', hold: other };
  return { hold, holds: [...known, hold].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}
