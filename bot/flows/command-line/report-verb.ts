import { findingsOf, type ReportFinding } from '../../domain/consistency.js';
import { inWords, parseCivilDate, type CivilDate } from '../../domain/dates.js';
import { holdOn } from '../../domain/holds.js';
import { makeReport } from '../../domain/make-report.js';
import type { MarkingLevel } from '../../domain/marking.js';
import type { Milestone } from '../../domain/plan.js';
import type { ReportFacts } from '../../domain/report-facts.js';
import { kindInWords } from '../../domain/report-sheets.js';
import { scopeKey, type Scope } from '../../domain/scope.js';
import { recordAct } from '../audit.js';
import { readDirectory } from '../directory.js';
import type { Snapshot } from '../ports.js';
import { postedOn, readReport } from '../read-report.js';
import { todayOf } from '../today.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';
import { notLoadedBy } from './loaded.js';
import { areaOf, planOf } from './plan-verbs.js';

const FORMATS = ['docx', 'xlsx', 'csv', 'html'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** Whose figures: those of the day of the line, of the newest snapshot, or of what was posted for a day. */
export type ReportOf = 'as-at' | 'latest' | { readonly posted: CivilDate };

export interface ReportWords {
  readonly plan: string;
  readonly format: ReportFormat;
  /** Where it goes, for the answer. */
  readonly out: string;
  readonly area: string | undefined;
  readonly tag: string | undefined;
  readonly ceiling: MarkingLevel;
  readonly of: ReportOf;
  /** What is found wrong stands in it all the same. */
  readonly acceptFindings: boolean;
}

/** The file beside what is said of it. */
export interface ReportFile extends Answer {
  readonly contents: Uint8Array | string;
}

export function readFormat(text: string): ReportFormat {
  const format = FORMATS.find((one) => one === text.toLowerCase());
  if (format !== undefined) return format;
  throw new CommandError('format', `“${text}” is no form of a report. Give docx, xlsx, csv or html.`, 2);
}

/** "latest", "posted 2026-11-18" in one word or two; as at the day of the line when left out. */
export function readReportOf(text: string | undefined, word: string | undefined): ReportOf {
  if (text === undefined) return 'as-at';
  const said = `${text} ${word ?? ''}`.trim().toLowerCase();
  if (said === 'latest') return 'latest';
  const day = parseCivilDate(said.replace(/^posted\s+/, ''));
  if (day !== undefined) return { posted: day };
  throw new CommandError(
    'of',
    `--of “${said}” is not understood. Give latest, or posted and a day: --of posted 2026-11-18.`,
    2,
  );
}

/** A report of one snapshot or day; refused with a list where something is found that should be put right first. */
export async function reportVerb(ports: CommandPorts, common: Common, words: ReportWords): Promise<ReportFile> {
  const scope = await scopeIn(ports, words);
  if (words.ceiling === 'public') await refuseOnHold(ports, common);
  const snapshot = await snapshotOf(ports, scope, words.of);
  const readership = { ceiling: words.ceiling };
  const read = await readReport(ports, { scope, readership, snapshot, asAt: common.asAt });
  if (read === null) throw notLoadedBy(words.plan, common.asAt, (await planOf(ports, words.plan)).plan.importedOn);
  const findings = findingsOf(read.facts, read.posted);
  if (findings.length > 0 && !words.acceptFindings) await refuse(ports, common, words, findings);
  if (findings.length > 0)
    await recordAct(ports, common.by, 'findings of a report accepted', `${words.plan} ${words.out}`);
  const contents = await contentsOf(ports, read.facts, words.format);
  return { ...answerOf(read.facts, words, findings), contents };
}

async function scopeIn(ports: CommandPorts, { plan, area, tag }: ReportWords): Promise<Scope> {
  const contents = await planOf(ports, plan);
  if (tag !== undefined && !contents.milestones.some(({ milestone }) => milestone.tags.includes(tag))) {
    throw new CommandError('no-such-tag', `Nothing in the plan “${plan}” has the tag “${tag}”.`);
  }
  return { plan, area: area === undefined ? null : areaOf(contents, area).code, tag: tag ?? null };
}

/** Nothing public is made while publication is on hold, whatever day it is of (RULES 6). */
async function refuseOnHold(ports: CommandPorts, common: Common): Promise<void> {
  const today = todayOf(ports);
  const hold = holdOn((await ports.diary.read()).holds?.holds ?? [], today);
  if (hold === null) return;
  const why = `Publication is on hold from ${inWords(hold.from)} to ${inWords(hold.to)}: ${hold.reason.trim()}`;
  await recordAct(ports, common.by, 'public report', today, 'publication is on hold');
  const message = `${why.replace(/[.]$/, '')}. Nothing public is made until it ends. Give --ceiling internal, or ask an admin to change the hold with: calendar hold.`;
  throw new CommandError('on-hold', message);
}

async function snapshotOf(ports: CommandPorts, scope: Scope, of: ReportOf): Promise<Snapshot | null> {
  if (of === 'as-at') return null;
  const posted = of === 'latest' ? null : of.posted;
  const [latest] = posted === null ? await ports.rollups.snapshots(scopeKey(scope)) : [];
  const found = posted === null ? latest : await postedOn(ports, scope, posted);
  if (found != null) return found;
  const what = posted === null ? 'No summary of this has been made yet' : `No summary of ${inWords(posted)} was posted`;
  throw new CommandError(
    'no-snapshot',
    `${what}. Leave --of out for the position of a day, or post one with: rollup --post.`,
  );
}

async function refuse(
  ports: CommandPorts,
  common: Common,
  { plan, out }: ReportWords,
  findings: readonly ReportFinding[],
): Promise<never> {
  await recordAct(ports, common.by, 'report', `${plan} ${out}`, `${String(findings.length)} findings`);
  const lines = findings.map(({ message }) => `  ${message}`);
  const head = `The report was not made: ${counted(findings.length, 'thing')} to put right first.`;
  const end = 'Put them right, or make it all the same with --accept-findings.';
  throw new FindingsError([head, ...lines, end].join('\n'), findings);
}

/** With the findings themselves, for programs. */
class FindingsError extends CommandError {
  constructor(
    message: string,
    readonly findings: readonly ReportFinding[],
  ) {
    super('findings', message);
  }
}

async function contentsOf(ports: CommandPorts, facts: ReportFacts, format: ReportFormat): Promise<Uint8Array | string> {
  if (format !== 'csv') return ports.writeReport[format](makeReport(facts));
  const { plan, areas, objectives, milestones, rollup } = facts;
  const { officers } = await readDirectory(ports.people);
  const kinds = new Map(rollup.exceptions.map(({ ref, kind }) => [ref, kindInWords(kind)]));
  const standing = new Map(
    rollup.rows.map(({ ref, rating }) => [ref, { countsAs: rating, attention: kinds.get(ref) ?? '' }]),
  );
  const printed = namesLeads(facts) ? milestones : milestones.map(withoutNames);
  return ports.writeCsvPlan({ plan, areas, objectives, milestones: printed, officers, standing });
}

/** The plan itself names its leads, to be loaded again, unless it names nobody; the public reads them only where it says so. */
function namesLeads({ ceiling, plan: { naming } }: ReportFacts): boolean {
  return ceiling === 'public' ? naming === 'leads' : naming !== 'none';
}

function withoutNames(milestone: Milestone): Milestone {
  return { ...milestone, leads: [], leadsText: '' };
}

/** The file can be loaded again; then its cells without leads would count. */
const NO_LEADS = 'Its leads are left out, as the plan says whom to name: do not load this file in place of the plan.';

function answerOf(facts: ReportFacts, words: ReportWords, findings: readonly ReportFinding[]): Answer {
  const { plan, format, out, ceiling } = words;
  const { rollup, today, milestones, held } = facts;
  const { withheld } = rollup;
  const what = counted(milestones.length, 'milestone');
  const is = withheld === 1 ? 'is' : 'are';
  return {
    json: {
      ...{ asAt: today, plan, format, out, ceiling, milestones: milestones.length, counts: rollup.counts },
      ...{ withheld, held, findings },
    },
    lines: [
      `Wrote ${what} of “${plan}”, as at ${inWords(today)}, to ${out}. Marking: ${ceiling}.`,
      ...(format !== 'csv' || namesLeads(facts) ? [] : [NO_LEADS]),
      ...(withheld === 0 ? [] : [`${String(withheld)} more ${is} counted and not named because of their marking.`]),
      ...(held === 0
        ? []
        : [`${counted(held, 'text')} held until the head of service has looked: see them with: held`]),
      ...(findings.length === 0 ? [] : [`Made with ${counted(findings.length, 'finding')}:`]),
      ...findings.map(({ message }) => `  ${message}`),
    ],
  };
}
