import type { PrintedArea, PrintedObjective } from '../domain/read-plan.js';
import { codeAndTitle } from './plan-banners.js';
import type { Draft } from './plan-drafts.js';
import { codeBefore, lettersOf, stemOf } from './plan-shapes.js';
import { sameWords } from './words.js';

/** The areas and objectives of a plan with their codes, and which each draft belongs to, by its place in the file. */
export interface Codes {
  readonly areas: readonly PrintedArea[];
  readonly objectives: readonly PrintedObjective[];
  /** The objective of each draft, in the order of the drafts. */
  readonly objectiveOf: readonly PrintedObjective[];
  /** Titles beside a code that has another one already. */
  readonly otherTitles: readonly OtherTitle[];
}

export interface OtherTitle {
  readonly row: number;
  readonly code: string;
  /** The title that was kept. */
  readonly kept: string;
  readonly other: string;
}

interface Group {
  readonly area: string;
  readonly title: string;
  /** From a column of its own, or the ref column; empty otherwise. */
  readonly code: string;
  /** A row of its own names it, with code and title together. */
  readonly inRow: boolean;
  readonly refs: string[];
}

interface AreaNames {
  readonly code: string;
  readonly title: string;
}

/**
 * A code is what the plan prints (in a column of its own, in brackets behind an area, before an objective, or in the
 * refs); where it prints none, one is made of initials and numbers. `arealess` is the title for what has no area. A
 * milestone belongs where it stands, whatever its number says.
 */
export function codesFor(drafts: readonly Draft[], arealess: string): Codes {
  const byArea = new Map<string, Group>();
  const byObjective = new Map<string, Group>();
  const otherTitles = new Map<string, OtherTitle>();
  const into = (groups: Map<string, Group>, key: string, draft: Draft, fresh: Omit<Group, 'refs'>): void => {
    const group = groups.get(key) ?? { ...fresh, refs: [] };
    groups.set(key, group);
    group.refs.push(draft.ref);
    const isOther = fresh.title !== '' && sameWords(fresh.title) !== sameWords(group.title);
    const told = `${key}\n${fresh.title}`;
    if (!isOther || otherTitles.has(told)) return;
    otherTitles.set(told, { row: draft.row, code: group.code, kept: group.title, other: fresh.title });
  };
  const keys = drafts.map((draft) => {
    const { areaCode, objectiveCode } = draft;
    const title = draft.area || arealess;
    const area = sameWords(areaCode) || `\n${sameWords(title)}`;
    const key = `${area}\n${sameWords(objectiveCode) || `\n${sameWords(draft.objective)}`}`;
    into(byArea, area, draft, { area, title, code: areaCode, inRow: draft.areaInRow });
    into(byObjective, key, draft, { area, title: draft.objective, code: objectiveCode, inRow: false });
    return key;
  });
  const areas = namesOfAreas(byArea);
  const objectives = codesOfObjectives(byObjective, areas, drafts);
  return {
    areas: [...areas.values()],
    objectives: [...objectives.values()],
    objectiveOf: keys.flatMap((key) => objectives.get(key) ?? []),
    otherTitles: [...otherTitles.values()],
  };
}

/* ---- Areas ---- */

function namesOfAreas(groups: ReadonlyMap<string, Group>): Map<string, AreaNames> {
  const taken = new Map<string, number>();
  return new Map(
    [...groups].map(([key, { title, code, inRow, refs }]) => {
      const named = inRow ? codeAndTitle(title, refs) : { title };
      const printed = code === '' ? (named.code ?? bracketed(named.title)) : code;
      return [
        key,
        { code: unused(printed ?? sharedLetters(refs) ?? initials(named.title), taken), title: named.title },
      ];
    }),
  );
}

