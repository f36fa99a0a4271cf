/** What admins' cards about people show. */
import type { PeopleView, PersonCardView, PersonLine } from '../domain/admin-people-views.js';
import { isLedBy } from '../domain/leaving.js';
import { comparable, linkProposals } from '../domain/link-proposals.js';
import { absenceOf, present } from '../domain/people.js';
import { isOverdue, type OfficerId } from '../domain/plan.js';
import { readDirectory, type Directory } from './directory.js';
import { idsOf } from './erase.js';
import { readablePlans } from './everything.js';
import type { Officer, PlanContents, Ports } from './ports.js';
import { rolesOf, type RoleHeld } from './roles.js';
import { todayOf } from './today.js';

/** So many people a page has. */
const PAGE = 12;
/** So many of what somebody leads are named. */
const LED = 6;
/** What every line is made of. */
export interface Known extends Directory {
  readonly plans: readonly PlanContents[];
  readonly held: readonly RoleHeld[];
}

export async function known(ports: Ports): Promise<Known> {
  const directory = await readDirectory(ports.people);
  return { ...directory, plans: await readablePlans(ports), held: (await rolesOf(ports)).roles };
}

/** Everybody whose name or standing has some words in it; by name. */
export async function peopleView(ports: Ports, find: string, from: number): Promise<PeopleView> {
  const all = await known(ports);
  const today = todayOf(ports);
  const everybody = [...new Set(all.officers.values())].filter(({ erased }) => !erased);
  const lines = everybody.map((officer) => ({ officer, line: lineOf(all, officer, today) }));
  const found = lines
    .filter(({ officer, line }) => isMeant(officer, line, find))
    .sort((a, b) => a.line.name.localeCompare(b.line.name));
  const start = from >= found.length ? 0 : from;
  return {
    find,
    rows: found.slice(start, start + PAGE).map(({ line }) => line),
    from: start,
    total: found.length,
    page: PAGE,
    proposals: linkProposals(everybody).length,
    notLinked: lines.filter(({ line }) => line.standing === 'not-linked').length,
  };
}

const STANDINGS: Readonly<Record<string, readonly PersonLine['standing'][]>> = {
  'not linked': ['not-linked'],
  unlinked: ['not-linked'],
  linked: ['reachable', 'not-met', 'unreachable', 'away'],
  away: ['away'],
  left: ['left'],
  external: ['external'],
  outside: ['external', 'left'],
  unreachable: ['unreachable'],
  group: ['group'],
  groups: ['group'],
  met: ['met'],
};

function isMeant({ name, aliases }: Officer, { standing }: PersonLine, find: string): boolean {
  const wanted = find.trim().toLowerCase();
  if (wanted === '') return standing !== 'met';
  if (Object.hasOwn(STANDINGS, wanted)) return STANDINGS[wanted]?.includes(standing) === true;
  return [name, ...aliases].some((one) => comparable(one).includes(comparable(find)));
}

function lineOf({ officers, plans, held }: Known, officer: Officer, today: ReturnType<typeof todayOf>): PersonLine {
  const ids = idsOf(officer);
  const led = plans.flatMap(({ milestones }) => milestones).filter(({ milestone }) => isLedBy(milestone, ids));
  const own = held.filter(({ officerId, role }) => officerId === officer.id && role !== 'supporter');
  return {
    id: officer.id,
    name: officer.name,
    standing: standingOf(
      officers,
      officer,
      today,
      own.some(({ where }) => where !== null),
    ),
    awayUntil: absenceOf(officers, officer.id, today) === 'away' ? officer.awayUntil : null,
    leads: led.length,
    overdue: led.filter(({ milestone }) => isOverdue(milestone, today)).length,
    roles: own.map(roleWords),
  };
}

/** "head of service of Early help". */
export function roleWords({ role, where }: RoleHeld): string {
  return where === null ? role : `${role} of ${where}`;
}

function standingOf(
  officers: Directory['officers'],
  officer: Officer,
  today: ReturnType<typeof todayOf>,
  accountable: boolean,
): PersonLine['standing'] {
  const { id, group, outside, entraId, unreachable, met, chat } = officer;
  if (group !== null) return 'group';
  if (outside !== null) return outside;
  if (entraId === null) return 'not-linked';
  if (unreachable !== null) return 'unreachable';
  if (absenceOf(officers, id, today) === 'away') return 'away';
  if (met && !accountable) return 'met';
  return chat === null ? 'not-met' : 'reachable';
}

/** One person whole; `notes`: what was just done. Null for somebody who is not there, or was erased. */
export async function personCardView(
  ports: Ports,
  id: OfficerId,
  notes: readonly string[] = [],
): Promise<PersonCardView | null> {
  const all = await known(ports);
  const officer = all.officers.get(id);
  if (officer === undefined || officer.erased) return null;
  const today = todayOf(ports);
  const { nameOf, officers } = all;
  const ids = idsOf(officer);
  const others = [...new Set(officers.values())].filter((one) => one.id !== officer.id && !one.erased);
  const names = (some: readonly OfficerId[]): string[] => present(officers, some).map(nameOf);
  const called = (some: readonly Officer[]): string[] => some.map(({ name }) => name);
  const { aliases, deputy, team, email, supporters, group } = officer;
  return {
    line: lineOf(all, officer, today),
    otherNames: aliases,
    deputy: deputy === null ? null : nameOf(deputy),
    team: team ?? null,
    email: email ?? null,
    leads: ledRows(all, ids, today),
    deputyFor: called(others.filter((one) => one.deputy !== null && ids.includes(one.deputy))),
    supporters: names(supporters),
    supporterFor: called(others.filter((one) => one.supporters.some((each) => ids.includes(each)))),
    groups: called(others.filter((one) => one.group?.members.some((each) => ids.includes(each)))),
    group: group === null ? null : { rule: group.rule, members: names(group.members) },
    proposals: linkProposals([officer, ...others]).find((one) => one.officer.id === officer.id)?.people.length ?? 0,
    notes,
  };
}

function ledRows(
  { plans }: Known,
  ids: readonly OfficerId[],
  today: ReturnType<typeof todayOf>,
): PersonCardView['leads'] {
  const rows = plans.flatMap(({ plan, milestones }) =>
    milestones
      .filter(({ milestone }) => isLedBy(milestone, ids))
      .map(({ milestone }) => {
        const { ref, text } = milestone;
        return { ref, text, plan: plan.title, overdue: isOverdue(milestone, today) };
      }),
  );
  return [...rows.filter((one) => one.overdue), ...rows.filter((one) => !one.overdue)].slice(0, LED);
}
