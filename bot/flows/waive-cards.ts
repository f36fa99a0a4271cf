import type { OfficerId } from '../domain/plan.js';
import { settle } from './attention.js';
import type { Ports } from './ports.js';

/** Nothing more is sent to somebody, by each of their ids, and nobody has to look after what could not be. */
export async function waiveCards(ports: Ports, ids: readonly OfficerId[], reason: 'erased' | 'left'): Promise<void> {
  for (const officer of ids) {
    for (const digest of (await ports.ledger.read(officer)).digests) {
      const { state, slot } = digest.value;
      if (state === 'sent' || state === 'waived') continue;
      const waived = { ...digest.value, state: 'waived', reason, settledAt: ports.clock.now() } as const;
      // One that is being sent at this moment is settled by who sends it.
      if (state !== 'sending') await ports.ledger.save({ ...digest, value: waived });
      await settle(ports, { kind: 'digest', officer, slot });
    }
  }
}
