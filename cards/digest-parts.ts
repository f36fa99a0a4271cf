import { keep, lay, moreOf, rowsIn, SHOWN, type MoreModel, type ReadySection, type SectionModel } from './list.js';

/** What opens with "Show N more"; with the button for the ticks when all of them lie in here. */
interface FoldModel extends Pick<SectionModel, 'rows' | 'lean' | 'ticks'> {
  readonly id: string;
  readonly sections: readonly SectionModel[];
  readonly onTrack: readonly string[];
}

/** *Yours*, *Waiting for you*, or what the reader is told, each with a fold of its own. */
export interface PartModel {
  readonly gap: string;
  /** None where there is one part only. */
  readonly heading: readonly string[];
  readonly shown: readonly SectionModel[];
  readonly fold: readonly FoldModel[];
  readonly buttons: readonly { readonly onTrack: readonly string[]; readonly more: readonly MoreModel[] }[];
}

/** A part before it is laid out: how much of it is seen at once however long the others are. */
export interface ReadyPart {
  readonly id: string;
  readonly heading: string;
  readonly sections: readonly ReadySection[];
  readonly atLeast: number;
}

interface LaidParts {
  readonly parts: readonly PartModel[];
  /** Rows that did not fit at all. */
  readonly dropped: number;
}

/**
 * Lays out the first `most` rows of some parts: eight in sight, the others folded in place.
 *
 * @param plans name each row's plan
 * @param onTrack the token of the button for the ticks
 * @param lean what is folded has one line a row
 */
export function layParts(
  ready: readonly ReadyPart[],
  most: number,
  plans: boolean,
  onTrack: readonly string[],
  lean: boolean,
): LaidParts {
  const all = ready.flatMap(({ id, sections }) => sections.map((section) => ({ ...section, part: id })));
  const kept = keep(all, most);
  const parts = ready
    .map((part) => ({ ...part, sections: kept.filter((section) => section.part === part.id) }))
    .filter(({ sections }) => sections.length > 0);
  const inSight = roomsOf(parts.map(({ sections, atLeast }) => ({ rows: rowsIn(sections), atLeast })));
  return {
    parts: parts.map((part, at) => partOf(part, inSight[at] ?? 0, { plans, onTrack, lean, named: parts.length > 1 })),
    dropped: rowsIn(all) - rowsIn(kept),
  };
}

/** How many rows of each are seen at once: eight in all, and of the later ones so many at least. */
function roomsOf(parts: readonly { readonly rows: number; readonly atLeast: number }[]): readonly number[] {
  let room = SHOWN;
  return parts.map(({ rows }, at) => {
    const later = parts.slice(at + 1).reduce((sum, one) => sum + Math.min(one.rows, one.atLeast), 0);
    const mine = Math.min(rows, Math.max(0, room - later));
    room -= mine;
    return mine;
  });
}

function partOf(
  { id, heading, sections }: ReadyPart,
  inSight: number,
  how: {
    readonly plans: boolean;
    readonly onTrack: readonly string[];
    readonly lean: boolean;
    readonly named: boolean;
  },
): PartModel {
  const { plans, onTrack, lean, named } = how;
  const { shown, rest, folded, foldedRows } = lay(sections, rowsIn(sections), plans, inSight, lean);
  const more = foldedRows === 0 ? [] : [moreOf(foldedRows, id, named ? `, ${heading.toLowerCase()}` : '')];
  const seen = shown.some(({ ticks }) => ticks.length > 0);
  const below = !seen && folded.some(({ ticks }) => ticks.length > 0);
  const pressed = seen ? onTrack : [];
  return {
    gap: named ? 'extraLarge' : 'none',
    heading: named ? [heading] : [],
    shown,
    fold: foldedRows === 0 ? [] : [{ id, ...rest, sections: folded, onTrack: below ? onTrack : [] }],
    buttons: more.length + pressed.length === 0 ? [] : [{ onTrack: pressed, more }],
  };
}
