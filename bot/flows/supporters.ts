/** Who may enter updates for whom, named (RULES 5): written once, audited, by an admin or who is accountable for them. */
import { wrongSupporter } from '../domain/on-behalf.js';
import { personsOf, present } from '../domain/people.js';
import type { Actor } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { recordAct, recordWith } from './audit.js';
import { changeOfficer } from './change-officer.js';
import { readDirectory } from './directory.js';
import { allPlans } from './everything.js';
import type { Officer, Ports } from './ports.js';
import { CHANGED_MEANWHILE, type PersonChanged, type PersonOrder } from './whereabouts.js';

/** One more, one fewer, or nobody any more. */
export type SupporterWish =
  { readonly kind: 'add' | 'remove'; readonly supporter: Officer } | { readonly kind: 'none' };

const ACT = 'officer supporter';

/** Nothing that is asked changes by it, so no milestone has to be looked at. */
export async function changeSupporters(
  ports: Ports,
  { by, officer }: PersonOrder,
  wish: SupporterWish,
): Promise<PersonChanged> {
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    await recordAct(ports, by, ACT, officer.id, refusal.code);
    return refusal;
  };
  const { officers } = await readDirectory(ports.people);
  if (!(await mayName(ports, by, officer))) return refused(notTheirs(officer));
  const named = present(officers, officer.supporters);
  if (wish.kind === 'add') {
    const wrong = wrongSupporter(officer, wish.supporter);
    if (wrong !== null) return refused(wrong);
  }
  if (wish.kind === 'remove' && !named.includes(wish.supporter.id)) {
    return refused({
      code: 'no-supporter',
      message: `${wish.supporter.name} is not named to enter updates for ${officer.name}. Nothing was changed.`,
    });
  }
  const after = (value: Officer): Officer => {
    const others = present(officers, value.supporters).filter((id) => wish.kind === 'none' || id !== wish.supporter.id);
    if (wish.kind === 'none') return { ...value, supporters: [] };
    return { ...value, supporters: wish.kind === 'add' ? [...others, wish.supporter.id] : others };
  };
  if ((await changeOfficer(ports, officer.id, after)) === 'conflict') return refused(CHANGED_MEANWHILE);
  const why = wish.kind === 'none' ? 'none' : `${wish.kind === 'add' ? 'to' : 'no longer'} ${wish.supporter.id}`;
  await recordWith(ports, by, ACT, officer.id, why);
  return { officer: (await ports.people.officer(officer.id))?.value ?? after(officer) };
}

/** An operator, an admin, or the head of service or plan owner of something that the officer leads. */
async function mayName(ports: Ports, by: Actor, officer: Officer): Promise<boolean> {
  if (by.kind !== 'officer') return true;
  const { officers } = await readDirectory(ports.people);
  const person = officers.get(by.id);
  if (person?.outside !== null) return false;
  if (person.roles.includes('admin')) return true;
  return (await allPlans(ports)).some(({ plan, areas, milestones }) => {
    const led = milestones.filter(({ milestone }) => personsOf(officers, milestone.leads).includes(officer.id));
    const owner = plan.owner === null ? [] : [plan.owner];
    const heads = areas.filter(({ code }) => led.some(({ milestone }) => milestone.area === code));
    const accountable = led.length === 0 ? [] : [...owner, ...heads.flatMap((area) => area.heads)];
    return personsOf(officers, accountable).includes(person.id);
  });
}

function notTheirs({ name }: Officer): Refusal {
  return {
    code: 'not-theirs',
    message: `Only an admin, or who is accountable for what ${name} leads, says who may enter updates for them.`,
  };
}
