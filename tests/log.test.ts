import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../bot/domain/dates.js';
import type { LogFields } from '../bot/flows/ports-log.js';
import { lineLog } from '../bot/log.js';

const AT = instant('2026-11-18T10:00:00.000Z');

function linesOf(event: string, fields?: unknown): readonly string[] {
  const lines: string[] = [];
  lineLog(
    (_, line) => lines.push(line),
    () => AT,
  ).warn(event, fields as LogFields);
  return lines;
}

function written(event: string, fields?: unknown): Record<string, unknown> {
  return JSON.parse(linesOf(event, fields)[0] ?? '') as Record<string, unknown>;
}

describe('a line of the log', () => {
  it('is JSON with its time, level, code and fields', () => {
    expect(linesOf('digest', { officer: 'o1', attempts: 2, reason: null })).toEqual([
      '{"at":"2026-11-18T10:00:00.000Z","level":"warn","event":"digest","officer":"o1","attempts":2,"reason":null}',
    ]);
  });

  it('is one line of printable letters that nothing in it can leave, whatever comes past the compiler', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('\r', '\n', '\u2028', '\u2029', '\u001b', '[31m', '"', '{', '}', '\u202e', 'é', 'a', '\0'),
    });
    const value = fc.oneof(
      hostile,
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.integer(),
      fc.object(),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(
        hostile,
        fc.dictionary(fc.oneof(hostile, fc.constantFrom('at', 'level', 'event', 'reason')), value),
        (event, fields) => {
          const [line = '', ...more] = linesOf(event, fields);
          expect(more).toEqual([]);
          expect(line).toMatch(/^[\x20-\x7e]{1,2600}$/);
          const read = JSON.parse(line) as Record<string, unknown>;
          expect([read.at, read.level]).toEqual([AT, 'warn']);
          expect(read.event).toMatch(/^[a-z][a-z0-9-]*$/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('holds no Entra id, no address of a person or chat, and no key or token, even where one is handed to it', () => {
    const key = Buffer.alloc(64, 'k').toString('base64');
    const jwt = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJ4In0'.repeat(4)}.${'s'.repeat(80)}`;
    const said = {
      officer: '0b2c3d4e-1111-2222-3333-444455556666',
      what: 'ada@council.example 19:x@thread.v2',
      reason: key,
      why: jwt,
    };
    expect(written('x', said)).toMatchObject({
      officer: '~',
      what: 'ada?council.example 19:x?thread.v2',
      reason: '~',
      why: '~',
    });
  });

  it('is written without its time where the clock cannot be read', () => {
    const lines: string[] = [];
    const log = lineLog(
      (_, line) => lines.push(line),
      () => {
        throw new Error('no clock');
      },
    );
    log.info('tick');
    expect(lines).toEqual(['{"at":null,"level":"info","event":"tick"}']);
  });
});
