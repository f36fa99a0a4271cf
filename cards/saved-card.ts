import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import { behalfInWords } from '../bot/domain/on-behalf.js';
import { httpsLink, LONGEST_LINK } from '../bot/domain/evidence-link.js';
import { MOVE_REASONS } from '../bot/domain/policy.js';
import { UPDATE_FIELDS, type SavedView, type UpdateField } from '../bot/domain/views.js';
import { untoldWords } from './approval-done.js';
import { carriedBehalf, toldWords } from './behalf-words.js';
import { nobodyThere } from './change-words.js';
import { leftOf, type LeftModel } from './left.js';
import { backOf, carriedOf, type BackModel } from './opinions.js';
import { periodInWords } from '../bot/domain/period-words.js';
import { aheadOf, ESCALATES_ALL_THE_SAME, proposalOf } from './row-notes.js';
import { groupWords } from './row-words.js';
import { compile, type Built, type Sign } from './render.js';
import { datesSayOf, nameOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import template from './saved.card.json';
import { cut, escapedMark, listed, listedUpTo, mark, quote, sentence, shownRef } from './words.js';

interface SavedModel extends NameModel {
  readonly title: string;
  readonly said: readonly string[];
  readonly given: readonly NoteModel[];
  readonly next: readonly string[];
  readonly datesSay: readonly StatusModel[];
  readonly link: readonly string[];
  readonly changeToken: string;
  readonly changeTooltip: string;
  readonly ticks: ReturnType<typeof carriedOf>;
  readonly typed: ReturnType<typeof carriedBehalf>;
  /** Where another's answer was entered: what is carried would be taken for the buttons of a list, too. */
  readonly back: readonly BackModel[];
  readonly left: readonly LeftModel[];
}

/** About two lines of what was typed. */
const SAID_LENGTH = 120;
const WHY_LENGTH = 240;
const HOST_LENGTH = 36;
const NAMES = 3;

const render = compile<SavedModel>(template);

/** "It is kept. What now?" The same card again when the same submission arrives twice. */
export function savedCard(view: SavedView, sign: Sign): Built {
  const { milestone, on } = view;
  const { lastUpdate, grade, rating } = milestone;
  const saved = lastUpdate?.grade ?? lastUpdate?.rating ?? grade ?? rating;
  const ref = shownRef(milestone.link.ref);
  const card = render({
    title: `Saved as ${escapedMark(saved)}`,
    ...nameOf(milestone.link.ref, milestone.text),
    said: [saidOf(view)],
    given: givenOf(view),
    next: nextOf(view),
    datesSay: milestone.disagrees ? [datesSayOf(milestone.check)] : [],
    link: linkOf(view),
    changeToken: sign('open-update', milestone.link),
    changeTooltip: `Change the answer for ${ref}`,
    ticks: carriedOf(view.ticks ?? []),
    typed: carriedBehalf(view.behalf),
    left: view.behalf === undefined ? [leftOf(view.left, on, sign)] : [],
    back: view.behalf === undefined ? [] : [backOf(view.ticks ?? [], sign)],
  });
  return { card, summary: `Saved as ${mark(saved)}: ${ref}` };
}

function saidOf({ time, on, behalf }: SavedView): string {
  if (behalf !== undefined) {
    const from = behalfInWords('You', cut(behalf.name), behalf);
    return `${from}, entered at ${cut(time)} on ${inWords(on)}. Leadership can read:`;
  }
  return `By you at ${cut(time)} on ${inWords(on)}. Leadership can read:`;
}

/** What was given, in the words in which leadership reads it: of each field about two lines. */
function givenOf(view: SavedView): readonly NoteModel[] {
  return UPDATE_FIELDS.filter((field) => cut(view.given[field] ?? '') !== '').flatMap((field): NoteModel[] => {
    const words = wordsFor(field, view);
    return words === '' ? [] : [{ strong: `${GIVEN_AS[field]}:`, rest: ` ${sentence(words)}` }];
  });
}

function wordsFor(field: UpdateField, view: SavedView): string {
  const typed = view.given[field] ?? '';
  const own = IN_WORDS[field]?.(typed, view);
  if (own !== undefined) return own;
  const day = parseCivilDate(typed);
  return day === undefined ? cut(typed, SAID_LENGTH) : inWords(day);
}

/** Fields whose words are not what was typed. */
const IN_WORDS: Partial<Record<UpdateField, (typed: string, view: SavedView) => string>> = {
  sameAs: (typed, { milestone: { lastUpdate } }) => {
    const text = cut(lastUpdate?.sameAs?.text ?? '', SAID_LENGTH);
    return `${shownRef(typed)}${text === '' ? '' : `: “${text}”`}`;
  },
  moveReason: (typed) => MOVE_REASONS.find(({ id }) => id === typed)?.words ?? '',
  // Where it leads; all of it opens with the button.
  evidenceLink: (typed) => {
    const link = httpsLink(typed);
    return cut(link === null ? typed : new URL(link).hostname, HOST_LENGTH);
  },
  outcome: (typed) => (typed === 'not-achieved' ? 'not achieved' : cut(typed)),
};

const GIVEN_AS: Readonly<Record<UpdateField, string>> = {
  note: 'What has happened',
  cause: 'Cause',
  remedy: 'Remedial action',
  help: 'Help needed',
  sameAs: 'Same as',
  recovery: 'Recovery date',
  forecast: 'Forecast',
  moveReason: 'Why the date moves',
  moveWords: 'In your words',
  nextStep: 'Next step',
  nextStepBy: 'By',
  waitsOnRef: 'Waits for',
  waitsOnBody: 'Waits for',
  doneOn: 'Done on',
  evidence: 'Evidence',
  evidenceLink: 'Link to the evidence',
  evidenceDue: 'Evidence by',
  outcome: 'Outcome',
};

function nextOf(view: SavedView): readonly string[] {
  const { evidenceDue, askedAgainOn, behalf } = view;
  const next = [...(behalf === undefined ? [] : [toldWords(behalf)]), ...periodOf(view), ...escalationOf(view)];
  next.push(...othersOf(view));
  next.push(
    ...groupOf(view),
    ...dateOf(view),
    ...lapsedOf(view),
    ...waitingOf(view),
    ...notPutForward(view),
    ...replacedOf(view),
  );
  if (evidenceDue !== null) next.push(`The evidence is to be shown by ${inWords(evidenceDue)}.`);
  const open =
    view.milestone.proposal === null
      ? `${whoIs(view)} not asked about it again.`
      : `${whoIs(view)} not reminded meanwhile.`;
  if (askedAgainOn === null) next.push(open);
  // Who cannot be written to is not asked either.
  else if (behalf?.reachable !== false)
    next.push(`${whoIs(view)} asked${evidenceDue === null ? ' again' : ' for it'} on ${inWords(askedAgainOn)}.`);
  return next;
}

/** Who is asked and reminded: the reader, or whose answer they entered. */
function whoIs({ behalf }: SavedView): string {
  return behalf === undefined ? 'You are' : `${cut(behalf.name)} is`;
}

/** The other leads, who are told. */
function othersOf({ coLeads, behalf }: SavedView): readonly string[] {
  const others = coLeads.filter((name) => name !== behalf?.name);
  if (others.length === 0) return [];
  const names = listed(others.slice(0, 6).map((name) => cut(name)));
  const [share, is] = others.length === 1 ? ['shares', 'is'] : ['share', 'are'];
  return [`${names}, who ${share} it with ${behalf === undefined ? 'you' : cut(behalf.name)}, ${is} told.`];
}

/** What the answer did to the escalation ahead; an answer puts it off twice at most (RULES 2). */
function escalationOf({ escalation, behalf, ahead = null, milestone }: SavedView): readonly string[] {
  if (escalation === null) {
    return aheadOf({ ...milestone, escalation: ahead }).map(({ strong, rest }) => `${strong}${rest}`);
  }
  const answer = behalf === undefined ? 'Your answer' : 'This answer';
  const { was, now, last } = escalation;
  if (now === null) return [`${answer} stopped the escalation set for ${inWords(was)}.`];
  if (now === was) return [`It still escalates on ${inWords(was)}. ${ESCALATES_ALL_THE_SAME}`];
  const putOff = `${answer} put off the escalation from ${inWords(was)} to ${inWords(now)}.`;
  return [last ? `${putOff} ${ESCALATES_ALL_THE_SAME}` : putOff];
}

/** Which period it was, and which comes next. */
function periodOf({ settled, milestone }: SavedView): readonly string[] {
  if (settled === null) return [];
  const { period, state } = milestone;
  const was = `That was the update for ${periodInWords(settled)}.`;
  if (state === 'delivered') return [`${was} It was the last, so it counts as complete.`];
  if (period === null || period.settled) return [`${was} It was the last; it stays open, as it is not going well yet.`];
  return [`${was} The next is for ${periodInWords(period)}, due ${inWords(period.to)}.`];
}

/** Of a group in which each has to answer, how many have. */
function groupOf({ milestone: { group } }: SavedView): readonly string[] {
  if (group === null || group.answered >= group.of) return [];
  return [groupWords(group)];
}

/** What became of the date that the plan leaves open. */
function dateOf({ milestone: { due, expected, state, proposal }, behalf }: SavedView): readonly string[] {
  const waits = expected !== null && proposal?.date === expected.date;
  if (due.kind !== 'awaited' || state === 'delivered' || waits) return [];
  return [
    expected === null
      ? `It still has no date: ${behalf === undefined ? 'you gave none that you expect' : 'none was given'}.`
      : `${behalf === undefined ? 'You expect' : `${cut(behalf.name)} expects`} it by ${inWords(expected.date)}.`,
  ];
}

/** Somebody else's proposal is decided first: what the new date was to be, and why, is told so that it can be given again. */
function notPutForward({ notPutForward: not = null, milestone: { proposal } }: SavedView): readonly string[] {
  if (not === null) return [];
  const { date, why, because, reason } = not;
  const again = because === undefined ? '' : ` ${sentence(`Your reason, to give again then: ${quote(reason)}`)}`;
  // What waits already is told just before.
  const told = proposal?.date != null && why.includes(inWords(proposal.date));
  const first = told ? 'What waits already is decided first.' : cut(why, WHY_LENGTH);
  return [`${inWords(date)} was not put forward as the new date. ${first}${again}`];
}

/** A handover that waited ends with the work. */
function lapsedOf({ lapsed = null }: SavedView): readonly string[] {
  if (lapsed === null) return [];
  const names = listed(lapsed.told.slice(0, 6).map((name) => cut(name)));
  const told = names === '' ? '' : ` ${names} ${lapsed.told.length === 1 ? 'is' : 'are'} told.`;
  return [`With this, the proposal ${cut(lapsed.what)} comes to nothing.${told}${untoldWords(lapsed.untold ?? [])}`];
}

/** What waits for a decision now, and for whom; of what is delivered, who confirms the evidence. */
function waitingOf({ milestone, evidenceDue, given }: SavedView): readonly string[] {
  const { proposal, state } = milestone;
  if (proposal?.evidence === true) {
    const names = proposal.waitsFor.map((name) => cut(name)).filter((name) => name !== '');
    if (names.length === 0) return [nobodyThere(proposal.decidesLater, 'confirms it')];
    const who = listedUpTo(names, NAMES).replace(/, ([^,]+)$/, ' or $1');
    const missed = given.outcome === 'not-achieved' ? ', and with it that the outcome was not achieved' : '';
    return [`${who} is asked to confirm the evidence${missed}.`];
  }
  const waiting = proposalOf(milestone).map(({ strong, rest }) => `${strong}${rest}`);
  const shown = evidenceDue === null ? '' : ' once it is shown';
  return state === 'delivered' ? [...waiting, `Somebody else confirms the evidence${shown}.`] : waiting;
}

/** What the reader had proposed before, or whose answer they entered, and does not wait any more. */
function replacedOf({ inPlaceOf = null }: SavedView): readonly string[] {
  return inPlaceOf === null ? [] : [`It takes the place of the proposal ${cut(inPlaceOf)}.`];
}

/** Opens what was given as evidence: only an https address is ever followed. */
function linkOf({ given }: SavedView): readonly string[] {
  const link = httpsLink(given.evidenceLink ?? '');
  return link === null || link.length > LONGEST_LINK ? [] : [link];
}
