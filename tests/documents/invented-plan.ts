/** A plan of thirteen themes, invented, in the shape of one that a council printed: an action holds several milestones. */

const THEMES = [
  'FRONT DOOR',
  'EARLY HELP',
  'ASSESSMENT',
  'CHILD PROTECTION',
  'CHILDREN IN CARE',
  'LEAVING CARE',
  'FOSTERING',
  'YOUTH JUSTICE',
  'HEALTH',
  'SCHOOLS',
  'WORKFORCE',
  'QUALITY',
  'LEADERSHIP',
];
const LEADS = [
  'Dilys Wren',
  'Mandy Loe; Tim Roe',
  'Ines Valadares',
  'Heads of Service',
  'Rowan Adeyemi (Health)',
  '',
  'Jo Farl',
];
const DATES = [
  '31st March 2018',
  '30 June 2017',
  'September 2017',
  'Quarterly',
  '31st September 2017',
  'Bi-monthly',
  '5th May 2017',
  'Dates as per the plan',
  '31st March 2018',
  '',
  '31 December 2019',
  '31st March 2018',
];
const WORKS = [
  'Write the guidance',
  'Brief all teams on it',
  'Audit twenty files',
  'Publish what was found - COMPLETED',
  'Ask families',
];

export const INVENTED_HEADINGS = ['Theme', 'Action', 'Milestones', 'Timescales', 'Lead Officers', 'Progress'];

/** Every cell filled: what a Word or Excel file merges is printed in each row. */
export const INVENTED_ROWS: readonly (readonly string[])[] = THEMES.flatMap((theme, t) =>
  Array.from({ length: 2 + (t % 3) }, (_, a) => {
    const tag = (t + a) % 5 === 0 ? ` (Ofsted Recommendation ${String(1 + (t % 9))})` : '';
    const action = `Make the work of ${theme.toLowerCase()} better, part ${String(a + 1)}${tag}`;
    const progress =
      (t + a) % 4 === 0 ? '' : `Begun in week ${String(t + 1)}.\nMore to follow; see the plan of the team, “${theme}”.`;
    return Array.from({ length: 1 + ((t + a) % 4) }, (_one, m): readonly string[] => {
      const n = t * 7 + a * 3 + m;
      return [
        theme,
        action,
        `For ${String(n + 2)} teams: ${WORKS[n % WORKS.length] ?? ''}`,
        DATES[n % DATES.length] ?? '',
        LEADS[n % LEADS.length] ?? '',
        progress,
      ];
    });
  }).flat(),
);
