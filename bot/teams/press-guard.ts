/**
 * Before anything typed is saved: words that may say who a child is are shown to who wrote them (RULES 6). Nothing is saved
 * then and nothing lost; one click saves it, reworded or not.
 */
import { guardCard, type Built, type Sign } from '../../cards/index.js';
import { findingsIn, isHeld, type Finding } from '../domain/guard.js';
import type { GuardView } from '../domain/guard-view.js';
import { asTyped } from '../domain/plain-text.js';
import { PLAN_DEFAULTS } from '../domain/plan.js';
import { heldTexts, toldHere } from '../domain/told-words.js';
import { shownName } from '../flows/history-view.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { writersOfAll } from '../flows/clear-held.js';
import { lookerFor } from '../flows/held-looker.js';
import { whoPresses, type Presser } from '../flows/drill-down.js';
import type { Ports } from '../flows/ports.js';
import { raiseHeld } from '../flows/raise-held.js';
import type { TokenClaim } from './card-token.js';
import type { CardAction } from './turns.js';
import { isVerb, type Verb } from './verbs.js';

/** As much of a press as matters here. */
export interface GuardedPress {
  /** Who pressed; null where nobody is known. */
  readonly presser: Presser | null;
  readonly action: CardAction;
  readonly verb: Verb;
  readonly claim: TokenClaim;
  readonly sign: Sign;
}

/** Where *Back* leads from what does not begin with `record-`. */
const BACK: Readonly<Partial<Record<Verb, string>>> = {
  'record-update': 'choose-rating',
  'refuse-proposal': 'approvals',
  'ask-proposer': 'approvals',
  'record-ask': 'ask-about',
  'refuse-release': 'open-release',
};

/** What they save belongs to no milestone, where nobody could clear it: what would be held is refused, on the form. */
const OF_NO_MILESTONE: readonly Verb[] = ['record-sign-off', 'record-overall', 'refuse-release', 'record-measure'];

/** The box of the pressed row; what stands in the others was not sent. */
const BOXES: Readonly<Partial<Record<Verb, string>>> = { 'refuse-proposal': 'refuse', 'ask-proposer': 'ask' };

interface Doubt {
  readonly input: string;
  readonly value: string;
  readonly findings: readonly Finding[];
}

/** No number is as large: with it everything is found, so that nothing has to be read where there is nothing. */
const ANY_NUMBER = 1_000_000;

/** The guard's card where somebody is about to save words that they have not been warned of; null where they may go on. */
export async function guarded(ports: Ports, press: GuardedPress): Promise<Built | null> {
  const typed = textsOf(press);
  const unseen = typed.filter(([, value]) => !isSeen(ports, press.action, value));
  if (unseen.every(([, value]) => findingsIn(value, ANY_NUMBER).length === 0)) return null;
  const { plan, ref } = press.claim;
  const ofNone = OF_NO_MILESTONE.includes(press.verb);
  const found = ofNone ? null : await findMilestone(ports, plan, ref);
  const outline = found?.outline ?? (await ports.plans.outline(plan));
  const { smallNumber } = outline?.plan ?? PLAN_DEFAULTS;
  // As whoever reads it later knows them, so that nothing is held that its writer was not told of.
  const names = found === null ? [] : [found.stored.milestone.leadsText];
  const cleared = found?.stored.milestone.cleared.map(({ text }) => text) ?? [];
  const doubts = unseen
    .filter(([, value]) => !cleared.includes(asTyped(value)))
    .map(([input, value]): Doubt => ({ input, value, findings: findingsIn(value, smallNumber, names) }))
    .filter(({ findings }) => findings.length > 0);
  const refused = ofNone && doubts.some(({ findings }) => findings.some(isHeld));
  return doubts.length === 0 || refused ? null : cardOf(ports, press, found, doubts);
}

/**
 * The line for who saved words in spite of the guard, once they are saved: who looks at them. Null where nothing of them is
 * held.
 */
