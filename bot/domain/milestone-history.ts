import { httpsLink } from './evidence-link.js';
import { meetingOf } from './boards.js';
import { asPrinted, inWords } from './dates.js';
import { readers } from './history-readers.js';
import { challenged } from './history-challenges.js';
import { chosenInWords, proposals } from './history-decisions.js';
import { named, nameOf, spoken, told, type HistoryChange, type HistoryFacts } from './history-words.js';
import { entryChosen } from './key.js';
import type { DateMove, Milestone, Proposal, Update } from './plan.js';
import { isMatter } from './meeting-days.js';
import { behalfInWords } from './on-behalf.js';
import { movableDate } from './proposals.js';
import { stateInWords } from './state-words.js';

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
    ...proposals(before, after, facts),
    ...challenged(before, after, facts),
    ...deferrals(before, after),
    ...others(before, after, facts),
    ...readers(before, after),
  ];
}

/** What its date is, what it was first, and how often it moved. */
export function datesInWords(milestone: Milestone): string {
  const { baseline, moves, due } = milestone;
  const moved = moves.filter(({ from }) => from !== null).length;
  const first = baseline === null ? '' : `, first ${inWords(baseline)}`;
  const often = ['never moved', 'moved once', 'moved twice'][moved] ?? `moved ${String(moved)} times`;
  const date = movableDate(milestone);
  const printed = `“${due.text}”`;
  if (date === null) return `Due ${printed}${first}, ${often}.`;
  return `Due ${inWords(date)}${[asPrinted(date), date].includes(due.text) ? '' : ` (${printed} in the plan)`}${first}, ${often}.`;
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
  return [{ kind: 'closed', words: `Closed as ${stateInWords(state)}${instead} when it was loaded. ${reason.trim()}` }];
}

/** At most so much of a printed text: the whole of it stands in the plan. */
const PRINTED = 200;

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= PRINTED ? line : `${line.slice(0, PRINTED).trimEnd()}…`;
}

function updates(before: Update | null, after: Update | null, facts: HistoryFacts): HistoryChange[] {
  if (after === null || JSON.stringify(before) === JSON.stringify(after)) return [];
  const { note, cause, remedy, help, evidence } = after;
  const said = [
    ...named('', note),
    ...named('Cause: ', cause),
    ...named('Remedial action: ', remedy),
    ...named('Help needed: ', help),
    ...named('Evidence: ', evidence),
    ...besides(after, facts),
  ];
  const dated = [
    ...told('Expected to recover by', after.recovery),
    ...told('Forecast', after.forecast),
    ...nextStep(after),
    ...told('Done on', after.doneOn),
    ...told('Evidence by', after.evidenceDue),
  ];
  const confirmed = after.confirmedOnly ? ['Confirmed, no detail.'] : [];
  const entered = enteredInWords(after, facts);
  const { shape, word } = entryChosen(facts.key, after);
  const rated = shape === '' ? `${word}.` : `${shape}\u00a0${word}.`;
  const words = [rated, ...confirmed, ...said, ...dated, ...entered];
  return [{ kind: 'update', words: words.join(' ') }];
}

/** What an answer points at. */
function besides({ evidenceLink, outcome, sameAs, waitsOn }: Update, { saidThere = null }: HistoryFacts): string[] {
  const there = saidThere === null ? '' : `: “${shortened(saidThere)}”`;
  return [
    ...(evidenceLink === null ? [] : [keptAt(evidenceLink)]),
    ...(outcome === null ? [] : [`Outcome: ${outcome.replace('-', ' ')}.`]),
    ...(sameAs === null ? [] : [`The same as ${sameAs.ref}${there}.`]),
    ...(waitsOn === null ? [] : [`It waits for ${waitsOn.kind === 'milestone' ? waitsOn.ref : waitsOn.name}.`]),
  ];
}

/** An erasure takes a link with a name in it away (RULES 6). */
function keptAt(link: string): string {
  return httpsLink(link) === null ? `Its link to the evidence named ${link}.` : `Evidence is kept at ${link}.`;
}

/** "Entered by X for Y, from e-mail of DATE." (RULES 5) */
function enteredInWords({ onBehalf, by }: Update, facts: HistoryFacts): string[] {
  if (onBehalf === null) return [];
  const { enteredBy, source, on } = onBehalf;
  return [`Entered by ${behalfInWords(nameOf(enteredBy, facts), nameOf(by, facts), { source, on })}.`];
}

