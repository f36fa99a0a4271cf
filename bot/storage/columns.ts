import * as z from 'zod/v4';
import { MalformedRow } from '../flows/ports-spoilt.js';
import type { Columns, StoredRow, TableName } from './rows.js';

/** A little below the service's 32,768 UTF-16 code units for one string. */
const LONGEST_TEXT = 32_000;

/**
 * A text as columns `name`, `name_2`, `name_3` ..., each within the service's limit; never cut inside a surrogate pair,
 * which the wire would destroy. Throws a RangeError naming the subject when it does not fit `most` columns.
 */
export function textColumns(name: string, text: string, subject: string, most = 1): Columns {
  const pieces: string[] = [];
  for (let start = 0; start < text.length || pieces.length === 0; start += pieces.at(-1)?.length ?? 0) {
    pieces.push(pieceAt(text, start));
  }
  if (pieces.length > most) {
    throw new RangeError(
      `${subject} is too large to store: ${String(text.length)} characters, the limit is ${String(most * LONGEST_TEXT)}`,
    );
  }
  return Object.fromEntries(pieces.map((piece, i) => [i === 0 ? name : `${name}_${String(i + 1)}`, piece]));
}

/** A value as JSON in columns `json`, `json_2` ... */
export function jsonColumns(value: unknown, subject: string, most = 1): Columns {
  return textColumns('json', JSON.stringify(value), subject, most);
}

/** The value that `jsonColumns` wrote. Throws as `parseRow`. */
export function readJson<T>(table: TableName, row: StoredRow, schema: z.ZodType<T>): T {
  return parseRow(table, row, inJsonColumn(schema)).json;
}

/** Making a shape costs many times more than using it: one for each, and not one for each row. */
const madeShapes = new WeakMap<z.ZodType, z.ZodType>();

function inJsonColumn<T>(schema: z.ZodType<T>): z.ZodType<{ json: T }> {
  const made = madeShapes.get(schema) as z.ZodType<{ json: T }> | undefined;
  if (made) return made;
  const fresh = z.object({ json: jsonText(schema) });
  madeShapes.set(schema, fresh);
  return fresh;
}

/**
 * Parses the columns of a row, texts in several columns joined first. Throws a MalformedRow naming table, partition, row and
 * what is wrong where, without the values found.
 */
export function parseRow<T>(table: TableName, row: StoredRow, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(joined(row.columns));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
  throw new MalformedRow(`Malformed row in ${table}, partition ${row.partition}, row ${row.row}: ${faults.join('; ')}`);
}

/** A column that holds JSON of this shape. */
export function jsonText<T>(schema: z.ZodType<T>): z.ZodType<T> {
  const parsed = z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  });
  return parsed.pipe(schema);
}

function pieceAt(text: string, start: number): string {
  const piece = text.slice(start, start + LONGEST_TEXT);
  const splits = /[\uD800-\uDBFF]$/.test(piece) && start + LONGEST_TEXT < text.length;
  return splits ? piece.slice(0, -1) : piece;
}

function joined(columns: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const whole: Record<string, unknown> = {};
  for (const [name, first] of Object.entries(columns)) {
    if (/_\d+$/.test(name)) continue;
    let text = first;
    for (let n = 2; typeof text === 'string'; n += 1) {
      const next = columns[`${name}_${String(n)}`];
      if (typeof next !== 'string') break;
      text += next;
    }
    whole[name] = text;
  }
  return whole;
}
