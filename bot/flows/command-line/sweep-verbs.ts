import { inWords } from '../../domain/dates.js';
import type { Narrowing, Passed } from '../../domain/sweep-listing.js';
import { approvedDate, type PlanId } from '../../domain/plan.js';
import { readDirectory } from '../directory.js';
import { reasonOf } from '../fault.js';
import { foresee } from '../foresee.js';
import { keyOf } from '../key-of.js';
import { heldBackNow, heldInWords } from '../held-back.js';
import { previewSweep } from '../preview-sweep.js';
import type { SweptDigest } from '../plan-officer.js';
import { sweepByHand } from '../run-schedule.js';
import { unconfirmed } from '../schedule-reach.js';
import type { SweepReport } from '../sweep.js';
import { todayOf } from '../today.js';
import { CommandError, type Answer, type CommandPorts, type Common, type NameOf } from './answer.js';
import { aheadLines } from './loaded.js';
import { foreseenFile, type WithFile } from './listing-verbs.js';
import { sweepLines } from './sweep-lines.js';

/** Says who would be asked on a day, and who is passed over and why; with `file` also as rows for a file. */
export async function foreseeVerb(
  ports: CommandPorts,
  common: Common,
  narrowing: Narrowing,
  file: boolean,
): Promise<WithFile> {
  const foreseen = await foresee(ports, common.asAt, narrowing);
  const { waits, rounds } = foreseen.standing;
  const { json, lines } = await sweepAnswer(ports, common, foreseen.report, true);
  return {
    json: { ...json, rounds, waits },
    // Behind the line that says how many.
    lines: [...lines.slice(0, 1), ...waits.map(({ words }) => `  ${words}`), ...lines.slice(1)],
    contents: file ? foreseenFile(ports, foreseen) : null,
  };
}

/** Asks now what is due. A sweep that a person runs is sent at once (RULES 3). */
export async function sweepVerb(
  ports: CommandPorts,
  common: Common,
  narrowing: Narrowing,
  confirm: number | null = null,
): Promise<Answer> {
  refuseToCome(ports, common);
  if (narrowing.officers !== null) {
    throw new CommandError(
      'dry-run-only',
      'Reminders go to everybody who owes something: --officer narrows only a --dry-run.',
      2,
    );
  }
  const plans = narrowing.plans === null ? null : new Set(narrowing.plans);
  const before = await previewed(ports, common, plans);
  const reach = before?.digests.filter(({ entraId }) => entraId !== null).length ?? 0;
  const doubt = unconfirmed('sweep', reach, confirm);
  if (doubt !== null) throw new CommandError(doubt.code, doubt.message);
  return sweepAnswer(ports, common, (await sweepNow(ports, common, plans)).shown, false);
}

/** Nobody is asked on a day to come. */
export function refuseToCome(ports: CommandPorts, common: Common): void {
  if (common.asAt <= todayOf(ports)) return;
  throw new CommandError(
    'not-yet',
    `${inWords(common.asAt)} has not come. To see who would be asked then, add --dry-run.`,
  );
}

/**
 * Asks now what is due: a sweep of its own, which a person ordered. What is `shown` says also who was asked before and who
 * still cannot be: a sweep looks only at what it has not looked at yet, and a dry run at everything.
 */
export async function sweepNow(
  ports: CommandPorts,
  common: Common,
  plans: ReadonlySet<PlanId> | null = null,
): Promise<{ readonly report: SweepReport; readonly shown: SweepReport }> {
  const before = await previewed(ports, common, plans);
  const report = await sweepByHand(ports, common.asAt, common.by, plans);
  return { report, shown: before === null ? report : withAllOf(report, before) };
}

/** Null for a day gone by, and where a plan cannot be read, which must keep nobody else from being asked. */
async function previewed(
  ports: CommandPorts,
  { asAt }: Common,
  plans: ReadonlySet<PlanId> | null,
): Promise<SweepReport | null> {
  if (asAt !== todayOf(ports)) return null;
  try {
    return await previewSweep(ports, asAt, plans);
  } catch (error) {
    ports.log.error('sweep-not-previewed', { reason: reasonOf(error) });
    return null;
  }
}

