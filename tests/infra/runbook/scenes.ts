/** What happens on each page of the runbook. */
import { CARE_SCENES } from './scenes-care.js';
import { SENDING_SCENES } from './scenes-sending.js';
import { SYSTEM_SCENES } from './scenes-system.js';
import type { Scene, Walk } from './walk.js';

/** By the file of the page. */
export const SCENES: Readonly<Record<string, (walk: Walk) => Scene>> = {
  ...SENDING_SCENES,
  ...SYSTEM_SCENES,
  ...CARE_SCENES,
};
