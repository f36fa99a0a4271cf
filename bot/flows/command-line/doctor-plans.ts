/** What doctor says of plans: whether anybody is accountable, can decide, and is asked at all. */
import { decidersOf } from '../../domain/escalation.js';
import { readablePlans } from '../everything.js';
import { readDirectory } from '../directory.js';
import type { PlanContents, Ports } from '../ports.js';
import { scheduleFindings } from './doctor-schedules.js';
import type { Finding } from './doctor.js';

type Needs = Pick<Ports, 'plans' | 'people' | 'log'> & Parameters<typeof scheduleFindings>[0];

export async function accountFindings(ports: Needs, today: Parameters<typeof decidersOf>[2]): Promise<Finding[]> {
  const plans = await readablePlans(ports);
  if (plans.length === 0) return [];
  const { officers } = await readDirectory(ports.people);
  const undecided = plans.flatMap(({ plan, areas, milestones }) =>
    milestones
      .filter(({ milestone }) => milestone.proposal !== null)
      .filter(({ milestone }) => {
        const area = areas.find(({ code }) => code === milestone.area);
        return decidersOf({ milestone, area, plan }, officers, today).length === 0;
      })
      .map(({ milestone }) => `${milestone.ref} (${plan.id})`),
  );
  return [accountable(plans), decisions(undecided), ...(await scheduleFindings(ports))];
}

function accountable(plans: readonly PlanContents[]): Finding {
  const check = 'accountable';
  const missing = plans.flatMap(({ plan, areas }) => {
    const headless = areas.filter(({ heads }) => heads.length === 0).map(({ code }) => code);
    const lacks = [
      ...(plan.owner === null ? ['no plan owner'] : []),
      ...(headless.length === 0 ? [] : [`no head of service for ${headless.join(', ')}`]),
    ];
    return lacks.length === 0 ? [] : [`${plan.id} has ${lacks.join(', and ')}`];
  });
  if (missing.length === 0) return { check, level: 'good', message: 'every plan has its owner and heads of service' };
  return { check, level: 'note', message: `${missing.join('; ')}; name them with: heads` };
}

function decisions(refs: readonly string[]): Finding {
  const check = 'decisions';
  if (refs.length === 0) return { check, level: 'good', message: 'somebody may decide whatever is proposed' };
  const why = 'and its leads are not reminded meanwhile; name who is accountable with: heads';
  return { check, level: 'wrong', message: `nobody may decide what is proposed for ${refs.join(', ')}, ${why}` };
}
