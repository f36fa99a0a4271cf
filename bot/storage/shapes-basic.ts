import * as z from 'zod/v4';
import type { CivilDate, Instant } from '../domain/dates.js';
import { STATES, type Actor } from '../domain/plan.js';
import type { Chat } from '../flows/ports.js';

/** A day that exists, `YYYY-MM-DD`. */
export const civilDateShape: z.ZodType<CivilDate> = z.iso.date().transform((text) => text as CivilDate);

/** ISO 8601 in UTC with milliseconds. */
export const instantShape: z.ZodType<Instant> = z.iso.datetime({ precision: 3 }).transform((text) => text as Instant);

export const text = z.string();
export const texts = z.array(text).readonly();
export const order = z.number();
export const month = z.number().int().min(1).max(12);
export const ratingShape = z.enum(['red', 'amber', 'green', 'complete', 'none']);
export const stateShape = z.enum(STATES);

export const actorShape: z.ZodType<Actor> = z.union([
  z.object({ kind: z.literal('officer'), id: text }),
  z.object({ kind: z.enum(['operator', 'import']) }),
]);

export const chatShape: z.ZodType<Chat> = z.object({
  serviceUrl: text,
  conversationId: text,
  botId: text.nullable(),
});
