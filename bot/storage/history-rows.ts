import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import type { PlanId } from '../domain/plan.js';
import type { Change, HistoryRow } from '../flows/ports.js';
import { jsonText, parseRow, textColumns } from './columns.js';
import type { Columns, StoredRow } from './rows.js';
import { actorShape, imageShape, instantShape } from './shapes.js';

/**
 * A row of the history as it is stored. Its hash covers the stored texts, not what they parse to, so that any later
 * version of the shapes can check it; the hash of its predecessor is among them, which chains the rows of a subject.
 */
export interface Link {
  readonly rev: string;
  readonly image: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly why: string;
  readonly inputHash: string;
  /** Empty for the first row of a subject. */
  readonly previousHash: string;
}

/**
 * Columns for an image. A plan file and a form together fill about 40,000 characters, of which JSON makes four times as
 * many where every one is a control.
 */
const MOST_COLUMNS = 6;

const text = z.string();
/** A revision as stored. */
export const revShape = text.regex(/^\d{1,8}$/);

const linkShape: z.ZodType<Link & { readonly hash: string }> = z.object({
  rev: revShape,
  image: text,
  at: text,
  recordedAt: text,
  by: text,
  why: text,
  inputHash: text,
  previousHash: text,
  hash: text,
});

const historyShape: z.ZodType<HistoryRow> = z.object({
  rev: revShape.transform(Number),
  image: jsonText(imageShape),
  at: instantShape,
  recordedAt: instantShape,
  by: jsonText(actorShape),
  why: jsonText(text),
  inputHash: text,
  previousHash: text,
  hash: text,
});

/** The history row that a change makes. `at` is moved up to the subject's last one if it is earlier. */
export function linkOf(change: Change): Link {
  const { previous } = change;
  return {
    rev: String((previous?.rev ?? 0) + 1),
    image: JSON.stringify(change.image),
    at: previous && previous.at > change.at ? previous.at : change.at,
    recordedAt: change.recordedAt,
    by: JSON.stringify(change.by),
    why: JSON.stringify(change.why),
    inputHash: change.inputHash,
    previousHash: previous?.hash ?? '',
  };
}

/** SHA-256, in hexadecimal, over a history row of a plan. */
export function hashOf(plan: PlanId, link: Link): string {
  const { rev, image, at, recordedAt, by, why, inputHash, previousHash } = link;
  const covered = JSON.stringify([plan, rev, image, at, recordedAt, by, why, inputHash, previousHash]);
  return createHash('sha256').update(covered, 'utf8').digest('hex');
}

/** The image of a state or history row. Throws a RangeError naming the subject when it is too large for a row. */
export function imageColumns({ image }: Link, subject: string): Columns {
  return textColumns('image', image, subject, MOST_COLUMNS);
}

/** Throws as `imageColumns`. */
export function linkColumns(link: Link, hash: string, subject: string): Columns {
  return { ...link, ...imageColumns(link, subject), hash };
}

/** A history row as the port gives it. Throws for a malformed one. */
export function readHistory(row: StoredRow): HistoryRow {
  return parseRow('Plans', row, historyShape);
}

/** A history row as its hash covers it. Throws for a malformed one. */
export function readLink(row: StoredRow): Link & { readonly hash: string } {
  return parseRow('Plans', row, linkShape);
}
