import { addDays, civilDateAt } from '../../domain/dates.js';
import { readiness, type Readiness } from '../readiness.js';
import type { Answer, CommandPorts, Common } from './answer.js';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
}

/** Looks at what the system stands on and says what is wrong and what to do. */
export async function doctorVerb(ports: CommandPorts, common: Common): Promise<Answer & { readonly well: boolean }> {
  const state = await readiness(ports);
  const findings: Finding[] = [storageFinding(state)];
  if (state.storage)
    findings.push(...(await planFindings(ports)), ...sendingFindings(state), await peopleFinding(ports));
  const well = findings.every((finding) => finding.ok);
  return {
    well,
    json: { asAt: common.asAt, well, findings },
    lines: findings.map(({ check, ok, message }) => `${ok ? 'good' : 'LOOK'}  ${check}: ${message}`),
  };
}

function storageFinding({ storage }: Readiness): Finding {
  const message = storage
    ? 'can be read and written'
    : 'cannot be reached; look at AzureWebJobsStorage, and whether it runs';
  return { check: 'storage', ok: storage, message };
}

async function planFindings(ports: CommandPorts): Promise<Finding[]> {
  const plans = await ports.plans.list();
  const findings: Finding[] = [
    {
      check: 'plans',
      ok: plans.length > 0,
      message:
        plans.length === 0 ? 'none loaded; load one with: import FILE --plan ID' : `${String(plans.length)} loaded`,
    },
  ];
  for (const { id } of plans) {
    const broken = await ports.brokenHistory(id);
    const message =
      broken.length === 0
        ? 'every link of the chain holds'
        : `broken at ${broken.slice(0, 3).join('; ')}. Somebody changed rows by hand: restore from the nightly copy`;
    findings.push({ check: `history of ${id}`, ok: broken.length === 0, message });
  }
  const late = (await ports.dueIndex.upTo(addDays(civilDateAt(ports.clock.now(), ports.zone), -7))).length;
  const message =
    late === 0
      ? 'nothing has waited for more than a week'
      : `${String(late)} rows have waited for more than a week; is a sweep scheduled, and does it run? See: schedules`;
  return [...findings, { check: 'due index', ok: late === 0, message }];
}

function sendingFindings({ stopped, open, oldestOpenMinutes }: Readiness): Finding[] {
  const waits = oldestOpenMinutes !== null && oldestOpenMinutes > 15;
  const oldest = oldestOpenMinutes === null ? '' : `, the oldest for ${String(oldestOpenMinutes)} minutes`;
  return [
    { check: 'sending', ok: !stopped, message: stopped ? 'is stopped by hand; start it with: sending start' : 'is on' },
    { check: 'cards to send', ok: !waits, message: `${String(open)} wait${oldest}` },
  ];
}

async function peopleFinding(ports: CommandPorts): Promise<Finding> {
  const officers = await ports.people.officers();
  const unlinked = officers.filter(({ value }) => value.entraId === null).length;
  const message =
    unlinked === 0
      ? 'all are linked to somebody in Teams'
      : `${String(unlinked)} of ${String(officers.length)} are not linked to anybody in Teams and cannot be asked; see: officers`;
  return { check: 'officers', ok: unlinked === 0, message };
}
