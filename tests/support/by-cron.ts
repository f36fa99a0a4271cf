import type { When } from '../../bot/domain/schedule-when.js';

/** The times of a pattern of five fields. */
export function byCron(cron: string): When {
  return { kind: 'cron', cron };
}
