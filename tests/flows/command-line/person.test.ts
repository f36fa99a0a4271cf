import { beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../../bot/flows/drain.js';
import { terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

const NAME = 'Ada Quill';

describe('what is held about a person', () => {
  let world: World;
  let type: Terminal;
  let ids: Record<string, string>;

  beforeEach(async () => {
    world = createWorld();
    await loadPlan(world.ports, [
      { ref: 'A1', due: '2026-11-18', leads: [NAME] },
      { ref: 'A2', due: '2027-11-18', leads: ['Bo Marsh', 'Heads of Service'] },
    ]);
    ids = await linkAll(world.ports, [NAME, 'Bo Marsh']);
    await setHeads(world.ports, 'A', [ids[NAME]!]);
    type = terminal(world);
    await done('officers', 'group', 'Heads of Service', '--members', `${NAME}; Bo Marsh`);
    await done('officers', 'deputy', 'Bo Marsh', '--to', NAME);
    await done('sweep');
    await drain(world.ports);
    const answer = [
      '--rating',
      'red',
      '--cause',
      'Two posts are empty',
      '--remedy',
      'Agency',
      '--recovery',
      '2027-01-29',
    ];
    await done('update', 'A1', '--plan', PLAN, '--by', NAME, ...answer);
    await done(
      'update',
      'A2',
      '--plan',
      PLAN,
      '--by',
      'Bo Marsh',
      '--rating',
      'green',
      '--note',
      'For him',
      '--as',
      NAME,
    );
    await done('propose', 'A1', '--plan', PLAN, '--by', NAME, '--date', '2026-12-18', '--reason', 'Half term');
  });

  async function done(...words: string[]): Promise<Typed> {
    const typed = await type(...words);
    if (typed.exit !== 0) throw new Error(typed.lines.join('\n'));
    return typed;
  }

  it('is everything, in the JSON with their address', async () => {
    const { json } = await done('person', NAME);
    expect(json).toMatchObject({
      asAt: '2026-11-18',
      officer: {
        id: ids[NAME],
        name: NAME,
        entraId: `e-${NAME}`,
        chat: { conversationId: `chat-${NAME}` },
        erased: false,
      },
      deputyFor: [{ name: 'Bo Marsh' }],
      memberOf: [{ name: 'Heads of Service' }],
      leads: [{ plan: PLAN, ref: 'A1', leadsText: NAME }],
      accountable: [{ plan: PLAN, area: 'A', as: 'head of service' }],
      asked: [{ plan: PLAN, ref: 'A1', anchor: '2026-11-18', step: '0' }],
      cards: [{ state: 'sent', refs: [{ plan: PLAN, ref: 'A1' }] }],
      said: [
        { ref: 'A1', by: ids[NAME], update: { cause: 'Two posts are empty' }, proposal: null },
        { ref: 'A1', by: ids[NAME], update: null, proposal: { reason: 'Half term' } },
        { ref: 'A2', by: ids['Bo Marsh'], update: { note: 'For him' } },
      ],
      attention: [],
      channels: [],
    });
    const acts = (json.audit as { act: string; theirs: boolean }[]).map(
      ({ act, theirs }) => `${act} ${String(theirs)}`,
    );
    expect(acts).toContain('officer group false');
    expect(acts).toContain('officer deputy false');
  });

  it('can be given to them as text, without their address', async () => {
    const { lines } = await done('person', NAME);
    expect(lines.join('\n')).not.toContain(`chat-${NAME}`);
    expect(lines).toEqual(
      expect.arrayContaining([
        `What Waymark holds about ${NAME} (${ids[NAME]!}), on Wednesday 18 November 2026.`,
        `Entra id: e-${NAME}`,
        'Address of their chat in Teams: one is held',
        'Deputy for: Bo Marsh',
        'Member of: Heads of Service',
        'Leads (1)',
        `  A1 (${PLAN}), since Wednesday 18 November 2026: The words of A1`,
        `  head of service of A (${PLAN})`,
        'Asked (1)',
        'Said and decided (3)',
        'What other people wrote about them in their own words is not in this list: no machine can find it.',
      ]),
    );
    expect(lines.find((line) => line.includes('Two posts are empty'))).toContain(`A1 (${PLAN}), update`);
  });

  it('is in words and each text once: no codes, no ids of channels or of others', async () => {
    await done('officers', 'away', NAME, '--until', '2026-11-20', '--deputy', 'Bo Marsh');
    await done('officers', 'back', NAME);
    const channel = '19:announcements@thread.tacv2';
    const { ports } = world;
    const by = { kind: 'officer', id: ids[NAME]! } as const;
    await ports.audit.record({
      at: ports.clock.now(),
      by,
      act: 'rollup posted',
      subject: channel,
      outcome: 'done',
      why: null,
    });
    const { lines } = await done('person', NAME);
    const text = lines.join('\n');
    expect(lines).toContain(
      `  Wednesday 18 November 2026: A1 (${PLAN}), about the date itself, Wednesday 18 November 2026`,
    );
    expect(lines).toContain('  Wednesday 18 November 2026: about A1; sent');
    expect(lines).toContainEqual(expect.stringMatching(/^How they were before \(\d\)$/));
    expect(text).toMatch(/until Wednesday 18 November 2026: linked .*away until Friday 20 November 2026/);
    expect(text.split('Two posts are empty')).toHaveLength(2);
    expect(text.split('Half term')).toHaveLength(2);
    expect(text).toContain('rollup posted (by them): a channel');
    expect(text).not.toContain('@thread');
    expect(text).not.toContain(ids['Bo Marsh']);
  });

  it('of somebody of whom nothing but the name is known is short', async () => {
    await loadPlan(world.ports, [{ ref: 'B1', due: null, leads: ['Zoe New'] }], undefined, 'second');
    const { lines } = await done('person', 'Zoe New');
    expect(lines.filter((line) => / \(\d+\)$/.test(line))).toEqual(['Leads (1)']);
  });

  it('is what is left of somebody who was erased, by their id', async () => {
    await done('erase', NAME, '--anyway');
    const { json, lines } = await done('person', ids[NAME]!);
    expect(json).toMatchObject({ officer: { name: 'a former officer', entraId: null, chat: null, erased: true } });
    expect(JSON.stringify(json)).not.toContain(`e-${NAME}`);
    expect(lines).toContain('Address of their chat in Teams: none is held');
  });

  it('of nobody is refused, and a name without quotation marks too', async () => {
    expect((await type('person', 'Ada Quil')).lines[0]).toContain('Ada Quill');
    expect(await type('person', 'Ada', 'Quill')).toMatchObject({
      exit: 2,
      lines: ['Put the name in quotation marks: "Ada Quill".'],
    });
  });
});
