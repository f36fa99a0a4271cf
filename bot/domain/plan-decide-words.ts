import { LEVELS_OF_MARKING } from './marking.js';
import { STATES } from './plan.js';
import { asked, choice, namedOf, rowOf, said, settled, withRow, type Way } from './plan-decide-ways.js';

/** A state or rating that the file speaks of and does not declare. */
export const suggestion: Way = {
  ask(doubt) {
    const { suggestion: one } = doubt;
    if (one === undefined) return null;
    const state = one.rating?.rating ?? one.state.replaceAll('-', ' ');
    return asked(
      'suggestion',
      `${namedOf(doubt)}: is it ${state}?`,
      'Nothing is taken from it, and the lead is asked',
      [choice('leave', 'Leave it, and ask the lead'), choice('accept', `Accept it: ${state}`)],
    );
  },
  follow: ({ suggestion: one }, _chosen, _typed, file) => ({
    ...file,
    suggestions: file.suggestions.map((each) => (each === one ? { ...each, accepted: true } : each)),
  }),
};

const CLASSES = [
  ['red', 'Red'],
  ['amber', 'Amber'],
  ['green', 'Green'],
  ['complete', 'Complete'],
] as const;

/** A word in the RAG column that the key does not have, or in the State column that is no state. */
export const unknownRating: Way = {
  ask(doubt) {
    if (doubt.warning?.field === 'state') {
      const states = STATES.filter((state) => state !== 'paused').map((state) =>
        choice(state, state.replaceAll('-', ' ')),
      );
      const question = `${namedOf(doubt)}: ${said(doubt.cell)} is no state that is known here; what does it mean?`;
      return asked('state', question, 'Nothing is taken from it', [choice('none', 'Nothing'), ...states]);
    }
    const question = `${namedOf(doubt)}: ${said(doubt.cell)} is not in the key; how is it rated?`;
    const classes = CLASSES.map(([id, word]) => choice(id, word));
    return asked('rating', question, 'It has no rating', [choice('none', 'No rating'), ...classes]);
  },
  follow(doubt, chosen, _, file) {
    const state = STATES.find((one) => one === chosen);
    if (state !== undefined && doubt.ref !== null) {
      const because = `${namedOf(doubt)}: ${said(doubt.cell)} was decided to mean that.`;
      const query = `The plan's own column says ${said(doubt.cell)}. If that is so, propose it.`;
      const accepted = { ref: doubt.ref, state, because, query, accepted: true } as const;
      const others = file.suggestions.filter(({ ref }) => ref !== doubt.ref);
      return settled({ ...file, suggestions: [...others, accepted] }, doubt);
    }
    const declared = CLASSES.find(([id]) => id === chosen)?.[0];
    return declared === undefined ? file : withRow(file, doubt, ['declared'], () => ({ declared, grade: null }));
  },
};

/** A word in the Marking column that is none of public, internal and restricted. */
export const unknownMarking: Way = {
  ask(doubt, file) {
    const marking = rowOf(file, doubt.ref)?.marking;
    if (marking == null) return null;
    const levels = LEVELS_OF_MARKING.filter((level) => level !== 'restricted').map((level) =>
      choice(level, `It is ${level}`),
    );
    const question = `${namedOf(doubt)}: ${said(doubt.cell)} is none of public, internal and restricted; who may read it?`;
    return asked('marking', question, 'It counts as restricted', [choice('restricted', 'It is restricted'), ...levels]);
  },
  follow(doubt, chosen, _, file) {
    const level = LEVELS_OF_MARKING.find((one) => one === chosen);
    const exempt = rowOf(file, doubt.ref)?.marking?.exempt ?? null;
    if (level === undefined) return file;
    if (level === 'public' && exempt !== null) return { wrong: 'what is exempt is not for the public.' };
    return withRow(file, doubt, ['marking'], () => ({ marking: { level, exempt, printed: null } }));
  },
};
