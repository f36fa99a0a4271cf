import { inWords } from '../domain/dates.js';
import { forWhom } from '../domain/on-behalf.js';
import type { OfficerId } from '../domain/plan.js';
import { mayUpdate } from '../domain/rights.js';
import type { NoticeView } from '../domain/views.js';
import { isRunning, yearOver } from '../domain/year-over.js';
import { recordAct } from '../flows/audit.js';
import type { Ports } from '../flows/ports.js';
import { takesUpdates } from '../flows/record-update.js';
import { accountable, standing, type Found } from '../flows/found-milestone.js';
import type { Caller } from './callers.js';

const NOTHING_SAVED = 'Nothing was saved.';

export const OUT_OF_DATE: NoticeView = {
  title: 'This card is out of date',
  // What was sent before may well be: the same press, delivered again after its card went out of date.
  lines: ['Nothing was saved just now. Press the button below for a fresh list of what is yours.'],
};

/** What is one person's own is neither shown nor changed where others are. */
const OWN_CHAT: NoticeView = {
  title: 'Ask me in our own chat',
  lines: ['What is yours is shown to you alone. Open a chat with Waymark and say it there.'],
};

/** Somebody else's card, however it came to be pressed: nothing that it shows is told. */
const NOT_THEIR_CARD: NoticeView = {
  title: 'This card was made for somebody else',
  lines: ['Nothing was saved. Press the button below for a fresh list of what is yours.'],
};

const VISITOR: NoticeView = {
  title: 'This is not open to you',
  lines: ['You are a member of another organisation. You can read what is posted in this channel, and ask for help.'],
};

/** Somebody of another tenant wanted more than to read. */
export async function refuseVisitor(ports: Ports, { by }: Caller, act: string, subject = ''): Promise<NoticeView> {
  await recordAct(ports, by, act, subject, 'of another tenant');
  return VISITOR;
}

/** What is one person's own, said or pressed where others are. Kept without the words of it. */
export async function refuseElsewhere(ports: Ports, { by }: Caller, act: string, subject = ''): Promise<NoticeView> {
  await recordAct(ports, by, act, subject, 'not in their own chat');
  return OWN_CHAT;
}

/** A press on a card that was made for another. */
export async function refuseOthersCard(
  ports: Ports,
  { by }: Caller,
  act: string,
  subject: string,
): Promise<NoticeView> {
  await recordAct(ports, by, act, subject, 'a card of somebody else');
  return NOT_THEIR_CARD;
}

/** A refusal of a press, which had something to save. */
export function unsaved({ title, lines }: NoticeView): NoticeView {
  return { title, lines: [...lines, NOTHING_SAVED] };
}

/** A refusal of what was saved before that: it arrived twice, and they lost the right in between. */
export function savedBefore({ title, lines }: NoticeView): NoticeView {
  return { title, lines: [...lines, 'What you sent before that is saved.'] };
}

const LEFT = 'You are recorded as having left. If that is wrong, tell whoever looks after Waymark.';

/** Why nobody answers for it any more, in words; null where it takes updates. */
export function takesNone(found: Found): NoticeView | null {
  if (takesUpdates(found)) return null;
  const { ref, text, state, pause } = found.stored.milestone;
  if (isRunning(found.outline.plan) && state === 'paused' && pause != null) {
    const until = `It is paused until ${inWords(pause.until)}, and asked about again from then on.`;
    return { title: 'It is paused', lines: [`${ref} ${text}`, until, pause.reason] };
  }
  const why = yearOver(found.outline.plan)?.message ?? 'It takes no more updates.';
  return { title: 'It is closed', lines: [`${ref} ${text}`, why] };
}

/** Why this person may not answer for it now, in words; null when they may. */
export async function mayNot(ports: Ports, found: Found | null, reader: OfficerId): Promise<NoticeView | null> {
  if (found === null) return { title: 'It is no longer in the plan', lines: [] };
  const { milestone } = found.stored;
  const name = `${milestone.ref} ${milestone.text}`;
  const by = { kind: 'officer', id: reader } as const;
  if (mayUpdate(standing(by, found))) {
    return takesNone(found);
  }
  await recordAct(ports, by, 'update', `${milestone.plan} ${milestone.ref}`, 'neither lead nor accountable');
  const title = 'This is not yours to update';
  if (found.people.get(reader)?.outside === 'left') return { title, lines: [name, LEFT] };
  const names = await Promise.all(milestone.leads.map(async (lead) => (await ports.people.officer(lead))?.value.name));
  const known = names.filter((one) => one !== undefined).join(' and ');
  const who = known === '' ? 'Nobody leads it at present.' : `It is led by ${known}.`;
  const near = forWhom({ id: reader, admin: false }, accountable(found), found.people);
  const other = (await Promise.all(near.map(async (id) => (await ports.people.officer(id))?.value.name)))[0];
  const instead = `Say “update ${milestone.ref} for ${other ?? ''}” to enter what they told you.`;
  return { title, lines: [name, who, ...(other === undefined || !takesUpdates(found) ? [] : [instead])] };
}
