/** Everything that is done when the timer comes. */
import { momentAt } from '../domain/dates.js';
import { POLICY } from '../domain/policy.js';
import type { DrainLimits } from './drain.js';
import { reasonOf } from './fault.js';
import { known, noteFound, type Seen } from './looked.js';
import { notedOf, pagesIn } from './present-pages.js';
import type { Calendar, Ports } from './ports.js';
import { decentFrom } from './sender.js';
import { tellAdmins } from './tell-admins.js';
import { tick } from './tick.js';
import { todayOf } from './today.js';
import { welcomeBack } from './welcome-back.js';
import { calendarOf } from './working-calendar.js';

/**
 * The open work is read once, with what is known to need nothing: then the tick goes by that, and people are told what
 * they have not been told yet. Where nothing is due, open or new that costs three requests: the stamp, the open work
 * and the schedules. Whatever was noted is looked at again once an hour, and in the morning when decent hours begin.
 *
 * @param admins Entra ids, lower case, beside the officers who have the role
 */
export async function everyFiveMinutes(
  outside: Omit<Ports, 'calendar'>,
  limits: DrainLimits,
  admins: readonly string[],
): Promise<void> {
  const seen = await readOpenWork(outside);
  const ports: Ports = { ...outside, calendar: await calendarNow(outside, seen) };
  try {
    await tick(ports, limits, seen);
  } finally {
    await welcomeWhere(ports, seen);
    await tellWhere(ports, seen, admins);
  }
}

/** Null where it cannot be read: then everything is looked at. */
async function readOpenWork({ looked, log }: Pick<Ports, 'looked' | 'log'>): Promise<Seen> {
  try {
    return await looked.read();
  } catch (error) {
    log.error('open-work-unread', { reason: reasonOf(error) });
    return null;
  }
}

/** Never what another piece of work remembers: a tick freezes figures by it. */
async function calendarNow(ports: Omit<Ports, 'calendar'>, seen: Seen): Promise<Calendar> {
  const noted = known(ports, seen, 'diary', 'diary');
  if (noted !== null) return calendarOf(ports, pagesIn(noted.pages));
  const pages = await ports.diary.present();
  await noteFound(ports, seen, 'diary', { kind: 'diary', pages: notedOf(pages) });
  return calendarOf(ports, pages);
}

/** Who was away is due in the morning; who was not reachable then, within the hour. */
async function welcomeWhere(ports: Ports, seen: Seen): Promise<void> {
  const now = ports.clock.now();
  if (decentFrom(ports, now) > now) return;
  const noted = known(ports, seen, 'back', 'nothing');
  if (noted !== null && noted.at >= momentAt(todayOf(ports), POLICY.opens, ports.zone)) return;
  if (await welcomeBack(ports)) await noteFound(ports, seen, 'back', { kind: 'nothing' });
}

/** What is late is found on reading: where something is open, the list is read. */
async function tellWhere(ports: Ports, seen: Seen, admins: readonly string[]): Promise<void> {
  const listed = ports.hash(JSON.stringify(seen?.listed ?? null));
  const atRest = seen !== null && seen.toSend === 0 && known(ports, seen, 'posts', 'nothing') !== null;
  const noted = known(ports, seen, 'admins', 'told');
  const told = noted !== null && noted.listed === listed && (noted.until === null || ports.clock.now() < noted.until);
  if (atRest && told) return;
  const left = await tellAdmins(ports, admins);
  if (left === 'nobody') await noteFound(ports, seen, 'admins', { kind: 'told', listed, until: null });
  else if (left !== 'somebody') await noteFound(ports, seen, 'admins', { kind: 'told', listed, until: left });
}
