/** Looking after a plan: pauses, and what of it is changed with history. */
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

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

/** `milestones` with an act: what is changed of them with history. */
export function careOf(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = ''] = line.words;
  const { options } = line;
  const plan = needed(line, 'plan');
  const ref = (): string => wordAt(line, 1, 'REF');
  const { text = null, objective = null, after = null, area = null, from = null, refs = null, tags = '' } = options;
  switch (act) {
    case 'add':
      return run.milestoneAdd(ports, common, { plan, ...wantedOf(line), ...placeOf(line), tags });
    case 'edit':
      return run.milestoneEdit(ports, common, { plan, ref: ref(), text, objective, after });
    case 'tag': {
      const { add = '', remove = '', to } = options;
      if (to !== undefined) return run.tagRename(ports, common, { plan, from: needed(line, 'from'), to });
      return run.milestoneTag(ports, common, { plan, refs: needed(line, 'refs'), add, remove });
    }
    case 'reassign': {
      const { reason = '' } = options;
      return run.reassign(ports, common, { plan, refs, area, from, to: needed(line, 'to'), reason });
    }
    case 'split':
      return run.milestoneSplit(ports, common, {
        ...{ plan, ref: ref(), into: needed(line, 'into'), reason: needed(line, 'reason') },
      });
    case 'withdraw':
      return run.milestoneWithdraw(ports, common, { plan, refs: refs ?? ref(), reason: needed(line, 'reason') });
    case 'reopen':
      return run.milestoneReopen(ports, common, { plan, refs: refs ?? ref(), reason: needed(line, 'reason') });
    default:
      throw new UsageError(`milestones cannot “${act}”.\n${line.usage}`);
  }
}

function wantedOf(line: Line) {
  const { ref = null, due = '', leads = '' } = line.options;
  return { ref, text: needed(line, 'text'), due, leads };
}

function placeOf(line: Line) {
  const { area, 'area-title': areaTitle = null, 'objective-title': title = null } = line.options;
  return {
    area: area === undefined ? null : { code: area, title: areaTitle },
    objective: { code: needed(line, 'objective'), title },
  };
}

/** `plans rename`: what the plan, its levels or one of its parts is called. */
function runRename(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const plan = wordAt(line, 1, 'ID');
  const { title, levels, area, objective } = line.options;
  if (levels !== undefined) {
    const [first = '', second = '', third = ''] = levels.split(';').map((word) => word.trim());
    return run.planRename(ports, common, {
      plan,
      what: 'levels',
      levels: { area: first, objective: second, milestone: third },
    });
  }
  if (title === undefined) throw new UsageError(`Give --title or --levels.\n${line.usage}`);
  if (area !== undefined) return run.planRename(ports, common, { plan, what: 'area', code: area, title });
  if (objective !== undefined)
    return run.planRename(ports, common, { plan, what: 'objective', code: objective, title });
  return run.planRename(ports, common, { plan, what: 'plan', title });
}

/** `plans`: the list of them, and what is done to one. */
export function plans(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  switch (act) {
    case 'list':
      return run.plans(ports, common);
    case 'rename':
      return runRename(run, ports, common, line);
    case 'close': {
      const { into = null, title = null } = line.options;
      const dryRun = line.flags.has('dry-run');
      const plan = wordAt(line, 1, 'ID');
      return run.planClose(ports, common, { plan, into, title, reason: needed(line, 'reason'), dryRun });
    }
    case 'reopen':
      return run.planReopen(ports, common, { plan: wordAt(line, 1, 'ID'), reason: needed(line, 'reason') });
    case 'withdraw': {
      const dryRun = line.flags.has('dry-run');
      return run.planWithdraw(ports, common, { plan: wordAt(line, 1, 'ID'), reason: needed(line, 'reason'), dryRun });
    }
    default:
      throw new UsageError(`plans cannot “${act}”.\n${line.usage}`);
  }
}
