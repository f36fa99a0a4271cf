import { digestCard, myMilestonesCard, onTrackCard, type Built } from '../../cards/index.js';
import { recordOnTrack } from '../flows/record-on-track.js';
import { listView, owedView } from '../flows/show.js';
import type { TokenClaim } from './card-token.js';
import { holding, type CardDesk, type Press, type PressAnswer } from './press.js';
import type { CardAction } from './turns.js';
import { verbOf } from './verbs.js';

/** "My milestones". */
export async function myList({ ports }: CardDesk, { reader, sign }: Press): Promise<Built> {
  return myMilestonesCard(await listView(ports, reader), sign);
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
