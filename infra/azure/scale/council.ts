/** Whom one deployment serves, and what its code costs in requests: all that the arithmetic starts from. */

export interface Council {
  /** Lead officers who are asked. */
  readonly officers: number;
  /** Open ones. */
  readonly milestones: number;
  readonly plans: number;
  /** That get summaries. */
  readonly channels: number;
  /** Milestones due on the worst morning of the year. */
  readonly due: number;
}

/** A council of so many officers, where nothing else is known. */
export function councilOf(officers: number, known: Partial<Council> = {}): Council {
  const plans = known.plans ?? Math.ceil(officers / 60);
  const milestones = known.milestones ?? officers * 4;
  return { officers, plans, milestones, channels: plans + 1, due: Math.min(milestones, officers * 3), ...known };
}

/** On the worst morning everybody with anything due gets one card. */
export function digestsOf({ officers, due }: Council): number {
  return Math.min(officers, due);
}

/** The promises of `npm run bench`: requests to storage, at most. */
export const COSTS = {
  sweep: 15,
  /** Of a sweep, a milestone that is due, and an officer who is asked. */
  sweepDue: 1,
  sweepOfficer: 3,
  /** A card, and each milestone in it. */
  digest: 8,
  digestMilestone: 2,
  idleTick: 4,
  /** One press of a button, with what follows on queues. */
  press: 12,
} as const;

/** Our own settings; each is what the code or a template says (tests compare them). */
export const OURS = {
  /** `WAYMARK_SEND_RATE`: requests a second to Teams. */
  rate: 49,
  inFlight: 12,
  /** A drain works for so long, then rings the bell again; that is heard after so long. */
  drainMs: 240_000,
  handOverMs: 2_000,
  /** Ticks a day. */
  ticks: 288,
  /** Promised: sent within so long of its slot, 99 in 100; sent or flagged, all. */
  promptMs: 60_000,
  promptShare: 0.99,
  flaggedMs: 900_000,
  memoryGb: 2,
  alertRules: 7,
  /** Looks at health from outside, a month. */
  healthTests: 8_640,
  /** Groups of functions that scale by themselves: all of HTTP, and every timer and queue. */
  groups: 9,
  queues: 6,
  /** A queue is looked at so often by an instance that is awake. */
  pollMs: 2_000,
} as const;

/** What nobody publishes, and a pilot will tell. */
export const ASSUMED = {
  /** Milliseconds from a request to Teams to its answer, and of one request to storage. */
  teamsMs: 100,
  storageMs: 5,
  /** Of the requests of a card, those that wait for each other; milestones are read side by side. */
  inARow: 8,
  /** Milestones of the largest plan, of all. */
  largestPlan: 0.5,
  /** Mornings a month with a sweep; the share of officers who get a card on an ordinary one. */
  mornings: 22,
  ordinaryShare: 0.15,
  /** A month, an officer; and people who look at cards for each press. */
  presses: 6,
  milestonesACard: 3,
  /** In the hour after a sweep, an officer; seconds that each takes; and how many an instance answers side by side. */
  pressesThatHour: 3,
  answerSeconds: 1,
  answersAtOnce: 16,
  /** Bytes of rows: one image of history with its line in the feed, one question with its digest, one act of an admin. */
  historyBytes: 3_000,
  ledgerBytes: 700,
  auditBytes: 500,
  /** Changes of a milestone a year, and the copies of a night that are kept. */
  changes: 14,
  copies: 35,
  /** Bytes of logs: a reminder (the promise of the bench), a tick, a press, and what the host says of an execution. */
  logReminder: 2_048,
  logTick: 600,
  logPress: 900,
  logExecution: 400,
  /** Seconds that an instance stays awake after it worked, where none is kept ready. */
  awakeSeconds: 60,
  /** Seconds that an execution is paid for: a tick, a press, a night. */
  tickSeconds: 1,
  pressSeconds: 1,
  nightSeconds: 30,
} as const;
