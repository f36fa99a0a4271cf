/** The summary of a reporting window between its freeze and its posting: what is signed off and released. */
import type { CivilDate } from '../domain/dates.js';
import type { Draft } from '../domain/leader-asks.js';
import type { Area, PlanId } from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import { areaFigures } from '../domain/sign-off.js';
import { lastFrozen, type ReportingWindow } from '../domain/windows.js';
import type { PlanOutline, Ports, Revision, Snapshot, Versioned, WindowRun } from './ports.js';
import { rollupOfSnapshot, type RolledUp } from './read-rollup.js';
import { WHOLE_READERSHIP } from './told-plan.js';

export interface WindowDraft extends Draft {
  readonly outline: PlanOutline;
  readonly run: Versioned<WindowRun>;
  readonly snapshot: Snapshot;
  readonly rolled: RolledUp;
  /** The areas that are counted, as they are now. */
  readonly areas: readonly (Area & Revision)[];
}

/** `posted`: it is too late for that. `none`: no figures of the plan are frozen, or none was ever set to be. */
export type FoundDraft =
  | { readonly kind: 'draft'; readonly draft: WindowDraft }
  | { readonly kind: 'posted'; readonly window: ReportingWindow }
  | { readonly kind: 'none' };

/** The figures of a plan that wait to be posted: of the last window whose day of freezing has come. */
export async function findDraft(ports: Ports, plan: PlanId, today: CivilDate): Promise<FoundDraft> {
  const window = lastFrozen(ports.calendar, plan, today);
  const run = window === null ? null : await ports.rollups.windowRun(plan, window.id);
  if (window === null || run === null) return { kind: 'none' };
  if (isOver(run.value.state)) return { kind: 'posted', window };
  const draft = await readDraft(ports, plan, window, run);
  return draft === null ? { kind: 'none' } : { kind: 'draft', draft };
}

/** It is posted, or its posts are planned at this moment: nobody signs or decides any more. */
export function isOver(state: WindowRun['state']): state is 'posting' | 'posted' {
  return state === 'posting' || state === 'posted';
}

async function readDraft(
  ports: Ports,
  plan: PlanId,
  window: ReportingWindow,
  run: Versioned<WindowRun>,
): Promise<WindowDraft | null> {
  const [outline, snapshot] = await Promise.all([
    ports.plans.outline(plan),
    ports.rollups.snapshot(plan, run.value.period),
  ]);
  const rolled = snapshot === null ? null : await draftFigures(ports, snapshot);
  // Of a plan whose year is over nobody signs or releases anything any more.
  if (outline === null || !isRunning(outline.plan) || snapshot === null || rolled === null) return null;
  return {
    plan: outline.plan,
    window,
    period: snapshot.period,
    areas: outline.areas.filter(({ code }) => rolled.rollup.rows.some(({ area }) => area === code)),
    figuresOf: figuresIn(ports, rolled),
    decided: decidedOf(run.value),
    outline,
    run,
    snapshot,
    rolled,
  };
}

/** The figures as they are posted where everything may be read; changes are since the last summary anywhere. */
export function draftFigures(ports: Ports, snapshot: Snapshot): Promise<RolledUp | null> {
  return rollupOfSnapshot(ports, snapshot, null, WHOLE_READERSHIP);
}

/** The hash of each area's figures: what a signature is of. */
export function figuresIn({ hash }: Pick<Ports, 'hash'>, { rollup }: RolledUp): (area: string) => string {
  return (area) => hash(areaFigures(rollup, area));
}

/** What the owner decided about the figures that stand. */
function decidedOf({ period, released, refused }: WindowRun): Draft['decided'] {
  if (released !== null) return 'released';
  return refused?.period === period ? 'refused' : null;
}

/** Which figures of an area a card showed, and whose signature under them: another's is not overwritten unseen. */
export function signingMark(
  ports: Pick<Ports, 'hash'>,
  { signed }: Pick<Area, 'signed'>,
  window: string,
  figures: string,
): number {
  const own = signed?.window === window ? [signed.by, signed.at] : null;
  return markOf(ports, JSON.stringify([figures, own]));
}

/** Which figures a card showed, and what was decided about them: what was decided since is not taken back unseen. */
export function releaseMark(ports: Pick<Ports, 'hash'>, { run }: Pick<WindowDraft, 'run'>): number {
  return markOf(ports, `${run.value.period} ${run.etag}`);
}

/** A small number for a text: a button carries it, to know again what its card showed. */
function markOf({ hash }: Pick<Ports, 'hash'>, text: string): number {
  return Number.parseInt(hash(text).slice(0, 8), 16);
}
