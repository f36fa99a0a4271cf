import type { PlanId } from '../domain/plan.js';
import type { Change, HistoryRow, Image, PlanOutline, Plans, Random, StoredMilestone } from '../flows/ports.js';
import { imageReader, revisionOf, writesOf, type State } from './history-rows.js';
import { key, partsOf, under } from './keys.js';
import type { MarkChanged } from './looked-rows.js';
import { historyKey, milestoneSubject, stateKey, subjectOf } from './plan-keys.js';
import { readOrNull } from './readable.js';
import { allOf } from './rows.js';
import { imageShape } from './shapes.js';
import type { Table } from './table.js';

/** The partition that lists the plans. `~` is in no encoded key, so no plan can be called that. */
const REGISTRY = '~plans';
const MOST_CHANGES = 30;

const { readState, readHistory } = imageReader(imageShape);

type ImageOf<K extends Image['kind']> = Extract<Image, { kind: K }>;

/** Plans: a partition a plan, with the present state of each subject, its history and the change feed. */
export function openPlans(table: Table, random: Random, changed: MarkChanged): Plans {
  const one = async (plan: PlanId, row: string): Promise<State | null> => {
    const found = await table.get(key(plan), row);
    return found && readState(found);
  };
  const history = async (plan: PlanId, range: ReturnType<typeof under>): Promise<readonly HistoryRow[]> =>
    (await allOf(table.query({ partition: key(plan), ...range }))).map(readHistory);
  return {
    async list() {
      const registered = await allOf(table.query({ partition: REGISTRY }));
      const states = await Promise.all(registered.map((row) => table.get(row.row, 'plan')));
      const read = states.flatMap((row) => (row && readOrNull(row, readState)) ?? []);
      return read.flatMap(ofKind('plan')).map((state) => state.image.plan);
    },
    async ids() {
      const registered = await allOf(table.query({ partition: REGISTRY }));
      return registered.flatMap(({ row }) => partsOf(row).slice(0, 1));
    },
    async outline(plan) {
      return outlineOf(await statesFrom(table, plan, under('obj').from));
    },
    async contents(plan) {
      const states = await statesFrom(table, plan, under('m').from);
      const outline = outlineOf(states);
      const milestones = states.flatMap(ofKind('milestone')).map(storedMilestone);
      return outline && { ...outline, milestones: milestones.sort((a, b) => a.milestone.order - b.milestone.order) };
    },
    async milestone(plan, ref) {
      const state = await one(plan, stateKey(milestoneSubject(ref)));
      return state ? (ofKind('milestone')(state).map(storedMilestone)[0] ?? null) : null;
    },
    history: (plan) => history(plan, under('h')),
    milestoneHistory: (plan, ref) => history(plan, under('h', ...milestoneSubject(ref))),
    async milestoneRevision(plan, ref, rev) {
      const found = await table.get(key(plan), historyKey(milestoneSubject(ref), rev));
      return found && readHistory(found);
    },
    async commit(plan, changes) {
      checkChanges(plan, changes);
      if (changes.length === 0) return 'written';
      if (changes.some(({ image, previous }) => image.kind === 'plan' && previous === null)) {
        // Before the plan itself: a registered plan that is missing is skipped, an unregistered one would be lost.
        await table.write(REGISTRY, { kind: 'put', row: key(plan), columns: {} });
      }
      // One that is opened again may have had a window meanwhile; one that is new has not.
      if (changes.some(({ image, previous }) => image.kind === 'plan' && previous !== null)) await changed('windows');
      return table.writeAll(
        key(plan),
        changes.flatMap((change) => {
          const subject = subjectOf(change.image);
          const named = `The ${change.image.kind} ${subject[1] ?? plan} of plan ${plan}`;
          return writesOf(plan, subject, named, change, random.id());
        }),
      );
    },
  };
}

/**
 * The state rows of a plan. They lie around its history (`h|`) and change feed (`c|`), which are left unread: `area|`
 * comes before those; `m|`, `obj|`, `plan` and `pm|` come after, in this order.
 */
async function statesFrom(table: Table, plan: PlanId, from: string): Promise<readonly State[]> {
  const [areas, others] = await Promise.all([
    allOf(table.query({ partition: key(plan), ...under('area') })),
    allOf(table.query({ partition: key(plan), from })),
  ]);
  return [...areas, ...others].map(readState);
}

function outlineOf(states: readonly State[]): PlanOutline | null {
  const [first] = states.flatMap(ofKind('plan'));
  if (!first) return null;
  return {
    plan: { ...first.image.plan, ...revisionOf(first) },
    areas: states
      .flatMap(ofKind('area'))
      .map((state) => ({ ...state.image.area, ...revisionOf(state) }))
      .sort((a, b) => a.order - b.order),
    objectives: states
      .flatMap(ofKind('objective'))
      .map((state) => ({ ...state.image.objective, ...revisionOf(state) }))
      .sort((a, b) => a.order - b.order),
    measures: states
      .flatMap(ofKind('measure'))
      .map((state) => ({ ...state.image.measure, ...revisionOf(state) }))
      .sort((a, b) => a.order - b.order),
  };
}

/** Of one state, itself if it is of that kind: for `flatMap`. */
function ofKind<K extends Image['kind']>(kind: K): (state: State) => readonly State<ImageOf<K>>[] {
  const isKind = (state: State): state is State<ImageOf<K>> => state.image.kind === kind;
  return (state) => (isKind(state) ? [state] : []);
}

function storedMilestone(state: State<ImageOf<'milestone'>>): StoredMilestone {
  return { milestone: state.image.milestone, ...revisionOf(state) };
}

function checkChanges(plan: PlanId, changes: readonly Change[]): void {
  if (changes.length > MOST_CHANGES) {
    throw new RangeError(`${String(changes.length)} changes of plan ${plan} in one commit; the limit is 30`);
  }
  for (const { image } of changes) {
    const owner = ownerOf(image) ?? plan;
    if (owner !== plan) throw new RangeError(`A change of plan ${owner} was committed to plan ${plan}`);
  }
}

/** The plan that an image names; null where it names none. */
function ownerOf(image: Image): PlanId | null {
  switch (image.kind) {
    case 'plan':
      return image.plan.id;
    case 'milestone':
      return image.milestone.plan;
    case 'measure':
      return image.measure.plan;
    case 'area':
    case 'objective':
      return null;
  }
}
