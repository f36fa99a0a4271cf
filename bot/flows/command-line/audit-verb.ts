import { addDays, momentInWords, type CivilDate } from '../../domain/dates.js';
import type { Actor } from '../../domain/plan.js';
import { auditInWords, auditLines, type AuditLine } from '../audit-list.js';
import { readDirectory } from '../directory.js';
import { CommandError, counted, namedOfficer, type CommandPorts, type Common } from './answer.js';
import type { WithFile } from './listing-verbs.js';

export interface AuditWords {
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  /** An officer by id or exact name, or `operator`. */
  readonly by: string | null;
  readonly act: string | null;
  readonly refusedOnly: boolean;
  readonly file: boolean;
}

/** Without `--from`, so many days are told. */
const DAYS = 31;
/** So many at a terminal; `--json` and a file tell all. */
const SHOWN = 50;

/** Every admin act and every refusal of some days, the newest first. */
export async function auditVerb(ports: CommandPorts, { asAt }: Common, words: AuditWords): Promise<WithFile> {
  const to = words.to ?? asAt;
  const from = words.from ?? addDays(to, -DAYS);
  if (from > to) throw new CommandError('days', `--from ${from} lies after --to ${to}.`, 2);
  const by = await byOf(ports, words.by);
  const { act, refusedOnly, file } = words;
  const lines = await auditLines(ports, await readDirectory(ports.people), { from, to, by, act, refusedOnly });
  const more = lines.length - SHOWN;
  return {
    json: { asAt, from, to, entries: lines.map(lineJson) },
    lines: [
      ...(lines.length === 0 ? ['Nothing of that is in the audit of these days.'] : []),
      ...lines
        .slice(0, SHOWN)
        .map((line) => `${momentInWords(line.at, ports.zone)}  ${line.who}: ${auditInWords(line)}`),
      ...(more > 0
        ? [`and ${counted(more, 'entry', 'entries')} more; all of them with: audit --json, or --out FILE.csv`]
        : []),
    ],
    contents: file ? ports.writeTable([HEADINGS, ...lines.map(rowOf)]) : null,
  };
}

async function byOf(ports: CommandPorts, text: string | null): Promise<Actor | null> {
  if (text === null) return null;
  if (text.trim().toLowerCase() === 'operator') return { kind: 'operator' };
  return { kind: 'officer', id: (await namedOfficer(ports, text)).id };
}

function lineJson({ entry: { at, by, act, subject, outcome, why }, who, about }: AuditLine): object {
  return { at, by: by.kind, byId: by.kind === 'officer' ? by.id : null, who, act, subject, about, outcome, why };
}

const HEADINGS = ['At (UTC)', 'Who', 'Act', 'About', 'Outcome', 'Why'];

function rowOf({ entry, who, about, why }: AuditLine): readonly string[] {
  return [entry.at, who, entry.act, about, entry.outcome, why ?? ''];
}
