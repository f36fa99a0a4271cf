/** The words that tell a child's name from what an organisation calls itself: for `guard-names.ts`. */

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Letters that stand for an organisation, a plan, a role or a law and for nobody's name. */
export const ACRONYMS = words(`
  CP CPP CPC CSE CCE CE CIN LAC CLA MASH CAF CAMHS SEN SEND EHC EHCP IRO PEP UASC YOT YOS NEET DV DVA FGM GP HV SW SSW
  LSCB SCR ICPC RCPC PLO QA QAF ID IT UK EU TV RAG KPI CWD PA SGO LADO MAPPA MARAC TAC TAF FGC FGDM EH EHM IFA VS VSH AD
  DCS HOS HR CEO DFE DOH LGA CQC ADHD ASD ASC PRU EWO NHS CCG STP ICB ICS LCS PDF OK FAQ MFH NRM SMT DMT CMT SLT BME BAME
  LGBT MP QC KC JP PC VCS YP YPS MCA FJR LAA LEA ISP CMS RO MIS HMI GCSE BTEC SDQ SOS OR AND NOT IN OF TO IS THE FOR ARE
  WAS AS AT BY ON IF NO SO UP WE HE IT AN BE DO GO US MY VIA PER ALL ANY HAS HAD WHO HER HIS NEW OUR OUT TWO NA ETC NB RE`);

/** Words that follow "child" or "mother" with a capital and begin no name. */
export const NO_NAMES = words(`
  a abduction abuse act action address admission adolescent adoption advocacy advocate all allowance also an and are arrangement
  arrangements as asked assault assessment at attendance autism award be because benefit board box british bureau bus but by
  can care carer carers case centre centred centric champion charter christmas clinic commissioner community compact concern
  concerns conference consent contact council counselling court criminal death decision development development diabetes
  dental director disability does donor drug early education emotional employment engagement england english entry europe
  european every exploitation eye family families farm fatality father feedback figure first following forum foster friendly
  fund from goal government grant group groups guidance had has have health hearing her his home house hub human if impact in
  inclusion index infant information intervention involvement is it journey jobseeker justice key labour language law lead
  leader leadership leaving legal liaison life line literacy local looked maintenance making marriage matters may measurement
  medical meeting mental migrant mind minder minding missing mobility month monday tuesday wednesday thursday friday saturday
  sunday january february march april june july august september october november december names needs network neglect no
  not nor now number nurse nurses nurseries nursery nutrition obesity of offender officer ofsted on only or order orders our
  outcome outcomes panel parenting parliament participation partnership pathway people permanence person personal placement
  plan planning plans play police policy poverty practice practitioner pregnancy pregnant prevention prison programme
  programmes project projects protection protocol psychologist psychology psychotherapy public quality questionnaire record
  records referral referrals register rehabilitation report resource respite review reviews rights risk road run s safe
  safeguarding safety school schools screening seat section see seen self sense service services severe sex sexual she should
  sleep social some sort speak special speech staff standard standards statutory strategy strength study substance support
  survey system talk team teams temporary term that the their these they this to tongue trafficking training transition
  transport trust uniform unit universal victim victims violence visit visits voice voices vulnerable was wards we welfare
  well wellbeing well-being when where which while who will witness women worker workers workforce working workshop year you
  young youth youths yes none unknown tbc tbd n/a na appendix figure table milestone theme recommendation objective children
  child's children's siblings mothers fathers parents mother mum dad brother sister baby carer's focused centred-ness appropriate
  east west north south central city borough county london hackney birmingham manchester leeds essex kent surrey norfolk
  eclipse mosaic liquidlogic signs signs-of-safety working-together barnardo's barnardos nspcc childline coram action-for-children`);

/** Words in which names of teams, bodies and programmes end, however they begin. */
export const ENDS_OF_BODIES = words(`
  act agency alliance association award board bureau campaign centre charity charter clinic club college commission
  commissioner committee conference council database department directorate academy division forum foundation framework fund
  group groups guidance helpline home hospital house hub initiative line matters meeting model network office order
  organisation panel partnership pathway plan policy programme project projects protocol review school scheme service services
  society standards strategy system team teams tool toolkit training trust unit week workshop`);

