import type { AuditEntry, Officer, Outcome, PlanContents, Ports } from './ports.js';
import { FORMER_OFFICER, imageWithoutNames, type Names } from '../domain/former-name.js';
import type { OfficerId, PlanId, Ref } from '../domain/plan.js';
import { isOpen } from '../domain/plan.js';
import { recordAct } from './audit.js';
import { changeOfficer } from './change-officer.js';
import { changePeople } from './change-people.js';
import { allOfficers, allPlans } from './everything.js';
import { wouldLeaveNoAdmin } from './keep-admin.js';
import { dropDrafts } from './old-drafts.js';
import { countPrinted, namesOf, redact, textsLeft, type Printed } from './redact.js';
import { waiveCards } from './waive-cards.js';
import { withoutAccountable } from './without-accountable.js';

/** What still rests on somebody, and what the plans print of them. */
export interface Ties {
  /** Open milestones that name them among their leads. */
  readonly leads: readonly { readonly plan: PlanId; readonly ref: Ref }[];
  /** `alone`: nobody else is head of service there. */
  readonly heads: readonly { readonly plan: PlanId; readonly area: string; readonly alone: boolean }[];
  readonly owns: readonly PlanId[];
  /** Whose deputy they are, and which groups they belong to. */
  readonly deputyFor: readonly OfficerId[];
  readonly groups: readonly OfficerId[];
  /** Milestones whose words, printed or typed, hold a name of theirs. */
  readonly printed: readonly { readonly plan: PlanId; readonly ref: Ref }[];
  /** Rows that hold one. */
  readonly rows: Printed;
  /** Present texts of plans in which a word is left that may be their name, or in which a code or board has it. */
  readonly textsLeft: number;
}

/** Everything that names an officer by any id that is theirs. */
export async function tiesOf(ports: Ports, officer: Officer): Promise<Ties> {
  const ids = idsOf(officer);
  const is = (id: OfficerId): boolean => ids.includes(id);
  const others = (await allOfficers(ports)).filter(({ id }) => !is(id));
  const plans = await allPlans(ports);
  const names = await namesOf(ports, officer);
  return {
    leads: plans.flatMap(({ milestones }) =>
      milestones
        .filter(({ milestone }) => isOpen(milestone) && milestone.leads.some(is))
        .map(({ milestone: { plan, ref } }) => ({ plan, ref })),
    ),
    heads: plans.flatMap(({ plan, areas }) =>
      areas
        .filter(({ heads }) => heads.some(is))
        .map(({ code, heads }) => ({ plan: plan.id, area: code, alone: heads.every(is) })),
    ),
    owns: plans.filter(({ plan }) => plan.owner !== null && is(plan.owner)).map(({ plan }) => plan.id),
    deputyFor: others.filter(({ deputy }) => deputy !== null && is(deputy)).map(({ id }) => id),
    groups: others.filter(({ group }) => group?.members.some(is)).map(({ id }) => id),
    printed: plans.flatMap((contents) => printedIn(contents, names)),
    rows: await countPrinted(ports, names),
    textsLeft: textsLeft(plans.flatMap(imagesIn), names),
  };
}

/**
 * Erases a person: name, other names, Entra id and address leave the table of people, and the rows that find them with
 * them; the names also leave what plans print of them and what people typed, history included. Their id stays, as a
 * pseudonym that history names; they count as having left. Who is accountable comes first and the person last, who knows
 * the names, so that it may be said again after a crash anywhere. `conflict` when somebody changed a person or a plan at
 * the same moment; `last-admin`: nobody else could act as one.
 */
export async function erasePerson(
  ports: Ports,
  officer: Officer,
  by: AuditEntry['by'],
): Promise<Outcome | 'last-admin'> {
  // Their Entra id may be among the first admins of the settings: it counts no more.
  if (await wouldLeaveNoAdmin(ports, officer.id, (value) => ({ ...value, roles: [], outside: 'left' }))) {
    await recordAct(ports, by, 'person erased', officer.id, 'last-admin');
    return 'last-admin';
  }
  const ties = await tiesOf(ports, officer);
  const ids = idsOf(officer);
  const done =
    (await withoutThem(ports, ties, ids)) === 'written' &&
    (await withoutAccountable(ports, ids)) === 'written' &&
    (await redact(ports, await namesOf(ports, officer), officer, by)) === 'written' &&
    (await changePeople(ports, officer.id, erased)) === 'written';
  if (done) await waiveCards(ports, ids, 'erased');
  // Files on their way name people, in words that nothing looks into: they are sent again by whoever needs them.
  if (done) await dropDrafts(ports);
  await recordAct(ports, by, 'person erased', officer.id, done ? null : 'conflict');
  return done ? 'written' : 'conflict';
}

export function idsOf({ id, formerIds }: Officer): readonly OfficerId[] {
  return [id, ...formerIds];
}

/** Nothing is left but the id, and what is shown as at an earlier day by it. */
function erased(officer: Officer): Officer {
  return {
    ...officer,
    name: FORMER_OFFICER,
    aliases: [],
    entraId: null,
    chat: null,
    unreachable: null,
    welcomed: false,
    roles: [],
    met: false,
    metAt: undefined,
    notThem: undefined,
    team: undefined,
    email: undefined,
    outside: 'left',
    awayUntil: null,
    deputy: null,
    supporters: [],
    erased: true,
  };
}

/** Deputies, members of groups, and who may enter updates for others. */
async function withoutThem(ports: Ports, { deputyFor, groups }: Ties, ids: readonly OfficerId[]): Promise<Outcome> {
  for (const other of deputyFor) {
    if ((await changePeople(ports, other, (value) => ({ ...value, deputy: null }))) === 'conflict') return 'conflict';
  }
  for (const other of groups) {
    const outcome = await changePeople(ports, other, (value) => ({
      ...value,
      group: value.group && { ...value.group, members: value.group.members.filter((id) => !ids.includes(id)) },
    }));
    if (outcome === 'conflict') return 'conflict';
  }
  const supported = (await ports.people.officers()).filter(({ value }) =>
    value.supporters.some((id) => ids.includes(id)),
  );
  for (const { value: other } of supported) {
    const outcome = await changeOfficer(ports, other.id, (value) => ({
      ...value,
      supporters: value.supporters.filter((id) => !ids.includes(id)),
    }));
    if (outcome === 'conflict') return 'conflict';
  }
  return 'written';
}

function imagesIn({ plan, areas, objectives, milestones }: PlanContents): readonly object[] {
  return [plan, ...areas, ...objectives, ...milestones.map(({ milestone }) => milestone)];
}

function printedIn({ milestones }: PlanContents, names: Names): Ties['printed'] {
  return milestones
    .filter(({ milestone }) => JSON.stringify(imageWithoutNames(milestone, names)) !== JSON.stringify(milestone))
    .map(({ milestone: { plan, ref } }) => ({ plan, ref }));
}
