import { inWords } from '../domain/dates.js';
import { OF_PLAN } from '../domain/leader-asks.js';
import { sameActor, type Actor } from '../domain/plan.js';
import { asTyped } from '../domain/plain-text.js';
import { heldRefusal, wrongReason, type Refusal } from '../domain/reasons.js';
import { mayDo } from '../domain/rights.js';
import { standingsFor } from '../domain/standing.js';
import type { Changed } from '../domain/views.js';
import { recordAct, recordWith } from './audit.js';
import { readDirectory } from './directory.js';
import { nothingWaits } from './sign-off.js';
import type { Ports, WindowRun } from './ports.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';
import { findDraft, releaseMark, type WindowDraft } from './window-draft.js';

export interface ReleaseOrder {
  readonly plan: string;
  readonly by: Extract<Actor, { kind: 'officer' }>;
  readonly enteredBy?: Actor | undefined;
  /** False: not yet, for a reason. */
  readonly release: boolean;
  readonly reason: string;
  /** What the card showed, see `releaseMark`; null at the command line, which takes those that stand. */
  readonly shown: number | null;
}

/** `others`: the figures, or what was decided about them, are not what was shown. */
export type Released =
  | { readonly kind: 'done'; readonly draft: WindowDraft; readonly replayed: boolean }
  | { readonly kind: 'others'; readonly changed: Changed; readonly draft: WindowDraft }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly draft: WindowDraft | null };

const TRIES = 5;

/**
 * Releases the summary of the window whose figures wait, or says not yet: its plan's owner alone (RULES 5). What was
 * released may be taken back until it is posted. Every refusal is audited.
 */
export async function release(ports: Ports, order: ReleaseOrder, tries = TRIES): Promise<Released> {
  const found = await findDraft(ports, order.plan, todayOf(ports));
  if (found.kind !== 'draft') return refuse(ports, order, nothingWaits(found), null);
  const { draft } = found;
  const forbidden = await mayNotRelease(ports, order.by.id, draft);
  if (forbidden !== null) return refuse(ports, order, forbidden, null);
  if (isReplay(draft.run.value, order)) return { kind: 'done', draft, replayed: true };
  if (order.shown !== null && order.shown !== releaseMark(ports, draft)) {
    // What was decided about other figures lapses with them.
    return { kind: 'others', changed: draft.decided === null ? 'figures' : 'meanwhile', draft };
  }
  const wrong = order.release ? null : wrongWords(order.reason, draft);
  if (wrong !== null) return refuse(ports, order, wrong, draft);
  const run = decided(ports, draft, order);
  const saved = await ports.rollups.saveWindowRun(run, draft.run.etag);
  if (saved === 'conflict') {
    if (tries > 0) return release(ports, order, tries - 1);
    return refuse(ports, order, MEANWHILE, draft);
  }
  const act = order.release ? 'summary released' : 'summary not released';
  const subject = `${order.plan} ${draft.window.id}`;
  await recordWith(ports, order.enteredBy ?? order.by, act, subject, order.release ? null : asTyped(order.reason));
  await ringFor(ports.log, () => ports.bells.refresh({ plan: order.plan, ref: OF_PLAN }));
  const after = { ...draft, run: saved, decided: order.release ? ('released' as const) : ('refused' as const) };
  return { kind: 'done', draft: after, replayed: false };
}

const MEANWHILE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody else changed it at the same moment. Look again, then say it again.',
};

/** Why somebody may not release it, or nobody has to; null when they may. */
export async function mayNotRelease(ports: Ports, officer: string, draft: WindowDraft): Promise<Refusal | null> {
  const { plan } = draft.outline;
  const { officers, nameOf } = await readDirectory(ports.people);
  if (!mayDo('release', { standings: standingsFor(officer, { area: null, plan }, officers) })) {
    const who = plan.owner === null ? 'Nobody is set as that.' : `That is ${nameOf(plan.owner)}.`;
    return { code: 'not-theirs', message: `Only the plan owner releases a summary. ${who}` };
  }
  if (plan.release) return null;
  const message = `${plan.title} asks for no release: its summary is posted on ${inWords(draft.window.posts)} by itself.`;
  return { code: 'not-needed', message };
}

function wrongWords(reason: string, { outline: { plan } }: WindowDraft): Refusal | null {
  const wrong = wrongReason(reason, '“Not yet”');
  return wrong ?? heldRefusal([reason], plan.smallNumber, 'the heads of service read it');
}

function isReplay({ released, refused, period }: WindowRun, order: ReleaseOrder): boolean {
  if (order.release) return released !== null && sameActor(released.by, order.by);
  return refused?.period === period && sameActor(refused.by, order.by) && refused.reason === asTyped(order.reason);
}

function decided(ports: Ports, { run, period }: WindowDraft, order: ReleaseOrder): WindowRun {
  const said = { by: order.by, on: todayOf(ports) };
  if (order.release) return { ...run.value, state: 'released', released: said, refused: undefined };
  return { ...run.value, state: 'frozen', released: null, refused: { ...said, period, reason: asTyped(order.reason) } };
}

async function refuse(
  ports: Ports,
  order: ReleaseOrder,
  refusal: Refusal,
  draft: WindowDraft | null,
): Promise<Released> {
  await recordAct(ports, order.enteredBy ?? order.by, 'summary released', order.plan, refusal.code);
  return { kind: 'refused', refusal, draft };
}