export async function heldNote(
  ports: Ports,
  { action, claim }: Pick<GuardedPress, 'action' | 'claim'>,
): Promise<string | null> {
  if (action.seen === undefined) return null;
  const found = await findMilestone(ports, claim.plan, claim.ref);
  if (found === null) return null;
  const kept = heldTexts(found.stored.milestone, found.outline.plan);
  const mine = kept.filter(({ text }) => isSeen(ports, action, text));
  if (mine.length === 0) return null;
  await raiseHeld(ports, found.stored.milestone);
  return `It is kept, and shown to others once ${await lookerFor(ports, found, writersOfAll(found.stored.milestone, mine))} has looked at it.`;
}

async function cardOf(
  ports: Ports,
  { action, verb, claim, sign, presser }: GuardedPress,
  found: Found | null,
  doubts: readonly Doubt[],
): Promise<Built> {
  const { plan, ref, rev } = claim;
  const shown = new Set(doubts.map(({ input }) => input));
  const back = BACK[verb] ?? verb.replace(/^record-/, 'open-');
  const seen = [...(action.seen ?? []), ...doubts.map(({ value }) => markOf(ports, value))];
  const view = {
    link: { plan, ref, rev },
    ...(found === null ? await nameOf(ports, verb, claim) : { about: aboutOf(found, presser), name: claim.ref }),
    texts: doubts,
    carried: Object.fromEntries(inputsOf(action).filter(([input]) => !shown.has(input))),
    ticks: action.ticks,
    save: verb,
    back: back !== verb && isVerb(back) ? back : null,
    rating: action.rating,
    row: action.row,
    seen: [...new Set(seen)].slice(-SEEN_AT_MOST).join(','),
    looker: found === null ? null : await lookerFor(ports, found, [claim.officer]),
  };
  return guardCard(view, sign);
}

/** Its words for who may see it, as they may read them; else its ref alone. */
function aboutOf(found: Found, presser: Presser | null): string {
  return presser === null ? found.stored.milestone.ref : shownName(found, whoPresses(found, presser));
}

/** What is about no milestone: an area, a measure, else the plan. */
async function nameOf(
  { plans }: Pick<Ports, 'plans'>,
  verb: Verb,
  { plan, ref }: TokenClaim,
): Promise<Pick<GuardView, 'about' | 'name'>> {
  const contents = await plans.contents(plan);
  if (contents === null) return { about: '', name: '' };
  const { title } = contents.plan;
  if (verb === 'record-measure') {
    const { name = '' } = contents.measures.find(({ code }) => code === ref) ?? {};
    return { about: `${ref} ${toldHere(name, contents.plan)}`, name: ref };
  }
  const area = contents.areas.find(({ code }) => code === ref)?.title;
  return { about: area === undefined ? title : `${title}: ${area}`, name: area ?? title };
}

/** As many as a press may bring. */
const SEEN_AT_MOST = 20;

/** What is about to be saved; nothing where the button saves no words. */
function textsOf({ action, verb }: GuardedPress): readonly (readonly [string, string])[] {
  const box = BOXES[verb];
  if (box !== undefined) return inputsOf(action).filter(([input]) => input === `in_x_${box}_${action.row ?? ''}`);
  return verb.startsWith('record-') || verb === 'refuse-release' ? inputsOf(action) : [];
}

/** Everything typed, by the id of its input. */
function inputsOf({ inputs, fields }: CardAction): readonly (readonly [string, string])[] {
  return [
    ...Object.entries(inputs).map(([name, value]) => [`in_${name}`, value] as const),
    ...Object.entries(fields).map(([name, value]) => [`in_x_${name}`, value] as const),
  ].filter(([, value]) => value !== '');
}

function isSeen({ hash }: Ports, { seen = [] }: CardAction, text: string): boolean {
  return seen.includes(markOf({ hash }, text));
}

/** Of a text as it is kept: blanks around it and what cannot be seen make no other text. */
function markOf({ hash }: Pick<Ports, 'hash'>, text: string): string {
  return hash(asTyped(text)).slice(0, 16);
}
