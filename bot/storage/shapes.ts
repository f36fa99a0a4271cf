import * as z from 'zod/v4';
import { CADENCES } from '../domain/due-kinds.js';
import type { FileSaid } from '../domain/file-said.js';
import type { KeyEntry } from '../domain/key.js';
import { DEFAULT_KEY } from '../domain/policy.js';
import { NAMINGS, PLAN_KINDS, type Area, type Milestone, type Objective, type Plan } from '../domain/plan.js';
import { PLAN_FIELDS } from '../domain/plan-columns.js';
import type { Image } from '../flows/ports.js';
import { actorShape, civilDateShape, month, order, ratingShape, stateShape, text, texts } from './shapes-basic.js';
import {
  answerShape,
  closureShape,
  decidedShape,
  deferralShape,
  moveShape,
  proposalShape,
  updateShape,
} from './shapes-said.js';
import { measureShape } from './shapes-measures.js';
import {
  challengeShape,
  clearedShape,
  markingShape,
  overallShape,
  signOffShape,
  wordingShape,
} from './shapes-to-leaders.js';

/** What the values of the domain look like in storage. The types keep each shape in step with the domain. */

const keyEntryShape: z.ZodType<KeyEntry> = z.object({
  id: text,
  rating: ratingShape,
  word: text,
  letter: text,
  shape: text,
  colour: z.enum(['attention', 'warning', 'good', 'accent', 'default']),
  definition: text,
});

const planShape: z.ZodType<Plan> = z.object({
  id: text,
  title: text,
  levels: z.object({ area: text, objective: text, milestone: text }),
  importedOn: civilDateShape,
  preset: z.enum(['confidence', 'dates']),
  owner: text.nullable(),
  key: z.array(keyEntryShape).readonly().default(DEFAULT_KEY),
  yearStarts: month.default(4),
  bodies: texts.default([]),
  overall: overallShape.nullable().default(null),
  release: z.boolean().default(false),
  naming: z.enum(NAMINGS).default('accountable'),
  smallNumber: z.number().default(5),
  avoid: texts.default([]),
  kind: z.enum(PLAN_KINDS).default('improvement'),
  columns: z
    .array(z.object({ heading: text, field: z.enum(PLAN_FIELDS).nullable() }))
    .readonly()
    .default([]),
  board: text.nullable().optional(),
  closed: z.object({ on: civilDateShape, by: actorShape, into: text.nullable() }).nullable().default(null),
  file: z
    .object({
      on: civilDateShape,
      rows: z.number(),
      left: z
        .object({
          texts: z.array(
            z.object({
              row: z.number(),
              text: text.nullable(),
              progress: text.nullable(),
              evidence: text.nullable(),
            }),
          ),
          open: z.array(z.object({ ref: text.nullable(), question: text, assumed: text })),
        })
        .optional(),
    })
    .optional(),
});

const areaShape: z.ZodType<Area> = z.object({
  code: text,
  title: text,
  order,
  heads: texts,
  signed: signOffShape.nullable().default(null),
  reminded: z.object({ window: text, on: civilDateShape }).optional(),
});

const objectiveShape: z.ZodType<Objective> = z.object({ code: text, area: text, title: text, order });

const dueShape: z.ZodType<Milestone['due']> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), date: civilDateShape, text, yearInferred: z.boolean().optional() }),
  z.object({
    kind: z.literal('period'),
    from: civilDateShape,
    to: civilDateShape,
    text,
    yearInferred: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('recurring'),
    cadence: z.enum(CADENCES),
    first: civilDateShape.nullable(),
    until: civilDateShape.nullable(),
    yearStarts: month,
    text,
  }),
  z.object({
    kind: z.literal('meeting'),
    board: text,
    from: civilDateShape,
    to: civilDateShape,
    on: civilDateShape.nullable(),
    text,
    daysBefore: z.number().int().optional(),
    next: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('awaited'), text }),
  z.object({ kind: z.literal('ongoing'), text }),
]);

const fileSaidShape: z.ZodType<FileSaid> = z.object({
  on: civilDateShape,
  refPrinted: z.boolean(),
  leads: texts,
  marks: z.object({
    ...{ text, due: text, leads: text, parent: text, progress: text, evidence: text },
    ...{ declared: text, state: text, tags: text, marking: text, waits: text },
  }),
});

const milestoneShape: z.ZodType<Milestone> = z.object({
  plan: text,
  ref: text,
  area: text,
  objective: text,
  order,
  text,
  tags: texts,
  leads: texts,
  leadsText: text,
  due: dueShape,
  baseline: civilDateShape.nullable(),
  moves: z.array(moveShape).readonly(),
  state: stateShape,
  update: updateShape.nullable(),
  answeredOn: civilDateShape.nullable(),
  overdueAnswers: z.array(civilDateShape).readonly(),
  deliveredOn: civilDateShape.nullable(),
  evidenceDue: civilDateShape.nullable(),
  printed: z.object({
    ...{ progress: text.nullable(), evidence: text.nullable(), sameAs: text.nullable().default(null) },
    ...{ mark: text.nullable().default(null), state: text.nullable().default(null) },
    on: civilDateShape.optional(),
  }),
  fileSaid: fileSaidShape.optional(),
  // What later versions added has the value that it had before there was a choice.
  settledThrough: civilDateShape.nullable().default(null),
  deferral: deferralShape.nullable().default(null),
  proposal: proposalShape.nullable().default(null),
  ledSince: z
    .array(z.object({ officer: text, on: civilDateShape }))
    .readonly()
    .default([]),
  decided: decidedShape.nullable().default(null),
  decidedBefore: z.array(decidedShape).readonly().optional(),
  closure: closureShape.nullable().default(null),
  waitsFor: texts.default([]),
  answers: z.array(answerShape).readonly().default([]),
  queries: texts.default([]),
  marking: markingShape.nullable().default(null),
  cleared: z.array(clearedShape).readonly().default([]),
  reword: texts.optional(),
  carriedFrom: z.object({ plan: text, ref: text, rev: z.number() }).optional(),
  wording: wordingShape.nullable().default(null),
  challenges: z.array(challengeShape).readonly().default([]),
  importedOn: civilDateShape,
  pause: z.object({ by: actorShape, on: civilDateShape, until: civilDateShape, reason: text }).nullable().optional(),
  goneSince: civilDateShape.nullable().optional(),
  raisedOn: civilDateShape.nullable().optional(),
});

/** The after-image of a subject, as state and history rows hold it. */
export const imageShape: z.ZodType<Image> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: planShape }),
  z.object({ kind: z.literal('area'), area: areaShape }),
  z.object({ kind: z.literal('objective'), objective: objectiveShape }),
  z.object({ kind: z.literal('milestone'), milestone: milestoneShape }),
  z.object({ kind: z.literal('measure'), measure: measureShape }),
]);
