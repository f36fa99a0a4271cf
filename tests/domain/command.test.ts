import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestCommands, nearestRefs, readCommand, sameRef } from '../../bot/domain/command.js';

describe('what somebody says to the bot', () => {
  it.each(['my milestones', 'My Milestones', ' my   milestones. ', 'show my milestones', 'my actions', 'my action?'])(
    '%j asks for their milestones',
    (text) => {
      expect(readCommand(text)).toEqual({ kind: 'my-milestones' });
    },
  );

  it('the plan’s own word for its level is as good', () => {
    expect(readCommand('my matters', ['Matter'])).toEqual({ kind: 'my-milestones' });
    expect(readCommand('my priorities', ['Priority'])).toEqual({ kind: 'my-milestones' });
    expect(readCommand('my matters', ['Action'])).toEqual({ kind: 'not-understood' });
  });

  it.each([
    ['update CiN/CP 1.1', 'CiN/CP 1.1'],
    ['UPDATE cin/cp1.1.', 'cin/cp1.1'],
    ['update  PMQA   2.3', 'PMQA 2.3'],
  ])('%j names a ref', (text, ref) => {
    expect(readCommand(text)).toEqual({ kind: 'update', ref });
  });

  it('a summary can be asked for here, of a plan or of the only one', () => {
    expect(readCommand('rollup here')).toEqual({ kind: 'rollup-here', plan: '' });
    expect(readCommand('Rollup here CS-2026')).toEqual({ kind: 'rollup-here', plan: 'cs-2026' });
  });

  it.each(['', 'help', 'Hello!', 'hi'])('%j gets help', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'help' });
  });

  it.each(['update', 'my', 'my milestones please', 'delete everything'])('%j is not understood', (text) => {
    expect(readCommand(text)).toEqual({ kind: 'not-understood' });
  });

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
    ['show me all my milestones please', 'own-chat', ['my milestones']],
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
