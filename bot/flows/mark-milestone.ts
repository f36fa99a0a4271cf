/** Who may read a milestone, and the wording of it that the public may: set by people, with history (RULES 6). */
import type { MarkingLevel } from '../domain/marking.js';
import { asTyped, asTypedOnOneLine } from '../domain/plain-text.js';
import { heldRefusal, type Refusal } from '../domain/reasons.js';
import { changeMilestone, type Changed, type Order } from './change-milestone.js';
import { mayMark, mayWord } from './clear-held.js';
import type { Ports } from './ports.js';
import { readingsAbout } from './readings.js';
import { markTold } from './told-post.js';

export interface MarkOrder extends Order {
  readonly level: MarkingLevel;
  /** The paragraph under which it is exempt; null where none is. */
  readonly exempt: string | null;
}

/** Nothing of these rests on what is said meanwhile. */
const ON_NOTHING = (): null => null;

export async function markMilestone(ports: Ports, order: MarkOrder): Promise<Changed> {
  const { level } = order;
  const exempt = order.exempt === null ? null : asTypedOnOneLine(order.exempt) || null;
  const changed = await changeMilestone(ports, order, {
    name: 'marked',
    afterItsYear: true,
    words: [level, exempt],
    restsOn: ON_NOTHING,
    forbids: (found) =>
      mayMark(order.by.id, order.admin === true, found)
        ? null
        : {
            code: 'not-theirs',
            message: 'Only the head of service of the area, the plan owner or an administrator can mark it.',
          },
    apply: ({ stored: { milestone } }) => ({
      milestone: { ...milestone, marking: { level, exempt, printed: null } },
    }),
  });
  if (changed.kind === 'done') await markTold(ports, await readingsAbout(ports, changed.after));
  return changed;
}

export interface WordingOrder extends Order {
  /** In place of the milestone's own text; null where that may be printed as it stands. */
  readonly text: string | null;
  readonly progress: string;
}

/** Wording for the public, kept beside the original; a later update needs wording of its own. */
export async function clearWording(ports: Ports, order: WordingOrder): Promise<Changed> {
  const text = order.text === null ? null : asTyped(order.text) || null;
  const progress = asTyped(order.progress);
  return changeMilestone(ports, order, {
    name: 'wording cleared',
    afterItsYear: true,
    words: [text, progress],
    restsOn: ON_NOTHING,
    forbids: (found) =>
      mayWord(order.by.id, false, found)
        ? null
        : { code: 'not-theirs', message: 'Only the plan owner or an administrator can clear wording for the public.' },
    apply: ({ stored: { milestone }, outline }, on) => {
      const wrong = wrongWords(progress, text ?? '');
      if (wrong !== null) return wrong;
      const held = heldRefusal([text ?? '', progress], outline.plan.smallNumber, 'the public reads it');
      if (held !== null) return held;
      const wording = { text, progress, updateAt: milestone.update?.at ?? null, by: order.by, on };
      return { milestone: { ...milestone, wording } };
    },
  });
}

/** As much as a public report prints of one milestone. */
const LONGEST_WORDING = 2000;

function wrongWords(progress: string, text: string): Refusal | null {
  if (progress === '') return { code: 'no-text', message: 'Say what the public may read of its progress.' };
  const longest = Math.max(progress.length, text.length);
  if (longest <= LONGEST_WORDING) return null;
  const most = String(LONGEST_WORDING);
  return { code: 'too-long', message: `That has ${String(longest)} characters. Give at most ${most}.` };
}
