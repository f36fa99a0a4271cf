/** A flood of refusals is no flood of lines: of each kind the first few of a minute have one each, the others a count. */
import type { Log } from '../flows/ports.js';

const FEW = 3;
const MINUTE_MS = 60_000;
/** Reasons are ours, but some name a field; beyond so many kinds in a minute, they are one. */
const MOST_KINDS = 50;

interface Kind {
  readonly event: 'inbound-refused' | 'inbound-failed';
  readonly status: number;
  readonly reason: string;
  count: number;
}

export interface RefusalLines {
  refused(status: number, reason: string): void;
  /** We are to blame, or the issuer of tokens. */
  failed(reason: string): void;
  /** Writes the counts of a minute that is over. Called with every request, refused or not. */
  look(): void;
}

/** @param now in milliseconds; only differences count */
export function refusalLines(log: Log, now: () => number): RefusalLines {
  let since = now();
  const kinds = new Map<string, Kind>();
  const write = ({ event, status, reason }: Kind, count?: number): void => {
    const fields = { status, reason, ...(count === undefined ? {} : { count }) };
    if (event === 'inbound-failed') log.error(event, fields);
    else log.warn(event, fields);
  };
  const look = (): void => {
    if (now() - since < MINUTE_MS) return;
    for (const kind of kinds.values()) if (kind.count > FEW) write(kind, kind.count - FEW);
    kinds.clear();
    since = now();
  };
  const note = (event: Kind['event'], status: number, given: string): void => {
    look();
    const isKnown = kinds.has(keyOf(event, status, given)) || kinds.size < MOST_KINDS;
    const reason = isKnown ? given : 'others';
    const id = keyOf(event, status, reason);
    const kind = kinds.get(id) ?? { event, status, reason, count: 0 };
    kinds.set(id, kind);
    kind.count += 1;
    if (kind.count <= FEW) write(kind);
  };
  return {
    refused: (status, reason) => {
      note('inbound-refused', status, reason);
    },
    failed: (reason) => {
      note('inbound-failed', 500, reason);
    },
    look,
  };
}

function keyOf(event: string, status: number, reason: string): string {
  return `${event} ${String(status)} ${reason}`;
}
