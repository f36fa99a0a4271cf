import { named, nameOf, type HistoryChange, type HistoryFacts } from './history-words.js';
import type { Milestone, Proposal } from './plan.js';
import { MOVE_REASONS } from './policy.js';
import { proposedInWords } from './proposals.js';

/** What became of what was proposed: put forward, asked about, approved, refused, lapsed. */
export function proposals(before: Milestone, after: Milestone, facts: HistoryFacts): HistoryChange[] {
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
export function chosenInWords({ because }: Proposal): string {
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
