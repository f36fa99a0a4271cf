import type { Actor } from '../../domain/plan.js';
import { recordAct } from '../audit.js';
import { CommandError, type CommandPorts } from './answer.js';

/**
 * Runs what changes something; a refusal that no flow has recorded is recorded here, so that each is on record once. Words
 * that could not be read at all (exit 2) are none.
 *
 * @param act the verb and what it was to do: never what was typed behind that
 */
export async function keepingRefusals<T>(
  ports: CommandPorts,
  by: Actor,
  act: string,
  verb: (ports: CommandPorts) => Promise<T>,
): Promise<T> {
  const kept = { refusal: false };
  const audit: CommandPorts['audit'] = {
    ...ports.audit,
    record: (entry) => {
      kept.refusal ||= entry.outcome === 'refused';
      return ports.audit.record(entry);
    },
  };
  try {
    return await verb({ ...ports, audit });
  } catch (error) {
    if (error instanceof CommandError && error.exit === 1 && !kept.refusal)
      await recordAct(ports, by, act, '', error.code);
    throw error;
  }
}
