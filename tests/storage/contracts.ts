import { indexContract, ledgerContract, runningContract } from './asking.contract.js';
import { answerTimesContract } from './answer-times.contract.js';
import { attentionContract } from './attention.contract.js';
import type { BackEnd } from './back-end.js';
import { chainContract } from './chain.contract.js';
import { diaryContract } from './diary.contract.js';
import { lookedContract } from './looked.contract.js';
import { ownWritesContract } from './own-writes.contract.js';
import { channelsContract, peopleContract, rollupsContract } from './people.contract.js';
import { plansContract } from './plans.contract.js';
import { quotesContract } from './quotes.contract.js';
import { redactionContract } from './redaction.contract.js';
import { retentionContract } from './retention.contract.js';
import { rowsContract } from './rows.contract.js';
import { sweepsContract } from './sweeps.contract.js';
import { truthContract } from './truth.contract.js';

/** Every contract, for one back end. */
export function contracts(backEnd: BackEnd): void {
  rowsContract(backEnd);
  quotesContract(backEnd);
  plansContract(backEnd);
  chainContract(backEnd);
  redactionContract(backEnd);
  diaryContract(backEnd);
  indexContract(backEnd);
  ledgerContract(backEnd);
  runningContract(backEnd);
  peopleContract(backEnd);
  channelsContract(backEnd);
  rollupsContract(backEnd);
  answerTimesContract(backEnd);
  attentionContract(backEnd);
  lookedContract(backEnd);
  sweepsContract(backEnd);
  retentionContract(backEnd);
  truthContract(backEnd);
  ownWritesContract(backEnd);
}
