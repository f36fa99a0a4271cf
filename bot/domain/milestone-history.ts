import { httpsLink } from './evidence-link.js';
import { asPrinted, inWords, type CivilDate } from './dates.js';
import { entryChosen, type Key } from './key.js';
import type { Actor, DateMove, Milestone, Proposal, Update } from './plan.js';
import { behalfInWords } from './on-behalf.js';
import { MOVE_REASONS } from './policy.js';
import { movableDate, proposedInWords } from './proposals.js';
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
    | 'approved'
    | 'asked'
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
  /** The words that “same as” meant at this revision, as they stood then; without them only the ref is told. */
  readonly saidThere?: string | null;
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
    ...proposals(before, after, facts),
    ...deferrals(before, after),
    ...others(before, after, facts),
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
  return [{ kind: 'closed', words: `Closed as ${stateInWords(after.state)}${instead}, ${who}. ${spoken(reason)}` }];
}

function proposals(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  const { proposal } = after;
  if (before.proposal?.id === proposal?.id) return questions(before, after, facts);
  if (proposal !== null) return [{ kind: 'proposed', words: proposedWith(proposal, facts) }];
  const { decided } = after;
  if (decided === null || decided.proposal.id !== before.proposal?.id) return lapsedOf(before, after);
  const { accepted, reason, where } = decided;
  const what = proposedInWords(decided.proposal, facts.nameOf);
  if (decided.lapsed === true)
    return [{ kind: 'lapsed', words: `Nothing came of the proposal ${what}: it is complete.` }];
  const place = where === null ? '' : ` (${where})`;
  if (!accepted) return [{ kind: 'refused', words: [`Refused${place}: ${what}.`, ...named('', reason)].join(' ') }];
  // A move and a closure are told with who approved them.
  if (after.moves.length > before.moves.length || after.closure !== before.closure) return [];
  return [{ kind: 'approved', words: [`Approved${place}: ${what}.`, ...named('', reason)].join(' ') }];
}

function proposedWith(proposal: Proposal, facts: HistoryFacts): string {
  const what = `Proposed ${proposedInWords(proposal, facts.nameOf)}.`;
  return proposal.evidence === true
    ? 'Its evidence waits to be confirmed.'
    : [what, ...named(chosenInWords(proposal), proposal.reason)].join(' ');
}

/** "Staff or capacity: ", before the words that were given with it; empty where no reason was chosen. */
function chosenInWords({ because }: Proposal): string {
  const words = MOVE_REASONS.find(({ id }) => id === because)?.words;
  return words === undefined ? '' : `${words}: `;
}

/** Of those who decided before decisions were kept. */
function lapsedOf(before: Milestone, after: Milestone): HistoryChange[] {
  if (after.moves.length > before.moves.length || (after.closure !== null && before.closure === null)) return [];
  const refusal = after.queries.slice(before.queries.length)[0];
  if (refusal !== undefined) return [{ kind: 'refused', words: refusal }];
  return [{ kind: 'lapsed', words: 'What was proposed has lapsed.' }];
}

function questions(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
  const known = new Map((before.proposal?.questions ?? []).map((one) => [one.id, one]));
  return (after.proposal?.questions ?? []).flatMap((one): HistoryChange[] => {
    const was = known.get(one.id);
    const asked: HistoryChange = { kind: 'asked', words: `Asked: “${one.text}”` };
    const { answer } = one;
    const said = answer === null ? [] : [`${nameOf(answer.by, facts)} answered: “${answer.text}”`];
    const words = said.map((text): HistoryChange => ({ kind: 'asked', words: text }));
    return [...(was === undefined ? [asked] : []), ...(was?.answer == null ? words : [])];
  });
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
  ];
}

function nextStep({ nextStep: what, nextStepBy }: Update): string[] {
  if (what === null || nextStepBy === null) return [...named('Next step: ', what), ...told('Next step by', nextStepBy)];
  return told(`Next step: “${what.trim()}” by`, nextStepBy);
}

function named(name: string, text: string | null): string[] {
  return text === null || text === '' ? [] : [`${name}${spoken(text)}`];
}

function told(what: string, date: CivilDate | null): string[] {
  return date === null ? [] : [`${what} ${inWords(date)}.`];
}

/** A person's words stay theirs: in quotation marks, unchanged. */
function spoken(text: string): string {
  const words = text.trim();
  if (words === '') return '';
  return /[.!?…]$/.test(words) ? `“${words}”` : `“${words}”.`;
}

function nameOf(actor: Actor, { nameOf: name }: HistoryFacts): string {
  return actor.kind === 'officer' ? name(actor.id) : 'an administrator';
}
