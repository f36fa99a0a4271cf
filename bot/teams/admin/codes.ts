/**
 * The buttons of cards for admins, a family to each thing that they look after. A code is the family's digit and a letter:
 * such cards name plans and ids, and hardly ever a ref of a milestone, so that their tokens have room for two.
 */
export const IMPORT_CODES = {} as const;
export const SCHEDULE_CODES = {} as const;
export const SWEEP_CODES = {} as const;
export const ATTENTION_CODES = {} as const;
export const PEOPLE_CODES = {} as const;
export const PLAN_CODES = {} as const;
export const POLICY_CODES = {} as const;
export const CALENDAR_CODES = {} as const;

export const ADMIN_CODES = {
  ...IMPORT_CODES,
  ...SCHEDULE_CODES,
  ...SWEEP_CODES,
  ...ATTENTION_CODES,
  ...PEOPLE_CODES,
  ...PLAN_CODES,
  ...POLICY_CODES,
  ...CALENDAR_CODES,
} as const;
