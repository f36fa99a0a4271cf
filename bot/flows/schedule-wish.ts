/** What an admin wants scheduled, as typed, and what is wrong with it. */
import { boardCalled, type Board } from '../domain/boards.js';
import { inList } from '../domain/lists.js';
import { faultInWindowTimes } from '../domain/meeting-windows.js';
import type { PlanId } from '../domain/plan.js';
import { readWhen } from '../domain/read-when.js';
import type { Refusal } from '../domain/reasons.js';
import { faultInWhen, type When } from '../domain/schedule-when.js';
import type { Ports, Schedule } from './ports.js';

/** As typed; `plans` holds ids, and is null for every plan. */
export interface ScheduleTyped {
  readonly id: string;
  readonly kind: string;
  readonly plans: readonly string[] | null;
  readonly when: string;
}

/** What was understood of it. */
export type Wish = Pick<Schedule, 'id' | 'kind' | 'plans' | 'when'>;

/** The part of it that is wrong, for the place on a form. */
export type WishRefused = Refusal & { readonly field: 'id' | 'kind' | 'plans' | 'when' };

const ID = /^[a-z0-9-]{1,40}$/;
export const SCHEDULE_KINDS = ['sweep', 'window', 'rollup'] as const;

export async function readWish(
  ports: Pick<Ports, 'plans' | 'diary'>,
  typed: ScheduleTyped,
): Promise<{ readonly wish: Wish } | { readonly refused: WishRefused }> {
  const refuse = (field: WishRefused['field'], code: string, message: string) => ({
    refused: { field, code, message },
  });
  const { id } = typed;
  if (!ID.test(id)) return refuse('id', 'schedule-id', `“${id}” is no schedule id. Use a-z, 0-9 and hyphens.`);
  const kind = SCHEDULE_KINDS.find((one) => one === typed.kind);
  if (kind === undefined) {
    return refuse('kind', 'schedule-kind', `“${typed.kind}” is neither sweep nor rollup nor window.`);
  }
  const plans = typed.plans === null ? null : [...new Set(typed.plans)].sort();
  const fault = await faultInPlans(ports, plans);
  if (fault !== null) return { refused: { field: 'plans', ...fault } };
  const read = readWhen(typed.when);
  if ('wrong' in read) return refuse('when', isPattern(typed.when) ? 'cron' : 'schedule-when', read.wrong);
  const { boards } = await ports.diary.read();
  const when = withItsBoard(read.when, boards);
  const wrong = faultInWhen(when, boards) ?? (kind === 'window' ? faultInWindowTimes(id, when) : null);
  if (wrong !== null) return refuse('when', when.kind === 'cron' ? 'cron' : 'schedule-when', wrong);
  return { wish: { id, kind, plans, when } };
}

async function faultInPlans(
  { plans }: Pick<Ports, 'plans'>,
  wanted: readonly PlanId[] | null,
): Promise<Refusal | null> {
  if (wanted === null) return null;
  if (wanted.length === 0) return { code: 'no-plan', message: 'Say which plans, or that it is for every plan.' };
  const known = (await plans.list()).map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown === undefined) return null;
  const there = known.length === 0 ? 'None is loaded yet.' : `There are: ${inList(known)}.`;
  return { code: 'no-such-plan', message: `There is no plan “${unknown}”. ${there}` };
}

/** Under the name that its board has in the calendar. */
function withItsBoard(when: When, boards: readonly Board[]): When {
  if (when.kind !== 'before-papers') return when;
  return { ...when, board: boardCalled(boards, when.board)?.name ?? when.board };
}

function isPattern(text: string): boolean {
  return /^[\d*][^a-z]*$/i.test(text.trim());
}
