import { MONTHS, inWords } from '../../domain/dates.js';
import { declarable, type KeyEntry } from '../../domain/key.js';
import { asTypedOnOneLine } from '../../domain/plain-text.js';
import type { Plan } from '../../domain/plan.js';
import { isRefused } from '../../domain/read-plan.js';
import { planAsAt } from '../as-at.js';
import { recordAct } from '../audit.js';
import type { PlanContents } from '../ports.js';
import { foreseePolicy } from '../policy-foreseen.js';
import { effectsInWords } from '../../domain/policy-effects.js';
import { rulesOf, type PlanRules } from '../../domain/plan-rules.js';
import { rulesInWords } from '../../domain/policy-words.js';
import { calendarAsAt } from '../working-calendar.js';
import { setPolicy, type PolicyOrder } from '../set-policy.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';
import { toldLines, type TellingOrder } from './policy-told.js';

export interface PolicyWords {
  readonly plan: string;
  readonly preset: Plan['preset'] | null;
  /** A file that holds a key. */
  readonly key: Uint8Array | null;
  readonly yearStarts: number | null;
  /** Bodies and systems that things may wait for, in place of those before. */
  readonly bodies: Plan['bodies'] | null;
  /** What readers are told, and what is checked before they are. */
  readonly told?: TellingOrder;
  /** Its own numbers. */
  readonly rules?: PlanRules | null;
  /** Only tell what would change. */
  readonly dryRun?: boolean;
}

/** How a plan rates: who does, in which key, and when its year starts. Without wishes it is only shown. */
export async function policyVerb(ports: CommandPorts, common: Common, words: PolicyWords): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const order = orderOf(ports, words);
  if (Object.keys(order).length === 0) return shown(ports, common, words.plan);
  if (words.dryRun === true) return foreseen(ports, common, contents, order);
  const done = await setPolicy(ports, contents, order, common.by);
  await recordAct(ports, common.by, 'policy set', words.plan, done.kind === 'done' ? null : done.kind);
  switch (done.kind) {
    case 'refused':
      throw new CommandError('key', done.why.join(' '));
    case 'conflict':
      throw new CommandError('changed-meanwhile', 'Somebody else changed the plan at the same moment. Say it again.');
    case 'done': {
      const { plan, renamed, redated } = done;
      const news = [
        ...renamed.map(({ from, to }) => `“${from}” is called “${to}” from now on.`),
        ...(redated === 0
          ? []
          : [`${counted(redated, 'recurring milestone')} now ${redated === 1 ? 'follows' : 'follow'} that year.`]),
      ];
      return { json: { ...policyJson(common, plan), renamed, redated }, lines: [...policyLines(plan), ...news] };
    }
  }
}

export function readPreset(text: string | null): Plan['preset'] | null {
  if (text === null || text === 'confidence' || text === 'dates') return text;
  const both = 'confidence (people rate, the dates stand beside) or dates (the dates rate)';
  throw new CommandError('preset', `“${text}” is no way to rate. Give ${both}.`, 2);
}

/** A month by its number or English name; null when none is given. */
export function readMonth(text: string | undefined): number | null {
  if (text === undefined) return null;
  const named = MONTHS.findIndex((month) => text.length >= 3 && month.toLowerCase().startsWith(text.toLowerCase()));
  const month = named >= 0 ? named + 1 : /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (month >= 1 && month <= 12) return month;
  throw new CommandError(
    'month',
    `“${text}” is no month. Give 1 to 12: 4 for the financial year, which starts in April.`,
    2,
  );
}

/** So many fit a list on a card, each on a line. */
const BODIES_AT_MOST = 40;
const LONGEST_BODY = 80;

/** Names with semicolons between them; none for an empty text, null when nothing was given. */
export function readBodies(text: string | undefined): Plan['bodies'] | null {
  if (text === undefined) return null;
  const names = text.split(';').map(asTypedOnOneLine);
  const once = [...new Map(names.filter((name) => name !== '').map((name) => [name.toLowerCase(), name])).values()];
  const long = once.find((name) => name.length > LONGEST_BODY);
  if (long !== undefined) {
    const most = `Give at most ${String(LONGEST_BODY)}.`;
    throw new CommandError('bodies', `--bodies: “${long}” has ${String(long.length)} characters. ${most}`, 2);
  }
  if (once.length <= BODIES_AT_MOST) return once;
  throw new CommandError(
    'bodies',
    `--bodies has ${String(once.length)} names. Give at most ${String(BODIES_AT_MOST)}.`,
    2,
  );
}

async function foreseen(
  ports: CommandPorts,
  { asAt }: Common,
  contents: PlanContents,
  order: PolicyOrder,
): Promise<Answer> {
  const would = await foreseePolicy(ports, contents, order);
  if (would.kind === 'refused') throw new CommandError('policy', would.why.join(' '));
  const { effects, posts } = would;
  return {
    json: { asAt, plan: contents.plan.id, dryRun: true, ...effects, posts },
    lines: effectsInWords(effects, posts),
  };
}

function orderOf(
  ports: CommandPorts,
  { preset, key, yearStarts, bodies, rules = null, told = {} }: PolicyWords,
): PolicyOrder {
  const read = key === null ? null : ports.readKey(key);
  if (read !== null && isRefused(read)) throw new CommandError('not-a-key', read.refused);
  return {
    ...(preset !== null && { preset }),
    ...(read !== null && { key: read.key }),
    ...(yearStarts !== null && { yearStarts }),
    ...(bodies !== null && { bodies }),
    ...(rules !== null && { rules }),
    ...told,
  };
}

async function shown(ports: CommandPorts, common: Common, id: string): Promise<Answer> {
  const found = await planAsAt(ports, id, common.asAt);
  if (found === null)
    throw new CommandError('not-yet-loaded', `“${id}” had not been loaded by ${inWords(common.asAt)}.`);
  const numbers = rulesOf(await calendarAsAt(ports, common.asAt), id);
  return {
    json: { ...policyJson(common, found.plan), rules: numbers },
    lines: [...policyLines(found.plan), ...rulesInWords(numbers)],
  };
}

function policyJson({ asAt }: Common, plan: Plan): object {
  const { id, preset, key, yearStarts, bodies, naming, smallNumber, avoid, release } = plan;
  const told = { naming, smallNumber, avoid, release };
  return { asAt, plan: id, preset, yearStarts, key: declarable(key), bodies, ...told };
}

function policyLines({ preset, key, yearStarts, bodies, ...plan }: Plan): string[] {
  const who = preset === 'dates' ? 'The dates rate (dates).' : 'People rate, and the dates stand beside (confidence).';
  const entries = declarable(key).map((entry) => `  ${entryLine(entry)}`);
  const waits = bodies.length === 0 ? [] : [`Things may wait for: ${bodies.join('; ')}.`];
  return [
    who,
    `The year starts in ${MONTHS[yearStarts - 1] ?? ''}.`,
    ...waits,
    ...toldLines(plan),
    'The key:',
    ...entries,
  ];
}

function entryLine({ id, rating, word, letter, shape, definition }: KeyEntry): string {
  const name = [shape, word, letter === '' ? '' : `(${letter})`].filter((part) => part !== '').join(' ');
  const counts = rating === 'none' ? 'counts as nothing' : `counts as ${rating}`;
  return `${name}: ${definition === '' ? '' : `${definition}; `}${counts} [${id}]`;
}
