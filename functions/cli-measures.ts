import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { bytesOf } from './cli-file.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** The acts of `measures`. */
export function measures(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const plan = needed(line, 'plan');
  switch (act) {
    case 'list':
      return run.measures(ports, common, plan);
    case 'import': {
      const bytes = bytesOf(wordAt(line, 1, 'FILE'));
      return run.measuresImport(ports, common, { plan, bytes, dryRun: line.flags.has('dry-run') });
    }
    case 'set':
      return run.measureSet(ports, common, { plan, code: wordAt(line, 1, 'CODE'), ...valueWords(run, common, line) });
    case 'end':
      return run.measureEnd(ports, common, { plan, code: wordAt(line, 1, 'CODE') });
    default:
      throw new UsageError(`measures cannot “${act}”.\n${line.usage}`);
  }
}

function valueWords(run: CommandLine, common: Common, line: Line) {
  const { value, numerator, denominator, called = null, caveat = null } = line.options;
  return {
    asAt: run.readDay('as-at-day', needed(line, 'as-at-day')) ?? common.asAt,
    called,
    value: run.readNumber('value', value),
    numerator: run.readNumber('numerator', numerator),
    denominator: run.readNumber('denominator', denominator),
    noData: line.options['no-data'] ?? null,
    caveat,
  };
}
