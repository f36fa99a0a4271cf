/** What a channel reads. */
import type { MarkingLevel } from './marking.js';
import type { PlanId } from './plan.js';
import { wholePlan, type Scope } from './scope.js';

/** The whole of a plan, up to what is internal, with each reporting window: what a channel reads unless told otherwise. */
export function wholeReading(plan: PlanId): Scope & {
  readonly ceiling: MarkingLevel;
  readonly memberFacing: boolean;
  readonly withWindow: boolean;
} {
  return { ...wholePlan(plan), ceiling: 'internal', memberFacing: false, withWindow: true };
}

/** "ILACS plan", "area FD of ILACS plan, what is tagged “Rec 1”". */
export function scopeInWords({ area, tag }: Pick<Scope, 'area' | 'tag'>, planTitle: string): string {
  const whole = area === null ? planTitle : `area ${area} of ${planTitle}`;
  return tag === null ? whole : `${whole}, what is tagged “${tag}”`;
}

/** The same with who reads it and when: "ILACS plan: public wording only, for members, on its schedules only". */
export function readingInWords(reading: ReturnType<typeof wholeReading>, planTitle: string): string {
  const { ceiling, memberFacing, withWindow } = reading;
  const rest = [
    CEILINGS[ceiling],
    ...(memberFacing ? ['for members'] : []),
    withWindow ? 'with each reporting window' : 'on its schedules only',
  ];
  return `${scopeInWords(reading, planTitle)}: ${rest.join(', ')}`;
}

const CEILINGS: Readonly<Record<MarkingLevel, string>> = {
  public: 'what is public',
  internal: 'up to internal',
  restricted: 'up to restricted',
};
