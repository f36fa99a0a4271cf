import fc from 'fast-check';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { looksLikeOffice, openZip, ZIP_LIMITS } from '../../bot/documents/open-zip.js';
import { isRefused } from '../../bot/domain/read-plan.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

function types(main: string): Uint8Array {
  return strToU8(`<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`);
}

function archive(parts: Zippable, main = WORD): Uint8Array {
  return zipSync({ '[Content_Types].xml': types(main), ...parts });
}

function refusal(bytes: Uint8Array, part?: string): string {
  const opened = openZip(bytes);
  if (isRefused(opened)) return opened.refused;
  const found = part === undefined ? null : opened.read(part);
  return found !== null && isRefused(found) ? found.refused : 'read';
}

/** The same archive with a number in it changed, in the directory and in front of the entry. */
function withSize(bytes: Uint8Array, name: string, size: number): Uint8Array {
  const lying = Buffer.from(bytes);
  for (const [signature, at, length] of [
    ['PK\x01\x02', 24, 46],
    ['PK\x03\x04', 22, 30],
  ] as const) {
    for (
      let from = lying.indexOf(signature, 0, 'latin1');
      from >= 0;
      from = lying.indexOf(signature, from + 4, 'latin1')
    ) {
      if (lying.toString('latin1', from + length, from + length + name.length) === name)
        lying.writeUInt32LE(size, from + at);
    }
  }
  return lying;
}

describe('an archive that Word or Excel wrote', () => {
  it('is known by what it says it holds, and its parts are read whatever the case of their names', () => {
    const opened = openZip(
      archive({ 'word/document.xml': strToU8('<a/>'), 'word/kept.bin': [strToU8('kept'), { level: 0 }] }),
    );
    if (isRefused(opened)) throw new Error(opened.refused);
    expect(opened.kind).toBe('docx');
    expect(opened.names).toEqual(['[Content_Types].xml', 'word/document.xml', 'word/kept.bin']);
    expect(opened.read('Word/Document.xml')).toEqual(Buffer.from('<a/>'));
    expect(Buffer.from(opened.read('word/kept.bin') as Uint8Array).toString()).toBe('kept');
    expect(opened.read('word/other.xml')).toBeNull();
    const workbook = openZip(archive({}, EXCEL));
    expect(isRefused(workbook) ? workbook : workbook.kind).toBe('xlsx');
  });

  it('is told from other files by its first bytes', () => {
    expect(looksLikeOffice(archive({}))).toBe(true);
    expect(looksLikeOffice(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toBe(true);
    expect(looksLikeOffice(strToU8('Ref,Milestone'))).toBe(false);
  });
});

describe('what is refused, with one sentence', () => {
  it('a file of more than 25 MB', () => {
    expect(refusal(new Uint8Array(ZIP_LIMITS.mostBytes + 1))).toMatch(/larger than 25 MB/);
  });

  it('old and locked files, with what to do', () => {
    const old = (holds: string): Uint8Array =>
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(holds, 'utf16le')]);
    expect(refusal(old('WordDocument'))).toMatch(/old Word format \(\.doc\).*save it as \.docx/);
    expect(refusal(old('Workbook'))).toMatch(/old Excel format \(\.xls\).*save it as \.xlsx/);
    expect(refusal(old('EncryptedPackage'))).toMatch(/locked with a password/);
    expect(refusal(old('something'))).toMatch(/old Office format/);
  });

  it('macros and binary workbooks', () => {
    expect(refusal(archive({}, 'application/vnd.ms-word.document.macroEnabled.main+xml'))).toMatch(/macros/);
    expect(refusal(archive({ 'word/vbaProject.bin': strToU8('x') }))).toMatch(/macros/);
    expect(refusal(archive({}, 'application/vnd.ms-excel.sheet.binary.macroEnabled.main'))).toMatch(/\.xlsb/);
  });

  it('other archives', () => {
    expect(refusal(zipSync({ 'a.txt': strToU8('a') }))).toMatch(/an archive, not a Word document/);
    expect(refusal(zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('x') }))).toMatch(/OpenDocument/);
    expect(refusal(archive({}, 'application/presentation'))).toMatch(/an archive, not a Word document/);
  });

  it('a declared document type, in either alphabet', () => {
    const evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>';
    expect(refusal(archive({ 'word/document.xml': strToU8(evil) }), 'word/document.xml')).toMatch(/document type/);
    const wide = new Uint8Array(Buffer.from(evil, 'utf16le'));
    expect(refusal(archive({ 'word/document.xml': wide }), 'word/document.xml')).toMatch(/document type/);
  });

  it('a part that is locked, or packed in another way', () => {
    const locked = Buffer.from(archive({}));
    locked.writeUInt16LE(1, locked.indexOf('PK\x01\x02', 0, 'latin1') + 8);
    expect(refusal(locked)).toMatch(/locked/);
    const other = Buffer.from(archive({}));
    other.writeUInt16LE(12, other.indexOf('PK\x01\x02', 0, 'latin1') + 10);
    expect(refusal(other)).toMatch(/packed in a way/);
  });

  it('two parts of one name, and parts in one place', () => {
    expect(refusal(archive({ 'word/a.xml': strToU8('1'), 'word/A.xml': strToU8('2') }))).toMatch(
      /two parts of one name/,
    );
    const shared = Buffer.from(archive({ 'aaaa.bin': strToU8('1'), 'bbbb.bin': strToU8('2') }));
    const last = shared.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    const before = shared.lastIndexOf('PK\x01\x02', last - 1, 'latin1');
    shared.copyWithin(last, before, last);
    expect(refusal(shared)).toMatch(/two parts of one name or in one place/);
  });

  it('a hundred thousand parts, before any is looked at', () => {
    const parts: Zippable = {};
    for (let n = 0; n < 6000; n += 1) parts[`p${String(n)}`] = new Uint8Array(0);
    expect(refusal(archive(parts))).toMatch(/more than 5,000 parts/);
  });
});

