/** The fields of a policy's form: what stands in them, and what somebody typed there. */
import { MONTHS } from './dates.js';
import { asTypedOnOneLine } from './plain-text.js';
import { NAMINGS, type Plan } from './plan.js';
import type { PlanNumbers, PlanRules } from './plan-rules.js';
import type { PolicyPart } from './policy-views.js';
import { readRuleFields, RULE_FIELDS } from './policy-words.js';

/** What of a plan a form changes; what is left out stays. */
export interface PolicyTyped extends Partial<
  Pick<Plan, 'preset' | 'yearStarts' | 'bodies' | 'naming' | 'smallNumber' | 'avoid' | 'release'>
> {
  readonly rules?: PlanRules;
}

/** The numbers of each part, by the names of their fields. */
const NUMBERS: Readonly<Record<PolicyPart, readonly string[]>> = {
  rates: ['red-after', 'moves-for-amber', 'green-lapses'],
  asks: ['repeat', 'escalate-at', 'quiet', 'silent'],
  told: [],
};
/** Names of fields hold no hyphens. */
const fieldOf = (name: string): string => name.replace(/-/g, '');

/** What stands in the fields of a part. */
export function policyFields(part: PolicyPart, plan: Plan, numbers: PlanNumbers): Readonly<Record<string, string>> {
  const own = RULE_FIELDS.filter(({ name }) => NUMBERS[part].includes(name));
  const counts = Object.fromEntries(own.map(({ name, rule }) => [fieldOf(name), String(numbers[rule])]));
  switch (part) {
    case 'rates':
      return { preset: plan.preset, year: MONTHS[plan.yearStarts - 1] ?? '', ...counts };
    case 'asks': {
      const stages = [...numbers.stagesBefore, ...numbers.stagesAfter].join(', ');
      return { stages, ...counts, release: plan.release ? 'yes' : 'no' };
    }
    case 'told': {
      const { naming, smallNumber, avoid, bodies } = plan;
      return { naming, small: String(smallNumber), avoid: avoid.join('; '), bodies: bodies.join('; ') };
    }
  }
}

interface Wrong {
  readonly field: string;
  readonly message: string;
}
const WORDS_AT_MOST = 40;
const LONGEST_WORDS = 80;
const LARGEST_SMALL_NUMBER = 100;

/** What was typed into the fields of a part, as far as it differs from what stands there; or what is wrong, and where. */
export function readPolicyForm(
  part: PolicyPart,
  typed: Readonly<Record<string, string>>,
  standing: Readonly<Record<string, string>>,
): PolicyTyped | Wrong {
  const changed = Object.fromEntries(
    Object.entries(standing).flatMap(([name, was]) => {
      const now = asTypedOnOneLine(typed[name] ?? was);
      return now === was ? [] : [[name, now]];
    }),
  );
  const rules = readNumbers(part, changed);
  if ('message' in rules) return rules;
  const plain = readPlain(changed);
  if ('message' in plain) return plain;
  return { ...plain, ...(Object.keys(rules.rules).length > 0 && { rules: rules.rules }) };
}

function readNumbers(part: PolicyPart, changed: Readonly<Record<string, string>>): { rules: PlanRules } | Wrong {
  const names = NUMBERS[part].filter((name) => changed[fieldOf(name)] !== undefined);
  const empty = [...names.map(fieldOf), 'stages'].find((name) => changed[name] === '');
  if (empty !== undefined) return { field: empty, message: 'Give a number of working days.' };
  const { stages } = changed;
  const given = Object.fromEntries(names.map((name) => [name, changed[fieldOf(name)]]));
  const read = readRuleFields({ ...given, ...(stages !== undefined && { stages }) });
  return 'message' in read ? { field: fieldOf(read.field), message: read.message } : read;
}

function readPlain(changed: Readonly<Record<string, string>>): PolicyTyped | Wrong {
  const { preset, year, release, naming, small, avoid, bodies } = changed;
  const month =
    year === undefined
      ? 0
      : MONTHS.findIndex((name) => year.length >= 3 && name.toLowerCase().startsWith(year.toLowerCase()));
  if (month < 0) return { field: 'year', message: `“${year ?? ''}” is no month. Give its name, such as April.` };
  const number = small === undefined ? 0 : /^\d{1,3}$/.test(small) ? Number(small) : -1;
  if (number < 0 || number > LARGEST_SMALL_NUMBER) {
    return { field: 'small', message: `Give a number from 0 to ${String(LARGEST_SMALL_NUMBER)}.` };
  }
  const lists = { avoid: listOf(avoid), bodies: listOf(bodies) };
  const long = Object.entries(lists).find(([, list]) => list === null)?.[0];
  if (long !== undefined) {
    const message = `Give at most ${String(WORDS_AT_MOST)}, of at most ${String(LONGEST_WORDS)} characters each, with semicolons between them.`;
    return { field: long, message };
  }
  const chosen = NAMINGS.find((one) => one === naming);
  return {
    ...((preset === 'confidence' || preset === 'dates') && { preset }),
    ...(year !== undefined && { yearStarts: month + 1 }),
    ...(release !== undefined && { release: release === 'yes' }),
    ...(chosen !== undefined && { naming: chosen }),
    ...(small !== undefined && { smallNumber: number }),
    ...(lists.avoid != null && { avoid: lists.avoid }),
    ...(lists.bodies != null && { bodies: lists.bodies }),
  };
}

/** Undefined where nothing was changed; null for more than is taken. */
function listOf(text: string | undefined): readonly string[] | null | undefined {
  if (text === undefined) return undefined;
  const words = text.split(';').map(asTypedOnOneLine);
  const once = [...new Map(words.filter((one) => one !== '').map((one) => [one.toLowerCase(), one])).values()];
  return once.length > WORDS_AT_MOST || once.some(({ length }) => length > LONGEST_WORDS) ? null : once;
}
