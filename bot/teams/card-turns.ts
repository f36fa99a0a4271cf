import { helpCard, noticeCard } from '../../cards/index.js';
import { ownRefs } from '../flows/led-by.js';
import { readerOf, type Caller } from './callers.js';
import { aboutUpdate } from './press-update.js';
import { backToList, myList, stillOnTrack } from './press-lists.js';
import { refused, type CardDesk, type Press, type PressAnswer } from './press.js';
import { OUT_OF_DATE, OWN_CHAT, refuseVisitor } from './refusals.js';
import type { CardAction } from './turns.js';
import { verbOf } from './verbs.js';

export type { CardDesk, PressAnswer } from './press.js';

/** Answers one press. The token says which button it was; rights are read from the tables now (DESIGN 5). */
export async function answerPress(desk: CardDesk, action: CardAction, caller: Caller): Promise<PressAnswer> {
  const { ports } = desk;
  const { officer, visitor, admin } = caller;
  const sign = desk.signFor(readerOf(caller));
  const claim = action.token === null ? 'malformed' : desk.readToken(action.token);
  const verb = typeof claim === 'string' ? null : verbOf(action.verb, claim.verb);
  if (verb === 'help') {
    const own = officer === null || visitor || action.scope !== 'personal' ? [] : await ownRefs(ports, officer.id);
    return helpCard(sign, own[0]);
  }
  if (visitor) return noticeCard(await refuseVisitor(ports, caller, verb ?? 'card'), sign);
  if (typeof claim === 'string' || verb === null) {
    ports.log.warn('card-refused', { officer: officer?.id ?? null, why: typeof claim === 'string' ? claim : 'verb' });
    return noticeCard({ ...OUT_OF_DATE, typed: action.inputs }, sign);
  }
  if (officer === null || action.scope !== 'personal') return noticeCard({ ...OWN_CHAT, typed: action.inputs }, sign);
  return HANDLERS[verb](desk, { action, verb, claim, reader: officer.id, admin, sign });
}

type Handler = (desk: CardDesk, press: Press) => Promise<PressAnswer>;

/** Of a button that no card has yet. */
const notYet: Handler = (_desk, press) => Promise.resolve(refused(press, OUT_OF_DATE));

const HANDLERS: Readonly<Record<Press['verb'], Handler>> = {
  'open-update': aboutUpdate,
  'choose-rating': aboutUpdate,
  'record-update': aboutUpdate,
  'my-milestones': myList,
  'my-overdue': notYet,
  'back-to-digest': backToList,
  'still-on-track': stillOnTrack,
  'open-history': notYet,
  'open-more': notYet,
  'open-defer': notYet,
  'record-defer': notYet,
  'open-end': notYet,
  'record-end': notYet,
  'open-handover': notYet,
  'record-handover': notYet,
  'withdraw-proposal': notYet,
  'open-answer': notYet,
  'record-answer': notYet,
  approvals: notYet,
  'accept-proposal': notYet,
  'refuse-proposal': notYet,
  'ask-proposer': notYet,
  'open-away': notYet,
  'record-away': notYet,
  'end-away': notYet,
  'open-deputy': notYet,
  'record-deputy': notYet,
  'open-behalf': notYet,
  'start-behalf': notYet,
};
