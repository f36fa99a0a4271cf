/** The figures of one snapshot, or of a day, with everything that a report says of them. */
import { challengeViews } from '../domain/challenge-views.js';
import { addMs, endOfDay, timeInWords, type CivilDate, type Instant } from '../domain/dates.js';
import type { Ref } from '../domain/plan.js';
import type { ReportFacts } from '../domain/report-facts.js';
import type { Past } from '../domain/rollup-facts.js';
import { scopeKey, type Scope } from '../domain/scope.js';
import type { Readership } from '../domain/told-words.js';
import { withoutRefs } from '../domain/unnamed.js';
import type { Counts, Heading } from '../domain/views.js';
import type { Calendar, Ports, Snapshot } from './ports.js';
import { readAtOf } from './as-counted.js';
import { readRollup, rollupOfSnapshot, type RolledUp } from './read-rollup.js';
import { headingOf } from './rollup-heading.js';
import { calendarAsAt, calendarBy } from './working-calendar.js';

export interface ReportOrder {
  readonly scope: Scope;
  readonly readership: Readership;
  /** Its figures; null for those of `asAt`, read now. */
  readonly snapshot: Snapshot | null;
  readonly asAt: CivilDate;
}

export interface ReadReport {
  readonly facts: ReportFacts;
  /** The counts of the same day as they were posted; null where they were not. */
  readonly posted: Counts | null;
}

/** Null when there was no such plan by then. */
export async function readReport(ports: Ports, order: ReportOrder): Promise<ReadReport | null> {
  const read = order.snapshot === null ? await readNow(ports, order) : await readAgain(ports, order, order.snapshot);
  if (read === null) return null;
  const { rolled, asOf, calendar } = read;
  const { scope, readership, snapshot } = order;
  const heading = headingOf(ports, rolled, { scope, asOf, readership, snapshot });
  const isPast = snapshot === null && endOfDay(rolled.asAt, ports.zone) <= asOf;
  const time = isPast ? null : timeInWords(asOf, ports.zone);
  const facts = factsOf(rolled, heading, { calendar, made: asOf, time, ceiling: readership.ceiling });
  const posted = snapshot?.counts ?? (await postedOn(ports, scope, rolled.asAt))?.counts ?? null;
  return { facts, posted };
}

/** The newest summary of a scope that was posted with the figures of a day; a correction stands for what it corrects. */
export async function postedOn(ports: Pick<Ports, 'rollups'>, scope: Scope, day: CivilDate): Promise<Snapshot | null> {
  const ofTheDay = (await ports.rollups.snapshots(scopeKey(scope))).filter(({ asAt }) => asAt === day);
  for (const snapshot of ofTheDay) {
    const posts = await ports.rollups.posts(snapshot.scope, snapshot.period);
    if (posts.some(({ value }) => value.part === '' && value.state === 'sent')) return snapshot;
  }
  return null;
}

interface Read {
  readonly rolled: RolledUp;
  /** When the figures were read: the same for the same figures. */
  readonly asOf: Instant;
  readonly calendar: Calendar;
}

async function readAgain(ports: Ports, { readership }: ReportOrder, snapshot: Snapshot): Promise<Read | null> {
  const rolled = await rollupOfSnapshot(ports, snapshot, null, readership);
  const calendar = await calendarBy(ports, readAtOf(snapshot));
  return rolled && { rolled, asOf: snapshot.asOf, calendar };
}

/** Of a day gone by the figures stand as at its end, and changes are since the last summary that was posted by then. */
async function readNow(ports: Ports, { scope, asAt, readership }: ReportOrder): Promise<Read | null> {
  const [now, end] = [ports.clock.now(), endOfDay(asAt, ports.zone)];
  const asOf = end < now ? end : now;
  const before = await ports.rollups.newestPostedBefore(scopeKey(scope), end < now ? addMs(end, 1) : now);
  const rolled = await readRollup(ports, scope, asAt, before, readership);
  return rolled && { rolled, asOf, calendar: await calendarAsAt(ports, asAt) };
}

type Beside = Pick<ReportFacts, 'calendar' | 'made' | 'time' | 'ceiling'>;

function factsOf(rolled: RolledUp, heading: Heading, beside: Beside): ReportFacts {
  const { plan, areas, objectives, milestones, history } = rolled.plan;
  const { asAt: today, nameOf, counted, unnamed } = rolled;
  const named = counted.filter(({ ref }) => !unnamed.has(ref)).map((one) => withoutRefs(one, unnamed));
  const pastsOf = (ref: Ref): readonly Past[] =>
    (history.get(ref) ?? []).map((past) => ({ ...past, milestone: withoutRefs(past.milestone, unnamed) }));
  const codes = new Set(counted.map(({ area }) => area));
  const isPublic = beside.ceiling === 'public';
  return {
    ...{ rollup: rolled.rollup, plan, objectives, nameOf, today, held: rolled.held, ...beside },
    scope: scopeInWords(heading, plan.levels.area),
    areas: areas.filter(({ code }) => codes.has(code)),
    milestones: named,
    everything: milestones.map(({ milestone }) => milestone),
    history: new Map(named.map(({ ref }) => [ref, pastsOf(ref)])),
    questions: isPublic ? [] : challengeViews(named, { plan, areas, today, nameOf }, null),
    measures: heading.measures ?? [],
    signing: isPublic ? null : (heading.signing ?? null),
    overall: isPublic && heading.overall ? { ...heading.overall, reason: '' } : (heading.overall ?? null),
    correction: heading.correction ?? null,
  };
}

function scopeInWords({ scope }: Heading, area: string): readonly string[] {
  return [...(scope?.area == null ? [] : [`${area}: ${scope.area}`]), ...(scope?.tag == null ? [] : [scope.tag])];
}
