import { parseCivilDate, type CivilDate } from '../../domain/dates.js';
import { CLOSED_STATES, OUTCOMES, STATES, type Outcome, type State } from '../../domain/plan.js';
import { todayOf } from '../today.js';
import { calendarAsAt, presentCalendar } from '../working-calendar.js';
import { approvalsVerb, decideVerb } from './approval-verbs.js';
import { askVerb } from './ask-verb.js';
import { cardVerb } from './card-verb.js';
import { auditVerb } from './audit-verb.js';
import { attentionActVerb, attentionVerb } from './attention-verb.js';
import { CommandError, namedOfficer, type CommandPorts, type Common } from './answer.js';
import { calendarBoardVerb, calendarMoveVerb, calendarRemoveVerb, calendarVerb } from './calendar-verbs.js';
import {
  channelConfirmVerb,
  channelMoveVerb,
  channelReadVerb,
  channelRemoveVerb,
  channelStopVerb,
  channelsVerb,
  readCeiling,
} from './channel-verbs.js';
import { calendarClosureVerb, calendarImportVerb } from './closure-verbs.js';
import { exportVerb, restoreVerb } from './copy-verbs.js';
import { doctorVerb } from './doctor.js';
import { eraseVerb } from './erase-verb.js';
import { readInputs } from './field-options.js';
import { heldClearVerb, heldVerb } from './held-verbs.js';
import { historyVerb } from './history-verb.js';
import { readTemplate, readTrackerWords } from './import-tracker.js';
import { importVerb } from './import-verb.js';
import { readColumns, readLevels, readPeriod } from './import-words.js';
import { holdsVerb, holdVerb } from './hold-verbs.js';
import { markVerb, readLevel, wordingListVerb, wordingVerb } from './marking-verbs.js';
import { compareVerb, overallSetVerb, overallVerb, releaseVerb, signOffListVerb, signOffVerb } from './leader-verbs.js';
import { officerLeaveVerb } from './leave-verb.js';
import { decideLinkVerb, proposalsVerb } from './link-verbs.js';
import { rolesVerb } from './roles-verb.js';
import { milestonesVerb } from './milestone-verbs.js';
import { policyVerb, readBodies, readMonth, readPreset } from './policy-verb.js';
import { readRules } from './policy-rules.js';
import { readTold } from './policy-told.js';
import { measureEndVerb, measureSetVerb, measuresImportVerb, measuresVerb, readNumber } from './measure-verbs.js';
import { officerAwayVerb, officerBackVerb, officerDeputyVerb, officerGroupVerb } from './whereabouts-verbs.js';
import {
  officerLinkVerb,
  officerRoleVerb,
  officersImportVerb,
  officersVerb,
  officerUnlinkVerb,
} from './officer-verbs.js';
import {
  milestoneAddVerb,
  milestoneEditVerb,
  milestoneReopenVerb,
  milestoneSplitVerb,
  milestoneTagVerb,
  milestoneWithdrawVerb,
  planRenameVerb,
  reassignVerb,
  tagRenameVerb,
} from './care-verbs.js';
import { planCloseVerb, planReopenVerb } from './close-verbs.js';
import { pauseVerb, resumeVerb } from './pause-verbs.js';
import { personVerb } from './person-verb.js';
import { headsSetVerb, headsUnsetVerb, headsVerb, plansVerb } from './plan-verbs.js';
import { deferVerb, endDeferralVerb, handOverVerb, proposeVerb, readBecause } from './proposal-verbs.js';
import { questionAnswerVerb, questionAskVerb, questionReleaseVerb, questionsVerb } from './question-verbs.js';
import { readFormat, readReportOf, reportVerb } from './report-verb.js';
import { scheduleRunVerb } from './schedule-run-verb.js';
import {
  scheduleAddVerb,
  scheduleChangeVerb,
  scheduleHistoryVerb,
  schedulePauseVerb,
  scheduleRemoveVerb,
  scheduleResumeVerb,
  schedulesVerb,
} from './schedule-verbs.js';
import { sendingStartVerb, sendingStopVerb, sendingVerb } from './sending-verbs.js';
import { rollupVerb } from './rollup-verb.js';
import { summariesVerb, summaryCorrectVerb, summaryShowVerb } from './summaries-verb.js';
import { readNarrowing, sweepShowVerb, sweepsVerb } from './listing-verbs.js';
import { foreseeVerb, sweepVerb } from './sweep-verbs.js';
import { officerSupporterVerb } from './supporter-verb.js';
import { updateVerb } from './update-verb.js';
import { windowAddVerb, windowChangeVerb, windowRemoveVerb, windowRunVerb, windowsVerb } from './window-verbs.js';
import { whyVerb } from './why-verb.js';
import { withHeld } from './with-held.js';

