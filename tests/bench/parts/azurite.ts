import { startAzurite } from '../../support/azurite.js';
import { serve } from './part.js';

/** Fresh and in memory: what is on disk is saved again and again, for seconds once there is much of it. */
export async function serveAzurite(): Promise<void> {
  const azurite = await startAzurite();
  serve({ address: () => azurite.connectionString });
}
