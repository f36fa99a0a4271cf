/** What is settled at its row of the list itself, on a card or at the command line: gone milestones, left text, unsigned areas. */
import { inList } from '../domain/lists.js';
import type { Actor, PlanId, Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { readAttention, type Waiting } from './attention-list.js';
import { recordAct } from './audit.js';
import type { Cared } from './care.js';
import { readDirectory } from './directory.js';
import { placeText } from './place-text.js';
import type { Ports } from './ports.js';
import { remindSigners } from './remind-signers.js';
import { settleGone } from './settle-gone.js';

export const HERE_ACTS = ['stands', 'withdraw', 'supersede', 'place', 'leave-out', 'remind'] as const;
export type HereAct = (typeof HERE_ACTS)[number];

export interface HereOrder {
  /** As a row of the list is called. */
  readonly id: string;
  readonly act: HereAct;
  readonly reason: string;
  /** What takes its place, or of what a text is part. */
  readonly refs: readonly Ref[];
  /** Which text of a file; read for `place` and `leave-out` only. */
  readonly row: number | null;
}

export type Here =
  | { readonly kind: 'done'; readonly words: string; readonly waiting: Waiting }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly waiting: Waiting | null };

/** What can be done so about a row. */
export function hereActs({ subject, because }: Pick<Waiting, 'subject' | 'because'>): readonly HereAct[] {
  if (subject.kind === 'milestone') return ['stands', 'withdraw', 'supersede'];
  if (subject.kind === 'area') return ['remind'];
  return subject.kind === 'import' && because === 'orphan-text' ? ['place', 'leave-out'] : [];
}

/** Does it, and takes the row off the list when nothing is left of it. Every refusal is recorded. */
export async function settleHere(ports: Ports, by: Actor, order: HereOrder): Promise<Here> {
  const { waiting: all } = await readAttention(ports);
  const waiting = all.find(({ id }) => id === order.id) ?? null;
  const wrong = waiting === null ? NO_SUCH : hereActs(waiting).includes(order.act) ? null : CANNOT;
  if (waiting === null || wrong !== null) {
    await recordAct(ports, by, `attention ${order.act}`, order.id, (wrong ?? NO_SUCH).code);
    return { kind: 'refused', refusal: wrong ?? NO_SUCH, waiting };
  }
  const done = await settleNow(ports, by, waiting, order);
  return 'words' in done ? { kind: 'done', ...done, waiting } : { kind: 'refused', refusal: done, waiting };
}

const NO_SUCH: Refusal = { code: 'no-such-row', message: 'It does not wait any more: somebody may have settled it.' };
const CANNOT: Refusal = { code: 'cannot', message: 'That cannot be done about it.' };

async function settleNow(
  ports: Ports,
  by: Actor,
  { subject }: Waiting,
  { act, reason, refs, row }: HereOrder,
): Promise<{ readonly words: string } | Refusal> {
  if (subject.kind === 'area') return reminded(ports, by, subject);
  if (subject.kind === 'milestone') {
    const how = act === 'withdraw' ? 'withdrawn' : act === 'supersede' ? 'superseded' : 'stands';
    const { plan, ref } = subject;
    const done = await settleGone(ports, { plan, by, ref, how, reason, replacedBy: refs });
    const became = {
      stands: 'is still part of the plan',
      withdrawn: 'is withdrawn',
      superseded: `is superseded by ${inList(refs)}`,
    };
    return answer(done, `${ref} ${became[how]}.`);
  }
  return subject.kind === 'import' ? textSettled(ports, by, subject.plan, { act, refs, row }) : CANNOT;
}

async function textSettled(
  ports: Ports,
  by: Actor,
  plan: PlanId,
  { act, refs, row }: Pick<HereOrder, 'act' | 'refs' | 'row'>,
): Promise<{ readonly words: string } | Refusal> {
  const [to = null] = act === 'place' ? refs : [];
  const left = (await ports.plans.outline(plan))?.plan.file?.left?.texts ?? [];
  const at = row ?? (left.length === 1 ? left[0]?.row : undefined);
  const wrong = act === 'place' && to === null ? NO_REF : at === undefined ? whichText(left.length) : null;
  if (wrong !== null || at === undefined) {
    await recordAct(ports, by, `attention ${act}`, plan, (wrong ?? NO_REF).code);
    return wrong ?? NO_REF;
  }
  const words = to === null ? 'The text is left out.' : `The text stands with ${to} now, as printed.`;
  return answer(await placeText(ports, { plan, by, row: at, to }), words);
}

const NO_REF: Refusal = { code: 'no-ref', message: 'Say to which ref the text belongs.' };

function whichText(count: number): Refusal {
  const message = `Say which of the ${String(count)} texts, by the row of the file that it is in.`;
  return { code: 'which-text', message };
}

async function reminded(
  ports: Ports,
  by: Actor,
  { plan, area }: Extract<Waiting['subject'], { kind: 'area' }>,
): Promise<{ readonly words: string } | Refusal> {
  const done = await remindSigners(ports, { plan, by, area });
  if (done.kind === 'refused') return done.refusal;
  const { nameOf } = await readDirectory(ports.people);
  const next = (await ports.schedules.list()).some(({ value }) => value.kind === 'sweep' && !value.paused);
  const when = next ? 'with the next round of reminders' : 'as soon as a round of reminders runs; no schedule has one';
  return { words: `${inList(done.told.map(nameOf))} ${done.told.length === 1 ? 'is' : 'are'} asked ${when}.` };
}

function answer(done: Cared, words: string): { readonly words: string } | Refusal {
  return done.kind === 'done' ? { words } : done.refusal;
}
