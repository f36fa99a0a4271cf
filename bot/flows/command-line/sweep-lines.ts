/** What a person at a terminal reads of a sweep. */
import { reasonInWords } from '../../domain/asked-short.js';
import { inWords } from '../../domain/dates.js';
import type { PassedReason } from '../../domain/sweep-listing.js';
import { areaOfRef } from '../../domain/leader-asks.js';
import { inList } from '../../domain/lists.js';
import type { SweptDigest } from '../plan-officer.js';
import type { SweepReport } from '../sweep.js';
import { counted, type CommandPorts, type Common, type NameOf } from './answer.js';

interface Named {
  readonly plan: string;
  readonly ref: string;
}

type RefOf = (one: Named) => string;

export interface SweepWords {
  readonly nameOf: NameOf;
  readonly dryRun: boolean;
  /** What keeps cards from leaving; null when they leave at once. */
  readonly held: string | null;
  /** Refs of several plans may be the same: then each stands with its plan. */
  readonly several: boolean;
}

export function sweepLines(
  { calendar }: Pick<CommandPorts, 'calendar'>,
  { asAt }: Common,
  report: SweepReport,
  words: SweepWords,
): string[] {
  const { nameOf, dryRun, several, held } = words;
  const refOf: RefOf = ({ plan, ref }) => (several ? `${ref} (${plan})` : ref);
  const known = report.digests.filter((digest) => digest.entraId !== null);
  const unknown = report.digests.filter((digest) => digest.entraId === null);
  const line = (digest: SweptDigest): string => `  ${nameOf(digest.officer)}: ${askedInWords(digest, refOf, calendar)}`;
  const are = unknown.length === 1 ? 'is' : 'are';
  const free = `  ${inWords(asAt)} is no working day: nothing becomes due on it.`;
  const nothing = calendar.isWorkingDay(asAt) ? '  There is nothing to ask about that day.' : free;
  return [
    headLine(counted(known.length, 'person', 'people'), dryRun, known.length === 0 ? null : held),
    ...known.map(line),
    ...(unknown.length === 0
      ? []
      : [`${String(unknown.length)} ${are} not linked to anybody in Teams yet (officers link):`]),
    ...unknown.map(line),
    ...(report.digests.length + report.skipped.length + report.quiet.length === 0 ? [nothing] : []),
    ...skippedLines(report),
    ...withoutLeadLines(report, words, refOf),
    ...(report.failed.length === 0
      ? []
      : [`${String(report.failed.length)} could not be planned; the next sweep tries again.`]),
  ];
}

function headLine(people: string, dryRun: boolean, held: string | null): string {
  if (dryRun) return `Would ask ${people}, nothing was written.`;
  return held === null ? `Asked ${people}.` : `Planned for ${people}. ${held}`;
}

/** "overdue FD 1.1, FD 1.3; due FD 1.2": each once, by the first thing that is asked about it. */
function askedInWords({ entries, beside }: SweptDigest, refOf: RefOf, calendar: CommandPorts['calendar']): string {
  const byReason = new Map<string, string[]>();
  const told = new Set<string>();
  for (const { milestone, ask } of entries) {
    const one = `${milestone.plan} ${milestone.ref}`;
    if (told.has(one)) continue;
    told.add(one);
    const reason = reasonInWords(ask, calendar);
    byReason.set(reason, [...(byReason.get(reason) ?? []), refOf(milestone)]);
  }
  for (const { plan, ref, ask } of beside) {
    const reason = reasonInWords(ask, calendar);
    const what = areaOfRef(ref);
    byReason.set(reason, [...(byReason.get(reason) ?? []), what === null ? plan : refOf({ plan, ref: what })]);
  }
  return [...byReason].map(([reason, refs]) => `${reason} ${refs.join(', ')}`).join('; ');
}

/** Nobody leads them who can be asked: whoever is accountable is asked instead (RULES 2). */
function withoutLeadLines({ withoutLead, skipped }: SweepReport, { nameOf }: SweepWords, refOf: RefOf): string[] {
  const out = new Set(skipped.filter(({ reason }) => reason === 'cannot-be-reached').map(({ officer }) => officer));
  const byAsked = new Map<string, string[]>();
  for (const one of withoutLead) {
    const asked = one.asked.join('\n');
    byAsked.set(asked, [...(byAsked.get(asked) ?? []), refOf(one)]);
  }
  return [...byAsked].map(([asked, refs]) => {
    const ids = asked === '' ? [] : asked.split('\n');
    const who = ids.length === 0 ? 'nobody' : inList(ids.map(nameOf));
    const lost = ids.filter((id) => out.has(id));
    const is = lost.length > 0 ? 'would be' : ids.length > 1 ? 'are' : 'is';
    const which = lost.length === ids.length ? '' : `${inList(lost.map(nameOf))} `;
    const but = lost.length === 0 ? '' : `, but ${which}cannot be reached`;
    return `  No lead can be asked about ${refs.join(', ')}: ${who} ${is} asked instead${but}.`;
  });
}

/** Why the others were not asked, by reason. */
function skippedLines({ skipped, quiet }: SweepReport): string[] {
  return Object.entries(SKIPPED).flatMap(([reason, said]) => {
    const count = [...skipped, ...quiet].filter((skip) => skip.reason === reason).length;
    return count === 0 ? [] : [`  ${String(count)} ${said}.`];
  });
}

const SKIPPED: Readonly<Record<PassedReason, string>> = {
  'already-asked': 'were asked already',
  'not-linked': 'wait for their leads to be linked',
  'cannot-be-reached': 'have leads who cannot be reached',
  away: 'are not asked of leads who are away; deputies, co-leads or heads of service are asked instead',
  'no-lead': 'have no lead, and nobody is accountable for their area',
  'no-approver': 'wait for a decision, and nobody is there who may take it',
  'no-answerer': 'have a question that nobody is there to answer: who decides is asked on',
  'weekly-limit': 'wait, because their leads had two cards this week',
  'card-full': 'did not fit on a card and come another day',
  'has-a-card': 'come with the next card',
  'in-doubt': 'were asked by a card that may not have arrived: a person decides (attention)',
  answered: 'were answered in the last days',
  deferred: 'are put off',
  paused: 'are paused',
  'awaits-decision': 'wait for a decision, so that their leads are not asked',
};
