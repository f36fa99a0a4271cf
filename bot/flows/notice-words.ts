import type { NoticeView } from '../domain/views.js';
import type { Waiting } from './attention-list.js';
import type { Names } from './attention-names.js';
import { sentenceFor } from './attention-words.js';

const IN_WORDS = 5;

/** What stops others from being asked at all first; what is only late last. */
const ORDER: readonly Waiting['because'][] = [
  'long-gap',
  'not-planned',
  'in-doubt',
  'undeliverable',
  'refused',
  'gone',
  'not-released',
  'no-channel',
  'outsiders',
  'held',
  'unlinked',
  'orphan-text',
  'undecided',
  'unsigned',
  'changed-history',
  'faulty',
  'unreadable',
  'night-failed',
  'not-copied',
  'poison',
  'late',
  'stopped',
];

/** A notice to an admin: how many of what, the worst five in words, and what to do. */
export function noticeOf(waiting: readonly Waiting[], names: Names): NoticeView {
  const worst = [...waiting].sort((a, b) => ORDER.indexOf(a.because) - ORDER.indexOf(b.because));
  const more = worst.length - IN_WORDS;
  return {
    title: 'Waymark needs somebody',
    lines: [
      `${listed(countsOf(worst))}.`,
      ...worst.slice(0, IN_WORDS).map((one) => `– ${sentenceFor(one, names)}`),
      ...(more > 0 ? [`– and ${String(more)} more`] : []),
      'Open the list to see all of it and to settle it; at the command line it is “waymark attention”.',
    ],
    way: {
      title: 'Open the list',
      verb: 'open-attention',
      tooltip: 'Open the list of what waits for somebody',
      link: { plan: '', ref: '', rev: 0 },
    },
  };
}

/** "2 cards may not have arrived", in the order of what is worst. */
function countsOf(waiting: readonly Waiting[]): readonly string[] {
  const groups = new Map<string, number>();
  for (const one of waiting) {
    const group = groupOf(one);
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return [...groups].map(([group, count]) => {
    const [single, several] = PHRASES[group] ?? ['thing wants looking at', 'things want looking at'];
    return `${String(count)} ${count === 1 ? single : several}`;
  });
}

function groupOf({ subject, because }: Waiting): string {
  return subject.kind === 'digest' || subject.kind === 'rollup' ? `${subject.kind} ${because}` : 'other';
}

const PHRASES: Readonly<Record<string, readonly [one: string, several: string]>> = {
  'digest in-doubt': ['card may not have arrived', 'cards may not have arrived'],
  'digest undeliverable': ['person cannot be reached', 'people cannot be reached'],
  'digest refused': ['card could not be sent', 'cards could not be sent'],
  'digest late': ['card is late', 'cards are late'],
  'digest unreadable': ['card cannot be read', 'cards cannot be read'],
  'rollup unreadable': ['summary cannot be read', 'summaries cannot be read'],
  'rollup in-doubt': ['summary may not have been posted', 'summaries may not have been posted'],
  'rollup refused': ['summary could not be posted', 'summaries could not be posted'],
  'rollup late': ['summary is late', 'summaries are late'],
};

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
