import { inWords, type CivilDate } from '../bot/domain/dates.js';
import { POLICY } from '../bot/domain/policy.js';
import type { DigestRow, EscalationAhead, MilestoneView, ProposalView } from '../bot/domain/views.js';
import { askedNotes } from './challenge-words.js';
import { nobodyThere } from './change-words.js';
import { proposed, toldOf } from './row-told.js';
import { toldPerson } from './row-words.js';
import type { NoteModel } from './rows.js';
import { capital, cut, listedUpTo, quote, sentence } from './words.js';

/** So many questions stand on a row; the form shows more of them. */
const QUERIES = 2;
const QUERY_LENGTH = 200;
const NAMES = 3;

/** What a row says beyond its rating and date: a question, a warning, something that waits. */
export function rowNotes(row: DigestRow): readonly NoteModel[] {
  if (row.wanted === 'challenge' || row.wanted === 'release') return askedNotes(row);
  return [
    ...toldOf(row),
    ...pauseOf(row),
    ...passedOf(row),
    ...dateWanted(row),
    ...deferralOf(row),
    ...proposalOf(row, row.wanted === 'answer'),
    ...questionOf(row, row.wanted === 'answer'),
    ...queriesOf(withoutTold(row), QUERIES, ': press Update to see more.'),
    ...aheadOf(row),
  ];
}

/** The same of a row that asks nothing; to who took it over late, when it escalates. */
export function toldNotes(row: DigestRow): readonly NoteModel[] {
  const took = row.decided?.accepted === true && row.decided.proposal.handover?.toReader === true;
  return [...toldOf(row), ...(took ? aheadOf(row) : [])];
}

/** What was decided stands on the row already. */
function withoutTold(row: DigestRow): DigestRow {
  if (![row.decided, ...(row.decidedBefore ?? [])].some((decided) => decided?.accepted === false)) return row;
  return { ...row, queries: row.queries.filter((query) => !query.startsWith('Not accepted on ')) };
}

/** What waits, was asked about it or is put off, before a rating is chosen. */
export function pendingNotes(milestone: MilestoneView): readonly NoteModel[] {
  return [...pauseOf(milestone), ...deferralOf(milestone), ...proposalOf(milestone), ...questionOf(milestone)];
}

/** What the form of one milestone says so: all that waits about it. */
export function formNotes(milestone: MilestoneView): readonly NoteModel[] {
  return [...deferralOf(milestone), ...proposalOf(milestone), ...queriesOf(milestone, 3 * QUERIES, '.')];
}

/** "Sam Osei proposes DATE instead of DATE", to who decides; else what was proposed and whom it waits for. */
export function proposalOf(milestone: MilestoneView, answers = false): readonly NoteModel[] {
  const { proposal, due } = milestone;
  if (proposal === null) return [];
  const who = proposal.byReader ? 'You' : capital(cut(proposal.by));
  // Of what recurs it is the end that is proposed: the dates before follow from how often it comes.
  const end = due.kind === 'recurring';
  const what = `${proposed(proposal)}${end && proposal.date !== null ? ' as its end' : ''}`;
  if (proposal.forReader) {
    const strong = proposal.evidence === true ? `${who} gave evidence for you to confirm` : `${who} proposes ${what}`;
    return [{ strong, rest: decisionOf(proposal) }];
  }
  const names = proposal.waitsFor.map((name) => cut(name));
  const strong = proposal.evidence === true ? `${who} gave evidence` : `${who} proposed ${what}`;
  if (proposal.question?.answer === null) {
    const waits = answers || proposal.byReader ? 'your answer' : 'an answer';
    return [{ strong, rest: `; it waits for ${waits}. Until then ${asItStands(proposal, end)}.` }];
  }
  if (names.length === 0) return [{ strong, rest: `. ${nobodyThere(proposal.decidesLater)}` }];
  const waits = listedUpTo(names, NAMES);
  if (proposal.evidence === true) return [{ strong, rest: `; it waits for ${waits} to confirm it.` }];
  return [{ strong, rest: `; it waits for ${waits}. Until then ${asItStands(proposal, end)}.` }];
}

function asItStands({ date, insteadOf }: ProposalView, end: boolean): string {
  if (date === null) return 'nothing changes';
  if (insteadOf === null) return end ? 'it has no end' : 'it has no date';
  return `${end ? 'its end' : 'the date'} is ${inWords(insteadOf)}`;
}

function decisionOf({ date, insteadOf, reason }: ProposalView): string {
  const instead = date === null || insteadOf === null ? '' : ` instead of ${inWords(insteadOf)}`;
  return cut(reason) === '' ? `${instead}.` : sentence(`${instead}: ${quote(reason)}`);
}

