import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** A line as typed, checked against what its verb takes. */
export interface Line {
  readonly verb: string;
  /** What stands after the verb without a flag. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
  /** How the verb is used; for `help`, all of them. */
  readonly usage: string;
}

/** The words were wrong: exit 2. */
export class UsageError extends Error {
  readonly code = 'usage';
  readonly exit = 2;
}

interface Verb {
  readonly usage: string;
  readonly options: readonly string[];
  readonly flags: readonly string[];
}

type Option = readonly [string, { readonly type: 'string' | 'boolean' }];

const COMMON = ['as-at', 'today', 'as'];

const VERBS: Readonly<Record<string, Verb>> = {
  import: {
    usage:
      'import FILE --plan ID [--title T] [--dry-run] [--accept-suggestions] [--period A..B] [--year-starts MONTH] [--key FILE] [--preset confidence|dates]',
    options: ['plan', 'title', 'period', 'year-starts', 'key', 'preset'],
    flags: ['dry-run', 'accept-suggestions'],
  },
  plans: { usage: 'plans', options: [], flags: [] },
  milestones: {
    usage: 'milestones --plan ID [--lead L] [--state S] [--tag T] [--overdue]',
    options: ['plan', 'lead', 'state', 'tag'],
    flags: ['overdue'],
  },
  update: {
    usage:
      'update REF --plan ID --by OFFICER [--rating R] [--note T] [--cause T] [--remedy T] [--help-needed T] [--recovery D] [--forecast D] [--next-step T --by-when D] [--done-on D] [--evidence T] [--evidence-due D] [--state S] [--outcome achieved|not-achieved]',
    options: [
      'plan',
      'by',
      'rating',
      'note',
      'cause',
      'remedy',
      'help-needed',
      'recovery',
      'forecast',
      'next-step',
      'by-when',
      'done-on',
      'evidence',
      'evidence-due',
      'state',
      'outcome',
    ],
    flags: [],
  },
  propose: {
    usage: 'propose REF --plan ID --by OFFICER (--date D | --state S [--replaced-by REFS]) --reason T',
    options: ['plan', 'by', 'date', 'state', 'replaced-by', 'reason'],
    flags: [],
  },
  approvals: {
    usage:
      'approvals [list [--plan ID] | accept REF --plan ID --by OFFICER [--reason T] [--where T --on D] | refuse REF --plan ID --by OFFICER --reason T [--where T --on D]]',
    options: ['plan', 'by', 'reason', 'where', 'on'],
    flags: [],
  },
  defer: {
    usage: 'defer REF --plan ID --by OFFICER (--until D --reason T | --end)',
    options: ['plan', 'by', 'until', 'reason'],
    flags: ['end'],
  },
  history: { usage: 'history REF --plan ID', options: ['plan'], flags: [] },
  policy: {
    usage: 'policy --plan ID [--preset confidence|dates] [--key FILE] [--year-starts MONTH]',
    options: ['plan', 'preset', 'key', 'year-starts'],
    flags: [],
  },
  sweep: { usage: 'sweep [--dry-run]', options: [], flags: ['dry-run'] },
  rollup: {
    usage: 'rollup --plan ID [--area A] [--tag T] [--post]',
    options: ['plan', 'area', 'tag'],
    flags: ['post'],
  },
  report: { usage: 'report --plan ID --format csv --out FILE', options: ['plan', 'format', 'out'], flags: [] },
  schedules: {
    usage:
      'schedules [list | add ID --kind sweep|rollup --cron "30 8 * * 1-5" [--plan ID] | pause ID [--until D] | resume ID | run ID | remove ID]',
    options: ['kind', 'cron', 'plan', 'until'],
    flags: [],
  },
  officers: {
    usage:
      'officers [list | import FILE | link OFFICER ENTRA-ID | unlink OFFICER | role OFFICER admin|leader|external|left|internal | away OFFICER --until D [--deputy NAME] | back OFFICER | deputy OFFICER [--to NAME | --none] | group NAME (--members "A; B; C" [--rule any|each] | --none)]',
    options: ['until', 'deputy', 'to', 'members', 'rule'],
    flags: ['none'],
  },
  heads: {
    usage: 'heads [list --plan ID | set --plan ID --area A --to OFFICER [--second] | owner --plan ID --to OFFICER]',
    options: ['plan', 'area', 'to'],
    flags: ['second'],
  },
  calendar: {
    usage:
      'calendar [list | board NAME [--dates "2026-12-08; 2027-01-12"] [--alias NAME] | move NAME --from D --to D | remove NAME [--on D] | closure D [--until D] [--remove] | import FILE]',
    options: ['dates', 'alias', 'from', 'to', 'on', 'until'],
    flags: ['remove'],
  },
  why: { usage: 'why REF [OFFICER] --plan ID', options: ['plan'], flags: [] },
  attention: {
    usage: 'attention [list | seen ID | send-again ID | waive ID] [--reason T]',
    options: ['reason'],
    flags: [],
  },
  sending: { usage: 'sending [status | stop [--reason T] | start]', options: ['reason'], flags: [] },
  export: { usage: 'export FILE (zipped when its name ends in .gz)', options: [], flags: [] },
  restore: { usage: 'restore FILE [--dry-run]', options: [], flags: ['dry-run'] },
  person: { usage: 'person OFFICER', options: [], flags: [] },
  erase: { usage: 'erase OFFICER [--dry-run] [--anyway]', options: [], flags: ['dry-run', 'anyway'] },
  doctor: { usage: 'doctor', options: [], flags: [] },
};

