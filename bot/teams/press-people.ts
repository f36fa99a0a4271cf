/** Who is away, who is deputy, and what happened to a milestone: said or pressed. */
import { awayCard, deputyCard, historyCard, noticeCard, whereaboutsCard, type Built } from '../../cards/index.js';
import { asPrinted, inWords, parseCivilDate, type CivilDate } from '../domain/dates.js';
import type { NoticeView, PersonError } from '../domain/views.js';
import { readTypedDate } from '../domain/typed-date.js';
import { wrongAbsence, wrongDeputy } from '../domain/whereabouts.js';
import { historyView } from '../flows/history-view.js';
import { awayView, deputyView, whereaboutsView } from '../flows/person-views.js';
import type { Officer } from '../flows/ports.js';
import { todayOf } from '../flows/today.js';
import { comeBack, goAway, nameDeputy, type PersonOrder } from '../flows/whereabouts.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { mayPlace, meantPerson, nameError, namedPerson, type Asker } from './whom.js';

/** What was typed or said of an absence, as it was typed; null where nothing was. */
interface AwayTyped {
  readonly until: string;
  readonly deputy: string | null;
  /** The first day, where one was said. */
  readonly from?: string | undefined;
}

const LATER_TODAY = 'Say it again in a moment: somebody else changed this at the same time.';

export function openHistory(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'confirmation', showHistory({ ports: desk.ports, ...press }, press.claim));
}

export async function showHistory(
  { ports, reader, admin, sign }: Asker,
  place: { readonly plan: string; readonly ref: string },
): Promise<Built> {
  const view = await historyView(ports, { id: reader, admin }, place);
  return 'entries' in view ? historyCard(view, sign) : noticeCard(view, sign);
}

/** "away", and the button for it; what was said before comes along. */
export function openAway(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', awayForm({ ports: desk.ports, ...press }, press));
}

async function awayForm(asker: Asker, press: Press): Promise<Built> {
  const { ports } = asker;
  const placed = await mayPlace(asker, press.claim.ref, 'officer away');
  if ('title' in placed) return refused(press, placed);
  const { officer } = placed;
  const { until = '' } = press.action.fields;
  const typed = until === '' ? {} : readUntil(asker, officer, until);
  return awayCard(await awayView(ports, press.reader, officer, typed), press.sign);
}

export function recordAway(desk: CardDesk, press: Press): Promise<Built> {
  const { until = '', deputy = '' } = press.action.fields;
  const asker = { ports: desk.ports, ...press };
  return holding(desk, press, 'form', setAway(asker, press.claim.ref, { until, deputy }, press.action.fields));
}

/** "away until DATE", "away NAME until DATE"; with a day to begin on that is to come, the form says when it begins. */
export async function sayAway(
  asker: Asker,
  { name, until, from }: { readonly name: string; readonly until: string; readonly from?: string },
): Promise<Built> {
  const typed = { until, deputy: null, from };
  if (name === '') return setAway(asker, '', typed);
  const meant = await meantPerson(asker, name, { verb: 'open-away', button: 'Away', carried: { until } });
  return 'card' in meant ? meant.card : setAway(asker, meant.officer.id, typed);
}

/** An absence begins when it is saved: what to do where it was to begin later. */
function wrongStart({ ports }: Asker, from: string | undefined, until: CivilDate | null): readonly PersonError[] {
  if (from === undefined) return [];
  const today = todayOf(ports);
  const { date } = readTypedDate(from, { today, calendar: ports.calendar });
  if (date !== null && date <= today) return [];
  const then = date === null ? 'on that day' : `on ${inWords(date)}`;
  const said = until === null ? 'away until DATE' : `away until ${asPrinted(until)}`;
  const message = `An absence begins when it is saved. To begin today, press Save. To begin later, say “${said}” ${then}.`;
  return [{ field: 'until', message }];
}

/**
 * A form that needs another look comes back with what was typed.
 *
 * @param fields what stood on the form, to be given back where nothing of it may be saved
 */