type Options = Readonly<Record<string, string | undefined>>;

/** Every verb, and the reading of what was typed, for the file that is the person's terminal. */
export const commandLine = {
  common: readCommon,
  workingDays: workingDaysFor,
  readDay,
  readDays,
  readCount,
  readState,
  readEnd,
  readBecause,
  readOutcome,
  readPreset,
  readMonth,
  readBodies,
  readTold,
  readRules,
  readLevel,
  readPeriod,
  readColumns,
  readLevels,
  readCeiling,
  readFormat,
  readReportOf,
  readNumber,
  readInputs,
  import: importVerb,
  readTemplate,
  readTrackerWords,
  plans: plansVerb,
  milestones: milestonesVerb,
  update: updateVerb,
  policy: policyVerb,
  sweep: sweepVerb,
  foresee: foreseeVerb,
  readNarrowing,
  sweeps: sweepsVerb,
  sweepShow: sweepShowVerb,
  audit: auditVerb,
  rollup: rollupVerb,
  summaries: summariesVerb,
  summaryShow: summaryShowVerb,
  summaryCorrect: summaryCorrectVerb,
  report: reportVerb,
  schedules: schedulesVerb,
  scheduleAdd: scheduleAddVerb,
  scheduleChange: scheduleChangeVerb,
  scheduleHistory: scheduleHistoryVerb,
  schedulePause: schedulePauseVerb,
  scheduleResume: scheduleResumeVerb,
  scheduleRun: scheduleRunVerb,
  scheduleRemove: scheduleRemoveVerb,
  officers: officersVerb,
  officersImport: officersImportVerb,
  officerLink: officerLinkVerb,
  officerUnlink: officerUnlinkVerb,
  officerRole: officerRoleVerb,
  officerLeave: officerLeaveVerb,
  officerProposals: proposalsVerb,
  officerDecideLink: decideLinkVerb,
  officerRoles: rolesVerb,
  officerAway: officerAwayVerb,
  officerBack: officerBackVerb,
  officerDeputy: officerDeputyVerb,
  officerSupporter: officerSupporterVerb,
  officerGroup: officerGroupVerb,
  heads: headsVerb,
  headsSet: headsSetVerb,
  headsUnset: headsUnsetVerb,
  calendar: calendarVerb,
  calendarBoard: calendarBoardVerb,
  calendarMove: calendarMoveVerb,
  calendarRemove: calendarRemoveVerb,
  calendarClosure: calendarClosureVerb,
  calendarImport: calendarImportVerb,
  measures: measuresVerb,
  measuresImport: measuresImportVerb,
  measureSet: measureSetVerb,
  measureEnd: measureEndVerb,
  channels: channelsVerb,
  channelRead: channelReadVerb,
  channelStop: channelStopVerb,
  channelMove: channelMoveVerb,
  channelConfirm: channelConfirmVerb,
  channelRemove: channelRemoveVerb,
  windows: windowsVerb,
  windowAdd: windowAddVerb,
  windowChange: windowChangeVerb,
  windowRemove: windowRemoveVerb,
  windowRun: windowRunVerb,
  propose: proposeVerb,
  handOver: handOverVerb,
  approvals: approvalsVerb,
  decide: decideVerb,
  ask: askVerb,
  questions: questionsVerb,
  questionAsk: questionAskVerb,
  questionAnswer: questionAnswerVerb,
  questionRelease: questionReleaseVerb,
  withHeld,
  held: heldVerb,
  heldClear: heldClearVerb,
  mark: markVerb,
  milestoneAdd: milestoneAddVerb,
  milestoneEdit: milestoneEditVerb,
  milestoneTag: milestoneTagVerb,
  tagRename: tagRenameVerb,
  reassign: reassignVerb,
  milestoneSplit: milestoneSplitVerb,
  milestoneWithdraw: milestoneWithdrawVerb,
  milestoneReopen: milestoneReopenVerb,
  planRename: planRenameVerb,
  planClose: planCloseVerb,
  planReopen: planReopenVerb,
  pause: pauseVerb,
  resume: resumeVerb,
  wording: wordingVerb,
  wordingList: wordingListVerb,
  holds: holdsVerb,
  hold: holdVerb,
  defer: deferVerb,
  deferEnd: endDeferralVerb,
  signOffList: signOffListVerb,
  signOff: signOffVerb,
  release: releaseVerb,
  compare: compareVerb,
  overall: overallVerb,
  overallSet: overallSetVerb,
  history: historyVerb,
  why: whyVerb,
  card: cardVerb,
  person: personVerb,
  erase: eraseVerb,
  attention: attentionVerb,
  attentionAct: attentionActVerb,
  sending: sendingVerb,
  sendingStop: sendingStopVerb,
  sendingStart: sendingStartVerb,
  export: exportVerb,
  restore: restoreVerb,
  doctor: doctorVerb,
};

