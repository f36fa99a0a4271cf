import { addDays, civilDateAt, whenInWords, type Instant } from '../../domain/dates.js';
import { readAttention } from '../attention-list.js';
import { waitingNames } from '../attention-names.js';
import { sentenceFor } from '../attention-words.js';
import { readDirectory } from '../directory.js';
import { mapLimited } from '../side-by-side.js';
import { readiness, type Readiness } from '../readiness.js';
import { presentCalendar } from '../working-calendar.js';
import type { Officer } from '../ports.js';
import { keptFinding, redactedFindings } from './doctor-kept.js';
import { accountFindings } from './doctor-plans.js';
import { rowsFinding } from './doctor-rows.js';
import { windowFindings } from './doctor-windows.js';
import { counted, type Answer, type CommandPorts, type Common } from './answer.js';

export interface Finding {
  readonly check: string;
  /** `wrong` wants somebody to act; `note` is worth knowing. */
  readonly level: 'good' | 'note' | 'wrong';
  readonly message: string;
}

/** Every due card is sent, or on the list, after so long; a run is begun. */
const LATE_MINUTES = 15;
/** The bot comes every five minutes; it is missed after two that it did not come. */
const TICK_MINUTES = 10;
/** So many of what waits are told here. */
const NAMED = 3;

/** Looks at what the system stands on and says what is wrong and what to do. */
export async function doctorVerb(ports: CommandPorts, common: Common): Promise<Answer & { readonly well: boolean }> {
  const state = await readiness(ports);
  const findings: Finding[] = [storageFinding(state)];
  if (state.storage) {
    const officers = (await ports.people.officers()).map(({ value }) => value).filter(({ erased }) => !erased);
    const now = ports.clock.now();
    findings.push(...(await planFindings(ports)), await dueFinding(ports), sendingFinding(state, ports.zone, now));
    findings.push(await rowsFinding(ports), ...(await windowFindings(ports, common.asAt)));
    findings.push(...(await accountFindings(ports, common.asAt)), ...tickFindings(state), openFinding(state));
    const calendar = await presentCalendar(ports);
    findings.push(
      await attentionFinding({ ...ports, calendar }),
      peopleFinding(officers),
      adminFinding(officers, ports.firstAdmins),
      await keptFinding(ports, ports.keep),
    );
  }
  const wrong = findings.filter(({ level }) => level === 'wrong');
  const error = { code: 'unwell', message: wrong.map(({ check, message }) => `${check}: ${message}`).join(' ') };
  return {
    well: wrong.length === 0,
    json: { asAt: common.asAt, well: wrong.length === 0, findings, ...(wrong.length === 0 ? {} : { error }) },
    lines: worstFirst(findings).map(({ check, level, message }) => `${level.padEnd(5)}  ${check}: ${message}`),
  };
}

/** What wants somebody to act is read first; within a level, in the order in which it is looked at. */
function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return (['wrong', 'note', 'good'] as const).flatMap((level) => findings.filter((one) => one.level === level));
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
  const ids = await ports.plans.ids();
  const chains = await mapLimited([...ids, null], 2, async (id): Promise<readonly Finding[]> => {
    const check = `history of ${id ?? 'the calendar'}`;
    const broken = await ports.brokenHistory(id);
    const redacted = await redactedFindings(ports, id, check);
    if (broken.length === 0) return [{ check, level: 'good', message: 'every link of the chain holds' }, ...redacted];
    const where = broken.slice(0, 3).join('; ');
    const message = `was changed by hand at ${where}; find out who can write to storage`;
    return [{ check, level: 'wrong', message }, ...redacted];
  });
  return [count, ...chains.flat()];
}

async function dueFinding(ports: CommandPorts): Promise<Finding> {
  const weekAgo = addDays(civilDateAt(ports.clock.now(), ports.zone), -7);
  const late = (await ports.dueIndex.upTo(weekAgo)).length;
  const check = 'sweeps';
  if (late === 0) return { check, level: 'good', message: 'nothing has waited to be looked at for a week' };
  const message = `${String(late)} have waited to be looked at for more than a week; is a sweep scheduled? See: schedules`;
  return { check, level: 'wrong', message };
}

