import { LEVELS_OF_MARKING, printedMarking, type MarkingLevel } from '../../domain/marking.js';
import { isWordingFresh, saysAnything } from '../../domain/told-words.js';
import { planAsAt } from '../as-at.js';
import { clearWording, markMilestone } from '../mark-milestone.js';
import { CommandError, type Answer, type CommandPorts, type Common } from './answer.js';
import { jsonOf, orderOf, wellDone, type AboutWords } from './orders.js';
import { planOf } from './plan-verbs.js';

export interface MarkWords extends AboutWords {
  readonly level: MarkingLevel;
  readonly exempt: string | null;
}

/** Says who may read a milestone. */
export async function markVerb(ports: CommandPorts, common: Common, words: MarkWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const { level, exempt } = words;
  const done = wellDone(await markMilestone(ports, { ...order, level, exempt }));
  const { ref, marking } = done.after;
  return {
    json: { ...jsonOf(common, done), marking },
    lines: [`${ref} is marked: ${printedMarking(marking)}.`],
  };
}

export function readLevel(text: string): MarkingLevel {
  const level = LEVELS_OF_MARKING.find((one) => one === text.toLowerCase());
  if (level !== undefined) return level;
  throw new CommandError('level', `“${text}” is no marking. Give one of: ${LEVELS_OF_MARKING.join(', ')}.`, 2);
}

export interface WordingWords extends AboutWords {
  readonly progress: string;
  readonly text: string | null;
}

/** Clears wording for the public, which stands beside the original. */
export async function wordingVerb(ports: CommandPorts, common: Common, words: WordingWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const { progress, text } = words;
  const done = wellDone(await clearWording(ports, { ...order, progress, text }));
  const { ref, wording } = done.after;
  return {
    json: { ...jsonOf(common, done), wording },
    lines: [`${ref}: a public report prints that until somebody answers again.`],
  };
}

/** Of what the public may read of: what has no cleared wording, and where something was said since it was cleared. */
export async function wordingListVerb(ports: CommandPorts, common: Common, plan: string): Promise<Answer> {
  await planOf(ports, plan);
  const found = await planAsAt(ports, plan, common.asAt);
  const open = (found?.milestones ?? [])
    .map(({ milestone }) => milestone)
    .filter((one) => one.marking?.level === 'public');
  const missing = open.filter((one) => one.wording === null);
  const stale = open.filter((one) => one.wording !== null && !isWordingFresh(one));
  const rows = [
    ...missing.map(({ ref, text, ...one }) => ({ ref, text, because: saysAnything(one) ? 'none' : 'nothing-said' })),
    ...stale.map(({ ref, text }) => ({ ref, text, because: 'stale' })),
  ];
  const words = {
    none: 'no cleared wording',
    'nothing-said': 'no cleared wording; nothing was said yet',
    stale: 'said again since',
  };
  const none = open.length === 0 ? 'Nothing is marked public.' : 'All that is marked public has cleared wording.';
  return {
    json: { asAt: common.asAt, plan, wording: rows },
    lines:
      rows.length === 0
        ? [none]
        : rows.map(({ ref, text, because }) => `${ref} ${text}: ${words[because as keyof typeof words]}`),
  };
}