export type CommandLine = typeof commandLine;

/** The day and the person that every verb takes. */
async function readCommon(ports: CommandPorts, options: Options): Promise<Common> {
  const given = readDay('as-at', options['as-at'] ?? options.today);
  const as = options.as === undefined ? null : await namedOfficer(ports, options.as);
  return {
    asAt: given ?? todayOf(ports),
    by: as === null ? { kind: 'operator' } : { kind: 'officer', id: as.id },
  };
}

/** The working days that a verb counts with: one that only reads, with those known by the end of its day. */
function workingDaysFor(ports: CommandPorts, { asAt }: Common, known: 'as-known-then' | 'as-known-now') {
  return known === 'as-known-then' ? calendarAsAt(ports, asAt) : presentCalendar(ports);
}

/** A day as typed; `name` is that of its option, empty for a word without one. */
function readDay(name: string, text: string | undefined): CivilDate | null {
  if (text === undefined) return null;
  const day = parseCivilDate(text);
  if (day !== undefined) return day;
  const option = name === '' ? '' : `--${name} `;
  throw new CommandError('date', `${option}“${text}” is not a day. Write it as YYYY-MM-DD, like 2026-11-18.`, 2);
}

/** A number of people, of days: whole, and not below 0; null when nothing was given. */
function readCount(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,6}$/.test(text.trim())) return Number(text);
  throw new CommandError('number', `--${name} “${text}” is no whole number.`, 2);
}

/** Days with semicolons or commas between them; null when nothing was given. */
function readDays(name: string, text: string | undefined): readonly CivilDate[] | null {
  if (text === undefined) return null;
  const parts = text.split(/[;,]/).map((part) => part.trim());
  return parts.filter((part) => part !== '').flatMap((part) => readDay(name, part) ?? []);
}

function readState(text: string | undefined): State | null {
  if (text === undefined) return null;
  const wanted = text.toLowerCase().replace(/\s+/g, '-');
  const state = STATES.find((one) => one === wanted);
  if (state !== undefined) return state;
  throw new CommandError('state', `“${text}” is no state. Give one of: ${STATES.join(', ')}.`, 2);
}

/** As a state; for what is none, the ends that somebody can propose. */
function readEnd(text: string | undefined): State | null {
  const wanted = text?.toLowerCase().replace(/\s+/g, '-');
  if (wanted === undefined || STATES.some((one) => one === wanted)) return readState(text);
  throw new CommandError('state', `“${text ?? ''}” is no end to propose. Give one of: ${CLOSED_STATES.join(', ')}.`, 2);
}

function readOutcome(text: string | undefined): Outcome | null {
  if (text === undefined) return null;
  const wanted = text.toLowerCase().replace(/\s+/g, '-');
  const outcome = OUTCOMES.find((one) => one === wanted);
  if (outcome !== undefined) return outcome;
  throw new CommandError('outcome', `“${text}” is no outcome. Give one of: ${OUTCOMES.join(', ')}.`, 2);
}
