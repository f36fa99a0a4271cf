import type { CellDoubt } from './plan-leads.js';
import { isNobody, isRole } from './plan-roles.js';
import { listed, oneLine } from './words.js';

/** Between initials and single words; "Comms and Engagement" is one team. */
const BETWEEN =
  /\s*[;,\n]\s*|(?<=(?:^|[\s;,/])[\p{L}.]+\??)\s*[/+]\s*(?=[\p{L}.]+\??(?:$|[\s;,/]))|(?<=\b\p{Lu}{2,3}\??)\s*(?:&|\band\b)\s*(?=\p{Lu}{2,3}\b)/u;

/**
 * Who leads an activity of a planner: "AB/CD" are two, "AB?" is AB to be confirmed, "TBC" is nobody. The cell as leads are
 * read from it, and what a person has still to confirm.
 */
export function plannerLeads(printed: string): { readonly cell: string; readonly doubts: readonly CellDoubt[] } {
  const parts = printed
    .replace(/[^\S\n]+/g, ' ')
    .split(BETWEEN)
    .map(oneLine)
    .filter((part) => part !== '');
  const bare = parts.map((part) => part.replace(/[\s?]+$/, ''));
  const people = bare.filter((part) => part !== '' && !isNobody(part));
  const asked = parts.filter((part, at) => part.endsWith('?') && people.includes(bare[at] ?? ''));
  const roles = people.filter((part) => isRole(part));
  return {
    cell: bare.join('; '),
    doubts: [...told(asked, 'a question', 'questions'), ...told(roles, 'a role and no person', 'roles and no persons')],
  };
}

function told(parts: readonly string[], one: string, several: string): readonly CellDoubt[] {
  if (parts.length === 0) return [];
  const is = parts.length === 1 ? `is ${one}` : `are ${several}`;
  const message = `${listed(parts)} ${is}, to be confirmed. It is kept as a lead until somebody links it to a person, or hands over what it leads.`;
  return [{ code: 'lead-to-be-named', message }];
}
