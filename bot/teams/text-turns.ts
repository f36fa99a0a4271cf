import { helpCard, noticeCard, updateChooseCard, type Built, type Sign } from '../../cards/index.js';
import { readCommand, type Command } from '../domain/command.js';
import { levelWords } from '../domain/level-words.js';
import { namedIn, nearestCommands } from '../domain/nearest-commands.js';
import { didYouMean } from '../domain/nearest.js';
import type { NoticeView } from '../domain/views.js';
import { helpView } from '../flows/help-view.js';
import { ownOpen } from '../flows/led-by.js';
import type { Ports } from '../flows/ports.js';
import { chooseView } from '../flows/show.js';
import { sentFile } from './admin/import-sent.js';
import { sayAdmin } from './admin/index.js';
import { sayPause } from './admin/pause-said.js';
import type { Caller } from './callers.js';
import { summaryHere, summaryStop } from './channel-turns.js';
import { sayChannels } from './channels-said.js';
import { sayAsk, sayShow } from './press-ask.js';
import { openBehalf, plainTextFor } from './press-behalf.js';
import { openHandover } from './press-change.js';
import { openApprovals } from './press-decide.js';
import { sayMine } from './press-lists.js';
import { sayAway, sayBack, sayDeputy, sayNoDeputy, showHistory } from './press-people.js';
import { sayAccountable } from './accountable-said.js';
import { mayNot, refuseElsewhere, refuseVisitor } from './refusals.js';
import { sayMeasures } from './press-measure.js';
import type { Reply, Said } from './turns.js';
import { meantMilestone, whichAmong, type Asker } from './whom.js';

/** Answers one line said to the bot; what is not understood gets a word on what is, never silence. */
export async function answerText(ports: Ports, said: Said, caller: Caller, sign: Sign): Promise<readonly Reply[]> {
  if (caller.visitor) return [await answerVisitor(ports, said, caller, sign)];
  if (said.files !== undefined) return [await answerFiles(ports, said, caller, sign)];
  const levels = levelWords(await ports.plans.list());
  const command = readCommand(said.text, levels);
  switch (command.kind) {
    case 'rollup-here':
      return summaryHere({ ports, said, caller, sign }, command.what);
    case 'rollup-stop':
      return summaryStop({ ports, said, caller, sign }, command.what);
    case 'help':
      return [helpCard(await helpView(ports, caller.officer, caller.admin, placeOf(said)), sign)];
    case 'thanks':
      return [noticeCard(placeOf(said) === 'channel' ? WELCOME_HERE : WELCOME, sign)];
    case 'not-understood':
      return [await notUnderstood(ports, said, caller, sign)];
    case 'accountable':
      return sayAccountable(ports, said, caller, command, sign);
    case 'my-milestones':
    case 'update':
    case 'update-for':
    case 'text-for':
    case 'history':
    case 'ask':
    case 'show':
    case 'away':
    case 'back':
    case 'deputy':
    case 'no-deputy':
    case 'hand-over':
    case 'approvals':
    case 'pause':
    case 'resume':
    case 'measures':
    case 'channels':
    case 'admin':
      return [await personal(ports, said, caller, command, sign)];
  }
}

/** Files are looked at in a person's own chat only, where nobody else sees what is in them. */
async function answerFiles(ports: Ports, { scope, files = [] }: Said, caller: Caller, sign: Sign): Promise<Reply> {
  const { officer, admin } = caller;
  if (officer === null || scope !== 'personal') return noticeCard(await refuseElsewhere(ports, caller, 'admin'), sign);
  return sentFile({ ports, reader: officer.id, admin, sign }, files);
}

/** Who says "OK, done" may think that it was saved. */
const NOTHING_SAVED = 'Nothing is saved by this. To say how something is going, press Show my list.';
const WELCOME: NoticeView = { title: 'You are welcome', lines: [NOTHING_SAVED, 'Press Help to see what you can say.'] };
const WELCOME_HERE: NoticeView = { title: 'You are welcome', lines: ['Press Help to see what you can say here.'] };

function placeOf({ scope }: Said): 'own-chat' | 'channel' {
  return scope === 'personal' ? 'own-chat' : 'channel';
}

