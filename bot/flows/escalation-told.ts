import { escalatesTo } from '../domain/escalation.js';
import type { Accountable } from '../domain/asked-of.js';
import { civilDateAt, type CivilDate } from '../domain/dates.js';
import { personsOf, present } from '../domain/people.js';
import { approvedDate, isOverdue, type OfficerId } from '../domain/plan.js';
import type { DigestRow } from '../domain/views.js';
import type { Directory } from './directory.js';
import type { OfficerLedger, Ports } from './ports.js';
import { todayOf } from './today.js';
import { wholeLedger } from './whole-ledger.js';

type Reads = Pick<Ports, 'ledger' | 'clock' | 'zone'>;

/** Reads each ledger once for one piece of work. */
export type ReadLedger = (officer: OfficerId) => Promise<OfficerLedger>;

export function ledgersOnce(ports: Pick<Ports, 'ledger'>, { officers }: Directory): ReadLedger {
  const read = new Map<OfficerId, Promise<OfficerLedger>>();
  return (officer) => {
    const known = read.get(officer) ?? wholeLedger(ports, officers, officer);
    read.set(officer, known);
    return known;
  };
}

/** Whom an escalation goes to: their name, and what they are to the milestone; null where there is nobody. */
export function toTell(
  one: Accountable,
  { officers, nameOf }: Directory,
  officer: OfficerId | undefined,
): Pick<NonNullable<DigestRow['escalation']>, 'to' | 'as'> | null {
  if (officer === undefined) return null;
  const { area, plan } = one;
  const to = nameOf(officer);
  if (personsOf(officers, area?.heads ?? []).includes(officer)) return { to, as: 'head of service' };
  return present(officers, plan.owner === null ? [] : [plan.owner]).includes(officer)
    ? { to, as: 'plan owner' }
    : { to };
}

/**
 * Who was told that nobody answers, and on which day, once that card has certainly arrived; null where nobody was for the
 * present date. Looked up in the ledgers of those who may have been told.
 */
export async function escalationTold(
  ports: Reads,
  directory: Directory,
  one: Accountable,
  read: ReadLedger,
): Promise<DigestRow['escalation']> {
  const { milestone, area, plan } = one;
  const { officers } = directory;
  const today = todayOf(ports);
  if (!isOverdue(milestone, today)) return null;
  const accountable = personsOf(officers, [...(area?.heads ?? []), ...(plan.owner === null ? [] : [plan.owner])]);
  const may = [...new Set([...escalatesTo(one, officers, today), ...accountable])];
  const told: { readonly officer: OfficerId; readonly on: CivilDate }[] = [];
  for (const officer of may) {
    const on = toldOn(ports, await read(officer), one);
    if (on !== null) told.push({ officer, on });
  }
  const first = told.sort((a, b) => (a.on < b.on ? -1 : 1))[0];
  const who = toTell(one, directory, first?.officer);
  return first === undefined || who === null ? null : { ...who, on: first.on, done: true };
}

function toldOn({ zone }: Reads, { asked, digests }: OfficerLedger, { milestone }: Accountable): CivilDate | null {
  const anchor = `escalation:${approvedDate(milestone) ?? ''}`;
  const row = asked.find((one) => one.plan === milestone.plan && one.ref === milestone.ref && one.anchor === anchor);
  const card = digests.find(({ value }) => value.slot === row?.slot && value.officer === row.officer)?.value;
  return card?.state === 'sent' && card.settledAt !== null ? civilDateAt(card.settledAt, zone) : null;
}
