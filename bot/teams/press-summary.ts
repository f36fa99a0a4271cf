import {
  areaShownCard,
  askCard,
  milestoneShownCard,
  rollupCard,
  summaryNoticeCard,
  whereAnswered,
  whoIsAsked,
  type Built,
  type Sign,
} from '../../cards/index.js';
import { LONGEST_CHALLENGE } from '../domain/challenges.js';
import type { Challenge } from '../domain/plan.js';
import type { AskFormView, SummaryHead, SummaryNoticeView } from '../domain/views.js';
import { recordAct } from '../flows/audit.js';
import { askChallenge, mayNotAsk } from '../flows/challenge.js';
import { areaShown, milestoneShown, type NotShown, type Presser } from '../flows/drill-down.js';
import { headOf, summaryAsPosted, summaryPressed, type PressedSummary } from '../flows/pressed-summary.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { askView, readMeeting } from '../flows/show-challenge.js';
import { todayOf } from '../flows/today.js';
import type { Caller } from './callers.js';
import type { TokenClaim } from './card-token.js';
import type { CardDesk } from './press.js';
import { refuseVisitor } from './refusals.js';
import type { CardAction } from './turns.js';
import type { SummaryVerb } from './verbs.js';

/** A press on a summary that was posted: made for nobody in particular, answered for whoever presses. */
export interface SummaryPress {
  readonly action: CardAction;
  readonly verb: SummaryVerb;
  readonly claim: TokenClaim;
  readonly caller: Caller;
  readonly sign: Sign;
}

/** A press whose author is known, with the summary that was pressed. */
interface Pressed extends SummaryPress {
  readonly presser: Presser;
  readonly head: SummaryHead;
  readonly summary: PressedSummary | null;
}

/** Shows more, or asks, to the one who pressed alone, as far as they may (RULES 5). */
export async function answerSummaryPress(desk: CardDesk, press: SummaryPress): Promise<Built> {
  const { ports } = desk;
  const { action, verb, claim, caller, sign } = press;
  const summary = await summaryPressed(ports, claim.plan, action.chat.conversationId, action.activityId);
  const head = await headOf(ports, claim.plan, summary);
  // Who only reads finds back to what they read.
  if (verb === 'back-to-rollup') return backToSummary(desk, press, head, summary);
  const typed = action.fields.question ?? '';
  const { officer, admin } = caller;
  if (caller.visitor || officer === null || head === null) {
    const subject = `${claim.plan} ${claim.ref}`.trim();
    const why =
      head === null
        ? GONE
        : caller.visitor
          ? await refuseVisitor(ports, caller, verb, subject)
          : await refuseUnknown(desk, press);
    return summaryNoticeCard({ ...why, head, typed, ref: null }, sign);
  }
  return HANDLERS[verb](desk, { ...press, presser: { id: officer.id, admin }, head, summary });
}

const GONE: NotShown = { title: 'This plan is not there any more', lines: [] };
const UNKNOWN: NotShown = {
  title: 'Waymark does not know you yet',
  lines: ['Open a chat of your own with Waymark and say hello. After that, press again.'],
};
const NO_SUMMARY: NotShown = {
  title: 'The summary cannot be shown here now',
  lines: ['Close this and open the channel again: it stands there as it was posted.'],
};

async function refuseUnknown({ ports }: CardDesk, { caller, verb, claim }: SummaryPress): Promise<NotShown> {
  await recordAct(ports, caller.by, verb, `${claim.plan} ${claim.ref}`.trim(), 'not known');
  return UNKNOWN;
}

async function backToSummary(
  { ports }: CardDesk,
  { sign }: SummaryPress,
  head: SummaryHead | null,
  summary: PressedSummary | null,
): Promise<Built> {
  const view = summary === null ? null : await summaryAsPosted(ports, summary);
  if (view !== null) return rollupCard(view, sign);
  return summaryNoticeCard({ ...NO_SUMMARY, head: head && { ...head, back: false }, typed: '', ref: null }, sign);
}

type Handler = (desk: CardDesk, press: Pressed) => Promise<Built>;

const HANDLERS: Readonly<Record<Exclude<SummaryVerb, 'back-to-rollup'>, Handler>> = {
  'show-area': showArea,
  'show-milestone': showMilestone,
  'ask-about': openAsk,
  'record-ask': recordAsk,
};

async function showArea({ ports }: CardDesk, { presser, head, summary, claim, sign }: Pressed): Promise<Built> {
  const view = await areaShown(ports, presser, head, summary, claim.ref);
  return 'rows' in view ? areaShownCard(view, sign) : notShown(view, head, sign, null);
}

async function showMilestone({ ports }: CardDesk, { presser, head, claim, sign }: Pressed): Promise<Built> {
  const view = await milestoneShown(ports, presser, head, claim.ref);
  return 'milestone' in view ? milestoneShownCard(view, sign) : notShown(view, head, sign, claim.ref);
}

