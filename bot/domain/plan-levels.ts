import type { Levels } from './plan.js';

const LONGEST_LEVEL = 40;

/**
 * "Theme; Action; Milestone": what stands for areas, for objectives, and for what is due, each of at most 40 characters;
 * null for what does not name three.
 */
export function levelsIn(typed: string): Levels | null {
  const words = typed.split(';').map((word) => word.trim().replace(/\s+/g, ' '));
  const [area = '', objective = '', milestone = ''] = words;
  const fits = words.length === 3 && words.every((word) => word !== '' && word.length <= LONGEST_LEVEL);
  return fits ? { area, objective, milestone } : null;
}
