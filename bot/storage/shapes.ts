import * as z from 'zod/v4';
import type { Board, Closures } from '../domain/boards.js';
import type { CivilDate, Instant } from '../domain/dates.js';
import { CADENCES } from '../domain/due-kinds.js';
import type { KeyEntry } from '../domain/key.js';
import { DEFAULT_KEY } from '../domain/policy.js';
import {
  OUTCOMES,
  SOURCES,
  STATES,
  type Actor,
  type Area,
  type Milestone,
  type Objective,
  type Plan,
  type Question,
} from '../domain/plan.js';
import type { Chat, DiaryImage, Image } from '../flows/ports.js';

/** What the values of the domain look like in storage. The types keep each shape in step with the domain. */

/** A day that exists, `YYYY-MM-DD`. */
export const civilDateShape: z.ZodType<CivilDate> = z.iso.date().transform((text) => text as CivilDate);

/** ISO 8601 in UTC with milliseconds. */
export const instantShape: z.ZodType<Instant> = z.iso.datetime({ precision: 3 }).transform((text) => text as Instant);

const text = z.string();
const texts = z.array(text).readonly();
const order = z.number();
const month = z.number().int().min(1).max(12);
const ratingShape = z.enum(['red', 'amber', 'green', 'complete', 'none']);
const stateShape = z.enum(STATES);

export const actorShape: z.ZodType<Actor> = z.union([
  z.object({ kind: z.literal('officer'), id: text }),
  z.object({ kind: z.enum(['operator', 'import']) }),
]);

export const chatShape: z.ZodType<Chat> = z.object({
  serviceUrl: text,
  conversationId: text,
  botId: text.nullable(),
});

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
});

const areaShape: z.ZodType<Area> = z.object({ code: text, title: text, order, heads: texts });

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
  }),
  z.object({ kind: z.literal('awaited'), text }),
  z.object({ kind: z.literal('ongoing'), text }),
]);

const moveShape: z.ZodType<Milestone['moves'][number]> = z.object({
  from: civilDateShape.nullable(),
  to: civilDateShape.nullable(),
  reason: text.nullable(),
  on: civilDateShape,
  approvedBy: actorShape.nullable().default(null),
  was: text.optional(),
  where: text.optional(),
});

const deferralShape: z.ZodType<NonNullable<Milestone['deferral']>> = z.object({
  until: civilDateShape,
  reason: text,
  by: actorShape,
  on: civilDateShape,
});

const questionShape: z.ZodType<Question> = z.object({
  id: text,
  by: actorShape,
  on: civilDateShape,
  text,
  answer: z.object({ by: actorShape, on: civilDateShape, text }).nullable(),
});

const proposalShape: z.ZodType<NonNullable<Milestone['proposal']>> = z.object({
  id: text,
  date: civilDateShape.nullable(),
  state: stateShape.nullable(),
  replacedBy: texts.optional(),
  evidence: z.literal(true).optional(),
  handover: z.object({ from: text, to: text }).optional(),
  because: text.optional(),
  questions: z.array(questionShape).readonly().optional(),
  reason: text,
  by: actorShape,
  on: civilDateShape,
  enteredBy: actorShape.optional(),
});

const decidedShape: z.ZodType<NonNullable<Milestone['decided']>> = z.object({
  proposal: proposalShape,
  accepted: z.boolean(),
  reason: text,
  by: actorShape,
  on: civilDateShape,
  where: text.nullable(),
  enteredOn: civilDateShape.optional(),
  lapsed: z.literal(true).optional(),
});

const closureShape: z.ZodType<NonNullable<Milestone['closure']>> = z.object({
  state: stateShape,
  reason: text,
  replacedBy: texts,
  proposedBy: actorShape,
  approvedBy: actorShape,
  on: civilDateShape,
  where: text.nullable(),
});

const ENTERED = { enteredBy: actorShape, source: z.enum(SOURCES), on: civilDateShape };

const answerShape: z.ZodType<Milestone['answers'][number]> = z.object({
  by: text,
  on: civilDateShape,
  rating: ratingShape,
  grade: text,
  entered: z.object({ ...ENTERED, at: instantShape }).optional(),
});

const updateFields = z.object({
  rating: ratingShape,
  grade: text.optional(),
  note: text.nullable(),
  cause: text.nullable(),
  remedy: text.nullable(),
  help: text.nullable(),
  recovery: civilDateShape.nullable(),
  forecast: civilDateShape.nullable(),
  nextStep: text.nullable(),
  nextStepBy: civilDateShape.nullable(),
  doneOn: civilDateShape.nullable(),
  evidence: text.nullable(),
  evidenceLink: text.nullable().default(null),
  evidenceDue: civilDateShape.nullable(),
  outcome: z.enum(OUTCOMES).nullable().default(null),
  sameAs: z.object({ ref: text, rev: order }).nullable().default(null),
  waitsOn: z
    .union([z.object({ kind: z.literal('milestone'), ref: text }), z.object({ kind: z.literal('body'), name: text })])
    .nullable()
    .default(null),
  onBehalf: z.object(ENTERED).nullable().default(null),
  confirmedOnly: z.boolean(),
  by: actorShape,
  at: instantShape,
  on: civilDateShape,
});

const updateShape: z.ZodType<NonNullable<Milestone['update']>> = updateFields.transform((update) => ({
  ...update,
  grade: update.grade ?? update.rating,
}));

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
  }),
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
  importedOn: civilDateShape,
});

/** The after-image of a subject, as state and history rows hold it. */
export const imageShape: z.ZodType<Image> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: planShape }),
  z.object({ kind: z.literal('area'), area: areaShape }),
  z.object({ kind: z.literal('objective'), objective: objectiveShape }),
  z.object({ kind: z.literal('milestone'), milestone: milestoneShape }),
]);

const boardShape: z.ZodType<Board> = z.object({
  name: text,
  aliases: texts,
  meetings: z.array(z.object({ on: civilDateShape, called: civilDateShape })).readonly(),
  removed: z.boolean(),
});

const closuresShape: z.ZodType<Closures> = z.object({ days: z.array(civilDateShape).readonly() });

/** As `imageShape`, of the subjects of the diary. */
export const diaryShape: z.ZodType<DiaryImage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('board'), board: boardShape }),
  z.object({ kind: z.literal('closures'), closures: closuresShape }),
]);
