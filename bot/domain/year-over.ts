/** A plan whose year was closed: it is read, and nothing of it is asked or changed any more. */
import { inWords } from './dates.js';
import type { Plan } from './plan.js';
import type { Refusal } from './reasons.js';

type Year = Pick<Plan, 'title' | 'closed'>;

export function isRunning({ closed }: Pick<Plan, 'closed'>): boolean {
  return closed === null;
}

/** Why nothing of it is changed any more, and where what was open went; null while its year runs. */
export function yearOver({ title, closed }: Year): Refusal | null {
  if (closed === null) return null;
  const gone = closed.into === null ? '' : ` What was open goes on in “${closed.into}”.`;
  const message = `“${title}” was closed on ${inWords(closed.on)}: it is read, and not changed any more.${gone}`;
  return { code: 'plan-closed', message };
}
