import { partOf, wrongTaker } from '../domain/hand-over.js';
import { didYouMean, mayBe, whoIsMeant } from '../domain/nearest.js';
import { asTyped, asTypedOnOneLine } from '../domain/plain-text.js';
import { withProposal } from '../domain/proposals.js';
import type { Refusal } from '../domain/reasons.js';
import { changeMilestone, openOr, type Applied, type Changed, type Order } from './change-milestone.js';
import { readDirectory, type Directory } from './directory.js';
import { heardOf } from './people-around.js';
import type { Officer, Ports } from './ports.js';
import { notTheirs } from './propose.js';
import type { Found } from './found-milestone.js';
import { todayOf } from './today.js';

export interface HandoverOrder extends Order {
  /** A name as it was typed, or an id. */
  readonly to: string;
  /** Whose part it is, by name or id; null for the officer's own, else the only lead's. */
  readonly from: string | null;
  /** May be empty. */
  readonly reason: string;
}

/** Proposes another lead in place of one; the head of service of the area confirms it, else the plan owner (RULES 5). */
export async function proposeHandover(ports: Ports, order: HandoverOrder, today = todayOf(ports)): Promise<Changed> {
  const { to, from, reason } = order;
  const directory = await readDirectory(ports.people);
  return changeMilestone(ports, order, {
    name: 'handover proposed',
    words: [asTypedOnOneLine(to).toLowerCase(), from, asTyped(reason)],
    restsOn: (one) => [one.leads, openOr(one), one.proposal?.id],
    forbids: (found) => notTheirs(order, found, 'hand-over'),
    apply: async (found, on) => {
      const among = await nameable(ports, order, directory);
      const taker = await officerCalled(ports, among, to);
      const given = from === null || from.trim() === '' ? null : await officerCalled(ports, among, from, 'from');
      if ('code' in taker) return taker;
      if (given !== null && 'code' in given) return given;
      return handedTo(ports, order, found, { taker, given, directory, on, today });
    },
  });
}

interface Parties {
  readonly taker: Officer;
  readonly given: Officer | null;
  readonly directory: Directory;
  readonly on: Found['today'];
  readonly today: Found['today'];
}

function handedTo(ports: Ports, order: HandoverOrder, found: Found, parties: Parties): Applied {
  const { taker, given, directory, on, today } = parties;
  const { milestone } = found.stored;
  const { by, enteredBy, reason } = order;
  const { officers: people, nameOf } = directory;
  const part = partOf(milestone, by.id, given?.id ?? null, { people, nameOf, today });
  if ('code' in part) return part;
  const wrong = wrongTaker(milestone, by.id, taker, people);
  if (wrong !== null) return wrong;
  const handover = { from: part.from, to: taker.id };
  const waiting = withProposal(milestone, { handover }, reason, { id: ports.random.id(), by, on, enteredBy }, today);
  return 'code' in waiting ? waiting : { ...waiting, warning: notReached(taker) };
}

/** Who may be meant by a part of a name, or named as near to it: for who enters it at the command line everybody. */
async function nameable(ports: Ports, { by, enteredBy }: Order, { officers }: Directory): Promise<readonly Officer[]> {
  const everybody = enteredBy !== undefined;
  const heard = everybody ? [...new Set(officers.values())] : await heardOf(ports, by.id, false);
  return heard.filter(({ erased, group, outside }) => erased !== true && group === null && outside === null);
}

/** Somebody of a whole name, of a part that is theirs alone, or of an id; else why not, with the names that come near. */
async function officerCalled(
  { people }: Pick<Ports, 'people'>,
  among: readonly Officer[],
  typed: string,
  code = 'no-such-officer',
): Promise<Officer | Refusal> {
  const name = asTypedOnOneLine(typed);
  if (name === '') return { code, message: 'Give the name of the person.' };
  const found = (await people.officer(name)) ?? (await people.byName(name));
  if (found !== null && found.value.erased !== true) return found.value;
  const meant = whoIsMeant(name, among);
  switch (meant.kind) {
    case 'one':
      return meant.one;
    case 'several':
      return { code, message: `${mayBe(name, meant.several)} Give the whole name.` };
    case 'none':
      return { code, message: `Nobody here is called “${name}”.${didYouMean(meant.near.map((one) => one.name))}` };
  }
}

/** Where the bot cannot write to somebody yet, who hands over has to say it themselves. */
function notReached({ name, entraId, unreachable }: Officer): string | null {
  if (entraId !== null && unreachable === null) return null;
  return `Waymark cannot write to ${name} in Teams yet: tell them yourself, and ask an administrator to link them.`;
}
