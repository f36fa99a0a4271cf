/** What must be true of a life in which the plan was reported. */
import { addDays, civilDateAt } from '../../bot/domain/dates.js';
import { isComplete, isOpen } from '../../bot/domain/plan.js';
import type { HistoryRow, Snapshot } from '../../bot/flows/ports.js';
import { PLAN, ZONE } from '../support/world.js';
import { REPORTED, type Life } from './life.js';

/** Frozen and posted once, or put before a person; and no Green among its figures that was said before it opened. */
export async function windowFaults({ world, nature }: Life): Promise<readonly string[]> {
  if (!nature.reported) return [];
  const { ports } = world;
  const today = civilDateAt(ports.clock.now(), ZONE);
  const run = (await ports.rollups.windowRun(PLAN, 'q'))?.value;
  if (run === undefined) {
    const told = (await ports.attention.list()).some(({ value }) => value.subject.kind === 'window');
    const due = today > addDays(nature.start, REPORTED.freezes);
    return due && !told ? ['the window was never frozen, and nobody was told'] : [];
  }
  const all = (await ports.rollups.snapshots(PLAN)).filter(({ window }) => window === 'q');
  const [snapshot] = all;
  if (snapshot === undefined || all.length > 1) return [`the window has ${String(all.length)} figures`];
  const rows = await ports.plans.history(PLAN);
  const faults = [...staleGreens(snapshot, rows, addDays(nature.start, 1))];
  const late = today > addDays(nature.start, REPORTED.posts + 1);
  if (late && run.state !== 'posted') faults.push(`the window is still ${run.state} on ${today}`);
  return faults;
}

function* staleGreens({ counts, revisions }: Snapshot, rows: readonly HistoryRow[], opens: string): Iterable<string> {
  const said = revisions.filter(([ref, rev]) =>
    rows.some(({ image, rev: one }) => {
      if (image.kind !== 'milestone' || image.milestone.ref !== ref || one !== rev) return false;
      const { milestone } = image;
      if (!isOpen(milestone) || isComplete(milestone)) return milestone.state === 'paused';
      return milestone.update?.rating === 'green' && milestone.update.on >= opens;
    }),
  );
  if (counts.green > said.length) {
    yield `the window counts ${String(counts.green)} Green, and ${String(said.length)} said so since it opened`;
  }
}
