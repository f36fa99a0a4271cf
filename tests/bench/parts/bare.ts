import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { readBasicConfig } from '../../../bot/config.js';
import { recordUpdate, type Submission } from '../../../bot/flows/record-update.js';
import { savedView } from '../../../bot/flows/show.js';
import { withinATurn } from '../../../bot/flows/within-a-turn.js';
import { wireCommandLine } from '../../../bot/wiring-command-line.js';
import { serve } from './part.js';

/** What the bare handler takes: the facts of a press, without who vouches for them. */
export interface BareSubmission extends Pick<Submission, 'plan' | 'ref' | 'rev' | 'rating' | 'inputs'> {
  readonly entraId: string;
}

/**
 * The bare handler: takes a submission and makes the same requests to storage as the bot, by the same flows, and nothing
 * else: no token is verified, no activity read, no SDK asked, no card built.
 */
export function serveBare(): void {
  serve({
    open: async ({ storage, clock }: { readonly storage: string; readonly clock: string }) => {
      const config = readBasicConfig({ AzureWebJobsStorage: storage, WAYMARK_CLOCK_FILE: clock });
      const all = wireCommandLine(config, () => undefined);
      const handle = async (body: string): Promise<object> => {
        const ports = withinATurn(all);
        const { entraId, ...said } = JSON.parse(body) as BareSubmission;
        const known = await ports.people.byEntraId(entraId);
        if (known === null) return { refused: 'nobody' };
        const { id } = known.value;
        const recorded = await recordUpdate(ports, { ...said, by: { kind: 'officer', id } });
        if (recorded.kind !== 'saved') return { refused: recorded.kind };
        return { saved: await savedView(ports, recorded, id, []) };
      };
      const server = createServer((request, response) => {
        void text(request)
          .then(handle)
          .catch((error: unknown) => ({ failed: String(error) }))
          .then((answer) => response.end(JSON.stringify(answer)));
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return (server.address() as AddressInfo).port;
    },
    memory: () => process.memoryUsage.rss() / 2 ** 20,
  });
}
