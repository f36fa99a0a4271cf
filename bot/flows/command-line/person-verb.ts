import { civilDateAt, inWords, type Instant } from '../../domain/dates.js';
import { readDirectory } from '../directory.js';
import { heldAbout, type Held } from '../person.js';
import type { Officer } from '../ports.js';
import { counted, namedOfficer, type Answer, type CommandPorts, type Common, type NameOf } from './answer.js';

/** Everything held about one person, as they can be given it. The JSON has their address too; the text says that it is held. */
export async function personVerb(ports: CommandPorts, common: Common, who: string): Promise<Answer> {
  const officer = await namedOfficer(ports, who);
  const held = await heldAbout(ports, officer);
  const { nameOf } = await readDirectory(ports.people);
  const on = (at: Instant): string => inWords(civilDateAt(at, ports.zone));
  const { id, name, aliases, entraId, chat, unreachable, firstDeliveredOn, welcomed, roles, met, outside } = officer;
  const { awayUntil, deputy, group, formerIds, past } = officer;
  const person = {
    ...{ id, name, aliases, formerIds, entraId, chat, unreachable, firstDeliveredOn, welcomed, met, roles, outside },
    ...{ awayUntil, deputy: deputy === null ? null : { id: deputy, name: nameOf(deputy) }, group, past },
    erased: officer.erased === true,
  };
  return {
    json: { asAt: common.asAt, ...held, officer: person },
    lines: [
      `What Waymark holds about ${name} (${id}), on ${inWords(common.asAt)}.`,
      ...personLines(officer, held, nameOf),
      ...section('Leads', held.leads, ({ ref, plan, text, since }) => `${ref} (${plan}), since ${on(since)}: ${text}`),
      ...section('Accountable', held.accountable, ({ as, area, plan }) => `${as} of ${area ?? plan} (${plan})`),
      ...section(
        'Asked',
        held.asked,
        ({ at, ref, plan, anchor, step }) => `${on(at)}: ${ref} (${plan}), ${anchor} ${step}`,
      ),
      ...section('Cards', held.cards, ({ plannedAt, state, refs, reason }) => {
        const why = reason === null ? '' : ` (${reason})`;
        return `${on(plannedAt)}: ${state}${why}, about ${refs.map(({ ref }) => ref).join(', ')}`;
      }),
      ...section('Said and decided', held.said, saidLine(on)),
      ...section(
        'Entered otherwise',
        held.entered,
        ({ at, plan, kind, why }) => `${on(at)}: ${plan ?? 'the calendar'}, ${kind}, ${why}`,
      ),
      ...section('Acts and refusals', held.audit, ({ at, act, subject, outcome, why, theirs }) => {
        const more = [subject, outcome === 'refused' ? 'refused' : null, why].filter((one) => one !== null).join(', ');
        return `${on(at)}: ${act} (${theirs ? 'by them' : 'about them'}): ${more}`;
      }),
      ...section('For a person to settle', held.attention, ({ since, because }) => `${on(since)}: ${because}`),
      ...section(
        'Channels they registered',
        held.channels,
        ({ registeredAt, name: called, id: channel }) => `${on(registeredAt)}: ${called ?? channel}`,
      ),
      'What other people wrote about them in their own words is not in this list: no machine can find it.',
    ],
  };
}

function personLines(officer: Officer, { deputyFor, memberOf }: Held, nameOf: NameOf): readonly string[] {
  const { aliases, formerIds, entraId, chat, unreachable, roles, outside, awayUntil, deputy, group, past } = officer;
  const names = (some: readonly { readonly name: string }[]): string => some.map(({ name }) => name).join(', ');
  const facts: readonly (readonly [string, string | null])[] = [
    ['Other names', aliases.join(', ')],
    ['Ids they had before', formerIds.join(', ')],
    ['Entra id', entraId],
    ['Address of their chat in Teams', chat === null ? 'none is held' : 'one is held'],
    ['Cannot be written to', unreachable],
    ['First card', officer.firstDeliveredOn && inWords(officer.firstDeliveredOn)],
    ['Roles', roles.join(', ')],
    ['Not asked because', outside],
    ['Away until', awayUntil && inWords(awayUntil)],
    ['Deputy', deputy && nameOf(deputy)],
    ['Deputy for', names(deputyFor)],
    ['Member of', names(memberOf)],
    ['Stands for', group === null ? null : group.members.map(nameOf).join(', ')],
    ['How they were before', past.length === 0 ? null : counted(past.length, 'change')],
  ];
  return facts.flatMap(([what, said]) => (said === null || said === '' ? [] : [`${what}: ${said}`]));
}

const saidLine =
  (on: (at: Instant) => string) =>
  ({ at, ref, plan, changes, why, update, proposal, deferral, closure, move }: Held['said'][number]): string => {
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
      move?.reason,
    ];
    const words = typed.filter((one) => one != null && one !== '').map((one) => `“${one ?? ''}”`);
    return [`${on(at)}: ${ref} (${plan}), ${why}.`, ...changes, ...words].join(' ');
  };

/** A heading with what is under it; nothing where there is nothing. */
function section<T>(heading: string, rows: readonly T[], line: (row: T) => string): readonly string[] {
  return rows.length === 0 ? [] : ['', `${heading} (${String(rows.length)})`, ...rows.map((row) => `  ${line(row)}`)];
}
