import { civilDateAt, endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import type { Measure } from '../domain/measures.js';
import type { Area, Milestone, Objective, Plan, PlanId } from '../domain/plan.js';
import type { Past } from '../domain/rollup-facts.js';
import type { HistoryRow, Ports } from './ports.js';

/** A plan as it stood at the end of a day, from its history. */
export interface PlanAsAt {
  readonly plan: Plan;
  readonly areas: readonly Area[];
  readonly objectives: readonly Objective[];
  /** Those that had not ended, in their order. */
  readonly measures: readonly Measure[];
  /** In printed order, with the revision shown. */
  readonly milestones: readonly { readonly milestone: Milestone; readonly rev: number }[];
  /** By ref: every image that counted by then, oldest first. */
  readonly history: ReadonlyMap<string, readonly Past[]>;
}

/**
 * What was recorded by the end of a day (RULES 7); null when there is no such plan, or none yet on that day.
 *
 * @param orFirst for looking ahead of a plan's own past: what had not been loaded by then is shown as first loaded
 */
export async function planAsAt(
  ports: Pick<Ports, 'plans' | 'zone'>,
  id: PlanId,
  day: CivilDate,
  orFirst: 'as-first-loaded' | 'strictly' = 'strictly',
): Promise<PlanAsAt | null> {
  return asItStood(await ports.plans.history(id), endOfDay(day, ports.zone), ports.zone, orFirst);
}

/** The same of history that was read already, by an instant. */
export function asItStood(
  rows: readonly HistoryRow[],
  limit: Instant,
  zone: string,
  orFirst: 'as-first-loaded' | 'strictly' = 'strictly',
): PlanAsAt | null {
  const subjects = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    const subject = subjectOf(row);
    const known = subjects.get(subject) ?? [];
    if (row.at <= limit || (orFirst === 'as-first-loaded' && known.length === 0))
      subjects.set(subject, [...known, row]);
  }
  const last = [...subjects.values()].flatMap((images) => images.at(-1) ?? []);
  const plan = last.flatMap(({ image }) => (image.kind === 'plan' ? [image.plan] : []))[0];
  if (plan === undefined) return null;
  const areas = last.flatMap(({ image }) => (image.kind === 'area' ? [image.area] : []));
  const objectives = last.flatMap(({ image }) => (image.kind === 'objective' ? [image.objective] : []));
  const measures = last.flatMap(({ image }) =>
    image.kind === 'measure' && !image.measure.ended ? [image.measure] : [],
  );
  const milestones = last.flatMap(({ image, rev }) =>
    image.kind === 'milestone' ? [{ milestone: image.milestone, rev }] : [],
  );
  return {
    plan,
    areas: areas.sort((a, b) => a.order - b.order),
    objectives: objectives.sort((a, b) => a.order - b.order),
    measures: measures.sort((a, b) => a.order - b.order),
    milestones: milestones.sort((a, b) => a.milestone.order - b.milestone.order),
    history: pastsOf([...subjects.values()].flat(), zone),
  };
}

/** Every revision of the plan itself that counted by an instant, with the day from which it did; oldest first. */
export function planRevisions(
  rows: readonly HistoryRow[],
  limit: Instant,
  zone: string,
): readonly { readonly on: CivilDate; readonly plan: Plan }[] {
  return rows
    .filter(({ at }) => at <= limit)
    .flatMap(({ image, at }) => (image.kind === 'plan' ? [{ on: civilDateAt(at, zone), plan: image.plan }] : []));
}

function pastsOf(rows: readonly HistoryRow[], zone: string): ReadonlyMap<string, readonly Past[]> {
  const pasts = new Map<string, Past[]>();
  for (const { image, rev, at } of rows) {
    if (image.kind !== 'milestone') continue;
    const past = { rev, on: civilDateAt(at, zone), milestone: image.milestone };
    pasts.set(image.milestone.ref, [...(pasts.get(image.milestone.ref) ?? []), past]);
  }
  return pasts;
}

function subjectOf({ image }: HistoryRow): string {
  switch (image.kind) {
    case 'plan':
      return 'plan';
    case 'area':
      return `area ${image.area.code}`;
    case 'objective':
      return `objective ${image.objective.code}`;
    case 'milestone':
      return `milestone ${image.milestone.ref}`;
    case 'measure':
      return `measure ${image.measure.code}`;
  }
}
