import { civilDateAt, endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import { FORMER_OFFICER } from '../domain/former-name.js';
import type { OfficerId } from '../domain/plan.js';
import { officerAt } from './officer-past.js';
import type { Officer, People, Ports, Versioned } from './ports.js';

/** Everybody known, read once for one piece of work. */
export interface Directory {
  /** By their id, and by each that became theirs. */
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  /** The name as printed; of somebody who was erased, or whom nobody knows, in words: never an id. */
  readonly nameOf: (officer: OfficerId) => string;
}

export async function readDirectory(people: People): Promise<Directory> {
  return directoryOf(await people.officers());
}

/** The same of rows that were read. */
export function directoryOf(rows: readonly Versioned<Officer>[]): Directory {
  const officers = new Map(rows.flatMap(({ value }) => [value.id, ...value.formerIds].map((id) => [id, value])));
  return { officers, nameOf: (id) => officers.get(id)?.name ?? FORMER_OFFICER };
}

/** Everybody as they were known at the end of a day: what became so later changes nothing of it (RULES 7). */
export async function readDirectoryAsAt(
  { people, zone }: Pick<Ports, 'people' | 'zone'>,
  day: CivilDate,
): Promise<Directory> {
  return directoryBy(await readDirectory(people), endOfDay(day, zone), zone);
}

/** The same by an instant. Who turned out to be one person is one person then, too. */
export function directoryBy(directory: Directory, limit: Instant, zone: string): Directory {
  const day = civilDateAt(limit, zone);
  const then = new Map([...new Set(directory.officers.values())].map((now) => [now, asOfThen(now, limit, day)]));
  const officers = new Map([...directory.officers].map(([id, now]) => [id, then.get(now) ?? now]));
  return { officers, nameOf: directory.nameOf };
}

function asOfThen(officer: Officer, limit: Instant, day: CivilDate): Officer {
  const { firstDeliveredOn } = officer;
  const known = firstDeliveredOn === null || firstDeliveredOn <= day;
  return { ...officerAt(officer, limit), firstDeliveredOn: known ? firstDeliveredOn : null };
}

export { present } from '../domain/people.js';
