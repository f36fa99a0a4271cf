import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { addMs, civilDate, instant, msOf, type Instant } from '../../bot/domain/dates.js';
import {
  ANSWER_LIMITS_MS,
  FLAGGED_WITHIN_MS,
  judgeFlagged,
  judgePosted,
  judgeSent,
  levelOf,
  levelOfAnswers,
  NO_ANSWERS,
  POSTED_WITHIN_MS,
  SENT_WITHIN_MS,
  tookIn,
  withAnswer,
  type Judged,
  type PostedSummary,
  type SentReminder,
} from '../../bot/domain/levels.js';

const FROM = instant('2026-11-18T10:00:00Z');
const DAY_AFTER = addMs(FROM, 86_400_000);
const all = (from: Instant, to: Instant): number => Math.max(0, msOf(to) - msOf(from));

const reminder = (wish: Partial<SentReminder>): SentReminder => ({
  ...{ id: 'r', state: 'sent', from: FROM, atOnce: true, sentAt: FROM, flaggedAt: null, reason: null },
  ...wish,
});
const summary = (wish: Partial<PostedSummary>): PostedSummary => ({
  ...{ id: 's', state: 'sent', from: FROM, atOnce: true, postedAt: FROM, waitsFor: null, reason: null },
  ...wish,
});
const after = (ms: number): Instant => addMs(FROM, ms);

describe('a reminder', () => {
  it.each([
    [SENT_WITHIN_MS - 1, 'good'],
    [SENT_WITHIN_MS, 'good'],
    [SENT_WITHIN_MS + 1, 'missed'],
  ] as const)('that is sent %i ms after its time is %s', (ms, came) => {
    expect(judgeSent(reminder({ sentAt: after(ms) }), DAY_AFTER, all).came).toBe(came);
    expect(judgeFlagged(reminder({ sentAt: after(ms) }), DAY_AFTER, all).came).toBe('good');
  });

  it.each([
    [FLAGGED_WITHIN_MS - 1, 'good', 'open'],
    [FLAGGED_WITHIN_MS, 'good', 'open'],
    [FLAGGED_WITHIN_MS + 1, 'missed', 'missed'],
  ] as const)('that is listed for a person after %i ms is %s, and without that %s', (ms, listed, unlisted) => {
    const failed = reminder({ state: 'failed', sentAt: null, reason: 'http-400' });
    expect(judgeFlagged({ ...failed, flaggedAt: after(ms) }, DAY_AFTER, all).came).toBe(listed);
    expect(judgeFlagged({ ...failed, state: 'open' }, after(ms), all).came).toBe(unlisted);
    expect(judgeSent({ ...failed, flaggedAt: after(ms) }, DAY_AFTER, all)).toMatchObject({
      ...{ came: 'missed', why: 'http-400' },
    });
  });

  it('that waits is open for its minute, and missed after it', () => {
    const waits = reminder({ state: 'open', sentAt: null });
    expect(judgeSent(waits, after(SENT_WITHIN_MS), all).came).toBe('open');
    expect(judgeSent(waits, after(SENT_WITHIN_MS + 1), all)).toMatchObject({ came: 'missed', why: 'not-sent-yet' });
  });

  it('to somebody who cannot be reached, or that was answered before, is nobody’s delay', () => {
    const sentAt = null;
    expect(judgeSent(reminder({ state: 'undeliverable', sentAt }), DAY_AFTER, all).came).toBe('aside');
    expect(judgeSent(reminder({ state: 'waived', sentAt }), DAY_AFTER, all).came).toBe('aside');
    expect(judgeFlagged(reminder({ state: 'waived', sentAt }), DAY_AFTER, all).came).toBe('aside');
    // But somebody has to know that a person cannot be reached.
    expect(judgeFlagged(reminder({ state: 'undeliverable', sentAt }), DAY_AFTER, all).came).toBe('missed');
  });

  it('in doubt counts from when it was listed, not from when it was proven', () => {
    const proven = reminder({ sentAt: after(3_600_000), flaggedAt: after(9_000) });
    expect(judgeFlagged(proven, DAY_AFTER, all)).toMatchObject({ came: 'good', ms: 9_000 });
  });
});

