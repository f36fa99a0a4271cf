/** The numbers of a plan in words, and as people type them. */
import type { PlanNumbers, PlanRules } from './plan-rules.js';
import type { Refusal } from './reasons.js';

export function rulesInWords(numbers: PlanNumbers): readonly string[] {
  const { stagesBefore, stagesAfter, stagesRepeat, escalationFrom, redAfter, movesForAmber } = numbers;
  const days = (n: number): string => `${String(n)} working day${n === 1 ? '' : 's'}`;
  const before = stagesBefore.filter((stage) => stage < 0).map((stage) => String(-stage));
  const early = before.length === 0 ? '' : `${before.join(', ')} working days before the date, `;
  return [
    `People are asked ${early}on the date, and ${stagesAfter.join(', ')} working days after it, then every ${String(stagesRepeat)}.`,
    `The head of service is told ${days(escalationFrom)} after the date.`,
    `The dates say Red when it is late by more than ${days(redAfter)}, and Amber after ${String(movesForAmber)} moves of the date.`,
    `Without reporting windows a Green lapses ${days(numbers.greenLapsesAfter)} after it was said.`,
    `An answer quiets what is asked for ${days(numbers.quietAfterAnswer)}; no answer for ${days(numbers.silentAfter)} counts as silence.`,
  ];
}

/** The numbers as fields: names as at the command line. */
export const RULE_FIELDS = [
  { name: 'repeat', rule: 'stagesRepeat' },
  { name: 'escalate-at', rule: 'escalationFrom' },
  { name: 'red-after', rule: 'redAfter' },
  { name: 'moves-for-amber', rule: 'movesForAmber' },
  { name: 'green-lapses', rule: 'greenLapsesAfter' },
  { name: 'quiet', rule: 'quietAfterAnswer' },
  { name: 'silent', rule: 'silentAfter' },
] as const satisfies readonly { readonly name: string; readonly rule: keyof PlanRules }[];

/** What was typed, by the name of its field; a field that is left out, or empty, stays as it is. */
export function readRuleFields(
  fields: Readonly<Record<string, string | undefined>>,
): { readonly rules: PlanRules } | (Refusal & { readonly field: string }) {
  let rules: PlanRules = {};
  const { stages = '' } = fields;
  if (stages.trim() !== '') {
    const read = stages.split(/[,;\s]+/).filter((part) => part !== '');
    const wrong = read.find((part) => !/^[+-]?\d{1,3}$/.test(part));
    if (wrong !== undefined) {
      const message = `“${wrong}” is no number of working days. Give them like this: -20, -5, 0, 1, 5, 10.`;
      return { field: 'stages', code: 'stages', message };
    }
    const numbers = read.map(Number);
    rules = { stagesBefore: numbers.filter((n) => n <= 0), stagesAfter: numbers.filter((n) => n > 0) };
  }
  for (const { name, rule } of RULE_FIELDS) {
    const typed = (fields[name] ?? '').trim();
    if (typed === '') continue;
    if (!/^\d{1,3}$/.test(typed)) return { field: name, code: name, message: `“${typed}” is no whole number.` };
    rules = { ...rules, [rule]: Number(typed) };
  }
  return { rules };
}
