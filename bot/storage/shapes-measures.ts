import * as z from 'zod/v4';
import { MEASURE_PERIODS, POLARITIES, type Measure } from '../domain/measures.js';
import { actorShape, civilDateShape, order, text } from './shapes-basic.js';

export const measureShape: z.ZodType<Measure> = z.object({
  plan: text,
  code: text,
  name: text,
  order,
  area: text.nullable(),
  ref: text.nullable(),
  period: z.enum(MEASURE_PERIODS),
  unit: text,
  polarity: z.enum(POLARITIES),
  target: order.nullable(),
  targetBy: civilDateShape.nullable(),
  comparator: z.object({ name: text, value: order }).nullable(),
  caveat: text.nullable(),
  ended: z.boolean(),
  values: z
    .array(
      z.object({
        asAt: civilDateShape,
        called: text,
        value: order.nullable(),
        numerator: order.nullable(),
        denominator: order.nullable(),
        noData: text.nullable(),
        caveat: text.nullable(),
        by: actorShape,
        on: civilDateShape,
      }),
    )
    .readonly(),
  carriedFrom: z.object({ plan: text, code: text }).optional(),
});
