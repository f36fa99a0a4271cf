/** What the forms show on which an admin says something of people. */
import type {
  LeaveView,
  LinksView,
  PeopleTyped,
  PersonFormView,
  RoleFormView,
  RolesView,
} from '../domain/admin-people-views.js';
import { whenInWords } from '../domain/dates.js';
import { present } from '../domain/people.js';
import type { OfficerId } from '../domain/plan.js';
import { readDirectory, type Directory } from './directory.js';
import { allOfficers } from './everything.js';
import { proposedLinks, tellApart } from './link-proposals.js';
import type { MovesOn } from './moves-on.js';
import { known, roleWords } from './people-cards.js';
import type { Officer, Ports } from './ports.js';
import { rolesOf } from './roles.js';

/** So many plans and areas fit in a list to choose from. */
const PLACES = 120;

const UNTYPED: PeopleTyped = { typed: {}, error: null };

/** The matches that wait, of one person or all. */
export async function linksView(
  ports: Ports,
  id: OfficerId | null,
  notes: readonly string[] = [],
  given: PeopleTyped = UNTYPED,
): Promise<LinksView> {
  const officer = id === null ? null : ((await ports.people.officer(id))?.value ?? null);
  const found = (await proposedLinks(ports)).filter((one) => officer === null || one.officer.id === officer.id);
  const now = ports.clock.now();
  return {
    ...given,
    of: officer && { id: officer.id, name: officer.name, linked: officer.entraId !== null },
    proposals: found.map(({ officer: one, leads, people, contested }) => ({
      ...{ id: one.id, name: one.name, leads, several: contested || people.length > 1 },
      people: people.map((person) => ({
        id: person.id,
        told: tellApart(person, (at) => whenInWords(at, { zone: ports.zone, now })),
      })),
    })),
    notes,
  };
}

export async function rolesView(ports: Ports): Promise<RolesView> {
  const { roles, fromSettings, canAct } = await rolesOf(ports);
  return { roles: roles.map(({ officerId, ...one }) => ({ id: officerId, ...one })), fromSettings, canAct };
}

export async function roleFormView(
  ports: Ports,
  officer: Officer,
  notes: readonly string[] = [],
  given: PeopleTyped = UNTYPED,
): Promise<RoleFormView> {
  const all = await known(ports);
  const places = all.plans.flatMap(({ plan, areas }) => [
    { title: plan.title, value: `${plan.id}|` },
    ...areas.map(({ code, title }) => ({ title: `${title} (${plan.title})`, value: `${plan.id}|${code}` })),
  ]);
  const own = all.held.filter(({ officerId }) => officerId === officer.id);
  const now = own.map((one) => (one.role === 'supporter' ? `enters updates ${one.where ?? ''}` : roleWords(one)));
  return { ...given, id: officer.id, name: officer.name, now, places: places.slice(0, PLACES), notes };
}

/** The form of one kind, as it stands now. */
export async function personFormView(
  ports: Ports,
  form: PersonFormView['form'],
  officer: Officer,
  given: Partial<PeopleTyped> & { readonly lines?: readonly string[]; readonly confirms?: number } = {},
): Promise<PersonFormView> {
  const { nameOf, officers } = await readDirectory(ports.people);
  const { id, name, outside, group, aliases } = officer;
  const members = present(officers, group?.members ?? []).map(nameOf);
  const stands: Readonly<Record<PersonFormView['form'], Readonly<Record<string, string>>>> = {
    names: {},
    place: { outside: outside ?? 'internal' },
    group: { members: members.join('\n'), rule: group?.rule ?? 'any' },
  };
  const lines = {
    names: aliases.length === 0 ? [] : [`Already known as ${aliases.join(', ')}.`],
    place: ['What nobody here leads is asked of the head of service of its area.'],
    group: [],
  }[form];
  const { confirms = 0, lines: more = [], typed = stands[form], error = null } = given;
  return {
    typed,
    error,
    form,
    id,
    name,
    isGroup: form === 'group' && group !== null,
    lines: [...lines, ...more],
    confirms,
  };
}

/** What passes on, in sentences. */
export function movesInWords(
  { leads, heads, owns, deputyFor, supporterFor, groups, cards }: MovesOn,
  nameOf: Directory['nameOf'],
): readonly string[] {
  const named = (ids: readonly OfficerId[]): string => ids.map(nameOf).join(', ');
  const said = (what: string, some: readonly unknown[], rest: string): string[] =>
    some.length === 0 ? [] : [`${what}: ${rest}`];
  const many = cards === 1 ? '1 card' : `${String(cards)} cards`;
  return [
    ...said(`Leads ${String(leads.length)}`, leads, refsOf(leads)),
    ...said('Head of service', heads, heads.map(({ title }) => title).join(', ')),
    ...said('Plan owner', owns, owns.map(({ title }) => title).join(', ')),
    ...said('Deputy of', deputyFor, named(deputyFor)),
    ...said('Enters updates for', supporterFor, named(supporterFor)),
    ...said('Belongs to', groups, named(groups)),
    ...(cards === 0 ? [] : [`${many} did not arrive: what they asked is asked of who takes over.`]),
  ];
}

const REFS = 20;

function refsOf(leads: MovesOn['leads']): string {
  const refs = leads.slice(0, REFS).map(({ ref }) => ref);
  const more = leads.length - refs.length;
  return `${refs.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

/** The form that hands everything over, before anything was looked at. */
export function leaveFormView({ id, name, group }: Officer, given: PeopleTyped = UNTYPED): LeaveView {
  const isGroup = group !== null;
  const first = { how: isGroup ? 'stays' : 'left', roles: 'no' };
  const typed = { ...first, ...given.typed };
  return { ...given, typed, id, name, isGroup, moves: null, notes: [], confirms: 0, changed: false };
}

/** Everybody who was met, for whom somebody may be looked for by name. */
export async function metPeople(ports: Ports): Promise<readonly Officer[]> {
  return (await allOfficers(ports)).filter(({ met, entraId, erased }) => met && entraId !== null && !erased);
}
