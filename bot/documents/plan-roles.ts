export { isGroupName as isGroup, isPostOrGroup as isRole } from '../domain/group-name.js';

/** Words in the lead officers' column that are no person's name. */
const NOBODY =
  /^(?:(?:lead |officer )?t\.?b\.?[acd]\.?|(?:lead |officer )?to be (?:confirmed|agreed|appointed|advised|determined|named|recruited)|vacan(?:t|cy)(?: post)?|none|n\/?a|nobody|no lead|unknown|not known|unassigned|not assigned|[-–—?.]+)$/i;

/** "tbc", "Vacant": never a person of that name. */
export function isNobody(words: string): boolean {
  return NOBODY.test(words);
}
