import { civilDateAt, inWords, timeInWords, type Instant } from '../../domain/dates.js';
import { inList } from '../../domain/lists.js';
import { recordAct } from '../audit.js';
import type { CopyTotals } from '../ports-copies.js';
import { restore, type NotRestored } from '../restore.js';
import { occupied, type OpenCopy } from '../restore-check.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { TABLE_WORDS, tablesInWords } from './copy-words.js';
import { restoreJson, restoreLines } from './restore-json.js';

export interface ExportWords {
  readonly file: string;
  /** Puts the bytes where the person wants them, all or none; whether they took the place of a file. */
  readonly save: (bytes: AsyncIterable<Uint8Array>) => Promise<boolean>;
}

/** Everything that cannot be made again, as a file. */
export async function exportVerb(ports: CommandPorts, common: Common, { file, save }: ExportWords): Promise<Answer> {
  await recordAct(ports, common.by, 'export', 'everything');
  let totals: CopyTotals | undefined;
  const told = (found: CopyTotals): void => {
    totals = found;
  };
  const zipped = file.toLowerCase().endsWith('.gz');
  const replaced = await save(ports.copyFile.write(ports.clock.now(), ports.truth.rows(), zipped, told));
  const { at, tables = [], rows = 0 } = totals ?? { at: ports.clock.now() };
  return {
    json: { asAt: common.asAt, export: { file, at, tables, rows, replaced } },
    lines: [
      `Wrote ${counted(rows, 'row')} to ${file}${replaced ? ', in place of the file of that name' : ''}.`,
      ...tables.map(({ table, rows: of }) => `  ${TABLE_WORDS[table]}: ${String(of)}`),
      NOT_HELD,
      'It holds names, chats and everything people wrote. Only you can read the file; keep it so.',
    ],
  };
}

/** What is no truth yet, or is made again from it. */
const NOT_HELD =
  'It does not hold plan files that somebody sent and has not loaded (send them again), settings and keys, or what is made again by itself.';

export interface RestoreWords {
  readonly file: string;
  readonly open: OpenCopy;
  readonly dryRun: boolean;
}

/** Fills empty storage from a copy; a dry run fills storage that nobody else sees, and says the same. */
export async function restoreVerb(ports: CommandPorts, common: Common, words: RestoreWords): Promise<Answer> {
  const target = words.dryRun ? ports.inScratch(ports) : ports;
  const restored = await restore(target, common.by, words.open);
  if (restored.kind !== 'restored') throw refused(restored);
  // A dry run may look at a copy beside storage that is in use; then it says so.
  const inTheWay = words.dryRun ? await occupied(ports) : [];
  const shown = { ...words, restored, inTheWay };
  return {
    json: { asAt: common.asAt, restore: await restoreJson(target, shown) },
    lines: [...headLines(ports, words, restored.totals), ...(await restoreLines(target, common, shown))],
  };
}

function headLines(ports: CommandPorts, { file, dryRun }: RestoreWords, { at, rows }: CopyTotals): readonly string[] {
  const what = `${counted(rows, 'row')} of ${file}, a copy of ${momentOf(ports, at)}`;
  return dryRun ? [`Would restore ${what}. Nothing was written.`] : [`Restored ${what}.`];
}

function momentOf({ zone }: CommandPorts, at: Instant): string {
  return `${inWords(civilDateAt(at, zone))}, ${timeInWords(at, zone)}`;
}

function refused(why: NotRestored): CommandError {
  switch (why.kind) {
    case 'occupied':
      return new CommandError(
        'not-empty',
        `There is something in storage: ${inList(tablesInWords(why.tables))}. A copy is restored into empty storage only. Nothing was written.`,
      );
    case 'besides':
      return new CommandError(
        'not-empty',
        `A restore of this file was broken off, and since then something else came among ${inList(tablesInWords(why.tables))}. Empty the storage and restore again.`,
      );
    case 'other-file':
      return new CommandError(
        'other-restore',
        'The restore of another file was broken off here. Run it again with that file, or empty the storage first.',
      );
    case 'differs':
      return new CommandError(
        'not-empty',
        `Somebody wrote while it was restored: among ${TABLE_WORDS[why.table]}, the row ${why.row} of ${why.partition} is another. Stop the bot, empty the storage and restore again.`,
      );
  }
}