const COMMON_USAGE = 'Every verb takes --json, --as-at YYYY-MM-DD (--today is the same), --as OFFICER and --help.';

const USAGE = ['waymark VERB, one of:', ...Object.values(VERBS).map((verb) => `  ${verb.usage}`), COMMON_USAGE].join(
  '\n',
);

const HELP: Line = { verb: 'help', words: [], options: {}, flags: new Set(), usage: USAGE };

/** Throws a UsageError that says what is wrong and what the verb takes. */
export function readLine(args: readonly string[]): Line {
  const [verb = 'help', ...rest] = args;
  if (verb === 'help' || verb === '--help' || verb === '-h') {
    return HELP;
  }
  const known = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (known === undefined) {
    const all = Object.keys(VERBS).join(', ');
    throw new UsageError(`There is no verb “${verb}”. There are: ${all}.\nHow to use one: VERB --help`);
  }
  const usage = `Use: ${known.usage}`;
  if (rest.some((word) => word === '--help' || word === '-h')) return { ...HELP, usage: `${usage}\n${COMMON_USAGE}` };
  const texts = [...known.options, ...COMMON].map((name): Option => [name, { type: 'string' }]);
  const flags = [...known.flags, 'json'].map((name): Option => [name, { type: 'boolean' }]);
  try {
    const options: ParseArgsOptionsConfig = Object.fromEntries<Option[1]>([...texts, ...flags]);
    const parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: string[] } = parseArgs({
      args: rest,
      options,
      allowPositionals: true,
    });
    const given = Object.entries(parsed.values);
    return {
      verb,
      words: parsed.positionals,
      options: Object.fromEntries(given.filter((one): one is [string, string] => typeof one[1] === 'string')),
      flags: new Set(given.filter(([, value]) => value === true).map(([name]) => name)),
      usage,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0] : 'it cannot be read';
    throw new UsageError(`${why ?? ''}.\n${usage}`);
  }
}

/** An option that the verb cannot do without. */
export function needed(line: Line, name: string): string {
  const value = line.options[name];
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is missing.\n${line.usage}`);
}

/** The nth word after the verb. */
export function wordAt(line: Line, index: number, what: string): string {
  const word = line.words[index];
  if (word !== undefined) return word;
  throw new UsageError(`${what} is missing.\n${line.usage}`);
}

/** A ref, the last word of its line: one of several words without quotation marks would be cut at the first. */
export function refAt(line: Line, index: number): string {
  const ref = wordAt(line, index, 'REF');
  if (line.words.length > index + 1) throw unquoted(line.words.slice(index));
  return ref;
}

export function unquoted(words: readonly string[]): UsageError {
  return new UsageError(`Put the ref in quotation marks: "${words.join(' ')}".`);
}
