/** Signing off, releasing, and the rating of a whole plan. */
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** `sign-off`: who stands by which figures. */
export function runSignOff(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const plan = needed(line, 'plan');
  const [area = 'list'] = line.words;
  if (area === 'list' && line.options.by === undefined) return run.signOffList(ports, common, plan);
  const { words = '' } = line.options;
  return run.signOff(ports, common, { plan, area: wordAt(line, 0, 'AREA'), by: needed(line, 'by'), words });
}

/** `release`: whether a summary may be posted. */
export function runRelease(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const plan = needed(line, 'plan');
  if (line.flags.has('compare')) return run.compare(ports, common, plan, needed(line, 'window'));
  const { window = null, reason = '' } = line.options;
  const refuse = line.flags.has('refuse');
  const why = refuse ? needed(line, 'reason') : reason;
  return run.release(ports, common, { plan, window, by: needed(line, 'by'), refuse, reason: why });
}

/** `overall`: how a plan is rated as a whole. */
export function runOverall(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'show'] = line.words;
  const plan = needed(line, 'plan');
  if (act === 'show') return run.overall(ports, common, plan);
  if (act !== 'set') throw new UsageError(`overall cannot “${act}”.\n${line.usage}`);
  const said = { by: needed(line, 'by'), rating: needed(line, 'rating'), reason: needed(line, 'reason') };
  return run.overallSet(ports, common, { plan, ...said });
}
