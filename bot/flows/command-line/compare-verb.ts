import { civilDateAt, inWords, timeInWords } from '../../domain/dates.js';
import { compareWithCopy, type Compared } from '../compare-copy.js';
import type { TruthRow } from '../ports-copies.js';
import type { OpenCopy } from '../restore-check.js';
import { counted, type Answer, type CommandPorts, type Common } from './answer.js';

export interface CompareWords {
  readonly file: string;
  readonly open: OpenCopy;
}

/** So many rows are named at a terminal; `--json` names all. */
const SHOWN = 20;

/** Whether the record is what it was when a copy was made; `well` is false where a row was changed or is gone. */
export async function compareCopyVerb(
  ports: CommandPorts,
  common: Common,
  { file, open }: CompareWords,
): Promise<Answer & { readonly well: boolean }> {
  const found = await compareWithCopy(ports, ports.keep, open);
  const { histories, audit, changed, gone, totals } = found;
  const well = changed.length + gone.length === 0;
  const named = (rows: readonly TruthRow[]): readonly string[] => rows.map((row) => ports.truth.called(row));
  const error = { code: 'record-differs', message: verdict(found) };
  return {
    well,
    json: {
      ...{ asAt: common.asAt, file, at: totals.at, well, histories, audit },
      ...{ changed: named(changed), gone: named(gone), ...(well ? {} : { error }) },
    },
    lines: [
      `Held against ${file}, a copy of ${inWords(civilDateAt(totals.at, ports.zone))}, ${timeInWords(totals.at, ports.zone)}: ${counted(histories, 'row')} of histories and ${counted(audit, 'entry', 'entries')} of the audit.`,
      verdict(found),
      ...shown('changed', named(changed)),
      ...shown('gone', named(gone)),
    ],
  };
}

function verdict({ changed, gone }: Compared): string {
  if (changed.length + gone.length === 0) return 'All of them are there as they were.';
  const parts = [
    ...(changed.length === 0 ? [] : [`${counted(changed.length, 'row')} changed`]),
    ...(gone.length === 0 ? [] : [`${counted(gone.length, 'row')} gone`]),
  ];
  return `${parts.join(' and ')}: somebody wrote to storage past Waymark.`;
}

function shown(what: string, rows: readonly string[]): readonly string[] {
  const more = rows.length - SHOWN;
  return [
    ...rows.slice(0, SHOWN).map((row) => `  ${what}: ${row}`),
    ...(more > 0 ? [`  and ${String(more)} more ${what}; all of them with --json`] : []),
  ];
}
