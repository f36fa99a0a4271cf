import { behalfCard, type Built, noticeCard, type Sign, textToCopyCard, updateChooseCard } from '../../cards/index.js';
import { didYouMean, mayBe } from '../domain/nearest.js';
import { forWhom, mayEnterFor, readSource, type Enterer } from '../domain/on-behalf.js';
import type { OfficerId } from '../domain/plan.js';
import { mayRun } from '../domain/rights.js';
import type { BehalfFormView, BehalfView, NoticeView } from '../domain/views.js';
import { recordAct } from '../flows/audit.js';
import { plainCard } from '../flows/plain-card.js';
import { readDirectory } from '../flows/directory.js';
import type { Officer, Ports } from '../flows/ports.js';
import { takesUpdates } from '../flows/record-update.js';
import { accountable, findMilestone, type Found, type Shown } from '../flows/found-milestone.js';
import { chooseView } from '../flows/show.js';
import { behalfForm } from '../flows/show-behalf.js';
import { mayWriteTo } from '../flows/told-names.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { OUT_OF_DATE, takesNone, unsaved } from './refusals.js';
import { LONGEST_IN_CHAT, plainText } from './plain-text.js';
import type { CardAction, Reply } from './turns.js';
import { namedAmong, namedPerson } from './whom.js';

/** Who wants to enter something: their id, whether they are an admin, and what signs the buttons of their cards. */
export interface Enters {
  readonly reader: OfficerId;
  readonly admin: boolean;
  readonly sign: Sign;
}

type Typed = BehalfFormView['typed'];

const NOTHING_TYPED: Typed = { officer: '', source: '', on: '' };

/** Whether somebody may enter an answer for any of its leads: then the button for it is of use to them. */
export function mayEnterForSomebody({ reader, admin }: Omit<Enters, 'sign'>, found: Found): boolean {
  const ahead = takesUpdates(found);
  return ahead && forWhom({ id: reader, admin }, accountable(found), found.people).length > 0;
}

/**
 * The form on which an answer for somebody else begins: for whom, and where it came from.
 *
 * @param name of the lead as typed after "update REF for"; null where nobody was named
 */
export async function openBehalf(
  { ports }: Pick<CardDesk, 'ports'>,
  who: Enters,
  found: Found,
  name: string | null,
): Promise<Built> {
  const why = await mayNotEnter(ports, found, who, null);
  if (why !== null) return noticeCard(why, who.sign);
  if (name === null) return formFor(ports, who, found, { typed: NOTHING_TYPED });
  const { officers } = await readDirectory(ports.people);
  const people = forWhom(entererOf(who), accountable(found), found.people);
  const named = namedAmong(
    name,
    people.flatMap((id) => officers.get(id) ?? []),
  );
  if ('officer' in named) {
    return formFor(ports, who, found, { typed: { ...NOTHING_TYPED, officer: named.officer.id } });
  }
  const [only] = !named.several && named.near.length === 1 ? named.near : [];
  const errors = [{ field: 'officer', message: notPlain(name, named, only) }] as const;
  return formFor(ports, who, found, { typed: { ...NOTHING_TYPED, officer: only?.id ?? '' }, errors });
}

function notPlain(
  name: string,
  { several, near }: { readonly several: boolean; readonly near: readonly Officer[] },
  only: Officer | undefined,
): string {
  if (several) return `${mayBe(name, near)} Choose one of them.`;
  if (only === undefined) return `You cannot enter an update for “${name}” here. Choose one of these.`;
  return `“${name}” is nobody you can enter an update for here. ${only.name} is the nearest: look whether that is right.`;
}

/** The button "Enter for somebody", and the first step of it: what was chosen is checked, then a rating is asked for. */
export async function enterForSomebody(desk: CardDesk, press: Press): Promise<Built> {
  const { ports } = desk;
  const { claim, verb, action, reader, sign } = press;
  const found = await findMilestone(ports, claim.plan, claim.ref);
  if (found === null) return refused(press, OUT_OF_DATE);
  if (verb === 'open-behalf') return holding(desk, press, 'form', openBehalf(desk, press, found, null));
  const typed = typedIn(action);
  const why = await mayNotEnter(ports, found, press, typed.officer === '' ? null : typed.officer);
  if (why !== null) return refused(press, unsaved(why));
  const read = await readBehalf(ports, found, typed);
  if ('errors' in read) return formFor(ports, press, found, { typed, errors: read.errors, ticks: action.ticks });
  const view = await holding(desk, press, 'form', chooseView(ports, found, reader, action.ticks, action.inputs));
  return updateChooseCard({ ...view, behalf: read.behalf }, sign);
}

/** For whom the presser answers: null where it is for themselves; words where what was carried does not hold any more. */
export async function carriedBehalf(
  ports: Ports,
  found: Found,
  action: CardAction,
): Promise<BehalfView | null | 'wrong'> {
  if (!carries(action)) return null;
  const read = await readBehalf(ports, found, typedIn(action));
  return 'errors' in read ? 'wrong' : read.behalf;
}

