/** That the suite judges: a bot that is wrong in known ways fails the cases that name them, and no others. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultsOf } from './judge.js';
import { startStage } from './stage.js';
import type { MakeSubject } from './subject.js';
import { onThisSdk } from './this-sdk.js';
import { casesIn, type Case } from './traffic.js';

const CASES = casesIn(join(import.meta.dirname, 'traffic'));

/** The cases that a subject fails, and in what. */
async function failed(make: MakeSubject, cases: readonly Case[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const stage = await startStage(make);
  const found: Record<string, readonly string[]> = {};
  for (const one of cases) {
    const faults = await faultsOf(one, stage);
    if (faults.length > 0) found[one.name] = faults;
  }
  await stage.close();
  return found;
}

const named = (start: string): readonly Case[] => CASES.filter(({ name }) => name.startsWith(start));

it('an unknown invoke answered with 500 and the text of the error', async () => {
  const wrong: MakeSubject = (around) => {
    const right = onThisSdk(around);
    return {
      ...right,
      receive: (headers, body) =>
        body.includes('"name":"task/fetch"')
          ? Promise.resolve({ status: 500, body: 'Error: no handler' })
          : right.receive(headers, body),
    };
  };
  expect(await failed(wrong, named('invokes'))).toEqual({
    'invokes: a dialog': [
      'body: a refusal holds { error: { code, message } } and nothing else',
      'status: 500, not 200',
      'body.statusCode: nothing, not 400',
      'body.type: nothing, not "application/vnd.microsoft.error"',
      'body.value.code: nothing, not "BadRequest"',
      'body.value.message: missing',
    ],
  });
});

it('a 429 tried again at once', async () => {
  const wrong: MakeSubject = (around) => {
    const right = onThisSdk(around);
    const { messenger } = right;
    return {
      ...right,
      messenger: {
        ...messenger,
        prepare: async (...wish) => {
          const prepared = await messenger.prepare(...wish);
          return {
            send: async () => {
              const first = await prepared.send();
              return first.kind === 'not-accepted' && first.reason === 'http-429' ? prepared.send() : first;
            },
          };
        },
      },
    };
  };
  expect(await failed(wrong, named('errors: 429'))).toEqual({
    'errors: 429 with Retry-After in seconds': ['sent: 2 requests for one send'],
    'errors: 429 without Retry-After': ['sent: 2 requests for one send'],
  });
});

it('a failure that is taken for sent, and one that throws the card away', async () => {
  const wrong: MakeSubject = (around) => {
    const right = onThisSdk(around);
    const prepare: typeof right.messenger.prepare = async (...wish) => {
      const prepared = await right.messenger.prepare(...wish);
      return {
        send: async () => {
          const came = await prepared.send();
          if (came.kind === 'unreachable') return { kind: 'accepted', activityId: null, conversationId: null };
          return came.kind === 'in-doubt' ? { kind: 'refused', reason: came.reason } : came;
        },
      };
    };
    return { ...right, messenger: { ...right.messenger, prepare } };
  };
  const cases = named('errors').filter(({ teams: [answer] }) => typeof answer === 'object' && answer.status >= 400);
  const kinds = ['unreachable', 'in-doubt'];
  const meant = cases.filter(({ expect: { outcome } }) => kinds.includes((outcome as { kind: string }).kind));
  expect(meant.length).toBeGreaterThan(10);
  expect(Object.keys(await failed(wrong, cases))).toEqual(meant.map(({ name }) => name));
});

it('tokens that are not looked at', async () => {
  const wrong: MakeSubject = (around) => {
    const right = onThisSdk(around);
    return { ...right, receive: () => Promise.resolve({ status: 200, body: undefined }) };
  };
  const refused = named('tokens').filter(({ expect: { status } }) => status === 401);
  expect(Object.keys(await failed(wrong, refused))).toEqual(refused.map(({ name }) => name));
});