/** "Children in need and child protection (CiN/CP)". */
function bracketed(title: string): string | undefined {
  const code = /\(([A-Za-z][A-Za-z/&-]{1,11})\)$/.exec(title)?.[1];
  return code !== undefined && /[A-Z].*[A-Z]/.test(code) ? code : undefined;
}

function sharedLetters(refs: readonly string[]): string | undefined {
  const letters = new Set(refs.filter((ref) => ref !== '').map(lettersOf));
  const [only] = letters;
  return letters.size === 1 && only ? only : undefined;
}

const SMALL = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'our',
  'the',
  'to',
  'with',
]);

/** "PERFORMANCE MANAGEMENT AND QUALITY ASSURANCE" is PMQA, "THRESHOLDS" is THR. */
function initials(title: string): string {
  const words = title.match(/\p{L}[\p{L}'’]*/gu) ?? [];
  const telling = words.filter((word) => !SMALL.has(word.toLowerCase()));
  const used = telling.length > 0 ? telling : words;
  const letters =
    used.length === 1 ? Array.from(used[0] ?? '').slice(0, 3) : used.slice(0, 8).map((word) => Array.from(word)[0]);
  // Capitals of some letters are two characters, which every reader writes as one.
  return letters.join('').toUpperCase().normalize('NFC') || 'A';
}

/** The code, or the code with the next number that nothing has. `taken` holds how often each was asked for. */
function unused(code: string, taken: Map<string, number>): string {
  const key = code.toLowerCase();
  let n = (taken.get(key) ?? 0) + 1;
  while (n > 1 && taken.has(`${key}${String(n)}`)) n += 1;
  taken.set(key, n);
  if (n === 1) return code;
  taken.set(`${key}${String(n)}`, 1);
  return `${code}${String(n)}`;
}

/* ---- Objectives ---- */

function codesOfObjectives(
  groups: ReadonlyMap<string, Group>,
  areas: ReadonlyMap<string, AreaNames>,
  drafts: readonly Draft[],
): Map<string, PrintedObjective> {
  const known = new Set(drafts.flatMap(({ ref }) => [stemOf(ref), lettersOf(ref)]).filter((part) => part !== ''));
  const taken = new Set<string>();
  // Codes in a column of their own come before those that are read out of titles and refs.
  const given = [...groups].filter(([, { code }]) => code !== '');
  const derived = [...groups].filter(([, { code }]) => code === '');
  const printed = new Map([...given, ...derived].map(([key, group]) => [key, printedCode(group, known, taken)]));
  const placeIn = new Map<string, number>();
  return new Map(
    [...groups].map(([key, { area, title, code: given }]) => {
      const place = (placeIn.get(area) ?? 0) + 1;
      placeIn.set(area, place);
      const { code: areaCode, title: areaTitle } = areas.get(area) ?? { code: '', title: '' };
      const code = printed.get(key) ?? numbered(areaCode, place, taken);
      return [key, { code, area: areaCode, title: [title, given].find((words) => words !== '') ?? areaTitle }];
    }),
  );
}

/** Its own; else "COM 3" before the title, if the refs speak of it too; else what most refs under it begin with. */
function printedCode(group: Group, known: ReadonlySet<string>, taken: Set<string>): string | undefined {
  const { title, refs } = group;
  const before = codeBefore(title);
  const confirmed = before !== undefined && (known.has(before) || known.has(lettersOf(before)));
  const said = confirmed ? before : mostCommon(refs.map(stemOf).filter((stem) => stem !== ''));
  const code = group.code || said;
  if (code === undefined || taken.has(code.toLowerCase())) return undefined;
  taken.add(code.toLowerCase());
  return code;
}

function mostCommon(stems: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return stems.find((stem) => counts.get(stem) === most);
}

function numbered(area: string, place: number, taken: Set<string>): string {
  let n = place;
  while (taken.has(`${area} ${String(n)}`.toLowerCase())) n += 1;
  const code = `${area} ${String(n)}`;
  taken.add(code.toLowerCase());
  return code;
}
