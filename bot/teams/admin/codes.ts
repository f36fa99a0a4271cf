/**
 * The buttons of cards for admins, a family to each thing that they look after. A code is the family's digit and a letter:
 * such cards name plans and ids, and hardly ever a ref of a milestone, so that their tokens have room for two.
 */
export const IMPORT_CODES = {
  'open-import': '1a',
  'read-import': '1b',
  'open-doubts': '1c',
  'save-doubts': '1d',
  'compare-import': '1e',
  'load-import': '1f',
  'apply-import': '1g',
  'drop-import': '1h',
} as const;
export const SCHEDULE_CODES = {
  'open-schedules': '2a',
  'open-schedule': '2b',
  'new-schedule': '2c',
  'edit-schedule': '2d',
  'try-schedule': '2e',
  'save-schedule': '2f',
  'confirm-schedule': '2g',
  'pause-schedule': '2h',
  'resume-schedule': '2i',
  'run-schedule': '2j',
  'run-schedule-now': '2k',
  'confirm-run': '2l',
  'remove-schedule': '2m',
  'remove-schedule-now': '2n',
} as const;
export const SWEEP_CODES = {
  'open-preview': '3a',
  'preview-person': '3b',
  'preview-passed': '3c',
  'run-round': '3d',
  'open-rounds': '3e',
  'open-round': '3f',
} as const;
export const ATTENTION_CODES = {
  'open-attention': '4a',
  'attention-one': '4b',
  'attention-seen': '4c',
  'attention-again': '4d',
  'attention-waive': '4e',
  'open-audit': '4f',
} as const;
export const PEOPLE_CODES = {
  'list-people': '5a',
  'find-people': '5b',
  'open-person': '5c',
  'open-links': '5d',
  'confirm-link': '5e',
  'refuse-link': '5f',
  'record-link': '5g',
  'record-unlink': '5h',
  'list-roles': '5i',
  'open-roles': '5j',
  'give-role': '5k',
  'take-role': '5l',
  'open-names': '5m',
  'record-names': '5n',
  'open-place': '5o',
  'record-place': '5p',
  'open-group': '5q',
  'record-group': '5r',
  'end-group': '5s',
  'open-leave': '5t',
  'show-leave': '5u',
  'record-leave': '5v',
} as const;
export const PLAN_CODES = {
  'list-plans': '6a',
  'open-plan': '6b',
  'rename-plan': '6c',
} as const;
export const POLICY_CODES = {
  'open-policy': '7a',
  'edit-policy': '7b',
  'try-policy': '7c',
  'save-policy': '7d',
} as const;
export const CALENDAR_CODES = {
  'open-calendar': '8a',
  'open-board': '8b',
  'new-board': '8c',
  'save-board': '8d',
  'move-meeting': '8e',
  'drop-meeting': '8f',
  'open-closures': '8g',
  'close-days': '8h',
  'reopen-days': '8i',
} as const;

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
