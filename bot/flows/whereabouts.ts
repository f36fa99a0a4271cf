/** Who is away until when, and who is asked instead: written once, for a card, a line said and the command line. */
import type { CivilDate } from '../domain/dates.js';
import type { Actor } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { wrongAbsence, wrongDeputy } from '../domain/whereabouts.js';
import { recordAct, recordWith } from './audit.js';
import { changePeople } from './change-people.js';
import type { Officer, Ports } from './ports.js';

/** What was asked of whom, by whom, on which day. */
export interface PersonOrder {
  readonly by: Actor;
  readonly officer: Officer;
  readonly today: CivilDate;
}

/** The officer as they are after it; or why it cannot be. */
export type PersonChanged = { readonly officer: Officer } | Refusal;

export const CHANGED_MEANWHILE: Refusal = {
  code: 'changed-meanwhile',
  message: 'Somebody else changed a person or a plan at the same moment. Say it again.',
};

/** `deputy`: undefined leaves them as they are, null names nobody. */
export async function goAway(
  ports: Ports,
  order: PersonOrder,
  until: CivilDate,
  deputy: Officer | null | undefined,
): Promise<PersonChanged> {
  const { by, officer, today } = order;
  const own = by.kind === 'officer' && by.id === officer.id;
  const wrong = wrongAbsence(officer, until, today, own) ?? (deputy ? wrongDeputy(officer, deputy) : null);
  if (wrong !== null) return wrong;
  const named = deputy === undefined ? '' : `, deputy ${deputy?.id ?? 'none'}`;
  return change(ports, order, 'officer away', `until ${until}${named}`, (value) => ({
    ...value,
    awayUntil: until,
    deputy: deputy === undefined ? value.deputy : (deputy?.id ?? null),
  }));
}

/** An absence ends by itself; this ends it early. */
export function comeBack(ports: Ports, order: PersonOrder): Promise<PersonChanged> {
  return change(ports, order, 'officer back', null, (value) => ({ ...value, awayUntil: null }));
}

/** Null: nobody is asked in their place any more. */
export async function nameDeputy(ports: Ports, order: PersonOrder, deputy: Officer | null): Promise<PersonChanged> {
  const wrong = deputy === null ? null : wrongDeputy(order.officer, deputy);
  if (wrong !== null) return wrong;
  const id = deputy?.id ?? null;
  return change(ports, order, 'officer deputy', id ?? 'none', (value) => ({ ...value, deputy: id }));
}

async function change(
  ports: Ports,
  order: PersonOrder,
  act: string,
  why: string | null,
  how: (officer: Officer) => Officer,
): Promise<PersonChanged> {
  const { by, officer } = order;
  const done = (await changePeople(ports, officer.id, how)) === 'written';
  if (!done) {
    await recordAct(ports, by, act, officer.id, 'conflict');
    return CHANGED_MEANWHILE;
  }
  await recordWith(ports, by, act, officer.id, why);
  return { officer: (await ports.people.officer(officer.id))?.value ?? how(officer) };
}
