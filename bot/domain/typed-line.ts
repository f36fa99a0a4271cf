/** A line without what makes no difference to what is meant: blanks, quotation marks, pictures, manners. */

const PICTURES = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|(?<=^|\s)[:;]-?[()D](?=\s|$)/gu;

/** On one line, with straight quotation marks, and none around a word or the whole. */
export function plainLine(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/["\u201c\u201d\ue000-\uf8ff]/g, ' ')
    .replace(PICTURES, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.?!,]+$/, '')
    .replace(/(?<=^| )'([^']+)'(?=[ .?!,]|$)/g, '$1')
    .trim()
    .replace(/(?<=.)[ .?!,]+$/, '');
}

/** Nothing but pictures, such as a thumb that is up. */
export function isPicture(text: string): boolean {
  return text.trim() !== '' && text.replace(PICTURES, '').trim() === '';
}

const GREETING = '(?:hi|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))';
const BEFORE = [
  `${GREETING}(?: there| all| waymark)*[,.! -]+`,
  '@?waymark[,:]? ',
  '(?:ok|okay|right|so|just|now)[,.]? ',
  '(?:please|pls|plz|plse),? ',
  '(?:can|could|would|will|may) (?:you|u|i|we) ',
  "(?:(?:i|we) (?:want|need|wish|would like|have)|(?:i|we)'d like) to ",
  'let me ',
].map((words) => new RegExp(`^${words}(?=.)`, 'i'));
const AFTER = /(?<=.),? (?:please|pls|plz|plse|thanks|thank you|thx|ta|cheers|waymark)$/i;

/** Without a greeting and "please": "hi, can you show my actions pls" is "show my actions". */
export function withoutManners(line: string): string {
  let left = line;
  for (let before = ''; before !== left;) {
    before = left;
    for (const words of BEFORE) left = left.replace(words, '');
    left = left.replace(AFTER, '').replace(/(?<=.)[ .?!,]+$/, '');
  }
  return left;
}