function sendingFinding(state: Readiness, zone: string, now: Instant): Finding {
  const check = 'sending';
  if (state.stopped) return { check, level: 'wrong', message: 'is stopped by hand; start it with: sending start' };
  if (state.notBefore === null) return { check, level: 'good', message: 'is on' };
  return {
    check,
    level: 'note',
    message: `waits until ${whenInWords(state.notBefore, { zone, now })}: Teams asked for it`,
  };
}

/** "50 minutes ago", "5 hours ago", "10 days ago". */
function agoInWords(minutes: number): string {
  if (minutes < 120) return `${counted(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${String(hours)} hours ago` : `${String(Math.floor(hours / 24))} days ago`;
}

/** Whether the bot comes by itself, and has run what its schedules say. */
function tickFindings({ tickMinutes, watermarkLagMinutes }: Readiness): readonly Finding[] {
  const check = 'bot';
  const look = 'does it run? See its health and log';
  const comes: Finding =
    tickMinutes === null
      ? { check, level: 'note', message: 'has not come by here yet; it does every five minutes' }
      : tickMinutes > TICK_MINUTES
        ? { check, level: 'wrong', message: `last came ${agoInWords(tickMinutes)}, not every five; ${look}` }
        : { check, level: 'good', message: 'comes every five minutes' };
  const late = watermarkLagMinutes > LATE_MINUTES;
  const lag = `something scheduled ${agoInWords(watermarkLagMinutes)} has not run; see: schedules, and: attention`;
  return [comes, ...(late ? [{ check: 'runs', level: 'wrong', message: lag } as const] : [])];
}

/** Cards whose time has come and that have not left for a quarter of an hour. */
function openFinding({ open, oldestDueMinutes }: Readiness): Finding {
  const check = 'cards to send';
  if (oldestDueMinutes === null || oldestDueMinutes < LATE_MINUTES) {
    return { check, level: 'good', message: `${String(open)} wait for their time` };
  }
  const message = `the oldest should have left ${agoInWords(oldestDueMinutes)}; see: attention`;
  return { check, level: 'wrong', message };
}

/** What only a person can settle: the first few in words, for the rest there is a verb. */
async function attentionFinding(ports: CommandPorts): Promise<Finding> {
  const check = 'waiting for a person';
  const { waiting } = await readAttention(ports);
  if (waiting.length === 0) return { check, level: 'good', message: 'nothing' };
  const names = await waitingNames(ports, await readDirectory(ports.people));
  const counts = new Map<string, number>();
  for (const one of waiting) counts.set(sentenceFor(one, names), (counts.get(sentenceFor(one, names)) ?? 0) + 1);
  const told = [...counts].slice(0, NAMED);
  const first = told.map(([sentence, count]) => (count === 1 ? sentence : `${sentence} (${String(count)} times)`));
  const left = waiting.length - told.reduce((sum, [, count]) => sum + count, 0);
  const more = left > 0 ? ` And ${String(left)} more.` : '';
  return { check, level: 'wrong', message: `${first.join(' ')}${more} See: attention` };
}

function peopleFinding(officers: readonly Officer[]): Finding {
  const unlinked = officers.filter(({ entraId }) => entraId === null).length;
  const check = 'officers';
  if (unlinked === 0) return { check, level: 'good', message: 'all are linked to somebody in Teams' };
  const message = `${String(unlinked)} of ${String(officers.length)} are not linked to anybody in Teams and cannot be asked; see: officers`;
  return { check, level: 'note', message };
}

/** Somebody has to read what waits for a person; the first admins of the settings count once they have a chat. */
function adminFinding(officers: readonly Officer[], first: readonly string[]): Finding {
  const check = 'admins';
  const able = officers.filter(
    ({ roles, entraId, outside }) =>
      outside === null && (roles.includes('admin') || (entraId !== null && first.includes(entraId))),
  );
  const reached = able.filter(({ chat, unreachable }) => chat !== null && unreachable === null).length;
  if (reached > 0) return { check, level: 'good', message: `${counted(reached, 'admin')} can be written to` };
  const how = 'make somebody one who has opened Waymark in Teams: officers role OFFICER admin';
  return { check, level: 'note', message: `nobody can be told what waits for a person; ${how}` };
}