function withAllOf(report: SweepReport, before: SweepReport): SweepReport {
  const asked = new Set(report.digests.map(({ officer }) => officer));
  const unlinked = before.digests.filter(({ officer, entraId }) => entraId === null && !asked.has(officer));
  const keyOfSkip = ({ plan, ref, officer, reason }: Passed): string => JSON.stringify([plan, ref, officer, reason]);
  const skips = new Map([...report.skipped, ...before.skipped].map((skip) => [keyOfSkip(skip), skip]));
  const quiet = new Map([...report.quiet, ...before.quiet].map((skip) => [keyOfSkip(skip), skip]));
  const leaderless = new Map([...report.withoutLead, ...before.withoutLead].map((one) => [keyOf(one), one]));
  return {
    ...report,
    digests: [...report.digests, ...unlinked],
    skipped: [...skips.values()],
    quiet: [...quiet.values()],
    withoutLead: [...leaderless.values()],
  };
}

export async function sweepAnswer(
  ports: CommandPorts,
  common: Common,
  report: SweepReport,
  dryRun: boolean,
): Promise<Answer> {
  const { nameOf } = await readDirectory(ports.people);
  const held = dryRun ? null : await heldCards(ports);
  const words = { nameOf, dryRun, held, several: (await ports.plans.list()).length > 1 };
  const unread = report.unread.map(
    (id) => `The plan “${id}” could not be read, so nobody was asked about it. See the log, and: doctor`,
  );
  return {
    json: { asAt: common.asAt, dryRun, ...sweepJson(report, nameOf) },
    lines: [
      ...(dryRun ? await supposedLines(ports, common) : []),
      ...unread,
      ...sweepLines(ports, common, report, words),
    ],
  };
}

async function heldCards(ports: CommandPorts): Promise<string | null> {
  const held = await heldBackNow(ports);
  if (held === null) return null;
  const why = heldInWords(held, { zone: ports.zone, now: ports.clock.now() });
  const leave = held.kind === 'stopped' ? 'when it starts' : 'then';
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}: their cards leave ${leave}.`;
}

/** What a dry run supposes of another day than today. */
async function supposedLines(ports: CommandPorts, common: Common): Promise<readonly string[]> {
  const later = (await ports.plans.list()).filter(({ importedOn }) => importedOn > common.asAt);
  const supposed = later.map(
    ({ id, importedOn }) => `“${id}” was loaded as at ${inWords(importedOn)}; it is shown as if loaded that day.`,
  );
  return [...aheadLines(ports, common), ...supposed];
}

function sweepJson(report: SweepReport, nameOf: NameOf): object {
  const skipped = [...report.skipped, ...report.quiet].map((skip) => ({
    ...skip,
    officer: skip.officer === null ? null : nameOf(skip.officer),
  }));
  return {
    digests: report.digests.map((digest) => digestJson(digest, nameOf)),
    skipped,
    escalations: report.escalations.map(({ plan, ref, officers, to }) => ({
      plan,
      ref,
      officers: officers.map(nameOf),
      to: nameOf(to),
      toId: to,
    })),
    withoutLead: report.withoutLead.map(({ plan, ref, asked }) => ({
      plan,
      ref,
      asked: asked.map((id) => ({ id, name: nameOf(id) })),
    })),
    failed: report.failed,
  };
}

export function digestJson({ officer, entraId, entries, beside }: SweptDigest, nameOf: NameOf): object {
  const first = new Map(
    entries.map((entry) => [`${entry.milestone.plan} ${entry.milestone.ref}`, entry] as const).reverse(),
  );
  const items = [...first.values()].reverse().map(({ milestone, ask }) => ({
    plan: milestone.plan,
    ref: milestone.ref,
    because: ask.because,
    // The date alone: what kind of date it is stands in `because`.
    anchor: ask.anchor.slice(ask.anchor.indexOf(':') + 1),
    stage: ask.step,
    dueOn: approvedDate(milestone),
  }));
  const others = beside.map(({ plan, ref, ask: { because, anchor, step } }) => {
    return { plan, ref, because, anchor: anchor.slice(anchor.indexOf(':') + 1), stage: step, dueOn: null };
  });
  return { officer: nameOf(officer), officerId: officer, to: entraId, items: [...items, ...others] };
}
