import type { OfficerId } from '../domain/plan.js';
import type { Officer, People } from './ports.js';

/** Everybody known, read once for one piece of work. */
export interface Directory {
  /** By their id, and by each that became theirs. */
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  /** The name as printed; the id for somebody unknown. */
  readonly nameOf: (officer: OfficerId) => string;
}

export async function readDirectory(people: People): Promise<Directory> {
  const rows = await people.officers();
  const officers = new Map(rows.flatMap(({ value }) => [value.id, ...value.formerIds].map((id) => [id, value])));
  return { officers, nameOf: (id) => officers.get(id)?.name ?? id };
}

export { present } from '../domain/people.js';
