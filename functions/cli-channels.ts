import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** The acts of `channels`. */
export function channels(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { plan = null, area = null, tag = null } = line.options;
  const name = (): string => wordAt(line, 1, 'CHANNEL');
  switch (act) {
    case 'list':
      return run.channels(ports, common);
    case 'read':
      return run.channelRead(ports, common, name(), readingWords(run, line));
    case 'stop':
      return run.channelStop(ports, common, name(), { plan, area, tag });
    case 'move':
      return run.channelMove(ports, common, name(), needed(line, 'to'));
    case 'confirm':
      return run.channelConfirm(ports, common, name());
    case 'remove':
      return run.channelRemove(ports, common, name());
    default:
      throw new UsageError(`channels cannot “${act}”.\n${line.usage}`);
  }
}

function readingWords(run: CommandLine, line: Line) {
  const { area = null, tag = null, ceiling } = line.options;
  return {
    plan: needed(line, 'plan'),
    area,
    tag,
    ceiling: run.readCeiling(ceiling),
    memberFacing: yesOrNo(line, 'members'),
    withWindow: yesOrNo(line, 'with-window'),
  };
}

function yesOrNo(line: Line, name: string): boolean | null {
  const said = line.options[name]?.toLowerCase();
  if (said === undefined) return null;
  if (said === 'yes' || said === 'no') return said === 'yes';
  throw new UsageError(`--${name} takes yes or no.\n${line.usage}`);
}
