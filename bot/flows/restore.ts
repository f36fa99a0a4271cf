import type { Actor } from '../domain/plan.js';
import { recordAct } from './audit.js';
import { digestContent } from './digest-content.js';
import { readDirectory } from './directory.js';
import type { BrokenLink, Chains, DigestEntry, Ports } from './ports.js';
import {
  TRUTH_TABLES,
  type Added,
  type CopyFile,
  type CopyTotals,
  type Truth,
  type TruthTable,
} from './ports-copies.js';
import { previewSweep } from './preview-sweep.js';
import { rebuild, type Rebuilt } from './rebuild.js';
import { besides, checkCopy, occupied, rowsIn, type OpenCopy } from './restore-check.js';
import { stopSending } from './sending.js';
import { mapLimited } from './side-by-side.js';
import type { SweepReport } from './sweep.js';
import { todayOf } from './today.js';
import { presentCalendar } from './working-calendar.js';

export interface RestorePorts extends Ports, Chains {
  readonly truth: Truth;
  readonly copyFile: CopyFile;
}

const FIRST: readonly TruthTable[] = ['People', 'Channels'];
const LAST: readonly TruthTable[] = ['Schedules'];
const BETWEEN = TRUTH_TABLES.filter((table) => !FIRST.includes(table) && !LAST.includes(table));

/** What came of a restore, or would. */
export interface Restored {
  readonly kind: 'restored';
  readonly totals: CopyTotals;
  /** One of the same file had been broken off. */
  readonly resumed: boolean;
  readonly rebuilt: Rebuilt;
  /** Rows of the history that do not fit; a null plan is the organisation's diary. */
  readonly broken: readonly { readonly plan: string | null; readonly link: BrokenLink }[];
  /** What open cards would say if they left now: what was answered since is not sent. Those of `rebuilt.open`, in order. */
  readonly standing: readonly (readonly DigestEntry[])[];
  /** Whom the next sweep would ask what. */
  readonly next: SweepReport;
}

/**
 * Why nothing was restored. `occupied`: there is something. `besides`: this restore was begun, and since then there is
 * something that the file does not hold. `other-file`: the restore of another file was begun and not finished. `differs`:
 * somebody wrote while rows were added.
 */
export type NotRestored =
  | { readonly kind: 'occupied' | 'besides'; readonly tables: readonly TruthTable[] }
  | { readonly kind: 'other-file' }
  | Extract<Added, { kind: 'differs' }>;

/**
 * Makes empty storage hold what a copy holds. The file is checked whole before anything is written; then sending is
 * stopped, and stays so; then come people, so that whoever writes meanwhile is known; and schedules at last, so that
 * nothing is planned before everything else is there. Broken off, it can be run again with the same file. Throws a
 * DamagedCopy.
 */
export async function restore(ports: RestorePorts, by: Actor, open: OpenCopy): Promise<Restored | NotRestored> {
  const totals = await checkCopy(ports, open);
  const begun = await ports.truth.restoring();
  const refused = await refusal(ports, open, totals, begun);
  if (refused !== null) return refused;
  await ports.truth.setRestoring(totals.sha256);
  await stopSending(ports, by, 'a copy was restored');
  const add = (tables: readonly TruthTable[]): Promise<Added> =>
    ports.truth.add(rowsIn(ports, open, tables, totals.sha256));
  for (const tables of [FIRST, BETWEEN]) {
    const added = await add(tables);
    if (added.kind === 'differs') return added;
  }
  const shown = await rebuiltAndShown(ports);
  const scheduled = await add(LAST);
  if (scheduled.kind === 'differs') return scheduled;
  await recordAct(ports, by, 'restore', totals.sha256.slice(0, 12));
  await ports.truth.setRestoring(null);
  return { kind: 'restored', totals, resumed: begun !== null, ...shown };
}

async function refusal(
  ports: RestorePorts,
  open: OpenCopy,
  { sha256 }: CopyTotals,
  begun: string | null,
): Promise<NotRestored | null> {
  if (begun !== null && begun !== sha256) return { kind: 'other-file' };
  const tables = begun === null ? await occupied(ports) : await besides(ports, open, sha256);
  if (tables.length === 0) return null;
  return { kind: begun === null ? 'occupied' : 'besides', tables };
}

type Shown = Pick<Restored, 'rebuilt' | 'broken' | 'next' | 'standing'>;

async function rebuiltAndShown(ports: RestorePorts): Promise<Shown> {
  const broken = await brokenLinks(ports);
  const rebuilt = await rebuild(ports);
  const current = { ...ports, calendar: await presentCalendar(ports) };
  const next = await previewSweep(current, todayOf(ports));
  const directory = await readDirectory(ports.people);
  const contents = await mapLimited(rebuilt.open, 4, (digest) => digestContent(current, directory, digest));
  return { rebuilt, broken, next, standing: contents.map(({ standing }) => standing) };
}

async function brokenLinks(ports: RestorePorts): Promise<Restored['broken']> {
  const found = (await ports.brokenDiary()).map((link) => ({ plan: null as string | null, link }));
  for (const id of await ports.plans.ids()) {
    found.push(...(await ports.brokenLinks(id)).map((link) => ({ plan: id, link })));
  }
  return found;
}
