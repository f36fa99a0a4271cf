import { isGroupName } from './group-name.js';
import { asked, choice, namedOf, rowOf, said, withRow, type Doubt, type Way, type Wrong } from './plan-decide-ways.js';
import type { PlanFile, PrintedLead } from './read-plan.js';
import { oneLine, shortened } from './quoted.js';

const LONGEST_NAME = 120;
const OTHERS = choice('names', 'Other leads', 'names');

/** Nobody is named, or one of several is not. */
export const noLead: Way = {
  ask(doubt, file) {
    const row = rowOf(file, doubt.ref);
    if (row === undefined) return null;
    const leads = namesOf(row.leads);
    const what = doubt.cell.trim() === '' ? 'no lead is named' : `${said(doubt.cell)} does not name every lead`;
    const assumed =
      leads === ''
        ? 'Whoever heads the area is asked until a lead is named'
        : `Those who are named are asked: ${leads}`;
    return asked('lead', `${namedOf(doubt)}: ${what}; who leads it?`, assumed, [
      choice('leave', 'Leave it as it is'),
      { ...OTHERS, label: 'Name the leads' },
    ]);
  },
  follow: (doubt, _, typed, file) => withNames(doubt, typed, file),
};

/** A group beside named people, or alone. */
export const groupLead: Way = {
  ask(doubt, file) {
    const row = rowOf(file, doubt.ref);
    if (row === undefined) return null;
    const named = row.leads.filter(({ name }) => !isGroupName(name));
    const only = named.length === 0 ? [] : [choice('named', `Only ${namesOf(named)}`)];
    const question = `${namedOf(doubt)}: ${said(doubt.cell)} names a group; who is asked?`;
    return asked('group', question, 'The group is kept as a lead under its name', [
      choice('group', 'Keep the group as a lead'),
      ...only,
      OTHERS,
    ]);
  },
  follow(doubt, chosen, typed, file) {
    if (chosen !== 'named') return withNames(doubt, typed, file);
    return withLeads(doubt, file, (leads) => leads.filter(({ name }) => !isGroupName(name)));
  },
};

/** H11: several people without a sign between them. */
export const leadsTogether: Way = {
  ask(doubt, file) {
    const row = rowOf(file, doubt.ref);
    if (row === undefined) return null;
    const taken = namesOf(row.leads);
    const question = `${namedOf(doubt)}: where does one name end and the next begin in ${said(doubt.cell)}?`;
    return asked('leads', question, `It was read as ${taken}`, [
      choice('as-split', `As read: ${shortened(taken, 120)}`),
      { ...OTHERS, label: 'Divided otherwise' },
    ]);
  },
  follow: (doubt, _, typed, file) => withNames(doubt, typed, file),
};

function withNames(doubt: Doubt, typed: string, file: PlanFile): PlanFile | Wrong {
  const names = typed
    .split(/[;\n]/)
    .map(oneLine)
    .filter((name) => name !== '');
  const long = names.find((name) => name.length > LONGEST_NAME);
  if (names.length === 0) return { wrong: 'no name is given. Write the names with a semicolon between them.' };
  if (long !== undefined) return { wrong: `${said(long)} is too long to be a name.` };
  const different = names.filter((name, at) => names.findIndex((one) => isSame(one, name)) === at);
  return withLeads(doubt, file, (before) =>
    different.map((name) => before.find((lead) => isSame(lead.name, name)) ?? { name, tag: null }),
  );
}

function withLeads(doubt: Doubt, file: PlanFile, change: (leads: readonly PrintedLead[]) => readonly PrintedLead[]) {
  return withRow(file, doubt, ['leads'], ({ leads }) => ({ leads: change(leads) }));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function namesOf(leads: readonly PrintedLead[]): string {
  return leads.map(({ name }) => name).join('; ');
}