function notShown(why: NotShown, head: SummaryHead, sign: Sign, ref: string | null): Built {
  return summaryNoticeCard({ ...why, head, typed: '', ref }, sign);
}

/** "Ask": the box, for who may. */
async function openAsk(desk: CardDesk, press: Pressed): Promise<Built> {
  const found = await findMilestone(desk.ports, press.claim.plan, press.claim.ref);
  if (found === null) return notice(press, NO_LONGER);
  const why = await mayNot(desk, press, found);
  return why === null ? askForm(desk, press, found, []) : notice(press, why);
}

const NO_LONGER: NotShown = { title: 'It is no longer in the plan', lines: ['Nothing was sent.'] };

/** "Send the question": kept with the milestone; or the box again, with what was typed. */
async function recordAsk(desk: CardDesk, press: Pressed): Promise<Built> {
  const { action, claim, presser } = press;
  const text = action.fields.question ?? '';
  const by = { kind: 'officer', id: presser.id } as const;
  const order = { plan: claim.plan, ref: claim.ref, rev: claim.rev, by };
  const read = placeOf(desk, press);
  if ('errors' in read) return askAgain(desk, press, read.errors);
  const asked = await askChallenge(desk.ports, { ...order, ...read, text, admin: presser.admin });
  switch (asked.kind) {
    case 'gone':
      return notice(press, NO_LONGER);
    case 'refused': {
      const { code, message } = asked.refusal;
      if (code === 'not-theirs')
        return notice(press, { title: 'This is not yours to ask', lines: [message, NOT_SENT] });
      const field = code === 'no-text' || code === 'too-long' ? 'question' : null;
      return askForm(desk, press, asked.found, [{ field, message }]);
    }
    case 'done':
      return sent(desk, press, asked.found);
  }
}

const NOT_SENT = 'Nothing was sent.';

/** What an admin records was asked at a meeting: then the boxes of that are on the card. */
function isOfMeeting({ action: { fields }, presser }: Pressed): boolean {
  return presser.admin && fields.which !== undefined;
}

function placeOf({ ports }: CardDesk, press: Pressed): ReturnType<typeof readMeeting> {
  return isOfMeeting(press) ? readMeeting(press.action.fields, todayOf(ports)) : { from: fromOf(press) };
}

async function askAgain(desk: CardDesk, press: Pressed, errors: AskFormView['errors']): Promise<Built> {
  const found = await findMilestone(desk.ports, press.claim.plan, press.claim.ref);
  return found === null ? notice(press, NO_LONGER) : askForm(desk, press, found, errors);
}

/** Where it was asked: under which summary; in a chat where that is not known. */
function fromOf({ summary }: Pressed): Challenge['from'] {
  if (summary === null) return { kind: 'chat' };
  const { scope, period, channel } = summary.post;
  return { kind: 'post', scope, period, channel };
}

async function mayNot({ ports }: CardDesk, { presser, verb, claim }: Pressed, found: Found): Promise<NotShown | null> {
  const by = { kind: 'officer', id: presser.id } as const;
  const why = mayNotAsk({ by, from: { kind: 'chat' } }, found);
  if (why === null) return null;
  await recordAct(ports, by, verb, `${claim.plan} ${claim.ref}`, why.code);
  return { title: 'This is not yours to ask', lines: [why.message] };
}

async function askForm(
  { ports }: CardDesk,
  press: Pressed,
  found: Found,
  errors: AskFormView['errors'],
): Promise<Built> {
  const { action, head, presser, sign, summary } = press;
  const { question = '', which, on, who } = action.fields;
  const inputs = {
    question,
    ...(which !== undefined && { which }),
    ...(on !== undefined && { on }),
    ...(who !== undefined && { who }),
  };
  const reading = { head, reader: presser.id, own: summary === null, meeting: isOfMeeting(press), inputs, errors };
  return askCard(await askView(ports, found, reading), sign);
}

async function sent({ ports }: CardDesk, press: Pressed, found: Found): Promise<Built> {
  const { presser, summary } = press;
  const [own, meeting] = [summary === null, isOfMeeting(press)];
  const form = await askView(ports, found, {
    head: press.head,
    reader: presser.id,
    own,
    meeting,
    inputs: {},
    errors: [],
  });
  const lines = [
    `“${(press.action.fields.question ?? '').trim().slice(0, LONGEST_CHALLENGE)}”`,
    whoIsAsked(form),
    whereAnswered(form),
  ];
  return summaryNoticeCard(
    { ...view(press, { title: 'Your question is sent', lines }), typed: '', shows: true },
    press.sign,
  );
}

/** Whatever was typed is shown, to be copied. */
function notice(press: Pressed, why: NotShown): Built {
  return summaryNoticeCard(view(press, why), press.sign);
}

function view({ action, head, claim }: Pressed, why: NotShown): SummaryNoticeView {
  return { ...why, head, typed: action.fields.question ?? '', ref: claim.ref };
}
