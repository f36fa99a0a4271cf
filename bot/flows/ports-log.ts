/**
 * What a line of the log may hold: ids we minted, counts and codes. Never names, what people wrote, Entra ids, addresses,
 * conversations, or what an error says: of an error there is `reason`, made by `reasonOf`.
 */
type LogField =
  | 'added'
  | 'attempts'
  | 'became'
  | 'because'
  | 'count'
  | 'createdAt'
  | 'digests'
  | 'entries'
  | 'escalations'
  | 'failed'
  | 'fault'
  | 'followed'
  | 'id'
  | 'kept'
  | 'kind'
  | 'limitMs'
  | 'name'
  | 'officer'
  | 'oldestDueMinutes'
  | 'open'
  | 'outcome'
  | 'piece'
  | 'plan'
  | 'posts'
  | 'queue'
  | 'reason'
  | 'ref'
  /** One card from its planning to its answers: `reminderId`. */
  | 'reminder'
  | 'removed'
  | 'retryAfterMs'
  | 'rev'
  | 'rows'
  | 'schedule'
  | 'schedules'
  | 'scope'
  | 'settled'
  | 'since'
  | 'skipped'
  | 'slot'
  | 'state'
  | 'status'
  | 'step'
  | 'subject'
  | 'type'
  | 'until'
  | 'verb'
  | 'what'
  | 'why'
  | 'window';

/** Where the compiler does not see a field, the sink cuts and cleans it (`bot/log.ts`). */
export type LogFields = Readonly<Partial<Record<LogField, string | number | boolean | null>>>;

/** One line an event, by a code such as `digest-record-lost`, written where it is logged. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Where a finished line of the log goes. */
export type WriteLine = (level: 'info' | 'warn' | 'error', line: string) => void;
