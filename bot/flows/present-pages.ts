/** The present pages of the diary as they are noted, and taken from a note. */
import type { CivilDate, Instant } from '../domain/dates.js';
import type { RulesOfPlan } from '../domain/plan-rules.js';
import type { ReportingWindow } from '../domain/windows.js';
import type { Found, PresentPages } from './ports.js';
import type { PagesAround } from './schedule-around.js';

type Noted = Extract<Found, { kind: 'diary' }>['pages'];

/** What every piece of work decides by, of the present pages or as it was noted. */
export interface NotedPages extends PagesAround {
  readonly closures: { readonly days: readonly CivilDate[]; readonly at: Instant } | null;
  readonly windows: { readonly windows: readonly ReportingWindow[] } | null;
  readonly rules: { readonly plans: readonly RulesOfPlan[] } | null;
}

export function pagesIn(noted: Noted): NotedPages {
  const found = { boards: [] as NotedPages['boards'][number][], closures: null, windows: null, rules: null };
  let pages: NotedPages = found;
  for (const { image, at } of noted) {
    if (image.kind === 'board') found.boards.push({ ...image.board, at });
    if (image.kind === 'closures') pages = { ...pages, closures: { ...image.closures, at } };
    if (image.kind === 'windows') pages = { ...pages, windows: image.windows };
    if (image.kind === 'rules') pages = { ...pages, rules: image.rules };
  }
  return pages;
}

export function notedOf({ boards, closures, windows, rules }: PresentPages): Noted {
  return [
    ...boards.map(({ name, aliases, meetings, publishes, removed, at }) => ({
      image: { kind: 'board', board: { name, aliases, meetings, publishes, removed } } as const,
      at,
    })),
    ...(closures === null
      ? []
      : [{ image: { kind: 'closures', closures: { days: closures.days } } as const, at: closures.at }]),
    ...(windows === null
      ? []
      : [{ image: { kind: 'windows', windows: { windows: windows.windows } } as const, at: windows.at }]),
    ...(rules === null ? [] : [{ image: { kind: 'rules', rules: { plans: rules.plans } } as const, at: rules.at }]),
  ];
}
