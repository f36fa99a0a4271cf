import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { wordAt, type Line } from './cli-line.js';

/** `person`: everything held about somebody. */
export function runPerson(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  return run.person(ports, common, wordAt(line, 0, 'OFFICER'));
}

/** `erase`: somebody, or with `--dry-run` what that would do. */
export function runErase(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { flags } = line;
  return run.erase(ports, common, {
    officer: wordAt(line, 0, 'OFFICER'),
    dryRun: flags.has('dry-run'),
    anyway: flags.has('anyway'),
  });
}
