import { afterAll, beforeAll, describe } from 'vitest';
import { azureTables } from '../../bot/storage/azure.js';
import { startAzurite, type Azurite } from '../support/azurite.js';
import { contracts } from './contracts.js';

let azurite: Azurite;
let prefixes = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe('on Azurite', () => {
  contracts({
    fresh: () => {
      const { connectionString } = azurite;
      return azureTables({ kind: 'connection-string', connectionString }, `T${String((prefixes += 1))}x`);
    },
  });
});
