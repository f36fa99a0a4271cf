/** Rows about what the guard holds: to look at, or to be said in other words. */
import { heldAddressees, heldAnchor, heldFor, type HeldPart } from '../domain/held-asks.js';
import type { DigestRow, DigestView } from '../domain/views.js';
import type { Owed, Reading } from './digest-rows.js';
import { rowFor } from './view-facts.js';

/** One row for everything of a milestone that its reader is to look at. */
export function toLook(reading: Reading, one: Owed): DigestView['waiting'] {
  if (!isTheirs(reading, one, 'held')) return [];
  const leads = one.milestone.leads.map((lead) => reading.directory.nameOf(lead));
  const row = rowFor(reading.ports, reading.directory, one, reading.ledger.officer);
  return [{ ...row, wanted: 'held', passed: null, tickable: false, leads }];
}

/** One row for what somebody asks its reader to say in other words; null where none is asked for. */
export function toReword(reading: Reading, one: Owed): DigestRow | null {
  if (!isTheirs(reading, one, 'reword')) return null;
  const row = rowFor(reading.ports, reading.directory, one, reading.ledger.officer);
  return { ...row, wanted: 'update', passed: null, tickable: false };
}

function isTheirs({ directory, ledger, today }: Reading, one: Owed, part: HeldPart): boolean {
  const { milestone, plan } = one;
  if (heldFor(part, milestone).length === 0) return false;
  const anchor = heldAnchor(part, milestone);
  const asked = ledger.asked.some((row) => row.plan === plan.id && row.ref === milestone.ref && row.anchor === anchor);
  return asked && heldAddressees(part, one, directory.officers, today).includes(ledger.officer);
}
