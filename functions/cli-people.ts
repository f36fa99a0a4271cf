import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { writeTo } from './cli-file.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** `person`: everything held about somebody; with `--out` in one file, to be given to them. */
export async function runPerson(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const answer = await run.person(ports, common, wordAt(line, 0, 'OFFICER'));
  const { out } = line.options;
  if (out === undefined) return answer;
  const replaced = writeTo(out, `${JSON.stringify(answer.json, null, 2)}\n`);
  const before = replaced ? ' It took the place of another file.' : '';
  return { ...answer, lines: [`Written to ${out}: ${String(answer.lines.length)} lines about one person.${before}`] };
}

/** `card`: what an officer is asked, as plain text for an e-mail. */
export function runCard(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  return run.card(ports, common, wordAt(line, 0, 'OFFICER'), line.flags.has('text'));
}

/** `officers supporter`: who may enter updates for somebody. */
export function runSupporter(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { to = null, remove = null } = line.options;
  return run.officerSupporter(ports, common, wordAt(line, 1, 'OFFICER'), { to, remove, none: line.flags.has('none') });
}

/** Where an update came from that is entered for somebody: both of its parts, or neither. */
export function sourceOf({ options, usage }: Line): { readonly source: string; readonly on: string } | null {
  const { 'from-source': source, 'from-date': on } = options;
  if (source === undefined && on === undefined) return null;
  if (source !== undefined && on !== undefined) return { source, on };
  throw new UsageError(`--from-source and --from-date belong together: give both.\n${usage}`);
}

/** `erase`: somebody, or with `--dry-run` what that would do. */
export function runErase(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { flags } = line;
  return run.erase(ports, common, {
    officer: wordAt(line, 0, 'OFFICER'),
    dryRun: flags.has('dry-run'),
    anyway: flags.has('anyway'),
  });
}

/** `officers rename`: a wrong name put right. */
export function runRename(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const to = needed(line, 'to');
  return run.officerRename(ports, common, wordAt(line, 1, 'OFFICER'), to, line.flags.has('forget'));
}

/** `officers leave`, `officers hand-over`: everything of somebody passes to another. */
export function runLeave(
  run: CommandLine,
  ports: CommandPorts,
  common: Common,
  line: Line,
  act: 'leave' | 'hand-over',
): Promise<Answer> {
  const { flags, options } = line;
  const leaves = act === 'leave';
  return run.officerLeave(ports, common, {
    officer: wordAt(line, 1, 'OFFICER'),
    to: leaves ? (options.to ?? null) : needed(line, 'to'),
    toHead: leaves && flags.has('to-head'),
    areas: options.areas ?? null,
    withRoles: flags.has('with-roles'),
    dryRun: flags.has('dry-run'),
    leaves,
  });
}

/** `officers proposals`, `confirm`, `decline`: whom a name may mean in Teams. */
export function runProposals(
  run: CommandLine,
  ports: CommandPorts,
  common: Common,
  line: Line,
  act: 'proposals' | 'confirm' | 'decline',
): Promise<Answer> {
  if (act === 'proposals') return run.officerProposals(ports, common);
  const who = wordAt(line, 1, 'OFFICER');
  return run.officerDecideLink(ports, common, who, needed(line, 'person'), act === 'confirm');
}
