/** `officers`: who is known, and where they are. */
import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { bytesOf } from './cli-file.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';
import { runLeave, runProposals, runRename, runSupporter } from './cli-people.js';

export function officers(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  switch (act) {
    case 'list':
      return run.officers(ports, common);
    case 'import':
      return run.officersImport(ports, common, bytesOf(wordAt(line, 1, 'FILE')));
    case 'link':
      return run.officerLink(ports, common, wordAt(line, 1, 'OFFICER'), wordAt(line, 2, 'ENTRA-ID'));
    case 'unlink':
      return run.officerUnlink(ports, common, wordAt(line, 1, 'OFFICER'));
    case 'rename':
      return runRename(run, ports, common, line);
    case 'role':
      return run.officerRole(ports, common, wordAt(line, 1, 'OFFICER'), wordAt(line, 2, 'ROLE'));
    case 'supporter':
      return runSupporter(run, ports, common, line);
    case 'roles':
      return run.officerRoles(ports, common);
    case 'leave':
    case 'hand-over':
      return runLeave(run, ports, common, line, act);
    case 'proposals':
    case 'confirm':
    case 'decline':
      return runProposals(run, ports, common, line, act);
    case 'away':
    case 'back':
    case 'deputy':
    case 'group':
      return whereabouts(run, ports, common, line, act);
    default:
      throw new UsageError(`officers cannot “${act}”.\n${line.usage}`);
  }
}

/** Where somebody is, who is asked instead, and whom the name of a group means. */
function whereabouts(
  run: CommandLine,
  ports: CommandPorts,
  common: Common,
  line: Line,
  act: 'away' | 'back' | 'deputy' | 'group',
): Promise<Answer> {
  const who = wordAt(line, 1, act === 'group' ? 'NAME' : 'OFFICER');
  const { deputy = null, to = null, members = null, rule = null } = line.options;
  const none = line.flags.has('none');
  if (act === 'back') return run.officerBack(ports, common, who);
  if (act === 'deputy') return run.officerDeputy(ports, common, who, to, none);
  if (act === 'group') {
    if (members === null && rule === null && !none) needed(line, 'members');
    return run.officerGroup(ports, common, { name: who, members, rule, none });
  }
  const until = run.readDay('until', needed(line, 'until')) ?? common.asAt;
  return run.officerAway(ports, common, who, until, deputy);
}
