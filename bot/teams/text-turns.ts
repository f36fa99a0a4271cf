import { helpCard, myMilestonesCard, noticeCard, updateChooseCard, type Built, type Sign } from '../../cards/index.js';
import { readCommand } from '../domain/command.js';
import type { Officer, Ports } from '../flows/ports.js';
import { findMilestone, standing } from '../flows/record-update.js';
import { mayUpdate } from '../domain/rights.js';
import { registerChannel } from '../flows/register-channel.js';
import { chooseView, findByRef, listView } from '../flows/show.js';
import type { Place, Reply, Said } from './turns.js';

/** Answers one line said to the bot; what is not understood gets help, never silence. */
export async function answerText(
  ports: Ports,
  said: Said,
  officer: Officer,
  admin: boolean,
  sign: Sign,
): Promise<readonly Reply[]> {
  const levels = (await ports.plans.list()).map((plan) => plan.levels.milestone);
  const command = readCommand(said.text, levels);
  switch (command.kind) {
    case 'my-milestones':
      return [personal(said, await myList(ports, officer, sign), sign)];
    case 'update':
      return [personal(said, await openUpdate(ports, officer, command.ref, sign), sign)];
    case 'rollup-here':
      return rollupHere(ports, said, officer, admin, command.plan, sign);
    case 'help':
    case 'not-understood':
      return [helpCard(sign)];
  }
}

async function myList(ports: Ports, officer: Officer, sign: Sign): Promise<Built> {
  return myMilestonesCard(await listView(ports, officer.id), sign);
}

/** What is one person's own is not shown to a channel. */
function personal(place: Place, built: Built, sign: Sign): Built {
  if (place.scope === 'personal') return built;
  return noticeCard(
    {
      title: 'Ask me in our own chat',
      lines: ['What is yours is shown to you alone. Open a chat with Waymark and say it there.'],
    },
    sign,
  );
}

async function openUpdate(ports: Ports, officer: Officer, ref: string, sign: Sign): Promise<Built> {
  const named = await findByRef(ports, officer.id, ref);
  if ('nearest' in named) {
    const near =
      named.nearest.length === 0
        ? 'Say “my milestones” to see what is yours.'
        : `Did you mean ${named.nearest.join(', ')}?`;
    return noticeCard({ title: `There is no ${ref} in the plan`, lines: [near] }, sign);
  }
  const found = await findMilestone(ports, named.plan, named.ref);
  if (found === null || !mayUpdate(standing({ kind: 'officer', id: officer.id }, found))) {
    return noticeCard(
      { title: `${named.ref} is not yours to update`, lines: ['Its leads and their head of service can.'] },
      sign,
    );
  }
  return updateChooseCard(await chooseView(ports, found, officer.id, []), sign);
}

async function rollupHere(
  ports: Ports,
  said: Said,
  officer: Officer,
  admin: boolean,
  named: string,
  sign: Sign,
): Promise<readonly Reply[]> {
  const notice = (title: string, ...lines: string[]): readonly Reply[] => [noticeCard({ title, lines }, sign)];
  if (said.channel === null) {
    return notice('Say this in a channel', 'Open the channel that should read the summary and mention Waymark there.');
  }
  if (!admin) {
    await ports.audit.record({
      at: ports.clock.now(),
      by: { kind: 'officer', id: officer.id },
      act: 'channel registered',
      subject: said.channel.id,
      outcome: 'refused',
      why: 'not an admin',
    });
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
  const { channel, chat } = said;
  const snapshot = await registerChannel(ports, { ...channel, chat, plan: plan.id, by: officer.id });
  // The summary itself is the answer; it comes as a post of its own.
  return snapshot === null
    ? notice('It was not registered', 'Somebody changed this channel at the same moment. Say it again.')
    : [];
}
