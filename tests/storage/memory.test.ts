import { describe } from 'vitest';
import { memoryTables } from '../../bot/storage/memory.js';
import { contracts } from './contracts.js';

describe('in memory', () => {
  contracts({ fresh: () => memoryTables().open });
});
