import {
  challengeAnswerCard,
  digestCard,
  myMilestonesCard,
  namedAsBefore,
  noteCard,
  noticeCard,
  areaReplyCard,
  rollupCard,
  welcomeCard,
  type Built,
  type Sign,
} from '../../cards/index.js';
import type { OfficerId } from '../domain/plan.js';
import { goneFrom, outsiderSeen } from '../flows/change-channel.js';
import type { Message, Officer, Ports } from '../flows/ports.js';
import { forgetChat, welcomeView } from '../flows/remember-chat.js';
import { listView } from '../flows/my-list.js';
import { owedView } from '../flows/show.js';
import { withinATurn } from '../flows/within-a-turn.js';
import { callerOf, isVisitor, readerOf, type CallerNeeds } from './callers.js';
import { answerPress, type CardDesk } from './card-turns.js';
import { signer, tokenReader, type SigningKey } from './card-token.js';
import { codeOf } from './verbs.js';
import { answerText } from './text-turns.js';
import type { Turns } from './turns.js';

export interface ConversationNeeds extends CallerNeeds {
  readonly keys: readonly SigningKey[];
  /** Milliseconds that what is not essential to an answer may take; 1.5 seconds when left out. */
  readonly asideMs?: number;
}

/** An answer has 4.5 seconds in all. */
const ASIDE_MS = 1_500;

/** The card of something we say first. */
export function messageCard(keys: readonly SigningKey[], clock: Ports['clock']): (message: Message) => Built {
  const sign = signFor(keys, clock);
  return (message) => {
    switch (message.kind) {
      case 'digest':
        return digestCard(message.view, sign(message.reader), message.reminder);
      case 'rollup':
        return rollupCard(message.view, sign(''));
      case 'area-reply':
        return areaReplyCard(message.view);
      case 'answer':
        return challengeAnswerCard(message.view);
      case 'note':
        return noteCard(message.view);
      case 'notice':
        return noticeCard(message.view, sign(message.reader));
    }
  };
}

/** What people do in Teams, connected to the flows, answered with cards. Each turn reads for itself. */
export function conversation(needs: ConversationNeeds): Turns {
  return eachTurn(() => Promise.resolve(oneTurn({ ...needs, ports: withinATurn(needs.ports) })));
}

function oneTurn(needs: ConversationNeeds): Turns {
  const { ports, keys, asideMs = ASIDE_MS } = needs;
  const sign = signFor(keys, ports.clock);
  const desk: CardDesk = { ports, signFor: sign, readToken: tokenReader(keys, () => ports.clock.now()), asideMs };
  const hello = async (officer: Officer): Promise<Built> =>
    welcomeCard(await welcomeView(ports, officer), sign(officer.id));
  return {
    onCard: async (action) => {
      const caller = await callerOf(needs, action.actor, action, 'only');
      if (caller.visitor && action.channel !== null) await outsiderSeen(ports, action.channel.id);
      const answer = await answerPress(desk, action, caller);
      if ('text' in answer) return answer;
      return { card: action.reminder === null ? answer.card : namedAsBefore(answer, action.reminder).card };
    },
    onText: async (said) => {
      const caller = await callerOf(needs, said.actor, said, 'and-welcome');
      if (caller.visitor && said.channel !== null) await outsiderSeen(ports, said.channel.id);
      const answers = await answerText(ports, said, caller, sign(readerOf(caller)));
      return caller.first && caller.officer !== null ? [await hello(caller.officer), ...answers] : answers;
    },
    onInstalled: async (presence) => {
      const { actor, told } = presence;
      if (presence.scope !== 'personal' || actor === null) return [];
      // Teams tells each installation twice; one of the two is answered.
      const asked = told === 'installation';
      const { officer, first } = await callerOf(needs, actor, presence, asked ? 'and-welcome' : 'only');
      if (officer === null) return [];
      if (!asked) return [];
      // The chat may be empty although they were asked: what they owe takes the place of the cards they had.
      const owed = await owedView(ports, officer.id, null, []);
      const cards = owed === null ? [] : [digestCard(owed, sign(officer.id))];
      if (first) return [await hello(officer), ...cards];
      const list = owed === null ? await listView(ports, officer.id) : null;
      return list === null || list.rows.length === 0 ? cards : [myMilestonesCard(list, sign(officer.id))];
    },
    onRemoved: async ({ actor, scope, channel, ofTeam }) => {
      if (channel !== null) await goneFrom(ports, { id: channel.id, teamId: ofTeam });
      if (scope === 'personal' && actor !== null && !isVisitor(needs, actor)) await forgetChat(ports, actor.entraId);
    },
  };
}

/** What people do, answered with what is known when they do it. */
export function eachTurn(make: () => Promise<Turns>): Turns {
  return {
    onCard: async (action) => (await make()).onCard(action),
    onText: async (said) => (await make()).onText(said),
    onInstalled: async (presence) => (await make()).onInstalled(presence),
    onRemoved: async (presence) => (await make()).onRemoved(presence),
  };
}

function signFor(keys: readonly SigningKey[], clock: Ports['clock']): (reader: OfficerId) => Sign {
  const sign = signer(keys, () => clock.now());
  return (reader) => (verb, link) =>
    sign({ verb: codeOf(verb), plan: link.plan, ref: link.ref, rev: link.rev, officer: reader });
}
