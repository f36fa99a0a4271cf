import { boardCalled } from '../../domain/boards.js';
import { inWords, type CivilDate } from '../../domain/dates.js';
import { CLEARANCE, kindInWords, readKind, TEMPLATES } from '../../domain/plan-kinds.js';
import { PLAN_KINDS, type PlanKind } from '../../domain/plan.js';
import type { PlanFile, TrackerReading } from '../../domain/read-plan.js';
import { CommandError, type CommandPorts } from './answer.js';

/** What was typed behind `import` of a tracker that is no improvement plan. */
export interface TrackerWords {
  /** Null to go by its headings. */
  readonly kind: PlanKind | null;
  readonly board: string | null;
  readonly meeting: CivilDate | null;
}

const LONGEST_BOARD = 120;

/** Throws where there is no such kind, or the board has no name. */
export function readTrackerWords(
  kind: string | undefined,
  board: string | undefined,
  meeting: CivilDate | null,
): TrackerWords {
  const found = kind === undefined ? null : readKind(kind);
  if (found === undefined) {
    throw new CommandError('kind', `“${kind ?? ''}” is no kind of plan. Give one of: ${PLAN_KINDS.join(', ')}.`, 2);
  }
  const named = board?.trim().replace(/\s+/g, ' ') ?? null;
  if (named !== null && (named === '' || named.length > LONGEST_BOARD)) {
    throw new CommandError('board', `Name the board with --board, in at most ${String(LONGEST_BOARD)} characters.`, 2);
  }
  return { kind: found, board: named, meeting };
}

/** The file of a template, as its reader takes it. */
export function readTemplate(name: string): { readonly bytes: Uint8Array; readonly fileName: string } {
  if (!TEMPLATES.some((one) => one === name)) {
    throw new CommandError('template', `“${name}” is no template. There is: ${TEMPLATES.join(', ')}.`, 2);
  }
  const csv = CLEARANCE.map((cells) => cells.join(',')).join('\r\n');
  return { bytes: new TextEncoder().encode(csv), fileName: 'Report clearance' };
}

/** What a tracker is read with: as typed, else as its plan has been since it was loaded. */
export async function trackerReading(
  { plans }: Pick<CommandPorts, 'plans'>,
  { plan, tracker }: { readonly plan: string; readonly tracker?: TrackerWords | undefined },
  asAt: CivilDate,
): Promise<TrackerReading> {
  const before = (await plans.contents(plan))?.plan;
  return {
    kind: tracker?.kind ?? before?.kind ?? null,
    board: tracker?.board ?? before?.board ?? null,
    meeting: tracker?.meeting ?? null,
    asAt,
  };
}

/** What the file was taken for, and what its dates wait for. */
export async function trackerLines(
  { diary }: Pick<CommandPorts, 'diary'>,
  file: PlanFile,
  asAt: CivilDate,
): Promise<string[]> {
  const { tracker } = file;
  if (tracker === undefined) return [];
  const { kind, board, key } = tracker;
  const read = `Read as ${kindInWords(kind)}${board === null ? '' : `, for the meetings of “${board}”`}.`;
  const words = key === null ? [] : [`Rated in its own words: ${key.map(({ word }) => word).join(', ')}.`];
  return [read, ...words, ...(board === null ? [] : await meetingLines(diary, file, board, asAt))];
}

async function meetingLines(
  diary: CommandPorts['diary'],
  { rows }: PlanFile,
  board: string,
  asAt: CivilDate,
): Promise<string[]> {
  const { boards } = await diary.read();
  const days = boardCalled(boards, board)?.meetings.map(({ on }) => on) ?? [];
  const [next] = days.filter((on) => on >= asAt).sort();
  const waits = rows.some(({ due }) => due.kind === 'meeting' && due.next === true);
  if (waits && next !== undefined) return [`Its next meeting is on ${inWords(next)}.`];
  const missing = rows.flatMap(({ due }) => (due.kind === 'meeting' && !days.includes(due.to) ? [due.to] : []));
  if (!waits && missing.length === 0) return [];
  const what = waits ? 'no meeting to come of that board' : `not every meeting of that board that it names`;
  return [`The calendar has ${what}. Give its days with: calendar board "${board}" --dates "2027-01-12; 2027-03-09"`];
}
