import { forWhom, type Enterer } from '../domain/on-behalf.js';
import { personsOf, type Known } from '../domain/people.js';
import { isOpen } from '../domain/plan.js';
import type { HelpView } from '../domain/views.js';
import { ownedBy } from './accountable-for.js';
import { readablePlans } from './everything.js';
import { ownOpen } from './led-by.js';
import { peopleAround } from './people-around.js';
import type { Officer, Ports, StoredMilestone } from './ports.js';
import { todayOf } from './today.js';

/** What somebody can say where they are: in a channel nothing of their own is named; strangers have no id. */
export async function helpView(
  ports: Ports,
  officer: Officer | null,
  admin: boolean,
  place: HelpView['place'],
): Promise<HelpView> {
  const today = todayOf(ports);
  const plain: HelpView = {
    ...{ place, today, example: null, levels: null, key: null, owners: [], awayUntil: null, deputy: null },
    ...{ colleague: null, decides: false, forOthers: false, entersFor: null, admin },
  };
  if (officer === null || place === 'channel') return plain;
  const [own, around] = await Promise.all([ownOpen(ports, officer.id), peopleAround(ports, officer.id, admin)]);
  const { nameOf, officers } = around.directory;
  const plans = (await ports.plans.list()).filter(({ id }) => own.some(({ milestone }) => milestone.plan === id));
  const [first] = own;
  const [plan] = plans.length === 1 ? plans : [];
  const now = officers.get(officer.id) ?? officer;
  const owners = personsOf(
    officers,
    plans.flatMap(({ owner }) => owner ?? []),
  ).map(nameOf);
  const colleague = around.known.find(({ group, outside }) => group === null && outside === null)?.name ?? null;
  const owns = (await ownedBy(ports, officer.id)).length > 0;
  const isAway = now.awayUntil !== null && today <= now.awayUntil;
  return {
    ...plain,
    example:
      first === undefined
        ? null
        : {
            link: { plan: first.milestone.plan, ref: first.milestone.ref, rev: first.rev },
            text: first.milestone.text,
          },
    levels: plan?.levels ?? null,
    key: plan === undefined ? null : { entries: plan.key, preset: plan.preset },
    owners: owners.filter((name) => name !== officer.name),
    awayUntil: isAway ? now.awayUntil : null,
    deputy: now.deputy === null ? null : nameOf(now.deputy),
    colleague,
    decides: around.decides,
    owns,
    asks: owns || admin || around.headOf.size > 0 || officer.roles.includes('leader'),
    forOthers: admin || around.headOf.size > 0,
    entersFor: await mayEnterAbout(ports, { id: officer.id, admin }, officers, own),
  };
}

/** The first that is open and for a lead of which somebody may enter an answer, one of their own before others. */
async function mayEnterAbout(
  ports: Ports,
  enterer: Enterer,
  people: Known,
  own: readonly StoredMilestone[],
): Promise<string | null> {
  const mine = new Set(own.map(({ milestone }) => `${milestone.plan} ${milestone.ref}`));
  const open = (await readablePlans(ports)).flatMap(({ plan, areas, milestones }) =>
    milestones
      .filter(({ milestone }) => isOpen(milestone))
      .map(({ milestone }) => ({ milestone, plan, area: areas.find(({ code }) => code === milestone.area) })),
  );
  const may = open.filter((one) => forWhom(enterer, one, people).length > 0).map(({ milestone }) => milestone);
  return (may.find(({ plan, ref }) => mine.has(`${plan} ${ref}`)) ?? may[0])?.ref ?? null;
}
