import { inWords, type CivilDate } from '../../domain/dates.js';
import { didYouMean, nearestNames } from '../../domain/nearest.js';
import { absenceOf, deputyOf } from '../../domain/people.js';
import { readDirectory, type Directory } from '../directory.js';
import type { Officer } from '../ports.js';
import { CommandError, namedOfficer, type Answer, type CommandPorts, type Common } from './answer.js';
import { callBack, endGroup, giveDeputy, makeGroup, sendAway } from './person-orders.js';

/** What `officers --json` tells of where somebody is, and whom a name means. */
export function whereaboutsJson(
  { outside, awayUntil, deputy, group }: Officer,
  directory: Directory,
  today: CivilDate,
) {
  const named = (id: string): { id: string; name: string } => ({
    id: directory.officers.get(id)?.id ?? id,
    name: directory.nameOf(id),
  });
  return {
    outside,
    awayUntil: awayUntil !== null && today <= awayUntil ? awayUntil : null,
    deputy: deputy === null ? null : named(deputy),
    group: group === null ? null : { rule: group.rule, members: group.members.map(named) },
  };
}

/** The same for a person at a terminal; empty when there is nothing to say. */
export function whereaboutsWords(told: ReturnType<typeof whereaboutsJson>): string {
  const { outside, awayUntil, deputy, group } = told;
  const names = group?.members.map(({ name }) => name).join(', ') ?? '';
  const members = names === '' ? 'a group, nobody named yet' : `${group?.rule === 'each' ? 'each' : 'any'} of ${names}`;
  return [
    ...(outside === null ? [] : [outside === 'left' ? 'has left' : 'of another organisation']),
    ...(group === null ? [] : [members]),
    ...(awayUntil === null ? [] : [`away until ${inWords(awayUntil)}`]),
    ...(deputy === null ? [] : [`deputy ${deputy.name}`]),
  ].join(', ');
}

export async function officerAwayVerb(
  ports: CommandPorts,
  common: Common,
  who: string,
  until: CivilDate,
  deputyName: string | null,
): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const deputy = deputyName === null ? null : await namedOfficer(ports, deputyName);
  const after = await sendAway(ports, common, officer, until, deputy);
  return told(ports, common, after, [`${after.name} is away until ${inWords(until)}.`]);
}

/** An absence ends by itself; this ends it early. */
export async function officerBackVerb(ports: CommandPorts, common: Common, who: string): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const after = await callBack(ports, common, officer);
  const { json } = await told(ports, common, after, []);
  return { json, lines: [`${after.name} is back, and is asked again.`] };
}

/** With nobody named and nothing taken back, it only tells who is deputy. */
export async function officerDeputyVerb(
  ports: CommandPorts,
  common: Common,
  who: string,
  to: string | null,
  none: boolean,
): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  if (to !== null && none) throw new CommandError('deputy', 'Give either --to NAME or --none.', 2);
  const deputy = to === null ? null : await namedOfficer(ports, to);
  const after = to === null && !none ? officer : await giveDeputy(ports, common, officer, deputy);
  const { nameOf } = await readDirectory(ports.people);
  const said =
    after.deputy === null
      ? `Nobody is named to be asked while ${after.name} is away.`
      : `${nameOf(after.deputy)} is asked while ${after.name} is away.`;
  const { json } = await told(ports, common, after, []);
  return { json, lines: [said] };
}

export interface GroupWords {
  readonly name: string;
  /** As typed, with semicolons between the names; null when only the rule changes. */
  readonly members: string | null;
  readonly rule: string | null;
  readonly none: boolean;
}

/** Says which people a name in a plan means, and whether one of them or each has to answer. */
export async function officerGroupVerb(ports: CommandPorts, common: Common, words: GroupWords): Promise<Answer> {
  const { name, none } = words;
  if (none) {
    const after = await endGroup(ports, common, await namedOfficer(ports, name));
    const { json } = await told(ports, common, after, []);
    return { json, lines: [`“${after.name}” is one lead again.`] };
  }
  const rule = readRule(words.rule);
  const kept = words.members === null ? ((await namedOfficer(ports, name)).group?.members ?? []) : [];
  const typed = (words.members ?? '').split(/[;\n]/).map((one) => one.trim());
  const members = [...kept, ...typed.filter((one) => one !== '')];
  const after = await makeGroup(ports, common, name, rule, members);
  const { nameOf } = await readDirectory(ports.people);
  const who = (after.group?.members ?? []).map(nameOf).join(', ');
  const how = after.group?.rule === 'each' ? 'each of them has to answer' : 'one answer is enough';
  const { json } = await told(ports, common, after, []);
  return { json, lines: [`“${after.name}” means ${who}; ${how}.`, ...(await namedNowhere(ports, after))] };
}

/** A name that no milestone has, which may be a slip. */
async function namedNowhere({ people, leadIndex }: CommandPorts, { id, name }: Officer): Promise<string[]> {
  if ((await leadIndex.of(id)).length > 0) return [];
  const others = (await people.officers()).map(({ value }) => value).filter((one) => one.id !== id);
  const near = nearestNames(
    name,
    others.filter(({ entraId }) => entraId === null).map((one) => one.name),
  );
  return [`No plan names “${name}” yet.${didYouMean(near)}`];
}

export function readRule(text: string | null): 'any' | 'each' | null {
  if (text === null || text === 'any' || text === 'each') return text;
  throw new CommandError('rule', `“${text}” is neither any nor each: is one answer enough, or one from each?`, 2);
}

/** Somebody as they are now; while they are away, who is asked instead. */
async function told(
  ports: CommandPorts,
  { asAt }: Common,
  officer: Officer,
  lines: readonly string[],
): Promise<Answer> {
  const directory = await readDirectory(ports.people);
  const { id, name } = officer;
  const json = { asAt, officerId: id, name, ...whereaboutsJson(officer, directory, asAt) };
  return { json, lines: [...lines, ...askedInstead(officer, directory, asAt)] };
}

function askedInstead(officer: Officer, { officers, nameOf }: Directory, today: CivilDate): string[] {
  if (absenceOf(officers, officer.id, today) !== 'away') return [];
  const deputy = deputyOf(officers, officer.id, today);
  if (deputy !== null) return [`${nameOf(deputy)} is asked in their place.`];
  const others = 'those who lead with them are asked, else the head of service';
  if (officer.deputy === null) return [`Nobody is named to be asked in their place: ${others}.`];
  return [`${nameOf(officer.deputy)}, their deputy, is not there either: ${others}.`];
}
