/** What Microsoft says it takes, and what it asks for it. Every figure with where it is said and when that was read. */

/** A figure out of documentation. */
export interface Published {
  readonly value: number;
  readonly unit: string;
  /** The address of the page. */
  readonly source: string;
  /** When it was read: YYYY-MM. */
  readonly read: string;
}

const LEARN = 'https://learn.microsoft.com/';
const READ = '2026-11';
const RATE_LIMIT = `${LEARN}microsoftteams/platform/bots/how-to/rate-limit`;
const TABLES = `${LEARN}azure/storage/tables/scalability-targets`;
const QUEUES = `${LEARN}azure/storage/queues/scalability-targets`;
const FLEX = `${LEARN}azure/azure-functions/flex-consumption-plan`;

const said = (value: number, unit: string, source: string): Published => ({ value, unit, source, read: READ });

export const LIMITS = {
  /** Microsoft calls all figures of that page an estimation. */
  teamsPerTenant: said(50, 'requests a second of one app in one tenant', RATE_LIMIT),
  teamsConversation1: said(7, 'messages in 1 second in one conversation', RATE_LIMIT),
  teamsConversation2: said(8, 'messages in 2 seconds in one conversation', RATE_LIMIT),
  teamsConversation30: said(60, 'messages in 30 seconds in one conversation', RATE_LIMIT),
  teamsConversationHour: said(1_800, 'messages in an hour in one conversation', RATE_LIMIT),
  account: said(20_000, 'requests a second to one storage account', TABLES),
  partition: said(2_000, 'entities a second in one partition of a table', TABLES),
  entity: said(1_048_576, 'bytes in one entity', TABLES),
  queue: said(2_000, 'messages a second in one queue', QUEUES),
  queueMessage: said(65_536, 'bytes in one message of a queue', QUEUES),
  tableSize: said(500 * 2 ** 40, 'bytes in one table', TABLES),
  flexInstances: said(40, 'instances: the lowest ceiling that Flex Consumption takes, and ours', FLEX),
  flexInstancesMost: said(1_000, 'instances: the highest ceiling that Flex Consumption takes', FLEX),
  flexMemory: said(2_048, 'MB of memory an instance', FLEX),
  flexStart: said(30, 'seconds in which the app must have started', FLEX),
} satisfies Record<string, Published>;

/** A price. Without a source it is not known here and stands in for one: to be checked. */
export interface Price {
  /** US dollars. */
  readonly value: number;
  readonly unit: string;
  readonly source: string | null;
  /** When the page was written, as far as it says: YYYY-MM. */
  readonly asOf: string | null;
}

const FLEX_GUIDE = 'https://modal.com/blog/azure-function-pricing-guide';
const MONITOR_GUIDE = 'https://monitoringcost.com/azure-monitor-cost';

const listed = (value: number, unit: string, source: string, asOf: string): Price => ({ value, unit, source, asOf });
const toBeChecked = (value: number, unit: string): Price => ({ value, unit, source: null, asOf: null });

/**
 * List prices in US dollars without tax, of East US where a page names a region: no page with those of UK South could be
 * read here. The page that decides is https://azure.microsoft.com/pricing/calculator/.
 */
export const PRICES = {
  onDemandGbs: listed(0.000026, 'a GB-second on demand', FLEX_GUIDE, '2025-05'),
  alwaysReadyGbs: toBeChecked(0.000004, 'a GB-second of an instance kept ready'),
  alwaysReadyBusyGbs: toBeChecked(0.000016, 'a GB-second of an instance kept ready while it works'),
  executions: toBeChecked(0.4, 'a million executions'),
  logsGb: listed(2.3, 'a GB of logs taken in', MONITOR_GUIDE, '2026'),
  storageGb: toBeChecked(0.06, 'a GB in tables for a month, in three zones'),
  transactions: toBeChecked(0.00036, '10,000 requests to tables'),
  queueRequests: toBeChecked(0.004, '10,000 requests to queues'),
  blobGb: toBeChecked(0.025, 'a GB in blobs for a month, in three zones'),
  vaultRequests: toBeChecked(0.03, '10,000 requests to Key Vault'),
  alertRule: toBeChecked(1.5, 'an alert rule that looks every five minutes, for a month'),
  healthTest: toBeChecked(0.0006, 'one look at health from outside'),
} satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;

/** What is taken in free of charge in a month, by the same guide as the price of logs. */
export const FREE_LOGS_GB = 5;
/** Messages in standard channels, of which Teams is one, are free: https://azure.microsoft.com/pricing/details/bot-services/ */
export const BOT_CHANNEL_USD = 0;
