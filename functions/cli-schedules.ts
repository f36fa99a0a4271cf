import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** The acts of `schedules`. */
export function schedules(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  if (act === 'list') return run.schedules(ports, common);
  if (!['add', 'pause', 'resume', 'run', 'remove'].includes(act)) {
    throw new UsageError(`schedules cannot “${act}”.\n${line.usage}`);
  }
  const id = wordAt(line, 1, 'ID');
  switch (act) {
    case 'add': {
      const { plan = null, area = null, tag = null, channel = null } = line.options;
      const words = { id, kind: needed(line, 'kind'), cron: needed(line, 'cron'), plan, area, tag, channel };
      return run.scheduleAdd(ports, common, words);
    }
    case 'pause':
      return run.schedulePause(ports, common, id, run.readDay('until', line.options.until));
    case 'resume':
      return run.scheduleResume(ports, common, id);
    case 'run':
      return run.scheduleRun(ports, common, id);
    case 'remove':
      return run.scheduleRemove(ports, common, id);
    default:
      throw new UsageError(`schedules cannot “${act}”.\n${line.usage}`);
  }
}
