export { isGroupName as isGroup, isPostOrGroup as isRole } from '../domain/group-name.js';

/** Words in the lead officers' column that are no person's name. */
const NOBODY =
  /^(?:(?:(?:(?:lead )?officers?|leads?)[ :–-]*)?(?:t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|appointed|advised|determined|identified|named|recruited))|(?:post )?vacan(?:t|cy)\b.*|none|n\/?a|nobody|no lead|unknown|not known|unassigned|not assigned|[-–—?.]+)$/is;

/** "tbc", "Vacant": never a person of that name. */
export function isNobody(words: string): boolean {
  return NOBODY.test(words);
}
