import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { careOf } from './cli-care.js';
import { needed, unquoted, wordAt, type Line } from './cli-line.js';

export function milestones(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  if (line.words.length > 0 && line.words[0] !== 'list') return careOf(run, ports, common, line);
  const { lead = null, tag = null, state } = line.options;
  return run.milestones(ports, common, {
    plan: needed(line, 'plan'),
    lead,
    tag,
    state: run.readState(state),
    overdue: line.flags.has('overdue'),
  });
}

export async function why(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  // "eh 1.1" without quotation marks; nobody is called by a number.
  if (/^\d+(\.\d+)*$/.test(line.words[1] ?? '')) throw unquoted('ref', line.words);
  const [plan, ref] = [needed(line, 'plan'), wordAt(line, 0, 'REF')];
  return run.why(ports, common, { plan, ref, officer: line.words[1] ?? null });
}
