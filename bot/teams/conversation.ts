import { digestCard, rollupCard, welcomeCard, type Built, type Sign } from '../../cards/index.js';
import type { OfficerId } from '../domain/plan.js';
import type { Message, Officer, Ports } from '../flows/ports.js';
import { forgetChat, rememberChat, welcomeView } from '../flows/remember-chat.js';
import { answerPress, type CardDesk } from './card-turns.js';
import { signer, tokenReader, type SigningKey } from './card-token.js';
import { answerText } from './text-turns.js';
import type { Person, Place, Turns } from './turns.js';

export interface ConversationNeeds {
  readonly ports: Ports;
  readonly keys: readonly SigningKey[];
  /** Entra ids of the first admins, lower case. */
  readonly admins: readonly string[];
}

/** The card of something we say first. */
export function messageCard(keys: readonly SigningKey[], clock: Ports['clock']): (message: Message) => Built {
  const sign = signFor(keys, clock);
  return (message) =>
    message.kind === 'digest' ? digestCard(message.view, sign(message.reader)) : rollupCard(message.view);
}

/** What people do in Teams, connected to the flows, answered with cards. */
export function conversation({ ports, keys, admins }: ConversationNeeds): Turns {
  const sign = signFor(keys, ports.clock);
  const desk: CardDesk = { ports, signFor: sign, readToken: tokenReader(keys, () => ports.clock.now()) };
  const isAdmin = (officer: Officer): boolean =>
    officer.roles.includes('admin') || (officer.entraId !== null && admins.includes(officer.entraId.toLowerCase()));
  return {
    onCard: async (action) => {
      const officer = await personOf(ports, action.actor, action);
      return { card: (await answerPress(desk, action, officer)).card };
    },
    onText: async (said) => {
      const officer = await personOf(ports, said.actor, said);
      return answerText(ports, said, officer, isAdmin(officer), sign(officer.id));
    },
    onInstalled: async ({ actor, scope, chat }) => {
      if (scope !== 'personal' || actor === null) return [];
      const { officer, first } = await rememberChat(ports, actor, chat);
      return first ? [welcomeCard(await welcomeView(ports, officer), sign(officer.id))] : [];
    },
    onRemoved: async ({ actor, scope }) => {
      if (scope === 'personal' && actor !== null) await forgetChat(ports, actor.entraId);
    },
  };
}

/** The officer who acts; in a personal chat their address is kept, always the latest. */
async function personOf(ports: Ports, actor: Person, place: Place): Promise<Officer> {
  if (place.scope === 'personal') return (await rememberChat(ports, actor, place.chat)).officer;
  const known = await ports.people.byEntraId(actor.entraId);
  return known?.value ?? stranger(actor);
}

/** Somebody who spoke in a channel and is in no plan: nothing of them is kept. */
function stranger(actor: Person): Officer {
  return {
    id: 'nobody',
    name: actor.name ?? '',
    aliases: [],
    entraId: actor.entraId,
    chat: null,
    unreachable: null,
    firstDeliveredOn: null,
    roles: [],
  };
}

function signFor(keys: readonly SigningKey[], clock: Ports['clock']): (reader: OfficerId) => Sign {
  const sign = signer(keys, () => clock.now());
  return (reader) => (verb, link) => sign({ verb, plan: link.plan, ref: link.ref, rev: link.rev, officer: reader });
}
