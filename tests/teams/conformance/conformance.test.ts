import { join } from 'node:path';
import { conformance } from './conformance.js';
import { onThisSdk } from './this-sdk.js';
import { casesIn } from './traffic.js';

conformance('the bot on the SDK in use', onThisSdk, casesIn(join(import.meta.dirname, 'traffic')));
