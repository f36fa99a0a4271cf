import { parseCivilDate } from '../../domain/dates.js';
import { faultsOfKey, type Key } from '../../domain/key.js';
import type { Period } from '../../domain/periods.js';
import { levelsIn } from '../../domain/plan-levels.js';
import { isMappingFault, readMapping } from '../../domain/plan-mapping.js';
import type { Levels, Plan } from '../../domain/plan.js';
import { DEFAULT_KEY } from '../../domain/policy.js';
import { isRefused } from '../../domain/read-plan.js';
import type { MappedColumn } from '../../domain/plan-columns.js';
import { CommandError, type CommandPorts } from './answer.js';
import type { TrackerWords } from './import-tracker.js';

/** What was typed behind `import`. */
export interface ImportWords {
  readonly bytes: Uint8Array;
  readonly plan: string;
  readonly title: string | null;
  readonly fileName: string;
  readonly dryRun: boolean;
  readonly acceptSuggestions: boolean;
  /** Applies a later file to a plan that is there. */
  readonly apply: boolean;
  /** A filled-in fault report; null for none. */
  readonly decisions: Uint8Array | null;
  /** Whether a fault report is wanted. */
  readonly faults: boolean;
  /** The year of the plan; null to take it from most of its dates. */
  readonly period: Period | null;
  /** The month in which its year starts; null for April. */
  readonly yearStarts: number | null;
  /** A file that holds the key; null for Red, Amber, Green and Complete. */
  readonly key: Uint8Array | null;
  /** Null for confidence. */
  readonly preset: Plan['preset'] | null;
  /** What columns hold, beside what was said of them before; left out for nothing new. */
  readonly columns?: readonly MappedColumn[] | undefined;
  /** What the plan calls its levels; left out to go by its headings. */
  readonly levels?: Levels | undefined;
  /** What it is, where it is no improvement plan; left out to go by its headings. */
  readonly tracker?: TrackerWords | undefined;
}

/** "By when=due; Notes=": throws where that says nothing that can be followed. */
export function readColumns(text: string | undefined): readonly MappedColumn[] | undefined {
  if (text === undefined) return undefined;
  const read = readMapping(text);
  if (isMappingFault(read)) throw new CommandError('columns', read.message, 2);
  return read;
}

/** "Theme; Action; Milestone": what stands for areas, for objectives, and for what is due. */
export function readLevels(text: string | undefined): Levels | undefined {
  if (text === undefined) return undefined;
  const levels = levelsIn(text);
  if (levels !== null) return levels;
  const message = `--levels “${text}” does not name three levels. Write them like "Theme; Action; Milestone".`;
  throw new CommandError('levels', message, 2);
}

/** `2018-04-01..2019-03-31`; null when none is given. */
export function readPeriod(text: string | undefined): Period | null {
  if (text === undefined) return null;
  const [from, to] = text.split('..').map((day) => parseCivilDate(day.trim()));
  if (from !== undefined && to !== undefined && from <= to && text.split('..').length === 2) return { from, to };
  throw new CommandError('period', `--period “${text}” is no period. Write it like 2018-04-01..2019-03-31.`, 2);
}

/** A plan of whole years from the first of a month: the month in which its year starts. */
export function monthOf(period: Period | null): number | null {
  return period?.from.endsWith('-01') === true ? Number(period.from.slice(5, 7)) : null;
}

/** The key by which a file is read: that of another file, or Red, Amber, Green and Complete. */
export function keyIn(ports: CommandPorts, bytes: Uint8Array | null): Key {
  if (bytes === null) return DEFAULT_KEY;
  const read = ports.readKey(bytes);
  if (isRefused(read)) throw new CommandError('not-a-key', read.refused);
  const faults = faultsOfKey(read.key);
  if (faults.length > 0) throw new CommandError('key', faults.join(' '));
  return read.key;
}
