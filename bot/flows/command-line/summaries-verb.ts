/** Summaries that were frozen: listed, shown again as they were, and corrected. */
import { inWords, momentInWords, parseCivilDate, parseInstant, timeInWords, type Instant } from '../../domain/dates.js';
import { scopeKey, type Scope } from '../../domain/scope.js';
import { correct, type Corrected } from '../correct.js';
import type { RollupPost, Snapshot } from '../ports.js';
import { rollupOfSnapshot } from '../read-rollup.js';
import { WHOLE_READERSHIP } from '../told-plan.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { rollupJson, rollupLines } from './rollup-json.js';
import { scopeFrom, type ScopeWords } from './rollup-verb.js';

/** The newest first, each with where it was posted. */
export async function summariesVerb(ports: CommandPorts, common: Common, words: ScopeWords): Promise<Answer> {
  const scope = await scopeFrom(ports, words);
  const names = await channelNames(ports);
  const snapshots = await ports.rollups.snapshots(scopeKey(scope));
  const shown = await Promise.all(
    snapshots.map(async (snapshot) => ({ snapshot, posts: await postsOf(ports, snapshot, names) })),
  );
  return {
    json: { asAt: common.asAt, ...scope, summaries: shown.map(({ snapshot, posts }) => summaryJson(snapshot, posts)) },
    lines:
      shown.length === 0
        ? ['No summary was made yet.']
        : shown.map(({ snapshot, posts }) => summaryLine(ports, snapshot, posts)),
  };
}

export interface SummaryWords extends ScopeWords {
  /** The moment by which it is listed, or its day. */
  readonly posted: string;
}

/** The figures of a summary as they were frozen, whatever was said since. */
export async function summaryShowVerb(ports: CommandPorts, common: Common, words: SummaryWords): Promise<Answer> {
  const scope = await scopeFrom(ports, words);
  const snapshot = await snapshotNamed(ports, scope, words.posted);
  const rolled = await rollupOfSnapshot(ports, snapshot, null, WHOLE_READERSHIP);
  if (rolled === null) throw new CommandError('no-such-summary', 'The plan of that summary is gone.');
  const posts = await postsOf(ports, snapshot, await channelNames(ports));
  return {
    json: { asAt: snapshot.asAt, ...scope, ...summaryJson(snapshot, posts), ...rollupJson(rolled.rollup) },
    lines: [summaryLine(ports, snapshot, posts), ...rollupLines(rolled.rollup, rolled.plan.plan.levels)],
  };
}

/** A summary of the same day with what is known now, posted wherever the first one was. */
export async function summaryCorrectVerb(
  ports: CommandPorts,
  common: Common,
  words: SummaryWords & { readonly reason: string },
): Promise<Answer> {
  if (words.reason.trim() === '')
    throw new CommandError('no-reason', 'Say why with --reason: it is shown on both summaries.');
  const scope = await scopeFrom(ports, words);
  const named = await snapshotNamed(ports, scope, words.posted);
  const done = await correct(ports, scope, named.period, words.reason, common.by);
  if (done.kind !== 'done') throw refused(done);
  const { wrong, snapshot, channels, waits } = done;
  const same = JSON.stringify(snapshot.revisions) === JSON.stringify(wrong.revisions);
  return {
    json: { ...scope, ...summaryJson(snapshot, []), channels: channels.length, waits, same },
    lines: [
      `The summary as at ${inWords(wrong.asAt)} is corrected: ${snapshot.corrects?.reason ?? ''}`,
      correctedWhere(done),
      ...(same ? [SAME_FIGURES] : []),
    ],
  };
}

const SAME_FIGURES =
  'Its figures are the same: nothing entered since is of that day. What was said by then counts once it is entered with its day: update --from-source --from-date';

function correctedWhere({ channels, waits }: Extract<Corrected, { kind: 'done' }>): string {
  if (waits) return 'It is posted with its reporting window: on its day, and where the plan asks for a release, then.';
  if (channels.length === 0) return 'It was posted nowhere yet.';
  return `It is posted in ${counted(channels.length, 'channel')}.`;
}

