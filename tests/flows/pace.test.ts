import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace, type Pace, type Urgency } from '../../bot/flows/pace.js';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.js';

/** What Teams allows in one conversation (platform.md 2.5), written down a second time. */
const ALLOWED = [
  { most: 7, within: 1_000 },
  { most: 8, within: 2_000 },
  { most: 60, within: 30_000 },
  { most: 1_800, within: 3_600_000 },
] as const;

interface Left {
  readonly at: number;
  readonly urgency: Urgency;
  readonly conversation: string | null;
}

/** Wants one place, does something slow, and leaves. */
async function send(
  { clock, pace, left }: { clock: VirtualClock; pace: Pace; left: Left[] },
  urgency: Urgency,
  conversation: string | null,
  slow = 0,
): Promise<number> {
  const place = await pace.place(urgency, conversation);
  if (place.kind === 'full') return place.forMs;
  if (slow > 0) await clock.sleep(slow);
  await place.leave();
  left.push({ at: clock.monotonic(), urgency, conversation });
  return 0;
}

function start(rate = 49) {
  const clock = createVirtualClock();
  return { clock, pace: createPace(clock, rate), left: [] as Left[] };
}

/** The most that left within any so many milliseconds. */
function mostIn(moments: readonly number[], within: number): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + within).length));
}

