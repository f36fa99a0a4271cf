/** What a plan, its levels and its parts are called. History keeps what they were called before. */
import { asTypedOnOneLine } from '../domain/plain-text.js';
import type { Levels } from '../domain/plan.js';
import { heldRefusal, type Refusal } from '../domain/reasons.js';
import { careFor, type Cared, type Careful, type CareOrder } from './care.js';
import { areaImage, planImage } from './images.js';
import type { PlanContents, Ports } from './ports.js';

/** What is renamed: the plan, an area or an objective by its code, or the words for its levels. */
export type RenameOrder = CareOrder &
  (
    | { readonly what: 'plan'; readonly title: string }
    | { readonly what: 'levels'; readonly levels: Levels }
    | { readonly what: 'area' | 'objective'; readonly code: string; readonly title: string }
  );

const LONGEST_TITLE = 200;
const LONGEST_LEVEL = 40;

/** Gives another title; codes and refs are never changed, for figures and buttons name them. */
export async function renameIn(ports: Ports, order: RenameOrder): Promise<Cared> {
  return careFor(ports, order, { name: `${NAMES[order.what]} renamed`, apply: (contents) => renamed(contents, order) });
}

const NAMES = { plan: 'plan', levels: 'levels', area: 'area', objective: 'objective' } as const;

function renamed(contents: PlanContents, order: RenameOrder): Careful | Refusal {
  const { plan, areas, objectives } = contents;
  if (order.what === 'levels') {
    const { area, objective, milestone } = order.levels;
    const levels = {
      area: asTypedOnOneLine(area),
      objective: asTypedOnOneLine(objective),
      milestone: asTypedOnOneLine(milestone),
    };
    const wrong = Object.values(levels).find((word) => word === '' || word.length > LONGEST_LEVEL);
    if (wrong !== undefined) {
      const message = `Give a word for each level, of at most ${String(LONGEST_LEVEL)} characters: "Theme; Action; Milestone".`;
      return { code: 'levels', message };
    }
    return { images: [{ image: planImage(plan, { levels }), previous: plan }] };
  }
  const title = asTypedOnOneLine(order.title);
  const wrong = wrongTitle(title) ?? heldRefusal([title], plan.smallNumber, 'everybody who reads the plan reads it');
  if (wrong !== null) return wrong;
  if (order.what === 'plan') return { images: [{ image: planImage(plan, { title }), previous: plan }] };
  const some = order.what === 'area' ? areas : objectives;
  const wanted = asTypedOnOneLine(order.code).toLowerCase();
  const found = some.find((one) => one.code.toLowerCase() === wanted || one.title.toLowerCase() === wanted);
  if (found === undefined) {
    const codes = some.map(({ code }) => code).join(', ');
    return { code: `no-such-${order.what}`, message: `There is no “${order.code}” in the plan. There are: ${codes}.` };
  }
  if ('heads' in found) return { images: [{ image: areaImage(found, { title }), previous: found }] };
  const { code, area, order: place } = found;
  return {
    images: [{ image: { kind: 'objective', objective: { code, area, title, order: place } }, previous: found }],
  };
}

function wrongTitle(title: string): Refusal | null {
  if (title === '') return { code: 'no-title', message: 'Give a title.' };
  if (title.length <= LONGEST_TITLE) return null;
  const message = `The title has ${String(title.length)} characters. Give at most ${String(LONGEST_TITLE)}.`;
  return { code: 'too-long', message };
}
