export interface SampleMilestone {
  readonly ref: string;
  readonly area: string;
  readonly objective: string;
  readonly text: string;
  /**
   * When it is due as the plan prints it, with days in braces: `{5}` is the fifth working day from the last working day.
   * `{5 day}` leaves out the year, `{45 month}` is the month it lies in, `{45 quarter}` the last day of its quarter.
   */
  readonly due: string;
  readonly leads: string;
  readonly rag: string;
  readonly tags: string;
}

/**
 * The plan of an invented council; everybody named in it is invented. Under each area its objectives with their
 * codes, under each objective its milestones: text | due | leads | RAG | tags. A number alone is a day.
 */
const PLAN = `
AREA Front door and thresholds
FD 1: Partners know when and how to refer
- Publish the refreshed thresholds guidance with the safeguarding partnership | -25 | Ines Valadares | Complete | Recommendation 1
- Hold threshold briefings for designated safeguarding leads in every school and college | -1 | Rowan Adeyemi; Ines Valadares | Green | Recommendation 1
- Audit 40 contacts together with partners, and report how consistently thresholds were applied | 10 | Ines Valadares; Gareth Penhallow | Green | Recommendation 1
FD 2: Contacts are decided within one working day, and the reasons are recorded
- Agree the daily handover between the front door and early help, with a named manager on each side | 0 | Rowan Adeyemi; Ines Valadares
- Report decision times to the performance board each month, by referring agency | {5}, monthly thereafter | Rowan Adeyemi; Gareth Penhallow | Green
- Hold a peer review of the front door with a neighbouring council | {45 month} | Katarzyna Wolny

AREA Early help
EH 1: Families get help early, and know who coordinates it
- Record a named lead practitioner for every family with an early help plan | -30 | Rowan Adeyemi; Tendai Chikore | Red | Recommendation 2
- Open the second family hub, with health visiting and housing advice on site | -5 | Rowan Adeyemi | Amber | Recommendation 2
- Train school and health colleagues to lead early help plans | -10 | Tendai Chikore | Amber
- Review the family hub offer with parents and carers, and publish what will change | {20} - {65} | Rowan Adeyemi
EH 2: Support continues when a social work plan ends
- Agree the step-down protocol between social work teams and early help | 5 | Rowan Adeyemi; Delroy Fontaine | Amber
- Start a monthly joint review of families who are referred again within six months | 20 | Rowan Adeyemi | Green
- Report re-referral rates by locality to the improvement board | Still awaiting date for the new case system | Rowan Adeyemi; Gareth Penhallow

AREA Children in need and child protection
CiN/CP 1: Plans are clear, and families understand them
- Introduce the plain English plan template in all social work teams | -20 | Delroy Fontaine | Complete
- Sample 30 plans for clear outcomes, and report the findings | {0} - sample; {20 day} for the report | Delroy Fontaine; Gareth Penhallow | Amber | Recommendation 3
- Record every visit within five working days | -5 | All Team Managers | Amber | Recommendation 3
CiN/CP 2: Drift and delay are seen and challenged
- Answer every escalation from independent reviewing officers within ten working days | 5 | Siobhan Kettleborough; Delroy Fontaine
- Review every plan that has been open for longer than 15 months | -10 | Delroy Fontaine | Red | Recommendation 3
- Report the themes of challenges by independent chairs to the improvement board | Improvement board in {30 month} | TBC

AREA Care leavers
CL 1: Care leavers have a safe and settled place to live
- Agree the joint housing protocol | -1 | Delroy Fontaine; Oluwaseun Bakare (Housing) | Amber | Recommendation 4
- Offer every care leaver aged 18 to 20 a meeting about setting up home | 20 | Callista Moreau | Green
- End the use of bed and breakfast accommodation for care leavers | 60 | Arjun Thakkar; Delroy Fontaine |  | Recommendation 4
CL 2: Pathway plans are current, and young people own them
- Bring all late pathway plans up to date | -30 | Callista Moreau; Delroy Fontaine | Red | Recommendation 4
- Launch the local offer for care leavers on a site that works on a phone | -15 | Callista Moreau | Complete
- Ask the care leavers' forum to rate the new pathway plan | 12 | Callista Moreau | Green

AREA Workforce
WF 1: Social workers stay, and have time for good work
- Publish the retention offer for experienced social workers | -12 | Mei-Ling Carver | Complete
- Fill the vacant team manager posts permanently | -5 | Mei-Ling Carver; Siobhan Kettleborough | Red
- Bring average caseloads in social work teams down to 16 | 45 | Delroy Fontaine; Mei-Ling Carver | Amber
WF 2: Supervision is regular and reflective
- Show monthly supervision on file for every social worker | Every quarter until {70 quarter} | Siobhan Kettleborough | Green | Recommendation 5
- Train all team managers in reflective supervision | 20 | Mei-Ling Carver; Siobhan Kettleborough | Green
- Observe the practice of each social worker once, and give feedback | 80 | Mei-Ling Carver

AREA Special educational needs and disabilities (SEND)
SEND 1: Education, health and care plans are timely and good
- Recruit three educational psychologists, so that advice arrives within six weeks | -10 | Harpreet Dhaliwal | Amber | Recommendation 6
- Check the quality of 20 plans with health and social care | 0 | Harpreet Dhaliwal; Elif Sarpong (Health) | Green
- Issue three in four plans within 20 weeks | 40 | Harpreet Dhaliwal; Arjun Thakkar |  | Recommendation 6
SEND 2: Parents and carers are heard, and know what to expect
- Agree the co-production charter with the parent carer forum | 5 | Harpreet Dhaliwal; Katarzyna Wolny
- Refresh the local offer website together with parents and carers | -18 | Harpreet Dhaliwal | Complete
- Answer parents' and carers' queries within five working days | Ongoing | Harpreet Dhaliwal | Green
`;

/** The milestones of the sample plan in printed order, numbered within their objectives. */
export function sampleMilestones(): SampleMilestone[] {
  let area = '';
  let objective = { code: '', title: '' };
  let number = 0;
  return PLAN.split('\n').flatMap((line): SampleMilestone[] => {
    if (line.startsWith('AREA ')) area = line.slice('AREA '.length);
    else if (line.startsWith('- ')) {
      number += 1;
      return [
        oneMilestone(line.slice(2), { ref: `${objective.code}.${String(number)}`, area, objective: objective.title }),
      ];
    } else if (line !== '') {
      const [code = '', title = ''] = line.split(': ');
      objective = { code, title };
      number = 0;
    }
    return [];
  });
}

function oneMilestone(line: string, place: Pick<SampleMilestone, 'ref' | 'area' | 'objective'>): SampleMilestone {
  const [text = '', due = '', leads = '', rag = '', tags = ''] = line.split('|').map((part) => part.trim());
  return { ...place, text, due: /^-?\d+$/.test(due) ? `{${due}}` : due, leads, rag, tags };
}