async function setAway(asker: Asker, id: string, typed: AwayTyped, fields: NoticeView['fields'] = {}): Promise<Built> {
  const { ports, reader, sign } = asker;
  const placed = await mayPlace(asker, id, 'officer away');
  if ('title' in placed) return noticeCard({ ...placed, fields }, sign);
  const { officer } = placed;
  const { date, until, understood, errors: wrongDate } = readUntil(asker, officer, typed.until);
  const deputy = await readDeputy(asker, officer, typed.deputy);
  const start = wrongStart(asker, typed.from, wrongDate.length === 0 ? date : null);
  const errors = [...wrongDate, ...start, ...('error' in deputy ? [deputy.error] : [])];
  const again = async (wrong: readonly PersonError[]): Promise<Built> => {
    const kept = { until, ...(typed.deputy === null ? {} : { deputy: typed.deputy }) };
    return awayCard(await awayView(ports, reader, officer, { ...kept, errors: wrong }), sign);
  };
  if (typed.until === '' && typed.deputy === null) return again(start);
  if (errors.length > 0 || date === null || 'error' in deputy) {
    return again(errors);
  }
  const done = await goAway(ports, orderOf(asker, officer), date, deputy.deputy);
  if ('code' in done) return again([{ field: 'until', message: done.message }]);
  // The title says the day already.
  const known = understood === `That is ${inWords(date)}.` || parseCivilDate(typed.until);
  const notes = understood === null || known ? [] : [understood];
  return whereaboutsCard(await whereaboutsView(ports, reader, done.officer, 'away', notes), sign);
}

interface ReadUntil {
  /** Null where no day was understood; `until` is then what was typed. */
  readonly date: CivilDate | null;
  readonly until: string;
  readonly understood: string | null;
  readonly errors: readonly PersonError[];
}

/** The last day of an absence as it was typed or said, with what is wrong with it. */
function readUntil({ ports, reader }: Pick<Asker, 'ports' | 'reader'>, officer: Officer, typed: string): ReadUntil {
  const today = todayOf(ports);
  const read = readTypedDate(typed, { today, calendar: ports.calendar });
  if (read.date === null) {
    const message = typed.trim() === '' ? 'Give the last day.' : notRead(typed.trim(), read.why);
    return { date: null, until: typed, understood: null, errors: [{ field: 'until', message }] };
  }
  const { date, understood } = read;
  const wrong = wrongAbsence(officer, date, today, reader === officer.id);
  const before = understood === null || wrong?.code === 'past' ? '' : `${understood} `;
  const errors = wrong === null ? [] : [{ field: 'until' as const, message: `${before}${wrong.message}` }];
  return { date, until: date, understood, errors };
}

/** Beside a box in which a day is chosen, and which cannot hold what was said. */
function notRead(typed: string, why: string): string {
  const said = `“${typed.slice(0, 80)}”`;
  return `${why.startsWith(said) ? '' : `You gave ${said}. `}${why} Choose the last day away below.`;
}

/** Whom a box names: null where it is empty, undefined where it names who it was already, or was not shown. */
async function readDeputy(
  asker: Asker,
  officer: Officer,
  typed: string | null,
): Promise<{ readonly deputy: Officer | null | undefined } | { readonly error: PersonError }> {
  if (typed === null) return { deputy: undefined };
  if (typed.trim() === '') return { deputy: null };
  const now = officer.deputy === null ? null : ((await asker.ports.people.officer(officer.deputy))?.value ?? null);
  if (now?.name === typed.trim()) return { deputy: undefined };
  const named = await namedPerson(asker, typed.trim(), true);
  if (!('officer' in named)) return { error: { field: 'deputy', message: nameError(typed.trim(), named) } };
  const wrong = wrongDeputy(officer, named.officer);
  return wrong === null ? { deputy: named.officer } : { error: { field: 'deputy', message: wrong.message } };
}

export function endAway(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'confirmation', setBack({ ports: desk.ports, ...press }, press.claim.ref));
}

