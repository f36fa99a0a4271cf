import { inWords } from '../bot/domain/dates.js';
import type { DigestView } from '../bot/domain/views.js';
import { cut } from './words.js';

/** Why so much is asked at once, and until when an answer counts; names as they were typed. */
export function reportingWords({ reporting = [] }: Pick<DigestView, 'reporting'>): readonly string[] {
  return reporting.map(
    ({ name, freezes }) => `${cut(name)} is being reported: what is said by noon on ${inWords(freezes)} counts.`,
  );
}
