import { lookersOf } from '../../domain/held-people.js';
import { heldTexts, type HeldText } from '../../domain/told-words.js';
import { planAsAt } from '../as-at.js';
import { clearHeld, writersOfAll } from '../clear-held.js';
import { readDirectory } from '../directory.js';
import { settleSeenHeld } from '../raise-held.js';
import { counted, CommandError, type Answer, type CommandPorts, type Common } from './answer.js';
import { jsonOf, orderOf, storedOf, wellDone, type AboutWords } from './orders.js';
import { planOf } from './plan-verbs.js';

/** What is held, as it was by the end of a day, and who is to look at it. */
export async function heldVerb(ports: CommandPorts, common: Common, plan: string | null): Promise<Answer> {
  if (plan !== null) await planOf(ports, plan);
  const ids = plan === null ? (await ports.plans.list()).map(({ id }) => id) : [plan];
  const rows = (await Promise.all(ids.map((id) => heldIn(ports, common, id)))).flat();
  const lines = rows.flatMap(({ plan: of, ref, field, text, findings, lookers }) => [
    `${ref} (${of}), ${field}: ${findings.map(({ words, looksLike }) => `“${words}” looks like ${looksLike}`).join('; ')}.`,
    `  “${text}”`,
    `  ${lookers.length === 0 ? 'An administrator' : lookers.join(' or ')} looks at it.`,
  ]);
  const none = 'Nothing is held.';
  return { json: { asAt: common.asAt, held: rows }, lines: rows.length === 0 ? [none] : lines };
}

async function heldIn(ports: CommandPorts, { asAt }: Common, id: string) {
  const found = await planAsAt(ports, id, asAt);
  if (found === null) return [];
  const { nameOf, officers } = await readDirectory(ports.people);
  return found.milestones.flatMap(({ milestone }) =>
    heldTexts(milestone, found.plan).map((held) => {
      const area = found.areas.find(({ code }) => code === milestone.area);
      const writers = writersOfAll(milestone, [held]);
      const lookers = lookersOf({ area, plan: found.plan }, writers, officers, asAt).map(nameOf);
      return { plan: id, ref: milestone.ref, ...heldJson(held), lookers };
    }),
  );
}

export interface ClearWords extends AboutWords {
  /** Which of its texts, as `held list` calls it; null for all of them. */
  readonly field: string | null;
}

/** Somebody has looked at what is held: it says nothing of a child. */
export async function heldClearVerb(ports: CommandPorts, common: Common, words: ClearWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const contents = await planOf(ports, words.plan);
  const { milestone } = storedOf(contents, words.ref);
  const held = heldTexts(milestone, contents.plan);
  const text = words.field === null ? null : textIn(held, words.field, milestone.ref);
  const done = wellDone(await clearHeld(ports, { ...order, text, admin: false }));
  const { stored, outline } = done.found;
  await settleSeenHeld(ports, stored.milestone);
  const left = heldTexts(stored.milestone, outline.plan);
  const more =
    left.length === 0 ? '' : ` ${counted(left.length, 'text')} of it ${left.length === 1 ? 'is' : 'are'} still held.`;
  return {
    json: { ...jsonOf(common, done), held: left.map(heldJson) },
    lines: [`${milestone.ref}: it is shown to others from now on.${more}`],
  };
}

function textIn(held: readonly HeldText[], field: string, ref: string): string {
  const found = held.find(({ path }) => path === field || path.endsWith(`.${field}`));
  if (found !== undefined) return found.text;
  const fields = held.map(({ path }) => path).join(', ');
  const instead = fields === '' ? 'Nothing of it is held.' : `Held are: ${fields}.`;
  throw new CommandError('nothing-held', `“${field}” of ${ref} is not held. ${instead}`);
}

export function heldJson({ path, text, findings }: HeldText) {
  return { field: path, text, findings: findings.map(({ words, looksLike }) => ({ words, looksLike })) };
}
