/** What the guard holds, as its reader looks at it: cleared by one press, or to be said in other words (RULES 6). */
import { heldCard, noticeCard, type Built } from '../../cards/index.js';
import type { HeldView } from '../domain/held-view.js';
import { mayClear } from '../domain/held-people.js';
import { recordAct } from '../flows/audit.js';
import type { Changed } from '../flows/change-milestone.js';
import { askToReword, clearHeld, heldTextsOf, type HeldOrder } from '../flows/clear-held.js';
import { whoPresses } from '../flows/drill-down.js';
import { heldView } from '../flows/held-view.js';
import { shownName } from '../flows/history-view.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { settleSeenHeld } from '../flows/raise-held.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { OUT_OF_DATE, unsaved } from './refusals.js';

/** "Look". */
export async function openHeld(desk: CardDesk, press: Press): Promise<Built> {
  const found = await findMilestone(desk.ports, press.claim.plan, press.claim.ref);
  if (found === null) return refused(press, OUT_OF_DATE);
  return holding(desk, press, 'form', shown(desk, press, found, null));
}

/** "It does not: show it". */
export function clearTheHeld(desk: CardDesk, press: Press): Promise<Built> {
  return decided(desk, press, clearHeld, 'It is shown to others from now on.');
}

/** "It does identify a child". */
export function keepTheHeld(desk: CardDesk, press: Press): Promise<Built> {
  return decided(desk, press, askToReword, 'It stays held. Who wrote it is asked to say it in other words.');
}

async function decided(
  desk: CardDesk,
  press: Press,
  act: (ports: CardDesk['ports'], order: HeldOrder) => Promise<Changed>,
  said: string,
): Promise<Built> {
  const { ports } = desk;
  const { claim, reader, admin, action } = press;
  const then = await heldTextsOf(ports, claim);
  const text = then[Number(action.row) - 1]?.text ?? null;
  const found = await findMilestone(ports, claim.plan, claim.ref);
  if (found === null || text === null) return refused(press, OUT_OF_DATE);
  const { plan, ref, rev } = claim;
  const order = { plan, ref, rev, by: { kind: 'officer', id: reader } as const, text, admin };
  const changed = await act(ports, order);
  if (changed.kind === 'gone') return refused(press, OUT_OF_DATE);
  if (changed.kind === 'refused') {
    return holding(desk, press, 'form', shown(desk, press, changed.found, changed.refusal.message));
  }
  await settleSeenHeld(ports, changed.found.stored.milestone);
  return holding(desk, press, 'confirmation', shown(desk, press, changed.found, said));
}

async function shown(
  { ports }: CardDesk,
  { reader, admin, sign }: Press,
  found: Found,
  done: HeldView['done'],
): Promise<Built> {
  const { milestone } = found.stored;
  // Whoever may clear somebody's words may read them, their own included.
  if (!mayClear(reader, admin, { area: found.area, plan: found.outline.plan }, [], found.people)) {
    const by = { kind: 'officer', id: reader } as const;
    await recordAct(ports, by, 'held words opened', `${milestone.plan} ${milestone.ref}`, 'not-theirs');
    const lines = [shownName(found, whoPresses(found, { id: reader, admin })), done ?? ONLY];
    return noticeCard(unsaved({ title: 'This is not yours to look at', lines }), sign);
  }
  return heldCard(await heldView(ports, found, done), sign);
}

const ONLY = 'The head of service of the area, the plan owner and administrators look at words that are held.';
