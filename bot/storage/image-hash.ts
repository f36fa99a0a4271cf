import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import { FORMER_OFFICER } from '../domain/former-name.js';

/**
 * What a history row says, as its hash covers it: each text as a digest of its own, so that an erasure can take one name
 * away and everything else still proves itself. Each digest is salted, and the salt of what was taken away goes with it:
 * nobody can find out by trying names what stood there.
 */
export interface Covered {
  /** JSON. */
  readonly image: string;
  readonly inputHash: string;
  /** Of the row; empty in one that was redacted. */
  readonly salt: string;
  /** JSON of a `Mark`; missing in a row that nobody redacted. */
  readonly redacted?: string | undefined;
}

/** What a redacted row keeps of what it was. Paths are the keys on the way to a text, joined by `/`. */
export interface Mark {
  /** Of the erasures, the oldest first: the ids of their audit entries, and when they were begun. */
  readonly acts: readonly { readonly id: string; readonly at: string }[];
  /** The digests of the texts that were replaced. */
  readonly kept: Readonly<Record<string, string>>;
  /** The salts of all others. */
  readonly salts: Readonly<Record<string, string>>;
}

const text = z.string();
const markShape: z.ZodType<Mark> = z.object({
  acts: z.array(z.object({ id: text, at: text })).readonly(),
  kept: z.record(text, text),
  salts: z.record(text, text),
});

/** Dates and numbers name nobody: they are covered as they stand. */
const CLEAR = /^[\dTZ:.+-]*$/;
/** The hash of what was submitted says who stood there to anybody who guesses: it goes with the first name. */
const INPUT = 'inputHash';

/** SHA-256 over what a row says, hexadecimal. Throws for what is no JSON. */
export function contentHash(row: Covered): string {
  const mark = markOf(row);
  const digested = mapTexts(contentOf(row), '', (path, one) => {
    const kept = mark === null ? undefined : own(mark.kept, path);
    if (kept !== undefined) return kept;
    return CLEAR.test(one) && path !== INPUT ? one : digest(saltOf(row, mark, path), one);
  });
  return sha256(JSON.stringify(digested));
}

/** Null for a row that was not redacted. Throws for a mark that is none. */
export function markOf({ redacted }: Covered): Mark | null {
  return redacted === undefined ? null : markShape.parse(JSON.parse(redacted));
}

/** Whether everything that a mark excuses is a name that was replaced. */
export function markFits(row: Covered, { acts, kept }: Mark): boolean {
  const now = textsOf(row);
  const excused = Object.keys(kept);
  const isReplaced = (path: string): boolean =>
    path === INPUT ? row.inputHash === '' : now.get(path)?.includes(FORMER_OFFICER) === true;
  return acts.length > 0 && excused.some((path) => path !== INPUT) && excused.every(isReplaced);
}

/**
 * A row with another image, which still proves what it was. Throws a RangeError when anything but texts differs.
 *
 * @param image JSON
 */
export function redactedRow(row: Covered, image: string, act: { readonly id: string; readonly at: string }): Covered {
  const mark = markOf(row);
  const [was, now] = [textsOf(row), textsOf({ ...row, image })];
  if (withoutTexts(row.image) !== withoutTexts(image)) throw new RangeError('A redaction may change texts only');
  const kept = new Map(Object.entries(mark?.kept ?? {}));
  const salts: [string, string][] = [];
  for (const [path, one] of was) {
    if (kept.has(path) || (CLEAR.test(one) && path !== INPUT)) continue;
    const salt = saltOf(row, mark, path);
    if (path === INPUT || now.get(path) !== one) kept.set(path, digest(salt, one));
    else salts.push([path, salt]);
  }
  const acts = [...(mark?.acts ?? []).filter(({ id }) => id !== act.id), act];
  const next: Mark = { acts, kept: Object.fromEntries(kept), salts: Object.fromEntries(salts) };
  return { image, inputHash: '', salt: '', redacted: JSON.stringify(next) };
}

function contentOf({ image, inputHash }: Covered): unknown {
  return { inputHash, image: JSON.parse(image) as unknown };
}

function textsOf(row: Covered): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  mapTexts(contentOf(row), '', (path, one) => {
    found.set(path, one);
    return one;
  });
  return found;
}

function withoutTexts(image: string): string {
  return JSON.stringify(mapTexts(JSON.parse(image), '', () => ''));
}

function mapTexts(value: unknown, path: string, change: (path: string, text: string) => string): unknown {
  const below = (key: string | number): string => (path === '' ? String(key) : `${path}/${String(key)}`);
  if (typeof value === 'string') return change(path, value);
  if (Array.isArray(value)) return value.map((one, index) => mapTexts(one, below(index), change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, below(key), change)]));
}

function saltOf({ salt }: Covered, mark: Mark | null, path: string): string {
  return mark === null ? sha256(`${salt}|${path}`).slice(0, 32) : (own(mark.salts, path) ?? '');
}

function digest(salt: string, one: string): string {
  return sha256(`${salt}|${one}`);
}

function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function sha256(covered: string): string {
  return createHash('sha256').update(covered, 'utf8').digest('hex');
}
