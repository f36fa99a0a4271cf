/** Who stands by the figures of a reporting window, area by area; and how a plan stands as a whole. */
import type { CivilDate } from './dates.js';
import { declarable, entryOfClass, type KeyEntry } from './key.js';
import type { Actor, Area, OfficerId, OverallRating, Plan } from './plan.js';
import { SEVERITY } from './policy.js';
import type { Rollup } from './rollup-facts.js';
import type { OverallView, SigningView } from './views.js';

/** The figures of one area as one text, the same for the same figures: a signature keeps its hash. */
export function areaFigures({ rows }: Pick<Rollup, 'rows'>, area: string): string {
  const own = rows.filter((row) => row.area === area);
  const texts = own.map(({ ref, rating, grade, state, due, forecast, deliveredOn }) =>
    JSON.stringify([ref, rating, grade?.id ?? null, state, due, forecast, deliveredOn]),
  );
  return texts.sort().join('\n');
}

/** Whether an area is signed off in a window: a signature lapses when the figures under it change (RULES 7). */
export function isSigned({ signed }: Pick<Area, 'signed'>, window: string, figures: string): boolean {
  return signed?.window === window && signed.figures === figures;
}

/**
 * Who signed which area of a window, and whose name stands over the others.
 *
 * @param areas those that the summary counts, each with its last signature in the window
 * @param figuresOf the hash of an area's figures as they stand now
 */
export function signingOf(
  areas: readonly Area[],
  window: string,
  figuresOf: (area: string) => string,
  nameOf: (officer: OfficerId) => string,
): SigningView {
  const stands = (area: Area): boolean => isSigned(area, window, figuresOf(area.code));
  return {
    signed: areas.filter(stands).flatMap(({ code, title, signed }) => {
      if (signed === null) return [];
      const { by, on, words } = signed;
      return [{ code, area: title, by: actorName(by, nameOf), on, words }];
    }),
    unsigned: areas
      .filter((area) => !stands(area))
      .map(({ code, title, heads }) => ({ code, area: title, head: heads.map(nameOf).join(' and ') || null })),
  };
}

/** One revision of a plan, and the day from which it counted. */
export interface PlanThen {
  readonly on: CivilDate;
  readonly plan: Pick<Plan, 'overall'>;
}

/**
 * How its owner rates the plan as a whole, since when, and what it was before; beside it what the worst of its parts says.
 * Null while it was never rated.
 *
 * @param history every revision of the plan, the oldest first
 */
export function overallView(
  history: readonly PlanThen[],
  key: readonly KeyEntry[],
  rollup: Pick<Rollup, 'counts'>,
  nameOf: (officer: OfficerId) => string,
): OverallView | null {
  const said = overallsIn(history);
  const last = said.at(-1);
  if (last === undefined) return null;
  const isSame = said.map(({ grade }) => grade === last.grade);
  const since = said[isSame.lastIndexOf(false) + 1] ?? last;
  const before = said[isSame.lastIndexOf(false)] ?? null;
  return {
    grade: entryOfOverall(key, last.grade),
    reason: last.reason,
    by: actorName(last.by, nameOf),
    on: last.on,
    since: since.on,
    before: before === null ? null : { grade: entryOfOverall(key, before.grade), on: before.on },
    suggested: worstOf(key, rollup),
  };
}

/** Everything that was said of the whole, each once, the oldest first. */
export function overallsIn(history: readonly PlanThen[]): readonly OverallRating[] {
  const said = history.flatMap(({ plan }) => plan.overall ?? []);
  return said.filter((one, at) => JSON.stringify(one) !== JSON.stringify(said[at - 1]));
}

/** The worst that counts of any milestone; null where nothing is red, amber, green or complete. */
export function worstOf(key: readonly KeyEntry[], { counts }: Pick<Rollup, 'counts'>): KeyEntry | null {
  const worst = SEVERITY.find((rating) => rating !== 'none' && counts[rating] > 0);
  return worst === undefined ? null : entryOfClass(key, worst);
}

/** The entry that was chosen for the whole; one that the key has lost since is shown by its id. */
export function entryOfOverall(key: readonly KeyEntry[], grade: string): KeyEntry {
  const lost = { ...entryOfClass([], 'none'), id: grade, word: grade, letter: '' };
  return declarable(key).find(({ id }) => id === grade) ?? lost;
}

/** Who said something to leadership, by name. */
export function actorName(by: Actor, nameOf: (officer: OfficerId) => string): string {
  return by.kind === 'officer' ? nameOf(by.id) : 'an administrator';
}
