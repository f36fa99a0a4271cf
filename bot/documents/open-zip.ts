import { inflateRawSync } from 'node:zlib';
import { isRefused, type Refused } from '../domain/read-plan.js';
import { entriesIn, type ZipEntry } from './zip-entries.js';

/** How much of an archive is ever looked at, in bytes and entries. */
interface ZipLimits {
  readonly mostBytes: number;
  readonly mostEntries: number;
  /** Of one entry once it is inflated. */
  readonly mostOfEntry: number;
  /** Of all that is read of one file. */
  readonly mostInflated: number;
}

const MB = 1024 * 1024;
export const ZIP_LIMITS: ZipLimits = {
  mostBytes: 25 * MB,
  mostEntries: 5000,
  mostOfEntry: 100 * MB,
  mostInflated: 150 * MB,
};

/** A Word document or Excel workbook, none of it inflated but what is asked for. */
export interface OpenedZip {
  readonly kind: 'docx' | 'xlsx';
  /** The names of its parts, as they are written: "word/document.xml". */
  readonly names: readonly string[];
  /**
   * The bytes of one part, whatever the case of its name; null where there is none. A part that is larger than it
   * says, or more than the limits allow, is refused while it is inflated; so is XML that declares a document type.
   */
  read(name: string): Uint8Array | Refused | null;
}

/** Whether the bytes are an archive or the container of old and of locked Office files: nothing that CSV could be. */
export function looksLikeOffice(bytes: Uint8Array): boolean {
  return startsWith(bytes, OLD) || startsWith(bytes, ARCHIVE);
}

/**
 * A `.docx` or `.xlsx`, opened with care: 25 MB, 5,000 parts, no two of one name or in one place, none locked, no
 * macros. Nothing that the archive says of its sizes is trusted. One sentence says why a file is refused.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): OpenedZip | Refused {
  if (bytes.length > limits.mostBytes) {
    return { refused: 'The file is larger than 25 MB, which no plan is: check that it is the right one.' };
  }
  if (startsWith(bytes, OLD)) return { refused: oldOrLocked(bytes) };
  const entries = entriesIn(bytes, limits.mostEntries);
  if (isRefused(entries)) return entries;
  const read = reader(bytes, new Map(entries.map((entry) => [entry.name.toLowerCase(), entry])), limits);
  const names = entries.map(({ name }) => name);
  const types = read('[Content_Types].xml');
  if (types === null) return { refused: otherArchive(names) };
  if (isRefused(types)) return types;
  const kind = kindIn(Buffer.from(types).toString('latin1'), names);
  return isRefused(kind) ? kind : { ...kind, names, read };
}

/* ---- What it is ---- */

const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
const OLD = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** Old files and locked ones share a container; what it holds is named in UTF-16. */
function oldOrLocked(bytes: Uint8Array): string {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const holds = (name: string): boolean => whole.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) {
    return 'The file is locked with a password: open it, save it without the password, and try again.';
  }
  if (holds('WordDocument')) {
    return 'The file is in the old Word format (.doc): open it in Word, save it as .docx, and try again.';
  }
  if (holds('Workbook') || holds('Book')) {
    return 'The file is in the old Excel format (.xls): open it in Excel, save it as .xlsx, and try again.';
  }
  return 'The file is in an old Office format: open it, save it as .docx or .xlsx, and try again.';
}

function otherArchive(names: readonly string[]): string {
  const isOpen = names.includes('mimetype') && names.includes('content.xml');
  const what = isOpen ? 'an OpenDocument file' : 'an archive, not a Word document or an Excel workbook';
  return `The file is ${what}: save the plan as .docx, .xlsx or CSV and try again.`;
}

function kindIn(types: string, names: readonly string[]): Pick<OpenedZip, 'kind'> | Refused {
  if (/sheet\.binary/i.test(types)) {
    return { refused: 'The file is a binary workbook (.xlsb): save it as .xlsx and try again.' };
  }
  if (/macroEnabled|vbaProject|macrosheet/i.test(types) || names.some((name) => /(?:^|\/)vbaProject/i.test(name))) {
    return { refused: 'The file holds macros, which are never opened: save it as .docx or .xlsx and try again.' };
  }
  if (/wordprocessingml\.(?:document|template)\.main\+xml/.test(types)) return { kind: 'docx' };
  if (/spreadsheetml\.(?:sheet|template)\.main\+xml/.test(types)) return { kind: 'xlsx' };
  return { refused: otherArchive(names) };
}

/* ---- Its parts ---- */

function reader(bytes: Uint8Array, entries: ReadonlyMap<string, ZipEntry>, limits: ZipLimits): OpenedZip['read'] {
  let left = limits.mostInflated;
  return (name) => {
    const entry = entries.get(name.toLowerCase());
    if (entry === undefined) return null;
    if (entry.size > Math.min(limits.mostOfEntry, left)) return { refused: FAR_LARGER };
    const whole = inflated(bytes.subarray(entry.start, entry.end), entry);
    if (isRefused(whole)) return whole;
    left -= whole.length;
    return declaresType(name, whole) ? { refused: DECLARES_TYPE } : whole;
  };
}

const FAR_LARGER =
  'The file is far larger once it is unpacked than a plan can be: save it again from Word or Excel, without pictures.';
const DECLARES_TYPE =
  'The file holds XML that declares a document type, which neither Word nor Excel writes: save it again from Word or Excel and try again.';
const DAMAGED = 'The file is damaged: what it holds is not what it says it holds. Save it again and try again.';

/** Never more bytes than the entry says it has, counted while they come. */
function inflated(packed: Uint8Array, { size, stored }: ZipEntry): Uint8Array | Refused {
  if (stored) return packed.length === size ? packed : { refused: DAMAGED };
  try {
    const whole = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    return whole.length === size ? whole : { refused: DAMAGED };
  } catch {
    return { refused: DAMAGED };
  }
}

function declaresType(name: string, part: Uint8Array): boolean {
  if (!/\.(?:xml|rels|vml)$/i.test(name)) return false;
  const whole = Buffer.from(part.buffer, part.byteOffset, part.length);
  return whole.includes('<!DOCTYPE') || whole.includes(Buffer.from('<!DOCTYPE', 'utf16le'));
}
