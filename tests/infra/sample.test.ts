import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { digestContent } from '../../bot/flows/digest-content.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { listView } from '../../bot/flows/my-list.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { digestCard, myMilestonesCard } from '../../cards/index.js';
import { loadSample } from '../../infra/local/start/sample.js';
import { sign } from '../cards/samples.js';
import { linesOf } from '../cards/shown.js';
import { terminal } from '../support/command-line.js';
import { createWorld, digestsOf, WEDNESDAY, type World } from '../support/world.js';

/** What `npm start` loads, by the very lines it types, and what its people then read. */
let world: World;

beforeAll(async () => {
  world = createWorld();
  const type = terminal(world);
  await loadSample(
    { data: mkdtempSync(join(tmpdir(), 'waymark-sample-')) },
    async (...words) => {
      const { exit, json } = await type(...words);
      expect(exit, `${words.join(' ')}: ${JSON.stringify(json)}`).toBe(0);
      return json;
    },
    WEDNESDAY,
  );
});

async function officer(name: string): Promise<string> {
  const found = await world.ports.people.byName(name);
  if (found === null) throw new Error(name);
  return found.value.id;
}

/** Sweeps at ten on a day; then the lines of somebody's newest card. */
async function cardOn(day: string, name: string): Promise<readonly string[]> {
  const { ports, clock } = world;
  clock.set(`${day}T10:00:00Z`);
  const report = await sweep(ports, { slot: clock.now(), today: todayOf(ports), atOnce: true });
  expect(report.failed).toEqual([]);
  const digest = (await digestsOf(ports, await officer(name))).at(-1);
  if (digest === undefined) throw new Error(`${name} has no card`);
  const { view } = await digestContent(ports, await readDirectory(ports.people), digest);
  return linesOf(digestCard(view, sign).card);
}

it('the first card of who tries it holds something that recurs, and a date to decide; their list, a range and one without a date', async () => {
  const card = await cardOn('2026-11-18', 'Rowan Adeyemi');
  expect(card).toContain(
    '●\u00a0Green, due Wednesday 25 November 2026 for 26 October to 25 November 2026 (“25 November 2026, monthly thereafter” in the plan)',
  );
  expect(card.join('\n')).toContain(
    'Callista Moreau proposes Wednesday 6 January 2027 instead of Friday 4 December 2026: “The forum next meets in the new year”',
  );
  const list = linesOf(myMilestonesCard(await listView(world.ports, await officer('Rowan Adeyemi')), sign).card);
  expect(list).toContain(
    '○\u00a0No update, due by Monday 22 February 2027 (“16 December 2026 - 22 February 2027” in the plan)',
  );
  expect(list).toContain('When will it be due? Press Update and give the date you expect.');
});

it('the others have a group, a split cell with a year that was assumed, a meeting and what is asked once a quarter', async () => {
  const first = await cardOn('2026-11-18', 'Delroy Fontaine');
  expect(first.join('\n')).toContain('Each of you is asked: 0 of 2 have answered.');
  expect(first.join('\n')).toContain(
    '(“16 December for the report” in the plan, which prints no year; 2026 was assumed)',
  );
  const january = await cardOn('2027-01-04', 'Delroy Fontaine');
  expect(january).toContain('○\u00a0No update, due at the Improvement board on Friday 15 January 2027');
  const rowan = await cardOn('2027-01-04', 'Rowan Adeyemi');
  expect(rowan).toContain('The plan says “Still awaiting date for the new case system”.');
});
