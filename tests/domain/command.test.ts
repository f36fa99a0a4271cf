import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestCommands, nearestRefs, readCommand, sameRef, withoutLevel } from '../../bot/domain/command.js';

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
    ['help?', { kind: 'help' }],
    ['What can I say?', { kind: 'help' }],
  ])('%j', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });

  it('the plan’s own word may stand before a ref', () => {
    expect(withoutLevel('Matter 3.1', ['Matter'])).toBe('3.1');
    expect(withoutLevel('action FD 2.1', [])).toBe('FD 2.1');
    expect(withoutLevel('Action', [])).toBe('Action');
    expect(withoutLevel('Actionable 1', [])).toBe('Actionable 1');
  });

  it('a summary can be asked for here, of a plan or of the only one', () => {
    expect(readCommand('rollup here')).toEqual({ kind: 'rollup-here', plan: '' });
    expect(readCommand('progress summary here CS-2026')).toEqual({ kind: 'rollup-here', plan: 'cs-2026' });
    expect(readCommand('Rollup here CS-2026')).toEqual({ kind: 'rollup-here', plan: 'cs-2026' });
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
});
