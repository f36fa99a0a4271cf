import type { Accountable } from './asked-of.js';
import type { Ask } from './asks.js';
import { challengeAddressees, isOfChallenge } from './challenge-asks.js';
import type { CivilDate } from './dates.js';
import { heldAddressees, heldPartOf } from './held-asks.js';
import type { Known } from './people.js';
import type { OfficerId } from './plan.js';
import { addressees } from './told-asks.js';

/** Everybody to whom something is addressed on a day that is not asked of all leads; those who are away are left out. */
export function whoIsAddressed(ask: Ask, one: Accountable, people: Known, today: CivilDate): readonly OfficerId[] {
  if (ask.because === 'held') return heldAddressees(heldPartOf(ask), one, people, today);
  return isOfChallenge(ask) ? challengeAddressees(ask, one, people, today) : addressees(ask, one, people, today);
}
