import { Agent, request } from 'node:http';
import { serve } from './part.js';

/** What is sent at which rate, and how an answer that counts is known. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In this order, each once. */
  readonly bodies: readonly string[];
  readonly ratePerSecond: number;
  /** Stands in the body of an answer that is right. */
  readonly right: string;
}

export interface Answered {
  /** Milliseconds from the moment at which it should have been sent, by request: one that had to wait to be sent has waited. */
  readonly latencies: readonly number[];
  readonly wrong: number;
  /** One that was wrong. */
  readonly example: string | null;
}

/** Sends by the clock, whether or not the earlier ones are answered: nobody presses later because the bot is slow. */
export function serveLoad(): void {
  const agent = new Agent({ keepAlive: true });
  serve({
    run: async ({ bodies, ratePerSecond, ...wish }: Load): Promise<Answered> => {
      const began = performance.now() + 100;
      const answers = await Promise.all(
        bodies.map(async (body, index) => {
          const due = began + (index * 1_000) / ratePerSecond;
          await until(due);
          const text = await post(agent, wish, body);
          return { ms: performance.now() - due, text };
        }),
      );
      const wrong = answers.filter(({ text }) => !text.includes(wish.right));
      return {
        latencies: answers.map(({ ms }) => ms),
        wrong: wrong.length,
        example: wrong[0]?.text.slice(0, 400) ?? null,
      };
    },
  });
}

function until(due: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
}

/** The body of the answer; what went wrong, in words, where there was none. */
function post(agent: Agent, { url, headers }: Pick<Load, 'url' | 'headers'>, body: string): Promise<string> {
  return new Promise((done) => {
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json' } });
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        done(text);
      });
    });
    sent.on('error', (error) => {
      done(`no answer: ${error.message}`);
    });
    sent.end(body);
  });
}