describe('the pace', () => {
  it('keeps to 49 a second and comes near it, evenly apart', async () => {
    const run = start();
    await run.clock.until(Promise.all(Array.from({ length: 500 }, (_, one) => send(run, 'digest', `c${String(one)}`))));
    const moments = run.left.map(({ at }) => at);
    expect(mostIn(moments, 1_018)).toBe(50);
    expect(moments.at(-1)).toBeLessThan((500 / 49) * 1_000 * 1.02);
    const gaps = moments.slice(1).map((at, index) => at - moments[index]!);
    // But for a handful in each second: what waits for the first ones to arrive is made up for.
    expect(gaps.filter((gap) => gap < 15).length).toBeLessThan(60);
  });

  it('leaves the first ones after a silence more time to arrive', async () => {
    const run = start();
    const many = async (): Promise<readonly number[]> => {
      const from = run.left.length;
      const wanted = Array.from({ length: 120 }, (_, one) => send(run, 'digest', `c${String(one)}`));
      await run.clock.until(Promise.all(wanted));
      return run.left.slice(from).map(({ at }) => at);
    };
    for (const silence of [0, 31_000]) {
      await run.clock.until(run.clock.sleep(silence));
      const moments = await many();
      // However late the first twelve arrive within that.
      const arrived = moments.map((at, index) => (index < 12 ? at + 120 : at));
      expect(mostIn(arrived, 1_000)).toBeLessThanOrEqual(50);
    }
  });

  it('never more than Teams takes, whatever it is told', async () => {
    const run = start(50);
    await run.clock.until(Promise.all(Array.from({ length: 300 }, (_, one) => send(run, 'digest', `c${String(one)}`))));
    expect(
      mostIn(
        run.left.map(({ at }) => at),
        1_000,
      ),
    ).toBe(50);
  });

  it('whatever is slow between the turn and the request, no second sees more than a twentieth above the rate', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 50 }),
        fc.array(fc.record({ slow: fc.integer({ min: 0, max: 3_000 }), after: fc.integer({ min: 0, max: 400 }) }), {
          minLength: 1,
          maxLength: 150,
        }),
        async (rate, wishes) => {
          const run = start(rate);
          let from = 0;
          const sends = wishes.map(async ({ slow, after }, index) => {
            from += after;
            await run.clock.sleep(from);
            return send(run, index % 3 === 0 ? 'answer' : 'digest', `c${String(index)}`, slow);
          });
          await run.clock.until(Promise.all(sends));
          expect(
            mostIn(
              run.left.map(({ at }) => at),
              1_018,
            ),
          ).toBeLessThanOrEqual(Math.min(rate + Math.floor(rate / 20), 50));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets answers go first, then cards to be rebuilt, then what nobody waits for', async () => {
    const run = start(10);
    const urgencies = ['digest', 'digest', 'refresh', 'answer', 'digest', 'refresh', 'answer'] as const;
    await run.clock.until(Promise.all(urgencies.map((urgency, one) => send(run, urgency, `c${String(one)}`))));
    // The first was alone when it asked.
    expect(run.left.map(({ urgency }) => urgency)).toEqual([
      'digest',
      'answer',
      'answer',
      'refresh',
      'refresh',
      'digest',
      'digest',
    ]);
  });

  it('an answer in the middle of a thousand digests waits one turn, not its place in the queue', async () => {
    const run = start();
    const digests = Array.from({ length: 200 }, (_, one) => send(run, 'digest', `c${String(one)}`));
    const answer = async (): Promise<number> => {
      await run.clock.sleep(1_000);
      const asked = run.clock.monotonic();
      await send(run, 'answer', 'chat');
      return run.clock.monotonic() - asked;
    };
    const [waited] = await run.clock.until(Promise.all([answer(), ...digests]));
    expect(waited).toBeLessThanOrEqual(2 * (1_000 / 49));
  });

  it('keeps every window of a conversation, and says when a place would be long in coming', async () => {
    const run = start(50);
    const again = async (): Promise<void> => {
      for (let sent = 0; sent < 70;) {
        const wait = await send(run, 'refresh', 'channel');
        if (wait === 0) sent += 1;
        else await run.clock.sleep(wait);
      }
    };
    await run.clock.until(Promise.all([again(), again(), again()]));
    const moments = run.left.map(({ at }) => at);
    expect(moments).toHaveLength(210);
    for (const { most, within } of ALLOWED) expect(mostIn(moments, within), String(within)).toBeLessThanOrEqual(most);
    // And is no slower than it has to be: three times sixty in thirty seconds, the last thirty at eight in two.
    expect(moments.at(-1)).toBeLessThan(3 * 30_000 + 8_000);
  });

  it('a full conversation does not hold up the others', async () => {
    const run = start();
    const busy = Array.from({ length: 30 }, () => send(run, 'answer', 'channel'));
    const others = Array.from({ length: 40 }, (_, one) => send(run, 'digest', `c${String(one)}`));
    await run.clock.until(Promise.all([...busy, ...others]));
    const last = run.left.filter(({ urgency }) => urgency === 'digest').at(-1)?.at;
    expect(last).toBeLessThan(1_200);
  });

  it('gives no turn while Teams wants a pause, and sends away who would wait long', async () => {
    const run = start();
    run.pace.pauseFor(2_000);
    await run.clock.until(send(run, 'answer', 'a'));
    expect(run.left[0]?.at).toBeGreaterThanOrEqual(2_000);
    run.pace.pauseFor(60_000);
    const wait = await run.clock.until(send(run, 'digest', 'b'));
    expect(wait).toBeGreaterThan(59_000);
    expect(run.left).toHaveLength(1);
  });

  it('lends what is kept for answers of other processes while there are none', async () => {
    const seconds = async (reserving: boolean): Promise<number> => {
      const run = start(50);
      run.pace.reserve(reserving);
      await run.clock.until(
        Promise.all(Array.from({ length: 400 }, (_, one) => send(run, 'digest', `c${String(one)}`))),
      );
      return run.left.at(-1)!.at / 1_000;
    };
    const [lent, kept] = [await seconds(false), await seconds(true)];
    expect(400 / lent).toBeGreaterThan(48);
    expect(400 / kept).toBeLessThan(46);
  });

  it('tells everybody who waits when waiting fails', async () => {
    const broken = { monotonic: () => 0, sleep: () => Promise.reject(new Error('the process ends')) };
    const pace = createPace(broken, 1);
    await pace.place('digest', null);
    await Promise.all(['a', 'b'].map((one) => expect(pace.place('digest', one)).rejects.toThrow('the process ends')));
  });
});
