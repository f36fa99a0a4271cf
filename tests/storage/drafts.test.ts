import { afterAll, beforeAll, describe } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { azureDrafts } from '../../bot/storage/drafts-blobs.js';
import { memoryDrafts } from '../../bot/storage/memory-drafts.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { draftsContract } from './drafts.contract.js';

describe('in memory', () => {
  draftsContract(() => memoryDrafts({ now: () => instant('2026-11-18T10:00:00Z') }));
});

describe('in blob storage', () => {
  let azurite: Azurite;
  let made = 0;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  draftsContract(() => {
    made += 1;
    return azureDrafts(
      { kind: 'connection-string', connectionString: azurite.connectionString },
      `imports-${String(made)}`,
    );
  });
});
