import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { writeCsvPlan } from '../../bot/documents/write-csv-plan.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { createWorld, WEDNESDAY, type World } from '../support/world.js';
import { anyTable, asCsv } from './any-table.js';

async function knownIn({ ports }: World): Promise<string[]> {
  return (await ports.people.officers()).flatMap(({ value }) => [value.name, ...value.aliases]);
}

async function load(world: World, plan: string, file: PlanFile) {
  await importPlan(world.ports, { plan, title: 'The plan', file, asAt: WEDNESDAY, acceptSuggestions: false });
  return (await world.ports.plans.contents(plan))!;
}

/** What a plan is, whatever file it came from. */
function essence({ plan, areas, objectives, milestones }: Awaited<ReturnType<typeof load>>) {
  return {
    levels: plan.levels,
    areas: areas.map(({ code, title }) => [code, title]),
    objectives: objectives.map(({ code, area, title }) => [code, area, title]),
    milestones: milestones.map(({ milestone: m }) => ({
      ...{ ref: m.ref, area: m.area, objective: m.objective, text: m.text, due: m.due, leads: m.leads, state: m.state },
      ...{
        rating: m.update?.rating,
        grade: m.update?.grade,
        tags: [...m.tags].sort(),
        waitsFor: m.waitsFor,
        printed: m.printed,
      },
    })),
  };
}

/** The plan after it was loaded, and after it was written, read and loaded once more. */
async function thereAndBack(first: PlanFile) {
  const world = createWorld();
  const before = await load(world, 'first', first);
  const { officers } = await readDirectory(world.ports.people);
  const milestones = before.milestones.map(({ milestone }) => milestone);
  const written = writeCsvPlan({ ...before, milestones, officers });
  const again = readCsvPlan(written, { knownNames: await knownIn(world) });
  if (isRefused(again)) throw new Error(again.refused);
  expect(again.rejected).toEqual([]);
  return { before: essence(before), after: essence(await load(world, 'second', again)), written };
}

describe('a plan written as CSV', () => {
  it('and read again is the same plan, whatever it was read from', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const file = readCsvPlan(asCsv(table));
        if (isRefused(file)) return;
        const { before, after } = await thereAndBack(file);
        expect(after).toEqual(before);
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});
