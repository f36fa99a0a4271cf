import { addDays, addMs, civilDateAt } from '../../domain/dates.js';
import { mapLimited } from '../side-by-side.js';
import { readiness, type Readiness } from '../readiness.js';
import { decentFrom } from '../sender.js';
import { presentCalendar } from '../working-calendar.js';
import type { Digest, Officer } from '../ports.js';
import { accountFindings } from './doctor-plans.js';
import type { Answer, CommandPorts, Common } from './answer.js';

export interface Finding {
  readonly check: string;
  /** `wrong` wants somebody to act; `note` is worth knowing. */
  readonly level: 'good' | 'note' | 'wrong';
  readonly message: string;
}

const LATE_MS = 15 * 60_000;
/** Cards that did not arrive are named for so many days. */
const NAMED_DAYS = 14;

/** Looks at what the system stands on and says what is wrong and what to do. */
export async function doctorVerb(ports: CommandPorts, common: Common): Promise<Answer & { readonly well: boolean }> {
  const state = await readiness(ports);
  const findings: Finding[] = [storageFinding(state)];
  if (state.storage) {
    const officers = (await ports.people.officers()).map(({ value }) => value);
    findings.push(...(await planFindings(ports)), await dueFinding(ports), sendingFinding(state));
    findings.push(...(await accountFindings(ports, common.asAt)));
    const calendar = await presentCalendar(ports);
    findings.push(
      await openFinding({ ...ports, calendar }),
      await lostFinding(ports, officers),
      peopleFinding(officers),
    );
  }
  const wrong = findings.filter(({ level }) => level === 'wrong');
  const error = { code: 'unwell', message: wrong.map(({ check, message }) => `${check}: ${message}`).join(' ') };
  return {
    well: wrong.length === 0,
    json: { asAt: common.asAt, well: wrong.length === 0, findings, ...(wrong.length === 0 ? {} : { error }) },
    lines: findings.map(({ check, level, message }) => `${level.padEnd(5)}  ${check}: ${message}`),
  };
}

function storageFinding({ storage }: Readiness): Finding {
  return storage
    ? { check: 'storage', level: 'good', message: 'tables and queues answer' }
    : {
        check: 'storage',
        level: 'wrong',
        message: 'does not answer; look at AzureWebJobsStorage, and whether it runs',
      };
}

async function planFindings(ports: CommandPorts): Promise<Finding[]> {
  const plans = await ports.plans.list();
  const none = 'none is loaded; load one with: import FILE --plan ID';
  const count: Finding =
    plans.length === 0
      ? { check: 'plans', level: 'note', message: none }
      : { check: 'plans', level: 'good', message: `${String(plans.length)} loaded` };
  const chains = await mapLimited([...plans.map(({ id }) => id), null], 2, async (id): Promise<Finding> => {
    const check = `history of ${id ?? 'the calendar'}`;
    const broken = await ports.brokenHistory(id);
    if (broken.length === 0) return { check, level: 'good', message: 'every link of the chain holds' };
    const where = broken.slice(0, 3).join('; ');
    return { check, level: 'wrong', message: `was changed by hand at ${where}; find out who can write to storage` };
  });
  return [count, ...chains];
}

async function dueFinding(ports: CommandPorts): Promise<Finding> {
  const weekAgo = addDays(civilDateAt(ports.clock.now(), ports.zone), -7);
  const late = (await ports.dueIndex.upTo(weekAgo)).length;
  const check = 'sweeps';
  if (late === 0) return { check, level: 'good', message: 'nothing has waited to be looked at for a week' };
  const message = `${String(late)} have waited to be looked at for more than a week; is a sweep scheduled? See: schedules`;
  return { check, level: 'wrong', message };
}

function sendingFinding({ stopped }: Readiness): Finding {
  return stopped
    ? { check: 'sending', level: 'wrong', message: 'is stopped by hand' }
    : { check: 'sending', level: 'good', message: 'is on' };
}

/** Cards whose time has come and that have not left for a quarter of an hour. */
async function openFinding(ports: CommandPorts): Promise<Finding> {
  const now = ports.clock.now();
  const open = await ports.openDigests.list();
  const digests = await mapLimited(open, 8, ({ value }) => ports.ledger.digest(value.officer, value.slot));
  const isLate = ({ value: { atOnce, notBefore, plannedAt } }: { value: Digest }): boolean =>
    (atOnce || decentFrom(ports, now) <= now) && addMs(notBefore ?? plannedAt, LATE_MS) < now;
  const late = digests.filter((digest) => digest !== null).filter(isLate).length;
  const check = 'cards to send';
  if (late === 0) return { check, level: 'good', message: `${String(open.length)} wait for their time` };
  const message = `${String(late)} should have left a quarter of an hour ago; does the bot run? See its health and log`;
  return { check, level: 'wrong', message };
}

/** Cards that did not arrive, or perhaps did not: each with its officer, for a person to look at. */
async function lostFinding(ports: CommandPorts, officers: readonly Officer[]): Promise<Finding> {
  const since = addMs(ports.clock.now(), -NAMED_DAYS * 86_400_000);
  const states: readonly Digest['state'][] = ['in-doubt', 'dead', 'undeliverable'];
  const lost = await mapLimited(officers, 8, async ({ id, name }) => {
    const { digests } = await ports.ledger.read(id);
    const found = digests
      .map(({ value }) => value)
      .filter(({ state, plannedAt }) => states.includes(state) && plannedAt > since);
    return found.map(
      ({ state, reason, slot }) => `${name}, ${slot.slice(0, 10)}: ${state}${reason === null ? '' : ` (${reason})`}`,
    );
  });
  const all = lost.flat();
  const check = 'cards that did not arrive';
  if (all.length === 0) return { check, level: 'good', message: `none in ${String(NAMED_DAYS)} days` };
  return { check, level: 'wrong', message: `${all.join('; ')}. Ask these people another way` };
}

function peopleFinding(officers: readonly Officer[]): Finding {
  const unlinked = officers.filter(({ entraId }) => entraId === null).length;
  const check = 'officers';
  if (unlinked === 0) return { check, level: 'good', message: 'all are linked to somebody in Teams' };
  const message = `${String(unlinked)} of ${String(officers.length)} are not linked to anybody in Teams and cannot be asked; see: officers`;
  return { check, level: 'note', message };
}
