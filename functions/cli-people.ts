import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { UsageError, wordAt, type Line } from './cli-line.js';

/** `person`: everything held about somebody. */
export function runPerson(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  return run.person(ports, common, officerAt(line));
}

/** `erase`: somebody, or with `--dry-run` what that would do. */
export function runErase(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { flags } = line;
  return run.erase(ports, common, {
    officer: officerAt(line),
    dryRun: flags.has('dry-run'),
    anyway: flags.has('anyway'),
  });
}

/** A name of several words without quotation marks would be cut at the first. */
function officerAt(line: Line): string {
  const officer = wordAt(line, 0, 'OFFICER');
  if (line.words.length > 1) throw new UsageError(`Put the name in quotation marks: "${line.words.join(' ')}".`);
  return officer;
}
