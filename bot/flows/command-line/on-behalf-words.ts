import { readSource, type SaidOfSource } from '../../domain/on-behalf.js';
import { SOURCES } from '../../domain/plan.js';
import type { Officer, PlanContents } from '../ports.js';
import type { Submission } from '../submission.js';
import { CommandError, type CommandPorts, type Common } from './answer.js';

/** Who enters it for another is named beside it, with where it came from (RULES 5). */
export async function onBehalfOf(
  { people }: CommandPorts,
  { by, asAt }: Common,
  { plan }: PlanContents,
  officer: Officer,
  from: SaidOfSource | null,
): Promise<Pick<Submission, 'onBehalf'>> {
  if (from === null) return {};
  if (by.kind === 'officer' && by.id === officer.id) {
    const message = `What ${officer.name} says themselves has no source: leave out --from-source and --from-date, or say with --as who entered it.`;
    throw new CommandError('own-words', message, 2);
  }
  const read = readSource(from, plan.importedOn, asAt);
  if ('faults' in read) {
    const options = { source: `--from-source: give one of ${SOURCES.join(', ')}.`, on: '--from-date: ' };
    const said = read.faults.map(({ field, message }) =>
      field === 'source' ? options.source : `${options.on}${message}`,
    );
    throw new CommandError('source', said.join(' '), 2);
  }
  const admin = by.kind === 'officer' && (await people.officer(by.id))?.value.roles.includes('admin') === true;
  return { onBehalf: { ...read, admin } };
}
