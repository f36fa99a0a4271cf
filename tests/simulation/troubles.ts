/** What fails: processes, storage, Teams. */
import type { PostOutcome } from '../../bot/flows/ports.js';
import { drain } from '../../bot/flows/drain.js';
import { SimulatedCrash, type StorageCall, type StorageFault } from '../support/faulty-driver.js';
import { IN_DOUBT, throttled, type Answering, type Process } from '../support/world.js';
import { jump, type Life } from './life.js';

/** A new process in the place of one that is gone. */
export function born(life: Life, index: 0 | 1): Process {
  const { world, dice, nature } = life;
  const die = (): Promise<void> => {
    if (!life.troubled || !dice.chance(0.02)) return Promise.resolve();
    life.faults.push('died at a POST');
    process.kill();
    return Promise.reject(new SimulatedCrash('at a POST'));
  };
  /** Stands still for longer than a lease, while the other process goes on. */
  const stand = async (): Promise<void> => {
    if (!life.troubled || !dice.chance(0.02)) return;
    life.faults.push('stood still');
    world.clock.advance(40_000);
    const other = life.processes.find((one) => one !== process && one.alive());
    if (other !== undefined) await surviving(drain(other.ports));
  };
  const process = world.start({
    ratePerSecond: nature.rate,
    aheadMs: index === 1 ? nature.aheadMs : 0,
    page: nature.paged ? () => (life.troubled ? dice.between(0, 3) : 1_000) : undefined,
    onPrepare: stand,
    fault: (call) => faultOf(life, call),
    // Requests of two processes mix in every order.
    hook: async () => {
      if (!life.troubled) return;
      for (let turns = dice.between(0, dice.chance(0.05) ? 30 : 3); turns > 0; turns -= 1) await Promise.resolve();
    },
    onSend: async () => {
      await stand();
      await die();
    },
    onAnswer: async () => {
      // A POST takes its time, and the clock goes on, or is set.
      if (life.troubled) world.clock.advance(dice.between(10, dice.chance(0.05) ? 8_000 : 200));
      jumpAmidst(life);
      await stand();
      await die();
    },
  });
  Object.assign(process.ports, { calendar: life.calendar });
  return process;
}

/** Straight back, or on, while requests are on their way. */
function jumpAmidst(life: Life): void {
  const { dice, nature } = life;
  if (!life.troubled || !nature.jumps || life.jumped !== 0 || !dice.chance(0.03)) return;
  jump(life, dice.pick([-7_200_000, -60_000, 60_000, 3_600_000, 3 * 86_400_000]));
  life.faults.push('clock amidst');
}

/** What a work throws is what the host would log; a mistake of ours is no fault of storage. */
export async function surviving(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (isMistake(error)) throw error;
  });
}

function isMistake(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

/** Again and again, with a new process each time, as a person or a queue would. */
export async function insist<T>(life: Life, act: (process: Process) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const process = life.processes[0];
    try {
      return await act(process);
    } catch (error) {
      if (isMistake(error)) throw error;
      life.world.clock.advance(1_000);
      if (!process.alive()) life.processes[0] = born(life, 0);
    }
  }
  throw new Error('Two hundred tries were not enough');
}

function faultOf(life: Life, { act, table }: StorageCall): StorageFault | null {
  const { dice } = life;
  if (!life.troubled) return null;
  if (act !== 'submit') return dice.chance(0.002) ? 'fails' : null;
  if (!dice.chance(0.03)) return null;
  const fault = dice.pick(['fails', 'response-lost', 'retried', 'retried', 'crash-before', 'crash-after'] as const);
  life.faults.push(`storage ${fault}`, `at ${table}`);
  return fault;
}

/** Whatever Teams can answer to a POST or a PUT, in doubt more often than in life. */
export function answeringOf(life: Life, accepts: Answering): Answering {
  const refusal = (what: string, outcome: PostOutcome, arrived = false): ReturnType<Answering> => {
    life.faults.push(`teams ${what}`);
    return { outcome, arrived };
  };
  return (attempt) => {
    const { dice } = life;
    if (!life.troubled || dice.chance(0.82)) return accepts(attempt);
    const to = attempt.act;
    switch (dice.between(1, 10)) {
      case 1:
        return refusal('429', throttled(null));
      case 2:
        return refusal(`Retry-After to ${attempt.message?.kind ?? ''} ${to}`, throttled(dice.between(1, 90) * 1000));
      case 3:
        return refusal('401', { kind: 'unauthorised', reason: 'http-401' });
      case 4:
        return refusal(`403 to ${to}`, { kind: 'unreachable', reason: 'http-403' });
      case 5:
        return refusal('412', { kind: 'not-accepted', reason: 'http-412', retryAfterMs: null });
      case 6:
        return to === 'open' ? accepts(attempt) : refusal(`413 to ${to}`, { kind: 'too-large', reason: 'http-413' });
      case 7:
        return dice.chance(0.7) ? accepts(attempt) : refusal('400', { kind: 'refused', reason: 'http-400' });
      case 8:
        return refusal('in doubt, arrived', IN_DOUBT, to === 'post');
      default:
        return refusal('in doubt', IN_DOUBT);
    }
  };
}