describe('a summary', () => {
  it.each([
    [POSTED_WITHIN_MS, 'good', 'open'],
    [POSTED_WITHIN_MS + 1, 'missed', 'missed'],
  ] as const)('posted after %i ms is %s, and unposted %s', (ms, posted, unposted) => {
    expect(judgePosted(summary({ postedAt: after(ms) }), DAY_AFTER, all).came).toBe(posted);
    expect(judgePosted(summary({ state: 'open', postedAt: null }), after(ms), all).came).toBe(unposted);
  });

  it('that waits for a person is told apart; one that failed is missed', () => {
    const postedAt = null;
    const waits = summary({ state: 'open', postedAt, waitsFor: 'not-released' });
    expect(judgePosted(waits, DAY_AFTER, all)).toMatchObject({ came: 'aside', why: 'not-released' });
    expect(judgePosted(summary({ state: 'left-out', postedAt }), DAY_AFTER, all).came).toBe('aside');
    const failed = summary({ state: 'failed', postedAt, reason: 'http-400' });
    expect(judgePosted(failed, FROM, all)).toMatchObject({ came: 'missed', why: 'http-400' });
  });
});

describe('decent hours', () => {
  const calendar = englandCalendar();
  const took = tookIn(calendar, 'Europe/London', false);

  it('are all that counts, unless a person sends at once', () => {
    // Friday, a minute before they end, to Monday, a minute after they begin.
    const [friday, monday] = [instant('2026-11-20T17:59:00Z'), instant('2026-11-23T08:01:00Z')];
    expect(took(friday, monday)).toBe(120_000);
    expect(tookIn(calendar, 'Europe/London', true)(friday, monday)).toBe(msOf(monday) - msOf(friday));
    expect(took(monday, friday)).toBe(0);
    expect(took(instant('2026-11-21T10:00:00Z'), instant('2026-11-22T10:00:00Z'))).toBe(0);
  });

  it('add up over any moment between', () => {
    const moment = fc.integer({ min: 0, max: 20 * 86_400_000 }).map((ms) => addMs(FROM, ms));
    fc.assert(
      fc.property(moment, moment, moment, (...moments) => {
        const [a, b, c] = [...moments].sort() as [Instant, Instant, Instant];
        expect(took(a, b) + took(b, c)).toBe(took(a, c));
        expect(took(a, c)).toBeLessThanOrEqual(msOf(c) - msOf(a));
      }),
    );
  });
});

describe('a level', () => {
  const judged = fc.record({
    id: fc.string(),
    came: fc.constantFrom<Judged['came']>('good', 'missed', 'open', 'aside'),
    ms: fc.nat(),
    why: fc.constant('x'),
  });

  it('counts each once, is never rounded up, and names the worst of what was missed', () => {
    fc.assert(
      fc.property(fc.array(judged), (each) => {
        const { counts, value, met, worst, target } = levelOf('reminders-in-a-minute', each);
        expect(counts.good + counts.missed).toBe(counts.of);
        expect(counts.of + counts.open + counts.aside).toBe(each.length);
        expect(value === null).toBe(counts.of === 0);
        if (value !== null) expect(value).toBeLessThanOrEqual((100 * counts.good) / counts.of + 1e-9);
        if (met === true) expect(value).toBeGreaterThanOrEqual(target);
        expect(worst).toHaveLength(Math.min(5, counts.missed));
        const longest = Math.max(...each.filter(({ came }) => came === 'missed').map(({ ms }) => ms));
        if (worst.length > 0) expect(worst[0]?.ms).toBe(longest);
      }),
    );
  });

  it.each([
    [990, 10, true, 99],
    [989, 11, false, 98.9],
    [0, 0, null, null],
  ])('of %i good and %i missed is kept: %s', (good, missed, met, value) => {
    const one = (came: Judged['came']): Judged => ({ id: 'a', came, ms: 1, why: 'x' });
    const each = [
      ...Array.from({ length: good }, () => one('good')),
      ...Array.from({ length: missed }, () => one('missed')),
    ];
    expect(levelOf('reminders-in-a-minute', each)).toMatchObject({ met, value });
  });
});

describe('answers', () => {
  const day = civilDate('2026-11-18');

  it.each([
    [999, 1],
    [1_000, 0],
    [Infinity, 0],
  ])('of %d ms count as %i below a second', (ms, good) => {
    const level = levelOfAnswers([{ day, counts: withAnswer(NO_ANSWERS, ms) }]);
    expect(level.counts).toMatchObject({ of: 1, good });
  });

  it('are each in one place, and the slow days are named', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000)), (times) => {
        const counts = times.reduce(withAnswer, NO_ANSWERS);
        expect(counts.reduce((sum, one) => sum + one, 0)).toBe(times.length);
        const level = levelOfAnswers([{ day, counts }]);
        expect(level.counts.missed).toBe(times.filter((ms) => ms >= 1_000).length);
        if (level.counts.missed > 0) expect(level.worst).toMatchObject([{ id: day }]);
      }),
    );
    expect(NO_ANSWERS).toHaveLength(ANSWER_LIMITS_MS.length + 1);
    expect(levelOfAnswers([])).toMatchObject({ value: null, met: null, worst: [] });
  });
});
