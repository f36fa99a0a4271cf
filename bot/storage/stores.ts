import type { Chains, Ports, Random, Redacting, Retention, Spoilt } from '../flows/ports.js';
import type { Truth } from '../flows/ports-copies.js';
import { openAnswerTimes } from './answer-times-table.js';
import { openAttention, openStaleCards, openStalePosts } from './attention-table.js';
import { openAudit } from './audit-table.js';
import { brokenLinks } from './chain-check.js';
import { openChannels } from './channels-table.js';
import { DIARY, openDiary } from './diary-table.js';
import { openDueIndex } from './due-index-table.js';
import { openLeads } from './leads-table.js';
import { openLedger } from './ledger-table.js';
import { markingChanged, markRestored, openLooked } from './looked-rows.js';
import { openOpenDigests } from './open-table.js';
import { openPeople } from './people-table.js';
import { openPlans } from './plans-table.js';
import { openRedacting } from './redaction.js';
import { openRetention } from './retention-table.js';
import { openRedactingRollups, openRollups } from './rollups-table.js';
import type { OpenTable, TableName } from './rows.js';
import { openRuns } from './runs-table.js';
import { openSchedules } from './schedules-table.js';
import { openSender } from './sender-table.js';
import { openSpoilt } from './spoilt-rows.js';
import { openSweeps } from './sweeps-table.js';
import { openMarkedTable } from './table.js';
import { openTruth } from './truth-table.js';

type StoredPorts =
  | 'plans'
  | 'dueIndex'
  | 'leadIndex'
  | 'ledger'
  | 'openDigests'
  | 'looked'
  | 'sender'
  | 'answerTimes'
  | 'schedules'
  | 'runs'
  | 'sweeps'
  | 'rollups'
  | 'people'
  | 'channels'
  | 'audit'
  | 'diary'
  | 'attention'
  | 'staleCards'
  | 'stalePosts';

/** Every port that Table Storage serves. */
export interface Stores extends Pick<Ports, StoredPorts>, Chains, Redacting, Retention, Spoilt {
  readonly truth: Truth;
}

export interface StoresNeeds {
  /** A back end: `azureTables(...)` or `memoryTables().open`. */
  readonly open: OpenTable;
  /** The Entra tenant that this deployment serves; any text where there is none. */
  readonly tenant: string;
  /** Marks our own writes. */
  readonly random: Random;
}

/** Opens all tables. Nothing is asked of the back end until a port is used. */
export function openStores({ open, tenant, random }: StoresNeeds): Stores {
  const table = (name: TableName) => openMarkedTable(open, name, random);
  const plans = table('Plans');
  const openWork = table('Open');
  const ledger = table('Ledger');
  const audit = table('Audit');
  const runs = table('Runs');
  const rollups = table('Rollups');
  const changed = markingChanged(openWork);
  return {
    plans: openPlans(plans, random, changed),
    dueIndex: openDueIndex(table('DueIndex')),
    leadIndex: openLeads(table('Leads')),
    ledger: openLedger(ledger),
    openDigests: openOpenDigests(openWork),
    sender: openSender(table('Sender'), tenant),
    answerTimes: openAnswerTimes(table('Sender'), tenant),
    schedules: openSchedules(table('Schedules')),
    runs: openRuns(runs, changed),
    sweeps: openSweeps(runs, () => random.id()),
    rollups: openRollups(rollups, changed),
    people: openPeople(table('People'), tenant),
    channels: openChannels(table('Channels'), tenant),
    audit: openAudit(audit, random),
    looked: openLooked(openWork),
    diary: openDiary(plans, random, changed),
    attention: openAttention(openWork),
    staleCards: openStaleCards(openWork),
    stalePosts: openStalePosts(openWork),
    truth: openTruth(table, tenant, () => markRestored(openWork)),
    ...openRetention(ledger, audit),
    ...openSpoilt(table),
    ...openRedacting(plans, audit),
    ...openRedactingRollups(rollups),
    brokenLinks: (plan) => brokenLinks(plans, audit, plan),
    brokenDiary: () => brokenLinks(plans, audit, DIARY, DIARY),
  };
}
