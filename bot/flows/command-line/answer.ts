import type { CivilDate } from '../../domain/dates.js';
import { FORMER_OFFICER } from '../../domain/former-name.js';
import type { MeasuresFile } from '../../domain/measure-rows.js';
import { didYouMean, nearestNames } from '../../domain/nearest.js';
import type { Actor, OfficerId } from '../../domain/plan.js';
import type { Keep } from '../../domain/retention.js';
import type { Refused, RejectedRow } from '../../domain/read-plan.js';
import type { OfficerOrder } from './officer-rows.js';
import type { PlainView } from '../../domain/views.js';
import type { Chains, Officer, Ports } from '../ports.js';
import type { CopyFile, Truth } from '../ports-copies.js';
import type { ReportWriters } from '../ports-reports.js';

/** What a verb says: one JSON value, and the same for a person at a terminal. */
export interface Answer {
  readonly json: object;
  readonly lines: readonly string[];
}

/** A refusal in words for the person who typed: exit 1, or 2 when the words themselves were wrong. */
export class CommandError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly exit: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** What the command line has beside the ports. */
export interface CommandPorts extends Ports, Chains {
  /** Everything that cannot be made again, and the form in which it is copied. */
  readonly truth: Truth;
  readonly copyFile: CopyFile;
  /** The same with empty storage of this process, which is gone when it ends: where a dry run writes. */
  readonly inScratch: (ports: CommandPorts) => CommandPorts;
  readonly readOfficers: (bytes: Uint8Array) =>
    | Refused
    | {
        readonly rows: readonly OfficerOrder[];
        readonly rejected: readonly RejectedRow[];
      };
  readonly readMeasures: (bytes: Uint8Array) => MeasuresFile | Refused;
  readonly writeReport: ReportWriters;
  /** A card as plain text, to paste into an e-mail. */
  readonly plainText: (view: PlainView) => string;
  /** An Entra id as it is compared; null for a text that is none. */
  readonly readEntraId: (text: string) => string | null;
  /** How long what is kept about people is kept. */
  readonly keep: Keep;
  /** Breaks in the chain of a plan's history, in words; with null, of that of the organisation's diary. */
  readonly brokenHistory: (plan: string | null) => Promise<readonly string[]>;
}

/** What every verb takes. */
export interface Common {
  /** The day the rules take for today. */
  readonly asAt: CivilDate;
  /** Who enters it. */
  readonly by: Actor;
}

/** An officer by id or exact name. */
export async function namedOfficer({ people }: Ports, text: string): Promise<Officer> {
  const found = (await people.officer(text)) ?? (await people.byName(text));
  if (found !== null) return found.value;
  if (text.trim().toLowerCase() === FORMER_OFFICER) {
    const message = `Whoever was erased is called “${FORMER_OFFICER}”. Give their id instead: the last line of officers has them.`;
    throw new CommandError('no-such-officer', message);
  }
  const all = (await people.officers()).map(({ value }) => value);
  const known = all.flatMap(({ erased, name, aliases }) => (erased ? [] : [name, ...aliases]));
  const near = didYouMean(nearestNames(text, known));
  const gone = near === '' && all.some(({ erased }) => erased);
  const why = gone ? ': somebody of that name was erased, or never known.' : '.';
  throw new CommandError('no-such-officer', `Nobody is called “${text}”${why}${near} List them with: officers`);
}

/** Columns of even width, for reading. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Names for officers, by id. */
export type NameOf = (officer: OfficerId) => string;

/** "1 area", "13 areas"; "1 person", "3 people". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