function refused(done: Exclude<Corrected, { kind: 'done' }>): CommandError {
  switch (done.kind) {
    case 'corrected':
      return new CommandError(
        'corrected-already',
        `That summary was corrected already: ${done.by.corrects?.reason ?? ''}. Correct the correction: --posted ${done.by.period}`,
      );
    case 'refused':
      return new CommandError(done.refusal.code, done.refusal.message);
    case 'conflict':
      return new CommandError('conflict', 'It is being posted or changed at this moment. Say it again in a minute.');
    case 'no-such':
    case 'gone':
      return new CommandError('no-such-summary', 'There is no such summary, or its plan is gone. See: summaries');
  }
}

/** By its moment, or by its day where there is only one that stands. */
async function snapshotNamed(ports: CommandPorts, scope: Scope, posted: string): Promise<Snapshot> {
  const day = parseCivilDate(posted);
  const moment: Instant | undefined = day === undefined ? parseInstant(posted) : undefined;
  if (day === undefined && moment === undefined) {
    throw new CommandError('no-date', `“${posted}” is neither a day (2026-11-18) nor a moment as listed by: summaries`);
  }
  const all = await ports.rollups.snapshots(scopeKey(scope));
  const corrected = new Set(all.flatMap(({ corrects }) => corrects?.period ?? []));
  const found = all.filter(({ period, asAt }) =>
    day === undefined ? period === moment : asAt === day && !corrected.has(period),
  );
  const [one, other] = found;
  if (one === undefined)
    throw new CommandError('no-such-summary', `No summary was made then. See: summaries --plan ${scope.plan}`);
  if (other === undefined) return one;
  const moments = found.map(({ period }) => period).join(', ');
  throw new CommandError('several', `There are several summaries of that day. Name one of them: --posted ${moments}`);
}

interface Posted {
  readonly channel: string;
  readonly state: RollupPost['state'];
  readonly replies: number;
}

async function postsOf(
  { rollups }: CommandPorts,
  { scope, period }: Snapshot,
  names: ReadonlyMap<string, string>,
): Promise<readonly Posted[]> {
  const all = (await rollups.posts(scope, period)).map(({ value }) => value);
  return all
    .filter(({ part }) => part === '')
    .map(({ channel, state }) => ({
      channel: names.get(channel) ?? 'a channel that is no longer registered',
      state,
      replies: all.filter((one) => one.part !== '' && one.channel === channel && one.state === 'sent').length,
    }));
}

async function channelNames({ channels }: CommandPorts): Promise<ReadonlyMap<string, string>> {
  return new Map((await channels.list()).map(({ value: { id, name, team } }) => [id, name ?? team ?? id]));
}

function summaryJson({ period, asOf, asAt, window, corrects, counts }: Snapshot, posts: readonly Posted[]): object {
  const correction = corrects === null ? null : { of: corrects.period, reason: corrects.reason };
  return { posted: period, asOf, summaryAsAt: asAt, window, corrects: correction, counts, channels: posts };
}

const STATES: Readonly<Record<RollupPost['state'], string>> = {
  planned: 'waits to be posted',
  sending: 'is being posted',
  sent: 'posted',
  retry: 'waits to be posted',
  'in-doubt': 'may not have been posted',
  waived: 'not posted: nobody needs it',
  dead: 'could not be posted',
  replacing: 'waits for fresh figures',
  replaced: 'another took its place',
};

/** "2026-11-18T10:00:00.000Z as at 10am on Wednesday 18 November 2026: 3 Red ...; Board: posted". */
function summaryLine({ zone }: CommandPorts, snapshot: Snapshot, posts: readonly Posted[]): string {
  const { period, asAt, asOf, window, corrects, counts } = snapshot;
  const { red, amber, green, complete, none, closed, total } = counts;
  const figures = `${String(total)}: ${String(red)} red, ${String(amber)} amber, ${String(green)} green, ${String(complete)} complete, ${String(none)} without an update, ${String(closed)} closed`;
  const of = window === null ? '' : `, window ${window}`;
  const correction =
    corrects === null ? '' : ` Corrects that of ${momentInWords(corrects.period, zone)}: ${corrects.reason}.`;
  const where = posts.map(({ channel, state, replies }) => {
    const more = replies === 0 ? '' : ` with ${counted(replies, 'reply', 'replies')}`;
    return ` ${channel}: ${STATES[state]}${more}.`;
  });
  return `${period} as at ${timeInWords(asOf, zone)} on ${inWords(asAt)}${of}: ${figures}.${correction}${where.join('')}`;
}
