/** Rounds of reminders at the command line: one to come as a file, and those that were. */
import { inWords, momentInWords } from '../../domain/dates.js';
import { didYouMean, nearestNames } from '../../domain/nearest.js';
import type { AskedLine, ListingCounts, Narrowing } from '../../domain/sweep-listing.js';
import { readDirectory, type Directory } from '../directory.js';
import type { Foreseen } from '../foresee.js';
import { causeInWords, fateInWords, fatesOf, findKept, keptSweeps, type Fate, type KeptSweep } from '../kept-sweeps.js';
import { foreseenFate, listingRows, type RowWords } from '../listing-rows.js';
import type { SweepRecord } from '../ports.js';
import { CommandError, counted, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { planOf } from './plan-verbs.js';

/** An answer with a file to write beside it; null for none. */
export interface WithFile extends Answer {
  readonly contents: string | null;
}

/** Plans and people as somebody typed them, with commas or semicolons between. */
export async function readNarrowing(
  ports: CommandPorts,
  plans: string | undefined,
  officers: string | undefined,
): Promise<Narrowing> {
  const ids = partsOf(plans);
  const people = partsOf(officers);
  return {
    plans: ids === null ? null : await Promise.all(ids.map(async (id) => (await planOf(ports, id)).plan.id)),
    officers:
      people === null ? null : await Promise.all(people.map(async (one) => (await namedOfficer(ports, one)).id)),
  };
}

function partsOf(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  return text
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What a dry run found, as the rows of a file. */
export function foreseenFile(ports: CommandPorts, { day, listing, standing, directory }: Foreseen): string {
  const { nameOf } = directory;
  return ports.writeTable(
    listingRows(listing, { nameOf, calendar: ports.calendar, day, fate: foreseenFate(standing, day) }),
  );
}

/** So many are told at a terminal; `--json` tells all. */
const SHOWN = 30;

export async function sweepsVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const kept = await keptSweeps(ports);
  const { nameOf } = await readDirectory(ports.people);
  const more = kept.length - SHOWN;
  return {
    json: { asAt: common.asAt, sweeps: kept.map((one) => headJson(one, nameOf)) },
    lines: [
      ...(kept.length === 0 ? ['No round of reminders is kept: none has asked anybody in the last 90 days.'] : []),
      ...kept.slice(0, SHOWN).map((one) => `${one.id}  ${headLine(ports, one, nameOf)}`),
      ...(more > 0 ? [`and ${String(more)} more; all of them with: sweeps --json`] : []),
      ...(kept.length === 0 ? [] : ['What each did, and what became of it: sweeps show ID']),
    ],
  };
}

function headJson({ id, slot, at, day, cause, counts }: KeptSweep, nameOf: Directory['nameOf']): object {
  const by = cause.kind === 'schedules' ? null : cause.by.kind === 'officer' ? nameOf(cause.by.id) : cause.by.kind;
  const schedules = cause.kind === 'schedules' ? cause.schedules : [];
  return { id, slot, at, day, cause: cause.kind, schedules, by, counts };
}

function headLine({ zone }: CommandPorts, one: KeptSweep, nameOf: Directory['nameOf']): string {
  return `${momentInWords(one.at, zone)}, ${causeInWords(one, nameOf)}: ${countsInWords(one.counts)}`;
}

/** "asked 40 people about 61 things; 12 passed over; 2 told to heads of service". */
export function countsInWords({ people, passed, escalated, unlinked }: ListingCounts): string {
  return [
    `${counted(people, 'person', 'people')} asked`,
    ...(unlinked === 0 ? [] : [`${String(unlinked)} not linked yet`]),
    `${String(passed)} passed over`,
    ...(escalated === 0 ? [] : [`${String(escalated)} escalated`]),
  ].join('; ');
}

/** One round with what became of each card; narrowed to plans and people, and as a file. */
export async function sweepShowVerb(
  ports: CommandPorts,
  common: Common,
  typed: string,
  file: boolean,
): Promise<WithFile> {
  const record = await keptOf(ports, typed.trim().toLowerCase());
  const directory = await readDirectory(ports.people);
  const fates = await fatesOf(ports, record, directory);
  const around = { zone: ports.zone, now: ports.clock.now() };
  const fate = (line: AskedLine): string => fateInWords(fates(line), around);
  const words: RowWords = { nameOf: directory.nameOf, calendar: ports.calendar, day: record.day, fate };
  const rows = listingRows(record, words);
  return {
    json: { asAt: common.asAt, id: typed, ...recordJson(record, fates, directory.nameOf) },
    lines: [
      `${inWords(record.day)}, ${causeInWords(record, directory.nameOf)}: ${countsInWords(record.counts)}.`,
      ...rows.slice(1).map(([, what, name, , plan, ref, about, why, follows]) => {
        const said = `${what ?? ''} ${ref === '' ? (plan ?? '') : (ref ?? '')}`;
        const first = [said, about].filter((part) => part !== '').join(', ');
        return `  ${name ?? ''}: ${sentences([first, why ?? '', follows ?? ''])}`;
      }),
    ],
    contents: file ? ports.writeTable(rows) : null,
  };
}

/** Some of the parts end with a full stop, and some do not. */
function sentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => (part.endsWith('.') ? part : `${part}.`))
    .join(' ');
}

function recordJson(
  { slot, at, day, asked, passed, escalated, failed, unread, counts }: SweepRecord,
  fates: (line: AskedLine) => Fate,
  nameOf: Directory['nameOf'],
): object {
  return {
    ...{ slot, at, day, counts },
    asked: asked.map((line) => ({ ...line, name: nameOf(line.officer), ...fates(line) })),
    passed: passed.map((line) => ({ ...line, name: line.officer === null ? null : nameOf(line.officer) })),
    escalated: escalated.map((line) => ({ ...line, toName: nameOf(line.to), names: line.officers.map(nameOf) })),
    ...{ failed, unread },
  };
}

async function keptOf(ports: CommandPorts, id: string): Promise<SweepRecord> {
  const record = await findKept(ports, id);
  if (record !== null) return record;
  const ids = (await keptSweeps(ports)).map((one) => one.id);
  const near = didYouMean(nearestNames(id, ids));
  throw new CommandError('no-such-sweep', `No round of reminders is called “${id}”.${near} List them with: sweeps`);
}
