import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import type { Change, HistoryRow, Image, Revision } from '../flows/ports.js';
import { jsonText, parseRow, textColumns } from './columns.js';
import { contentHash, type Covered } from './image-hash.js';
import { feedKey, historyKey, stateKey, type Subject } from './plan-keys.js';
import { conditional, type Columns, type StoredRow, type Write } from './rows.js';
import { actorShape, instantShape } from './shapes-basic.js';

/**
 * A row of the history as it is stored. Its hash covers the stored texts, not what the shapes make of them, so that any
 * later version of the shapes can check it; the hash of its predecessor is among them, which chains the rows of a
 * subject. Of the image it covers a hash, which stays when an erasure takes a name out of it.
 */
export interface Link extends Covered {
  readonly rev: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly why: string;
  /** Empty for the first row of a subject. */
  readonly previousHash: string;
}

/**
 * Columns for an image. A plan file and a form together fill about 40,000 characters, of which JSON makes four times as
 * many where every one is a control.
 */
const MOST_COLUMNS = 6;
/** A name that was replaced makes an image longer. */
const MOST_REDACTED = 2 * MOST_COLUMNS;

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
  salt: text,
  redacted: text.optional(),
  previousHash: text,
  hash: text,
});

/** A state row as it is stored. */
export const stateShape = z.object({ rev: revShape.transform(Number), hash: text, image: text });

/** A state row: the newest image of a subject. */
export type State<I = Image> = Revision & { readonly image: I };

/** How the rows of one kind of image are read. Both throw for a malformed row. */
export interface ImageReader<I> {
  readonly readState: (row: StoredRow) => State<I>;
  readonly readHistory: (row: StoredRow) => HistoryRow<I>;
}

export function imageReader<I>(imageShape: z.ZodType<I>): ImageReader<I> {
  const image = jsonText(imageShape);
  const rev = revShape.transform(Number);
  const state = z.object({ image, rev, at: instantShape, hash: text });
  const history = z.object({
    ...state.shape,
    recordedAt: instantShape,
    by: jsonText(actorShape),
    why: jsonText(text),
    inputHash: text,
    previousHash: text,
  });
  return {
    readState: (row) => ({ ...parseRow('Plans', row, state), etag: row.etag }),
    readHistory: (row) => parseRow('Plans', row, history),
  };
}

export function revisionOf({ rev, at, hash, etag }: Revision): Revision {
  return { rev, at, hash, etag };
}

/**
 * The three rows of one change: the present state, its history row, the change feed.
 *
 * @param owner the plan, or what else has a partition of its own: its hash covers that too
 * @param named how an error names the subject
 * @param salt what nobody can guess
 */
export function writesOf(
  owner: string,
  subject: Subject,
  named: string,
  change: Change<object>,
  salt: string,
): readonly Write[] {
  const link = linkOf(change, salt);
  const rev = Number(link.rev);
  const hash = hashOf(owner, link);
  const state = { ...imageColumns(link, named), rev: link.rev, at: link.at, hash };
  return [
    { kind: 'insert', row: historyKey(subject, rev), columns: linkColumns(link, hash, named) },
    conditional(stateKey(subject), state, change.previous?.etag ?? null),
    { kind: 'insert', row: feedKey(link.at, subject, rev), columns: { rev: link.rev, recordedAt: link.recordedAt } },
  ];
}

/** The history row that a change makes. `at` is moved up to the subject's last one if it is earlier. */
function linkOf(change: Change<object>, salt: string): Link {
  const { previous } = change;
  return {
    rev: String((previous?.rev ?? 0) + 1),
    image: JSON.stringify(change.image),
    at: previous && previous.at > change.at ? previous.at : change.at,
    recordedAt: change.recordedAt,
    by: JSON.stringify(change.by),
    why: JSON.stringify(change.why),
    inputHash: change.inputHash,
    salt,
    previousHash: previous?.hash ?? '',
  };
}

/** SHA-256, in hexadecimal, over a history row of a plan, or of what else has a history. Throws when its image is no JSON. */
export function hashOf(owner: string, link: Link): string {
  const { rev, at, recordedAt, by, why, previousHash } = link;
  const covered = JSON.stringify([owner, rev, contentHash(link), at, recordedAt, by, why, previousHash]);
  return createHash('sha256').update(covered, 'utf8').digest('hex');
}

/** The image of a state or history row. Throws a RangeError naming the subject when it is too large for a row. */
function imageColumns({ image }: Pick<Link, 'image'>, subject: string): Columns {
  return textColumns('image', image, subject, MOST_COLUMNS);
}

/** Throws as `imageColumns`. */
function linkColumns(link: Link, hash: string, subject: string): Columns {
  return { ...link, ...imageColumns(link, subject), hash };
}

/** The columns of a row with others in the place of its image, and of what goes with it. */
export function redactedColumns(row: StoredRow, { image, redacted, ...rest }: Partial<Covered>): Columns {
  const named = `The redacted row ${row.row}`;
  const kept = Object.entries(row.columns).filter(
    (one): one is [string, string] => typeof one[1] === 'string' && !/^(?:image|redacted)(?:_\d+)?$/.test(one[0]),
  );
  return {
    ...Object.fromEntries(kept),
    ...rest,
    ...textColumns('image', image ?? '', named, MOST_REDACTED),
    ...(redacted === undefined ? {} : textColumns('redacted', redacted, named, MOST_REDACTED)),
  };
}

/** A history row as its hash covers it. Throws for a malformed one. */
export function readLink(row: StoredRow): Link & { readonly hash: string } {
  return parseRow('Plans', row, linkShape);
}
