import {
  digestCard,
  helpCard,
  myMilestonesCard,
  noticeCard,
  onTrackCard,
  savedCard,
  updateChooseCard,
  updateFormCard,
  type Built,
  type Sign,
} from '../../cards/index.js';
import { choicesFor } from '../domain/choices.js';
import type { OfficerId } from '../domain/plan.js';
import type { NoticeView } from '../domain/views.js';
import type { Ports } from '../flows/ports.js';
import { recordOnTrack } from '../flows/record-on-track.js';
import { findMilestone, recordUpdate, whyNotOffered, type Found, type Recorded } from '../flows/record-update.js';
import { ownRefs } from '../flows/led-by.js';
import { holdCard } from '../flows/hold-card.js';
import { chooseView, owedView, formView, listView, savedView } from '../flows/show.js';
import { readerOf, type Caller } from './callers.js';
import type { TokenClaim, TokenFault } from './card-token.js';
import { reasonOf } from '../flows/fault.js';
import { LATE, within } from './in-time.js';
import { mayNot, OUT_OF_DATE, OWN_CHAT, refuseVisitor, savedBefore, unsaved } from './refusals.js';
import type { CardAction } from './turns.js';
import { verbOf, type Verb } from './verbs.js';

/** What turns a press into a card. */
export interface CardDesk {
  readonly ports: Ports;
  readonly readToken: (token: string) => TokenClaim | TokenFault;
  /** Signs the buttons of a card made for one reader. */
  readonly signFor: (reader: OfficerId) => Sign;
  /** Milliseconds that what is not essential may take: to hold a card, and to show what follows a saved answer. */
  readonly asideMs: number;
}

/** A press that carried one of our tokens, by a person we know. */
interface Press {
  readonly action: CardAction;
  readonly verb: Exclude<Verb, 'help'>;
  readonly claim: TokenClaim;
  readonly reader: OfficerId;
  readonly sign: Sign;
}

/** A card in place of the one pressed, or words beside it. */
export type PressAnswer = Built | { readonly text: string };

/** Answers one press. The token says which button it was; rights are read from the tables now (DESIGN 5). */
export async function answerPress(desk: CardDesk, action: CardAction, caller: Caller): Promise<PressAnswer> {
  const { ports } = desk;
  const { officer, visitor } = caller;
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
  return byVerb(desk, { action, verb, claim, reader: officer.id, sign });
}

async function byVerb(desk: CardDesk, press: Press): Promise<PressAnswer> {
  switch (press.verb) {
    case 'my-milestones':
      return myMilestonesCard(await listView(desk.ports, press.reader), press.sign);
    case 'back-to-digest':
      return backToList(desk, press);
    case 'still-on-track':
      return stillOnTrack(desk, press);
    case 'open-update':
    case 'choose-rating':
    case 'record-update':
      return aboutMilestone(desk, press);
  }
}

async function aboutMilestone(desk: CardDesk, press: Press): Promise<Built> {
  const { ports } = desk;
  const { claim, verb, action, reader, sign } = press;
  if (verb === 'record-update' && action.rating !== null) {
    const by = { kind: 'officer', id: reader } as const;
    const { plan, ref, rev } = claim;
    const recorded = await recordUpdate(ports, { plan, ref, rev, by, rating: action.rating, inputs: action.inputs });
    return answerRecorded(desk, press, recorded);
  }
  const found = await findMilestone(ports, claim.plan, claim.ref);
  const refusal = await mayNot(ports, found, reader);
  if (found === null || refusal !== null) return refused(press, refusal === null ? OUT_OF_DATE : unsaved(refusal));
  if (verb === 'choose-rating' && action.rating !== null) {
    // What was typed for another rating comes along.
    const typed = Object.keys(action.inputs).length === 0 ? null : { inputs: action.inputs };
    return holding(desk, press, 'form', formFor(desk, press, found, typed));
  }
  const view = chooseView(ports, found, reader, action.ticks, action.inputs);
  return updateChooseCard(await holding(desk, press, 'form', view), sign);
}

/** What was typed comes back with the reason, so that it is not lost. */
function refused({ action, sign }: Press, why: NoticeView): Built {
  return noticeCard({ ...why, typed: action.inputs }, sign);
}

/**
 * What the press comes to; meanwhile the digest that it shows on is held. Nobody waits long for that, and it fails
 * nothing: at worst a change by others takes the place of the card.
 */
