/** A plan as a snapshot counted it: of a day gone by, with what counts for that day although it was entered later. */
import { endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import { isOfDay } from '../domain/of-day.js';
import { asItStood, type PlanAsAt } from './as-at.js';
import type { HistoryRow, Ports, Snapshot } from './ports.js';

export type Counted = PlanAsAt['milestones'][number];

export function readAtOf({ readAt, asOf }: Pick<Snapshot, 'readAt' | 'asOf'>): Instant {
  return readAt ?? asOf;
}

/** The milestones that a snapshot counted, as it found them. */
export function countedIn({ history }: Pick<PlanAsAt, 'history'>, { revisions }: Snapshot): readonly Counted[] {
  return revisions.flatMap(([ref, rev]) => {
    const past = history.get(ref)?.at(-1);
    return past === undefined ? [] : [{ milestone: past.milestone, rev }];
  });
}

/** A plan as a snapshot found it: of every milestone the images up to the one that was counted. */
export function outlineOf(
  ports: Pick<Ports, 'zone'>,
  rows: readonly HistoryRow[],
  snapshot: Snapshot,
): PlanAsAt | null {
  const { zone } = ports;
  const byEnd = endOfDay(snapshot.asAt, zone);
  const readAt = readAtOf(snapshot);
  const isCorrection = snapshot.corrects !== null;
  const counting = isCorrection ? countingFor(ports, rows, snapshot) : rows;
  // A correction knows more than its day did.
  const known = asItStood(counting, isCorrection && readAt > byEnd ? readAt : byEnd, zone);
  if (known === null) return null;
  const revisions = new Map([...snapshot.beside, ...snapshot.revisions]);
  const history = [...known.history].flatMap(([ref, pasts]) => {
    const last = pasts.findIndex(({ rev }) => rev === revisions.get(ref));
    return last < 0 ? [] : [[ref, pasts.slice(0, last + 1)] as const];
  });
  // A slot may lie minutes before its figures were read, and its plan have been loaded in between.
  return knownOn({ ...(asItStood(counting, readAt, zone) ?? known), history: new Map(history) }, snapshot.asAt);
}

/** What counts for the day of a correction: what was recorded by its end, what is of it, and what was counted before. */
export function countingFor(
  { zone }: Pick<Ports, 'zone'>,
  rows: readonly HistoryRow[],
  { asAt, revisions, beside }: Snapshot,
): readonly HistoryRow[] {
  const end = endOfDay(asAt, zone);
  const counted = new Map([...beside, ...revisions]);
  return rows.filter(({ at, rev, image }) => {
    if (at <= end) return true;
    return image.kind === 'milestone' && (isOfDay(image.milestone, asAt) || counted.get(image.milestone.ref) === rev);
  });
}

/** Of a day gone by, what was recorded after it and counts all the same counts on that day. */
export function knownOn(plan: PlanAsAt, asAt: CivilDate): PlanAsAt {
  const pasts = [...plan.history].map(
    ([ref, all]) => [ref, all.map((past) => (past.on > asAt ? { ...past, on: asAt } : past))] as const,
  );
  return { ...plan, history: new Map(pasts) };
}
