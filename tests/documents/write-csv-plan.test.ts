import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { writeCsvPlan } from '../../bot/documents/write-csv-plan.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { anUpdate } from '../support/builders.js';
import { createWorld, WEDNESDAY, type World } from '../support/world.js';
import { anyTable, asCsv } from './any-table.js';

async function knownIn({ ports }: World): Promise<string[]> {
  return (await ports.people.officers()).flatMap(({ value }) => [value.name, ...value.aliases]);
}

async function load(world: World, plan: string, file: PlanFile, acceptSuggestions = false) {
  await importPlan(world.ports, { plan, title: 'The plan', file, asAt: WEDNESDAY, acceptSuggestions });
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
async function thereAndBack(first: PlanFile, accept = false) {
  const world = createWorld();
  const before = await load(world, 'first', first, accept);
  const { officers } = await readDirectory(world.ports.people);
  const milestones = before.milestones.map(({ milestone }) => milestone);
  const written = writeCsvPlan({ ...before, milestones, officers });
  const again = readCsvPlan(written, { knownNames: await knownIn(world) });
  if (isRefused(again)) throw new Error(again.refused);
  expect(again.rejected).toEqual([]);
  const after = await load(world, 'second', again, accept);
  return { before: essence(before), after: essence(after), ends: [endsOf(before, first), endsOf(after, first)], again };
}

/** How the milestones stand of which the file suggests an end: closed with which reason, and replaced by what. */
function endsOf({ milestones }: Awaited<ReturnType<typeof load>>, { suggestions }: PlanFile) {
  const suggested = new Set(suggestions.map(({ ref }) => ref));
  return milestones
    .filter(({ milestone }) => suggested.has(milestone.ref))
    .map(({ milestone: { ref, state, update, closure } }) => {
      const said = closure?.reason.includes(' says ') === true ? /says .*/s.exec(closure.reason)?.[0] : null;
      return { ref, state, rating: update?.rating, said, replacedBy: closure?.replacedBy };
    });
}

function suggestedIn({ suggestions }: PlanFile) {
  return suggestions.map(({ ref, state, replacedBy }) => ({ ref, state, replacedBy }));
}

function planOf(...lines: readonly string[]): PlanFile {
  const found = readCsvPlan(['Ref,Milestone,Due,Lead,RAG,State,Progress', ...lines].join('\n'));
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

describe('a plan written as CSV', () => {
  it('and read again is the same plan, whatever it was read from', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const file = readCsvPlan(asCsv(table));
        if (isRefused(file)) return;
        const { before, after, again } = await thereAndBack(file);
        expect(after).toEqual(before);
        // What one cell said of two milestones stands in a row of each now, and may suggest more.
        expect(suggestedIn(again)).toEqual(expect.arrayContaining(suggestedIn(file)));
      }),
      { numRuns: Number(process.env.RUNS ?? 200) },
    );
  });

  it('keeps who may read it, with the words that nobody knows', async () => {
    const found = readCsvPlan(
      [
        'Ref,Milestone,Due,Lead,Sensitivity',
        'A 1.1,One,1 May 2027,Jo Farl,Public',
        'A 1.2,Two,1 May 2027,Jo Farl,',
        'A 1.3,Three,1 May 2027,Jo Farl,PROTECT',
        'A 1.4,Four,1 May 2027,Jo Farl,Internal; exempt paragraph 3',
      ].join('\n'),
    );
    if (isRefused(found)) throw new Error(found.refused);
    const { again } = await thereAndBack(found);
    expect(again.rows.map(({ marking }) => marking ?? null)).toEqual([
      { level: 'public', exempt: null, printed: null },
      null,
      { level: 'restricted', exempt: null, printed: 'PROTECT' },
      { level: 'internal', exempt: 'paragraph 3', printed: null },
    ]);
    expect(again.warnings.filter(({ code }) => code === 'unread-column')).toEqual([]);
  });

  it('is the same where a text opens with the ref that was made for it', async () => {
    const headings = ['Ref. Number', 'Area for Development', 'What Will We Do?', 'Timescale and Lead Officer(s)'];
    const rows = [headings, ['', 'TH 2: Be quick', 'TH 2.1: 100% of schools', ''], ['TH 2', '', 'Run it', '']];
    const file = readCsvPlan(asCsv(rows));
    if (isRefused(file)) throw new Error(file.refused);
    const { before, after } = await thereAndBack(file);
    expect(after).toEqual(before);
  });

  it('still suggests what nobody accepted', async () => {
    const file = planOf(
      'A 1.1,One - COMPLETED,1 May 2027,Jo Farl,,,',
      'A 1.2,Two,1 May 2027,Jo Farl,,Withdrawn,',
      'A 1.3,Three (completed),1 May 2027,Jo Farl,Red,paused,',
      'A 1.4,Four,1 May 2027,Jo Farl,Complete,Evidenced,',
      'A 1.5,Five - COMPLETED,1 May 2027,Jo Farl,Complete,,',
      'A 1.6,Six,1 May 2027,Jo Farl,Complete,Delivered,',
    );
    const states = ['delivered', 'withdrawn', 'paused', 'evidenced'];
    expect(file.suggestions.map(({ state }) => state)).toEqual(states);
    const { before, after, again } = await thereAndBack(file);
    expect(suggestedIn(again)).toEqual(suggestedIn(file));
    expect(after).toEqual(before);
    expect(before.milestones[3]).toMatchObject({ state: 'delivered', rating: 'complete' });
  });

  it('keeps why something was superseded, and by what, beside its state and in a long sentence', async () => {
    const long = `This action about ${'the many and various '.repeat(4)}plans is superseded by A1.2 and A 1.3`;
    const file = planOf(
      `A 1.1,One,1 May 2027,Jo Farl,,Superseded,"${long}"`,
      'A 1.2,Two,1 May 2027,Jo Farl,,,',
      'A 1.3,Three,1 May 2027,Jo Farl,,,',
    );
    expect(suggestedIn(file)).toEqual([{ ref: 'A 1.1', state: 'superseded', replacedBy: ['A 1.2', 'A 1.3'] }]);
    const { ends } = await thereAndBack(file, true);
    expect(ends[0]).toMatchObject([{ state: 'superseded', replacedBy: ['A 1.2', 'A 1.3'] }]);
    expect(ends[1]).toEqual(ends[0]);
  });

  it('points nowhere with what a lead said', async () => {
    const world = createWorld();
    const before = await load(world, 'first', planOf('A 1.1,One,1 May 2027,Jo Farl,,,As above'));
    const { officers } = await readDirectory(world.ports.people);
    const update = anUpdate({ rating: 'red', note: 'As above', cause: 'No staff' });
    const milestones = before.milestones.map(({ milestone }) => ({ ...milestone, update }));
    const again = readCsvPlan(writeCsvPlan({ ...before, milestones, officers }));
    expect(isRefused(again) ? again.refused : again.warnings).toEqual([]);
  });
});
