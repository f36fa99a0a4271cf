import { describe, expect, it } from 'vitest';
import { fileOf, terminal, type Typed } from '../../support/command-line.js';
import { createWorld } from '../../support/world.js';

const PLAN = `Ref,Area,Milestone,Due,Leads,RAG,Progress
A 1,Front door,Open the door,31 March 2027,Ann Orr,,This action is no longer required.
A 2,Front door,Paint the door - COMPLETED,31 March 2027,Ann Orr,,Painted in June
A 3,Front door,Lock the door,31 March 2027,Ann Orr,Amber,Waits for keys
`;

async function town(...more: readonly string[]) {
  const world = createWorld();
  const type = terminal(world);
  await type('import', fileOf('plan.csv', PLAN), '--plan', 'doors', '--accept-suggestions', ...more);
  const history = (ref: string): Promise<Typed> => type('history', ref, '--plan', 'doors');
  return { type, history };
}

describe('history', () => {
  it('tells what was accepted from the file at import, and the sentence it came from', async () => {
    const { history } = await town();
    const withdrawn = await history('A 1');
    expect(withdrawn.json).toMatchObject({ state: 'withdrawn', history: [{ changes: [{}, { kind: 'closed' }] }] });
    expect(withdrawn.lines.slice(2)).toEqual([
      '2026-11-18  import  Loaded, due “31 March 2027”.',
      '2026-11-18  import  Closed as withdrawn when it was loaded. Row 2: the text under "Progress" says "This action is no longer required.".',
    ]);
    expect((await history('A 2')).lines.at(-1)).toBe(
      '2026-11-18  import  ✓\u00a0Complete. As printed: “Painted in June”',
    );
    expect((await history('A 3')).lines.at(-1)).toBe('2026-11-18  import  ▲\u00a0Amber. As printed: “Waits for keys”');
  });

  it('names the fields of an answer', async () => {
    const { type, history } = await town();
    await type(
      'update',
      'A 3',
      ...['--plan', 'doors', '--by', 'Ann Orr', '--rating', 'red', '--note', 'Bit wobbly', '--cause', 'Winter flu.'],
      ...['--remedy', 'Clinics', '--help-needed', 'A nurse', '--recovery', '2027-01-29'],
      ...['--next-step', 'Ask the trust', '--by-when', '2026-12-01'],
    );
    expect((await history('A 3')).lines.at(-1)).toBe(
      '2026-11-18  Ann Orr  ◆\u00a0Red. “Bit wobbly”. Cause: “Winter flu.” Remedial action: “Clinics”. Help needed: “A nurse”. Expected to recover by Friday 29 January 2027. Next step: “Ask the trust” by Tuesday 1 December 2026. (entered by operator)',
    );
  });
});
