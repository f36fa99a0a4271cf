import { civilDateAt } from '../domain/dates.js';
import type { Waived } from '../domain/why-facts.js';
import { wasCalled } from './attention.js';
import { WAIVED_BY_HAND } from './attend.js';
import type { AuditEntry, Digest, Ports } from './ports.js';

/** Who took a card off and why, by the record of acts; null where that is not known. */
export async function waivedOf(
  ports: Pick<Ports, 'audit' | 'hash' | 'zone'>,
  { state, reason, settledAt, officer, slot }: Digest,
  nameOf: (officer: string) => string,
): Promise<Waived | null> {
  if (state !== 'waived' || settledAt === null) return null;
  if (reason === 'answered') return { kind: 'answered' };
  if (reason !== WAIVED_BY_HAND) return null;
  const subject = { kind: 'digest', officer, slot } as const;
  const entry = (await ports.audit.month(settledAt.slice(0, 7)))
    .filter(({ act, outcome, at }) => act === 'attention waived' && outcome === 'done' && at <= settledAt)
    .filter((one) => wasCalled(ports, subject, one.subject))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  if (entry === undefined) return null;
  return { kind: 'by-hand', by: actorName(entry.by, nameOf), on: civilDateAt(entry.at, ports.zone), reason: entry.why };
}

function actorName(by: AuditEntry['by'], nameOf: (officer: string) => string): string {
  return by.kind === 'officer' ? nameOf(by.id) : by.kind === 'operator' ? 'an operator' : 'an admin';
}
