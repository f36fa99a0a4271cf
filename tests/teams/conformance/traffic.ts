/**
 * The form of a file of traffic: what Teams sends and answers, and what must come of it. Recordings have the same form.
 *
 * In any text, `{{appId}}`, `{{tenant}}`, `{{otherTenant}}` and `{{serviceUrl}}` stand for those of the stage, and
 * `{{any}}` in what is expected for any value at all; `{"inSeconds": N}` is a time of a token.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/v4';

const behaviour = z.union([
  z.strictObject({
    status: z.int().min(100).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.enum(['hang', 'reset-before-body', 'reset-after-body', 'reset-in-answer']),
]);

/** What the bearer token of a request is like; all that is left out is as Teams has it. */
const token = z.union([
  z.enum(['good', 'none']),
  z.strictObject({
    header: z.record(z.string(), z.unknown()).optional(),
    claims: z.record(z.string(), z.unknown()).optional(),
    signedBy: z.enum(['issuer', 'stranger', 'hmac', 'nobody', 'webChat']).optional(),
  }),
]);

const traffic = z.strictObject({
  /** Where it comes from: the name of `in` is one of these, then what differs from it. */
  bases: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  /** The address of the page that documents it; a case may name another. Null for a recording. */
  source: z.url().nullable(),
  cases: z.array(
    z.strictObject({
      name: z.string().min(1),
      source: z.url().optional(),
      /** Teams speaks to us. A value of null in the body takes away what the base has there. */
      in: z
        .strictObject({
          base: z.string().optional(),
          body: z.record(z.string(), z.unknown()),
          token: token.default('good'),
        })
        .optional(),
      /** What our own flows answer, or that they fail; nothing if left out. */
      flows: z
        .strictObject({
          card: z.unknown().optional(),
          text: z.array(z.unknown()).optional(),
          installed: z.array(z.unknown()).optional(),
          fail: z.literal(true).optional(),
        })
        .optional(),
      /** We speak to Teams: a card in a conversation, over a message where one is named; or a chat that is opened. */
      out: z
        .union([
          z.strictObject({ conversation: z.string(), replaces: z.string().nullable().default(null) }),
          z.strictObject({ openWith: z.string() }),
        ])
        .optional(),
      /** How Teams answers our requests: in order, the last one for all that follow. */
      teams: z.array(behaviour).default([]),
      /** Parts; lists whole. What is left out is judged by the common rules alone. */
      expect: z
        .strictObject({
          status: z.int().optional(),
          body: z.unknown().optional(),
          /** What reached our flows: kind and turn, in the words of turns.ts. */
          flows: z.array(z.unknown()).optional(),
          /** What reached the connector: method, path (decoded) and body. */
          sent: z.array(z.unknown()).optional(),
          /** Of what we sent, in the words of PostOutcome. */
          outcome: z.unknown().optional(),
        })
        .default({}),
    }),
  ),
});

/** A file as it is written; see the comments of its form in this module. */
export type TrafficFile = z.input<typeof traffic>;
export type Case = z.output<typeof traffic>['cases'][number];

/** All cases of a folder, bases put in, each called by its file and name. Throws for a file of another form. */
export function casesIn(folder: string): readonly Case[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().flatMap((name) => {
    const found = casesOf(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    return found.map((one) => ({ ...one, name: `${name.slice(0, -'.json'.length)}: ${one.name}` }));
  });
}

/** @param file the parsed JSON of a file */
export function casesOf(file: unknown): readonly Case[] {
  const { bases = {}, cases } = traffic.parse(file);
  return cases.map((one) => {
    if ((one.in === undefined) === (one.out === undefined)) throw new Error(`${one.name}: either "in" or "out"`);
    if (one.in?.base === undefined) return one;
    const base = bases[one.in.base];
    if (base === undefined) throw new Error(`${one.name}: no base called ${one.in.base}`);
    const whole = Object.entries({ ...base, ...one.in.body }).filter(([, value]) => value !== null);
    return { ...one, in: { ...one.in, body: Object.fromEntries(whole) } };
  });
}
