import { digestCard, myMilestonesCard, noticeCard, onTrackCard, type Built } from '../../cards/index.js';
import { didYouMean } from '../domain/nearest.js';
import { EVERYTHING, filterFor, listView } from '../flows/my-list.js';
import { recordOnTrack } from '../flows/record-on-track.js';
import { owedView } from '../flows/show.js';
import type { TokenClaim } from './card-token.js';
import { holding, type CardDesk, type Press, type PressAnswer } from './press.js';
import type { CardAction } from './turns.js';
import { verbOf } from './verbs.js';
import type { Asker } from './whom.js';

/** "My milestones", all or those of one plan; "overdue". */
export async function myList({ ports }: CardDesk, { reader, sign, claim, verb }: Press): Promise<Built> {
  if (verb === 'my-overdue') {
    return myMilestonesCard(await listView(ports, reader, { ...EVERYTHING, overdue: true, words: 'overdue' }), sign);
  }
  if (claim.plan === '') return myMilestonesCard(await listView(ports, reader), sign);
  const title = (await ports.plans.outline(claim.plan))?.plan.title ?? '';
  return myMilestonesCard(await listView(ports, reader, { ...EVERYTHING, plans: [claim.plan], words: title }), sign);
}

/** "My milestones", with a plan, an area or "overdue" behind it. */
export async function sayMine({ ports, reader, sign }: Asker, only: string): Promise<Built> {
  const filter = await filterFor(ports, reader, only);
  if (!('near' in filter)) return myMilestonesCard(await listView(ports, reader, filter), sign);
  const title = `Nothing of yours is in “${only}”`;
  const near = didYouMean(filter.near.map((name) => `“my milestones ${name}”`)).trim();
  const lines = [near === '' ? 'Say “my milestones” for everything, or a plan or an area behind it.' : near];
  return noticeCard({ title, lines }, sign);
}

/** What the reader owes, with the ticks they made before. */
export async function backToList(desk: CardDesk, press: Press): Promise<Built> {
  const { action, reader, sign } = press;
  const ticked = ticksOf(desk, action).map(({ plan, ref }) => `${plan}|${ref}`);
  const view = await holding(desk, press, 'list', owedView(desk.ports, reader, action.activityId, ticked));
  return view === null ? myMilestonesCard(await listView(desk.ports, reader), sign) : digestCard(view, sign);
}

/** Each tick carries its own token; one that is forged, expired or for another button is left out. */
function ticksOf(desk: CardDesk, action: CardAction): readonly TokenClaim[] {
  const claims = action.ticks.map(desk.readToken).filter((tick) => typeof tick !== 'string');
  return claims.filter((tick) => verbOf('still-on-track', tick.verb) !== null);
}

/** "Still on track" for those that were ticked. */
export async function stillOnTrack(desk: CardDesk, press: Press): Promise<PressAnswer> {
  const { action, reader, sign } = press;
  const ticks = ticksOf(desk, action);
  // The list stays as it is, with its boxes.
  if (ticks.length === 0)
    return { text: 'Nothing was ticked. Tick those still on track, then press the button again.' };
  const view = await holding(desk, press, 'confirmation', recordOnTrack(desk.ports, reader, ticks));
  return onTrackCard(view, sign);
}
