import type { DigestRow } from '../bot/domain/views.js';
import { dueWords } from './due-words.js';
import {
  buttonOf,
  nameOf,
  placed,
  rowOf,
  UNPLACED,
  type ButtonModel,
  type PlacedModel,
  type RowModel,
} from './rows.js';
import type { Sign } from './render.js';
import type { Section } from './sections.js';

/** So many rows are seen at once; the others are folded in place. */
const SHOWN = 8;

/** A green that may be ticked "still on track". */
interface TickModel extends ButtonModel, PlacedModel {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** The token when ticked before, else nothing. */
  readonly value: string;
  readonly tickToken: string;
}

export interface SectionModel {
  readonly heading: string;
  readonly intro: readonly string[];
  /** The title of the first row's plan, when plans are named. */
  readonly plan: readonly string[];
  readonly rows: readonly RowModel[];
  readonly ticks: readonly TickModel[];
}

/** A section whose rows are ready, so that they may be counted out without being signed again. */
export interface ReadySection {
  readonly heading: string;
  readonly intro: readonly string[];
  readonly entries: readonly Entry[];
  /** Rows that keep their place however full the card is. */
  readonly reserved: number;
}

interface Entry {
  readonly planTitle: string;
  readonly row: RowModel | null;
  readonly tick: TickModel | null;
}

/** What is seen at once, what continues below the fold, and how many rows did not fit at all. */
interface Laid {
  readonly shown: readonly SectionModel[];
  /** The rest of the last section shown, without its heading. */
  readonly rest: Pick<SectionModel, 'rows' | 'ticks'>;
  readonly folded: readonly SectionModel[];
  readonly foldedRows: number;
  readonly dropped: number;
}

/** Makes the rows of a section ready. `ticked` holds `plan|ref` of what was ticked before. */
export function ready(
  section: Section<DigestRow & { readonly leads?: readonly string[] }>,
  sign: Sign,
  ticked: readonly string[] = [],
): ReadySection {
  const { heading, intro, rows, kind } = section;
  const entries = rows.map((row, at) => ({
    planTitle: row.planTitle,
    row: kind === 'green' ? null : rowOf(row, sign, row.leads),
    tick: kind === 'green' ? tickOf(row, at, sign, ticked) : null,
  }));
  return {
    heading,
    intro,
    entries,
    reserved: kind === 'waiting' || kind === 'decision' ? Math.min(3, rows.length) : 0,
  };
}

function tickOf(row: DigestRow, at: number, sign: Sign, ticked: readonly string[]): TickModel {
  const tickToken = sign('still-on-track', row.link);
  const name = nameOf(row.link.ref, row.text);
  return {
    ...buttonOf(row, sign),
    ...UNPLACED,
    id: `in_track_${String(at)}`,
    label: `${name.ref}${name.text}`,
    title: row.dueOn === null ? 'Still on track' : `Still on track, ${dueWords(row)}`,
    value: ticked.includes(`${row.link.plan}|${row.link.ref}`) ? tickToken : '',
    tickToken,
  };
}

export function rowsIn(sections: readonly ReadySection[]): number {
  return sections.reduce((sum, { entries }) => sum + entries.length, 0);
}

/** Lays out the first `most` rows: eight in sight, the others folded. `plans`: name each row's plan. */
export function lay(sections: readonly ReadySection[], most: number, plans: boolean): Laid {
  const kept = keep(sections, most);
  const shown: SectionModel[] = [];
  const folded: SectionModel[] = [];
  let rest: Laid['rest'] = { rows: [], ticks: [] };
  let room = SHOWN;
  for (const section of kept) {
    const whole = modelOf(section, plans);
    if (room === 0) folded.push(whole);
    else {
      shown.push({ ...whole, rows: whole.rows.slice(0, room), ticks: whole.ticks.slice(0, room) });
      if (section.entries.length > room) rest = { rows: whole.rows.slice(room), ticks: whole.ticks.slice(room) };
    }
    room = Math.max(0, room - section.entries.length);
  }
  const left = rowsIn(kept);
  return {
    shown,
    rest,
    folded,
    foldedRows: Math.max(0, left - SHOWN),
    dropped: rowsIn(sections) - left,
  };
}

/** The first `most` rows in the order of reading, with those reserved for later sections among them. */
function keep(sections: readonly ReadySection[], most: number): readonly ReadySection[] {
  let room = most;
  return sections.flatMap((section, at) => {
    const later = sections.slice(at + 1).reduce((sum, { reserved }) => sum + reserved, 0);
    const entries = section.entries.slice(0, Math.max(0, room - later));
    room -= entries.length;
    return entries.length === 0 ? [] : [{ ...section, entries }];
  });
}

function modelOf(section: ReadySection, plans: boolean): SectionModel {
  const { entries } = section;
  const rows = entries.flatMap(({ row, planTitle }) => (row === null ? [] : [{ row, planTitle }]));
  const ticks = entries.flatMap(({ tick, planTitle }) => (tick === null ? [] : [{ row: tick, planTitle }]));
  const [own, tickable] = [placed(rows, plans), placed(ticks, plans)];
  return {
    heading: section.heading,
    intro: section.intro,
    plan: [...own.plan, ...tickable.plan],
    rows: own.rows,
    ticks: tickable.rows,
  };
}
