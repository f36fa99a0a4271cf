/** Who or what a typed name or ref means; where that is not plain, the card that asks which. */
import { noticeCard, whichCard, type Built, type Sign } from '../../cards/index.js';
import { levelWords, withoutLevel } from '../domain/level-words.js';
import { didYouMean, whoIsMeant } from '../domain/nearest.js';
import type { OfficerId } from '../domain/plan.js';
import type { PlaceView, WhichView } from '../domain/views.js';
import { recordAct } from '../flows/audit.js';
import { whoPresses } from '../flows/drill-down.js';
import { textFor } from '../flows/history-view.js';
import { findByRef, ownOpen } from '../flows/led-by.js';
import { heardOf, peopleAround } from '../flows/people-around.js';
import type { Officer, Ports, StoredMilestone } from '../flows/ports.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { mapLimited } from '../flows/side-by-side.js';
import type { Verb } from './verbs.js';

/** Who says or presses something in their own chat. */
export interface Asker {
  readonly ports: Ports;
  readonly reader: OfficerId;
  readonly admin: boolean;
  readonly sign: Sign;
}

/** The button of each milestone that may have been meant; `carried`: what was said besides. */
interface Way {
  readonly verb: Verb;
  readonly button: string;
  readonly carried?: WhichView['carried'];
}

/** So many of one's own are offered where none was named. */
const OFFERED = 8;

/** The milestone that a ref means to somebody; else what to answer: which one, or that there is none. */
export async function meantMilestone(
  asker: Asker,
  ref: string,
  way: Way,
): Promise<{ readonly found: Found } | { readonly card: Built }> {
  const { ports, sign } = asker;
  if (ref === '') return { card: await whichOfOwn(asker, way) };
  const plans = await ports.plans.list();
  const levels = levelWords(plans);
  const every = asker.admin || (await isLeader(asker));
  let meant = await findByRef(ports, asker.reader, ref, every);
  const bare = withoutLevel(ref, levels);
  if (meant.found.length === 0 && bare !== ref) meant = await findByRef(ports, asker.reader, bare, every);
  const [place] = meant.found;
  const found =
    place === undefined || meant.found.length > 1 ? null : await findMilestone(ports, place.plan, place.ref);
  if (found !== null) return { found };
  if (meant.found.length > 0) {
    const view = {
      title: `Which ${bare}?`,
      lines: ['Several plans have it.'],
      ...choicesOf(await readableBy(asker, meant.found), way),
    };
    return { card: whichCard(view, sign) };
  }
  const title = `There is no ${bare} in ${every ? 'any plan' : 'a plan of yours'}`;
  if (meant.nearest.length === 0) {
    return { card: noticeCard({ title, lines: ['Show my list shows what is yours, with its refs.'] }, sign) };
  }
  const lines = [meant.nearest.length === 1 ? 'Did you mean this one?' : 'Did you mean one of these?'];
  return { card: whichCard({ title, lines, ...choicesOf(await readableBy(asker, meant.nearest), way) }, sign) };
}

async function whichOfOwn({ ports, reader, sign }: Asker, way: Way): Promise<Built> {
  const own = await ownOpen(ports, reader);
  if (own.length === 0) {
    return noticeCard({ title: 'Which one?', lines: ['You lead nothing that is open. Say its ref behind it.'] }, sign);
  }
  const lines = own.length > OFFERED ? ['These are some of yours. For another, say its ref behind it.'] : [];
  return whichAmong({ ports, sign }, own.slice(0, OFFERED), way, { title: 'Which one?', lines });
}

/** Asks which of some milestones is meant, or whether the only one is. */
export async function whichAmong(
  { ports, sign }: Pick<Asker, 'ports' | 'sign'>,
  among: readonly StoredMilestone[],
  way: Way,
  words: Pick<WhichView, 'title' | 'lines'>,
): Promise<Built> {
  const titles = new Map((await ports.plans.list()).map(({ id, title }) => [id, title]));
  const places = among.map(({ milestone: { plan, ref, text }, rev }) => {
    return { plan, planTitle: titles.get(plan) ?? plan, ref, rev, text };
  });
  return whichCard({ ...words, ...choicesOf(places, way) }, sign);
}

/** The same with their words as somebody may read them; without any where the milestone is not open to them. */
function readableBy({ ports, reader, admin }: Asker, places: readonly PlaceView[]): Promise<readonly PlaceView[]> {
  return mapLimited(places, 8, async (place) => {
    const found = await findMilestone(ports, place.plan, place.ref);
    const text = found === null ? '' : textFor(found, whoPresses(found, { id: reader, admin }));
    return { ...place, text };
  });
}

