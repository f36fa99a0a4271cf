/** What the values of the diary look like in storage, as in `shapes`. */
import * as z from 'zod/v4';
import type { Board, Closures } from '../domain/boards.js';
import type { Holds } from '../domain/holds.js';
import type { Windows } from '../domain/windows.js';
import type { AllRules, PlanRules } from '../domain/plan-rules.js';
import type { DiaryImage } from '../flows/ports.js';
import { civilDateShape, text, texts } from './shapes-basic.js';

const stages = z.array(z.number()).readonly().optional();
const rulesShape: z.ZodType<PlanRules> = z.object({
  stagesBefore: stages,
  stagesAfter: stages,
  stagesRepeat: z.number().optional(),
  escalationFrom: z.number().optional(),
  redAfter: z.number().optional(),
  movesForAmber: z.number().optional(),
  greenLapsesAfter: z.number().optional(),
  quietAfterAnswer: z.number().optional(),
  silentAfter: z.number().optional(),
});

const boardShape: z.ZodType<Board> = z.object({
  name: text,
  aliases: texts,
  meetings: z.array(z.object({ on: civilDateShape, called: civilDateShape })).readonly(),
  publishes: z.number().int().min(0).nullable().default(null),
  removed: z.boolean(),
});

const windowsShape: z.ZodType<Windows> = z.object({
  windows: z
    .array(
      z.object({
        id: text,
        plan: text.nullable(),
        name: text,
        opens: civilDateShape,
        chases: z.array(civilDateShape).readonly(),
        freezes: civilDateShape,
        posts: civilDateShape,
      }),
    )
    .readonly(),
});

const holdsShape: z.ZodType<Holds> = z.object({
  holds: z.array(z.object({ from: civilDateShape, to: civilDateShape, reason: text })).readonly(),
});

const allRulesShape: z.ZodType<AllRules> = z.object({
  plans: z.array(z.object({ plan: text, rules: rulesShape })).readonly(),
});

const closuresShape: z.ZodType<Closures> = z.object({ days: z.array(civilDateShape).readonly() });

/** As `imageShape`, of the subjects of the diary. */
export const diaryShape: z.ZodType<DiaryImage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('board'), board: boardShape }),
  z.object({ kind: z.literal('closures'), closures: closuresShape }),
  z.object({ kind: z.literal('windows'), windows: windowsShape }),
  z.object({ kind: z.literal('holds'), holds: holdsShape }),
  z.object({ kind: z.literal('rules'), rules: allRulesShape }),
]);
