import { startStrictConnector, type StrictConnector } from '../../support/strict-connector.js';
import { serve } from './part.js';

/** A Teams that holds its limits: 50 a second over all, and those of each conversation. */
export function serveConnector(): void {
  let open: StrictConnector | null = null;
  serve({
    open: async ({ medianLatencyMs }: { readonly medianLatencyMs: number }) => {
      await open?.close();
      const now = (): number => performance.now();
      open = await startStrictConnector({ tokens: 'none', seed: 1, now, file: null, medianLatencyMs });
      return open.port;
    },
    seen: () => {
      const arrivals = open?.arrivals ?? [];
      const posts = arrivals.filter(({ act, accepted }) => act === 'post' && accepted);
      return {
        accepted: posts.length,
        throttled: arrivals.filter(({ status }) => status === 429).length,
        first: Number(posts[0]?.ns ?? 0),
        last: Number(posts.at(-1)?.ns ?? 0),
        violations: (open?.violations ?? []).slice(0, 20),
      };
    },
  });
}