function dates(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  const wish = after.decided?.proposal ?? null;
  const moves = after.moves.slice(before.moves.length).map((move) => movedInWords(move, facts, wish));
  if (moves.length > 0) return moves.map((words) => ({ kind: 'date', words }));
  if (JSON.stringify(before.due) === JSON.stringify(after.due)) return [];
  const on = after.due.kind === 'meeting' && after.due.on !== null ? `, ${inWords(after.due.on)}` : '';
  if (after.due.kind === 'meeting' && isMatter(after)) {
    const next = on === '' ? ', whose next day is not known yet' : on;
    return [{ kind: 'date', words: `Due at ${meetingOf(after.due.board)}${next}.` }];
  }
  return [{ kind: 'date', words: `Due “${after.due.text}”${on}.` }];
}

/** `wish`: what was decided last, which holds the reason that was chosen. */
function movedInWords(move: DateMove, facts: HistoryFacts, wish: Proposal | null): string {
  const { from, to, reason, approvedBy, where } = move;
  const date = to === null ? 'no date' : inWords(to);
  const what = from === null ? `Given a date, ${date}` : `Moved from ${inWords(from)} to ${date}`;
  const who = approvedBy === null ? '' : `, approved by ${nameOf(approvedBy, facts)}`;
  const place = where === undefined ? '' : ` (${where})`;
  const chosen = wish !== null && wish.date === to && wish.reason === reason ? chosenInWords(wish) : '';
  return `${what}${who}${place}. ${reason === null ? 'No reason recorded.' : `${chosen}${spoken(reason)}`}`;
}

function states(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  const paused = pauses(before, after, facts);
  if (paused.length > 0 || before.state === after.state) return paused;
  const { closure } = after;
  if (closure === null) {
    // That work has begun is told by the update itself.
    if (before.state === 'not-started' && after.state === 'in-progress') return [];
    const why = after.queries.filter((query) => before.closure !== null && !before.queries.includes(query));
    return [{ kind: 'state', words: [`Now ${stateInWords(after.state)}.`, ...why].join(' ') }];
  }
  const { approvedBy, where, replacedBy, reason } = closure;
  const instead = replacedBy.length === 0 ? '' : ` by ${replacedBy.join(', ')}`;
  const who = `approved by ${nameOf(approvedBy, facts)}${where === null ? '' : ` (${where})`}`;
  return [{ kind: 'closed', words: `Closed as ${stateInWords(after.state)}${instead}, ${who}. ${spoken(reason)}` }];
}

function pauses(before: Milestone, { state, pause = null }: Milestone, facts: HistoryFacts): HistoryChange[] {
  if (state !== 'paused' || pause === null) return [];
  const { by, until, reason } = pause;
  if (before.state === state && JSON.stringify(before.pause) === JSON.stringify(pause)) return [];
  const again = before.state === state ? 'Paused for longer' : 'Paused';
  return [{ kind: 'state', words: `${again}, until ${inWords(until)}, by ${nameOf(by, facts)}. ${spoken(reason)}` }];
}

function deferrals(before: Milestone, after: Milestone): HistoryChange[] {
  if (JSON.stringify(before.deferral) === JSON.stringify(after.deferral)) return [];
  const { deferral } = after;
  if (deferral === null) return [{ kind: 'deferral-ended', words: 'Not deferred any more.' }];
  return [{ kind: 'deferred', words: `Deferred until ${inWords(deferral.until)}. ${spoken(deferral.reason)}` }];
}

function others(before: Milestone, after: Milestone, { nameOf: name }: HistoryFacts): HistoryChange[] {
  const leads = after.leads.map(name).join(', ');
  const led: HistoryChange = { kind: 'leads', words: leads === '' ? 'Nobody leads it.' : `Led by ${leads}.` };
  const worded: HistoryChange = { kind: 'wording', words: `The wording is now: ${after.text}` };
  return [
    ...(before.leads.join(' ') === after.leads.join(' ') ? [] : [led]),
    ...(before.text === after.text ? [] : [worded]),
    ...places(before, after),
  ];
}

/** Where it stands in the plan, what it is marked with, and where it was carried from. */
function places(before: Milestone, after: Milestone): HistoryChange[] {
  const carried = after.carriedFrom !== undefined && before.plan !== after.plan;
  const tags = after.tags.length === 0 ? 'It has no tags any more.' : `Tagged ${after.tags.join(', ')}.`;
  const moved = before.objective !== after.objective || before.area !== after.area;
  const place = after.objective === after.area ? after.area : `${after.objective}, in ${after.area}`;
  return [
    ...(before.tags.join('\n') === after.tags.join('\n') ? [] : [{ kind: 'place', words: tags } as const]),
    ...(moved ? [{ kind: 'place', words: `It stands under ${place}.` } as const] : []),
    ...(carried ? [{ kind: 'place', words: `Carried over into the plan “${after.plan}”.` } as const] : []),
  ];
}

function nextStep({ nextStep: what, nextStepBy }: Update): string[] {
  if (what === null || nextStepBy === null) return [...named('Next step: ', what), ...told('Next step by', nextStepBy)];
  return told(`Next step: “${what.trim()}” by`, nextStepBy);
}
