import type { ChangedHeading } from './plan-difference.js';
import type { Match } from './plan-matching.js';
import type { Area, Objective, Ref } from './plan.js';
import { freeRef } from './plan-decide-refs.js';
import { renamedAll } from './plan-renamed.js';
import { oneLine } from './quoted.js';
import type { PlanFile, PlanRow } from './read-plan.js';
import { plainRef } from './refs.js';

/** What a plan has of areas and objectives. */
export interface Headings {
  readonly areas: readonly Area[];
  readonly objectives: readonly Objective[];
}

/** A later file in the codes and refs of the plan: what it is known by stays, and what is new takes no old ref. */
interface InPlansWords {
  readonly file: PlanFile;
  /** The ref of each row as the file has it, by its ref in the plan. */
  readonly fileRefs: ReadonlyMap<Ref, Ref>;
  readonly headings: readonly ChangedHeading[];
}

/**
 * Areas and objectives are known by their titles; one whose title is not in the plan is a retitled one where most of its
 * rows stood there, else it is new.
 */
export function inPlansWords(
  { areas, objectives }: Headings,
  file: PlanFile,
  matches: readonly Match[],
  refs: readonly Ref[],
): InPlansWords {
  const matchOf = new Map(matches.map((match) => [match.row, match]));
  const areaOf = mapped(areas, file.areas, (code) =>
    file.rows.filter((row) => row.area === code).map((row) => matchOf.get(row)?.milestone.area),
  );
  const inArea = objectives.map((one) => ({ ...one, group: one.area }));
  const printed = file.objectives.map((one) => ({ ...one, group: areaOf.get(one.area) ?? one.area }));
  const objectiveOf = mapped(inArea, printed, (code) =>
    file.rows.filter((row) => row.objective === code).map((row) => matchOf.get(row)?.milestone.objective),
  );
  const inCodes: PlanFile = {
    ...file,
    areas: file.areas.map((area) => ({ ...area, code: areaOf.get(area.code) ?? area.code })),
    objectives: file.objectives.map((one) => ({
      ...one,
      code: objectiveOf.get(one.code) ?? one.code,
      area: areaOf.get(one.area) ?? one.area,
    })),
    rows: file.rows,
  };
  const placed = (row: PlanRow): Pick<PlanRow, 'area' | 'objective'> => ({
    area: areaOf.get(row.area) ?? row.area,
    objective: objectiveOf.get(row.objective) ?? row.objective,
  });
  const names = newRefs(file, matchOf, placed, refs);
  const fileRefs = new Map([...names].map(([from, to]) => [to, from]));
  return {
    file: renamedAll(inCodes, names, placed),
    fileRefs,
    headings: changedHeadings({ areas, objectives }, inCodes),
  };
}

interface Heading {
  readonly code: string;
  readonly title: string;
  readonly group?: string;
}

/** The code in the plan for each code of a file. */
function mapped(
  known: readonly Heading[],
  printed: readonly Heading[],
  stoodUnder: (code: string) => readonly (string | undefined)[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const left = new Map(known.map((one) => [one.code, one]));
  const taken = new Set(known.map(({ code }) => plainRef(code)));
  const isSame = (a: Heading, b: Heading): boolean => plainTitle(a.title) === plainTitle(b.title);
  const take = (from: string, to: string): void => {
    found.set(from, to);
    left.delete(to);
  };
  for (const inGroup of [true, false]) {
    for (const one of printed.filter(({ code }) => !found.has(code))) {
      const same = [...left.values()].find((other) => isSame(one, other) && (!inGroup || one.group === other.group));
      if (same !== undefined) take(one.code, same.code);
    }
  }
  for (const { code } of printed.filter((one) => !found.has(one.code))) {
    const before = mostCommon(stoodUnder(code));
    if (before !== undefined && left.has(before)) take(code, before);
  }
  for (const { code } of printed.filter((one) => !found.has(one.code))) found.set(code, unused(code, taken));
  return found;
}

/** The code, or with the next number that none has: a code is never used for something else. */
function unused(code: string, taken: Set<string>): string {
  let [free, n] = [code, 1];
  while (taken.has(plainRef(free))) free = `${code}-${String((n += 1))}`;
  taken.add(plainRef(free));
  return free;
}

/** Where more than half of the rows stood that are known. */
function mostCommon(codes: readonly (string | undefined)[]): string | undefined {
  const known = codes.filter((code) => code !== undefined);
  return known.find((code) => known.filter((one) => one === code).length * 2 > known.length);
}

function plainTitle(title: string): string {
  return oneLine(title).toLowerCase();
}

/** The ref in the plan for each ref of a file. What was made here for another row is never used again. */
function newRefs(
  file: PlanFile,
  matchOf: ReadonlyMap<PlanRow, Match>,
  placed: (row: PlanRow) => Pick<PlanRow, 'objective'>,
  refs: readonly Ref[],
): ReadonlyMap<Ref, Ref> {
  const taken = new Set(
    [...refs, ...file.rows.filter(({ refPrinted }) => refPrinted).map(({ ref }) => ref)].map(plainRef),
  );
  const known = new Set(refs.map(plainRef));
  return new Map(
    file.rows.map((row): [Ref, Ref] => {
      const match = matchOf.get(row);
      if (match !== undefined) return [row.ref, match.milestone.ref];
      const { objective } = placed(row);
      const isFree = row.refPrinted ? !known.has(plainRef(row.ref)) : !taken.has(plainRef(row.ref));
      if (isFree && (row.refPrinted || objective === row.objective)) {
        taken.add(plainRef(row.ref));
        return [row.ref, row.ref];
      }
      const ref = freeRef(objective, { rows: [] }, [...taken]);
      taken.add(plainRef(ref));
      return [row.ref, ref];
    }),
  );
}

function changedHeadings({ areas, objectives }: Headings, file: PlanFile): readonly ChangedHeading[] {
  const changed = (kind: ChangedHeading['kind'], known: readonly Heading[], printed: readonly Heading[]) =>
    printed.flatMap(({ code, title }): ChangedHeading[] => {
      const before = known.find((one) => one.code === code);
      if (before !== undefined && oneLine(before.title) === oneLine(title)) return [];
      return [{ kind, code, from: before?.title ?? null, to: title }];
    });
  return [...changed('area', areas, file.areas), ...changed('objective', objectives, file.objectives)];
}
