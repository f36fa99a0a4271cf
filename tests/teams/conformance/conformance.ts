/**
 * What a bot in Teams must do, whatever it is built on: `conformance('...', subjectOn(makeSdk, makeRouter))` judges an SDK
 * by every file of traffic.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './judge.js';
import { startStage, type Stage } from './stage.js';
import type { MakeSubject } from './subject.js';
import type { Case } from './traffic.js';

/** A test a case, all on one stage. */
export function conformance(name: string, make: MakeSubject, cases: readonly Case[]): void {
  describe(name, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await startStage(make);
    });
    afterAll(async () => {
      await stage.close();
    });

    it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      expect(await faultsOf(one, stage)).toEqual([]);
    });
  });
}
