import { readDirectory } from '../directory.js';
import type { Officer } from '../ports.js';
import { changeSupporters, type SupporterWish } from '../supporters.js';
import { CommandError, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';

/** What may be said of it, as typed; with nothing of it, it only tells who may. */
export interface SupporterWords {
  readonly to: string | null;
  readonly remove: string | null;
  readonly none: boolean;
}

/** Names who may enter updates for an officer (RULES 5: on behalf), or takes that back. */
export async function officerSupporterVerb(
  ports: CommandPorts,
  common: Common,
  who: string,
  words: SupporterWords,
): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const wish = await wishOf(ports, words);
  const after = wish === null ? officer : await changed(ports, common, officer, wish);
  const { officers, nameOf } = await readDirectory(ports.people);
  const supporters = after.supporters.map((id) => ({ id: officers.get(id)?.id ?? id, name: nameOf(id) }));
  const names = supporters.map(({ name }) => name);
  const said =
    names.length === 0
      ? `Nobody is named to enter updates for ${after.name}. Admins and who is accountable may.`
      : `${names.join(', ')} may enter updates for ${after.name}.`;
  return { json: { asAt: common.asAt, officerId: after.id, name: after.name, supporters }, lines: [said] };
}

async function wishOf(ports: CommandPorts, { to, remove, none }: SupporterWords): Promise<SupporterWish | null> {
  if ([to !== null, remove !== null, none].filter(Boolean).length > 1) {
    throw new CommandError('supporter', 'Give one of --to NAME, --remove NAME and --none.', 2);
  }
  if (none) return { kind: 'none' };
  if (to !== null) return { kind: 'add', supporter: await namedOfficer(ports, to) };
  return remove === null ? null : { kind: 'remove', supporter: await namedOfficer(ports, remove) };
}

async function changed(ports: CommandPorts, common: Common, officer: Officer, wish: SupporterWish): Promise<Officer> {
  const done = await changeSupporters(ports, { by: common.by, officer, today: common.asAt }, wish);
  if ('code' in done) throw new CommandError(done.code, done.message);
  return done.officer;
}
