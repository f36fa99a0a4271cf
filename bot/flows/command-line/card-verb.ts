import { endOfDay, type CivilDate } from '../../domain/dates.js';
import { codeInWords } from '../attention-codes.js';
import { plainCard } from '../plain-card.js';
import type { Officer } from '../ports.js';
import { todayOf } from '../today.js';
import { namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';

/**
 * What an officer is asked, in the words of their card, to paste into an e-mail: now, or as it would be on another day.
 *
 * @param alone the text and nothing else is printed
 */
export async function cardVerb(ports: CommandPorts, { asAt }: Common, who: string, alone: boolean): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const plain = await plainCard(asAt === todayOf(ports) ? ports : onDay(ports, asAt), officer);
  const { yours, waiting, told = [] } = plain.view;
  const text = ports.plainText(plain);
  const asked = [...yours, ...waiting, ...told].map(({ link: { plan, ref }, wanted }) => ({ plan, ref, wanted }));
  const lines = text.trimEnd().split('\n');
  return {
    json: { asAt, officerId: officer.id, name: officer.name, notReached: whyNot(officer), asked, text },
    lines: alone ? lines : [`${reachInWords(officer, ports.zone)} To paste into an e-mail:`, '', ...lines],
  };
}

/** A code that says why no card reaches them; null when one does, as far as is known. */
function whyNot({ entraId, unreachable, outside }: Officer): string | null {
  if (outside !== null) return outside;
  return entraId === null ? 'not-linked' : unreachable;
}

function reachInWords(officer: Officer, zone: string): string {
  const { name, outside } = officer;
  const why = whyNot(officer);
  if (why === null) return `${name} is sent this as a card.`;
  if (outside === 'external') return `${name} is of another organisation and gets no card.`;
  if (outside === 'left') return `${name} has left and gets no card.`;
  return `${name} gets no card: ${codeInWords(why === 'not-linked' ? 'not linked' : why, zone)}.`;
}

/** The rules as they are on that day, about what is recorded now. */
function onDay(ports: CommandPorts, day: CivilDate): CommandPorts {
  return { ...ports, clock: { ...ports.clock, now: () => endOfDay(day, ports.zone) } };
}
