import { digestCard, myMilestonesCard, rollupCard, welcomeCard, type Built, type Sign } from '../../cards/index.js';
import type { OfficerId } from '../domain/plan.js';
import type { Message, Officer, Ports } from '../flows/ports.js';
import { newOfficer } from '../flows/enrol.js';
import { forgetChat, rememberChat, welcomeView, type Remembered } from '../flows/remember-chat.js';
import { listView } from '../flows/show.js';
import { answerPress, type CardDesk } from './card-turns.js';
import { signer, tokenReader, type SigningKey } from './card-token.js';
import { codeOf } from './verbs.js';
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
      const { officer } = await personOf(ports, action.actor, action, 'only');
      return { card: (await answerPress(desk, action, officer)).card };
    },
    onText: async (said) => {
      const { officer, first } = await personOf(ports, said.actor, said, 'and-welcome');
      const answers = await answerText(ports, said, officer, isAdmin(officer), sign(officer.id));
      return first ? [welcomeCard(await welcomeView(ports, officer), sign(officer.id)), ...answers] : answers;
    },
    onInstalled: async ({ actor, scope, chat, told }) => {
      if (scope !== 'personal' || actor === null) return [];
      // Teams tells each installation twice; one of the two is answered.
      const { officer, first } = await rememberChat(
        ports,
        actor,
        chat,
        told === 'installation' ? 'and-welcome' : 'only',
      );
      if (first) return [welcomeCard(await welcomeView(ports, officer), sign(officer.id))];
      // Somebody who comes back finds an empty chat: their list takes the place of the cards they had.
      const list = told === 'installation' ? await listView(ports, officer.id) : null;
      return list === null || list.rows.length === 0 ? [] : [myMilestonesCard(list, sign(officer.id))];
    },
    onRemoved: async ({ actor, scope }) => {
      if (scope === 'personal' && actor !== null) await forgetChat(ports, actor.entraId);
    },
  };
}

/** The officer who acts; in a personal chat their address is kept, always the latest. */
async function personOf(
  ports: Ports,
  actor: Person,
  place: Place,
  welcome: 'and-welcome' | 'only',
): Promise<Remembered> {
  if (place.scope === 'personal') return rememberChat(ports, actor, place.chat, welcome);
  const known = await ports.people.byEntraId(actor.entraId);
  return { officer: known?.value ?? stranger(actor), first: false };
}

/** Somebody who spoke in a channel and is in no plan: nothing of them is kept. */
function stranger(actor: Person): Officer {
  return { ...newOfficer('nobody', actor.name ?? ''), entraId: actor.entraId };
}

function signFor(keys: readonly SigningKey[], clock: Ports['clock']): (reader: OfficerId) => Sign {
  const sign = signer(keys, () => clock.now());
  return (reader) => (verb, link) =>
    sign({ verb: codeOf(verb), plan: link.plan, ref: link.ref, rev: link.rev, officer: reader });
}
