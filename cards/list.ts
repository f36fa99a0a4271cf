import type { DigestRow } from '../bot/domain/views.js';
import { dueWords } from './due-words.js';
import {
  nameOf,
  placed,
  rowOf,
  UNPLACED,
  wantedButton,
  type NameModel,
  type PlacedModel,
  type RowButtonModel,
  type RowModel,
} from './rows.js';
import type { Sign } from './render.js';
import type { Section } from './sections.js';
import { cut, mark, sentence } from './words.js';

/** So many rows are seen at once; the others are folded in place. */
export const SHOWN = 8;
const LEAN_GREENS = [
  'Tick those still on track, then press the button below. If one has changed, write “update” and its ref.',
];
/** Of a row in one line. */
const LEAN_LENGTH = 50;

/** A green that may be ticked "still on track". */
interface TickModel extends PlacedModel {
  readonly id: string;
  readonly label: string;
  readonly tickTitle: string;
  /** The token when ticked before, else nothing. */
  readonly value: string;
  readonly tickToken: string;
  /** Left out where all rows in full would not fit. */
  readonly buttons: readonly RowButtonModel[];
}

/** The button that opens what is folded; `id` is that of the folded part. */
export interface MoreModel {
  readonly id: string;
  readonly title: string;
  /** Tells it from others of the card: ", waiting for you"; else empty. */
  readonly about: string;
}

export function moreOf(count: number, id = 'more', about = ''): MoreModel {
  return { id, title: `Show ${String(count)} more`, about };
}

/** A row in one line, where all of them in full would not fit: its words, its rating, its date and its button. */
interface LeanModel extends NameModel, RowButtonModel {
  readonly said: string;
  readonly tail: string;
}

/** Rows of one plan in one line each. */
export interface LeanGroupModel {
  readonly plan: readonly string[];
  readonly leans: readonly LeanModel[];
}

export interface SectionModel {
  readonly heading: string;
  readonly intro: readonly string[];
  /** The title of the first row's plan, when plans are named. */
  readonly plan: readonly string[];
  readonly rows: readonly RowModel[];
  readonly lean: readonly LeanGroupModel[];
  readonly ticks: readonly TickModel[];
}

/** A section whose rows are ready, so that they may be counted out without being signed again. */
export interface ReadySection {
  readonly heading: string;
  readonly intro: readonly string[];
  /** Where its rows have one line each. */
  readonly leanIntro: readonly string[];
  readonly entries: readonly Entry[];
  /** Rows that keep their place however full the card is. */
  readonly reserved: number;
}

interface Entry {
  readonly planTitle: string;
  readonly row: RowModel | null;
  readonly lean: LeanModel | null;
  readonly tick: TickModel | null;
}

/** What is seen at once, what continues below the fold, and how many rows did not fit at all. */
interface Laid {
  readonly shown: readonly SectionModel[];
  /** The rest of the last section shown, without its heading. */
  readonly rest: Pick<SectionModel, 'rows' | 'lean' | 'ticks'>;
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
  const entries = rows.map((row, at): Entry => {
    if (kind === 'green')
      return { planTitle: row.planTitle, row: null, lean: null, tick: tickOf(row, at, sign, ticked) };
    const whole = rowOf(row, sign, row.leads);
    return { planTitle: row.planTitle, row: whole, lean: leanOf(row, whole, sign), tick: null };
  });
  return {
    heading,
    intro,
    leanIntro: kind === 'green' ? LEAN_GREENS : intro,
    entries,
    reserved: kind === 'waiting' || kind === 'decision' || kind === 'told' ? Math.min(3, rows.length) : 0,
  };
}

/** Of what it says beside its date only the first bold words. */
function leanOf(row: DigestRow, { ref, notes, status }: RowModel, sign: Sign): LeanModel {
  const [note] = notes;
  const [first] = status;
  return {
    ref,
    text: ` ${sentence(cut(row.text, LEAN_LENGTH))} `,
    said: first === undefined ? '' : mark(row.grade ?? row.rating),
    tail: `${first?.tail ?? ''}${note === undefined ? '.' : `. ${sentence(note.strong)}`}`,
    ...wantedButton(row, sign),
    tooltip: `${wantedButton(row, sign).title} ${ref}`,
  };
}

