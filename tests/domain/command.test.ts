import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../bot/domain/command.js';
import { withoutLevel } from '../../bot/domain/level-words.js';
import { nearestRefs, sameRef } from '../../bot/domain/refs.js';
import { nearestCommands } from '../../bot/domain/nearest-commands.js';

describe('what somebody says to the bot', () => {
  it.each([
    'my milestones',
    'My Milestones',
    ' my   milestones. ',
    'show my milestones',
    'my actions',
    'my action?',
    '“my milestones”',
    "'my milestones'",
    'my milestones please',
    'Please, show me all my milestones',
  ])('%j asks for their milestones', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'my-milestones', only: '' });
  });

  it('the plan’s own word for its level is as good', () => {
    expect(readCommand('my matters', ['Matter'])).toEqual({ kind: 'my-milestones', only: '' });
    expect(readCommand('my priorities', ['Priority'])).toEqual({ kind: 'my-milestones', only: '' });
    expect(readCommand('my matters', ['Action'])).toEqual({ kind: 'not-understood' });
  });

  it.each([
    ['update CiN/CP 1.1', 'CiN/CP 1.1'],
    ['UPDATE cin/cp1.1.', 'cin/cp1.1'],
    ['update  PMQA   2.3', 'PMQA 2.3'],
  ])('%j names a ref', (text, ref) => {
    expect(readCommand(text)).toEqual({ kind: 'update', ref });
  });

  it.each([
    ['my milestones overdue', 'overdue'],
    ['my overdue actions', 'overdue'],
    ['my overdue', 'overdue'],
    ['overdue', 'overdue'],
    ['my actions in Early Help', 'Early Help'],
    ['my milestones for EH', 'EH'],
    ['My Milestones Children’s plan.', "Children's plan"],
  ])('%j asks for some of them', (text, only) => {
    expect(readCommand(text)).toEqual({ kind: 'my-milestones', only });
  });

  it.each([
    ['update', { kind: 'update', ref: '' }],
    ['Update “FD 2.1” please', { kind: 'update', ref: 'FD 2.1' }],
    ['update FD 2.1 for Hal Okoro', { kind: 'update-for', ref: 'FD 2.1', name: 'Hal Okoro' }],
    ['text for Hal Okoro', { kind: 'text-for', name: 'Hal Okoro' }],
    ['history FD 2.1', { kind: 'history', ref: 'FD 2.1' }],
    ['show the history of FD 2.1', { kind: 'history', ref: 'FD 2.1' }],
    ['history', { kind: 'history', ref: '' }],
    ['away', { kind: 'away', name: '', until: '' }],
    ['away until Monday 7 December', { kind: 'away', name: '', until: 'Monday 7 December' }],
    ['I’m away till 7/12.', { kind: 'away', name: '', until: '7/12' }],
    ['Away 7 December', { kind: 'away', name: '', until: '7 December' }],
    ['away Hal Okoro until 7 December', { kind: 'away', name: 'Hal Okoro', until: '7 December' }],
    ['Hal Okoro is away until 7 December', { kind: 'away', name: 'Hal Okoro', until: '7 December' }],
    ['back', { kind: 'back', name: '' }],
    ['I am back!', { kind: 'back', name: '' }],
    ['back Hal Okoro', { kind: 'back', name: 'Hal Okoro' }],
    ['Hal Okoro is back', { kind: 'back', name: 'Hal Okoro' }],
    ['deputy', { kind: 'deputy', name: '' }],
    ['deputy Nadia Hussain', { kind: 'deputy', name: 'Nadia Hussain' }],
    ['my deputy is Nadia Hussain', { kind: 'deputy', name: 'Nadia Hussain' }],
    ['no deputy', { kind: 'no-deputy' }],
    ['deputy none', { kind: 'no-deputy' }],
    ['hand over FD 2.1 to Gwen Abara', { kind: 'hand-over', ref: 'FD 2.1', name: 'Gwen Abara' }],
    ['handover FD 2.1', { kind: 'hand-over', ref: 'FD 2.1', name: '' }],
    ['hand FD 2.1 over to Gwen Abara', { kind: 'hand-over', ref: 'FD 2.1', name: 'Gwen Abara' }],
    ['hand over', { kind: 'hand-over', ref: '', name: '' }],
    ['Approvals', { kind: 'approvals' }],
    ['sign off', { kind: 'accountable', act: 'sign-off', name: '' }],
    ['Sign-off the Early help', { kind: 'accountable', act: 'sign-off', name: 'Early help' }],
    ['signoff EH', { kind: 'accountable', act: 'sign-off', name: 'EH' }],
    ['release', { kind: 'accountable', act: 'release', name: '' }],
    ['release the summary of cs', { kind: 'accountable', act: 'release', name: 'cs' }],
    ['overall rating', { kind: 'accountable', act: 'overall', name: '' }],
    ['set the overall rating of cs', { kind: 'accountable', act: 'overall', name: 'cs' }],
    ['help?', { kind: 'help' }],
    ['What can I say?', { kind: 'help' }],
    ['away til Friday', { kind: 'away', name: '', until: 'Friday' }],
    ["away 'til Friday", { kind: 'away', name: '', until: 'Friday' }],
    ['away till Friday', { kind: 'away', name: '', until: 'Friday' }],
    ['away until', { kind: 'away', name: '', until: '' }],
    ['I will be away until Monday 7 December', { kind: 'away', name: '', until: 'Monday 7 December' }],
    ["I'll be away til 7 Dec", { kind: 'away', name: '', until: '7 Dec' }],
    ["I'm away until 7 Dec", { kind: 'away', name: '', until: '7 Dec' }],
    ['I am on leave until 7 Dec', { kind: 'away', name: '', until: '7 Dec' }],
    ['off until Friday', { kind: 'away', name: '', until: 'Friday' }],
    ['out of office until 7/12', { kind: 'away', name: '', until: '7/12' }],
    ['Ann is away til 7 December', { kind: 'away', name: 'Ann', until: '7 December' }],
    ['Ann Lee away until 7 December', { kind: 'away', name: 'Ann Lee', until: '7 December' }],
    ['Ann Lee will be away until 7 December', { kind: 'away', name: 'Ann Lee', until: '7 December' }],
    ['set Ann Lee away til 7 December', { kind: 'away', name: 'Ann Lee', until: '7 December' }],
    ['away Mona Ali till 7 December', { kind: 'away', name: 'Mona Ali', until: '7 December' }],
    ['away from 1 December until 7 December', { kind: 'away', name: '', until: '7 December', from: '1 December' }],
    ['away from Monday to Friday', { kind: 'away', name: '', until: 'Friday', from: 'Monday' }],
    ['away 1 December to 7 December', { kind: 'away', name: '', until: '7 December', from: '1 December' }],
    ['I am away 1 - 7 December', { kind: 'away', name: '', until: '7 December', from: '1 December' }],
    ['away from 1 December', { kind: 'away', name: '', until: '', from: '1 December' }],
    [
      'Ann Lee is away from Tuesday until 7 December',
      { kind: 'away', name: 'Ann Lee', until: '7 December', from: 'Tuesday' },
    ],
    ["I'm back now", { kind: 'back', name: '' }],
    ['I am back at work', { kind: 'back', name: '' }],
    ['Ann Lee is back at work', { kind: 'back', name: 'Ann Lee' }],
    ['make Sam Moss my deputy', { kind: 'deputy', name: 'Sam Moss' }],
    ['Sam Moss is my deputy', { kind: 'deputy', name: 'Sam Moss' }],
    ['deputy: Sam Moss', { kind: 'deputy', name: 'Sam Moss' }],
    ['remove my deputy', { kind: 'no-deputy' }],
    ['hand FD 2.1 to Sam', { kind: 'hand-over', ref: 'FD 2.1', name: 'Sam' }],
    ['hand-over FD 2.1 to Sam', { kind: 'hand-over', ref: 'FD 2.1', name: 'Sam' }],
    ['give me the history of FD 2.1', { kind: 'history', ref: 'FD 2.1' }],
    ['update FD 2.1 on behalf of Ann Lee', { kind: 'update-for', ref: 'FD 2.1', name: 'Ann Lee' }],
    ['what needs approving?', { kind: 'approvals' }],
    ['my list', { kind: 'my-milestones', only: '' }],
    ['what do I owe', { kind: 'my-milestones', only: '' }],
    ['What is due?', { kind: 'my-milestones', only: '' }],
    ['what is overdue', { kind: 'my-milestones', only: 'overdue' }],
    ["what's overdue", { kind: 'my-milestones', only: 'overdue' }],
    ['overdue actions', { kind: 'my-milestones', only: 'overdue' }],
    ['hi can you show my actions please', { kind: 'my-milestones', only: '' }],
    ['Hi Waymark, could you please show me my actions', { kind: 'my-milestones', only: '' }],
    ['pls can I see my actions', { kind: 'my-milestones', only: '' }],
    ['Good morning, update FD 2.1 pls', { kind: 'update', ref: 'FD 2.1' }],
    ['I need to update FD 2.1 \u{1F642}', { kind: 'update', ref: 'FD 2.1' }],
    ['update ‘FD 2.1’', { kind: 'update', ref: 'FD 2.1' }],
    ['Hello Waymark', { kind: 'help' }],
    ['update on FD 2.1', { kind: 'update', ref: 'FD 2.1' }],
    ['update for Ann Lee', { kind: 'update-for', ref: '', name: 'Ann Lee' }],
    ['give FD 2.1 to Sam Moss', { kind: 'hand-over', ref: 'FD 2.1', name: 'Sam Moss' }],
    ['approve FD 2.1', { kind: 'approvals' }],
    ['my tasks', { kind: 'my-milestones', only: '' }],
    ['what have I got to do?', { kind: 'my-milestones', only: '' }],
    ['on holiday next week', { kind: 'away', name: '', until: 'next week' }],
    ['off sick', { kind: 'away', name: '', until: '' }],
    ['away Ann Lee', { kind: 'away', name: 'Ann Lee', until: '' }],
    ['Ann Lee is off sick', { kind: 'away', name: 'Ann Lee', until: '' }],
    ['thanks', { kind: 'thanks' }],
    ['Thank you very much!', { kind: 'thanks' }],
    ['ok thanks \u{1F44D}', { kind: 'thanks' }],
    ['\u{1F44D}\u{1F3FD}', { kind: 'thanks' }],
  ])('%j', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });

  it.each([
    ['update area for development 2.1', { kind: 'update', ref: 'area for development 2.1' }],
    [
      'update Area for Development 2.1 for Hal Okoro',
      { kind: 'update-for', ref: 'Area for Development 2.1', name: 'Hal Okoro' },
    ],
    [
      'hand over area for development 2.1 to Sam Moss',
      { kind: 'hand-over', ref: 'area for development 2.1', name: 'Sam Moss' },
    ],
    ['hand road to recovery 3 over to Sam', { kind: 'hand-over', ref: 'road to recovery 3', name: 'Sam' }],
    ['history of matter outstanding 4', { kind: 'history', ref: 'matter outstanding 4' }],
    ['update action for Ann Lee', { kind: 'update-for', ref: 'action', name: 'Ann Lee' }],
    ['my areas for development', { kind: 'my-milestones', only: '' }],
    ['my matters outstanding overdue', { kind: 'my-milestones', only: 'overdue' }],
  ])('%j: a level of several words is one word', (text, command) => {
    const levels = ['Area for development', 'Matter outstanding', 'Road to recovery', 'Action'];
    expect(readCommand(text, levels)).toEqual(command);
  });

  it('the plan’s own word may stand before a ref', () => {
    expect(withoutLevel('Area for Development 2.1', ['Area for development', 'Area'])).toBe('2.1');
    expect(withoutLevel('the action FD 2.1', [])).toBe('FD 2.1');
    expect(withoutLevel('the FD 2.1', [])).toBe('FD 2.1');
    expect(withoutLevel('#FD 2.1', [])).toBe('FD 2.1');
    expect(withoutLevel('Matter 3.1', ['Matter'])).toBe('3.1');
    expect(withoutLevel('action FD 2.1', [])).toBe('FD 2.1');
    expect(withoutLevel('Action', [])).toBe('Action');
    expect(withoutLevel('Actionable 1', [])).toBe('Actionable 1');
  });

  it('a summary can be asked for here, of a plan or of the only one', () => {
    expect(readCommand('rollup here')).toEqual({ kind: 'rollup-here', what: '' });
    for (const line of ['progress summary here CS-2026', 'Rollup here CS-2026', 'summary here of CS-2026']) {
      expect(readCommand(line)).toEqual({ kind: 'rollup-here', what: 'CS-2026' });
    }
    const part = 'CS-2026 area FD for Rec 1 public for members';
    expect(readCommand(`summary here ${part}`)).toEqual({ kind: 'rollup-here', what: part });
  });

  it.each(['', 'help', 'Hello!', 'hi'])('%j gets help', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'help' });
  });

  it.each(['my', 'my holiday', 'delete everything', 'hand', 'until Friday', `update ${'x'.repeat(300)}`])(
    '%j is not understood',
    (text) => {
      expect(readCommand(text)).toEqual({ kind: 'not-understood' });
    },
  );

  it('any words at all get an answer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, levels) => {
          expect(readCommand(text, levels).kind).toBeTypeOf('string');
        },
      ),
    );
  });
});

