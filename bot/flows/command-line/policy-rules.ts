import type { PlanRules } from '../../domain/plan-rules.js';
import { readRuleFields } from '../../domain/policy-words.js';
import { CommandError } from './answer.js';

/** The options of `policy` that are numbers; null where none is given. */
export function readRules(options: Readonly<Record<string, string | undefined>>): PlanRules | null {
  const read = readRuleFields(options);
  if ('message' in read) throw new CommandError(read.code, `--${read.field} ${read.message}`, 2);
  return Object.keys(read.rules).length === 0 ? null : read.rules;
}
