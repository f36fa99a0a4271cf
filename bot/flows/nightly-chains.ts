/** What was changed underneath us is named, for a person to find out who did. */
import { raiseOnce } from './attention.js';
import type { BrokenLink, Ports } from './ports.js';
import { reasonOf } from './fault.js';

/** The diary has no plan; no plan can be called that. */
const DIARY = 'diary';

export interface ChainCounts {
  readonly broken: number;
  /** Histories that could not be read. */
  readonly chainsFailed: number;
}

/** Reads the history of every plan and of the diary against its chain of hashes. */
export async function lookAtChains(ports: Ports): Promise<ChainCounts> {
  let [broken, chainsFailed] = [0, 0];
  const plans = await ports.plans.ids();
  for (const plan of [...plans, null]) {
    const name = plan ?? DIARY;
    try {
      const links = await standing(() => (plan === null ? ports.brokenDiary() : ports.brokenLinks(plan)));
      for (const link of links) await told(ports, name, link);
      broken += links.length;
    } catch (error) {
      chainsFailed += 1;
      ports.log.error('history-not-read', { plan: name, reason: reasonOf(error) });
    }
  }
  return { broken, chainsFailed };
}

/** What somebody commits while a chain is read may look broken; it does not when we look again. */
async function standing(look: () => Promise<readonly BrokenLink[]>): Promise<readonly BrokenLink[]> {
  const first = await look();
  if (first.length === 0) return [];
  const again = new Set((await look()).map((link) => JSON.stringify(link)));
  return first.filter((link) => again.has(JSON.stringify(link)));
}

async function told(ports: Ports, plan: string, { subject, rev, fault }: BrokenLink): Promise<void> {
  ports.log.error('history-changed', { plan, subject, rev, fault });
  const about = { kind: 'history', plan, subject } as const;
  const what = `revision ${String(rev)} ${fault}`;
  // Told once: it stands there until a person has settled it, however many nights go by.
  await raiseOnce(ports, about, 'changed-history', what);
}
