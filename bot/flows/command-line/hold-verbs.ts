import { inWords, type CivilDate } from '../../domain/dates.js';
import { holdOn, type PublicationHold } from '../../domain/holds.js';
import { recordAct } from '../audit.js';
import { diaryAsAt } from '../diary-as-at.js';
import { changeHolds, type HoldAct } from '../publication-holds.js';
import { CommandError, type Answer, type CommandPorts, type Common } from './answer.js';
import { CALENDAR_CONFLICT } from './calendar-change.js';

/** When nothing is published, as it was known by the end of a day. */
export async function holdsVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const { holds } = await diaryAsAt(ports, common.asAt);
  const now = holdOn(holds, common.asAt);
  const none = 'No publication hold is entered. Add one with: calendar hold add --from D --to D --reason T';
  return {
    json: { asAt: common.asAt, holds, on: now !== null },
    lines: holds.length === 0 ? [none] : holds.map((hold) => `${inLine(hold)}${hold === now ? ' (now)' : ''}`),
  };
}

/** Adds one, or takes one out. */
export async function holdVerb(ports: CommandPorts, common: Common, act: HoldAct): Promise<Answer> {
  if (act.kind === 'add') mustBeRight(act.hold);
  const done = await changeHolds(ports, act, common.by);
  const name = act.kind === 'add' ? 'publication hold added' : 'publication hold removed';
  const days = act.kind === 'add' ? `${act.hold.from} ${act.hold.to}` : act.from;
  await recordAct(ports, common.by, name, days, done.kind === 'changed' ? null : done.kind);
  switch (done.kind) {
    case 'changed': {
      const said =
        act.kind === 'add'
          ? `Nothing is published ${inLine(done.hold)}. Leads are still asked.`
          : `Taken out: ${inLine(done.hold)}.`;
      return { json: { asAt: common.asAt, hold: done.hold, holds: done.holds }, lines: [said] };
    }
    case 'overlaps':
      throw new CommandError('overlaps', `There is one ${inLine(done.hold)} already. Remove that first.`);
    case 'nothing':
      throw new CommandError('nothing-changed', 'No publication hold begins on that day. See: calendar hold list');
    case 'conflict':
      throw new CommandError('changed-meanwhile', CALENDAR_CONFLICT);
  }
}

function mustBeRight({ from, to, reason }: PublicationHold): void {
  if (to < from) throw new CommandError('date', `${inWords(to)} is before ${inWords(from)}.`, 2);
  if (reason.trim() === '')
    throw new CommandError('no-reason', 'A publication hold needs a reason, in a few words.', 2);
  if (reason.length > 200) throw new CommandError('too-long', 'The reason has more than 200 characters.', 2);
}

function inLine({
  from,
  to,
  reason,
}: {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly reason: string;
}): string {
  return `from ${inWords(from)} to ${inWords(to)} (${reason})`;
}
