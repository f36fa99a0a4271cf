import type { PrintedLead, WarningCode } from '../domain/read-plan.js';
import { piecesOf } from './plan-lead-pieces.js';
import { isLikeName, knownNames, namesApart, wordsIn, type KnownNames } from './plan-names.js';
import { isGroup, isNobody, isRole } from './plan-roles.js';
import { listed, oneLine, quoted } from './words.js';

/** A doubt about one cell, before it is known which row it stands in. */
export interface CellDoubt {
  readonly code: WarningCode;
  readonly message: string;
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
  const doubts = pieces.flatMap(({ doubt }) => doubt ?? []);
  return { leads: named, doubts: [...absent(cell, named, unnamed), ...groups(named), ...doubts] };
}

/** Names that stand in a cell beyond doubt: alone, or with a sign on either side. */
export function clearNamesIn(cell: string): string[] {
  return piecesOf(cell, NOBODY_KNOWN)
    .map((piece) => oneLead(piece).name)
    .filter((name) => isLikeName(name) && !isRole(name));
}

interface Apart {
  readonly parts: readonly string[];
  readonly doubt: CellDoubt | null;
}

/** One piece may still hold several people, joined by "and" or a bare slash, or with no sign between them at all. */
function apart(piece: string, known: KnownNames): Apart {
  const one = { parts: [piece], doubt: null };
  if (isNobody(piece) || known.has(piece)) return one;
  const turned = /^([^\s,]+), ([^\s,]+)$/.exec(piece);
  if (turned !== null) return surnameFirst(piece, `${turned[2] ?? ''} ${turned[1] ?? ''}`, known);
  const sides = piece.split(/\s+and\s+|(?<=\p{L})\/(?=\p{L})/iu).map(oneLine);
  const joined = sides.length > 1 && sides.every((side) => isPerson(side, known));
  const runs = (joined ? sides : [piece]).map((side) => inARun(side, known));
  if (runs.some((run) => run === null)) return { ...one, doubt: cannotTell(piece) };
  const parts = runs.flatMap((run) => run?.parts ?? []);
  const assumed =
    runs.some((run) => run?.assumed === true) || (joined && !sides.every((side) => known.has(oneLead(side).name)));
  return { parts, doubt: assumed && parts.length > 1 ? taken(piece, parts) : null };
}

function surnameFirst(piece: string, name: string, known: KnownNames): Apart {
  if (known.has(name)) return { parts: [name], doubt: null };
  const message = `${quoted(piece)} may be ${quoted(name)}, or two people. It is kept as one lead under that name; write the first name first, or put a semicolon between two people.`;
  return { parts: [piece], doubt: { code: 'leads-run-together', message } };
}

function isPerson(side: string, known: KnownNames): boolean {
  const { name } = oneLead(side);
  return (
    known.has(name) ||
    (isLikeName(name) && !isRole(name)) ||
    (wordsIn(name).length > 3 && !isRole(name) && namesApart(name, known) !== null)
  );
}

/** Null when it is a run of names that cannot be told apart. What stands in brackets goes with the name before it. */
function inARun(
  piece: string,
  known: KnownNames,
): { readonly parts: readonly string[]; readonly assumed: boolean } | null {
  const bits = piece.split(/(?<=\))\s*/).filter((bit) => bit !== '');
  const found = bits.map((bit) => {
    const { name } = oneLead(bit);
    const tag = /\s*\([^()]*\)/.exec(bit)?.[0] ?? '';
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
  const tag = /\(([^()]*)\)/.exec(printed)?.[1];
  const name = oneLine(printed.replace(/\([^()]*\)/g, ' '));
  const kept = tag === undefined ? '' : oneLine(tag);
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
  const how = `${several ? 'They are' : 'It is'} kept as a lead under that name; link it to somebody, or name the people.`;
  return [{ code: 'group-lead', message: `${what} ${how}` }];
}
