/** Who changed what in a plan: every revision that was written in some days, whoever may have used whose account. */
import { addDays, civilDateAt, momentInWords, type CivilDate } from '../../domain/dates.js';
import { whyInWords } from '../../domain/history-words.js';
import { whatChanged } from '../../domain/milestone-history.js';
import type { Actor, Milestone } from '../../domain/plan.js';
import { readDirectory, type Directory } from '../directory.js';
import type { HistoryRow } from '../ports.js';
import { CommandError, counted, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { actorJson } from './decision-json.js';
import { planOf } from './plan-verbs.js';

export interface ChangesWords {
  readonly plan: string;
  /** Days on which it was written, whatever day it counts from. */
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
  /** An officer by id or exact name, or `operator`; null for everybody. */
  readonly by: string | null;
}

/** Without `--from`, so many days are told. */
const DAYS = 31;
/** So many at a terminal; `--json` tells all. */
const SHOWN = 50;

/** Every revision of a plan that was written in those days, the newest first: when, who, of what, and what it changed. */
export async function changesVerb(ports: CommandPorts, { asAt }: Common, words: ChangesWords): Promise<Answer> {
  const { plan } = await planOf(ports, words.plan);
  const to = words.to ?? asAt;
  const from = words.from ?? addDays(to, -DAYS);
  if (from > to) throw new CommandError('days', `--from ${from} lies after --to ${to}.`, 2);
  const directory = await readDirectory(ports.people);
  const isWanted = await writtenBy(ports, directory, words.by);
  const facts = { key: plan.key, nameOf: directory.nameOf };
  const told = changedIn(await ports.plans.history(plan.id), facts)
    .filter(({ row }) => {
      const day = civilDateAt(row.recordedAt, ports.zone);
      return day >= from && day <= to && isWanted(row);
    })
    .sort((a, b) => (a.row.recordedAt < b.row.recordedAt ? 1 : a.row.recordedAt > b.row.recordedAt ? -1 : 0));
  const more = told.length - SHOWN;
  return {
    json: { asAt, plan: plan.id, from, to, changes: told.map((one) => changeJson(one, directory.nameOf)) },
    lines: [
      ...(told.length === 0 ? ['Nothing of that was written in these days.'] : []),
      ...told.slice(0, SHOWN).map((one) => changeLine(ports, one, directory.nameOf)),
      ...(more > 0 ? [`and ${counted(more, 'change')} more; all of them with --json`] : []),
    ],
  };
}

interface Change {
  readonly row: HistoryRow;
  /** "FD 1.1", "area FD". */
  readonly about: string;
  /** What a reader sees of it; empty where nothing that people see changed. */
  readonly changes: readonly string[];
}

/** Each revision against the one before it. */
function changedIn(rows: readonly HistoryRow[], facts: Parameters<typeof whatChanged>[2]): readonly Change[] {
  const before = new Map<string, Milestone>();
  return rows.map((row): Change => {
    const { image } = row;
    switch (image.kind) {
      case 'milestone': {
        const { milestone } = image;
        const changes = whatChanged(before.get(milestone.ref) ?? null, milestone, facts).map(({ words }) => words);
        before.set(milestone.ref, milestone);
        return { row, about: milestone.ref, changes };
      }
      case 'plan':
        return { row, about: 'the plan', changes: [] };
      case 'area':
        return { row, about: `area ${image.area.code}`, changes: [] };
      case 'objective':
        return { row, about: `objective ${image.objective.code}`, changes: [] };
      case 'measure':
        return { row, about: `measure ${image.measure.code}`, changes: [] };
    }
  });
}

/** Whoever it stands under, and whoever entered it for them. */
async function writtenBy(
  ports: CommandPorts,
  { officers }: Directory,
  by: string | null,
): Promise<(row: HistoryRow) => boolean> {
  if (by === null) return () => true;
  const entered = ({ why }: HistoryRow): string | null => /(?<=entered by )\S+$/.exec(why)?.[0] ?? null;
  if (by.trim().toLowerCase() === 'operator') {
    return (row) => row.by.kind === 'operator' || entered(row) === 'operator';
  }
  const { id } = await namedOfficer(ports, by);
  const isTheirs = (one: string | null): boolean => one !== null && (officers.get(one)?.id ?? one) === id;
  return (row) => isTheirs(idIn(row.by)) || isTheirs(entered(row));
}

function idIn(by: Actor): string | null {
  return by.kind === 'officer' ? by.id : null;
}

function changeJson({ row, about, changes }: Change, nameOf: Directory['nameOf']): object {
  const { rev, at, recordedAt, by, why } = row;
  return { about, rev, at, recordedAt, by: actorJson(by, nameOf), why: whyInWords(why, nameOf), changes };
}

function changeLine({ zone }: CommandPorts, { row, about, changes }: Change, nameOf: Directory['nameOf']): string {
  const why = whyInWords(row.why, nameOf);
  const who = actorJson(row.by, nameOf).name;
  const when = momentInWords(row.recordedAt, zone);
  return `${when}  ${who}: ${about}, ${why}${changes.length === 0 ? '' : `. ${changes.join(' ')}`}`;
}
