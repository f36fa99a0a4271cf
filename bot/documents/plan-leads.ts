import type { PrintedLead, WarningCode } from '../domain/read-plan.js';
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

/** Between two leads, unless within brackets. "and" alone separates nothing: departments have it in their names. */
const BETWEEN = /(?:[;\n,]|\s[/&]\s|\sand\s+(?=all\s))(?![^()]*\))/i;
const NOBODY =
  /^(?:(?:lead |officer )?t\.?b\.?[acd]\.?|(?:lead |officer )?to be (?:confirmed|agreed|appointed|advised|determined|named|recruited)|vacan(?:t|cy)(?: post)?|none|n\/?a|nobody|no lead|unknown|not known|unassigned|not assigned|[-–—?.]+)$/i;
const SEVERAL =
  /^all\b|\b(?:heads|managers|officers|leads|leaders|directors|workers|practitioners|champions|chairs|co-?ordinators|partners|staff)\b/i;
const COLLECTIVE = /\b(?:team|teams|group|board|forum|panel|partnership|committee|services?)$/i;
const ONE_ROLE = /\b(?:head|manager|officer|lead|leader|director|worker|champion|chair|co-?ordinator|principal)\b/i;

/** The lead officers in a cell: as printed, one by one, never a person called "tbc". */
export function readLeads(cell: string): LeadsReading {
  const printed = cell
    .split(BETWEEN)
    .map(oneLine)
    .filter((part) => part !== '');
  const leads = withoutRepeats(printed.map(oneLead));
  const named = leads.filter(isSomebody);
  const unnamed = leads.filter((lead) => !isSomebody(lead));
  return { leads: named, doubts: [...absent(cell, named, unnamed), ...groups(named), ...joined(named)] };
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

/** "Heads of Service", "MASH Team"; not "Head of Children's Services", who is one person. */
function isGroup(name: string): boolean {
  return SEVERAL.test(name) || (COLLECTIVE.test(name) && !ONE_ROLE.test(name));
}

function isSomebody({ name, tag }: PrintedLead): boolean {
  return /\p{L}/u.test(name) && name.length <= LONGEST_NAME && !NOBODY.test(name) && !NOBODY.test(tag ?? '');
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

/** "Dawn Williams and Mandy Lee" may be two people, "Strategy and Commissioning" is not: a person decides. */
function joined(named: readonly PrintedLead[]): CellDoubt[] {
  return named
    .filter(({ name }) => /\p{Lu}\S+ \p{Lu}\S+ and \p{Lu}\S+ \p{Lu}\S+/u.test(name) && !isGroup(name))
    .map(({ name }) => ({
      code: 'group-lead',
      message: `${quoted(name)} may be two people. It is kept as one lead; put a semicolon between two names.`,
    }));
}