/** A card that was made for an answer on behalf carries for whom. */
function carries({ fields }: CardAction): boolean {
  return fields.for !== undefined;
}

/**
 * Why somebody may not enter an answer about it now, in words; null when they may. Refusals are audited.
 *
 * @param officer for whom; null for any of its leads
 */
export async function mayNotEnter(
  ports: Ports,
  found: Found,
  who: Omit<Enters, 'sign'>,
  officer: OfficerId | null,
): Promise<NoticeView | null> {
  const { milestone } = found.stored;
  const name = `${milestone.ref} ${milestone.text}`;
  const one = accountable(found);
  const enterer = entererOf(who);
  const may =
    officer === null
      ? forWhom(enterer, one, found.people).length > 0
      : mayEnterFor(enterer, officer, one, found.people);
  if (may) return takesNone(found);
  // What a field holds may be anything: only an id that somebody has goes into the audit.
  const whom = officer === null ? '' : ` for ${found.people.get(officer)?.id ?? 'unknown'}`;
  const subject = `${milestone.plan} ${milestone.ref}${whom}`;
  await recordAct(ports, { kind: 'officer', id: who.reader }, 'update entered', subject, 'not theirs to enter');
  const forThem =
    officer !== null && found.people.has(officer) ? (await readDirectory(ports.people)).nameOf(officer) : null;
  const title = `You cannot enter an update for ${forThem ?? 'somebody'} here`;
  return { title, lines: [name, WHO_MAY] };
}

/** Kept: who entered what for whom (RULES 5). */
export async function enteredFor(
  ports: Ports,
  { stored }: Shown,
  reader: OfficerId,
  { officer }: BehalfView,
): Promise<void> {
  const { plan, ref } = stored.milestone;
  await recordAct(ports, { kind: 'officer', id: reader }, 'update entered', `${plan} ${ref} for ${officer}`);
}

/** "text for NAME": what somebody is asked, as a text to copy. For admins, since it holds another's list. */
export async function plainTextFor(ports: Ports, { reader, admin, sign }: Enters, name: string): Promise<Reply> {
  const by = { kind: 'officer', id: reader } as const;
  const act = 'card as text';
  if (!mayRun('people', { admin })) {
    await recordAct(ports, by, act, '', 'not an admin');
    const lines = ['What others are asked is theirs. Ask whoever looks after Waymark.'];
    return noticeCard({ title: 'Only an admin can do this', lines }, sign);
  }
  const named = await namedPerson({ ports, reader, admin }, name, false);
  if (!('officer' in named)) {
    const { several, near } = named;
    const whole = `${mayBe(name, near)} Say “text for” with the whole name.`;
    const other = didYouMean(near.map((one) => one.name)).trim() || 'Give the name as the plan prints it.';
    const title = several ? `Who is “${name}”?` : `Nobody is called “${name}”`;
    return noticeCard({ title, lines: [several ? whole : other] }, sign);
  }
  const { officer } = named;
  const text = plainText(await plainCard(ports, officer), LONGEST_IN_CHAT);
  await recordAct(ports, by, act, officer.id);
  return textToCopyCard({ name: officer.name, text });
}

const WHO_MAY =
  'An administrator, the head of service of the area, the plan owner, or somebody named as a supporter of the lead can.';

function entererOf({ reader, admin }: Omit<Enters, 'sign'>): Enterer {
  return { id: reader, admin };
}

function typedIn({ fields }: CardAction): Typed {
  return { officer: fields.for ?? '', source: fields.source ?? '', on: fields.on ?? '' };
}

async function readBehalf(
  ports: Ports,
  { outline, people, today }: Found,
  typed: Typed,
): Promise<{ readonly behalf: BehalfView } | { readonly errors: BehalfFormView['errors'] }> {
  const read = readSource(typed, outline.plan.importedOn, today);
  const faults = 'faults' in read ? read.faults : [];
  const person = people.get(typed.officer);
  const missing = person === undefined ? ([{ field: 'officer', message: 'Choose whose update it is.' }] as const) : [];
  if (person === undefined || 'faults' in read) return { errors: [...missing, ...faults] };
  const reachable = mayWriteTo(person);
  const { nameOf } = await readDirectory(ports.people);
  return { behalf: { officer: person.id, name: nameOf(person.id), reachable, ...read } };
}

async function formFor(
  ports: Ports,
  { sign, ...who }: Enters,
  found: Found,
  given: Pick<BehalfFormView, 'typed'> & Partial<Pick<BehalfFormView, 'errors' | 'ticks'>>,
): Promise<Built> {
  const people = forWhom(entererOf(who), accountable(found), found.people);
  return behalfCard(await behalfForm(ports, found, who.reader, people, given), sign);
}
