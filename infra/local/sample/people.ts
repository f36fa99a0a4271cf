import { toCsv } from '../../../bot/documents/csv.js';

/** Somebody of the sample plan whom the Agents Playground can speak as. All of them are invented. */
export interface SamplePerson {
  readonly name: string;
  readonly entraId: string;
  /** The id of the user in the Playground, of the form Teams uses. */
  readonly teamsId: string;
  readonly role: '' | 'admin' | 'leader';
  readonly aliases: readonly string[];
}

/** The five users of the Playground; the first is the one whom its page speaks as. */
export const samplePeople: readonly SamplePerson[] = [
  {
    name: 'Rowan Adeyemi',
    entraId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f01',
    teamsId: '29:1rowan-adeyemi-bracken-vale',
    // Whoever tries it asks under a summary, too.
    role: 'leader',
    aliases: ['R. Adeyemi'],
  },
  {
    name: 'Katarzyna Wolny',
    entraId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f02',
    teamsId: '29:1katarzyna-wolny-bracken-vale',
    role: '',
    aliases: ['Kasia Wolny'],
  },
  {
    name: 'Arjun Thakkar',
    entraId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f03',
    teamsId: '29:1arjun-thakkar-bracken-vale',
    role: 'leader',
    aliases: [],
  },
  {
    name: 'Siobhan Kettleborough',
    entraId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f04',
    teamsId: '29:1siobhan-kettleborough-bracken-vale',
    role: 'admin',
    aliases: ['Siobhán Kettleborough'],
  },
  {
    name: 'Delroy Fontaine',
    entraId: '6f1d2a40-3b7c-4e15-9a52-0c8e7d4b1f05',
    teamsId: '29:1delroy-fontaine-bracken-vale',
    role: '',
    aliases: ['D Fontaine'],
  },
];

/** The director, accountable for the whole sample plan. */
export const samplePlanOwner = 'Arjun Thakkar';

/** The group that leads one of its milestones: each of its members has to answer. */
export const sampleGroup = {
  name: 'All Team Managers',
  members: ['Delroy Fontaine', 'Siobhan Kettleborough'],
} as const;

/** Who is head of service of which area of the sample plan. */
export const sampleHeads: readonly { readonly area: string; readonly to: string }[] = [
  { area: 'FD', to: 'Katarzyna Wolny' },
  { area: 'EH', to: 'Katarzyna Wolny' },
  { area: 'CiN/CP', to: 'Delroy Fontaine' },
  { area: 'CL', to: 'Delroy Fontaine' },
  { area: 'WF', to: 'Siobhan Kettleborough' },
  { area: 'SEND', to: 'Siobhan Kettleborough' },
];

/** Who tries it decides, too: as second head of service of an area in which they lead nothing. */
export const sampleSecondHead = { area: 'CL', to: 'Rowan Adeyemi' } as const;

/** What waits for that decision: a later date, so many working days from the last one. */
export const sampleProposal = {
  ref: 'CL 2.3',
  by: 'Callista Moreau',
  days: 32,
  reason: 'The forum next meets in the new year',
} as const;

/** The five as a file for `officers import`. The plan's other leads are not linked to anybody yet. */
export const sampleOfficers: string = toCsv([
  ['Name', 'Entra id', 'Role', 'Aliases'],
  ...samplePeople.map(({ name, entraId, role, aliases }) => [name, entraId, role, aliases.join('; ')]),
]);
