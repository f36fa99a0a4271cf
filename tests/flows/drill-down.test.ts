/** What a press on a summary shows: over any plan and any people nothing that is not open to who pressed. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayDo } from '../../bot/domain/rights.js';
import { areaShown, milestoneShown, whoPresses } from '../../bot/flows/drill-down.js';
import { planRollup } from '../../bot/flows/plan-rollup.js';
import { headOf } from '../../bot/flows/pressed-summary.js';
import { findMilestone } from '../../bot/flows/found-milestone.js';
import { wholePlan } from '../../bot/domain/scope.js';
import { areaShownCard, milestoneShownCard } from '../../cards/index.js';
import { sign } from '../cards/samples.js';
import { addChannels } from '../support/scheduled.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads } from '../support/world.js';

const PEOPLE = ['Ann', 'Ben', 'Cat', 'Dee'];
const AREAS = ['A', 'B'];
const row = fc.record({ lead: fc.constantFrom(...PEOPLE), area: fc.constantFrom(...AREAS) });

it('shows of an area, and of a milestone, only what its reader may see', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 8 }),
      fc.constantFrom(...PEOPLE),
      fc.constantFrom(null, 'leader' as const, 'admin' as const),
      fc.constantFrom(...PEOPLE, null),
      async (rows, head, role, roleOf) => {
        const world = createWorld();
        const { ports } = world.start();
        const wishes = rows.map(({ lead, area }, at) => ({
          ref: `R${String(at)}x`,
          due: '2026-11-30',
          leads: [lead],
          area,
        }));
        // Everybody is in the plan, so that each can be linked.
        await loadPlan(ports, [...wishes, { ref: 'ALL', due: '2027-02-01', leads: PEOPLE, area: 'Z' }]);
        const ids = await linkAll(ports, PEOPLE);
        if (rows.some(({ area }) => area === 'A')) await setHeads(ports, 'A', [ids[head]!]);
        if (role !== null && roleOf !== null) {
          const found = (await ports.people.officer(ids[roleOf]!))!;
          await ports.people.put({ ...found.value, roles: [role] }, found.etag);
        }
        await addChannels(ports, ['19:board']);
        const [channel] = await ports.channels.list();
        const snapshot = (await planRollup(ports, wholePlan(PLAN), [channel!.value], null))!;
        const { value: post } = (await ports.rollups.post(PLAN, snapshot.period, '19:board'))!;
        const pressed = { snapshot, post };
        const top = (await headOf(ports, PLAN, pressed))!;
        for (const name of PEOPLE) {
          const presser = { id: ids[name]!, admin: false };
          for (const { ref } of wishes) {
            const found = (await findMilestone(ports, PLAN, ref))!;
            const may = mayDo('see', whoPresses(found, presser));
            const words = `The words of ${ref}`;
            const area = await areaShown(ports, presser, top, pressed, found.stored.milestone.area);
            const one = await milestoneShown(ports, presser, top, ref);
            const seen = [
              'rows' in area ? JSON.stringify(areaShownCard(area, sign).card) : '',
              'milestone' in one ? JSON.stringify(milestoneShownCard(one, sign).card) : '',
            ];
            expect(seen.map((card) => card.includes(words))).toEqual([may, may]);
          }
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);