/** "I am back", "back NAME". */
export async function sayBack(asker: Asker, name: string): Promise<Built> {
  if (name === '') return setBack(asker, '');
  const meant = await meantPerson(asker, name, { verb: 'end-away', button: 'They are back' });
  return 'card' in meant ? meant.card : setBack(asker, meant.officer.id);
}

async function setBack(asker: Asker, id: string): Promise<Built> {
  const { ports, reader, sign } = asker;
  const placed = await mayPlace(asker, id, 'officer back');
  if ('title' in placed) return noticeCard(placed, sign);
  const { officer } = placed;
  const who = officer.id === reader ? ['You', 'are', 'you'] : [officer.name, 'is', officer.name];
  if (officer.awayUntil === null || officer.awayUntil < todayOf(ports)) {
    const lines = [`Reminders come to ${who[2] ?? ''} as usual.`];
    return noticeCard({ title: `${who[0] ?? ''} ${who[1] ?? ''} not away`, lines }, sign);
  }
  const done = await comeBack(ports, orderOf(asker, officer));
  if ('code' in done) return noticeCard({ title: 'It was not saved', lines: [LATER_TODAY] }, sign);
  return whereaboutsCard(await whereaboutsView(ports, reader, done.officer, 'back'), sign);
}

export function openDeputy(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', deputyForm({ ports: desk.ports, ...press }));
}

async function deputyForm(
  { ports, reader, sign }: Pick<Asker, 'ports' | 'reader' | 'sign'>,
  typed: { readonly deputy?: string; readonly errors?: readonly PersonError[] } = {},
): Promise<Built> {
  const self = (await ports.people.officer(reader))?.value;
  if (self === undefined) return noticeCard({ title: 'It was not saved', lines: [LATER_TODAY] }, sign);
  return deputyCard(await deputyView(ports, self, typed), sign);
}

/** From the form by the name in its box; from "Who is NAME?" by the button of one. */
export function recordDeputy(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', deputyNamed({ ports: desk.ports, ...press }, press));
}

async function deputyNamed(asker: Asker, press: Press): Promise<Built> {
  const { ports } = asker;
  const { deputy = '' } = press.action.fields;
  const chosen = press.claim.ref === '' ? null : ((await ports.people.officer(press.claim.ref))?.value ?? null);
  if (chosen !== null && !chosen.erased) return setDeputy(asker, chosen, chosen.name);
  if (deputy.trim() === '') return setDeputy(asker, null, '');
  const named = await namedPerson(asker, deputy.trim(), true);
  if ('officer' in named) return setDeputy(asker, named.officer, deputy);
  return deputyForm(asker, { deputy, errors: [{ field: 'deputy', message: nameError(deputy.trim(), named) }] });
}

/** "deputy NAME"; empty for the form. */
export async function sayDeputy(asker: Asker, name: string): Promise<Built> {
  if (name === '') return deputyForm(asker);
  const meant = await meantPerson(asker, name, { verb: 'record-deputy', button: 'Name deputy', anybody: true });
  return 'card' in meant ? meant.card : setDeputy(asker, meant.officer, name);
}

export function sayNoDeputy(asker: Asker): Promise<Built> {
  return setDeputy(asker, null, '');
}

async function setDeputy(asker: Asker, deputy: Officer | null, typed: string): Promise<Built> {
  const { ports, reader, sign } = asker;
  const self = (await ports.people.officer(reader))?.value;
  if (self === undefined) return noticeCard({ title: 'It was not saved', lines: [LATER_TODAY] }, sign);
  const done = await nameDeputy(ports, orderOf(asker, self), deputy);
  if ('code' in done) {
    return deputyForm(asker, { deputy: typed, errors: [{ field: 'deputy', message: done.message }] });
  }
  const saved = deputy === null ? 'no-deputy' : 'deputy';
  return whereaboutsCard(await whereaboutsView(ports, reader, done.officer, saved), sign);
}

function orderOf({ ports, reader }: Pick<Asker, 'ports' | 'reader'>, officer: Officer): PersonOrder {
  return { by: { kind: 'officer', id: reader }, officer, today: todayOf(ports) };
}
