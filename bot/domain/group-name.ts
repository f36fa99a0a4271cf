const SEVERAL =
  /^all\b|\b(?:heads|managers|officers|leads|leaders|directors|workers|practitioners|champions|chairs|co-?ordinators|partners|staff)\b/i;
const COLLECTIVE = /\b(?:team|teams|group|board|forum|panel|partnership|committee|services?)$/i;
const ONE_POST = /\b(?:head|manager|officer|lead|leader|director|worker|champion|chair|co-?ordinator|principal)\b/i;

/** Whether a printed lead is several people: "Heads of Service", "MASH Team"; not "Head of Children's Services". */
export function isGroupName(name: string): boolean {
  return SEVERAL.test(name) || (COLLECTIVE.test(name) && !ONE_POST.test(name));
}

/** A post or a group instead of a name: "Head of Service", "all Senior Social Work Managers". */
export function isPostOrGroup(name: string): boolean {
  return isGroupName(name) || ONE_POST.test(name);
}
