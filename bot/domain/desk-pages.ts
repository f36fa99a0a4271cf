/** Long lists on cards: so many a page, with the way to the pages beside. */
import type { DeskButton } from './desk-views.js';
import type { CardLink } from './views.js';

export interface Paged<T> {
  readonly shown: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** A page that is not there any more is the last one that is. */
export function paged<T>(all: readonly T[], wanted: number, size: number): Paged<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { shown: all.slice(page * size, (page + 1) * size), page, pages };
}

/** "Page 2 of 5." Empty for a list of one page. */
export function pageWords({ page, pages }: Paged<unknown>): string {
  return pages === 1 ? '' : ` Page ${String(page + 1)} of ${String(pages)}.`;
}

/** Earlier and next; the page goes where the revision of a milestone would. */
export function pageButtons(
  { page, pages }: Paged<unknown>,
  verb: string,
  link: Omit<CardLink, 'rev'>,
): readonly DeskButton[] {
  const to = (title: string, rev: number): DeskButton => ({
    title,
    verb,
    tooltip: title,
    link: { ...link, rev },
  });
  return [
    ...(page > 0 ? [to('Previous page', page - 1)] : []),
    ...(page + 1 < pages ? [to('Next page', page + 1)] : []),
  ];
}
