import { approvalsVerb, decideVerb } from './approval-verbs.js';
import { askVerb } from './ask-verb.js';
import { cardVerb } from './card-verb.js';
import { auditVerb } from './audit-verb.js';
import { levelsVerb } from './levels-verb.js';
import { attentionActVerb, attentionHereVerb, attentionVerb } from './attention-verb.js';
import { changesVerb } from './changes-verb.js';
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
import { compareCopyVerb } from './compare-verb.js';
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
import { officerLinkVerb, officersImportVerb } from './officer-link-verbs.js';
import { officerRoleVerb, officersVerb, officerRenameVerb, officerUnlinkVerb } from './officer-verbs.js';
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
import { planCloseVerb, planReopenVerb, planWithdrawVerb } from './close-verbs.js';
import { pauseVerb, resumeVerb } from './pause-verbs.js';
import { personVerb } from './person-verb.js';
import { headsSetVerb, headsUnsetVerb, headsVerb, plansVerb } from './plan-verbs.js';
import { deferVerb, endDeferralVerb, handOverVerb, proposeVerb, readBecause } from './proposal-verbs.js';
import { questionAnswerVerb, questionAskVerb, questionReleaseVerb, questionsVerb } from './question-verbs.js';
import {
  readCommon,
  readCount,
  readDay,
  readDays,
  readEnd,
  readOutcome,
  readState,
  workingDaysFor,
} from './read-options.js';
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
import { keepingRefusals } from './keeping-refusals.js';
import { withHeld } from './with-held.js';

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
  levels: levelsVerb,
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
  officerRename: officerRenameVerb,
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
  keepingRefusals,
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
  planWithdraw: planWithdrawVerb,
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
  changes: changesVerb,
  why: whyVerb,
  card: cardVerb,
  person: personVerb,
  erase: eraseVerb,
  attention: attentionVerb,
  attentionAct: attentionActVerb,
  attentionHere: attentionHereVerb,
  sending: sendingVerb,
  sendingStop: sendingStopVerb,
  sendingStart: sendingStartVerb,
  export: exportVerb,
  restore: restoreVerb,
  compareCopy: compareCopyVerb,
  doctor: doctorVerb,
};

export type CommandLine = typeof commandLine;
