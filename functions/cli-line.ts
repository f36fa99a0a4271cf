import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { COMMON_USAGE, VERBS, type Word } from './cli-usage.js';

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

type Option = readonly [string, { readonly type: 'string' | 'boolean' }];

const COMMON = ['as-at', 'today', 'as'];

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
  if (rest.some((word) => word === '--help' || word === '-h')) {
    return { ...HELP, usage: [usage, ...(known.help ?? []).map((line) => `  ${line}`), COMMON_USAGE].join('\n') };
  }
  const texts = [...known.options, ...COMMON].map((name): Option => [name, { type: 'string' }]);
  const flags = [...known.flags, 'json'].map((name): Option => [name, { type: 'boolean' }]);
  const line = read(verb, rest, [...texts, ...flags], usage);
  refuseSurplus(line);
  return line;
}

function read(verb: string, args: readonly string[], known: readonly Option[], usage: string): Line {
  try {
    const options: ParseArgsOptionsConfig = Object.fromEntries<Option[1]>(known);
    const parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: string[] } = parseArgs({
      args: withNumbers(args),
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

/** A number below zero behind an option is what the option holds, and no other option: `--stages -20,-5,0,1`. */
function withNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? '';
    const holds = /^-\d/.test(arg) && /^--[^=]+$/.test(before);
    if (holds) joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
  }
  return joined;
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

/** Whatever a verb does not know may be what a person thought would matter: then nothing is done. */
function refuseSurplus({ verb, words, usage }: Line): void {
  const { takes = [], acts } = VERBS[verb] ?? {};
  const [act = ''] = words;
  const own = acts === undefined ? takes : Object.hasOwn(acts, act) ? acts[act] : undefined;
  // An act that there is not, or none, is told by the verb itself.
  if (own === undefined) return;
  const given = acts === undefined ? words : words.slice(1);
  if (given.length <= own.length) return;
  const spaced = own.filter((word) => word !== 'id' && word !== 'day');
  if (own.length === 1 && spaced[0] !== undefined) throw unquoted(spaced[0], given);
  if (spaced.length > 0) throw new UsageError('Put a ref or a name of several words in quotation marks.');
  const said = acts === undefined ? verb : `${verb} ${act}`;
  const surplus = given.slice(own.length).join(' ');
  throw new UsageError(`“${said}” does not take “${surplus}”. Nothing was done.\n${usage}`);
}

/** One thing of several words, which would be cut at the first. */
export function unquoted(what: Word, words: readonly string[]): UsageError {
  return new UsageError(
    `Put the ${what === 'file' ? 'name of the file' : what} in quotation marks: "${words.join(' ')}".`,
  );
}
