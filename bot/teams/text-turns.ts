import { helpCard, myMilestonesCard, noticeCard, updateChooseCard, type Built, type Sign } from '../../cards/index.js';
import { nearestCommands, readCommand, type Command } from '../domain/command.js';
import { didYouMean } from '../domain/nearest.js';
import type { OfficerId } from '../domain/plan.js';
import type { NoticeView } from '../domain/views.js';
import { recordAct } from '../flows/audit.js';
import { heldBackNow, heldInWords, type HeldBack } from '../flows/held-back.js';
import type { Ports } from '../flows/ports.js';
import { findMilestone } from '../flows/record-update.js';
import { registerChannel } from '../flows/register-channel.js';
import { findByRef, ownRefs } from '../flows/led-by.js';
import { chooseView, listView } from '../flows/show.js';
import type { Caller } from './callers.js';
import { mayNot, OWN_CHAT, refuseVisitor } from './refusals.js';
import type { Reply, Said } from './turns.js';

/** Answers one line said to the bot; what is not understood gets a word on what is, never silence. */
export async function answerText(ports: Ports, said: Said, caller: Caller, sign: Sign): Promise<readonly Reply[]> {
  if (caller.visitor) return [await answerVisitor(ports, said, caller, sign)];
  const levels = (await ports.plans.list()).map((plan) => plan.levels.milestone);
  const command = readCommand(said.text, levels);
  switch (command.kind) {
    case 'my-milestones':
    case 'update':
      return [await personal(ports, said, caller, command, sign)];
    case 'rollup-here':
      return rollupHere(ports, said, caller, command.plan, sign);
    case 'help':
      return [helpCard(sign, (await refsHere(ports, said.scope, caller))[0])];
    case 'not-understood':
      return [noticeCard(await notUnderstood(ports, said, caller), sign)];
  }
}

/** Short, with what may have been meant; Help is a button on it. */
async function notUnderstood(ports: Ports, { text, scope }: Said, caller: Caller): Promise<NoticeView> {
  const where = scope === 'personal' ? 'own-chat' : 'channel';
  const near = nearestCommands(text, where, await refsHere(ports, scope, caller));
  const meant = didYouMean(near.map((line) => `“${line}”`)).trim();
  const otherwise = 'Press Help to see what you can say.';
  return { title: 'That was not understood', lines: meant === '' ? [otherwise] : [`${meant} ${otherwise}`] };
}

/** What somebody leads is named in their own chat only. */
async function refsHere(ports: Ports, scope: Said['scope'], { officer }: Caller): Promise<readonly string[]> {
  return officer === null || scope !== 'personal' ? [] : ownRefs(ports, officer.id);
}

async function answerVisitor(ports: Ports, said: Said, caller: Caller, sign: Sign): Promise<Built> {
  const { kind } = readCommand(said.text);
  return kind === 'help' ? helpCard(sign) : noticeCard(await refuseVisitor(ports, caller, kind), sign);
}

/** What is one person's own is read in their own chat only. */
async function personal(
  ports: Ports,
  { scope }: Said,
  { officer, admin }: Caller,
  command: Extract<Command, { kind: 'my-milestones' | 'update' }>,
  sign: Sign,
): Promise<Built> {
  if (officer === null || scope !== 'personal') return noticeCard(OWN_CHAT, sign);
  if (command.kind === 'my-milestones') return myMilestonesCard(await listView(ports, officer.id), sign);
  return openUpdate(ports, officer.id, admin, command.ref, sign);
}

async function openUpdate(ports: Ports, reader: OfficerId, admin: boolean, ref: string, sign: Sign): Promise<Built> {
  const named = await findByRef(ports, reader, ref, admin);
  if ('nearest' in named) {
    const near =
      named.nearest.length === 0
        ? 'Say “my milestones” to see what is yours.'
        : `Did you mean ${named.nearest.join(', ')}?`;
    return noticeCard({ title: `There is no ${ref} in the plan`, lines: [near] }, sign);
  }
  const found = await findMilestone(ports, named.plan, named.ref);
  const refusal = await mayNot(ports, found, reader);
  if (refusal !== null || found === null) return noticeCard(refusal ?? OWN_CHAT, sign);
  return updateChooseCard(await chooseView(ports, found, reader, []), sign);
}

async function rollupHere(
  ports: Ports,
  { channel, chat }: Said,
  { admin, by }: Caller,
  named: string,
  sign: Sign,
): Promise<readonly Reply[]> {
  const notice = (title: string, ...lines: string[]): readonly Reply[] => [noticeCard({ title, lines }, sign)];
  if (channel === null) {
    return notice('Say this in a channel', 'Open the channel that should read the summary and mention Waymark there.');
  }
  if (!admin) {
    await recordAct(ports, by, 'channel registered', ports.hash(channel.id).slice(0, 16), 'not an admin');
    return notice('Only an admin can do this', 'Ask whoever looks after Waymark to mention it here.');
  }
  const plans = await ports.plans.list();
  const plan =
    named === '' && plans.length === 1
      ? plans[0]
      : plans.find((one) => one.id === named || one.title.toLowerCase() === named);
  if (plan === undefined) {
    const known = plans.map((one) => `${one.id}: ${one.title}`);
    return notice(
      named === '' ? 'Which plan?' : `There is no plan called ${named}`,
      'Name one of these after “rollup here”:',
      ...known,
    );
  }
  const snapshot = await registerChannel(ports, { ...channel, chat, plan: plan.id, by });
  if (snapshot === null) {
    return notice('It was not registered', 'Somebody changed this channel at the same moment. Say it again.');
  }
  const held = await heldBackNow(ports);
  // The summary itself is the answer; it comes as a post of its own.
  return held === null ? [] : notice(`This channel is registered for ${plan.title}`, heldLine(ports, held));
}

/** Without the reason, which was meant for whoever looks after it, and not for a channel. */
function heldLine({ zone, clock }: Ports, held: HeldBack): string {
  if (held.kind === 'stopped') {
    return 'All sending is stopped at present; the summary is posted here when it starts again.';
  }
  return `${heldInWords(held, { zone, now: clock.now() })}; the summary is posted here then.`;
}
