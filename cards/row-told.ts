import { inWords } from '../bot/domain/dates.js';
import { sourceInWords } from '../bot/domain/on-behalf.js';
import { endInWords, stateInWords } from '../bot/domain/state-words.js';
import type { DecidedView, DigestRow, EnteredBefore, ProposedView } from '../bot/domain/views.js';
import { whatWaits } from '../bot/domain/what-waits.js';
import { askedNotes } from './challenge-words.js';
import { dueWords } from './due-words.js';
import type { NoteModel } from './rows.js';
import { capital, cut, listedUpTo, mark, overdue, quote, sentence, shownRef } from './words.js';

const NAMES = 3;

/** What its reader is told: what was decided about it, and what was entered in their name. */
export function toldOf(row: DigestRow): readonly NoteModel[] {
  const before = (row.decidedBefore ?? []).flatMap((decided) => decidedOf({ ...row, decided }));
  return [
    ...before,
    ...decidedOf(row),
    ...(row.enteredBefore ?? []).map(enteredEarlier),
    ...enteredOf(row),
    ...askedNotes(row),
  ];
}

/** "Friday 29 January 2027", "to close it as superseded by PMQA 2.4", "to hand it over to Gwen Abara". */
export function proposed(proposal: ProposedView): string {
  const what = whatWaits(proposal);
  switch (what.kind) {
    case 'date':
      return inWords(what.date);
    case 'evidence':
      return 'its evidence';
    case 'handover':
      return `to hand it over to ${what.handover.toReader ? 'you' : cut(what.handover.to)}`;
    case 'end': {
      const instead = what.replacedBy.length === 0 ? '' : ` by ${listedUpTo(what.replacedBy.map(shownRef), NAMES)}`;
      return `${endInWords(what.state)}${instead}`;
    }
  }
}

function decidedOf(row: DigestRow): readonly NoteModel[] {
  const { decided } = row;
  if (decided == null) return [];
  const { handover } = decided.proposal;
  if (decided.accepted && handover !== undefined) return [handedOver(row, decided, handover)];
  if (decided.lapsed === true) return [cameToNothing(decided)];
  const strong = decided.accepted ? acceptedWords(decided) : `Not accepted: ${proposed(decided.proposal)}`;
  return [{ strong, rest: `${instead(decided)}. ${decider(decided)} ${whatFollows(decided)}`.trimEnd() }];
}

function acceptedWords({ proposal }: DecidedView): string {
  if (proposal.evidence === true) return 'Evidence confirmed';
  if (proposal.date !== null) return `Accepted: the date is now ${inWords(proposal.date)}`;
  const by = proposal.replacedBy.length === 0 ? '' : ` by ${listedUpTo(proposal.replacedBy.map(shownRef), NAMES)}`;
  if (proposal.state === 'delivered') return 'Discharged by the board';
  return `Accepted: it is ${stateInWords(proposal.state ?? 'withdrawn')}${by}`;
}

function instead({ accepted, proposal: { date, insteadOf } }: DecidedView): string {
  return accepted && date !== null && insteadOf !== null ? `, instead of ${inWords(insteadOf)}` : '';
}

/** Nobody decided: somebody said that the work is complete. */
function cameToNothing({ proposal, by, byReader, on }: DecidedView): NoteModel {
  const who = byReader ? 'You' : capital(cut(by));
  return {
    strong: `Nothing came of the proposal ${proposed(proposal)}`,
    rest: `. ${who} said on ${inWords(on)} that it is complete. ${asBefore(proposal)}`,
  };
}

/** "Priya Raman decided on DATE: “...”" */
function decider({ by, byReader, on, where, reason }: DecidedView): string {
  const place = where === null || cut(where) === '' ? '' : ` at ${cut(where)}`;
  const said = cut(reason) === '' ? '' : `: ${quote(reason)}`;
  return sentence(`${byReader ? 'You' : capital(cut(by))} decided${place} on ${inWords(on)}${said}`);
}

function whatFollows({ accepted, proposal, next, evidenceDue }: DecidedView): string {
  const again = next === null ? '' : `You are asked about it again on ${inWords(next)}.`;
  if (accepted) return proposal.date === null ? 'Nothing more is asked about it.' : again;
  if (proposal.evidence === true) {
    return evidenceDue === null ? again : `Please show other evidence by ${inWords(evidenceDue)}.`;
  }
  return `${asBefore(proposal)} ${again}`;
}

function asBefore({ date, insteadOf, handover }: DecidedView['proposal']): string {
  if (handover !== undefined) return `It stays with ${cut(handover.from)}.`;
  if (date === null) return 'It stays open.';
  return insteadOf === null ? 'It stays without a date.' : `The date stays ${inWords(insteadOf)}.`;
}

/** To the new lead what is due next; nothing of before is asked of them. */
function handedOver(
  row: DigestRow,
  decided: DecidedView,
  { from, to, toReader }: NonNullable<DecidedView['proposal']['handover']>,
): NoteModel {
  const due = `${capital(dueWords(row))}${row.overdueDays === null || row.wanted !== 'nothing' ? '' : `, ${overdue(row.overdueDays)}`}.`;
  const next =
    decided.next === null
      ? ''
      : ` ${toReader ? 'You are' : `${capital(cut(to))} is`} asked about it on ${inWords(decided.next)}.`;
  const before = ' Nothing is asked of what came before.';
  return {
    strong: `Handed over to ${toReader ? 'you' : cut(to)} from ${cut(from)}`,
    rest: `. ${decider(decided)} ${due}${next}${toReader ? before : ''}`,
  };
}

/** "Entered for you by Dawn Williams, from e-mail of DATE: ▲ Amber, “...”. If anything is wrong, press Update." */
function enteredOf({ entered, lastUpdate }: DigestRow): readonly NoteModel[] {
  const onBehalf = lastUpdate?.onBehalf;
  if (entered !== true || lastUpdate == null || onBehalf === undefined) return [];
  const note = cut(lastUpdate.note ?? '') === '' ? '' : `, ${quote(lastUpdate.note ?? '')}`;
  const said = `${mark(lastUpdate.grade ?? lastUpdate.rating)}${note}`;
  return [
    {
      strong: `Entered for you by ${cut(onBehalf.by)}`,
      rest: `, from ${sourceInWords(onBehalf)}: ${sentence(said)} If anything is wrong, press Update.`,
    },
  ];
}

function enteredEarlier(entered: EnteredBefore): NoteModel {
  const from = sourceInWords(entered);
  return {
    strong: `Entered for you by ${cut(entered.by)}`,
    rest: `, from ${from}: ${mark(entered.grade)}. It was updated again since. If anything is wrong, press Update.`,
  };
}
