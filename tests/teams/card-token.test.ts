import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, instant } from '../../bot/domain/dates.js';
import { signer, TOKEN_LIFE_MS, TOKEN_MAX_LENGTH, tokenFits, tokenReader } from '../../bot/teams/card-token.js';

const now = instant('2026-11-18T10:00:00.000Z');
const key = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) });
const keys = [key('k2', 2), key('k1', 1)];
const claim = { verb: 'open-update', plan: 'send-2026', ref: 'CiN/CP 1.1', rev: 42, officer: 'abcdefghij12' };
const sign = signer(keys, () => now);
const read = tokenReader(keys, () => now);

it('reads what it signed', () => {
  expect(sign(claim)).toMatch(/^k2\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}$/);
  expect(read(sign(claim))).toEqual(claim);
});

it('reads what it signed, for any claim that fits', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const any = fc.record({ verb: text, plan: text, ref: text, rev: fc.nat(), officer: fc.string({ maxLength: 12 }) });
  fc.assert(
    fc.property(any, (made) => {
      fc.pre(tokenFits('k2', made));
      const token = sign(made);
      expect(token.length).toBeLessThanOrEqual(TOKEN_MAX_LENGTH);
      expect(read(token)).toEqual(made);
    }),
  );
});

it('finds any change of any character', () => {
  const token = sign(claim);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'B', 'x', 'y', '0', '9', '-', '_', '.'), (at, sign) => {
      const changed = token.slice(0, at) + sign + token.slice(at + 1);
      fc.pre(changed !== token);
      expect(['malformed', 'forged']).toContain(read(changed));
    }),
    { numRuns: 2_000 },
  );
});

it('never throws and never believes made-up text', () => {
  const part = fc.string({
    unit: fc.constantFrom('a', 'b', 'X', '0', '9', '-', '_', '.', '=', '+', '/'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.tuple(part, part, part).map((p) => p.join('.')),
      ),
      (text) => (['malformed', 'forged'] as unknown[]).includes(read(text)),
    ),
  );
});

describe('keys', () => {
  it('reads tokens of an older key, and signs with the first', () => {
    expect(read(signer([key('k1', 1)], () => now)(claim))).toEqual(claim);
  });

  it('calls a token of a retired key forged', () => {
    expect(tokenReader([key('k3', 3)], () => now)(sign(claim))).toBe('forged');
  });

  it('does not take one key for another of the same name', () => {
    expect(read(signer([key('k1', 9)], () => now)(claim))).toBe('forged');
  });

  it('binds the key id: the same body under another name is forged, even with the same key', () => {
    const twins = [key('a', 1), key('b', 1)];
    const renamed = signer(twins, () => now)(claim).replace(/^a\./, 'b.');
    expect(tokenReader(twins, () => now)(renamed)).toBe('forged');
  });

  it('needs one', () => {
    expect(() => signer([], () => now)).toThrow('at least one key');
  });
});

describe('time', () => {
  it('is good for 30 days and not a moment more', () => {
    const token = sign(claim);
    expect(tokenReader(keys, () => addMs(now, TOKEN_LIFE_MS - 1))(token)).toEqual(claim);
    expect(tokenReader(keys, () => addMs(now, TOKEN_LIFE_MS))(token)).toBe('expired');
  });

  it('says forged, not expired, of a forged old token', () => {
    const old = signer([key('k1', 9)], () => addMs(now, -2 * TOKEN_LIFE_MS))(claim);
    expect(read(old)).toBe('forged');
  });
});

describe('length', () => {
  it('holds usual ids with room to spare', () => {
    expect(tokenFits('k2', { ...claim, plan: 'childrens-services-2026-27', rev: 9999 })).toBe(true);
  });

  it('refuses to sign what would be too long, and says so beforehand', () => {
    const long = { ...claim, plan: 'p'.repeat(40), ref: 'r'.repeat(40) };
    expect(tokenFits('k2', long)).toBe(false);
    expect(() => sign(long)).toThrow(RangeError);
    expect(() => sign(long)).toThrow('at most 160');
  });
});

it('is malformed when a rightly signed body is not a claim', () => {
  const odd = { ...claim, rev: -1 };
  expect(read(sign(odd))).toBe('malformed');
});
