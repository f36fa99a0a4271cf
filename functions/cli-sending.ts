import type { Answer, CommandPorts, Common } from '../bot/flows/command-line/answer.js';
import type { CommandLine } from '../bot/flows/command-line/index.js';
import { UsageError, wordAt, type Line } from './cli-line.js';

/** `attention` and what can be done about its rows. */
export function runAttention(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'list'] = line.words;
  switch (act) {
    case 'list':
      return run.attention(ports, common);
    case 'seen':
    case 'send-again':
    case 'waive':
      return run.attentionAct(ports, common, act, wordAt(line, 1, 'ID'), line.options.reason ?? null);
    case 'stands':
    case 'withdraw':
    case 'supersede':
    case 'place':
    case 'leave-out':
    case 'remind':
      return run.attentionHere(ports, common, {
        id: wordAt(line, 1, 'ID'),
        act,
        reason: line.options.reason ?? '',
        refs: act === 'supersede' || act === 'place' ? [wordAt(line, 2, 'REF')] : [],
        row: rowOf(line),
      });
    default:
      throw new UsageError(`attention cannot “${act}”.\n${line.usage}`);
  }
}

function rowOf({ options: { row }, usage }: Line): number | null {
  if (row === undefined) return null;
  if (/^\d{1,6}$/.test(row)) return Number(row);
  throw new UsageError(`--row is a number, such as 12, and not “${row}”.\n${usage}`);
}

/** `sending`: whether cards leave, and the switch. */
export function runSending(run: CommandLine, ports: CommandPorts, common: Common, line: Line): Promise<Answer> {
  const [act = 'status'] = line.words;
  switch (act) {
    case 'status':
      return run.sending(ports, common);
    case 'stop':
      return run.sendingStop(ports, common, line.options.reason ?? null);
    case 'start':
      return run.sendingStart(ports, common);
    default:
      throw new UsageError(`sending cannot “${act}”.\n${line.usage}`);
  }
}
