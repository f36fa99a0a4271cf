import { inWords, type CivilDate } from './dates.js';
import { entryChosen, type Key } from './key.js';
import type { Actor, DateMove, Milestone, Update } from './plan.js';
import { proposedInWords } from './proposals.js';
import { stateInWords } from './state-words.js';

/** One thing that a revision of a milestone changed, in words. */
export interface HistoryChange {
  readonly kind:
    | 'loaded'
    | 'update'
    | 'date'
    | 'closed'
    | 'state'
    | 'proposed'
    | 'refused'
    | 'lapsed'
    | 'deferred'
    | 'deferral-ended'
    | 'leads'
    | 'wording';
  readonly words: string;
}

/** Whose names, and whose words for ratings. */
export interface HistoryFacts {
  readonly key: Key;
  readonly nameOf: (officer: string) => string;
}

/** What one revision changed against the one before it, null for the first. Empty where nothing that people see did. */
export function whatChanged(before: Milestone | null, after: Milestone, facts: HistoryFacts): readonly HistoryChange[] {
  if (before === null) {
    const loaded: HistoryChange = { kind: 'loaded', words: `Loaded, due “${after.due.text}”.` };
    return [loaded, ...printed(after, facts), ...closedAtLoad(after)];
  }
  return [
    ...updates(before.update, after.update, facts),
    ...dates(before, after, facts),
    ...states(before, after, facts),
    ...proposals(before, after),
    ...deferrals(before, after),
    ...others(before, after, facts),
  ];
}

/** What a file declared, with the text that stood beside it. */
function printed({ update, printed: { progress } }: Milestone, facts: HistoryFacts): HistoryChange[] {
  const beside = progress === null || update?.by.kind !== 'import' ? '' : ` As printed: “${shortened(progress)}”`;
  return updates(null, update, facts).map(({ kind, words }) => ({ kind, words: `${words}${beside}` }));
}

function closedAtLoad({ closure }: Milestone): HistoryChange[] {
  if (closure === null) return [];
  const { state, replacedBy, reason } = closure;
  const instead = replacedBy.length === 0 ? '' : ` by ${replacedBy.join(', ')}`;
  return [
    { kind: 'closed', words: `Closed as ${stateInWords(state)}${instead} when it was loaded. ${sentence(reason)}` },
  ];
}

/** At most so much of a printed text: the whole of it stands in the plan. */
const PRINTED = 200;

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= PRINTED ? line : `${line.slice(0, PRINTED).trimEnd()}…`;
}

function updates(before: Update | null, after: Update | null, { key }: HistoryFacts): HistoryChange[] {
  if (after === null || JSON.stringify(before) === JSON.stringify(after)) return [];
  const { note, cause, remedy, help, evidence } = after;
  const said = [
    ...named('', note),
    ...named('Cause: ', cause),
    ...named('Remedial action: ', remedy),
    ...named('Help needed: ', help),
    ...named('Evidence: ', evidence),
  ];
  const dated = [
    ...told('Expected to recover by', after.recovery),
    ...told('Forecast', after.forecast),
    ...nextStep(after),
    ...told('Done on', after.doneOn),
    ...told('Evidence by', after.evidenceDue),
  ];
  const confirmed = after.confirmedOnly ? ['Confirmed, no detail.'] : [];
  return [{ kind: 'update', words: [`${entryChosen(key, after).word}.`, ...confirmed, ...said, ...dated].join(' ') }];
}

function dates(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  const moves = after.moves.slice(before.moves.length).map((move) => movedInWords(move, facts));
  if (moves.length > 0) return moves.map((words) => ({ kind: 'date', words }));
  if (JSON.stringify(before.due) === JSON.stringify(after.due)) return [];
  const on = after.due.kind === 'meeting' && after.due.on !== null ? `, ${inWords(after.due.on)}` : '';
  return [{ kind: 'date', words: `Due “${after.due.text}”${on}.` }];
}

function movedInWords({ from, to, reason, approvedBy, where }: DateMove, facts: HistoryFacts): string {
  const date = to === null ? 'no date' : inWords(to);
  const what = from === null ? `Given a date, ${date}` : `Moved from ${inWords(from)} to ${date}`;
  const who = approvedBy === null ? '' : `, approved by ${nameOf(approvedBy, facts)}`;
  const place = where === undefined ? '' : ` (${where})`;
  return `${what}${who}${place}. ${reason === null ? 'No reason recorded.' : sentence(reason)}`;
}

function states(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  if (before.state === after.state) return [];
  const { closure } = after;
  if (closure === null) {
    // That work has begun is told by the update itself.
    if (before.state === 'not-started' && after.state === 'in-progress') return [];
    return [{ kind: 'state', words: `Now ${stateInWords(after.state)}.` }];
  }
  const { approvedBy, where, replacedBy, reason } = closure;
  const instead = replacedBy.length === 0 ? '' : ` by ${replacedBy.join(', ')}`;
  const who = `approved by ${nameOf(approvedBy, facts)}${where === null ? '' : ` (${where})`}`;
  return [{ kind: 'closed', words: `Closed as ${stateInWords(after.state)}${instead}, ${who}. ${sentence(reason)}` }];
}

function proposals(before: Milestone, after: Milestone): HistoryChange[] {
  const { proposal } = after;
  if (before.proposal?.id === proposal?.id) return [];
  if (proposal !== null) {
    return [{ kind: 'proposed', words: `Proposed ${proposedInWords(proposal)}. ${sentence(proposal.reason)}` }];
  }
  if (after.moves.length > before.moves.length || (after.closure !== null && before.closure === null)) return [];
  const refusal = after.queries.slice(before.queries.length)[0];
  if (refusal !== undefined) return [{ kind: 'refused', words: refusal }];
  return [{ kind: 'lapsed', words: 'What was proposed has lapsed.' }];
}

function deferrals(before: Milestone, after: Milestone): HistoryChange[] {
  if (JSON.stringify(before.deferral) === JSON.stringify(after.deferral)) return [];
  const { deferral } = after;
  if (deferral === null) return [{ kind: 'deferral-ended', words: 'Not deferred any more.' }];
  return [{ kind: 'deferred', words: `Deferred until ${inWords(deferral.until)}. ${sentence(deferral.reason)}` }];
}

function others(before: Milestone, after: Milestone, { nameOf: name }: HistoryFacts): HistoryChange[] {
  const leads = after.leads.map(name).join(', ');
  const led: HistoryChange = { kind: 'leads', words: leads === '' ? 'Nobody leads it.' : `Led by ${leads}.` };
  const worded: HistoryChange = { kind: 'wording', words: `The wording is now: ${after.text}` };
  return [
    ...(before.leads.join(' ') === after.leads.join(' ') ? [] : [led]),
    ...(before.text === after.text ? [] : [worded]),
  ];
}

function nextStep({ nextStep: what, nextStepBy }: Update): string[] {
  if (what === null || nextStepBy === null) return [...named('Next step: ', what), ...told('Next step by', nextStepBy)];
  return told(`Next step: ${what}, by`, nextStepBy);
}

function named(name: string, text: string | null): string[] {
  return text === null ? [] : [`${name}${sentence(text)}`];
}

function told(what: string, date: CivilDate | null): string[] {
  return date === null ? [] : [`${what} ${inWords(date)}.`];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function nameOf(actor: Actor, { nameOf: name }: HistoryFacts): string {
  return actor.kind === 'officer' ? name(actor.id) : 'an administrator';
}
