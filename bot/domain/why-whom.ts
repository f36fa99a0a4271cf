/** How somebody stands to a milestone when it comes to asking, and whom the rules ask in their place. */
import type { Whom } from './asked-of.js';
import type { SkipReason } from './digest-plan.js';
import { inWords, type CivilDate } from './dates.js';
import { inList } from './lists.js';
import type { OfficerId } from './plan.js';

/**
 * `lead` ... `stand-in`: asked about the work; `away`, `external`, `left`: leads it and is not asked; `no-members`: a
 * group that nobody has named yet; `approver`: decides about what waits; `proposer`: asked a question about that;
 * `head`: told when nobody answers.
 */
export type WhyStanding =
  Whom['asked'][number]['because'] | Whom['notAsked'][number]['reason'] | 'approver' | 'proposer' | 'head' | 'none';

export interface WhomFacts {
  readonly officer: OfficerId;
  readonly whom: Whom;
  /** Who decides about what waits; empty when nothing does. */
  readonly deciders: readonly OfficerId[];
  /** Who is asked a question about what waits; empty while there is none. */
  readonly answer: readonly OfficerId[];
  /** Who is told when nobody answers. */
  readonly told: readonly OfficerId[];
  readonly nameOf: (officer: OfficerId) => string;
  readonly awayUntil: CivilDate | null;
}

export function whyStanding({ officer, whom, deciders, answer, told }: WhomFacts): WhyStanding {
  const asked = whom.asked.find((one) => one.officer === officer);
  if (asked !== undefined) return asked.because;
  const not = whom.notAsked.find((one) => one.officer === officer);
  if (not !== undefined) return not.reason;
  if (deciders.includes(officer)) return 'approver';
  if (answer.includes(officer)) return 'proposer';
  return told.includes(officer) ? 'head' : 'none';
}

/** Who leads it, or why this person is asked or not: a sentence. */
export function whomSentence(facts: WhomFacts): string {
  const { officer, whom, nameOf, awayUntil } = facts;
  const name = nameOf(officer);
  const others = whom.asked.filter((one) => one.officer !== officer).map((one) => nameOf(one.officer));
  const instead = others.length === 0 ? 'nobody is asked instead' : `${inList(others)} ${isAre(others)} asked instead`;
  switch (whyStanding(facts)) {
    case 'lead':
      return `${name} leads it.`;
    case 'co-lead':
      return others.length === 0
        ? `${name} leads it with others who are not asked.`
        : `${name} leads it with ${inList(others)}; ${whom.awaited.length > 0 ? 'each has to answer' : 'one answer is enough'}.`;
    case 'member':
      return `${name} belongs to a group that leads it: ${whom.awaited.includes(officer) ? 'each has to answer' : 'one answer is enough'}.`;
    case 'deputy': {
      const asked = whom.asked.find((one) => one.officer === officer);
      return `${name} is asked in the place of ${inList((asked?.speaksFor ?? []).map(nameOf))}.`;
    }
    case 'stand-in':
      return `Nobody who leads it can be asked, so ${name} is asked in their place.`;
    case 'away':
      return `${name} leads it and is away${awayUntil === null ? '' : ` until ${inWords(awayUntil)}`}; ${instead}.`;
    case 'external':
      return `${name} leads it and is of another organisation, so Waymark does not ask; ${instead}.`;
    case 'left':
      return `${name} led it and has left; ${instead}.`;
    case 'no-members':
      return `“${name}” stands for several people, and nobody has said yet who they are; ${instead}.`;
    case 'approver':
      return `${name} may decide about what waits, and is asked to.`;
    case 'proposer':
      return `${name} does not lead it, and is asked a question about what waits.`;
    case 'head':
      return `${name} does not lead it, and is told when nobody answers.`;
    case 'none':
      return `${name} neither leads it nor is asked in anybody's place; ${others.length === 0 ? 'nobody is asked' : `${inList(others)} ${isAre(others)}`}.`;
  }
}

/** What keeps a card from being sent although something is owed; null for a reason that is told elsewhere. */
export function skipSentence(reason: SkipReason | null, name: string, unreachable: string | null): string | null {
  if (reason === 'weekly-limit') return `${name} has had two cards this week; it comes with the next.`;
  if (reason === 'not-linked') {
    return `${name} is not linked to anybody in Teams yet (officers link), so no card can be sent.`;
  }
  if (reason !== 'cannot-be-reached') return null;
  return `${name} cannot be written to${unreachable === null ? '' : ` (${unreachable})`}: ask another way.`;
}

function isAre(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}
