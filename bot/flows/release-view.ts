import { personsOf } from '../domain/people.js';
import { rollupView } from '../domain/rollup-view.js';
import { wholePlan } from '../domain/scope.js';
import { actorName, signingOf } from '../domain/sign-off.js';
import type { Actor, OfficerId } from '../domain/plan.js';
import type { ReleaseView } from '../domain/views.js';
import { channelName } from './channel-names.js';
import { readDirectory, type Directory } from './directory.js';
import type { Ports } from './ports.js';
import { readingsOfPlan } from './readings.js';
import { headingOf } from './rollup-heading.js';
import { WHOLE_READERSHIP } from './told-plan.js';
import { releaseMark, type WindowDraft } from './window-draft.js';

export type ReleaseGiven = Partial<Pick<ReleaseView, 'typed' | 'error' | 'changed'>>;

/** The summary as it would be posted, for its plan's owner. */
export async function releaseView(
  ports: Ports,
  draft: WindowDraft,
  reader: OfficerId,
  given: ReleaseGiven = {},
): Promise<ReleaseView> {
  const directory = await readDirectory(ports.people);
  const { outline, window, snapshot, rolled, areas, figuresOf } = draft;
  const { plan } = outline;
  const { asOf } = snapshot;
  const heading = headingOf(ports, rolled, {
    ...{ scope: wholePlan(plan.id), asOf, readership: WHOLE_READERSHIP, snapshot, replies: true },
    overallBy: ports.clock.now(),
  });
  const readings = await readingsOfPlan(ports, plan.id);
  return {
    link: { plan: plan.id, ref: '', rev: releaseMark(ports, draft) },
    planTitle: plan.title,
    levels: plan.levels,
    window: window.name,
    asAt: snapshot.asAt,
    posts: window.posts,
    draft: rollupView(rolled.rollup, heading),
    signing: signingOf(areas, window.id, figuresOf, directory.nameOf),
    channels: [
      ...new Set(readings.filter(({ reading }) => reading.withWindow).map(({ channel }) => channelName(channel))),
    ],
    correction: heading.correction?.reason ?? null,
    decided: decidedView(draft, directory, reader),
    typed: given.typed ?? {},
    error: given.error ?? null,
    changed: given.changed ?? null,
  };
}

function decidedView(
  { run, decided }: WindowDraft,
  { officers, nameOf }: Directory,
  reader: OfficerId,
): ReleaseView['decided'] {
  const { released, refused } = run.value;
  const said = decided === 'released' ? released : decided === 'refused' ? (refused ?? null) : null;
  if (decided === null || said === null) return null;
  const isReader = (by: Actor): boolean => by.kind === 'officer' && personsOf(officers, [by.id]).includes(reader);
  return {
    what: decided,
    by: actorName(said.by, nameOf),
    byReader: isReader(said.by),
    on: said.on,
    reason: decided === 'refused' ? (refused?.reason ?? '') : '',
  };
}
