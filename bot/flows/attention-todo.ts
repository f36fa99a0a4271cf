/** What can be done about what waits for a person, as it is typed. */
import type { Waiting } from './attention-list.js';
import { REACH_AGAIN } from './attention-codes.js';
import type { Names } from './attention-names.js';

/** How what a card asks can be told by another way, as it is typed: of one that did not arrive. */
export function byEmail({ subject, because }: Waiting, { nameOf }: Pick<Names, 'nameOf'>): readonly string[] {
  if (subject.kind !== 'digest' || (because !== 'undeliverable' && because !== 'in-doubt')) return [];
  return [`card "${nameOf(subject.officer)}" --text: what it asks, as plain text to paste into an e-mail`];
}

/** When what is sent again leaves: what holds up everything holds that up, too. */
function whenAgain(waits: Waiting['waits']): string {
  if (waits?.kind === 'stopped') return 'it leaves when sending starts, as it does anyway';
  return waits?.kind === 'teams' ? 'it leaves when Teams takes cards again, as it does anyway' : 'it leaves now';
}

/** What can be done, as it is typed. */
export function todoFor({ id, subject, actions, because, evidence, waits }: Waiting): readonly string[] {
  if (subject.kind === 'sending') return ['sending start: it goes on at the usual rate, each card looked at again'];
  if (subject.kind === 'schedule' && evidence.some(({ what }) => what.startsWith('missed-since-'))) {
    const named = subject.schedule;
    return [`schedules run ${named}: asks now`, `schedules resume ${named}: begins again from now`];
  }
  if (subject.kind === 'held') {
    const { plan, ref } = subject;
    const named = /\s/.test(ref) ? `"${ref}"` : ref;
    return [
      `held list --plan ${plan}: shows them`,
      `held clear ${named} --plan ${plan} --by OFFICER: they say nothing of a child`,
    ];
  }
  if (subject.kind === 'lead') {
    return ['officers link OFFICER ENTRA-ID: cards go to that person; it comes off by itself'];
  }
  if (subject.kind === 'area') {
    const area = /\s/.test(subject.area) ? `"${subject.area}"` : subject.area;
    return [
      `sign-off ${area} --plan ${subject.plan} --by OFFICER: its head of service stands by its figures`,
      `attention remind ${id}: who signs it is asked once more`,
    ];
  }
  if (subject.kind === 'import') {
    const own =
      because === 'orphan-text'
        ? [
            `attention place ${id} REF [--row N]: the text is part of that, and stands there as printed`,
            `attention leave-out ${id} [--row N]: it belongs nowhere`,
          ]
        : [`import FILE --plan ${subject.plan} --apply --decisions FILE: decides what is open`];
    return [...own, `attention seen ${id}: leaves all of it as it is, and takes it off this list`];
  }
  if (subject.kind === 'milestone') {
    return [
      `attention stands ${id}: it is part of the plan as before`,
      `attention withdraw ${id} --reason T: it is not to be done any more`,
      `attention supersede ${id} REF [--reason T]: that takes its place`,
    ];
  }
  if (subject.kind === 'channel' && because === 'outsiders') {
    return ['channels confirm NAME: it may be posted there', 'channels remove NAME: nothing is'];
  }
  if (subject.kind === 'window' && evidence.some(({ what }) => what.startsWith('missed-since-'))) {
    return [`windows run ${subject.window} --plan ${subject.plan}: freezes the figures as they are now`];
  }
  return actions.map((act) => {
    switch (act) {
      case 'seen':
        return subject.kind === 'digest' || subject.kind === 'rollup'
          ? `attention seen ${id}: it arrived, or counts as if it had`
          : `attention seen ${id}: takes it off this list`;
      case 'send-again':
        return `attention send-again ${id}: ${because === 'undeliverable' ? `it leaves now; before that ${REACH_AGAIN}` : whenAgain(waits)}`;
      case 'waive':
        return `attention waive ${id} [--reason T]: nobody needs it any more`;
    }
  });
}
