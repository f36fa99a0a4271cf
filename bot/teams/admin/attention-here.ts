/** Buttons of a card about one thing that waits: gone milestones, text that belongs to no row, unsigned areas. */
import { deskCard, type Built } from '../../../cards/index.js';
import { aroundOne } from '../../flows/attention-around.js';
import { attentionOneView, attentionView } from '../../flows/attention-desk.js';
import { settleHere, type HereAct } from '../../flows/attention-here.js';
import { readAttention } from '../../flows/attention-list.js';
import { waitingNames } from '../../flows/attention-names.js';
import { readDirectory } from '../../flows/directory.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { forAdmins } from './for-admins.js';

export const HERE_PRESSES = {
  'attention-stands': press('stands'),
  'attention-withdraw': press('withdraw'),
  'attention-supersede': press('supersede'),
  'attention-place': press('place'),
  'attention-leave': press('leave-out'),
  'attention-remind': press('remind'),
} as const satisfies Readonly<Record<string, Handler>>;

function press(act: HereAct): Handler {
  return forAdmins('attention', `attention ${act}`, (asker, one) => settle(asker, one, act));
}

/** Of which field a refusal is. */
const AT: Readonly<Record<string, string>> = {
  ...{ 'no-reason': 'reason', 'too-long': 'reason', held: 'reason' },
  ...{ 'no-ref': 'ref', 'no-such-ref': 'ref', itself: 'ref' },
};

async function settle(asker: Asker, { claim, reader, action }: Press, act: HereAct): Promise<Built> {
  const { ports, sign } = asker;
  const typed = { reason: action.fields.reason ?? '', ref: action.fields.ref ?? '' };
  const refs = typed.ref.split(/[;,]/).flatMap((one) => (one.trim() === '' ? [] : one.trim()));
  const order = { id: claim.ref, act, reason: typed.reason, refs, row: claim.rev };
  const done = await settleHere(ports, { kind: 'officer', id: reader }, order);
  const list = await readAttention(ports);
  const names = await waitingNames(ports, await readDirectory(ports.people));
  const one = list.waiting.find(({ id }) => id === claim.ref);
  const goesOn = one !== undefined && (done.kind === 'refused' || one.subject.kind === 'import');
  if (goesOn) {
    const around = await aroundOne(ports, one, names);
    const said = done.kind === 'refused' ? { field: AT[done.refusal.code] ?? '', message: done.refusal.message } : null;
    const view = attentionOneView(one, names, around, said, done.kind === 'refused' ? typed : {});
    const intro = done.kind === 'done' ? [{ strong: 'Done.', rest: done.words }, ...view.intro] : view.intro;
    return deskCard({ ...view, intro }, sign);
  }
  const rest = attentionView(list, names, 0);
  const told =
    done.kind === 'done'
      ? { strong: 'Done.', rest: done.words }
      : { strong: 'Nothing was done.', rest: done.refusal.message };
  return deskCard({ ...rest, intro: [told, ...rest.intro] }, sign);
}
