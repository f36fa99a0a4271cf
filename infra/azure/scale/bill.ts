/** What a month costs, line by line, in US dollars. */
import { yearOf } from './arithmetic.ts';
import { ASSUMED, OURS, type Council } from './council.ts';
import { BOT_CHANNEL_USD, FREE_LOGS_GB, PRICES, type PriceName } from './published.ts';

export interface BillLine {
  readonly what: string;
  /** How much of it, in the unit of its price. */
  readonly amount: number;
  /** Null for what is free. */
  readonly price: PriceName | null;
  readonly usd: number;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  readonly usd: number;
  /** Of the sum, the part that rests on prices nobody could read here. */
  readonly uncheckedUsd: number;
}

const MONTH_SECONDS = 30 * 86_400;
const GB = 1e9;

/** @param zones with zones Azure keeps two instances of every group of functions ready; else one of HTTP alone is */
export function billOf(council: Council, zones: boolean): Bill {
  const year = yearOf(council);
  const line = (what: string, price: PriceName, amount: number): BillLine => ({
    ...{ what, amount, price },
    usd: amount * PRICES[price].value,
  });
  const ready = zones ? 2 * OURS.groups : 1;
  const pressed = (year.presses + OURS.healthTests) * ASSUMED.pressSeconds * OURS.memoryGb;
  const timed = (OURS.ticks * 30 * ASSUMED.tickSeconds + 30 * ASSUMED.nightSeconds) * OURS.memoryGb;
  // Where every group keeps instances ready, nothing runs on demand.
  const onDemand = zones ? 0 : timed;
  const awake = zones ? 2 * MONTH_SECONDS : OURS.ticks * 30 * ASSUMED.awakeSeconds;
  const polls = (OURS.queues * awake * 1_000) / OURS.pollMs;
  const lines: readonly BillLine[] = [
    line('instances kept ready', 'alwaysReadyGbs', ready * OURS.memoryGb * MONTH_SECONDS),
    line('their work', 'alwaysReadyBusyGbs', pressed + timed - onDemand),
    line('work on demand (no free grant counted)', 'onDemandGbs', onDemand),
    line('executions', 'executions', year.executions / 1e6),
    line('tables: what a year leaves', 'storageGb', year.rows / GB),
    line('tables: requests', 'transactions', year.storageRequests / 10_000),
    line('queues: requests', 'queueRequests', (polls + 3 * year.presses) / 10_000),
    line('nightly copies', 'blobGb', (ASSUMED.copies * year.rows) / GB),
    line(`logs beyond ${String(FREE_LOGS_GB)} GB`, 'logsGb', Math.max(0, year.logsAMonth / GB - FREE_LOGS_GB)),
    line('Key Vault', 'vaultRequests', (OURS.ticks * 30) / 10_000),
    line('alert rules', 'alertRule', OURS.alertRules),
    line('health, asked from three places', 'healthTest', OURS.healthTests),
    { what: 'messages to and from Teams', amount: year.cards + year.presses, price: null, usd: BOT_CHANNEL_USD },
  ];
  const sum = (some: readonly BillLine[]): number => some.reduce((total, { usd }) => total + usd, 0);
  const unchecked = lines.filter(({ price }) => price !== null && PRICES[price].source === null);
  return { lines, usd: sum(lines), uncheckedUsd: sum(unchecked) };
}
