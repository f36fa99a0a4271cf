import { oneLine } from './words.js';

/** Words that plans print with a capital and that name no person, in the singular. */
const NO_NAMES: ReadonlySet<string> = new Set(
  oneLine(`
    a academic achieved action actions adult advice after agency agreed all an and annual annually approval as
    assessment assurance attendance audit awaiting before bi-annual bi-annually bi-monthly board briefing business by
    cabinet campaign care children christmas cin clinic commissioning committee communications community complete
    completed completion consultation corporate council cp culture customer daily data date deadline delivery demand
    department development diary digital director directorate district draft due during early easter education eclipse
    end engagement every each evaluation event exclusions family feedback final finance financial first fortnightly
    forum fostering fourth framework from front full go governance group guidance half half-termly half-yearly head
    health help home housing hr ict implementation improvement in inclusion information initial inspection
    intelligence interim it joint justice key kinship lac late launch lead leader leaders leadership learning legal
    live local looked manager management march mash meeting member mid mid-year milestone monitoring monthly
    multi-agency national network new next no not october ofsted on ongoing on-going officer operational operations
    other panel parenting partner partnership performance permanence phase pilot placement plan planning policy
    practice practitioner prevention principal process programme progress project proposal protection public
    publication quality quarter quarterly recording recruitment referral report reporting resources review rolling
    safeguarding sample school second secondary send senior service services six-monthly skills social special sports
    staff standards start statutory still strategic strategy supervision support survey system tbc tba team term
    termly the then thereafter third threshold to toolkit tracker training transition transport twice unit until
    update visit weekly within work worker workforce workshop works year yearly youth january february july september
    november december feb mar apr aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday
  `).split(' '),
);

/** "April Jones": months and seasons that are first names too, where a name goes on behind them. */
const ALSO_NAMES: ReadonlySet<string> = new Set([
  'april',
  'may',
  'june',
  'august',
  'jan',
  'spring',
  'summer',
  'autumn',
  'winter',
]);

/** Printed with a capital in plans, and in no person's name: "Audit", "Quarterly", "Boards". */
export function isNoName(word: string): boolean {
  const plain = word.toLowerCase().replace(/\.$/, '');
  return NO_NAMES.has(plain) || (plain.length > 4 && NO_NAMES.has(plain.replace(/s$/, '')));
}

/** A month or season that may begin a name. */
export function mayBeFirstName(word: string): boolean {
  return ALSO_NAMES.has(word.toLowerCase());
}

/** Words of a date or of how often: with one of these before it, a name begins anew. */
const OF_DATES =
  /^(?:\d.*|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:bi-?|half-?|six-?)?(?:monthly|weekly|yearly|annual(?:ly)?)|fortnightly|quarter(?:s|ly)?|terms?|termly|daily|twice|every|each|on-?going|rolling|immediate(?:ly)?|t\.?b\.?[acd]|easter|christmas|spring|summer|autumn|winter|years?|months?|weeks?|thereafter|onwards?|st|nd|rd|th|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|achieved|completed?)$/i;

export function isOfDates(word: string): boolean {
  return OF_DATES.test(word);
}
