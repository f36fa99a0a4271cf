import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { bytesOf } from './cli-file.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';
import { runHold } from './cli-words.js';

/** The acts of `calendar`. */
export async function calendar(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { options } = line;
  switch (act) {
    case 'list':
      return run.calendar(ports, common);
    case 'board':
      return run.calendarBoard(ports, common, boardWords(run, line));
    case 'move': {
      const from = run.readDay('from', needed(line, 'from')) ?? common.asAt;
      const to = run.readDay('to', needed(line, 'to')) ?? common.asAt;
      return run.calendarMove(ports, common, wordAt(line, 1, 'NAME'), { from, to });
    }
    case 'remove':
      return run.calendarRemove(ports, common, wordAt(line, 1, 'NAME'), run.readDay('on', options.on));
    case 'closure': {
      const from = run.readDay('', wordAt(line, 1, 'D')) ?? common.asAt;
      const until = run.readDay('until', options.until);
      return run.calendarClosure(ports, common, { from, until, remove: line.flags.has('remove') });
    }
    case 'hold':
      return runHold(run, ports, common, line);
    case 'import':
      return run.calendarImport(ports, common, bytesOf(wordAt(line, 1, 'FILE')));
    default:
      throw new UsageError(`calendar cannot “${act}”.\n${line.usage}`);
  }
}

function boardWords(run: CommandLine, line: Line) {
  const aliases = (line.options.alias ?? '').split(';').map((one) => one.trim());
  const { alias, add, publishes } = line.options;
  // One of them has to be there.
  const alone = alias === undefined && add === undefined && publishes === undefined;
  const dates = alone ? needed(line, 'dates') : line.options.dates;
  return {
    name: wordAt(line, 1, 'NAME'),
    dates: run.readDays('dates', dates),
    aliases: aliases.filter((one) => one !== ''),
    more: run.readDays('add', add),
    publishes: run.readCount('publishes', publishes),
  };
}
