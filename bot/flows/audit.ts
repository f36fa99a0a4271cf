import type { AuditEntry, Ports } from './ports.js';

/** Keeps who did what: every act of an admin, and every refusal (DESIGN 4). Subjects are ids, never names. */
export async function recordAct(
  ports: Pick<Ports, 'audit' | 'clock'>,
  by: AuditEntry['by'],
  act: string,
  subject: string,
  refused: string | null = null,
): Promise<void> {
  const outcome = refused === null ? 'done' : 'refused';
  await ports.audit.record({ at: ports.clock.now(), by, act, subject, outcome, why: refused });
}

/** As `recordAct` for what was done, with the reason that was given, in the person's words. */
export async function recordWith(
  ports: Pick<Ports, 'audit' | 'clock'>,
  by: AuditEntry['by'],
  act: string,
  subject: string,
  why: string | null,
): Promise<void> {
  await ports.audit.record({ at: ports.clock.now(), by, act, subject, outcome: 'done', why });
}