/** Short, with what may have been meant: a button where it names one of their own. Help is a button on it. */
async function notUnderstood(ports: Ports, said: Said, { officer }: Caller, sign: Sign): Promise<Built> {
  const where = placeOf(said);
  const title = 'That was not understood';
  const help = 'Press Help to see what you can say.';
  // What somebody leads is named in their own chat only.
  if (officer === null || where === 'channel') {
    const meant = meantBy(nearestCommands(said.text, where, []));
    return noticeCard({ title, lines: [meant === '' ? help : `${meant} ${help}`] }, sign);
  }
  const own = await ownOpen(ports, officer.id);
  const refs = own.map(({ milestone }) => milestone.ref);
  const named = namedIn(said.text, refs);
  if (named !== null) {
    const places = own.filter(({ milestone }) => milestone.ref === named.ref);
    const lines = named.kind === 'update' ? ['Nothing is saved yet. To say how it is going, press Update.'] : [];
    return whichAmong({ ports, sign }, places, WAYS[named.kind], { title, lines });
  }
  const meant = meantBy(nearestCommands(said.text, where, refs));
  return noticeCard({ title, lines: [meant === '' ? NOTHING_SAVED : meant, help] }, sign);
}

function meantBy(near: readonly string[]): string {
  return didYouMean(near.map((line) => `“${line}”`)).trim();
}

async function answerVisitor(ports: Ports, said: Said, caller: Caller, sign: Sign): Promise<Built> {
  const { kind } = readCommand(said.text);
  if (kind === 'help') return helpCard(await helpView(ports, null, false, 'channel'), sign);
  return noticeCard(kind === 'thanks' ? WELCOME_HERE : await refuseVisitor(ports, caller, kind), sign);
}

type Personal = Exclude<
  Command,
  { kind: 'rollup-here' | 'rollup-stop' | 'accountable' | 'help' | 'thanks' | 'not-understood' }
>;

/** What is one person's own is read in their own chat only. */
async function personal(ports: Ports, { scope }: Said, caller: Caller, command: Personal, sign: Sign): Promise<Reply> {
  const { officer, admin } = caller;
  if (officer === null || scope !== 'personal') {
    return noticeCard(await refuseElsewhere(ports, caller, command.kind), sign);
  }
  return answerOwn({ ports, reader: officer.id, admin, sign }, command);
}

function answerOwn(asker: Asker, command: Personal): Promise<Reply> {
  switch (command.kind) {
    case 'my-milestones':
      return sayMine(asker, command.only);
    case 'away':
      return sayAway(asker, command);
    case 'back':
      return sayBack(asker, command.name);
    case 'deputy':
      return sayDeputy(asker, command.name);
    case 'no-deputy':
      return sayNoDeputy(asker);
    case 'ask':
      return sayAsk(asker, command.ref, command.question);
    case 'show':
      return sayShow(asker, command.what);
    case 'approvals':
      return openApprovals(asker, asker);
    case 'channels':
      return sayChannels(asker, command);
    case 'admin':
      return sayAdmin(asker, command);
    case 'pause':
    case 'resume':
      return sayPause(asker, command);
    case 'measures':
      return sayMeasures(asker, command.what);
    case 'text-for':
      return plainTextFor(asker.ports, asker, command.name);
    case 'update':
    case 'update-for':
    case 'history':
    case 'hand-over':
      return aboutMilestone(asker, command);
  }
}

type AboutMilestone = Extract<Personal, { kind: 'update' | 'update-for' | 'history' | 'hand-over' }>;

/** What is said of one milestone; where its ref is not plain, which one is asked. */
async function aboutMilestone(asker: Asker, command: AboutMilestone): Promise<Built> {
  const { ports, reader, sign } = asker;
  if (command.kind === 'update-for' && command.ref === '') {
    return noticeCard({ title: 'Which one?', lines: [`Say its ref too: “update REF for ${command.name}”.`] }, sign);
  }
  const meant = await meantMilestone(asker, command.ref, WAYS[command.kind]);
  if ('card' in meant) return meant.card;
  const { found } = meant;
  switch (command.kind) {
    case 'history':
      return showHistory(asker, { plan: found.stored.milestone.plan, ref: found.stored.milestone.ref });
    case 'hand-over':
      return openHandover(asker, asker, found, command.name);
    case 'update-for':
      return openBehalf(asker, asker, found, command.name);
    case 'update': {
      const refusal = await mayNot(ports, found, reader);
      if (refusal !== null) return noticeCard(refusal, sign);
      return updateChooseCard(await chooseView(ports, found, reader, []), sign);
    }
  }
}

const WAYS = {
  update: { verb: 'open-update', button: 'Update' },
  'update-for': { verb: 'open-behalf', button: 'Enter for somebody' },
  history: { verb: 'open-history', button: 'History' },
  'hand-over': { verb: 'open-handover', button: 'Hand over' },
} as const;
