import { lookersOf, writersOf } from '../domain/held-people.js';
import type { HeldText } from '../domain/told-words.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import type { Found } from './record-update.js';

/** In words who looks at held texts of a milestone: "Hal Hardy, head of service"; in general where none are given. */
export async function lookerFor(
  ports: Pick<Ports, 'people'>,
  found: Found | null,
  held: readonly HeldText[],
): Promise<string> {
  if (found === null) return 'the head of service';
  const { area, outline, people, today, stored } = found;
  const writers = held.flatMap(({ text }) => writersOf(stored.milestone, text));
  const [first] = lookersOf({ area, plan: outline.plan }, writers, people, today);
  if (first === undefined) return 'an administrator';
  const { nameOf } = await readDirectory(ports.people);
  const heads = area?.heads ?? [];
  const as = heads.includes(first) ? ', head of service,' : outline.plan.owner === first ? ', plan owner,' : '';
  return `${nameOf(first)}${as}`;
}
