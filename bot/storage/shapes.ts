import * as z from 'zod/v4';
import type { CivilDate, Instant } from '../domain/dates.js';
import { STATES, type Actor, type Area, type Milestone, type Objective, type Plan } from '../domain/plan.js';
import type { Chat, Image } from '../flows/ports.js';

/** What the values of the domain look like in storage. The types keep each shape in step with the domain. */

/** A day that exists, `YYYY-MM-DD`. */
export const civilDateShape: z.ZodType<CivilDate> = z.iso.date().transform((text) => text as CivilDate);

/** ISO 8601 in UTC with milliseconds. */
export const instantShape: z.ZodType<Instant> = z.iso.datetime({ precision: 3 }).transform((text) => text as Instant);

const text = z.string();
const texts = z.array(text).readonly();
const order = z.number();
const ratingShape = z.enum(['red', 'amber', 'green', 'complete']);

export const actorShape: z.ZodType<Actor> = z.union([
  z.object({ kind: z.literal('officer'), id: text }),
  z.object({ kind: z.enum(['operator', 'import']) }),
]);

export const chatShape: z.ZodType<Chat> = z.object({
  serviceUrl: text,
  conversationId: text,
  botId: text.nullable(),
});

const planShape: z.ZodType<Plan> = z.object({
  id: text,
  title: text,
  levels: z.object({ area: text, objective: text, milestone: text }),
  importedOn: civilDateShape,
  preset: z.enum(['confidence', 'dates']),
  owner: text.nullable(),
});

const areaShape: z.ZodType<Area> = z.object({ code: text, title: text, order, heads: texts });

const objectiveShape: z.ZodType<Objective> = z.object({ code: text, area: text, title: text, order });

const dueShape: z.ZodType<Milestone['due']> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), date: civilDateShape, text }),
  z.object({ kind: z.literal('period'), from: civilDateShape, to: civilDateShape, text }),
  z.object({ kind: z.literal('awaited'), text }),
]);

const moveShape: z.ZodType<Milestone['moves'][number]> = z.object({
  from: civilDateShape.nullable(),
  to: civilDateShape.nullable(),
  reason: text.nullable(),
  on: civilDateShape,
});

const updateShape: z.ZodType<NonNullable<Milestone['update']>> = z.object({
  rating: ratingShape,
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
  evidenceDue: civilDateShape.nullable(),
  confirmedOnly: z.boolean(),
  by: actorShape,
  at: instantShape,
  on: civilDateShape,
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
  state: z.enum(STATES),
  update: updateShape.nullable(),
  answeredOn: civilDateShape.nullable(),
  overdueAnswers: z.array(civilDateShape).readonly(),
  deliveredOn: civilDateShape.nullable(),
  evidenceDue: civilDateShape.nullable(),
  printed: z.object({ progress: text.nullable(), evidence: text.nullable() }),
  importedOn: civilDateShape,
});

/** The after-image of a subject, as state and history rows hold it. */
export const imageShape: z.ZodType<Image> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: planShape }),
  z.object({ kind: z.literal('area'), area: areaShape }),
  z.object({ kind: z.literal('objective'), objective: objectiveShape }),
  z.object({ kind: z.literal('milestone'), milestone: milestoneShape }),
]);