/** First names as they are common in England, so that one is known without a capital or a bracket. */
export const GIVEN_NAMES = words(`
  aaliyah aaron abdul abdullah abigail abu adam adele adnan adrian aidan aisha ajay alan albert alex alexander alexandra alfie
  alfred ali alice alicia alison amanda amara amber amelia amina amir amira amy andrea andrew angela anita ann anna annabel
  anne annie anthony antony archie arjun arlo arthur asif ava ayesha barbara beatrice ben benjamin beth bethany bilal billy
  blessing bobby bradley brandon brenda brian bryan caitlin callum cameron carl carla carol caroline carter catherine cathy
  charles charlie charlotte chelsea cheryl chloe chris christina christine christopher claire clare connor corey craig curtis
  cynthia daisy damian daniel daniela danielle darren david dawn dean deborah declan denise dennis derek diana diane dominic
  donna dorothy dwayne dylan eddie edward eileen elaine eleanor elena elijah elizabeth ella ellie elliot elsie emily emma eric
  erin ethan eva evan evelyn evie fatima fatimah felix finley finn fiona florence frances francis frank freddie frederick
  freya gareth gary gavin gemma geoffrey george georgia georgina gerald gillian gloria gordon graham grahame greg gregory hamza
  hannah harley haroon harriet harrison harry harvey hassan hayley hazel heather heidi helen henry holly hugo hussain ian
  ibrahim imran imogen irene isaac isabel isabella isabelle isla ismail ivy jack jackie jackson jacob jade jai jake james
  jamal jamie jane janet janice jasmine jason jay jayden jean jeffrey jennifer jenny jeremy jermaine jerome jessica jill joan
  joanna joanne joe joel john jonathan jordan joseph josephine josh joshua joyce juan jude judith julia julian julie june
  justin kai karen karl kate katherine kathleen kathryn katie katy kayla kayleigh keith kelly ken kenneth kerry kevin khadija
  kieran kim kimberley kirsty kyle laila lara laura lauren layla leah leanne lee leo leon leona leroy lesley leslie lewis
  liam lily linda lindsay lisa logan lola lorraine louie louis louise luca lucas lucy luke lydia lynn maddison madison maisie
  malik marcus margaret maria mariam marie marion martha martin marvin mary maryam mason matilda matthew maureen max megan
  mehmet melanie melissa mia michael michelle miguel mike mila millie mohamed mohammad mohammed molly monica muhammad mustafa
  nadia naomi natalie natasha nathan nathaniel neil nicholas nicola nicole nigel noah nora oliver olivia omar oscar owen
  pamela patricia patrick paul paula pauline peter philip phoebe phyllis poppy priya rachel rahul raheem raj ralph rebecca
  reece reggie rhys richard riley robert robin roger ronald ronnie rory rosie ross roy ruby russell ruth ryan sadia saima sally
  sam samantha samira samuel sandra sara sarah scarlett scott sean sebastian sharon shaun sheila shirley sian sienna simon
  sofia sophia sophie stacey stanley stephanie stephen steve steven stuart susan suzanne sylvia tariq tanya tara taylor teddy
  teresa terry theo theodore thomas tia tim timothy tina toby tom tommy tony tracey tracy tyler tyrone usman valerie vanessa
  veronica victor victoria vincent violet vivian wayne wendy wesley william yasmin yusuf yvonne zachary zain zainab zara zoe
  andy baz becky carly charl craig dan dave debbie gaz gemma jen jo kaz kev kirsten liz mandy matt mel mick mo natasha nick nikki
  pat paddy pete phil rick sandy shaz stef steph sue tash trish vicky will zak`);

/** First names that are words besides: without a capital they are those. */
export const ALSO_WORDS =
  words(`dean jay joy june jean dawn daisy ivy hazel heather holly poppy ruby rose violet amber jade
  jasmine blessing max scarlett carol robin lee ray pat frank harry jack josh kim mason carter logan jude bobby dominic
  frances victor theo ross kelly gloria jordan taylor florence chelsea georgia hugo riley harrison bradley may grace hope
  faith will mark bill rob sue harley madison phoebe bethany ken art ali raj abu tia kai jai leo lola mia mila ava ella eva leon`);
