import { asTyped } from '../domain/plain-text.js';
import { withQuestion } from '../domain/questions.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import { mayNotDecide, whatWaits } from './decide.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';

export interface AskOrder extends Order {
  readonly text: string;
}

/**
 * Asks whoever proposed something about it, before it is decided: for those who may decide it. Nobody is chased for the
 * decision while that has no answer.
 */
export async function askProposer(ports: Ports, order: AskOrder): Promise<Changed> {
  const directory = await readDirectory(ports.people);
  const { by, text } = order;
  return changeMilestone(ports, order, {
    name: 'question asked',
    words: [asTyped(text)],
    restsOn: whatWaits,
    forbids: (found) => mayNotDecide({ ...order, elsewhere: null }, found, directory),
    apply: ({ stored: { milestone } }, on) => withQuestion(milestone, { id: ports.random.id(), by, on, text }),
  });
}
