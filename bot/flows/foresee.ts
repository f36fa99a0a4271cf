import type { CivilDate } from '../domain/dates.js';
import { narrowed, type Narrowing, type SweepListing } from '../domain/sweep-listing.js';
import { readDirectory, type Directory } from './directory.js';
import type { Ports } from './ports.js';
import { previewSweep } from './preview-sweep.js';
import { standingOf, type Standing } from './round-standing.js';
import { listingOf } from './sweep-lines-of.js';
import type { SweepReport } from './sweep.js';

/** A round of reminders before it is run: who would be asked what, who is passed over and why, what would wait. */
export interface Foreseen {
  readonly day: CivilDate;
  readonly report: SweepReport;
  readonly listing: SweepListing;
  readonly standing: Standing;
  readonly directory: Directory;
}

export const EVERYTHING: Narrowing = { plans: null, officers: null };

export async function foresee(ports: Ports, day: CivilDate, narrowing: Narrowing = EVERYTHING): Promise<Foreseen> {
  const { plans } = narrowing;
  const whole = await previewSweep(ports, day, plans === null ? null : new Set(plans));
  const directory = await readDirectory(ports.people);
  const listing = narrowed(listingOf(whole), narrowing);
  const { officers } = narrowing;
  const report =
    officers === null
      ? whole
      : {
          ...whole,
          digests: whole.digests.filter(({ officer }) => officers.includes(officer)),
          ...passedIn(whole, listing, officers),
        };
  return { day, report, listing, standing: await standingOf(ports, day, plans), directory };
}

/** The same reasons as in the listing, apart as a report has them. */
function passedIn(whole: SweepReport, { passed, escalated }: SweepListing, officers: readonly string[]) {
  const kept = new Set(passed);
  return {
    skipped: whole.skipped.filter((one) => kept.has(one)),
    quiet: whole.quiet.filter((one) => kept.has(one)),
    escalations: whole.escalations.filter((one) => escalated.includes(one)),
    withoutLead: whole.withoutLead.filter(({ asked }) => asked.some((id) => officers.includes(id))),
  };
}
