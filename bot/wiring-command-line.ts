import type { BasicConfig } from './config.js';
import { KEEP } from './domain/retention.js';
import { copyFile } from './documents/copy-file.js';
import { readCsvMeasures } from './documents/read-csv-measures.js';
import { readCsvOfficers, readEntraId } from './documents/read-csv-officers.js';
import type { CommandPorts } from './flows/command-line/answer.js';
import { type Pace } from './flows/pace.js';
import type { Chains, Messenger, WriteLine, SentFiles } from './flows/ports.js';
import type { ReportWriters } from './flows/ports-reports.js';
import { brokenInWords } from './storage/chain-check.js';
import { isLocal } from './storage/connection.js';
import { memoryTables } from './storage/memory.js';
import { openStores } from './storage/stores.js';
import { plainText } from './teams/plain-text.js';
import { openStorage, random, TENANT } from './wiring-storage.js';

export { withoutUnseen } from './domain/plain-text.js';
export { reasonOf } from './flows/fault.js';
export { commandLine } from './flows/command-line/index.js';

/** What a person at a terminal works on. Cards are sent by the bot, which hears the bell. */
export function wireCommandLine(config: BasicConfig, write: WriteLine): CommandPorts {
  const storage = openStorage(config, write);
  // A terminal is never inside Azure, but what it works on may be.
  const localIds = config.surroundings !== 'azure' && isLocal(config.storage);
  return {
    ...storage,
    messenger: noMessenger,
    pace: noPace,
    sentFiles: noSentFiles,
    readOfficers: (bytes) => readCsvOfficers(bytes, localIds),
    readMeasures: readCsvMeasures,
    writeReport: reportWriters,
    plainText,
    readEntraId: (text) => readEntraId(text, localIds),
    keep: { ...KEEP, ...config.keep },
    brokenHistory: brokenHistoryOf(storage),
    copyFile,
    inScratch: (ports) => {
      const stores = openStores({ open: memoryTables().open, tenant: TENANT, random });
      return { ...ports, ...stores, brokenHistory: brokenHistoryOf(stores) };
    },
  };
}

/** Their libraries are large: each is loaded when a report of its kind is first made. */
const reportWriters: ReportWriters = {
  docx: async (report) => (await import('./documents/write-docx.js')).writeDocx(report),
  xlsx: async (report) => (await import('./documents/write-xlsx.js')).writeXlsx(report),
  html: async (report) => (await import('./documents/write-html.js')).writeHtml(report),
};

function brokenHistoryOf(chains: Chains): CommandPorts['brokenHistory'] {
  return async (plan) =>
    (plan === null ? await chains.brokenDiary() : await chains.brokenLinks(plan)).map(brokenInWords);
}

const atTerminal = (): Promise<never> => Promise.reject(new Error('The command line does not talk to Teams'));
const noMessenger: Messenger = { prepare: atTerminal, openChat: atTerminal };
/** Files lie on the disk there. */
const noSentFiles: SentFiles = { download: atTerminal };
/** Nothing leaves from a terminal, so nothing waits for its turn. */
const noPace: Pace = { place: atTerminal, pauseFor: () => undefined, reserve: () => undefined };
