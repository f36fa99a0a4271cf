/** What must be true of the list of what waits for a person, whenever somebody looks at it. */
import { addMs, civilDateAt, momentAt, parseInstant, type Instant } from '../../bot/domain/dates.js';
import { POLICY } from '../../bot/domain/policy.js';
import { readAttention } from '../../bot/flows/attention-list.js';
import type { Digest, Ports } from '../../bot/flows/ports.js';
import { CALENDAR, ZONE } from '../support/world.js';
import { settle } from './people.js';
import type { Life } from './life.js';

const LATE_MS = 15 * 60_000;
const FOR_A_PERSON: readonly Digest['state'][] = ['in-doubt', 'undeliverable', 'dead'];
const UNSETTLED: readonly Digest['state'][] = ['planned', 'retry', 'sending'];

/** Every card that ended badly, or has not left in time, stands on the list; none does that arrived or was waived. */
export async function lookAtList(life: Life): Promise<void> {
  const { ports } = life.world;
  const { waiting } = await readAttention(ports);
  const listed = new Map(
    waiting.flatMap((one) =>
      one.subject.kind === 'digest' ? [[`${one.subject.officer} ${one.subject.slot}`, one]] : [],
    ),
  );
  const open = new Map((await ports.openDigests.list()).map(({ value }) => [`${value.officer} ${value.slot}`, value]));
  for (const { value: officer } of await ports.people.officers()) {
    for (const { value: digest } of (await ports.ledger.read(officer.id)).digests) {
      const name = `${digest.officer} ${digest.slot}`;
      const since = open.get(name)?.since ?? digest.plannedAt;
      const ended = FOR_A_PERSON.includes(digest.state);
      const late = UNSETTLED.includes(digest.state) && isLate(ports, digest, since);
      const told = `${name} (${digest.state}, ${String(digest.doubts)} doubts, not before ${digest.notBefore ?? '-'})`;
      if ((ended || late) && !listed.has(name)) {
        life.wrong.push(
          `${told} is not on the list at ${ports.clock.now()}, open ${open.has(name) ? since : 'no more'}`,
        );
      }
      if ((digest.state === 'sent' || digest.state === 'waived') && listed.has(name)) {
        life.wrong.push(`${told} is on the list`);
      }
      if (ended) life.faults.push(`listed ${digest.state}`);
      if (late) life.faults.push('listed late');
    }
  }
}

/** Fifteen minutes of decent hours since it could leave; asked on a working day between opening and closing only. */
function isLate({ clock }: Pick<Ports, 'clock'>, digest: Digest, since: Instant): boolean {
  const now = clock.now();
  const day = civilDateAt(now, ZONE);
  const opens = momentAt(day, POLICY.opens, ZONE);
  if (!CALENDAR.isWorkingDay(day) || now < opens || now >= momentAt(day, POLICY.closes, ZONE)) return false;
  // When an attempt failed, what it set for the next one does not count; a repeat after a doubt has its time.
  const own = digest.state === 'retry' && digest.doubts === 0 ? null : digest.notBefore;
  const from = [since, parseInstant(digest.slot) ?? since, own ?? since, opens].sort().at(-1) ?? since;
  return addMs(from, LATE_MS) <= now;
}

/** A person settles all that is left; then the list is empty. */
export async function emptyList(life: Life): Promise<readonly string[]> {
  const { ports } = life.world;
  await linkLeads(life);
  const before = await readAttention(ports);
  for (const one of before.waiting) {
    const act = one.actions.includes('seen') ? 'seen' : one.actions[0] === undefined ? null : 'waive';
    if (act === null) life.wrong.push(`nothing can be done about ${JSON.stringify(one)}`);
    else await settle(life, one, { id: one.id, act, reason: null });
  }
  for (const row of before.over) await ports.attention.remove(row);
  const { waiting, over } = await readAttention(ports);
  return [...waiting.map(({ subject }) => subject), ...over.map(({ value }) => value.subject)].map(
    (subject) => `still on the list: ${JSON.stringify(subject)}`,
  );
}

/** Whom the night listed as a lead that nobody is linked to: linking them is all that can be done, and ends it. */
async function linkLeads({ world: { ports }, wrong }: Life): Promise<void> {
  for (const { subject } of (await readAttention(ports)).waiting) {
    if (subject.kind !== 'lead') continue;
    const found = await ports.people.officer(subject.officer);
    if (found?.value.entraId !== null) wrong.push(`${subject.officer} is linked and on the list`);
    else await ports.people.put({ ...found.value, entraId: `e-${subject.officer}` }, found.etag);
  }
}
