import type { Area, Plan } from '../domain/plan.js';
import type { Change, Image, Ports, Revision } from './ports.js';

/** The image of a plan with something changed, without what storage knows of its revision. */
export function planImage(plan: Plan, changed: Partial<Plan>): Image {
  const { id, title, levels, importedOn, preset, owner, key, yearStarts, bodies, ...rest } = { ...plan, ...changed };
  const { overall, release, naming, smallNumber, avoid, kind, columns, board, closed, file } = rest;
  const own = { id, title, levels, importedOn, preset, owner, key, yearStarts, bodies };
  return {
    kind: 'plan',
    plan: {
      ...own,
      overall,
      release,
      naming,
      smallNumber,
      avoid,
      kind,
      columns,
      ...(board !== undefined && { board }),
      closed,
      ...(file !== undefined && { file }),
    },
  };
}

/** The same of an area. */
export function areaImage(area: Area, changed: Partial<Area>): Image {
  const { code, title, order, heads, signed, reminded } = { ...area, ...changed };
  return { kind: 'area', area: { code, title, order, heads, signed, ...(reminded !== undefined && { reminded }) } };
}

/** What the operator changes of a plan or an area, as of now. */
export function changeOf(
  { clock, hash }: Pick<Ports, 'clock' | 'hash'>,
  image: Image,
  previous: Revision,
  why: string,
): Change {
  const at = clock.now();
  return { image, previous, at, recordedAt: at, by: { kind: 'operator' }, why, inputHash: hash(JSON.stringify(image)) };
}
