import { civilDateAt, type Instant } from '../domain/dates.js';
import type { HistoryChange, HistoryFacts } from '../domain/history-words.js';
import { whatChanged } from '../domain/milestone-history.js';
import type { Milestone } from '../domain/plan.js';
import { readSaidThere } from './answered-for.js';
import type { HistoryRow, Ports } from './ports.js';

/** One revision of a milestone: what it changed, for a card and for the command line. */
export interface Told {
  readonly row: HistoryRow;
  /** The civil day from which it counts. */
  readonly on: ReturnType<typeof civilDateAt>;
  readonly image: Milestone;
  readonly changes: readonly HistoryChange[];
  /** The name behind "entered by" in the reason; null where nobody entered it for another. */
  readonly enteredBy: string | null;
}

/** Whose names and words, and how its reader may see the images that it is made of: as they are, unless told. */
export interface StoryFacts extends HistoryFacts {
  readonly seen?: (milestone: Milestone) => Milestone;
}

/** Its rows, and before them those of the plan that it was carried from. */
async function wholeHistory(
  ports: Pick<Ports, 'plans'>,
  { plan, ref }: { readonly plan: string; readonly ref: string },
): Promise<readonly HistoryRow[]> {
  const rows = await ports.plans.milestoneHistory(plan, ref);
  const first = rows[0]?.image;
  const from = first?.kind === 'milestone' ? first.milestone.carriedFrom : undefined;
  if (from === undefined) return rows;
  return [...(await wholeHistory(ports, from)).filter(({ rev }) => rev <= from.rev), ...rows];
}

/** Everything recorded about a milestone that counts from `limit` or before, the oldest first. */
export async function milestoneStory(
  ports: Pick<Ports, 'plans' | 'zone'>,
  place: { readonly plan: string; readonly ref: string },
  { seen = (milestone) => milestone, ...facts }: StoryFacts,
  limit: Instant,
): Promise<readonly Told[]> {
  const rows = (await wholeHistory(ports, place)).filter(({ at }) => at <= limit);
  let before: Milestone | null = null;
  const told: Told[] = [];
  for (const row of rows) {
    if (row.image.kind !== 'milestone') continue;
    const milestone = seen(row.image.milestone);
    const there = await readSaidThere(ports, place.plan, milestone.update?.sameAs);
    const entered = /(?<=entered by )\S+$/.exec(row.why)?.[0] ?? null;
    told.push({
      row,
      on: civilDateAt(row.at, ports.zone),
      image: milestone,
      changes: whatChanged(before, milestone, { ...facts, saidThere: there?.text ?? null }),
      enteredBy: entered === null || entered === 'operator' ? entered : facts.nameOf(entered),
    });
    before = milestone;
  }
  return told;
}
