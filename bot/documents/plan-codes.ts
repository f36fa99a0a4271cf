import type { PrintedArea, PrintedObjective } from '../domain/read-plan.js';
import type { Draft } from './plan-drafts.js';
import { sameWords } from './words.js';

/** The areas and objectives of a plan with their codes, and which each draft belongs to, by its place in the file. */
export interface Codes {
  readonly areas: readonly PrintedArea[];
  readonly objectives: readonly PrintedObjective[];
  /** The objective of each draft, in the order of the drafts. */
  readonly objectiveOf: readonly PrintedObjective[];
}

interface Group {
  readonly area: string;
  readonly title: string;
  readonly refs: string[];
}

/**
 * A code is what the plan prints (in brackets behind an area, before an objective, or in the refs); where it prints
 * none, one is made of initials and numbers. `arealess` is the title for what has no area. A milestone belongs where it stands, whatever its number says.
 */
export function codesFor(drafts: readonly Draft[], arealess: string): Codes {
  const byArea = new Map<string, Group>();
  const byObjective = new Map<string, Group>();
  const keys = drafts.map(({ area, objective, ref }) => {
    const title = area || arealess;
    const areaKey = sameWords(title);
    const key = `${areaKey}\n${sameWords(objective)}`;
    joined(byArea, areaKey, { area: areaKey, title, refs: [] }).refs.push(ref);
    joined(byObjective, key, { area: areaKey, title: objective || title, refs: [] }).refs.push(ref);
    return key;
  });
  const areaCodes = codesOfAreas(byArea);
  const objectives = codesOfObjectives(byObjective, areaCodes, drafts);
  return {
    areas: [...byArea].map(([key, { title }]) => ({ code: areaCodes.get(key) ?? '', title })),
    objectives: [...objectives.values()],
    objectiveOf: keys.flatMap((key) => objectives.get(key) ?? []),
  };
}

function joined(groups: Map<string, Group>, key: string, fresh: Group): Group {
  const group = groups.get(key) ?? fresh;
  groups.set(key, group);
  return group;
}

/** What stands before the last number of a ref: "PMQA 2" of "PMQA 2.3"; empty when there is only one number. */
export function stemOf(ref: string): string {
  return /^(.*\d)\.\d+[a-z]?$/i.exec(ref)?.[1] ?? '';
}

/** The letters before the first number of a ref: "CiN/CP" of "CiN/CP 1.1". */
function lettersOf(ref: string): string {
  return /^(\p{L}[\p{L}/&-]{0,11}) ?\d/u.exec(ref)?.[1] ?? '';
}

/* ---- Areas ---- */

function codesOfAreas(groups: ReadonlyMap<string, Group>): Map<string, string> {
  const taken = new Map<string, number>();
  return new Map(
    [...groups].map(([key, { title, refs }]) => [
      key,
      unused(bracketed(title) ?? sharedLetters(refs) ?? initials(title), taken),
    ]),
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
  return letters.join('').toUpperCase() || 'A';
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
  areaCodes: ReadonlyMap<string, string>,
  drafts: readonly Draft[],
): Map<string, PrintedObjective> {
  const known = new Set(drafts.flatMap(({ ref }) => [stemOf(ref), lettersOf(ref)]).filter((part) => part !== ''));
  const taken = new Set<string>();
  const printed = new Map([...groups].map(([key, group]) => [key, printedCode(group, known, taken)]));
  const placeIn = new Map<string, number>();
  return new Map(
    [...groups].map(([key, { area, title }]) => {
      const place = (placeIn.get(area) ?? 0) + 1;
      placeIn.set(area, place);
      const areaCode = areaCodes.get(area) ?? '';
      const code = printed.get(key) ?? numbered(areaCode, place, taken);
      return [key, { code, area: areaCode, title }];
    }),
  );
}

/** "COM 3" before the title, if the refs speak of it too; else what most refs under it begin with. */
function printedCode({ title, refs }: Group, known: ReadonlySet<string>, taken: Set<string>): string | undefined {
  const before = codeBefore(title);
  const confirmed = before !== undefined && (known.has(before) || known.has(lettersOf(before)));
  const code = confirmed ? before : mostCommon(refs.map(stemOf).filter((stem) => stem !== ''));
  if (code === undefined || taken.has(code.toLowerCase())) return undefined;
  taken.add(code.toLowerCase());
  return code;
}

/** The code printed before an objective's title, if it has the form of one. */
export function codeBefore(title: string): string | undefined {
  return /^((?:\p{L}[\p{L}/&-]{0,11} ?)?\d{1,3}(?:\.\d{1,3})*)(?=[\s.:)–-])/u.exec(title)?.[1];
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
