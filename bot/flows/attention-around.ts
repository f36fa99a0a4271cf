/** What a card about one thing on the list shows besides: who signs an area, what a file left open. */
import { plainLine, type DeskButton, type DeskField, type DeskView } from '../domain/desk-views.js';
import { inList } from '../domain/lists.js';
import type { FileLeft } from '../domain/plan.js';
import { hereActs, type HereAct } from './attention-here.js';
import type { Waiting } from './attention-list.js';
import type { Names } from './attention-names.js';
import type { Ports } from './ports.js';
import { signersNow } from './remind-signers.js';

export interface AroundOne {
  /** Names of who signs the area; empty where nobody does, or it is about no area. */
  readonly signers: readonly string[];
  /** What the newest file of the plan left open; null where it is about no file, or nothing is kept of it. */
  readonly left: FileLeft | null;
}

export const NOTHING_AROUND: AroundOne = { signers: [], left: null };

export async function aroundOne(ports: Ports, { subject }: Waiting, { nameOf }: Names): Promise<AroundOne> {
  if (subject.kind === 'area') {
    const signers = (await signersNow(ports, subject.plan, subject.area)).map(nameOf);
    return { ...NOTHING_AROUND, signers };
  }
  if (subject.kind !== 'import') return NOTHING_AROUND;
  return { ...NOTHING_AROUND, left: (await ports.plans.outline(subject.plan))?.plan.file?.left ?? null };
}

const OPEN_SHOWN = 8;
const LINE = 380;

/** The first of the texts that are left, and what is open beside; one text at a time is settled. */
export function leftSections({ left }: AroundOne): DeskView['sections'] {
  if (left === null) return [];
  const [text] = left.texts;
  const open = left.open.slice(0, OPEN_SHOWN);
  const more = left.open.length - open.length;
  const several = left.texts.length === 1 ? '' : `, the first of ${String(left.texts.length)}`;
  return [
    ...(text === undefined
      ? []
      : [{ heading: `Row ${String(text.row)} of the file${several}`, lines: wordsOf(text).flatMap(inLines) }]),
    ...(open.length === 0
      ? []
      : [
          {
            heading: 'What is open',
            lines: [
              ...open.map(({ ref, question, assumed }) => ({
                strong: ref === null ? '' : `${ref}:`,
                rest: `${question} Until then: ${assumed}.`,
              })),
              ...(more > 0 ? [plainLine(`And ${String(more)} more.`)] : []),
            ],
          },
        ]),
  ];
}

function wordsOf({ text, progress, evidence }: FileLeft['texts'][number]): readonly string[] {
  return [text, progress, evidence].filter((one) => one !== null && one !== '') as string[];
}

/** Long words over several lines: all of them are to be read before somebody says where they belong. */
function inLines(words: string) {
  const letters = Array.from(words);
  const lines = [];
  for (let at = 0; at < letters.length && lines.length < 10; at += LINE)
    lines.push(plainLine(letters.slice(at, at + LINE).join('')));
  return lines;
}

/** "Ann signs it.": null where it is about no area. */
export function signersLine({ subject }: Waiting, { signers }: AroundOne): string | null {
  if (subject.kind !== 'area') return null;
  if (signers.length === 0) return 'Nobody signs it at present: set its head of service, or the plan’s owner.';
  return `${inList(signers)} ${signers.length === 1 ? 'signs' : 'sign'} it.`;
}

/** What can be done here, and with what has to be said to do it. */
export function actsHere(one: Waiting, { left, signers }: AroundOne): readonly HereAct[] {
  return hereActs(one).filter((act) =>
    act === 'remind' ? signers.length > 0 : left !== null || (act !== 'place' && act !== 'leave-out'),
  );
}

export function fieldsHere(acts: readonly HereAct[]): readonly DeskField[] {
  const reason: DeskField = { name: 'reason', input: 'line', label: 'Why it is withdrawn', placeholder: 'A sentence' };
  const ref = (label: string): DeskField => ({
    name: 'ref',
    input: 'line',
    label,
    placeholder: 'A ref, such as FD 1.2',
  });
  if (acts.includes('withdraw')) return [reason, ref('Or what takes its place')];
  return acts.includes('place') ? [ref('Of what it is part')] : [];
}

const BUTTONS: Readonly<Record<HereAct, readonly [title: string, verb: string]>> = {
  stands: ['It still stands', 'attention-stands'],
  withdraw: ['Withdraw', 'attention-withdraw'],
  supersede: ['Superseded', 'attention-supersede'],
  place: ['It belongs there', 'attention-place'],
  'leave-out': ['Leave it out', 'attention-leave'],
  remind: ['Remind', 'attention-remind'],
};

export function buttonsHere({ id }: Waiting, acts: readonly HereAct[], { left }: AroundOne): readonly DeskButton[] {
  const row = left?.texts[0]?.row ?? 0;
  return acts.map((act) => {
    const [title, verb] = BUTTONS[act];
    return { title, verb, tooltip: `${title}: ${id}`, link: { plan: '', ref: id, rev: row } };
  });
}
