/** Starts the other processes of a benchmark, and asks them things. */
import { fork } from 'node:child_process';
import { resolve } from 'node:path';

/** A process of ours that answers: tests/bench/parts. */
export interface Part {
  /** @throws Error with what went wrong over there */
  ask<T>(verb: string, given?: unknown): Promise<T>;
  end(): Promise<void>;
}

interface Answer {
  readonly number: number;
  readonly answer?: unknown;
  readonly error?: string;
}

const BUILT = 'dist/local/bench-part.mjs';

/**
 * @param name one of tests/bench/parts/main.ts
 * @throws Error when it ended before it was ready
 */
export async function startPart(name: string): Promise<Part> {
  const child = fork(resolve(BUILT), [name], {
    execArgv: ['--disable-warning=DEP0040'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { done: (answer: unknown) => void; fail: (error: Error) => void }>();
  let asked = 0;
  const gone = new Promise<void>((done) => {
    child.once('exit', () => {
      for (const { fail } of waiting.values()) fail(new Error(`The part ${name} has ended`));
      waiting.clear();
      done();
    });
  });
  child.on('message', (message) => {
    const { number, answer, error } = message as Answer;
    const one = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) one?.done(answer);
    else one?.fail(new Error(`${name}: ${error}`));
  });
  const answerTo = (number: number): Promise<unknown> =>
    new Promise((done, fail) => {
      waiting.set(number, { done, fail });
    });
  await answerTo(0);
  return {
    ask: async <T>(verb: string, given?: unknown) => {
      const number = (asked += 1);
      const answer = answerTo(number);
      child.send({ number, verb, given });
      return (await answer) as T;
    },
    end: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
