import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { writeTo } from './cli-file.js';
import { UsageError, wordAt, type Line } from './cli-line.js';

/** An answer that may come with a file. */
type WithFile = Answer & { readonly contents: string | null };

/** `sweep`: asks now, or says who would be asked. */
export async function runSweep(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options, flags, usage } = line;
  const narrowing = await run.readNarrowing(ports, options.plan, options.officer);
  if (flags.has('dry-run')) {
    return withFile(line, await run.foresee(ports, common, narrowing, options.out !== undefined));
  }
  if (options.out !== undefined)
    throw new UsageError(`--out goes with --dry-run. What was asked: sweeps show ID --out FILE\n${usage}`);
  return run.sweep(ports, common, narrowing, run.readCount('confirm', options.confirm));
}

/** `sweeps`: what rounds of reminders did, and what became of it. */
export async function runSweeps(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  switch (act) {
    case 'list':
      if (line.options.out !== undefined) throw new UsageError(`--out goes with: sweeps show ID\n${line.usage}`);
      return run.sweeps(ports, common);
    case 'show':
      return withFile(line, await run.sweepShow(ports, common, wordAt(line, 1, 'ID'), line.options.out !== undefined));
    default:
      throw new UsageError(`sweeps cannot “${act}”.\n${line.usage}`);
  }
}

/** `audit`: every admin act and refusal. */
export async function runAudit(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { options, flags, words, usage } = line;
  if (words[0] !== undefined && words[0] !== 'list') throw new UsageError(`audit cannot “${words[0]}”.\n${usage}`);
  const answer = await run.audit(ports, common, {
    from: run.readDay('from', options.from),
    to: run.readDay('to', options.to),
    by: options.by ?? null,
    act: options.act ?? null,
    refusedOnly: flags.has('refused'),
    file: options.out !== undefined,
  });
  return withFile(line, answer);
}

/** `levels`: whether what was promised was kept. */
export function runLevels(run: CommandLine, ports: CommandPorts, common: Common, { options }: Line): Promise<Answer> {
  const days = run.readCount('days', options.days);
  const [from, to] = [run.readDay('from', options.from), run.readDay('to', options.to)];
  return run.levels(ports, common, { days, from, to });
}

function withFile({ options: { out } }: Line, { contents, json, lines }: WithFile): Answer {
  if (contents === null || out === undefined) return { json, lines };
  const replaced = writeTo(out, contents);
  const took = replaced ? ', in the place of the file of that name' : '';
  return { json: { ...json, out, replaced }, lines: [...lines, `Written to ${out}${took}.`] };
}
