/** What doctor says of schedules: whether one asks, whether one has stopped, and whether the clock can be right. */
import { momentInWords } from '../../domain/dates.js';
import { attentionId } from '../attention.js';
import type { AttentionRow, Ports, Schedule } from '../ports.js';
import type { Finding } from './doctor.js';
import type { SlotNeeds } from '../missed-slots.js';
import { howItStands, troubleOf } from '../schedule-view.js';

type Needs = SlotNeeds & Pick<Ports, 'schedules' | 'attention' | 'hash'>;

export async function scheduleFindings(ports: Needs): Promise<readonly Finding[]> {
  const check = 'schedules';
  const schedules = (await ports.schedules.list()).map(({ value }) => value);
  const spoilt = (await ports.schedules.unreadable()).map(
    ({ value }) => `the row of “${value}” cannot be read; remove it with: schedules remove ${value}`,
  );
  const troubles = [...spoilt];
  for (const schedule of schedules) troubles.push(...(await troublesOf(ports, schedule)));
  if (troubles.length > 0) return troubles.map((message) => ({ check, level: 'wrong', message }));
  if (schedules.some(({ kind, paused }) => kind === 'sweep' && !paused)) {
    return [{ check, level: 'good', message: 'a sweep is scheduled' }];
  }
  const paused = schedules.filter(({ kind }) => kind === 'sweep').map(({ id }) => id);
  if (paused.length > 0) {
    const stands = `every sweep is paused (${paused.join(', ')}), so nobody is asked unless somebody runs one`;
    return [{ check, level: 'note', message: `${stands}; go on with: schedules resume ${paused[0] ?? ''}` }];
  }
  const message = 'no sweep is scheduled, so nobody is asked unless somebody runs one; see: schedules';
  return [{ check, level: 'note', message }];
}

async function troublesOf(ports: Needs, schedule: Schedule): Promise<readonly string[]> {
  const standing = await howItStands(ports, schedule);
  const trouble = await troubleOf(ports, schedule, standing);
  if (trouble !== null) return [`“${schedule.id}” ${trouble}`];
  const row = await ports.attention.find(attentionId(ports, { kind: 'schedule', schedule: schedule.id }));
  return row === null ? [] : [raised(ports, schedule, row.value)];
}

/** What a tick has put right, or could not, and nobody has settled yet. */
function raised(ports: Needs, { id }: Schedule, { because, since, evidence }: AttentionRow): string {
  const when = momentInWords(since, ports.zone);
  if (because === 'not-planned') {
    const what = evidence.map((one) => one.what).join(', ');
    return `“${id}” could not do all of its work for an hour, since ${when} (${what}); see the log`;
  }
  const words = `“${id}” met a clock that had jumped, at ${when}; nobody is asked twice for it`;
  return `${words}. When the clock is right, settle it with: schedules resume ${id}`;
}
