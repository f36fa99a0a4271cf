import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { play, type ScenarioStep } from '../support/play.js';
import type { ScenarioWorld } from '../support/scenario.js';

/**
 * Days in the life of a plan. Each folder has its world and its days, and, as golden files that anybody can read, what was
 * sent and what was said. `UPDATE_GOLDEN=1` writes these anew; then read what changed as the people of the plan would.
 */
const FOLDER = 'tests/scenarios/days';
const anew = process.env.UPDATE_GOLDEN === '1';

const names = readdirSync(FOLDER);

it('CI compares, and never writes what it compares with', () => {
  expect(anew && process.env.CI === 'true').toBe(false);
});

describe.each(names)('%s', (name) => {
  it('sends and says what it should, word for word', async () => {
    const played = await play(read(name, 'world.json') as ScenarioWorld, read(name, 'days.json') as ScenarioStep[]);
    for (const which of ['sent', 'said'] as const) {
      const file = join(FOLDER, name, `${which}.txt`);
      if (anew) writeFileSync(file, played[which]);
      expect(played[which], file).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
    }
  }, 120_000);
});

function read(name: string, file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name, file), 'utf8'));
}
