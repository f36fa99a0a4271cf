/** What an admin says in their own chat of the channels that read summaries. */
import { noticeCard, type Built } from '../../cards/index.js';
import { didYouMean } from '../domain/nearest.js';
import { mayRun } from '../domain/rights.js';
import { recordAct } from '../flows/audit.js';
import { confirmOutsiders, removeChannel } from '../flows/change-channel.js';
import { listChannels } from '../flows/channel-list.js';
import { channelName, namedChannel } from '../flows/channel-names.js';
import { AT_THE_SAME_MOMENT } from './channel-turns.js';
import type { Asker } from './whom.js';

/** Room is for eight lines. */
const CHANNELS_SHOWN = 6;

/** "channels", "channels confirm NAME", "channels remove NAME". */
export async function sayChannels(
  asker: Asker,
  { act, name }: { readonly act: 'list' | 'confirm' | 'remove'; readonly name: string },
): Promise<Built> {
  const { ports, reader, sign } = asker;
  const by = { kind: 'officer', id: reader } as const;
  if (!mayRun('channels', asker)) {
    await recordAct(ports, by, `channels ${act}`, '', 'not an admin');
    const lines = ['Ask whoever looks after Waymark which channels read the summaries.'];
    return noticeCard({ title: 'Only an admin can do this', lines }, sign);
  }
  if (act === 'list') return channelsCard(asker);
  const named = await namedChannel(ports, name);
  if (named.kind !== 'one') return noticeCard(unknownChannel(name, named), sign);
  const { found } = named;
  const called = channelName(found.value);
  if (act === 'confirm' && found.value.outsiders !== 'unconfirmed') {
    return noticeCard({ title: 'There is nothing to confirm', lines: [`Nothing waits for that in ${called}.`] }, sign);
  }
  const outcome = await (act === 'confirm' ? confirmOutsiders : removeChannel)(ports, by, found);
  if (outcome === 'conflict') return noticeCard({ title: 'It was not saved', lines: [AT_THE_SAME_MOMENT] }, sign);
  const done =
    act === 'confirm'
      ? 'Its summaries are posted there from now on, for members of other organisations to read, too.'
      : 'Nothing is posted there any more. To register it again, mention Waymark there.';
  return noticeCard({ title: `${called} is ${act === 'confirm' ? 'confirmed' : 'removed'}`, lines: [done] }, sign);
}

async function channelsCard({ ports, sign }: Asker): Promise<Built> {
  const all = await listChannels(ports);
  const how = 'In a channel or group chat, mention Waymark: “summary here PLAN”, or “summary stop PLAN”.';
  if (all.length === 0) return noticeCard({ title: 'No channel reads a summary yet', lines: [how] }, sign);
  const lines = all.slice(0, CHANNELS_SHOWN).map(({ name, reads, trouble }) => {
    const what = reads.map(({ words, next }) => (next === null ? words : `${words}, next ${next}`));
    return `– ${[name, ...(trouble === null ? [] : [trouble]), ...what].join('; ')}.`;
  });
  const more = all.length > CHANNELS_SHOWN ? [`and ${String(all.length - CHANNELS_SHOWN)} more`] : [];
  return noticeCard({ title: 'Who reads the summaries', lines: [...lines, ...more, how] }, sign);
}

function unknownChannel(
  name: string,
  named: Exclude<Awaited<ReturnType<typeof namedChannel>>, { kind: 'one' }>,
): { readonly title: string; readonly lines: readonly string[] } {
  if (named.kind === 'several') {
    const names = named.several.map((one) => channelName(one));
    return { title: `Which “${name}”?`, lines: ['Say its team too:', ...names] };
  }
  const near = didYouMean(named.near.map((one) => `“${one}”`)).trim();
  return { title: `No channel is called “${name}”`, lines: [near === '' ? 'Say “channels” to see all.' : near] };
}
