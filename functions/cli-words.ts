/** Who may read what: held words, markings, wording for the public, publication holds. */
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** `held`: what waits to be looked at, and that it says nothing of a child. */
export function runHeld(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { plan = null, field = null } = line.options;
  if (act === 'list') return run.held(ports, common, plan);
  if (act === 'clear') return run.heldClear(ports, common, { ...aboutOf(line, 1), field });
  throw new UsageError(`held cannot “${act}”.\n${line.usage}`);
}

/** `mark`: who may read a milestone. */
export function runMark(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const level = run.readLevel(needed(line, 'level'));
  return run.mark(ports, common, { ...aboutOf(line, 0), level, exempt: line.options.exempt ?? null });
}

/** `wording`: what the public may read, and what lacks it. */
export function runWording(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  if (line.words[0] === 'list' && line.options.progress === undefined) {
    return run.wordingList(ports, common, needed(line, 'plan'));
  }
  const { text = null } = line.options;
  return run.wording(ports, common, { ...aboutOf(line, 0), progress: needed(line, 'progress'), text });
}

/** `calendar hold`: when nothing is published. */
export function runHold(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const act = line.words[1] ?? 'list';
  if (act === 'list') return run.holds(ports, common);
  const from = run.readDay('from', needed(line, 'from')) ?? common.asAt;
  if (act === 'remove') return run.hold(ports, common, { kind: 'remove', from });
  if (act !== 'add') throw new UsageError(`calendar hold cannot “${act}”.\n${line.usage}`);
  const to = run.readDay('to', needed(line, 'to')) ?? common.asAt;
  return run.hold(ports, common, { kind: 'add', hold: { from, to, reason: needed(line, 'reason') } });
}

function aboutOf(line: Line, at: number): { readonly plan: string; readonly ref: string; readonly by: string } {
  return { plan: needed(line, 'plan'), ref: wordAt(line, at, 'REF'), by: needed(line, 'by') };
}
