/** Pages about what people did: a wrong plan, a leaver, a request, and an attacker. */
import { writeFileSync } from 'node:fs';
import { cardText } from '../../support/card-text.js';
import { idInTeams } from '../../support/scenario.js';
import { TEN, untilTen } from './scenes-sending.js';
import { readBy, type Scene, type Walk } from './walk.js';

const PLAN = 'childrens-services';

export const CARE_SCENES: Readonly<Record<string, (walk: Walk) => Scene>> = {
  'wrong-plan-imported.md': (walk) => ({
    happens: {
      'a-wrong-plan-was-loaded': async () => {
        const file = walk.pathOf('last-year.csv');
        writeFileSync(file, WRONG);
        await walk.type('import', file, '--plan', 'early-help', '--title', 'Early help plan', '--as', 'Sam Whitfield');
        await untilTen(walk);
        const green = ['--rating', 'green', '--note', 'The lease is signed'];
        await walk.type('update', 'EH 2', '--plan', 'early-help', '--by', 'Marcus Ibe', '--as', 'Marcus Ibe', ...green);
      },
      'five-minutes-pass': () => walk.until('2026-11-18 10:05'),
    },
    shows: { 'what-hannah-sees': () => Promise.resolve(cardText(walk.cardOf('Hannah Osei')).slice(0, 4)) },
  }),

  'officer-leaves.md': (walk) => ({
    happens: { 'cards-went-out': () => untilTen(walk) },
  }),

  'subject-access.md': (walk) => ({
    happens: {
      'rosa-was-asked-and-answered': async () => {
        await untilTen(walk);
        const words = ['--cause', 'Two chairs are off sick', '--recovery', '2026-12-04'];
        await walk.type('update', 'CP 2.1', '--plan', PLAN, '--by', 'Rosa Lind', '--rating', 'amber', ...words);
      },
    },
  }),

  'suspected-compromise.md': (walk) => ({
    happens: {
      'somebody-uses-the-account-of-an-admin': async () => {
        walk.standstill('2026-11-18 02:10');
        await walk.type('export', walk.pathOf('2026-11-18.ndjson.gz'));
        await untilTen(walk);
        walk.standstill('2026-11-18 09:12');
        const as = ['--as', 'Sam Whitfield'];
        await walk.type('officers', 'role', 'Marcus Ibe', 'admin', ...as);
        await walk.type('heads', 'owner', '--plan', PLAN, '--to', 'Marcus Ibe', ...as);
        await walk.talk.say(idInTeams('Hannah Osei'), 'attention');
        await walk.type(
          'update',
          'CP 2.1',
          '--plan',
          PLAN,
          '--by',
          'Rosa Lind',
          '--rating',
          'green',
          '--note',
          'All fine',
          ...as,
        );
        walk.standstill(TEN);
      },
      'somebody-wrote-to-storage': () => rewriteHistory(walk),
    },
    shows: {
      'what-the-account-is-told': async () =>
        (await walk.talk.say(idInTeams('Sam Whitfield'), 'attention')).flatMap(readBy).slice(0, 2),
    },
  }),
};

const WRONG = `Ref,Area,Objective,Milestone,Due,Leads,RAG
EH 1,Early help,Hubs,Open the family hub,20 November 2025,Hannah Osei,Green
EH 2,Early help,Hubs,Agree the lease,1 December 2025,Marcus Ibe,Amber
`;

/** As whoever has the rights to the tables could: one row of a history is another, and one is gone. */
async function rewriteHistory({ talk }: Walk): Promise<void> {
  const plans = talk.world.tables.open('Plans');
  const rows = [];
  for await (const one of plans.query({ partition: PLAN })) if (one.row.startsWith('h|m|')) rows.push(one);
  const [first, second] = [rows[0], rows.at(-1)];
  if (first === undefined || second === undefined) throw new Error('The history has no rows');
  const columns = { ...first.columns, hash: 'f'.repeat(64) };
  await plans.submit(PLAN, [{ kind: 'replace', row: first.row, columns, etag: first.etag }]);
  await plans.submit(PLAN, [{ kind: 'delete', row: second.row, etag: second.etag }]);
}
