import type { Ports } from './ports.js';

/**
 * One id for a card from its planning to its answers, in every line of the log and in the header of its POST: it says
 * nothing of the person or the plan.
 */
export function reminderId({ hash }: Pick<Ports, 'hash'>, officer: string, slot: string): string {
  return hash(JSON.stringify([officer, slot])).slice(0, 16);
}
