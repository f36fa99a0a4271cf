import type { Plan } from '../domain/plan.js';
import type { Image } from './ports.js';

/** The image of a plan with something changed, without what storage knows of its revision. */
export function planImage(plan: Plan, changed: Partial<Plan>): Image {
  const { id, title, levels, importedOn, preset, owner, key, yearStarts } = { ...plan, ...changed };
  return { kind: 'plan', plan: { id, title, levels, importedOn, preset, owner, key, yearStarts } };
}
