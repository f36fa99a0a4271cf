/** What a restore says: what came back, what would leave if sending went on, and whom the next sweep would ask. */
import { inList } from '../../domain/lists.js';
import { timeInWords, civilDateAt, inWords } from '../../domain/dates.js';
import { readDirectory } from '../directory.js';
import type { Digest, DigestEntry } from '../ports.js';
import type { TruthTable } from '../ports-copies.js';
import type { Restored } from '../restore.js';
import { counted, type CommandPorts, type Common, type NameOf } from './answer.js';
import { tablesInWords } from './copy-words.js';
import { sweepLines } from './sweep-lines.js';
import { digestJson } from './sweep-verbs.js';

interface Shown {
  readonly file: string;
  readonly dryRun: boolean;
  readonly restored: Restored;
  /** What would refuse it; empty but for a dry run. */
  readonly inTheWay: readonly TruthTable[];
}

export async function restoreJson(ports: CommandPorts, { file, dryRun, restored, inTheWay }: Shown): Promise<object> {
  const { totals, rebuilt, broken, next, resumed } = restored;
  const { nameOf } = await readDirectory(ports.people);
  return {
    file,
    dryRun,
    resumed,
    inTheWay,
    ...totals,
    history: broken.map(({ plan, link }) => ({ plan, ...link })),
    rebuilt: {
      indexed: rebuilt.indexed,
      failed: rebuilt.failed,
      open: rebuilt.open.length,
      attention: rebuilt.attention,
    },
    sending: 'stopped',
    wouldSend: leaving(restored).map(([digest, standing]) => openJson(digest, standing, nameOf)),
    wouldPost: rebuilt.openPosts.map(({ scope, period, channel, state, notBefore }) => ({
      ...{ plan: scope, period, channel, state, notBefore },
    })),
    wouldAsk: next.digests.map((digest) => digestJson(digest, nameOf)),
  };
}

/** Open cards with what they would say; one of which everything was answered would not leave. */
function leaving({ rebuilt, standing }: Restored): readonly (readonly [Digest, readonly DigestEntry[]])[] {
  const all = rebuilt.open.map((digest, index) => [digest, standing[index] ?? []] as const);
  return all.filter(([, entries]) => entries.length > 0);
}

function openJson(
  { officer, slot, state, plannedAt, notBefore }: Digest,
  entries: readonly DigestEntry[],
  nameOf: NameOf,
): object {
  const items = entries.map(({ plan, ref }) => ({ plan, ref }));
  return { officer: nameOf(officer), officerId: officer, slot, state, plannedAt, notBefore, items };
}

export async function restoreLines(ports: CommandPorts, common: Common, shown: Shown): Promise<readonly string[]> {
  const { restored, dryRun, inTheWay } = shown;
  const { rebuilt, next } = restored;
  const { nameOf } = await readDirectory(ports.people);
  const words = { nameOf, dryRun: true, held: null, several: (await ports.plans.list()).length > 1 };
  return [
    ...(inTheWay.length > 0
      ? [`It would be refused here: there is something in storage: ${inList(tablesInWords(inTheWay))}.`]
      : []),
    ...(await brokenLines(ports, restored)),
    ...(rebuilt.failed.length > 0 ? [`A row cannot be read, so nobody is asked about: ${inList(rebuilt.failed)}`] : []),
    ...openLines(ports, restored, { nameOf, channelOf: await channelNames(ports) }),
    ...(rebuilt.attention > 0 ? [`${counted(rebuilt.attention, 'thing')} to be settled by a person: attention`] : []),
    'The next sweep, as things stand:',
    ...sweepLines(ports, common, next, words).map((line) => `  ${line}`),
    ...(dryRun
      ? []
      : [
          'If somebody was erased after this copy was made, erase them again.',
          'Sending is stopped. What was sent after the copy was made is not known here: look at the list above first.',
          'To let it go: sending start',
        ]),
  ];
}

async function brokenLines(ports: CommandPorts, { broken }: Restored): Promise<readonly string[]> {
  const plans = [...new Set(broken.map(({ plan }) => plan))];
  const said = await Promise.all(
    plans.map(async (plan) => (await ports.brokenHistory(plan)).map((words) => `  ${plan ?? 'calendar'}: ${words}`)),
  );
  if (plans.length === 0) return ['Every row of the history fits the chain.'];
  return ['Rows of the history that are not as they were written:', ...said.flat()];
}

type ChannelOf = (id: string) => string;

async function channelNames({ channels }: CommandPorts): Promise<ChannelOf> {
  const names = new Map((await channels.list()).map(({ value: { id, name } }) => [id, name]));
  return (id) => {
    const name = names.get(id) ?? null;
    return name === null ? 'a channel without a name' : `the channel “${name}”`;
  };
}

function openLines(
  { zone }: CommandPorts,
  restored: Restored,
  { nameOf, channelOf }: { readonly nameOf: NameOf; readonly channelOf: ChannelOf },
): readonly string[] {
  const { openPosts } = restored.rebuilt;
  const open = leaving(restored);
  const when = ({ notBefore, plannedAt }: Digest): string => {
    const at = notBefore ?? plannedAt;
    return `${inWords(civilDateAt(at, zone))}, ${timeInWords(at, zone)}`;
  };
  const refs = (entries: readonly DigestEntry[]): string => [...new Set(entries.map(({ ref }) => ref))].join(', ');
  if (open.length + openPosts.length === 0) return ['No card and no summary waits to be sent.'];
  return [
    `If sending goes on, ${counted(open.length, 'card')} and ${counted(openPosts.length, 'summary', 'summaries')} would leave:`,
    ...open.map(([digest, standing]) => `  ${nameOf(digest.officer)}: ${refs(standing)} (planned for ${when(digest)})`),
    ...openPosts.map(({ scope, channel }) => `  the summary of “${scope}”, to ${channelOf(channel)}`),
  ];
}