function tickOf(row: DigestRow, at: number, sign: Sign, ticked: readonly string[]): TickModel {
  const tickToken = sign('still-on-track', row.link);
  const name = nameOf(row.link.ref, row.text);
  return {
    buttons: [wantedButton(row, sign)],
    ...UNPLACED,
    id: `in_track_${String(at)}`,
    label: `${name.ref}${name.text}`,
    tickTitle: row.dueOn === null ? 'Still on track' : `Still on track, ${dueWords(row)}`,
    value: ticked.includes(`${row.link.plan}|${row.link.ref}`) ? tickToken : '',
    tickToken,
  };
}

export function rowsIn(sections: readonly ReadySection[]): number {
  return sections.reduce((sum, { entries }) => sum + entries.length, 0);
}

/**
 * Lays out the first `most` rows: eight in sight, or as many as given, the others folded.
 *
 * @param plans name each row's plan
 * @param lean what is folded has one line a row
 */
export function lay(
  sections: readonly ReadySection[],
  most: number,
  plans: boolean,
  inSight: number = SHOWN,
  lean = false,
): Laid {
  const kept = keep(sections, most);
  const shown: SectionModel[] = [];
  const folded: SectionModel[] = [];
  let rest: Laid['rest'] = { rows: [], lean: [], ticks: [] };
  let room = inSight;
  for (const section of kept) {
    const { entries } = section;
    if (room === 0) folded.push(modelOf(section, plans, lean));
    else {
      shown.push(modelOf({ ...section, entries: entries.slice(0, room) }, plans, false));
      if (entries.length > room) rest = restOf(section, room, plans, lean);
    }
    room = Math.max(0, room - entries.length);
  }
  const left = rowsIn(kept);
  return { shown, rest, folded, foldedRows: Math.max(0, left - inSight), dropped: rowsIn(sections) - left };
}

/** What continues below the fold, where its section began above. */
function restOf(section: ReadySection, room: number, plans: boolean, lean: boolean): Laid['rest'] {
  if (lean) return modelOf({ ...section, entries: section.entries.slice(room) }, plans, true);
  const { rows, ticks } = modelOf(section, plans, false);
  return { rows: rows.slice(room), lean: [], ticks: ticks.slice(room) };
}

/** The first `most` rows in the order of reading, with those reserved for later sections among them. */
export function keep<S extends ReadySection>(sections: readonly S[], most: number): readonly S[] {
  let room = most;
  return sections.flatMap((section, at) => {
    const later = sections.slice(at + 1).reduce((sum, { reserved }) => sum + reserved, 0);
    const entries = section.entries.slice(0, Math.max(0, room - later));
    room -= entries.length;
    return entries.length === 0 ? [] : [{ ...section, entries }];
  });
}

function modelOf(section: ReadySection, plans: boolean, lean: boolean): SectionModel {
  const { entries } = section;
  const rows = entries.flatMap(({ row, planTitle }) => (row === null ? [] : [{ row, planTitle }]));
  const ticks = entries.flatMap(({ tick, planTitle }) => (tick === null ? [] : [{ row: tick, planTitle }]));
  const [own, tickable] = [placed(rows, plans), placed(ticks, plans)];
  return {
    heading: section.heading,
    intro: lean ? section.leanIntro : section.intro,
    plan: lean ? tickable.plan : [...own.plan, ...tickable.plan],
    rows: lean ? [] : own.rows,
    lean: lean ? inPlans(entries, plans) : [],
    ticks: lean ? tickable.rows.map((tick) => ({ ...tick, buttons: [] })) : tickable.rows,
  };
}

/** Rows of one plan stand together (`ownSections`). */
function inPlans(entries: readonly Entry[], plans: boolean): readonly LeanGroupModel[] {
  const groups: { plan: string[]; title: string; leans: LeanModel[] }[] = [];
  for (const { lean, planTitle } of entries) {
    if (lean === null) continue;
    const last = groups.at(-1);
    if (last?.title === planTitle) last.leans.push(lean);
    else groups.push({ plan: plans ? [cut(planTitle)] : [], title: planTitle, leans: [lean] });
  }
  return groups.map(({ plan, leans }) => ({ plan, leans }));
}
