import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { UsageError, needed, wordAt, type Line } from './cli-line.js';

/** The acts of `schedules`. */
export function schedules(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  if (act === 'list') return run.schedules(ports, common);
  const id = (): string => wordAt(line, 1, 'ID');
  switch (act) {
    case 'add':
      needed(line, 'kind');
      if (line.options.when === undefined) needed(line, 'cron');
      return run.scheduleAdd(ports, common, wordsOf(run, id(), line));
    case 'change':
      return run.scheduleChange(ports, common, wordsOf(run, id(), line));
    case 'pause':
      return run.schedulePause(ports, common, id(), run.readDay('until', line.options.until));
    case 'resume':
      return run.scheduleResume(ports, common, id());
    case 'run':
      return run.scheduleRun(ports, common, id(), run.readCount('confirm', line.options.confirm));
    case 'history':
      return run.scheduleHistory(ports, common, id());
    case 'remove':
      return run.scheduleRemove(ports, common, id());
    default:
      throw new UsageError(`schedules cannot “${act}”.\n${line.usage}`);
  }
}

function wordsOf(run: CommandLine, id: string, line: Line) {
  const { kind = null, when, cron, plan = null, area = null, tag = null, channel = null, confirm } = line.options;
  if (when !== undefined && cron !== undefined) {
    throw new UsageError(`--when and --cron say the same thing: give one of them.\n${line.usage}`);
  }
  const dryRun = line.flags.has('dry-run');
  const rest = { dryRun, confirm: run.readCount('confirm', confirm) };
  return { id, kind, when: cron ?? when ?? null, plan, area, tag, channel, ...rest };
}
