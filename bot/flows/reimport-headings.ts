import { leftBy } from '../domain/file-left.js';
import type { Loading } from '../domain/new-milestone.js';
import type { NextPlan } from '../domain/next-plan.js';
import type { Area, Objective } from '../domain/plan.js';
import { withMapping } from '../domain/plan-mapping.js';
import { inTransactions } from './commit-milestones.js';
import { areaImage, planImage } from './images.js';
import { whyOf } from './import-plan.js';
import type { Change, Image, Outcome, PlanContents, Ports, Revision } from './ports.js';
import type { NextFile } from './reimport.js';

/**
 * The plan with its newest file, and areas and objectives that are new or have another title or place. The plan comes
 * first: from then on no earlier file is loaded. What is said of its columns is remembered with it.
 */
export async function commitHeadings(
  ports: Ports,
  { plan, areas, objectives }: PlanContents,
  { file }: NextPlan,
  { asAt, at }: Loading,
  order: Pick<NextFile, 'columns' | 'enteredBy'>,
): Promise<Outcome> {
  const why = whyOf(order);
  const changes: Change[] = [];
  const add = (image: Image, previous: Revision | null): void => {
    const inputHash = ports.hash(JSON.stringify(image));
    changes.push({ image, previous, at, recordedAt: ports.clock.now(), by: { kind: 'import' }, why, inputHash });
  };
  const columns = withMapping(plan.columns, order.columns ?? []);
  const left = leftBy(file);
  const isNew = plan.file?.on !== asAt || JSON.stringify(plan.file.left) !== JSON.stringify(left.left);
  if (isNew || JSON.stringify(columns) !== JSON.stringify(plan.columns)) {
    const rows = plan.file?.rows ?? file.rows.length;
    add(planImage(plan, { columns, ...(isNew && { file: { on: asAt, rows, ...left } }) }), plan);
  }
  file.areas.forEach(({ code, title }, n) => {
    const before = areas.find((area) => area.code === code);
    const fresh: Area = { code, title, order: areas.length + n, heads: [], signed: null };
    if (before === undefined) add({ kind: 'area', area: fresh }, null);
    else if (before.title !== title) add(areaImage(before, { title }), before);
  });
  file.objectives.forEach(({ code, area, title }, n) => {
    const before = objectives.find((objective) => objective.code === code);
    const fresh: Objective = { code, area, title, order: objectives.length + n };
    if (before === undefined) add({ kind: 'objective', objective: fresh }, null);
    else if (before.title !== title || before.area !== area)
      add({ kind: 'objective', objective: { code, area, title, order: before.order } }, before);
  });
  for (const part of inTransactions(changes, ({ image }) => image)) {
    if ((await ports.plans.commit(plan.id, part)) === 'conflict') return 'conflict';
  }
  return 'written';
}
