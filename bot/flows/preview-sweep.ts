import type { Accountable } from '../domain/asked-of.js';
import { endOfDay, type CivilDate } from '../domain/dates.js';
import { planDigest } from '../domain/digest-plan.js';
import { awakeOn } from '../domain/pause.js';
import type { Milestone, PlanId } from '../domain/plan.js';
import { planAsAt } from './as-at.js';
import { askLeaders } from './ask-leaders.js';
import { askWhom } from './ask-whom.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import { inLine } from './follow-meetings.js';
import { mapLimited } from './side-by-side.js';
import { doubtfulIn } from './plan-officer.js';
import { isOn, type SweepReport } from './sweep.js';
import { quietLines, withDoubts } from './sweep-lines-of.js';
import { wholeLedger } from './whole-ledger.js';

/**
 * Who would be asked what on a day, without writing anything. It looks at every milestone and not at the due index,
 * so that it also tells when a sweep is wrong. With `plans`, only about these.
 */
export async function previewSweep(
  ports: Ports,
  today: CivilDate,
  plans: ReadonlySet<PlanId> | null = null,
): Promise<SweepReport> {
  const { boards } = await ports.diary.read();
  const looked: Accountable[] = [];
  for (const { id } of await ports.plans.list()) {
    if (plans !== null && !plans.has(id)) continue;
    const plan = await planAsAt(ports, id, today, 'as-first-loaded');
    if (plan !== null && plan.plan.closed !== null) continue;
    for (const { milestone } of plan?.milestones ?? []) {
      const area = plan?.areas.find((one) => one.code === milestone.area);
      if (plan !== null)
        looked.push({
          milestone: inLine(awakeOn(loadedBy(milestone, today), today), boards, today),
          area,
          plan: plan.plan,
        });
    }
  }
  const directory = await readDirectory(ports.people);
  const whom = askWhom(looked, directory.officers, ports.calendar, today);
  const limit = endOfDay(today, ports.zone);
  const leaders = await askLeaders(ports, directory, today, plans);
  const asked = [...new Set([...whom.candidates.keys(), ...leaders.keys()])];
  const planned = await mapLimited(asked, 8, async (officer) => {
    const candidates = whom.candidates.get(officer) ?? [];
    const known = directory.officers.get(officer);
    const ledger = await wholeLedger(ports, directory.officers, officer);
    const before = { ...ledger, asked: ledger.asked.filter((row) => row.at <= limit) };
    const reader = { id: officer, entraId: known?.entraId ?? null, unreachable: known?.unreachable ?? null };
    return {
      officer,
      entraId: reader.entraId,
      doubtful: doubtfulIn({ ...ledger, asked: before.asked }),
      plan: planDigest(reader, candidates, before, today, leaders.get(officer) ?? [], ports.calendar),
    };
  });
  const digests = planned
    .filter(({ plan }) => plan.entries.length + plan.beside.length > 0)
    .map(({ officer, entraId, plan: { entries, beside } }) => ({ officer, entraId, entries, beside }));
  return {
    digests,
    skipped: withDoubts(
      [...whom.skipped, ...planned.flatMap(({ plan }) => plan.skipped)],
      new Map(planned.map(({ officer, doubtful }) => [officer, doubtful])),
    ),
    quiet: quietLines(looked, directory.officers, ports.calendar, today),
    escalations: whom.escalations.filter((one) => isOn(digests, one)),
    withoutLead: whom.withoutLead,
    failed: [],
    unread: [],
  };
}

/** A plan loaded after that day is looked at as if it had been loaded on it. */
function loadedBy(milestone: Milestone, today: CivilDate): Milestone {
  return milestone.importedOn <= today ? milestone : { ...milestone, importedOn: today };
}
