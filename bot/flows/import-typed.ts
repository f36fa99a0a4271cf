/** What is typed on the first card of a plan file. */
import { dayIn } from '../domain/day-typed.js';
import type { ImportFoundView } from '../domain/import-views.js';
import { levelsIn } from '../domain/plan-levels.js';
import { readKind } from '../domain/plan-kinds.js';
import type { ImportDraft, Ports } from './ports.js';
import { todayOf } from './today.js';

type Typed = Readonly<Record<string, string>>;
type Fault = NonNullable<ImportFoundView['error']>;
/** What was typed of a draft; what stands on no card of the moment stays as it was. */
type Said = Pick<ImportDraft, 'plan' | 'title' | 'asAt' | 'kind' | 'board' | 'meeting' | 'levels'>;

const PLAN_ID = /^[a-z0-9-]{1,40}$/;
const LONGEST_TITLE = 200;
const LONGEST_BOARD = 120;
const NO_DAY = 'That is not a day. Write it like 18 November 2026';

/** What a draft becomes with what was typed, or the first field that cannot be taken. */
export function saidTyped(ports: Pick<Ports, 'clock' | 'zone'>, draft: ImportDraft, typed: Typed): Said | Fault {
  const [plan, title] = [typed.plan ?? draft.plan, typed.title ?? draft.title].map((words) => words.trim());
  if (plan === undefined || !PLAN_ID.test(plan)) {
    return { field: 'plan', message: 'Use small letters from a to z, figures and hyphens, 1 to 40 of them' };
  }
  if (title === undefined || title === '') return { field: 'title', message: 'Say what people call the plan' };
  if (title.length > LONGEST_TITLE) {
    return { field: 'title', message: `Use at most ${String(LONGEST_TITLE)} characters` };
  }
  const asAt = typed.asat === undefined ? draft.asAt : dayIn(typed.asat);
  if (asAt === null) return { field: 'asat', message: NO_DAY };
  if (asAt > todayOf(ports)) return { field: 'asat', message: 'That day has not come: give one that has' };
  const tracker = trackerTyped(draft, typed);
  if ('message' in tracker) return tracker;
  const levels = typed.levels === undefined || typed.levels.trim() === '' ? draft.levels : levelsIn(typed.levels);
  if (levels !== null) return { plan, title, asAt, levels, ...tracker };
  return {
    field: 'levels',
    message: 'Give three words of at most 40 characters each, like “Theme; Action; Milestone”',
  };
}

/** The kind of tracker, its board and its meeting; nothing behind a label takes back what was said. */
export function trackerTyped(
  draft: ImportDraft,
  typed: Typed,
): Pick<ImportDraft, 'kind' | 'board' | 'meeting'> | Fault {
  const kind = typed.kind === undefined ? draft.kind : (readKind(typed.kind) ?? null);
  const board = typed.board === undefined ? draft.board : typed.board.trim().replace(/\s+/g, ' ') || null;
  if ((board ?? '').length > LONGEST_BOARD) {
    return { field: 'board', message: `Use at most ${String(LONGEST_BOARD)} characters` };
  }
  const day = (typed.meeting ?? '').trim();
  const meeting = typed.meeting === undefined ? draft.meeting : day === '' ? null : dayIn(day);
  if (meeting === null && day !== '') return { field: 'meeting', message: NO_DAY };
  return { kind, board, meeting };
}
