import type { Actor, Area } from '../domain/plan.js';
import { asTyped } from '../domain/plain-text.js';
import { inWords } from '../domain/dates.js';
import { refOfArea } from '../domain/leader-asks.js';
import { sameActor } from '../domain/plan.js';
import { heldRefusal, LONGEST_REASON, type Refusal } from '../domain/reasons.js';
import { mayDo } from '../domain/rights.js';
import { isSigned } from '../domain/sign-off.js';
import { standingsFor } from '../domain/standing.js';
import type { Changed } from '../domain/views.js';
import { settle } from './attention.js';
import { recordAct } from './audit.js';
import { readDirectory, type Directory } from './directory.js';
import { areaImage } from './images.js';
import type { Ports } from './ports.js';
import { ringFor } from './ring.js';
import { todayOf } from './today.js';
import { findDraft, signingMark, type WindowDraft } from './window-draft.js';

export interface SignOffOrder {
  readonly plan: string;
  /** The code of the area. */
  readonly area: string;
  readonly by: Extract<Actor, { kind: 'officer' }>;
  /** Who enters it, where that is another. */
  readonly enteredBy?: Actor | undefined;
  /** A sentence of their own; may be empty. */
  readonly words: string;
  /** What the card showed, see `signingMark`; null at the command line, which takes those that stand. */
  readonly shown: number | null;
}

/** `others`: the figures, or who signed them, are not what was shown. */
export type SignedOff =
  | { readonly kind: 'done'; readonly draft: WindowDraft; readonly area: Area; readonly replayed: boolean }
  | { readonly kind: 'others'; readonly changed: Changed; readonly draft: WindowDraft; readonly area: Area }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** Null where there are no figures to show, or they are not to see them. */
      readonly found: { readonly draft: WindowDraft; readonly area: Area } | null;
    };

/** Somebody else wrote the area at the same moment; so often is it tried. */
const TRIES = 5;

/**
 * Signs off an area in the window whose figures wait: by its head of service or the plan owner, under the figures that
 * were shown, once however often the press arrives. Every refusal is audited.
 */
export async function signOff(ports: Ports, order: SignOffOrder, tries = TRIES): Promise<SignedOff> {
  const directory = await readDirectory(ports.people);
  const found = await findDraft(ports, order.plan, todayOf(ports));
  if (found.kind !== 'draft') return refuse(ports, order, nothingWaits(found), null);
  const { draft } = found;
  const area = draft.areas.find(({ code }) => code === order.area);
  if (area === undefined) return refuse(ports, order, noSuchArea(order, draft), null);
  const forbidden = mayNotSign(order.by.id, area, draft, directory);
  if (forbidden !== null) return refuse(ports, order, forbidden, null);
  const figures = draft.figuresOf(area.code);
  if (isSigned(area, draft.window.id, figures) && isReplay(area, order)) {
    return { kind: 'done', draft, area, replayed: true };
  }
  if (order.shown !== null && order.shown !== signingMark(ports, area, draft.window.id, figures)) {
    const changed = isSigned(area, draft.window.id, figures) ? 'meanwhile' : 'figures';
    return { kind: 'others', changed, draft, area };
  }
  const wrong = wrongWords(order, draft);
  if (wrong !== null) return refuse(ports, order, wrong, { draft, area });
  const now = ports.clock.now();
  const words = asTyped(order.words);
  const signed = { window: draft.window.id, by: order.by, on: todayOf(ports), at: now, words, figures };
  const image = areaImage(area, { signed });
  const inputHash = ports.hash(JSON.stringify(['signed off', order.plan, area.code, draft.window.id, figures, words]));
  const change = { image, previous: area, at: now, recordedAt: now, by: order.by, why: 'signed off', inputHash };
  if ((await ports.plans.commit(order.plan, [change])) === 'conflict') {
    if (tries > 0) return signOff(ports, order, tries - 1);
    return refuse(ports, order, MEANWHILE, { draft, area });
  }
  await recordAct(ports, order.enteredBy ?? order.by, 'area signed off', subjectOf(order));
  await settle(ports, { kind: 'area', plan: order.plan, area: order.area });
  await ringFor(ports.log, () => ports.bells.refresh({ plan: order.plan, ref: refOfArea(area.code) }));
  return { kind: 'done', draft, area: { ...area, signed }, replayed: false };
}

const MEANWHILE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody else changed the area at the same moment. Look again, then sign it.',
};

/** Why there is nothing to sign or to release. */
export function nothingWaits(found: Exclude<Awaited<ReturnType<typeof findDraft>>, { kind: 'draft' }>): Refusal {
  if (found.kind === 'none') {
    const message = 'No figures wait at present. You are asked when those of the next reporting window are there.';
    return { code: 'nothing-waits', message };
  }
  const { name, posts } = found.window;
  const message = `The summary of ${name} is posted already: it was due on ${inWords(posts)}. What was not signed off by then stands so in it.`;
  return { code: 'posted', message };
}

/** Why somebody may not sign off an area, in words; null when they may. */
export function mayNotSign(
  officer: string,
  area: Pick<Area, 'heads' | 'title'>,
  { outline: { plan } }: WindowDraft,
  { officers, nameOf }: Directory,
): Refusal | null {
  if (mayDo('sign-off', { standings: standingsFor(officer, { area, plan }, officers) })) return null;
  const heads = area.heads.map(nameOf).join(' or ');
  const who = heads === '' ? 'Nobody is set as its head of service.' : `That is ${heads}.`;
  return {
    code: 'not-theirs',
    message: `Only the head of service of ${area.title} or the plan owner signs it off. ${who}`,
  };
}

function isReplay({ signed }: Area, { by, words }: SignOffOrder): boolean {
  return signed !== null && sameActor(signed.by, by) && signed.words === asTyped(words);
}

function wrongWords({ words }: SignOffOrder, { outline: { plan } }: WindowDraft): Refusal | null {
  const typed = asTyped(words);
  if (typed.length <= LONGEST_REASON) return heldRefusal([typed], plan.smallNumber, 'it stands in the summary');
  const most = String(LONGEST_REASON);
  return { code: 'too-long', message: `It has ${String(typed.length)} characters. Give at most ${most}.` };
}

function noSuchArea({ area }: SignOffOrder, { areas }: WindowDraft): Refusal {
  const codes = areas.map(({ code }) => code).join(', ');
  return { code: 'no-such-area', message: `No figures of “${area}” wait for a signature. There are: ${codes}.` };
}

async function refuse(
  ports: Ports,
  order: SignOffOrder,
  refusal: Refusal,
  found: { readonly draft: WindowDraft; readonly area: Area } | null,
): Promise<SignedOff> {
  await recordAct(ports, order.enteredBy ?? order.by, 'area signed off', subjectOf(order), refusal.code);
  return { kind: 'refused', refusal, found };
}

function subjectOf({ plan, area }: SignOffOrder): string {
  return `${plan} ${area}`;
}