function choicesOf(places: readonly PlaceView[], way: Way): Pick<WhichView, 'choices' | 'carried'> {
  const choices = places.map(({ plan, planTitle, ref, rev, text }) => ({
    ...{ name: ref, words: text, small: planTitle, button: way.button, verb: way.verb },
    link: { plan, ref, rev },
  }));
  return { choices, carried: way.carried ?? {} };
}

async function isLeader({ ports, reader }: Asker): Promise<boolean> {
  const officer = (await ports.people.officer(reader))?.value;
  return officer?.outside !== 'left' && officer?.roles.includes('leader') === true;
}

/** The officer that a name means among those whom somebody may hear of; else what to answer. */
export async function meantPerson(
  asker: Asker,
  name: string,
  way: Way & { readonly anybody?: boolean },
): Promise<{ readonly officer: Officer } | { readonly card: Built }> {
  const named = await namedPerson(asker, name, way.anybody === true);
  if ('officer' in named) return named;
  const { several, near } = named;
  const view = {
    title: several ? `Who is “${name}”?` : `Nobody in your plans is called “${name}”`,
    lines: [several ? 'Several people have that name.' : 'Did you mean one of these?'],
    choices: near.map((one) => ({
      ...{ name: one.name, words: '', small: '', button: way.button, verb: way.verb },
      link: { plan: '', ref: one.id, rev: 0 },
    })),
    carried: way.carried ?? {},
  };
  if (near.length > 0) return { card: whichCard(view, asker.sign) };
  const lines = ['Look at how it is spelt, or ask whoever looks after Waymark.'];
  return { card: noticeCard({ title: view.title, lines }, asker.sign) };
}

/** The one who is meant; else those who may be: `several` have the name, or they come near to it. */
type NamedPerson = { readonly officer: Officer } | { readonly several: boolean; readonly near: readonly Officer[] };

/**
 * The same with the nearest officers instead of a card.
 *
 * @param anybody by their whole name somebody linked to Teams may be meant who shares no plan: a deputy need not
 */
export async function namedPerson(
  { ports, reader, admin }: Pick<Asker, 'ports' | 'reader' | 'admin'>,
  name: string,
  anybody: boolean,
): Promise<NamedPerson> {
  const meant = namedAmong(name, await heardOf(ports, reader, admin));
  if ('officer' in meant || meant.several) return meant;
  const other = anybody ? ((await ports.people.byName(name))?.value ?? null) : null;
  if (other?.entraId != null && !other.erased) return { officer: other };
  return meant;
}

/** Who a name means among some, as everywhere: by the whole of it, by a part that is one's alone, else who comes near. */
export function namedAmong(name: string, known: readonly Officer[]): NamedPerson {
  const meant = whoIsMeant(name, known);
  if (meant.kind === 'one') return { officer: meant.one };
  return meant.kind === 'several' ? { several: true, near: meant.several } : { several: false, near: meant.near };
}

/** What stands beside a box in which a name was typed that is not plain. */
export function nameError(name: string, { several, near }: { several: boolean; near: readonly Officer[] }): string {
  const names = near.map((one) => one.name);
  if (several) return `Several people are called “${name}”: ${names.slice(0, 5).join(', ')}. Give the whole name.`;
  return `Nobody in your plans is called “${name}”.${didYouMean(names)}`;
}

/**
 * The officer about whom somebody may say where they are: themselves; of others an admin anybody, a head of service who
 * leads something in their area (RULES 2). A refusal is audited.
 */
export async function mayPlace(
  { ports, reader, admin }: Asker,
  id: OfficerId,
  act: string,
): Promise<{ readonly officer: Officer } | { readonly title: string; readonly lines: readonly string[] }> {
  const officer = (await ports.people.officer(id === '' ? reader : id))?.value ?? null;
  const isSelf = officer?.id === reader;
  const { headOf } = isSelf || admin ? { headOf: new Set() } : await peopleAround(ports, reader, admin);
  if (officer !== null && !officer.erased && (isSelf || admin || headOf.has(officer.id))) return { officer };
  await recordAct(ports, { kind: 'officer', id: reader }, act, officer?.id ?? 'unknown', 'not theirs to say');
  const lines = ['Their head of service and administrators can say it for somebody else.'];
  return { title: 'This is not yours to say', lines };
}
