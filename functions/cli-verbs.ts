import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** Hands a line to the flow of its verb. */
export async function runVerb(
  run: CommandLine,
  ports: CommandPorts,
  line: Line,
): Promise<Answer & { readonly exit: number }> {
  const common = await run.common(ports, line.options);
  if (line.verb === 'doctor') {
    const answer = await run.doctor(ports, common);
    return { ...answer, exit: answer.well ? 0 : 1 };
  }
  return { ...(await verb(run, ports, common, line)), exit: 0 };
}

function verb(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options, flags } = line;
  switch (line.verb) {
    case 'import': {
      const file = wordAt(line, 0, 'FILE');
      return run.import(ports, common, {
        bytes: bytesOf(file),
        fileName: basename(file),
        plan: needed(line, 'plan'),
        title: options.title ?? null,
        dryRun: flags.has('dry-run'),
        acceptSuggestions: flags.has('accept-suggestions'),
      });
    }
    case 'plans':
      return run.plans(ports, common);
    case 'milestones': {
      const { lead = null, tag = null } = options;
      const state = run.readState(options.state);
      return run.milestones(ports, common, {
        plan: needed(line, 'plan'),
        lead,
        tag,
        state,
        overdue: flags.has('overdue'),
      });
    }
    case 'update':
      return run.update(ports, common, {
        plan: needed(line, 'plan'),
        ref: wordAt(line, 0, 'REF'),
        by: needed(line, 'by'),
        rating: options.rating ?? null,
        state: run.readState(options.state),
        inputs: run.readInputs(options),
      });
    case 'sweep':
      return run.sweep(ports, common, flags.has('dry-run'));
    case 'rollup': {
      const scope = { ...(options.area && { area: options.area }), ...(options.tag && { tag: options.tag }) };
      return run.rollup(ports, common, { plan: needed(line, 'plan'), post: flags.has('post'), ...scope });
    }
    case 'schedules':
      return schedules(run, ports, common, line);
    case 'officers':
      return officers(run, ports, common, line);
    default:
      return heads(run, ports, common, line);
  }
}

function schedules(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  if (act === 'list') return run.schedules(ports, common);
  if (!['add', 'pause', 'resume', 'run', 'remove'].includes(act)) {
    throw new UsageError(`schedules cannot “${act}”.\n${line.usage}`);
  }
  const id = wordAt(line, 1, 'ID');
  switch (act) {
    case 'add': {
      const words = { id, kind: needed(line, 'kind'), cron: needed(line, 'cron'), plan: line.options.plan ?? null };
      return run.scheduleAdd(ports, common, words);
    }
    case 'pause':
      return run.schedulePause(ports, common, id, run.readDay('until', line.options.until));
    case 'resume':
      return run.scheduleResume(ports, common, id);
    case 'run':
      return run.scheduleRun(ports, common, id);
    case 'remove':
      return run.scheduleRemove(ports, common, id);
    default:
      throw new UsageError(`schedules cannot “${act}”.\n${line.usage}`);
  }
}

function officers(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  switch (act) {
    case 'list':
      return run.officers(ports, common);
    case 'import':
      return run.officersImport(ports, common, bytesOf(wordAt(line, 1, 'FILE')));
    case 'link':
      return run.officerLink(ports, common, wordAt(line, 1, 'OFFICER'), wordAt(line, 2, 'ENTRA-ID'));
    case 'role':
      return run.officerRole(ports, common, wordAt(line, 1, 'OFFICER'), wordAt(line, 2, 'ROLE'));
    default:
      throw new UsageError(`officers cannot “${act}”.\n${line.usage}`);
  }
}

function heads(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const plan = needed(line, 'plan');
  const second = line.flags.has('second');
  switch (act) {
    case 'list':
      return run.heads(ports, common, plan);
    case 'set':
      return run.headsSet(ports, common, { plan, area: needed(line, 'area'), to: needed(line, 'to'), second });
    case 'owner':
      return run.headsSet(ports, common, { plan, area: null, to: needed(line, 'to'), second });
    default:
      throw new UsageError(`heads cannot “${act}”.\n${line.usage}`);
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError(`The file “${file}” cannot be read.`);
  }
}