describe('what is not understood is met with the nearest that is', () => {
  const refs = ['FD 2.1', 'FD 2.11', 'EH 1.3'];
  it.each([
    ['my mileston', 'own-chat', ['my milestones']],
    ['what of my milestones', 'own-chat', ['my milestones', 'my milestones overdue']],
    ['who moved FD 2.1 before', 'own-chat', ['history FD 2.1']],
    ['depty', 'own-chat', ['deputy']],
    ['helpp', 'own-chat', ['help']],
    ['updat FD 2.1', 'own-chat', ['update FD 2.1']],
    ['fd 2.11 is done', 'own-chat', ['update FD 2.11']],
    ['what do you want', 'own-chat', []],
    ['rolup here', 'channel', ['rollup here']],
    ['FD 2.1', 'channel', []],
  ] as const)('%j in the %s: %j', (text, where, near) => {
    expect(nearestCommands(text, where, refs)).toEqual(near);
  });
});

describe('refs', () => {
  it('are the same without case and spaces', () => {
    expect(sameRef('cin/cp1.1', 'CiN/CP 1.1')).toBe(true);
    expect(sameRef('CiN/CP 1.1', 'CiN/CP 11')).toBe(false);
  });

  it('a misspelt one is met with the nearest three at most', () => {
    const known = ['PMQA 1.1', 'PMQA 1.2', 'PMQA 2.1', 'SP 1.1', 'PMQA 1.3'];
    expect(nearestRefs('pmqa 1.9', known)).toEqual(['PMQA 1.1', 'PMQA 1.2', 'PMQA 1.3']);
    expect(nearestRefs('zz 1', known)).toEqual([]);
  });

  it.each([
    ['2.1', ['FD 2.1']],
    ['F 2.1', ['FD 2.1']],
    ['DF 2.1', ['FD 2.1']],
    ['GD 2.1', ['FD 2.1']],
    ['the FD 2.1', ['FD 2.1']],
    ['action FD 2.1', ['FD 2.1']],
    ['FD 2,1', ['FD 2.1']],
    ['FD2-1', ['FD 2.1']],
    ['FD 21', ['FD 2.1']],
    ['FD 2.1 amber', ['FD 2.1']],
    ['Q 77', []],
    ['everything', []],
  ])('%j is met with %j', (ref, near) => {
    expect(nearestRefs(ref, ['FD 2.1', 'EH 1.3'])).toEqual(near);
  });

  it.each([
    ['A 2', ['A1']],
    ['C1', ['A1', 'B1']],
    ['1', ['A1', 'B1']],
  ])('%j, of refs as short as A1, is met with %j', (ref, near) => {
    expect(nearestRefs(ref, ['A1', 'B1'])).toEqual(near);
  });

  it('one letter changed, left out or added is found, unless three are as near', () => {
    const areas = ['FD', 'CP', 'CiN', 'EH', 'LAC', 'QA', 'PMQA', 'S', 'HR', 'CiN/CP'];
    const known = areas.flatMap((area) =>
      Array.from({ length: 20 }, (_, at) => `${area} ${String(at % 5)}.${String(at)}`),
    );
    const slip = fc.record({
      ref: fc.constantFrom(...known),
      at: fc.nat(8),
      letter: fc.constantFrom('a', 'b', 'x', 'z', '0', '7', '9'),
    });
    fc.assert(
      fc.property(slip, fc.constantFrom('change', 'drop', 'add'), ({ ref, at, letter }, kind) => {
        const place = at % ref.length;
        const rest = ref.slice(kind === 'add' ? place : place + 1);
        const typed = ref.slice(0, place) + (kind === 'drop' ? '' : letter) + rest;
        const near = nearestRefs(typed, known);
        const others = near.filter((one) => one !== ref && isOneSlip(typed, one));
        expect(near.includes(ref) || others.length === 3, `${typed}: ${near.join(', ')}`).toBe(true);
      }),
    );
  });
});

/** At most one letter changed, left out or added; blanks and case aside. */
function isOneSlip(a: string, b: string): boolean {
  const [one = '', other = ''] = [a, b].map((text) => text.toLowerCase().replace(/[^a-z0-9.]/g, ''));
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return Math.max(one.length, other.length) - start - end <= 1;
}
