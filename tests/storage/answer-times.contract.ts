import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { withAnswer, NO_ANSWERS } from '../../bot/domain/levels.js';
import { storesOver, type BackEnd } from './back-end.js';

export function answerTimesContract(backEnd: BackEnd): void {
  describe('how long answers took', () => {
    const days = ['2026-11-16', '2026-11-17', '2026-11-18'].map(civilDate) as [
      ReturnType<typeof civilDate>,
      ReturnType<typeof civilDate>,
      ReturnType<typeof civilDate>,
    ];
    const fast = withAnswer(NO_ANSWERS, 10);
    const slow = withAnswer(NO_ANSWERS, 60_000);

    it('adds up, a row a day, over all processes that write', async () => {
      const { answerTimes } = storesOver(backEnd.fresh());
      expect(await answerTimes.days(days[0], days[2])).toEqual([]);
      await answerTimes.add(days[1], fast);
      await Promise.all([answerTimes.add(days[1], fast), answerTimes.add(days[1], slow)]);
      await answerTimes.add(days[2], slow);
      const counts = await answerTimes.days(days[0], days[2]);
      expect(counts).toEqual([
        { day: days[1], counts: [2, 0, 0, 0, 0, 1] },
        { day: days[2], counts: [0, 0, 0, 0, 0, 1] },
      ]);
      expect(await answerTimes.days(days[2], days[2])).toHaveLength(1);
      expect(await answerTimes.days(days[0], days[0])).toEqual([]);
    });

    it('forgets the days up to one, and not the lease beside them', async () => {
      const { answerTimes, sender } = storesOver(backEnd.fresh());
      const lease = await sender.read();
      for (const day of days) await answerTimes.add(day, fast);
      expect(await answerTimes.removeUpTo(days[1])).toBe(2);
      expect(await answerTimes.removeUpTo(days[1])).toBe(0);
      expect((await answerTimes.days(days[0], days[2])).map(({ day }) => day)).toEqual([days[2]]);
      expect((await sender.read()).etag).toBe(lease.etag);
    });
  });
}
