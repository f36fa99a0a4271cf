/** What waits for one officer that is about no milestone: areas to sign off, summaries to release. */
import { areaOfRef, OF_PLAN, signersOf } from '../domain/leader-asks.js';
import { personsOf } from '../domain/people.js';
import type { Area, OfficerId } from '../domain/plan.js';
import type { LeaderRow } from '../domain/views.js';
import { lastFrozen } from '../domain/windows.js';
import type { Directory } from './directory.js';
import type { OfficerLedger, PlanOutline, Ports, WindowRun } from './ports.js';
import { todayOf } from './today.js';
import { isOver } from './window-draft.js';

type Reads = Pick<Ports, 'rollups' | 'calendar' | 'clock' | 'zone'>;
type Asked = OfficerLedger['asked'][number];

/**
 * What they were asked and that still waits: by rows of their ledger, so that a card costs no figures. A signature under
 * what was asked ends the asking; a correction asks anew.
 */
export async function leaderRows(
  ports: Reads,
  directory: Directory,
  { officer, asked }: Pick<OfficerLedger, 'officer' | 'asked'>,
  outlines: ReadonlyMap<string, PlanOutline | null>,
): Promise<readonly LeaderRow[]> {
  const own = asked.filter(({ ref }) => ref === OF_PLAN || areaOfRef(ref) !== null);
  const rows: LeaderRow[] = [];
  for (const plan of new Set(own.map((row) => row.plan))) {
    const outline = outlines.get(plan) ?? null;
    const window = lastFrozen(ports.calendar, plan, todayOf(ports));
    const run = window === null ? null : ((await ports.rollups.windowRun(plan, window.id))?.value ?? null);
    if (outline === null || window === null || run === null || isOver(run.state)) continue;
    const waits = own.filter(
      (row) => row.plan === plan && waitsStill(ports, row, { outline, run, directory, officer }),
    );
    for (const ref of new Set(waits.map((row) => row.ref))) {
      const area = outline.areas.find(({ code }) => code === areaOfRef(ref)) ?? null;
      rows.push({
        kind: area === null ? 'release' : 'sign-off',
        link: { plan, ref: area?.code ?? '', rev: 0 },
        planTitle: outline.plan.title,
        area: area?.title ?? null,
        window: window.name,
        asAt: window.freezes,
        posts: window.posts,
      });
    }
  }
  return rows;
}

interface Around {
  readonly outline: PlanOutline;
  readonly run: WindowRun;
  readonly directory: Directory;
  readonly officer: OfficerId;
}

function waitsStill(ports: Reads, row: Asked, { outline, run, directory, officer }: Around): boolean {
  const [because, about] = [
    row.anchor.slice(0, row.anchor.indexOf(':')),
    row.anchor.slice(row.anchor.indexOf(':') + 1),
  ];
  if (about !== `${run.window}:${run.period}`) return false;
  const { plan } = outline;
  const people = directory.officers;
  if (because === 'release') {
    const decided = run.released !== null || run.refused?.period === run.period;
    return !decided && plan.release && plan.owner !== null && personsOf(people, [plan.owner]).includes(officer);
  }
  const area = outline.areas.find(({ code }) => code === areaOfRef(row.ref));
  if (area === undefined || isSignedSince(area, run.window, row)) return false;
  return signersOf(area, plan, people, todayOf(ports)).includes(officer);
}

function isSignedSince({ signed }: Area, window: string, { at }: Asked): boolean {
  return signed?.window === window && signed.at >= at;
}
