import type { Drained, DrainLimits } from './drain.js';
import { reasonOf } from './fault.js';
import { known, noteFound, type Seen } from './looked.js';
import { messageFor, scopesOf } from './plan-rollup.js';
import type { Ports } from './ports.js';
import { deliverRollup } from './post-rollup.js';
import { runSchedules, type Before, type Step } from './schedules-due.js';
import { sendMeanwhile } from './send-meanwhile.js';
import { resumeCorrections } from './tell-correction.js';
import { runWindows } from './window-runs.js';

const NOTHING_OPEN: Drained = { settled: 0, open: 0 };

/**
 * Every five minutes: what is due, planned and sent. Needs no queue, and repairs what a crash left open. Whatever fails,
 * the rest goes on; the first failure is thrown in the end, for whoever watches the function. Its last line is the sign
 * of life that an alarm outside waits for; where storage takes no stamp there is none. What is known to need nothing is not
 * looked at again (`Looked`): mostly that is everything.
 *
 * @param given the open work, where it was just read
 */
export async function tick(ports: Ports, limits: DrainLimits, given?: Seen): Promise<void> {
  const failures: unknown[] = [];
  const step = async (name: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      ports.log.error('tick-failed', { step: name, reason: reasonOf(error) });
      failures.push(error);
    }
  };
  const reached: Reached = { stamped: false, drained: null };
  await step('stamp', async () => {
    await ports.sender.stamp('tick', ports.clock.now());
    reached.stamped = true;
  });
  const seen = given === undefined ? await openWork(ports, step) : given;
  const meanwhile = sendMeanwhile(ports, limits);
  const before = { ports, seen, step, meanwhile };
  // What is looked at anew may have opened something.
  const { toSend } = await lookAtAll(before);
  if (toSend)
    await step('drain', async () => {
      reached.drained = await meanwhile.rest();
    });
  else reached.drained = NOTHING_OPEN;
  if (toSend || known(ports, seen, 'posts', 'nothing') === null) await step('summaries', () => postOpen(before));
  if (reached.stamped) tellDone(ports, reached.drained, failures.length);
  if (failures.length > 0) throw failures[0];
}

interface Reached {
  stamped: boolean;
  drained: Drained | null;
}

/** `open` is null where this tick could not look: somebody else is sending, or nobody may. */
function tellDone({ log }: Ports, drained: Drained | null, failed: number): void {
  log.info('tick-done', { failed, settled: drained?.settled ?? null, open: drained?.open ?? null });
}

async function openWork({ looked }: Ports, step: Step): Promise<Seen> {
  const read: { seen: Seen } = { seen: null };
  await step('open work', async () => {
    read.seen = await looked.read();
  });
  return read.seen;
}

/** Whatever may be due. `toSend`: something is open, or may have been opened by this. */
async function lookAtAll(before: Before): Promise<{ readonly toSend: boolean }> {
  const { ports, seen, step } = before;
  const came: ('at-rest' | 'acted' | null)[] = [];
  const look = async (name: string, act: () => Promise<'at-rest' | 'acted'>): Promise<void> => {
    const at = came.push(null) - 1;
    await step(name, async () => {
      came[at] = await act();
    });
  };
  const atRest = (): boolean => came.every((one) => one === 'at-rest');
  await look('schedules', () => runSchedules(before));
  // A schedule may have set windows.
  const noted = atRest() ? seen : null;
  await look('windows', () => runWindows(ports, step, noted));
  await look('corrections', () => lookAtCorrections(before));
  return { toSend: !atRest() || seen === null || seen.toSend > 0 };
}

async function lookAtCorrections({ ports, seen }: Before): Promise<'at-rest' | 'acted'> {
  if (known(ports, seen, 'corrections', 'nothing') !== null) return 'at-rest';
  if ((await resumeCorrections(ports)) > 0) return 'acted';
  await noteFound(ports, seen, 'corrections', { kind: 'nothing' });
  return 'at-rest';
}

/** Posts the summaries that were planned and not posted, without waiting for a bell. */
async function postOpen({ ports, seen, step }: Before): Promise<void> {
  let [read, open] = [0, 0];
  const scopes = await scopesOf(ports);
  for (const scope of scopes) {
    await step(`summaries ${scope}`, async () => {
      const posts = await ports.rollups.openPosts(scope);
      read += 1;
      open += posts.length;
      for (const { value } of posts) {
        await step(`summary ${scope} ${value.channel}`, () => deliverRollup(ports, messageFor(value)));
      }
    });
  }
  if (read === scopes.length && open === 0) await noteFound(ports, seen, 'posts', { kind: 'nothing' });
}
