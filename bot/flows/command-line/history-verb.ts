import { endOfDay, inWords } from '../../domain/dates.js';
import { whyInWords, type HistoryChange } from '../../domain/history-words.js';
import { datesInWords } from '../../domain/milestone-history.js';
import { approvedDate } from '../../domain/plan.js';
import { readDirectory, type Directory } from '../directory.js';
import { milestoneStory } from '../milestone-story.js';
import type { HistoryRow } from '../ports.js';
import { CommandError, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { actorJson, behalfJson, closureJson, movesJson, proposalJson } from './decision-json.js';
import { storedOf } from './orders.js';
import { planOf } from './plan-verbs.js';

/** Everything recorded about a milestone by the end of a day, oldest first: who, when, what. */
export async function historyVerb(
  ports: CommandPorts,
  common: Common,
  words: { readonly plan: string; readonly ref: string },
): Promise<Answer> {
  const contents = await planOf(ports, words.plan);
  const { ref } = storedOf(contents, words.ref).milestone;
  const directory = await readDirectory(ports.people);
  const { nameOf } = directory;
  const facts = { key: contents.plan.key, nameOf };
  const story = await milestoneStory(ports, { plan: words.plan, ref }, facts, endOfDay(common.asAt, ports.zone));
  const last = story.at(-1)?.image;
  if (last === undefined) {
    throw new CommandError('not-yet-loaded', `${ref} was not in the plan yet on ${inWords(common.asAt)}.`);
  }
  const history = story.map(({ row, on, changes, image: { update } }) => {
    const entered = update?.at === row.at ? update.onBehalf : null;
    return { ...signed(row, directory), on, onBehalf: entered && behalfJson(entered, nameOf), changes };
  });
  const { plan, text, baseline } = last;
  const approved = approvedDate(last);
  const proposal = proposalJson(last, nameOf);
  const { deferral } = last;
  return {
    json: {
      asAt: common.asAt,
      plan,
      ref,
      text,
      state: last.state,
      baseline,
      approved,
      moves: movesJson(last, nameOf),
      deferral: deferral && { ...deferral, by: actorJson(deferral.by, nameOf) },
      proposal,
      closure: closureJson(last, nameOf),
      history,
    },
    lines: [
      `${ref} ${text}`,
      datesInWords(last),
      ...table(history.flatMap((one) => linesOf([one.on, one.by.name], one))),
    ],
  };
}

function signed({ rev, at, recordedAt, by, why }: HistoryRow, { nameOf }: Directory) {
  return { rev, at, recordedAt, by: actorJson(by, nameOf), why: whyInWords(why, nameOf) };
}

/** A line for each thing that changed; the reason where that says more. */
function linesOf(
  signature: readonly string[],
  {
    why,
    changes,
    onBehalf,
  }: { readonly why: string; readonly changes: readonly HistoryChange[]; readonly onBehalf: object | null },
) {
  if (changes.length === 0) return [[...signature, why]];
  // Of an update with its source the words themselves say who entered it.
  const entered = onBehalf === null ? /entered by .+$/.exec(why)?.[0] : undefined;
  return changes.map(({ words }, index) => {
    const said = index === 0 && entered !== undefined ? `${words} (${entered})` : words;
    return [...signature, said];
  });
}
