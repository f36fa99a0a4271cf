import { helpCard, noticeCard, withNote, withSeen, type Built } from '../../cards/index.js';
import type { NoticeView } from '../domain/views.js';
import { reasonOf } from '../flows/fault.js';
import { helpView } from '../flows/help-view.js';
import { readerOf, type Caller } from './callers.js';
import { LATE, within } from './in-time.js';
import { enterForSomebody } from './press-behalf.js';
import { openChallenge, recordChallenge, releaseWaiting } from './press-challenge.js';
import { openChange } from './press-change.js';
import { acceptProposal, askAboutProposal, refuseProposal, showApprovals } from './press-decide.js';
import {
  recordAnswer,
  recordDefer,
  recordDeferEnd,
  recordEnd,
  recordHandover,
  recordTakenBack,
} from './press-record-change.js';
import { aboutUpdate } from './press-update.js';
import { openOverall, openRelease, openSignOff, recordOverall, recordRelease, recordSignOff } from './press-leaders.js';
import { backToList, myList, stillOnTrack } from './press-lists.js';
import { endAway, openAway, openDeputy, openHistory, recordAway, recordDeputy } from './press-people.js';
import { guarded, heldNote, type GuardedPress } from './press-guard.js';
import { clearTheHeld, keepTheHeld, openHeld } from './press-held.js';
import { ADMIN_PRESSES } from './admin/index.js';
import { holding, type CardDesk, type Handler, type Press, type PressAnswer } from './press.js';
import { OUT_OF_DATE, refuseElsewhere, refuseOthersCard, refuseVisitor } from './refusals.js';
import { openMeasure, recordMeasure } from './press-measure.js';
import type { CardAction } from './turns.js';
import { answerSummaryPress } from './press-summary.js';
import { isOfASummary, verbOf } from './verbs.js';

export type { CardDesk, PressAnswer } from './press.js';

/** Answers one press. The token says which button it was; rights are read from the tables now (DESIGN 5). */
export async function answerPress(desk: CardDesk, action: CardAction, caller: Caller): Promise<PressAnswer> {
  const { ports } = desk;
  const { officer, visitor, admin } = caller;
  const sign = desk.signFor(readerOf(caller));
  const claim = action.token === null ? 'malformed' : desk.readToken(action.token);
  const verb = typeof claim === 'string' ? null : verbOf(action.verb, claim.verb);
  if (verb === 'help') {
    const place = action.scope === 'personal' ? 'own-chat' : 'channel';
    const view = await helpView(ports, visitor ? null : officer, admin, place);
    return helpCard({ ...view, forAdmins: typeof claim !== 'string' && claim.rev > 0 }, sign);
  }
  // Made for nobody in particular: also who may only read finds back from it.
  const ofSummary = verb !== null && isOfASummary(verb);
  if (visitor && !ofSummary) return noticeCard(await refuseVisitor(ports, caller, verb ?? 'card'), sign);
  if (typeof claim === 'string' || verb === null) {
    ports.log.warn('card-refused', { officer: officer?.id ?? null, why: typeof claim === 'string' ? claim : 'verb' });
    return noticeCard({ ...OUT_OF_DATE, typed: action.inputs, fields: action.fields }, sign);
  }
  const refuse = (why: NoticeView): Built => noticeCard({ ...why, typed: action.inputs, fields: action.fields }, sign);
  const presser = officer === null ? null : { id: officer.id, admin };
  const pressed = { action, verb, claim, sign, presser };
  if (isOfASummary(verb)) {
    const doubt = visitor ? null : await guarded(ports, pressed);
    if (doubt !== null) return doubt;
    return askedOnce(pressed, await answerSummaryPress(desk, { ...pressed, verb, caller }));
  }
  const subject = `${claim.plan} ${claim.ref}`.trim();
  if (officer === null || action.scope !== 'personal') {
    return refuse(await refuseElsewhere(ports, caller, verb, subject));
  }
  // By the id that they have now: two of somebody's may have become one since it was made.
  const madeFor = (await ports.people.officer(claim.officer))?.value.id;
  if (madeFor !== officer.id) {
    ports.log.warn('card-refused', { officer: officer.id, why: 'of-another' });
    return refuse(await refuseOthersCard(ports, caller, verb, subject));
  }
  const press = { action, sign, claim, verb, reader: officer.id, admin };
  const doubt = await guarded(ports, pressed);
  if (doubt !== null) return holding(desk, press, 'form', Promise.resolve(doubt));
  return withHeldNote(desk, press, askedOnce(press, await HANDLERS[verb](desk, press)));
}

/** A form that comes back does not ask again about words that its writer has stood by. */
function askedOnce<T extends PressAnswer>(
  { action: { seen }, verb }: Pick<GuardedPress, 'action' | 'verb'>,
  answer: T,
): T | Built {
  return 'card' in answer && seen !== undefined ? withSeen(answer, verb, seen) : answer;
}

/** Who saved words in spite of the guard reads who looks at them; that fails nothing that is saved. */
async function withHeldNote({ ports, asideMs }: CardDesk, press: Press, answer: PressAnswer): Promise<PressAnswer> {
  if (!('card' in answer) || press.action.seen === undefined) return answer;
  const note = await within(
    asideMs,
    heldNote(ports, press).catch((error: unknown): typeof LATE => {
      ports.log.error('saved-not-shown', { reason: reasonOf(error) });
      return LATE;
    }),
  );
  return note === null || note === LATE ? answer : withNote(answer, note);
}

const HANDLERS: Readonly<Record<Press['verb'], Handler>> = {
  'open-update': aboutUpdate,
  'choose-rating': aboutUpdate,
  'record-update': aboutUpdate,
  'my-milestones': myList,
  'my-overdue': myList,
  'back-to-digest': backToList,
  'still-on-track': stillOnTrack,
  'open-history': openHistory,
  'open-more': openChange,
  'open-defer': openChange,
  'record-defer': recordDefer,
  'end-defer': recordDeferEnd,
  'open-end': openChange,
  'record-end': recordEnd,
  'open-handover': openChange,
  'record-handover': recordHandover,
  'withdraw-proposal': recordTakenBack,
  'open-answer': openChange,
  'record-answer': recordAnswer,
  approvals: showApprovals,
  'accept-proposal': acceptProposal,
  'refuse-proposal': refuseProposal,
  'ask-proposer': askAboutProposal,
  'open-away': openAway,
  'record-away': recordAway,
  'end-away': endAway,
  'open-deputy': openDeputy,
  'record-deputy': recordDeputy,
  'open-sign-off': openSignOff,
  'record-sign-off': recordSignOff,
  'open-release': openRelease,
  'release-summary': recordRelease,
  'refuse-release': recordRelease,
  'open-overall': openOverall,
  'record-overall': recordOverall,
  'open-challenge': openChallenge,
  'record-challenge': recordChallenge,
  'release-answer': releaseWaiting,
  'open-held': openHeld,
  'clear-held': clearTheHeld,
  'keep-held': keepTheHeld,
  'open-measure': openMeasure,
  'record-measure': recordMeasure,
  'open-behalf': enterForSomebody,
  'start-behalf': enterForSomebody,
  ...ADMIN_PRESSES,
};
