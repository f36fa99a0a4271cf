import type { CivilDate } from '../domain/dates.js';
import type { PrintedLead } from '../domain/read-plan.js';
import type { WarningCode } from '../domain/plan-warnings.js';
import { besideKnown } from './plan-lead-beside.js';
import { piecesOf } from './plan-lead-pieces.js';
import { isLikeName, knownNames, namesApart, wordsIn, type KnownNames } from './plan-names.js';
import { isGroup, isNobody, isRole } from './plan-roles.js';
import { listed, oneLine, quoted } from './words.js';

/** A doubt about one cell, before it is known which row it stands in. */
export interface CellDoubt {
  readonly code: WarningCode;
  readonly message: string;
  /** As in `PlanWarning`. */
  readonly other?: CivilDate | undefined;
}

export interface LeadsReading {
  readonly leads: readonly PrintedLead[];
  readonly doubts: readonly CellDoubt[];
}

const LONGEST_NAME = 120;
const NOBODY_KNOWN = knownNames([]);

/** The lead officers in a cell: as printed, one by one, never a person called "tbc". */
export function readLeads(cell: string, known: KnownNames = NOBODY_KNOWN): LeadsReading {
  const pieces = piecesOf(cell, known).map((piece) => apart(piece, known));
  const leads = withoutRepeats(pieces.flatMap(({ parts }) => parts).map(oneLead));
  const named = leads.filter(isSomebody);
  const unnamed = leads.filter((lead) => !isSomebody(lead));
  const doubts = [...pieces.flatMap((piece) => piece.doubts), ...singleWords(named, known), ...datesBeside(named)];
  return { leads: named, doubts: [...absent(cell, named, unnamed), ...groups(named), ...doubts] };
}

/** Names that stand in a cell beyond doubt: alone, or with a sign on either side. */
export function clearNamesIn(cell: string): string[] {
  return piecesOf(cell, NOBODY_KNOWN)
    .map((piece) => oneLead(piece).name)
    .filter((name) => isLikeName(name) && !isRole(name) && !hasLetters(name));
}

/** "WSCB Dawn Williams": letters of a board or team, which are no part of the name. "Dawn WILLIAMS" has none. */
function hasLetters(name: string): boolean {
  const words = wordsIn(name).map(({ text }) => text);
  const letters = words.filter((word) => /^\p{Lu}{3,}$/u.test(word));
  return words.length > 2 && letters.length > 0 && letters.length < words.length;
}

interface Apart {
  readonly parts: readonly string[];
  readonly doubts: readonly CellDoubt[];
}

/** One piece may still hold several people, joined by "and" or a bare slash, or with no sign between them at all. */
function apart(piece: string, known: KnownNames): Apart {
  const one = { parts: [piece], doubts: [] };
  if (known.has(piece)) return one;
  const turned = /^([^\s,]+), ([^\s,]+)$/.exec(piece);
  if (turned !== null) return surnameFirst(piece, `${turned[2] ?? ''} ${turned[1] ?? ''}`, known);
  const beside = withPost(piece, known);
  if (beside !== null) return beside;
  if (isNobody(piece)) return one;
  const sides = sidesOf(piece, known);
  const posts = sides.map((side) => (sides.length > 1 ? withPost(side, known) : null));
  const runs = sides.map((side, at) => {
    const found = posts[at];
    return found ? { parts: found.parts, assumed: false } : inARun(side, known);
  });
  if (runs.some((run) => run === null)) return { ...one, doubts: [cannotTell(piece)] };
  const parts = runs.flatMap((run) => run?.parts ?? []);
  const isSure = (side: string, at: number): boolean =>
    Boolean(posts[at]) || isRole(side) || known.has(oneLead(side).name);
  const assumed = runs.some((run) => run?.assumed === true) || (sides.length > 1 && !sides.every(isSure));
  const doubts = posts.flatMap((found) => found?.doubts ?? []);
  return { parts, doubts: assumed && parts.length > 1 ? [taken(piece, parts), ...doubts] : doubts };
}

/** The sides of "and" and of bare slashes where each is a person, or some are and the others posts or groups. */
function sidesOf(piece: string, known: KnownNames): readonly string[] {
  const bits = piece.split(/(\s+and\s+|(?<=\p{L})\/(?=\p{L}))/iu);
  const sides: { text: string; readonly person: boolean }[] = [];
  for (let at = 0; at < bits.length; at += 2) {
    const text = bits[at] ?? '';
    const person = isPerson(oneLine(text), known);
    const above = sides.at(-1);
    // "Head of Strategy and Commissioning" is one post.
    if (above !== undefined && !above.person && !person) above.text += `${bits[at - 1] ?? ''}${text}`;
    else sides.push({ text, person });
  }
  const fits = sides.every(({ text, person }) => person || isRole(text) || isNobody(oneLine(text)));
  return fits && sides.some(({ person }) => person) ? sides.map(({ text }) => oneLine(text)) : [piece];
}

/** Somebody known beside a post or letters: that person, and what stands beside is kept with them. */
function withPost(piece: string, known: KnownNames): Apart | null {
  const found = besideKnown(piece, known);
  if (found === null) return null;
  const { parts, names, beside } = found;
  if (beside.length === 0) return { parts, doubts: parts.length > 1 ? [taken(piece, parts)] : [] };
  const message = `${quoted(piece)} was taken as ${listed(names)}, with ${listed(beside)} beside the name. Put a semicolon between them if they are leads of their own.`;
  return { parts, doubts: [{ code: 'leads-run-together', message }] };
}

function surnameFirst(piece: string, name: string, known: KnownNames): Apart {
  if (known.has(name)) return { parts: [name], doubts: [] };
  const message = `${quoted(piece)} may be ${quoted(name)}, or two people. It is kept as one lead under that name; write the first name first, or put a semicolon between two people.`;
  return { parts: [piece], doubts: [{ code: 'leads-run-together', message }] };
}

