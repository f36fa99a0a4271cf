import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, type Line } from './cli-line.js';

/** The acts of `summaries`. */
export async function summaries(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { area, tag } = line.options;
  const scope = { plan: needed(line, 'plan'), ...(area !== undefined && { area }), ...(tag !== undefined && { tag }) };
  switch (act) {
    case 'list':
      return run.summaries(ports, common, scope);
    case 'show':
      return run.summaryShow(ports, common, { ...scope, posted: needed(line, 'posted') });
    case 'correct': {
      const named = { ...scope, posted: needed(line, 'posted') };
      return run.summaryCorrect(ports, common, { ...named, reason: needed(line, 'reason') });
    }
    default:
      throw new UsageError(`summaries cannot “${act}”.\n${line.usage}`);
  }
}
