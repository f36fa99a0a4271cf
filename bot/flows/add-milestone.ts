/** A milestone that the plan's file did not have, with a ref that was never used. */
import { newMilestone, nextRef } from '../domain/care.js';
import { asTypedOnOneLine } from '../domain/plain-text.js';
import type { Area, Milestone, Objective, Ref } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { sameRef } from '../domain/refs.js';
import { careFor, type Cared, type Careful, type CareOrder } from './care.js';
import type { Image, PlanContents, Ports } from './ports.js';
import { behind, partOf, prepare, wrongRef, type Prepared, type Wanted } from './read-wanted.js';

/** A part of the plan, by its code or its title; one that is not there is made, with the title that is given. */
export interface Place {
  readonly code: string;
  readonly title: string | null;
}

export interface AddOrder extends CareOrder, Wanted {
  readonly area: Place | null;
  readonly objective: Place;
  readonly tags: readonly string[];
}

/** Stages before today count as passed. Said again, with the same words under the same objective, it is there once. */
export async function addMilestone(ports: Ports, order: AddOrder): Promise<Cared> {
  return careFor(ports, order, {
    name: 'milestone added',
    apply: async (contents, on) => {
      const place = placeOf(contents, order);
      if ('code' in place) return place;
      const prepared = await prepare(ports, contents, order, on);
      if ('code' in prepared) return prepared;
      const there = contents.milestones.find(({ milestone }) =>
        isIt(milestone, prepared, place.objective.code, order.ref),
      );
      if (there !== undefined) return { milestones: [], warnings: [`It is there already: ${there.milestone.ref}.`] };
      const ref =
        order.ref === null
          ? nextRef(
              place.objective.code,
              contents.milestones.map(({ milestone }) => milestone),
            )
          : asTypedOnOneLine(order.ref);
      const wrong = wrongRef(ports, contents, ref);
      if (wrong !== null) return wrong;
      const [standing = 0] = behind(contents, place.objective.code, 1);
      const {
        objective: { code: objective, area },
        images,
      } = place;
      const after = newMilestone({
        ...partOf(prepared),
        plan: order.plan,
        ref,
        area,
        objective,
        order: standing,
        tags: order.tags,
        marking: null,
        on,
      });
      return { images, milestones: [{ after, before: null }], warnings: prepared.warnings };
    },
  });
}

function isIt(milestone: Milestone, { text, due }: Prepared, objective: string, ref: Ref | null): boolean {
  if (ref !== null && !sameRef(ref, milestone.ref)) return false;
  return milestone.text === text && milestone.objective === objective && milestone.due.text === due.text;
}

function placeOf(
  { areas, objectives }: PlanContents,
  { area: wantedArea, objective: wanted }: AddOrder,
): { readonly objective: Objective; readonly images: NonNullable<Careful['images']> } | Refusal {
  const objective = find(objectives, wanted.code);
  const area = wantedArea === null ? undefined : find(areas, wantedArea.code);
  if (objective !== undefined) {
    if (wantedArea === null || area?.code === objective.area) return { objective, images: [] };
    return {
      code: 'objective',
      message: `${objective.code} stands under ${objective.area} already. Leave the area out, or give another code.`,
    };
  }
  const title = asTypedOnOneLine(wanted.title ?? '');
  if (title === '') {
    const codes = objectives.map(({ code }) => code).join(', ');
    return {
      code: 'no-such-objective',
      message: `There is no “${wanted.code}” in the plan. There are: ${codes}. Give a title to make it.`,
    };
  }
  if (wantedArea === null) return { code: 'no-area', message: `Say under which area “${wanted.code}” is to stand.` };
  const areaTitle = asTypedOnOneLine(wantedArea.title ?? '');
  if (area === undefined && areaTitle === '') {
    const codes = areas.map(({ code }) => code).join(', ');
    return {
      code: 'no-such-area',
      message: `There is no area “${wantedArea.code}”. There are: ${codes}. Give a title to make it.`,
    };
  }
  const fresh: Area = {
    code: asTypedOnOneLine(wantedArea.code),
    title: areaTitle,
    order: nextOrder(areas),
    heads: [],
    signed: null,
  };
  const under = area?.code ?? fresh.code;
  const made: Objective = { code: asTypedOnOneLine(wanted.code), area: under, title, order: nextOrder(objectives) };
  const images: readonly Image[] = [
    ...(area === undefined ? [{ kind: 'area', area: fresh } as const] : []),
    { kind: 'objective', objective: made },
  ];
  const long = [made.code, fresh.code].find((code) => code.length > LONGEST_CODE);
  if (long !== undefined)
    return {
      code: 'too-long',
      message: `“${long}” is too long for a code. Give at most ${String(LONGEST_CODE)} characters.`,
    };
  return { objective: made, images: images.map((image) => ({ image, previous: null })) };
}

const LONGEST_CODE = 40;

function find<T extends { readonly code: string; readonly title: string }>(
  some: readonly T[],
  said: string,
): T | undefined {
  const wanted = asTypedOnOneLine(said).toLowerCase();
  return (
    some.find(({ code }) => code.toLowerCase() === wanted) ?? some.find(({ title }) => title.toLowerCase() === wanted)
  );
}

function nextOrder(some: readonly { readonly order: number }[]): number {
  return Math.max(-1, ...some.map(({ order }) => order)) + 1;
}
