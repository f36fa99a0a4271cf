import type { Found, Now } from './attention-judge.js';
import { missedSlots } from './missed-slots.js';
import type { AttentionRow, Versioned } from './ports.js';
import { MalformedRow } from './ports-spoilt.js';

/** Schedules that stand still and are not raised yet: the next tick does that, where one comes. */
export async function judgeSchedules(
  { ports, now }: Now,
  rows: readonly Versioned<AttentionRow>[],
): Promise<readonly { readonly row: null; readonly judged: Found }[]> {
  const raised = new Set(
    rows.flatMap(({ value: { subject } }) => (subject.kind === 'schedule' ? subject.schedule : [])),
  );
  const found = [];
  for (const { value } of await ports.schedules.list()) {
    const first = raised.has(value.id) ? null : await firstMissed();
    if (first === null) continue;
    const subject = { kind: 'schedule', schedule: value.id } as const;
    const evidence = [{ at: now, what: `missed-since-${first}` }];
    const rest = { actions: [], asked: [], waits: null, row: null, etag: null };
    found.push({ row: null, judged: { subject, because: 'long-gap', since: first, evidence, ...rest } as const });

    async function firstMissed() {
      try {
        const missed = await missedSlots(ports, value);
        return missed.kind === 'refused' ? missed.first : null;
      } catch (error) {
        // Named by doctor.
        if (error instanceof MalformedRow) return null;
        throw error;
      }
    }
  }
  return found;
}
