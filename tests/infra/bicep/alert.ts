/** The alerts of infra/azure/alerts.bicep, asked as Azure would ask them, of lines that the app has written. */
import { at, isMembers, type BicepFile, type Value } from './read.js';

/** One line of the log: when it was written, in milliseconds, and what it says. */
export interface Line {
  readonly at: number;
  readonly text: string;
}

export interface Alert {
  readonly name: string;
  readonly description: string;
  readonly severity: number;
  readonly windowMinutes: number;
  readonly everyMinutes: number;
  readonly query: string;
  /** The events that its query asks for. */
  readonly events: readonly string[];
  /** Whether it fires, looking back from a moment. */
  fires(lines: readonly Line[], now: number): boolean;
}

export function alertsIn({ variables, resources }: BicepFile): readonly Alert[] {
  const made = resources.find(
    ({ type, isExisting }) => type === 'Microsoft.Insights/scheduledQueryRules' && !isExisting,
  );
  const criteria = at(made?.body, 'properties.criteria.allOf');
  const [only] = Array.isArray(criteria) ? (criteria as readonly Value[]) : [];
  if (at(only, 'timeAggregation') !== 'Count') throw new Error('The rules do not count lines');
  const rules = variables.get('rules');
  if (!Array.isArray(rules)) throw new Error('There are no rules');
  return (rules as readonly Value[]).map(alertOf);
}

function alertOf(rule: Value): Alert {
  const query = words(rule, 'query');
  const windowMinutes = minutes(words(rule, 'window'));
  const isBeyond = comparing(words(rule, 'operator'), number(rule, 'limit'));
  return {
    name: words(rule, 'name'),
    description: words(rule, 'description'),
    severity: number(rule, 'severity'),
    windowMinutes,
    everyMinutes: minutes(words(rule, 'every')),
    query,
    events: [...query.matchAll(/"([^"]+)"/g)].map(([, event = '']) => event),
    fires: (lines, now) => {
      const window = lines.filter((line) => line.at > now - windowMinutes * 60_000 && line.at <= now);
      return isBeyond(found(query, window));
    },
  };
}

/** How many rows a query gives. Throws for what it does not know: a query must not be held to be right by mistake. */
function found(query: string, lines: readonly Line[]): number {
  const [table, parsed, ...steps] = query.split('|').map((step) => step.trim().replaceAll(/\s+/g, ' '));
  if (table !== 'traces' || parsed !== 'extend line = parse_json(message)') throw new Error(`Not understood: ${query}`);
  let rows: readonly Record<string, unknown>[] = lines.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  for (const step of steps) rows = stepped(step, rows);
  return rows.length;
}

function stepped(step: string, rows: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] {
  const one = /^where tostring\(line\.(\w+)\) == "([\w-]+)"$/.exec(step);
  if (one !== null) return rows.filter((row) => row[one[1] ?? ''] === one[2]);
  const several = /^where tostring\(line\.(\w+)\) in \(((?:"[\w-]+"(?:, )?)+)\)$/.exec(step);
  if (several !== null) return rows.filter((row) => several[2]?.includes(`"${String(row[several[1] ?? ''])}"`));
  const distinct = /^distinct tostring\(line\.(\w+)\)$/.exec(step);
  if (distinct === null) throw new Error(`Not understood: ${step}`);
  const seen = new Map(rows.map((row) => [row[distinct[1] ?? ''], row]));
  return [...seen.values()];
}

function comparing(operator: string, limit: number): (count: number) => boolean {
  if (operator === 'LessThan') return (count) => count < limit;
  if (operator === 'GreaterThan') return (count) => count > limit;
  throw new Error(`Not understood: ${operator}`);
}

/** Of a duration like `PT15M`, `PT1H` or `P2D`. */
function minutes(duration: string): number {
  const [, days = '0', hours = '0', rest = '0'] = /^P(?:(\d+)D|T(?:(\d+)H)?(?:(\d+)M)?)$/.exec(duration) ?? [];
  return (Number(days) * 24 + Number(hours)) * 60 + Number(rest);
}

function words(rule: Value, name: string): string {
  const value = isMembers(rule) ? rule[name] : undefined;
  if (typeof value !== 'string' || value === '') throw new Error(`A rule has no ${name}`);
  return value;
}

function number(rule: Value, name: string): number {
  const value = isMembers(rule) ? rule[name] : undefined;
  if (typeof value !== 'number') throw new Error(`A rule has no ${name}`);
  return value;
}
