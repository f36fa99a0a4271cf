import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { needed, UsageError, wordAt, type Line } from './cli-line.js';

/** `propose`: a new date or an end. */
export function runPropose(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  return run.propose(ports, common, {
    ...aboutOf(line, 0),
    date: run.readDay('date', line.options.date),
    state: run.readEnd(line.options.state),
    replacedBy: line.options['replaced-by'] ?? null,
    because: run.readBecause(line.options.because),
    reason: needed(line, 'reason'),
  });
}

/** `hand-over`: another lead in place of one. */
export function runHandOver(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { from = null, reason = '' } = line.options;
  return run.handOver(ports, common, { ...aboutOf(line, 0), to: needed(line, 'to'), from, reason });
}

/** `defer`, and its end. */
export function runDefer(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const about = aboutOf(line, 0);
  if (line.flags.has('end')) {
    if (line.options.until === undefined) return run.deferEnd(ports, common, about);
    throw new UsageError('Give --until or --end: a deferral that ends now ends on no other day.');
  }
  const until = run.readDay('until', needed(line, 'until'));
  if (until === null) throw new UsageError('--until is missing.');
  return run.defer(ports, common, { ...about, until, reason: needed(line, 'reason') });
}

/** `approvals`: what waits, and the decision about one of them. */
export function runApprovals(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { options } = line;
  switch (act) {
    case 'list':
      return run.approvals(ports, common, options.plan ?? null);
    case 'accept':
    case 'refuse':
      return run.decide(ports, common, {
        ...aboutOf(line, 1),
        accept: act === 'accept',
        reason: act === 'refuse' ? needed(line, 'reason') : (options.reason ?? null),
        where: options.where ?? null,
        on: run.readDay('on', options.on),
      });
    case 'ask':
      return run.ask(ports, common, { ...aboutOf(line, 1), question: needed(line, 'question') });
    default:
      throw new UsageError(`approvals cannot “${act}”.\n${line.usage}`);
  }
}

/** `questions`: what leaders ask, and what is answered. */
export function runQuestions(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  const { meeting = null, who = null, id = null, on } = line.options;
  switch (act) {
    case 'list':
      return run.questions(ports, common, { plan: needed(line, 'plan'), open: line.flags.has('open') });
    case 'ask': {
      const words = { question: needed(line, 'question'), meeting, who, on: run.readDay('on', on) };
      return run.questionAsk(ports, common, { ...aboutOf(line, 1), ...words });
    }
    case 'answer':
      return run.questionAnswer(ports, common, { ...aboutOf(line, 1), answer: needed(line, 'answer'), id });
    case 'release':
      return run.questionRelease(ports, common, { ...aboutOf(line, 1), id });
    default:
      throw new UsageError(`questions cannot “${act}”.\n${line.usage}`);
  }
}

/** `history`: everything recorded about one milestone, or all that was written in a plan. */
export function runHistory(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const { from, to, by = null } = line.options;
  const plan = needed(line, 'plan');
  const narrowed = from !== undefined || to !== undefined || by !== null;
  if (line.words.length > 0 && !narrowed) return run.history(ports, common, { plan, ref: wordAt(line, 0, 'REF') });
  if (line.words.length > 0) throw new UsageError(`--from, --to and --by go without REF.\n${line.usage}`);
  return run.changes(ports, common, { plan, from: run.readDay('from', from), to: run.readDay('to', to), by });
}

function aboutOf(line: Line, at: number): { readonly plan: string; readonly ref: string; readonly by: string } {
  return { plan: needed(line, 'plan'), ref: wordAt(line, at, 'REF'), by: needed(line, 'by') };
}
