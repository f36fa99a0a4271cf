import { civilDateAt, inWords, type Instant } from '../../domain/dates.js';
import { readDirectory } from '../directory.js';
import { heldAbout, type Held } from '../person.js';
import type { Officer } from '../ports.js';
import { namedOfficer, type Answer, type CommandPorts, type Common, type NameOf } from './answer.js';
import { askedWords, cardWords, OUTSIDE, pastWords, roundWords, waitingWords } from './person-words.js';
import { readableText } from '../readable-text.js';

/** Everything held about one person, as they can be given it. The JSON has their address too; the text says that it is held. */
export async function personVerb(ports: CommandPorts, common: Common, who: string): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const held = await heldAbout(ports, officer);
  const { nameOf, officers } = await readDirectory(ports.people);
  const plainly = await readableText(ports, officers, nameOf);
  const on = (at: Instant): string => inWords(civilDateAt(at, ports.zone));
  const { id, name, aliases, entraId, chat, unreachable, firstDeliveredOn, welcomed, roles, met, outside } = officer;
  const {
    awayUntil,
    deputy,
    group,
    formerIds,
    past,
    supporters,
    metAt = null,
    team = null,
    email = null,
    notThem = [],
  } = officer;
  const person = {
    ...{ id, name, aliases, formerIds, entraId, chat, unreachable, firstDeliveredOn, welcomed, met, roles, outside },
    ...{ awayUntil, deputy: deputy === null ? null : { id: deputy, name: nameOf(deputy) }, group, past },
    ...{ supporters: supporters.map((one) => ({ id: one, name: nameOf(one) })), metAt, team, email },
    notThem,
    erased: officer.erased === true,
  };
  return {
    json: { asAt: common.asAt, ...held, officer: person },
    lines: [
      `What Waymark holds about ${name} (${id}), on ${inWords(common.asAt)}.`,
      ...personLines(officer, held, nameOf),
      ...section('How they were before', past, (then) => `until ${on(then.until)}: ${pastWords(then, nameOf)}`),
      ...section('Leads', held.leads, ({ ref, plan, text, since }) => `${ref} (${plan}), since ${on(since)}: ${text}`),
      ...section('Accountable', held.accountable, ({ as, area, plan }) => `${as} of ${area ?? plan} (${plan})`),
      ...section('Asked', held.asked, (one) => `${on(one.at)}: ${one.ref} (${one.plan}), about ${askedWords(one)}`),
      ...section('Cards', held.cards, (card) => {
        const refs = [...new Set(card.refs.map(({ ref }) => ref))];
        return `${on(card.plannedAt)}: about ${refs.join(', ')}; ${cardWords(card)}`;
      }),
      ...section('Rounds of reminders', held.rounds, (round) => `${on(round.at)}: ${roundWords(round)}`),
      ...section('Said and decided', held.said, saidLine(on, plainly)),
      ...section(
        'Entered otherwise',
        held.entered,
        ({ at, plan, kind, why }) => `${on(at)}: ${plan ?? 'the calendar'}, ${kind}, ${plainly(why)}`,
      ),
      ...section('Acts and refusals', held.audit, ({ at, act, subject, outcome, why, theirs }) => {
        const more = [subject, outcome === 'refused' ? 'refused' : null, why].filter((one) => one !== null).join(', ');
        return `${on(at)}: ${act} (${theirs ? 'by them' : 'about them'}): ${plainly(more)}`;
      }),
      ...stillOpenLines(held, on),
      'What other people wrote about them in their own words is not in this list: no machine can find it.',
    ],
  };
}

/** What waits because of them, and what they began. */
function stillOpenLines({ drafts, attention, channels }: Held, on: (at: Instant) => string): readonly string[] {
  return [
    ...section(
      'Plan files that they sent',
      drafts,
      ({ begun, fileName, plan }) => `${on(begun)}: “${fileName}”, to be loaded as ${plan}, not loaded yet`,
    ),
    ...section('For a person to settle', attention, (one) => `${on(one.since)}: ${waitingWords(one)}`),
    ...section(
      'Channels they registered',
      channels,
      ({ registeredAt, name: called }) => `${on(registeredAt)}: ${called ?? 'a channel without a name'}`,
    ),
  ];
}

function personLines(officer: Officer, { deputyFor, memberOf, supporterFor }: Held, nameOf: NameOf): readonly string[] {
  const { aliases, formerIds, entraId, chat, unreachable, roles, outside, awayUntil, deputy, group } = officer;
  const names = (some: readonly { readonly name: string }[]): string => some.map(({ name }) => name).join(', ');
  const facts: readonly (readonly [string, string | null])[] = [
    ['Other names', aliases.join(', ')],
    ['Ids they had before', formerIds.join(', ')],
    ['Entra id', entraId],
    ['Address of their chat in Teams', chat === null ? 'none is held' : 'one is held'],
    ['Cannot be written to', unreachable],
    ['First card', officer.firstDeliveredOn && inWords(officer.firstDeliveredOn)],
    ['Roles', roles.join(', ')],
    ['Not asked because', outside && OUTSIDE[outside]],
    ['Away until', awayUntil && inWords(awayUntil)],
    ['Deputy', deputy && nameOf(deputy)],
    ['Deputy for', names(deputyFor)],
    ['Member of', names(memberOf)],
    ['Enters updates for', names(supporterFor)],
    ['Updates are entered by', officer.supporters.map(nameOf).join(', ')],
    ['Team', officer.team ?? null],
    ['E-mail', officer.email ?? null],
    ['First wrote', officer.metAt ?? null],
    ['An admin said that they are not', (officer.notThem ?? []).map(nameOf).join(', ')],
    ['Stands for', group === null ? null : group.members.map(nameOf).join(', ')],
  ];
  return facts.flatMap(([what, said]) => (said === null || said === '' ? [] : [`${what}: ${said}`]));
}

const saidLine =
  (on: (at: Instant) => string, plainly: (text: string) => string) =>
  ({ at, ref, plan, changes, why, update, proposal, deferral, closure, pause, move }: Held['said'][number]): string => {
    const { note, cause, remedy, help, nextStep, evidence } = update ?? {};
    const typed = [
      note,
      cause,
      remedy,
      help,
      nextStep,
      evidence,
      proposal?.reason,
      deferral?.reason,
      closure?.reason,
      pause?.reason,
      move?.reason,
    ];
    const told = changes.join(' ');
    // Most of what was typed stands in the changes already.
    const words = typed
      .filter((one) => one != null && one !== '' && !told.includes(one))
      .map((one) => `“${one ?? ''}”`);
    return [`${on(at)}: ${ref} (${plan}), ${plainly(why)}.`, ...changes, ...words].join(' ');
  };

/** A heading with what is under it; nothing where there is nothing. */
function section<T>(heading: string, rows: readonly T[], line: (row: T) => string): readonly string[] {
  return rows.length === 0 ? [] : ['', `${heading} (${String(rows.length)})`, ...rows.map((row) => `  ${line(row)}`)];
}
