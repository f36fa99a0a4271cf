import { addDays, civilDateAt, type CivilDate, type Instant } from '../domain/dates.js';
import { FORMER_OFFICER } from '../domain/former-name.js';
import type { Actor, OfficerId } from '../domain/plan.js';
import type { Directory } from './directory.js';
import type { AuditEntry, Ports } from './ports.js';
import { readableText } from './readable-text.js';

export interface AuditWish {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Whose acts; null for everybody's. */
  readonly by: Actor | null;
  /** Words that the act has, whatever their case; null for any act. */
  readonly act: string | null;
  readonly refusedOnly: boolean;
}

/** An entry as people read it: names as they are now. */
export interface AuditLine {
  readonly entry: AuditEntry;
  readonly at: Instant;
  readonly who: string;
  readonly act: string;
  /** What it was about; empty for nothing in particular. */
  readonly about: string;
  readonly why: string | null;
}

/** The newest first. Every admin act and every refusal is there (DESIGN 4); what is older than is kept is not. */
export async function auditLines(
  ports: Pick<Ports, 'audit' | 'channels' | 'zone'>,
  { officers, nameOf }: Directory,
  wish: AuditWish,
): Promise<readonly AuditLine[]> {
  const plainly = await readableText(ports, officers, nameOf);
  const found: AuditEntry[] = [];
  // Months are in UTC: the first hours of a day in summer lie in the month before.
  for (const month of monthsBetween(addDays(wish.from, -1), addDays(wish.to, 1))) {
    found.push(...(await ports.audit.month(month)).filter((entry) => isWished(entry, wish, officers, ports.zone)));
  }
  return found
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map((entry) => ({
      entry,
      at: entry.at,
      who: whoOf(entry.by, nameOf),
      act: entry.act,
      about: plainly(entry.subject),
      why: entry.why === null ? null : plainly(entry.why),
    }));
}

function isWished(entry: AuditEntry, wish: AuditWish, officers: Directory['officers'], zone: string): boolean {
  const day = civilDateAt(entry.at, zone);
  if (day < wish.from || day > wish.to) return false;
  if (wish.refusedOnly && entry.outcome !== 'refused') return false;
  if (wish.act !== null && !entry.act.toLowerCase().includes(wish.act.toLowerCase())) return false;
  if (wish.by === null) return true;
  if (wish.by.kind !== 'officer' || entry.by.kind !== 'officer') return entry.by.kind === wish.by.kind;
  return idNow(officers, entry.by.id) === idNow(officers, wish.by.id);
}

function idNow(officers: Directory['officers'], id: OfficerId): OfficerId {
  return officers.get(id)?.id ?? id;
}

function whoOf(by: AuditEntry['by'], nameOf: Directory['nameOf']): string {
  switch (by.kind) {
    case 'officer':
      return nameOf(by.id) === FORMER_OFFICER ? 'A former officer' : nameOf(by.id);
    case 'operator':
      return 'An operator';
    case 'import':
      return 'A plan file';
    case 'stranger':
      return 'Somebody nobody knows';
  }
}

function monthsBetween(from: CivilDate, to: CivilDate): readonly string[] {
  const months: string[] = [];
  for (let [year, month] = numbersOf(from); ; month === 12 ? ((year += 1), (month = 1)) : (month += 1)) {
    const text = `${String(year)}-${String(month).padStart(2, '0')}`;
    if (text > to.slice(0, 7)) return months;
    months.push(text);
  }
}

function numbersOf(day: CivilDate): [year: number, month: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
}

/** "schedule run weekdays: refused, not an admin". */
export function auditInWords({ act, about, why, entry }: AuditLine): string {
  const what = about === '' ? act : `${act}, ${about}`;
  const because = why === null ? '' : `: ${why}`;
  return entry.outcome === 'refused' ? `${what} – refused${because}` : `${what}${because}`;
}
