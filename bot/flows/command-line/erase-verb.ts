import { lastAdmin } from '../../domain/admins.js';
import { FORMER_OFFICER } from '../../domain/former-name.js';
import { readDirectory } from '../directory.js';
import { erasePerson, tiesOf, type Ties } from '../erase.js';
import type { Officer } from '../ports.js';
import {
  CommandError,
  counted,
  namedOfficer,
  type Answer,
  type CommandPorts,
  type Common,
  type NameOf,
} from './answer.js';
import { CONFLICT } from './person-orders.js';

export interface EraseWords {
  readonly officer: string;
  readonly dryRun: boolean;
  /** Although milestones or areas still rest on them. */
  readonly anyway: boolean;
}

/** Erases a person, or says what that would do and what is in its way. Harmless when it was done before. */
export async function eraseVerb(ports: CommandPorts, common: Common, words: EraseWords): Promise<Answer> {
  const officer = await namedOfficer(ports, words.officer);
  if (officer.group !== null) {
    const message = `“${officer.name}” is a group, and nobody's name. Erase its members, one by one.`;
    throw new CommandError('is-a-group', message);
  }
  const ties = await tiesOf(ports, officer);
  const { nameOf } = await readDirectory(ports.people);
  const hindrances = officer.erased ? [] : hindrancesOf(ties, officer);
  if (!words.dryRun && !words.anyway && hindrances.length > 0) {
    throw new CommandError('still-needed', [...hindrances, ...waysOut(ties)].join('\n'));
  }
  const done = words.dryRun ? 'written' : await erasePerson(ports, officer, common.by);
  if (done === 'conflict') throw new CommandError('changed-meanwhile', CONFLICT);
  if (done === 'last-admin') throw refusedLastAdmin(officer);
  return {
    json: { asAt: common.asAt, officerId: officer.id, dryRun: words.dryRun, before: officer.erased === true, ...ties },
    lines: [
      ...(words.dryRun ? hindrances : []),
      ...(words.dryRun && hindrances.length > 0 ? refusedLines(ties, words.anyway) : []),
      ...doneLines(officer, words.dryRun),
      ...tieLines(ties, nameOf),
      ...rowLines(ties, words.dryRun),
      ...LEFT,
    ],
  };
}

function refusedLastAdmin(officer: Officer): CommandError {
  const { code, message } = lastAdmin(officer);
  return new CommandError(code, message);
}

function hindrancesOf({ leads, heads, owns }: Ties, { name }: Officer): readonly string[] {
  const alone = heads.filter((one) => one.alone);
  const refs = leads.map(({ plan, ref }) => `${ref} (${plan})`).join(', ');
  return [
    ...(leads.length === 0 ? [] : [`${name} leads what is still open: ${refs}.`]),
    ...alone.map(
      ({ plan, area }) =>
        `${name} is the only head of service of ${area}. Name another: heads set --plan ${plan} --area "${area}" --to OFFICER`,
    ),
    ...owns.map((plan) => `${name} owns the plan ${plan}. Name another: heads owner --plan ${plan} --to OFFICER`),
  ];
}

/** What can be done about what is in the way: both ways, each by itself. */
function waysOut({ leads }: Ties): readonly string[] {
  const close =
    leads.length === 0
      ? 'Either name the others first, as above, and say it again.'
      : 'Either hand over first, all of it at once: officers leave OFFICER --to OFFICER';
  const anyway =
    leads.length === 0
      ? 'Or erase them all the same, with --anyway: then nobody is accountable in their place until you name somebody.'
      : 'Or erase them all the same, with --anyway: then co-leads are asked alone, and where there are none the heads of service of the area, else the plan owner.';
  return [close, anyway];
}

function refusedLines(ties: Ties, anyway: boolean): readonly string[] {
  return anyway ? [] : ['So without --anyway it would be refused.', ...waysOut(ties)];
}

function doneLines({ id, name, erased }: Officer, dryRun: boolean): readonly string[] {
  if (erased) return [`${id} was erased before.`];
  if (dryRun)
    return [`Nothing is erased yet. ${name} would be “${FORMER_OFFICER}” from then on, known by the id ${id} only.`];
  return [`Erased. Where their name stood, “${FORMER_OFFICER}” stands now; history knows the id ${id} only.`];
}

function tieLines({ heads, deputyFor, groups }: Ties, nameOf: NameOf): readonly string[] {
  const second = heads.filter(({ alone }) => !alone).map(({ area, plan }) => `${area} (${plan})`);
  return [
    ...(second.length === 0 ? [] : [`No longer a head of service of ${second.join(', ')}.`]),
    ...(deputyFor.length === 0 ? [] : [`No longer the deputy of ${deputyFor.map(nameOf).join(', ')}.`]),
    ...(groups.length === 0 ? [] : [`No longer a member of ${groups.map(nameOf).join(', ')}.`]),
  ];
}

/** What was printed and typed: how much of it changes, or would. */
function rowLines({ printed, rows, textsLeft }: Ties, dryRun: boolean): readonly string[] {
  const refs = printed.map(({ ref, plan }) => `${ref} (${plan})`).join(', ');
  const is = dryRun ? 'would be replaced' : 'was replaced';
  const inRows = [
    ...rows.plans.map(({ plan, rows: many }) => `${counted(many, 'row')} of the history of ${plan}`),
    ...(rows.diary === 0 ? [] : [`${counted(rows.diary, 'row')} of the history of the calendar`]),
    ...(rows.audit === 0 ? [] : [counted(rows.audit, 'audit entry', 'audit entries')]),
    ...(rows.rollups === 0 ? [] : [`${counted(rows.rollups, 'row')} of summaries`]),
    ...(rows.sending ? ['the reason for which sending was stopped'] : []),
  ];
  const left = counted(textsLeft, 'text');
  return [
    ...(printed.length === 0 ? [] : [`The name as printed or typed ${is} in ${refs}.`]),
    ...(inRows.length === 0 ? [] : [`It ${is} in ${inRows.join(', ')}.`]),
    ...(textsLeft === 0 ? [] : [`In ${left} of the plans a word is left that may be their name, or part of a code.`]),
  ];
}

/** What no machine can do, and whoever asked for it has to be told. */
const LEFT: readonly string[] = [
  'Not covered: a surname or first name that stands alone, nicknames, initials and misspellings: no machine knows whom they mean;',
  'nightly copies and exports made before, until they are removed; files and messages kept elsewhere.',
  'If their Entra id is in WAYMARK_ADMINS, take it out there.',
  'If they open the chat with Waymark again they are a new person to it: welcomed, and their Entra id is held again.',
];