function isPerson(side: string, known: KnownNames): boolean {
  const { name } = oneLead(side);
  return (
    known.has(name) ||
    besideKnown(side, known) !== null ||
    (isLikeName(name) && !isRole(name)) ||
    (wordsIn(name).length > 3 && !isRole(name) && namesApart(name, known) !== null)
  );
}

/** Null when it is a run of names that cannot be told apart. What stands in brackets goes with the name before it. */
function inARun(
  piece: string,
  known: KnownNames,
): { readonly parts: readonly string[]; readonly assumed: boolean } | null {
  const bits = piece.split(/(?<=\))\s*(?=[^\s(])/).filter((bit) => bit !== '');
  const found = bits.map((bit) => {
    const { name } = oneLead(bit);
    const tag = Array.from(bit.matchAll(/\s*\([^()]*\)/g), ([printed]) => printed).join('');
    if (known.has(name) || isRole(name) || wordsIn(name).length < 3) return { parts: [bit], assumed: false };
    const names = namesApart(name, known);
    if (names === null) return areAllNames(name) ? null : { parts: [bit], assumed: false };
    return { parts: [...names.names.slice(0, -1), `${names.names.at(-1) ?? ''}${tag}`], assumed: names.assumed };
  });
  if (found.some((one) => one === null)) return null;
  return { parts: found.flatMap((one) => one?.parts ?? []), assumed: found.some((one) => one?.assumed === true) };
}

function areAllNames(text: string): boolean {
  const words = wordsIn(text).map((word) => word.text);
  return words.length > 4 && words.every((word) => isLikeName(`${word} ${word}`));
}

function taken(piece: string, parts: readonly string[]): CellDoubt {
  const what = `${quoted(piece)} was taken as ${String(parts.length)} people, ${listed(parts)}.`;
  return { code: 'leads-run-together', message: `${what} Put a semicolon between the names if that is wrong.` };
}

function cannotTell(piece: string): CellDoubt {
  const message = `${quoted(piece)} is more than one name, and where one ends cannot be told. It is kept as one lead; put a semicolon between the names.`;
  return { code: 'leads-run-together', message };
}

/** "Alison Hinds (CFUG)": the name, and what stands beside it in brackets. */
function oneLead(printed: string): PrintedLead {
  const tags = Array.from(printed.matchAll(/\(([^()]*)\)/g), ([, tag = '']) => oneLine(tag)).filter(
    (tag) => tag !== '',
  );
  const name = oneLine(printed.replace(/\([^()]*\)/g, ' '));
  const kept = tags.join(', ');
  if (name === '') return { name: kept, tag: null };
  return { name, tag: kept === '' ? null : kept };
}

function withoutRepeats(leads: readonly PrintedLead[]): PrintedLead[] {
  const names = leads.map(({ name }) => name.toLowerCase());
  return leads.filter((_, at) => names.indexOf(names[at] ?? '') === at);
}

function isSomebody({ name, tag }: PrintedLead): boolean {
  return /\p{L}/u.test(name) && name.length <= LONGEST_NAME && !isNobody(name) && !isNobody(tag ?? '');
}

function absent(cell: string, named: readonly PrintedLead[], unnamed: readonly PrintedLead[]): CellDoubt[] {
  const names = listed(unnamed.map(({ name }) => name));
  if (named.length > 0) {
    if (unnamed.length === 0) return [];
    const others = listed(named.map(({ name }) => name));
    return [
      { code: 'lead-to-be-named', message: `${names} is not a person. Only ${others} will be asked; name the other.` },
    ];
  }
  const found = cell === '' ? 'No lead officer is named.' : `${quoted(cell)} names no lead officer.`;
  return [{ code: 'no-lead', message: `${found} Whoever heads the area will be asked; name a lead officer.` }];
}

function groups(named: readonly PrintedLead[]): CellDoubt[] {
  const found = named.filter(({ name }) => isGroup(name)).map(({ name }) => name);
  if (found.length === 0) return [];
  const several = found.length > 1;
  const what = `${listed(found)} ${several ? 'are groups' : 'is a group'}, not ${several ? 'persons' : 'a person'}.`;
  const how = several
    ? `They are kept as leads under those names; name the people of each with: officers group ${quoted(found[0] ?? '')} --members "A; B".`
    : `It is kept as a lead under that name; name its people with: officers group ${quoted(found[0] ?? '')} --members "A; B".`;
  return [{ code: 'group-lead', message: `${what} ${how}` }];
}

/** "Louise", "DW": kept, for want of anything better. */
function singleWords(named: readonly PrintedLead[], known: KnownNames): CellDoubt[] {
  const found = named
    .map(({ name }) => name)
    .filter((name) => wordsIn(name).length < 2 && !known.has(name) && !isRole(name));
  if (found.length === 0) return [];
  const what =
    found.length === 1 ? 'is one word, and nobody is known by it' : 'are single words, and nobody is known by them';
  const message = `${listed(found)} ${what}. Kept as printed; write the first name and the surname.`;
  return [{ code: 'lead-to-be-named', message }];
}

/** "Dawn Williams (from 26 October 2018)": a date that is nobody's due date. */
function datesBeside(named: readonly PrintedLead[]): CellDoubt[] {
  return named.flatMap(({ name, tag }): CellDoubt[] => {
    if (tag === null || !/\b(?:19|20|21)\d\d\b/.test(tag)) return [];
    const message = `${quoted(tag)} was kept beside ${quoted(name)}, and no due date was taken from it. Write it without the brackets if it is one.`;
    return [{ code: 'several-dates', message }];
  });
}
