import * as z from 'zod/v4';
import { LEVELS_OF_MARKING, type Marking } from '../domain/marking.js';
import type { Challenge, Cleared, ClearedWording, OverallRating, SignOff } from '../domain/plan.js';
import { actorShape, civilDateShape, instantShape, text } from './shapes-basic.js';

/** The shapes of what is said to leadership, and asked by it. */

export const markingShape: z.ZodType<Marking> = z.object({
  level: z.enum(LEVELS_OF_MARKING),
  exempt: text.nullable(),
  printed: text.nullable(),
});

export const clearedShape: z.ZodType<Cleared> = z.object({ text, by: actorShape, on: civilDateShape });

export const wordingShape: z.ZodType<ClearedWording> = z.object({
  text: text.nullable(),
  progress: text,
  updateAt: instantShape.nullable(),
  by: actorShape,
  on: civilDateShape,
});

export const challengeShape: z.ZodType<Challenge> = z.object({
  id: text,
  text,
  by: actorShape,
  on: civilDateShape,
  at: instantShape,
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('post'), scope: text, period: instantShape, channel: text }),
    z.object({ kind: z.literal('meeting'), who: text, which: text, on: civilDateShape }),
    z.object({ kind: z.literal('chat') }),
  ]),
  answer: z
    .object({
      text,
      by: actorShape,
      on: civilDateShape,
      at: instantShape,
      waitsUntil: civilDateShape,
      released: z.object({ by: actorShape, on: civilDateShape }).nullable(),
    })
    .nullable(),
});

export const signOffShape: z.ZodType<SignOff> = z.object({
  window: text,
  by: actorShape,
  on: civilDateShape,
  at: instantShape,
  words: text,
  figures: text,
});

export const overallShape: z.ZodType<OverallRating> = z.object({
  grade: text,
  reason: text,
  by: actorShape,
  on: civilDateShape,
});
