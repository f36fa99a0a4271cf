import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** The acts of `windows`. */
export async function windows(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { options } = line;
  const id = (): string => wordAt(line, 1, 'ID');
  switch (act) {
    case 'list':
      return run.windows(ports, common, options.plan ?? null);
    case 'add': {
      const day = (name: string) => run.readDay(name, needed(line, name)) ?? common.asAt;
      return run.windowAdd(ports, common, {
        id: id(),
        name: needed(line, 'name'),
        opens: day('opens'),
        chases: run.readDays('chases', options.chases) ?? [],
        freezes: day('freezes'),
        posts: day('posts'),
        plan: options.plan ?? null,
      });
    }
    case 'change':
      return run.windowChange(ports, common, id(), changeOf(run, line));
    case 'remove':
      return run.windowRemove(ports, common, id());
    case 'run':
      return run.windowRun(ports, common, id(), options.plan ?? null);
    default:
      throw new UsageError(`windows cannot “${act}”.\n${line.usage}`);
  }
}

/** What was given; the rest stays. */
function changeOf(run: CommandLine, line: Line) {
  const { options } = line;
  if (options.plan !== undefined) {
    throw new UsageError(`A window stays with its plan. Remove it, and add another.\n${line.usage}`);
  }
  const opens = run.readDay('opens', options.opens);
  const chases = run.readDays('chases', options.chases);
  const freezes = run.readDay('freezes', options.freezes);
  const posts = run.readDay('posts', options.posts);
  return {
    ...(options.name !== undefined && { name: options.name }),
    ...(opens !== null && { opens }),
    ...(chases !== null && { chases }),
    ...(freezes !== null && { freezes }),
    ...(posts !== null && { posts }),
  };
}
