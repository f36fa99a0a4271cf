import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { writeTo } from './cli-file.js';
import { needed, UsageError, type Line } from './cli-line.js';

/** A report as a file; one of that name is replaced, and that is said. */
export async function report(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options, flags, words, usage } = line;
  const [plan, out] = [needed(line, 'plan'), needed(line, 'out')];
  if (words.length > 0 && options.of !== 'posted') {
    throw new UsageError(`“report” does not take “${words.join(' ')}”. Nothing was done.\n${usage}`);
  }
  const { contents, ...answer } = await run.report(ports, common, {
    ...{ plan, out, area: options.area, tag: options.tag },
    format: run.readFormat(needed(line, 'format')),
    ceiling: run.readCeiling(options.ceiling) ?? 'internal',
    of: run.readReportOf(options.of, words[0]),
    acceptFindings: flags.has('accept-findings'),
  });
  const replaced = writeTo(out, contents);
  const lines = replaced ? [...answer.lines, 'It took the place of the file of that name.'] : answer.lines;
  return { json: { ...answer.json, replaced }, lines };
}
