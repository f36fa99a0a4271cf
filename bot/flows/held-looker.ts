import { lookersOf } from '../domain/held-people.js';
import type { OfficerId } from '../domain/plan.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import type { Found } from './found-milestone.js';

/** In words who looks at held words of a milestone that `writers` wrote: "Hal Hardy, head of service,". */
export async function lookerFor(
  ports: Pick<Ports, 'people'>,
  found: Found | null,
  writers: readonly OfficerId[],
): Promise<string> {
  if (found === null) return 'the head of service';
  const { area, outline, people, today } = found;
  const [first] = lookersOf({ area, plan: outline.plan }, writers, people, today);
  if (first === undefined) return 'an administrator';
  const { nameOf } = await readDirectory(ports.people);
  const heads = area?.heads ?? [];
  const as = heads.includes(first) ? ', head of service,' : outline.plan.owner === first ? ', plan owner,' : '';
  return `${nameOf(first)}${as}`;
}
