/** What is kept of where people were, so that later facts alter nothing that is shown as at an earlier day (RULES 7). */
import type { Instant } from '../domain/dates.js';
import type { Officer, OfficerThen } from './ports.js';

/** An officer's row is one column (about 32,000 characters): the oldest goes first, and counts as having been so before. */
const MOST_KEPT = 40;
const MOST_CHARACTERS = 12_000;

/** An officer's row as it is written, with what held of them until now where that changed. Every change goes through here. */
export function keepingPast(officer: Officer, before: Officer, now: Instant): Officer {
  const ended = stateOf(before, now);
  if (JSON.stringify(ended) === JSON.stringify(stateOf(officer, now))) return officer;
  // Where they were stays true of the id; which account it was in Teams does not.
  if (officer.erased) return { ...officer, past: bounded([...before.past, ended]).map(withoutAccount) };
  return { ...officer, past: bounded([...before.past, ended]) };
}

/** An officer as they were at an instant. */
export function officerAt(officer: Officer, instant: Instant): Officer {
  const then = officer.past.find(({ until }) => until > instant);
  if (then === undefined) return officer;
  const { entraId, unreachable, roles, outside, awayUntil, deputy, group } = then;
  return { ...officer, entraId, unreachable, roles, outside, awayUntil, deputy, group };
}

function stateOf(officer: Officer, until: Instant): OfficerThen {
  const { entraId, unreachable, roles, outside, awayUntil, deputy, group } = officer;
  return { until, entraId, unreachable, roles, outside, awayUntil, deputy, group };
}

/** Whether they were linked decides what is shown as at an earlier day. */
function withoutAccount(then: OfficerThen): OfficerThen {
  return { ...then, entraId: then.entraId === null ? null : 'erased' };
}

function bounded(past: readonly OfficerThen[]): readonly OfficerThen[] {
  const kept = past.slice(-MOST_KEPT);
  while (kept.length > 1 && JSON.stringify(kept).length > MOST_CHARACTERS) kept.shift();
  return kept;
}