async function holding<T>(
  { ports, asideMs }: CardDesk,
  { reader, action }: Press,
  showing: 'form' | 'confirmation' | 'list',
  made: Promise<T>,
): Promise<T> {
  const held = holdCard(ports, reader, action.activityId, showing, action.reminder).catch((error: unknown) => {
    ports.log.warn('card-not-held', { reason: reasonOf(error) });
  });
  const [answer] = await Promise.all([made, within(asideMs, held)]);
  return answer;
}

/** The form of the rating that was pressed; where that is not offered any more, the choice again. */
async function formFor(
  { ports }: CardDesk,
  { action, reader, sign }: Press,
  found: Found,
  typed: Parameters<typeof formView>[5],
): Promise<Built> {
  const grade = choicesFor(found.outline.plan.key, found.stored.milestone, found.today).find(
    ({ id }) => id === action.rating,
  );
  if (grade !== undefined) {
    return updateFormCard(await formView(ports, found, reader, grade, action.ticks, typed), sign);
  }
  const why = whyNotOffered(action.rating ?? '', found);
  return updateChooseCard(await chooseView(ports, found, reader, action.ticks, action.inputs, why), sign);
}

async function answerRecorded(desk: CardDesk, press: Press, recorded: Recorded): Promise<Built> {
  const { ports } = desk;
  const { action, reader } = press;
  switch (recorded.kind) {
    case 'gone':
      return refused(press, OUT_OF_DATE);
    case 'refused':
    case 'closed': {
      const refusal = await mayNot(ports, recorded.found, reader);
      if (recorded.kind === 'refused' && recorded.saved) return refused(press, savedBefore(refusal ?? OUT_OF_DATE));
      return refused(press, refusal === null ? OUT_OF_DATE : unsaved(refusal));
    }
    case 'saved':
      return holding(desk, press, 'confirmation', answerSaved(desk, press, recorded));
    case 'not-offered':
    case 'invalid':
    case 'conflict': {
      const typed = {
        inputs: action.inputs,
        errors: recorded.kind === 'invalid' ? recorded.errors : [],
        conflict: recorded.kind === 'conflict' ? recorded.conflict : null,
      };
      return holding(desk, press, 'form', formFor(desk, press, recorded.found, typed));
    }
  }
}

/** It is saved: what cannot be read for the card, or not soon enough, is left out rather than that. */
async function answerSaved(
  { ports, asideMs }: CardDesk,
  { action, reader, sign }: Press,
  recorded: Extract<Recorded, { kind: 'saved' }>,
): Promise<Built> {
  const view = savedView(ports, recorded, reader, action.ticks).catch((error: unknown): typeof LATE => {
    ports.log.error('saved-not-shown', { reason: reasonOf(error) });
    return LATE;
  });
  const shown = await within(asideMs, view);
  if (shown !== LATE) return savedCard(shown, sign);
  const { ref, text } = recorded.found.stored.milestone;
  return noticeCard({ title: 'It is saved', lines: [`${ref} ${text}`, 'Your list shows what comes next.'] }, sign);
}

async function backToList(desk: CardDesk, press: Press): Promise<Built> {
  const { action, reader, sign } = press;
  const ticked = ticksOf(desk, action).map(({ plan, ref }) => `${plan}|${ref}`);
  const view = await holding(desk, press, 'list', owedView(desk.ports, reader, action.activityId, ticked));
  return view === null ? myMilestonesCard(await listView(desk.ports, reader), sign) : digestCard(view, sign);
}

/** Each tick carries its own token; one that is forged, expired or for another button is left out. */
function ticksOf(desk: CardDesk, action: CardAction): readonly TokenClaim[] {
  const claims = action.ticks.map(desk.readToken).filter((tick) => typeof tick !== 'string');
  return claims.filter((tick) => verbOf('still-on-track', tick.verb) !== null);
}

async function stillOnTrack(desk: CardDesk, press: Press): Promise<PressAnswer> {
  const { action, reader, sign } = press;
  const ticks = ticksOf(desk, action);
  // The list stays as it is, with its boxes.
  if (ticks.length === 0)
    return { text: 'Nothing was ticked. Tick those still on track, then press the button again.' };
  const view = await holding(desk, press, 'confirmation', recordOnTrack(desk.ports, reader, ticks));
  return onTrackCard(view, sign);
}
