/** Looking after a plan: pauses, and what of it is changed with history. */
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, type Line } from './cli-line.js';

/** `pause`: neither asked for nor overdue until a day. */
export async function runPause(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const until = run.readDay('until', needed(line, 'until'));
  if (until === null) throw new UsageError('--until is missing.');
  return run.pause(ports, common, { ...whichOf(line), until, reason: needed(line, 'reason') });
}

/** `resume`: what was paused counts again. */
export async function runResume(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  return run.resume(ports, common, whichOf(line));
}

/** One of a ref, an area and the whole plan. */
function whichOf(line: Line) {
  const [ref = null] = line.words;
  const { area = null } = line.options;
  const given = [ref !== null, area !== null, line.flags.has('all')].filter(Boolean).length;
  if (given !== 1) throw new UsageError(`Give one of REF, --area and --all.\n${line.usage}`);
  return { plan: needed(line, 'plan'), by: needed(line, 'by'), ref, area };
}
