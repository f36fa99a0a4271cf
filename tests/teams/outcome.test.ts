import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOfError, outcomeOfResponse } from '../../bot/teams/outcome.js';

const answer = (status: number, parts: object = {}) => ({ status, body: '', retryAfter: null, date: null, ...parts });

describe('Retry-After', () => {
  it.each([
    ['3', 3000],
    [' 0 ', 0],
    ['0.25', 250],
    ['Wed, 18 Nov 2026 10:00:30 GMT', 30_000],
    ['Wed, 18 Nov 2026 09:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['', null],
  ])('%j is %j ms', (retryAfter, expected) => {
    const date = 'Wed, 18 Nov 2026 10:00:00 GMT';
    expect(outcomeOfResponse(answer(429, { retryAfter, date }))).toMatchObject({ retryAfterMs: expected });
  });
});

describe('failures without an answer', () => {
  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443', 'not-accepted'],
    ['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', 'not-accepted'],
    ['ETIMEDOUT', 'read ETIMEDOUT', 'in-doubt'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND smba', 'not-accepted'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN smba', 'not-accepted'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'not-accepted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'not-accepted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Hostname does not match', 'not-accepted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify', 'not-accepted'],
    ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established', 'not-accepted'],
    ['ECONNRESET', 'read ECONNRESET', 'in-doubt'],
    ['ECONNRESET', 'socket hang up', 'in-doubt'],
    ['EPIPE', 'write EPIPE', 'in-doubt'],
    ['', 'something new', 'in-doubt'],
  ])('%s, %s: %s', (code, message, kind) => {
    expect(outcomeOfError(Object.assign(new Error(message), { code })).kind).toBe(kind);
  });

  it('is in doubt for anything else, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => ['in-doubt', 'not-accepted'].includes(outcomeOfError(thrown).kind)),
    );
  });
});

it('calls every status something, and only 2xx accepted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.string(), (status, body) => {
      const accepted = outcomeOfResponse(answer(status, { body })).kind === 'accepted';
      return accepted === (status >= 200 && status < 300);
    }),
  );
});
