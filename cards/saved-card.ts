import { inWords, parseCivilDate } from '../bot/domain/dates.js';
import { UPDATE_FIELDS, type SavedView, type UpdateField } from '../bot/domain/views.js';
import { leftOf, type LeftModel } from './left.js';
import { carriedOf } from './opinions.js';
import { periodInWords } from '../bot/domain/period-words.js';
import { ESCALATES_ALL_THE_SAME, proposalOf } from './row-notes.js';
import { groupWords } from './row-words.js';
import { compile, type Built, type Sign } from './render.js';
import { datesSayOf, nameOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import template from './saved.card.json';
import { cut, escapedMark, listed, mark, sentence, shownRef } from './words.js';

interface SavedModel extends NameModel {
  readonly title: string;
  readonly said: readonly string[];
  readonly given: readonly NoteModel[];
  readonly next: readonly string[];
  readonly datesSay: readonly StatusModel[];
  readonly changeToken: string;
  readonly changeTooltip: string;
  readonly ticks: ReturnType<typeof carriedOf>;
  readonly left: readonly LeftModel[];
}

/** About two lines of what was typed. */
const SAID_LENGTH = 120;

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
    changeToken: sign('open-update', milestone.link),
    changeTooltip: `Change the answer for ${ref}`,
    ticks: carriedOf(view.ticks ?? []),
    left: [leftOf(view.left, on, sign)],
  });
  return { card, summary: `Saved as ${mark(saved)}: ${ref}` };
}

function saidOf({ time, on }: SavedView): string {
  return `By you at ${cut(time)} on ${inWords(on)}. Leadership can read:`;
}

/** What was given, in the words in which leadership reads it: of each field about two lines. */
function givenOf({ given }: SavedView): readonly NoteModel[] {
  const shown = UPDATE_FIELDS.filter((field) => cut(given[field] ?? '') !== '');
  return shown.map((field) => {
    const typed = given[field] ?? '';
    const day = parseCivilDate(typed);
    return {
      strong: `${GIVEN_AS[field]}:`,
      rest: ` ${sentence(day === undefined ? cut(typed, SAID_LENGTH) : inWords(day))}`,
    };
  });
}

const GIVEN_AS: Readonly<Record<UpdateField, string>> = {
  note: 'What has happened',
  cause: 'Cause',
  remedy: 'Remedial action',
  help: 'Help needed',
  recovery: 'Recovery date',
  forecast: 'Forecast',
  nextStep: 'Next step',
  nextStepBy: 'By',
  doneOn: 'Done on',
  evidence: 'Evidence',
  evidenceDue: 'Evidence by',
};

function nextOf(view: SavedView): readonly string[] {
  const { coLeads, evidenceDue, askedAgainOn } = view;
  const next = [...periodOf(view), ...escalationOf(view)];
  if (coLeads.length > 0) {
    const names = listed(coLeads.slice(0, 6).map((name) => cut(name)));
    const [shares, is] = coLeads.length === 1 ? ['shares', 'is'] : ['share', 'are'];
    next.push(`${names}, who ${shares} it with you, ${is} told.`);
  }
  next.push(...groupOf(view), ...dateOf(view), ...proposalWords(view.milestone));
  const shown = evidenceDue === null ? '' : ' once it is shown';
  if (view.milestone.state === 'delivered') next.push(`Somebody else confirms the evidence${shown}.`);
  if (evidenceDue !== null) next.push(`The evidence is to be shown by ${inWords(evidenceDue)}.`);
  const open =
    view.milestone.proposal === null ? 'You are not asked about it again.' : 'You are not reminded meanwhile.';
  if (askedAgainOn === null) next.push(open);
  else next.push(`You are asked${evidenceDue === null ? ' again' : ' for it'} on ${inWords(askedAgainOn)}.`);
  return next;
}

/** What the answer did to the escalation ahead; an answer puts it off twice at most (RULES 2). */
function escalationOf({ escalation }: SavedView): readonly string[] {
  if (escalation === null) return [];
  const { was, now, last } = escalation;
  if (now === null) return [`Your answer stopped the escalation set for ${inWords(was)}.`];
  if (now === was) return [`It still escalates on ${inWords(was)}. ${ESCALATES_ALL_THE_SAME}`];
  const putOff = `Your answer put off the escalation from ${inWords(was)} to ${inWords(now)}.`;
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
function dateOf({ milestone: { due, expected, state } }: SavedView): readonly string[] {
  if (due.kind !== 'awaited' || state === 'delivered') return [];
  return [
    expected === null
      ? 'It still has no date: you gave none that you expect.'
      : `You expect it by ${inWords(expected.date)}. It becomes the plan’s date when that is approved.`,
  ];
}

function proposalWords(milestone: SavedView['milestone']): readonly string[] {
  return proposalOf(milestone).map(({ strong, rest }) => `${strong}${rest}`);
}
