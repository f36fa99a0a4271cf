/** What stands above the figures of a summary and between them, from the same reading as the figures. */
import { challengeViews } from '../domain/challenge-views.js';
import { timeInWords, type Instant } from '../domain/dates.js';
import { measureViews } from '../domain/measure-views.js';
import type { Measure } from '../domain/measures.js';
import type { Area } from '../domain/plan.js';
import type { Scope } from '../domain/scope.js';
import { areaFigures, overallView, signingOf } from '../domain/sign-off.js';
import { toldMeasure } from '../domain/told-measures.js';
import { toldWords, type Readership } from '../domain/told-words.js';
import type { Heading } from '../domain/views.js';
import type { Ports, RollupPost, Snapshot } from './ports.js';
import type { RolledUp } from './read-rollup.js';

/** What the figures are of, beside themselves. */
export interface HeadingFacts {
  readonly scope: Scope;
  readonly asOf: Instant;
  readonly readership: Readership;
  /** Null where nothing was frozen: figures that somebody only looks at. */
  readonly snapshot: Pick<Snapshot, 'window' | 'corrects'> | null;
  /** The summary was corrected since. */
  readonly corrected?: RollupPost['corrected'];
  /** Until when it counts how the plan is rated as a whole: a judgement, and no figure. Left out: as the figures do. */
  readonly overallBy?: Instant | undefined;
  /** What follows by area stands in replies beneath it. */
  readonly replies?: boolean;
}

/** Pure but for the hash that a signature keeps. */
export function headingOf(ports: Pick<Ports, 'zone' | 'hash'>, rolled: RolledUp, facts: HeadingFacts): Heading {
  const { scope, asOf, snapshot, corrected = null, replies } = facts;
  const { plan, areas } = rolled.plan;
  const { asAt } = rolled;
  const isWhole = scope.area === null && scope.tag === null;
  const overall = isWhole ? overallView(overallsOf(rolled, facts), plan.key, rolled.rollup, rolled.nameOf) : null;
  const measures = measuresOf(rolled, facts);
  const told = (text: string): string => toldWords(text, plan, facts.readership);
  const named = rolled.counted.filter(({ ref }) => !rolled.unnamed.has(ref));
  const questions = challengeViews(named, { plan, areas, today: asAt, nameOf: rolled.nameOf }, rolled.rollup.since);
  return {
    ...{ planTitle: plan.title, levels: plan.levels, asAt, time: timeInWords(asOf, ports.zone), held: rolled.held },
    ...(!isWhole && { scope: { area: titleOf(rolled, scope.area), tag: scope.tag } }),
    ...(snapshot?.corrects && { correction: { of: asAt, reason: told(snapshot.corrects.reason) } }),
    ...(corrected && { corrected: { on: corrected.on, reason: told(corrected.reason) } }),
    // What was signed is an area as a whole: of a part of it nothing can be said.
    ...(snapshot?.window && scope.tag === null && { signing: signingIn(ports, rolled, snapshot.window, told) }),
    ...(overall && { overall: { ...overall, reason: told(overall.reason) } }),
    ...(measures.length > 0 && { measures }),
    ...(questions.length > 0 && { questions }),
    ...(replies === true && { replies }),
  };
}

function overallsOf({ plans, plansBy }: RolledUp, { overallBy }: HeadingFacts): RolledUp['plans'] {
  return overallBy === undefined ? plans : plansBy(overallBy);
}

function titleOf({ plan: { areas } }: RolledUp, code: string | null): string | null {
  return code === null ? null : (areas.find((area) => area.code === code)?.title ?? code);
}

/** Those of what is counted, without those of what is not named. */
function measuresOf({ plan, counted, unnamed, asAt }: RolledUp, { scope, readership }: HeadingFacts) {
  const refs = new Set(counted.map(({ ref }) => ref));
  const isWhole = scope.area === null && scope.tag === null;
  const isMeant = ({ area, ref }: Measure): boolean => {
    if (ref !== null) return refs.has(ref) && !unnamed.has(ref);
    return isWhole || (scope.tag === null && area === scope.area);
  };
  const { smallNumber, yearStarts } = plan.plan;
  const readers = { isPublic: readership.ceiling === 'public', smallNumber, yearStarts };
  const told = plan.measures.filter(isMeant).map((one) => toldMeasure(one, plan.plan, readership));
  return measureViews(told, asAt, readers);
}

function signingIn(
  { hash }: Pick<Ports, 'hash'>,
  { rollup, plan, areasEver, nameOf }: RolledUp,
  window: string,
  told: (text: string) => string,
): Heading['signing'] {
  const counted = new Set(rollup.areas.map(({ code }) => code));
  const areas = plan.areas
    .filter(({ code }) => counted.has(code))
    .map((area) => ({ ...area, signed: signedIn(area, window, areasEver) }));
  const signing = signingOf(areas, window, (area) => hash(areaFigures(rollup, area)), nameOf);
  return { ...signing, signed: signing.signed.map((one) => ({ ...one, words: told(one.words) })) };
}

/** The last signature of an area in a window: those of later windows take its place on the area itself. */
export function signedIn({ code }: Pick<Area, 'code'>, window: string, areasEver: readonly Area[]): Area['signed'] {
  const signed = areasEver.flatMap((area) => (area.code === code ? [area.signed] : []));
  return signed.filter((one) => one?.window === window).at(-1) ?? null;
}
