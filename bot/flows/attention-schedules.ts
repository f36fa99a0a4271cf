import type { Instant } from '../domain/dates.js';
import type { Found, Now } from './attention-judge.js';
import { missedSlots, type SlotNeeds } from './missed-slots.js';
import type { AttentionRow, Schedule, Versioned } from './ports.js';

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
    const first = raised.has(value.id) ? null : await firstMissed(ports, value);
    if (first === null) continue;
    const subject = { kind: 'schedule', schedule: value.id } as const;
    const evidence = [{ at: now, what: `missed-since-${first}` }];
    const rest = { actions: [], asked: [], waits: null, row: null, etag: null };
    found.push({ row: null, judged: { subject, because: 'long-gap', since: first, evidence, ...rest } as const });
  }
  return found;
}

/** Null where it does not stand still, and where its pattern or its runs cannot be read: doctor names those. */
async function firstMissed(ports: SlotNeeds, schedule: Schedule): Promise<Instant | null> {
  try {
    const missed = await missedSlots(ports, schedule);
    return missed.kind === 'refused' ? missed.first : null;
  } catch {
    return null;
  }
}
