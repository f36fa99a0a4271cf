/** "pause REF until DATE: REASON" and "resume REF", of admins and of who is accountable. */
import { noticeCard, type Built } from '../../../cards/index.js';
import type { Command } from '../../domain/command.js';
import { meantMilestone, type Asker } from '../whom.js';
import { openPauseForm, resumeCare, savePauseSaid } from './plan-care.js';

type Said = Extract<Command, { kind: 'pause' | 'resume' }>;

/** With a day and a reason it is paused at once; else the form comes back with what was said. */
export async function sayPause(asker: Asker, said: Said): Promise<Built> {
  if (said.ref === '') {
    const example = said.kind === 'pause' ? 'pause REF until 29 January: REASON' : 'resume REF';
    return noticeCard({ title: 'Which one?', lines: [`Say its ref: ${example}`] }, asker.sign);
  }
  const way =
    said.kind === 'pause'
      ? ({ verb: 'open-pause', button: 'Pause' } as const)
      : ({ verb: 'resume-care', button: 'Resume' } as const);
  const meant = await meantMilestone(asker, said.ref, way);
  if ('card' in meant) return meant.card;
  const { plan, ref } = meant.found.stored.milestone;
  if (said.kind === 'resume') return resumeCare(asker, plan, ref);
  const { until, reason } = said;
  if (until !== '' && reason !== '') return savePauseSaid(asker, meant.found, { until, reason });
  return openPauseForm(asker, meant.found, { typed: { until, reason } });
}