describe('a bomb', () => {
  const bomb = archive({ 'word/document.xml': [new Uint8Array(ZIP_LIMITS.mostOfEntry + 1), { level: 9 }] });

  it('that says how large it is, is not unpacked', () => {
    expect(bomb.length).toBeLessThan(200_000);
    expect(refusal(bomb, 'word/document.xml')).toMatch(/far larger once it is unpacked/);
  });

  it('that says it is small, is unpacked no further than that', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(withSize(bomb, 'word/document.xml', 1000), 'word/document.xml')).toMatch(/damaged/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('of many parts is read no further than 150 MB in all', () => {
    const zeros = new Uint8Array(10_000_000);
    const opened = openZip(archive({ 'a.bin': zeros, 'b.bin': zeros, 'c.bin': zeros }), {
      ...ZIP_LIMITS,
      mostInflated: 25_000_000,
    });
    if (isRefused(opened)) throw new Error(opened.refused);
    const found = ['a.bin', 'b.bin', 'c.bin'].map((name) => opened.read(name));
    expect(found.map((part) => (part === null || isRefused(part) ? 'refused' : part.length))).toEqual([
      10_000_000,
      10_000_000,
      'refused',
    ]);
  });
});

describe('damaged files', () => {
  const whole = archive({ 'word/document.xml': strToU8('<a>'.repeat(500)), 'word/b.xml': strToU8('<b/>') });

  it('are refused, cut short anywhere', () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(refusal(whole.subarray(0, length))).not.toBe('read');
    }
  });

  it('are refused or read with any bytes changed, and never thrown at', () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = Uint8Array.from(whole);
        for (const [at, byte] of changes) changed[at] = byte;
        expect(typeof refusal(changed, 'word/document.xml')).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof refusal(bytes)).toBe('string');
        expect(typeof refusal(Buffer.concat([whole.subarray(0, 40), bytes]))).toBe('string');
      }),
    );
  });
});
