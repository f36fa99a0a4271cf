import type { OfficerId } from '../domain/plan.js';
import type { Directory } from './directory.js';
import type { Officer } from './ports.js';

/** Names of those who are told of something in Teams, and of those to whom Waymark cannot write. */
export interface ToldNames {
  readonly told: readonly string[];
  readonly untold: readonly string[];
}

/** Known to Teams, not found unreachable, and still there. */
export function mayWriteTo({
  entraId,
  unreachable,
  outside,
}: Pick<Officer, 'entraId' | 'unreachable' | 'outside'>): boolean {
  return entraId !== null && unreachable === null && outside === null;
}

/** Nobody is promised to be told who cannot be written to. */
export function toldNames(ids: readonly OfficerId[], { officers, nameOf }: Directory): ToldNames {
  const may = (id: OfficerId): boolean => {
    const officer = officers.get(id);
    return officer !== undefined && mayWriteTo(officer);
  };
  return { told: ids.filter(may).map(nameOf), untold: ids.filter((id) => !may(id)).map(nameOf) };
}
