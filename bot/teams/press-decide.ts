import { approvalsCard, noticeCard, type Built } from '../../cards/index.js';
import type { ApprovalDone, ApprovalsView } from '../domain/approval-views.js';
import type { Refusal } from '../domain/reasons.js';
import { askProposer } from '../flows/ask-proposer.js';
import { approvalsView, type ApprovalsGiven } from '../flows/approvals.js';
import type { Changed, Order } from '../flows/change-milestone.js';
import { decideProposal } from '../flows/decide.js';
import { askedView, decidedView, whyNotDone } from '../flows/decided-view.js';
import { reasonOf } from '../flows/fault.js';
import { LATE, within } from './in-time.js';
import { holding, type CardDesk, type Press } from './press.js';

/** Everything that waits for its reader's decision: for the command, and the buttons that lead there. */
export async function openApprovals(
  { ports }: Pick<CardDesk, 'ports'>,
  { reader, sign }: Pick<Press, 'reader' | 'sign'>,
  given: ApprovalsGiven = {},
): Promise<Built> {
  return approvalsCard(await approvalsView(ports, reader, given), sign);
}

/** The button "Decide", or "Approvals". */
export async function showApprovals(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', openApprovals(desk, press, { typed: typedOn(press) }));
}

/** "Approve date", "Close it", "Confirm evidence", "Agree handover". */
export async function acceptProposal(desk: CardDesk, press: Press): Promise<Built> {
  const changed = await decideProposal(desk.ports, { ...orderOf(press), accept: true, reason: '', elsewhere: null });
  return answer(desk, press, changed, 'yes', (done) => decidedView(desk.ports, done, true, press.reader));
}

/** "Send refusal". */
export async function refuseProposal(desk: CardDesk, press: Press): Promise<Built> {
  const reason = wordsFor(press, 'refuse');
  const changed = await decideProposal(desk.ports, { ...orderOf(press), accept: false, reason, elsewhere: null });
  return answer(desk, press, changed, 'refuse', (done) => decidedView(desk.ports, done, false, press.reader));
}

/** "Send question". */
export async function askAboutProposal(desk: CardDesk, press: Press): Promise<Built> {
  const changed = await askProposer(desk.ports, { ...orderOf(press), text: wordsFor(press, 'ask') });
  return answer(desk, press, changed, 'ask', (done) => askedView(desk.ports, done));
}

type Box = 'refuse' | 'ask';
type Done = Extract<Changed, { kind: 'done' }>;

function orderOf({ claim: { plan, ref, rev }, reader }: Press): Order {
  return { plan, ref, rev, by: { kind: 'officer', id: reader } };
}

function wordsFor({ action }: Press, box: Box): string {
  return action.fields[`${box}_${action.row ?? ''}`] ?? '';
}

/** The card again, with what is left, and a line on what the press came to. */
async function answer(
  desk: CardDesk,
  press: Press,
  changed: Changed,
  pressed: Box | 'yes',
  shown: (done: Done) => Promise<ApprovalDone>,
): Promise<Built> {
  switch (changed.kind) {
    case 'gone':
      return notDone(desk, press, { ref: press.claim.ref, text: '' }, 'It is no longer in the plan.');
    case 'refused': {
      const { found, refusal } = changed;
      if (pressed !== 'yes' && OF_THE_WORDS.includes(refusal.code)) return again(desk, press, pressed, refusal);
      return notDone(desk, press, found.stored.milestone, await whyNotDone(desk.ports, changed));
    }
    case 'done':
      return holding(desk, press, 'confirmation', afterwards(desk, press, pressed, shown(changed)));
  }
}

/** What is wrong is the words themselves: the box stays open, with them in it. */
const OF_THE_WORDS = ['no-reason', 'no-text', 'too-long'];

async function again(desk: CardDesk, press: Press, box: Box, { message }: Refusal): Promise<Built> {
  const field = `${box}_${press.action.row ?? ''}`;
  const given = { typed: typedOn(press), error: { field, message } };
  return holding(desk, press, 'form', openApprovals(desk, press, given));
}

/** Whatever was written stays: in its box, or where that is gone, above the rows. */
async function notDone(
  desk: CardDesk,
  press: Press,
  { ref, text }: Pick<ApprovalDone, 'ref' | 'text'>,
  why: string,
): Promise<Built> {
  const view = await approvalsView(desk.ports, press.reader, { typed: typedOn(press) });
  const done: ApprovalDone = { ref, text, outcome: { kind: 'nothing', why }, told: [] };
  return holding(desk, press, 'form', Promise.resolve(approvalsCard({ ...view, done }, press.sign)));
}

/** It is saved: what cannot be read for the card, or not soon enough, is left out rather than that. */
async function afterwards(
  { ports, asideMs }: CardDesk,
  press: Press,
  pressed: Box | 'yes',
  shown: Promise<ApprovalDone>,
): Promise<Built> {
  const { reader, sign, claim, action } = press;
  const typed = typedOn(press, `${pressed}_${action.row ?? ''}`);
  const made = async (): Promise<ApprovalsView> => {
    const done = await shown;
    return approvalsView(ports, reader, { done, typed });
  };
  const view = await within(
    asideMs,
    made().catch((error: unknown): typeof LATE => {
      ports.log.error('saved-not-shown', { reason: reasonOf(error) });
      return LATE;
    }),
  );
  if (view !== LATE) return approvalsCard(view, sign);
  const lines = [claim.ref, 'Your list shows what comes next.'];
  return noticeCard({ title: 'It is saved', lines, fields: typed }, sign);
}

/** What stands in the boxes of the card; but for the one that was `sent`. */
function typedOn({ action }: Press, sent = ''): ApprovalsView['typed'] {
  return Object.fromEntries(Object.entries(action.fields).filter(([name]) => BOX.test(name) && name !== sent));
}

const BOX = /^(refuse|ask)_[0-9a-f]{1,16}$/;
