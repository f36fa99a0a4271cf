import { ERASURE, imageWithoutNames, textsWithNames, withoutNames, type Names } from '../domain/former-name.js';
import type { PlanId } from '../domain/plan.js';
import type { AuditEntry, Officer, Outcome, Ports, RedactingAct } from './ports.js';

/** What holds what was printed and typed. */
type Needs = Pick<Ports, 'plans' | 'audit' | 'sender' | 'clock' | 'redactHistory' | 'redactAudit' | 'redactRollups'>;

/** Where the names of somebody stand as they were printed or typed. */
export interface Printed {
  /** Rows of the history of each plan, where there are any. */
  readonly plans: readonly { readonly plan: PlanId; readonly rows: number }[];
  /** Of the organisation's calendar. */
  readonly diary: number;
  readonly audit: number;
  /** Rows of summaries: the reasons that they keep. */
  readonly rollups: number;
  /** In the reason for which sending was stopped. */
  readonly sending: boolean;
}

/** Names of theirs, and of everybody else: those of others are never taken apart. Groups are others. */
export async function namesOf({ people }: Pick<Ports, 'people'>, officer: Officer): Promise<Names> {
  const everybody = (await people.officers()).map(({ value }) => value).filter(({ erased }) => !erased);
  const others = everybody.filter(({ id }) => id !== officer.id).flatMap(({ name, aliases }) => [name, ...aliases]);
  return { theirs: officer.erased ? [] : [officer.name, ...officer.aliases], others };
}

/** Counts what `redact` would change. Reads whole histories and the audit. */
export async function countPrinted(ports: Needs, names: Names): Promise<Printed> {
  const image = (value: unknown): unknown => imageWithoutNames(value, names);
  const plans = [];
  for (const plan of await ports.plans.ids()) {
    const rows = await ports.redactHistory(plan, image, null);
    if (rows !== 'conflict' && rows > 0) plans.push({ plan, rows });
  }
  const diary = await ports.redactHistory(null, image, null);
  const { reason } = (await ports.sender.read()).value;
  return {
    plans,
    diary: diary === 'conflict' ? 0 : diary,
    audit: await ports.redactAudit((entry) => auditWithout(entry, names), false),
    rollups: await ports.redactRollups((text) => withoutNames(text, names), false),
    sending: reason !== null && withoutNames(reason, names) !== reason,
  };
}

/**
 * Puts "a former officer" where the names stand, in whatever holds what was printed or typed (RULES 6). The audit entry
 * that the marks of redacted rows name is written first. It may be broken off anywhere and run again.
 */
export async function redact(ports: Needs, names: Names, officer: Officer, by: AuditEntry['by']): Promise<Outcome> {
  if (names.theirs.length === 0) return 'written';
  const image = (value: unknown): unknown => imageWithoutNames(value, names);
  const at = ports.clock.now();
  const entry: AuditEntry = { at, by, act: ERASURE, subject: officer.id, outcome: 'done', why: null };
  const act: RedactingAct = { id: await ports.audit.record(entry), at };
  for (const plan of [...(await ports.plans.ids()), null]) {
    if ((await ports.redactHistory(plan, image, act)) === 'conflict') return 'conflict';
  }
  await ports.redactAudit((one) => auditWithout(one, names), true);
  await ports.redactRollups((text) => withoutNames(text, names), true);
  return redactSending(ports, names);
}

/** The present texts of plans in which a name, or one word that may be one, is left. */
export function textsLeft(images: readonly unknown[], names: Names): number {
  return images.reduce((sum: number, image) => sum + textsWithNames(imageWithoutNames(image, names), names), 0);
}

function auditWithout(entry: AuditEntry, names: Names): AuditEntry {
  const { subject, why } = entry;
  return { ...entry, subject: withoutNames(subject, names), why: why === null ? null : withoutNames(why, names) };
}

async function redactSending({ sender }: Needs, names: Names): Promise<Outcome> {
  const state = await sender.read();
  const { reason } = state.value;
  const without = reason === null ? null : withoutNames(reason, names);
  if (without === reason) return 'written';
  const saved = await sender.write({ ...state, value: { ...state.value, reason: without } });
  return saved === 'conflict' ? 'conflict' : 'written';
}
