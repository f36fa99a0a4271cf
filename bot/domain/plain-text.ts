/**
 * What people typed or printed, without what cannot be seen: the one place that says so, for what comes in, for cards,
 * files and the terminal. Lawful writing stays as it is: accents, Welsh, Arabic and Hebrew letters, the joiners that
 * some scripts and emoji need, the flags of England, Scotland and Wales, soft punctuation.
 */

/**
 * Controls, marks that turn the direction of text, what takes no room, halves of characters, and code points that mean
 * nothing anywhere. Default_Ignorable is what Unicode says to show as nothing: tags and fillers among it.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;

/** Emoji joined to emoji; letters of scripts whose joining carries meaning (Persian, the Indic ones); never Latin. */
const JOINER = /(?<=\p{ExtPict}\ufe0f?|\p{EMod})\u200d(?=\p{ExtPict})/u;
const JOINER_OF_LETTERS =
  /(?<=(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)[\u200c\u200d](?=\p{L})/u;
/** How an emoji is drawn, once behind it; of a keycap, before the cap. */
const LOOK_OF_EMOJI = /(?<=\p{ExtPict})[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)/u;
/** U+1F3F4, `gb` and the nation in tag letters, and the tag that ends them. */
const FLAG =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/u;

const KEPT_OR_UNSEEN = new RegExp(
  `(${[FLAG, JOINER, JOINER_OF_LETTERS, LOOK_OF_EMOJI].map(({ source }) => source).join('|')}|[\\t\\n])|${UNSEEN.source}`,
  'gu',
);
/** No writing puts more marks on one letter; piled up they cover the lines around them. */
const PILED_MARKS = /(\p{Mn}{6})\p{Mn}+/gu;

/** Without what cannot be seen; tabs and line breaks stay, every break as one `\n`. */
export function withoutUnseen(text: string): string {
  const left = text
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(KEPT_OR_UNSEEN, '$1')
    .replace(PILED_MARKS, '$1');
  // What was taken out may have stood between a joiner and what it seemed to join.
  return left === text ? left : withoutUnseen(left);
}

/** What somebody typed, as it is kept: without what cannot be seen, and without blanks around it. */
export function asTyped(text: string): string {
  return withoutUnseen(text).trim();
}

/** On one line, as a name, a title or a reason is kept. */
export function asTypedOnOneLine(text: string): string {
  return withoutUnseen(text).replace(/\s+/g, ' ').trim();
}
