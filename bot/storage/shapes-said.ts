import * as z from 'zod/v4';
import { OUTCOMES, SOURCES, type Milestone, type Question } from '../domain/plan.js';
import {
  actorShape,
  civilDateShape,
  instantShape,
  order,
  ratingShape,
  stateShape,
  text,
  texts,
} from './shapes-basic.js';

/** The shapes of what is said of a milestone, and of what follows from it. */

export const moveShape: z.ZodType<Milestone['moves'][number]> = z.object({
  from: civilDateShape.nullable(),
  to: civilDateShape.nullable(),
  reason: text.nullable(),
  on: civilDateShape,
  approvedBy: actorShape.nullable().default(null),
  was: text.optional(),
  where: text.optional(),
});

export const deferralShape: z.ZodType<NonNullable<Milestone['deferral']>> = z.object({
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

export const proposalShape: z.ZodType<NonNullable<Milestone['proposal']>> = z.object({
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

export const decidedShape: z.ZodType<NonNullable<Milestone['decided']>> = z.object({
  proposal: proposalShape,
  accepted: z.boolean(),
  reason: text,
  by: actorShape,
  on: civilDateShape,
  where: text.nullable(),
  enteredOn: civilDateShape.optional(),
  lapsed: z.literal(true).optional(),
});

export const closureShape: z.ZodType<NonNullable<Milestone['closure']>> = z.object({
  state: stateShape,
  reason: text,
  replacedBy: texts,
  proposedBy: actorShape,
  approvedBy: actorShape,
  on: civilDateShape,
  where: text.nullable(),
});

const ENTERED = { enteredBy: actorShape, source: z.enum(SOURCES), on: civilDateShape };

export const answerShape: z.ZodType<Milestone['answers'][number]> = z.object({
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

export const updateShape: z.ZodType<NonNullable<Milestone['update']>> = updateFields.transform((update) => ({
  ...update,
  grade: update.grade ?? update.rating,
}));