/** The question about what waits; once it is answered to who asked it, with the answer. */
export function questionOf({ proposal }: MilestoneView, answers = false): readonly NoteModel[] {
  const question = proposal?.question;
  if (question === undefined || (question.answer !== null && !answers && proposal?.forReader !== true)) return [];
  const { by, byReader, on, text, answer } = question;
  const asked = {
    strong: `${byReader ? 'You' : capital(cut(by))} asked on ${inWords(on)}:`,
    rest: ` ${sentence(quote(text))}`,
  };
  if (answer === null)
    return answers || proposal?.byReader === true
      ? [asked]
      : [{ ...asked, rest: `${asked.rest} It has no answer yet.` }];
  const who = answer.byReader ? 'You' : capital(cut(answer.by));
  return [asked, { strong: `${who} answered on ${inWords(answer.on)}:`, rest: ` ${sentence(quote(answer.text))}` }];
}

/** "Paused until DATE by Hal Irwin: “…”": it counts again by itself on that day. */
function pauseOf({ pause }: MilestoneView): readonly NoteModel[] {
  if (pause === undefined) return [];
  const { until, by, byReader, reason } = pause;
  const who = byReader ? ' by you' : ` by ${cut(by)}`;
  const because = cut(reason) === '' ? '' : `: ${quote(reason)}`;
  return [{ strong: `Paused until ${inWords(until)}`, rest: sentence(`${who}${because}`) }];
}

function deferralOf({ deferral }: MilestoneView): readonly NoteModel[] {
  if (deferral === null) return [];
  const { until, ended, reason, byReader, by } = deferral;
  const because = cut(reason) === '' ? '' : `: ${quote(reason)}`;
  if (!ended) return [{ strong: `Deferred until ${inWords(until)}`, rest: sentence(because) }];
  const who = byReader ? 'You' : capital(cut(by));
  return [
    { strong: 'How is it going now?', rest: ` ${who} asked to leave this until ${inWords(until)}${sentence(because)}` },
  ];
}

/** Not progress is asked for but a date, where the plan has none. */
function dateWanted({ wanted, expected }: DigestRow): readonly NoteModel[] {
  if (wanted !== 'date') return [];
  if (expected === null)
    return [{ strong: 'When will it be due?', rest: ' Press Update and give the date you expect.' }];
  const { date, passed } = expected;
  return passed
    ? [{ strong: 'When will it be due?', rest: ` It was expected by ${inWords(date)}, which has passed.` }]
    : [
        {
          strong: `Expected by ${inWords(date)}.`,
          rest: ' If that is no longer so, press Update and give the new date.',
        },
      ];
}

function queriesOf({ queries }: MilestoneView, most: number, rest: string): readonly NoteModel[] {
  const asked = queries.map((query) => cut(query, QUERY_LENGTH)).filter((query) => query !== '');
  const others = asked.length - most;
  return [
    ...asked.slice(0, most).map((query) => ({ strong: 'Please look at this:', rest: ` ${sentence(query)}` })),
    ...(others > 0 ? [{ strong: `And ${String(others)} more to look at`, rest }] : []),
  ];
}

function passedOf(row: DigestRow): readonly NoteModel[] {
  if (row.passed === null) return [];
  const { saidOn, date, words } = row.passed;
  const who = row.lastUpdate?.byReader === false ? cut(row.lastUpdate.by) : 'you';
  const said =
    words.trim() === ''
      ? ` On ${inWords(saidOn)} ${who} gave the date ${inWords(date)}.`
      : ` On ${inWords(saidOn)} ${who} said: ${sentence(quote(words))} The date given was ${inWords(date)}.`;
  return [{ strong: 'Has this happened?', rest: said }];
}

/** "Escalates on DATE to Priya Nair": when and to whom, and what an update before then does. */
export function aheadOf({
  escalation,
  lastUpdate,
  group,
}: Pick<DigestRow, 'escalation' | 'lastUpdate' | 'group'>): readonly NoteModel[] {
  if (escalation === null || escalation.done) return [];
  const { on, ahead } = escalation;
  const to = toldPerson(escalation);
  const strong = `Escalates on ${inWords(on)}`;
  if (ahead === undefined) return [{ strong, rest: ` to ${to}.` }];
  const yours = lastUpdate?.byReader === true ? 'your update' : 'an update';
  const by = ahead.updates > 1 ? 'two updates' : yours;
  const from = ahead.from === null ? '' : `, put off from ${inWords(ahead.from)} by ${by}`;
  const first = ahead.from === null ? 'An update' : 'Another update';
  const rest = ` to ${to}${from}. ${untilThen(ahead, on, group === null ? first : 'An update from each of you')}`;
  return [{ strong, rest: rest.trimEnd() }];
}

/** What an update before then would do: it moves the rest of the ladder, twice at most (RULES 2). */
function untilThen({ afterUpdate, updates }: EscalationAhead, on: CivilDate, who: string): string {
  if (afterUpdate === null) return `${who} before then stops it.`;
  if (afterUpdate !== on) return `${who} before then puts it off until ${inWords(afterUpdate)}.`;
  // What was overdue at first load may have an earlier stage that comes in its place: then nothing can be promised.
  return updates < POLICY.postponedAtMost ? '' : ESCALATES_ALL_THE_SAME;
}

/** What still ends a ladder that has moved twice. */
export const ESCALATES_ALL_THE_SAME =
  'Updates do not put it off any more: only delivery, an approved new date or an approved closure ends it.';
