import { askProposer } from '../ask-proposer.js';
import { readDirectory } from '../directory.js';
import type { Answer, CommandPorts, Common } from './answer.js';
import { proposalJson } from './decision-json.js';
import { jsonOf, orderOf, wellDone, type AboutWords } from './orders.js';

export interface AskWords extends AboutWords {
  readonly question: string;
}

/** `approvals ask`: who decides asks about what waits, and is left alone until there is an answer. */
export async function askVerb(ports: CommandPorts, common: Common, words: AskWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const done = wellDone(await askProposer(ports, { ...order, text: words.question }));
  const { nameOf } = await readDirectory(ports.people);
  const { milestone } = done.found.stored;
  const by = milestone.proposal?.by;
  const whom = by?.kind === 'officer' ? nameOf(by.id) : 'its leads';
  return {
    json: { ...jsonOf(common, done), proposal: proposalJson(milestone, nameOf) },
    lines: [`${milestone.ref}: ${whom} will be asked. The decision waits for the answer.`],
  };
}
