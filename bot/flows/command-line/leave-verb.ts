/** `officers leave`, `officers hand-over`: everything of somebody passes to another in one step. */
import { readDirectory } from '../directory.js';
import { leave, leaveShown, type LeaveOrder } from '../leave.js';
import type { MovesOn } from '../moves-on.js';
import {
  CommandError,
  counted,
  namedOfficer,
  type Answer,
  type CommandPorts,
  type Common,
  type NameOf,
} from './answer.js';

export interface LeaveWords {
  readonly officer: string;
  readonly to: string | null;
  readonly toHead: boolean;
  readonly areas: string | null;
  readonly withRoles: boolean;
  readonly dryRun: boolean;
  /** False: only what stands under the name is handed over. */
  readonly leaves: boolean;
}

/** Hands over all that somebody has, or says what that would be. Harmless when it was done before. */
export async function officerLeaveVerb(ports: CommandPorts, common: Common, words: LeaveWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const done = words.dryRun ? await leaveShown(ports, order) : await leave(ports, order);
  if ('code' in done) throw new CommandError(done.code, `${done.message}${wayOut(done.code)}`);
  const { nameOf } = await readDirectory(ports.people);
  const { officer, to, areasTo } = order;
  const { moves, notes } = done;
  const head = words.dryRun ? `Nothing is changed yet. ${officer.name} has:` : headOf(order);
  const lines = movesLines(moves, nameOf);
  return {
    json: {
      ...{ asAt: common.asAt, officerId: officer.id, dryRun: words.dryRun, left: words.leaves },
      ...{ to: to?.id ?? null, areasTo: areasTo?.id ?? null, ...moves, notes },
    },
    lines: [head, ...(lines.length === 0 ? ['  nothing that has to pass to anybody.'] : lines), ...notes],
  };
}

async function orderOf(ports: CommandPorts, { by }: Common, words: LeaveWords): Promise<LeaveOrder> {
  const { to, toHead, areas, withRoles, leaves } = words;
  if (to !== null && toHead) throw new CommandError('leave', 'Give one of --to OFFICER and --to-head.', 2);
  return {
    by,
    officer: await namedOfficer(ports, words.officer),
    to: to === null ? null : await namedOfficer(ports, to),
    toHead,
    areasTo: areas === null ? null : await namedOfficer(ports, areas),
    withRoles,
    leaves,
  };
}

function wayOut(code: string): string {
  if (code === 'still-leads') return ' Give --to OFFICER, or --to-head.';
  return code === 'still-accountable' ? ' Give --areas OFFICER.' : '';
}

function headOf({ officer, to, leaves }: LeaveOrder): string {
  const now = to === null ? 'What they led alone is asked of the heads of service' : `${to.name} has now`;
  return leaves ? `${officer.name} has left. ${now}:` : `All that stood under ${officer.name} is handed over. ${now}:`;
}

function movesLines({ leads, heads, owns, deputyFor, supporterFor, groups, cards }: MovesOn, nameOf: NameOf): string[] {
  const names = (ids: readonly string[]): string => ids.map(nameOf).join(', ');
  return [
    ...leads.map(({ plan, ref, alone }) => `  leads ${ref} (${plan})${alone ? '' : ', with others'}`),
    ...heads.map(({ plan, area, alone }) => `  head of service of ${area} (${plan})${alone ? '' : ', beside another'}`),
    ...owns.map(({ plan }) => `  owns the plan ${plan}`),
    ...(deputyFor.length === 0 ? [] : [`  deputy of ${names(deputyFor)}`]),
    ...(supporterFor.length === 0 ? [] : [`  enters updates for ${names(supporterFor)}`]),
    ...(groups.length === 0 ? [] : [`  belongs to ${names(groups)}`]),
    ...(cards === 0 ? [] : [`  ${counted(cards, 'card')} that did not reach them: asked of who takes over`]),
  ];
}
