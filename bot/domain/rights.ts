/**
 * Who may do what: the one table (RULES 5). What somebody is to a milestone is worked out in `standing.ts`; everything that
 * allows or refuses an act asks `mayDo`, and README.md prints the table.
 */

/** What somebody may be to a milestone or its plan, in the order of the table's columns. */
export const STANDINGS = ['lead', 'head', 'owner', 'leader', 'admin'] as const;
export type Standing = (typeof STANDINGS)[number] | 'none';

/** How an admin acts who may only act for others: what they have to say with it. */
export type Named = 'on-behalf' | 'elsewhere' | 'meeting';

/** What is known of somebody who wants to do something. */
export interface Who {
  /** Everything that they are to it. */
  readonly standings: readonly Standing[];
  /** They lead it, proposed what waits, or entered that for who did: nobody approves their own. */
  readonly own?: boolean;
  readonly named?: Named | undefined;
}

/** What a cell says, and whether that allows an act. */
const CELLS = {
  '-': () => false,
  /** Who leads it; a deputy while they are asked in a lead's place. */
  own: () => true,
  /** To lead it bars, and to lead something else gives nothing. */
  'not own': () => false,
  area: () => true,
  /** Of rows that bar their own: who leads it is told so in words. */
  'area, unless a lead of it': () => true,
  plan: () => true,
  yes: () => true,
  'on behalf, named': (who) => who.named === 'on-behalf',
  'records a decision taken elsewhere: who, where, when': (who) => who.named === 'elsewhere',
  'for a meeting, named': (who) => who.named === 'meeting',
  policy: (_who, act) => act === 'policy',
} as const satisfies Readonly<Record<string, (who: Who, act: string) => boolean>>;

interface Row {
  /** The acts of the row, with their words. */
  readonly acts: Readonly<Record<string, string>>;
  /** Nobody does it about their own, whatever else they are. */
  readonly notOwn?: true;
  /** In the order of `STANDINGS`. */
  readonly cells: readonly [Cell, Cell, Cell, Cell, Cell];
}
type Cell = keyof typeof CELLS;

const ROWS = [
  {
    acts: { update: 'update', forecast: 'forecast', propose: 'propose a date or a closure', 'hand-over': 'hand over' },
    cells: ['own', 'area', 'plan', '-', 'on behalf, named'],
  },
  {
    acts: {
      'approve-date': 'approve a date',
      'approve-end': 'withdrawal, supersession, business as usual, carrying over',
      'approve-not-achieved': 'outcome not achieved',
      'approve-handover': 'handover',
    },
    notOwn: true,
    cells: ['-', 'area, unless a lead of it', 'plan', '-', 'records a decision taken elsewhere: who, where, when'],
  },
  {
    acts: { 'confirm-evidence': 'confirm evidence' },
    notOwn: true,
    cells: ['not own', 'area, unless a lead of it', 'plan', '-', '-'],
  },
  { acts: { 'sign-off': 'sign off an area' }, cells: ['-', 'area', 'plan', '-', '-'] },
  { acts: { release: 'release a rollup', 'rate-plan': 'set the overall rating' }, cells: ['-', '-', 'plan', '-', '-'] },
  { acts: { ask: 'ask about a milestone' }, cells: ['-', 'yes', 'yes', 'yes', 'for a meeting, named'] },
  {
    acts: { 'clear-held': 'clear words that were held' },
    notOwn: true,
    cells: ['-', 'area', 'plan', '-', 'yes'],
  },
  { acts: { mark: 'mark who may read a milestone' }, cells: ['-', 'area', 'plan', '-', 'yes'] },
  { acts: { pause: 'pause a milestone' }, cells: ['-', 'area', 'plan', '-', 'yes'] },
  { acts: { word: 'clear wording for the public' }, cells: ['-', '-', 'plan', '-', 'yes'] },
  { acts: { measure: 'enter a measure' }, cells: ['own', 'area', 'plan', '-', 'yes'] },
  { acts: { see: 'see history and drill down' }, cells: ['own', 'area', 'plan', 'plan', 'plan'] },
  {
    acts: {
      import: 'import',
      schedules: 'schedules',
      people: 'people',
      policy: 'policy',
      channels: 'channels',
      attention: 'attention',
    },
    cells: ['-', '-', 'policy', '-', 'yes'],
  },
] as const satisfies readonly Row[];

type KeysOf<T> = T extends unknown ? keyof T : never;
/** What somebody may want to do. */
export type Act = KeysOf<(typeof ROWS)[number]['acts']>;

/** Whether one of the things that somebody is lets them do it. */
export function mayDo(act: Act, who: Who): boolean {
  const row: Row | undefined = ROWS.find(({ acts }) => act in acts);
  if (row?.notOwn === true && who.own === true) return false;
  return STANDINGS.some((standing, at) => {
    const cell = row?.cells[at];
    return cell !== undefined && who.standings.includes(standing) && CELLS[cell](who, act);
  });
}

/** Leads, the head of service of the area and the plan owner may update; an admin only on behalf, named. */
export function mayUpdate(standing: Standing): boolean {
  return mayDo('update', { standings: [standing] });
}

/** Whether an act that belongs to no milestone is theirs: those of the table that only an admin has. */
export function mayRun(act: Act, { admin }: { readonly admin: boolean }): boolean {
  return mayDo(act, { standings: admin ? ['admin'] : [] });
}

/** The table as rows of words, its heading first: for README.md. */
export function rightsInWords(): readonly (readonly string[])[] {
  const heading = ['act', 'lead, co-lead, deputy', 'head of service of the area', 'plan owner', 'leader', 'admin'];
  return [heading, ...ROWS.map(({ acts, cells }) => [Object.values(acts).join(', '), ...cells])];
}
