/**
 * The far end of `startPart`: a process of its own that answers what it is asked, so that the load, the bot, its storage
 * and Teams do not share one thread. Ends when whoever started it is gone.
 */

/** What can be asked of a part, by name; given and answered as JSON. */
export type Verbs = Readonly<Record<string, (given: never) => unknown>>;

interface Asked {
  readonly number: number;
  readonly verb: string;
  readonly given: unknown;
}

/** Answers from now on. Whatever a verb throws is an answer, too. */
export function serve(verbs: Verbs): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { number, verb, given } = message as Asked;
    const act = verbs[verb] as ((given: unknown) => unknown) | undefined;
    void Promise.resolve()
      .then(() => {
        if (act === undefined) throw new Error(`Nothing here is called ${verb}`);
        return act(given);
      })
      .then(
        (answer) => process.send?.({ number, answer: answer ?? null }),
        (error: unknown) => process.send?.({ number, error: error instanceof Error ? error.stack : String(error) }),
      );
  });
  process.send?.({ number: 0, answer: null });
}
