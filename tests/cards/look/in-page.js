/* global document, getComputedStyle, AdaptiveCards, NodeFilter */
/**
 * Runs in the browser, beside the renderer. Draws one card in every look on one page and says what is wrong with each:
 * what a person would see by eye, measured. No module: `drawLooks` is called by tests/cards/look/studio.ts.
 */
const SHAPES = /^[\p{S}\p{P}\s]*$/u;

function drawLooks(card, looks) {
  const boxes = looks.map((look) => boxOf(card, look));
  document.getElementById('card').replaceChildren(...boxes.map((box) => box.parentElement));
  if (looks.length === 1) boxes[0].previousSibling.remove();
  const faults = boxes.flatMap((box, at) => faultsOf(box, looks[at]).map((fault) => `${looks[at].name}: ${fault}`));
  const words = new Set(boxes.map((box) => box.innerText.replace(/\s+/g, ' ')));
  return words.size > 1 ? [...faults, 'it does not say the same in every look'] : faults;
}

function boxOf(card, { name, theme, width, host }) {
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(host);
  drawn.parse(card);
  const box = element('card');
  box.style.width = `${width}px`;
  box.append(drawn.render());
  element(`look ${theme}`).append(element('caption', `${name} px`), box);
  for (const radio of box.querySelectorAll('input[type=radio]')) chooseApart(radio, name);
  return box;
}

/** Of radio buttons with one name on a page only one may be chosen, in whatever look. */
function chooseApart(radio, look) {
  const chosen = radio.checked;
  radio.name = `${look} ${radio.name}`;
  radio.checked = chosen;
}

function element(name, text = '') {
  const made = document.createElement('div');
  made.className = name;
  made.textContent = text;
  return made;
}

function faultsOf(box, look) {
  const leaves = leavesOf(box);
  return [
    ...outsideOf(box, leaves),
    ...cutOf(box),
    ...emptyOf(box),
    ...overlapsOf(leaves),
    ...orderOf(leaves),
    ...coloursOf(box, look),
    ...namelessOf(box),
  ];
}

const nameOf = (one) => {
  const words = (one.innerText || one.value || one.title || one.className).replace(/\s+/g, ' ').trim();
  return `“${words.slice(0, 60)}”`;
};
const isSeen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';

/** What is read or pressed, in the order of the page: blocks of text, buttons and inputs. */
function leavesOf(box) {
  const found = [...box.querySelectorAll('.ac-textBlock, .ac-richTextBlock, button, input, textarea, select, td')];
  return found
    .filter((one) => isSeen(one) && !found.some((inner) => inner !== one && one.contains(inner)))
    .map((one) => ({ one, at: spanOf([one.getBoundingClientRect(), ...linesOf(one)]) }));
}

/** The least box around all of these. */
function spanOf(parts) {
  const least = (side) => Math.min(...parts.map((part) => part[side]));
  const most = (side) => Math.max(...parts.map((part) => part[side]));
  return { left: least('left'), top: least('top'), right: most('right'), bottom: most('bottom') };
}

/** Nothing is wider than the card, and every line of text stands in it. */
function outsideOf(box, leaves) {
  const edge = box.getBoundingClientRect();
  const isOut = (at) => at.right > edge.right + 0.5 || at.left < edge.left - 0.5 || at.bottom > edge.bottom + 0.5;
  const out = leaves.filter(({ at }) => isOut(at));
  const wide = box.scrollWidth > box.clientWidth ? [`it is ${box.scrollWidth - box.clientWidth} px too wide`] : [];
  return [...wide, ...out.map(({ one }) => `${nameOf(one)} is outside the card`)];
}

function linesOf(one) {
  const range = document.createRange();
  range.selectNodeContents(one);
  return range.getClientRects();
}

/** Words that run out of their own block by more than the gap beside it takes (4 px). A box to type in may scroll. */
function cutOf(box) {
  return [...box.querySelectorAll('.ac-textBlock, .ac-richTextBlock, button')]
    .filter((one) => isSeen(one) && (one.scrollWidth > one.clientWidth + 4 || [...linesOf(one)].some(isBeyond(one))))
    .map((one) => `${nameOf(one)} is cut`);
}

function isBeyond(one) {
  const edge = one.getBoundingClientRect().right + 4;
  return (line) => line.right > edge;
}

function emptyOf(box) {
  const said = [...box.querySelectorAll('.ac-textBlock, .ac-richTextBlock, button')].filter(isSeen);
  return said.filter((one) => one.innerText.trim() === '').map((one) => `a ${one.className} without words`);
}

/** Two pixels of grace: the boxes of small lines are a little higher than their lines. */
function overlapsOf(leaves) {
  return leaves.flatMap(({ one, at }, index) =>
    leaves
      .slice(index + 1)
      .filter((other) => {
        const across = Math.min(at.right, other.at.right) - Math.max(at.left, other.at.left);
        const down = Math.min(at.bottom, other.at.bottom) - Math.max(at.top, other.at.top);
        return across > 2 && down > 2;
      })
      .map((other) => `${nameOf(one)} lies over ${nameOf(other.one)}`),
  );
}

/** What is read next stands below or to the right. */
function orderOf(leaves) {
  return leaves
    .slice(1)
    .map((next, index) => [leaves[index], next])
    .filter(([before, next]) => next.at.left < before.at.right - 2 && next.at.top < before.at.bottom - 2)
    .map(([before, next]) => `${nameOf(next.one)} is read after ${nameOf(before.one)}, and stands before it`);
}

/** Every word can be read (WCAG 1.4.3: 4.5 to 1), colour touches shapes and errors only, and none is left in contrast. */
function coloursOf(box, look) {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const faults = [];
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (words === '' || !isSeen(one)) continue;
    const colour = numbersOf(getComputedStyle(one).color);
    const ratio = contrast(colour, groundOf(one));
    if (ratio < 4.5) faults.push(`“${words.slice(0, 60)}” has a contrast of ${ratio.toFixed(2)}`);
    if (isPlain(colour, look) || SHAPES.test(words) || /^(Error: |Not saved yet)/.test(words) || one.closest('a'))
      continue;
    faults.push(`“${words.slice(0, 60)}” is in a colour`);
  }
  return faults;
}

const numbersOf = (colour) => colour.match(/[\d.]+/g).map(Number);
const isPlain = (colour, { plain }) =>
  plain.includes(
    `#${colour
      .slice(0, 3)
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')}`.toUpperCase(),
  );

function groundOf(one) {
  const ground = numbersOf(getComputedStyle(one).backgroundColor);
  return ground.length === 4 && ground[3] === 0 ? groundOf(one.parentElement) : ground;
}

function contrast(one, other) {
  const [low, high] = [lightOf(one), lightOf(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function lightOf(colour) {
  const [red, green, blue] = colour
    .slice(0, 3)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Inputs whose label a screen reader would not find, and a card that does not begin with a heading. */
function namelessOf(box) {
  const labelled = (one) =>
    (one.getAttribute('aria-label') ?? '') !== '' ||
    [...(one.labels ?? [])].some((label) => label.innerText.trim() !== '') ||
    (one.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .some((id) => id && document.getElementById(id)?.innerText.trim());
  const inputs = [...box.querySelectorAll('input, textarea, select')].filter((one) => isSeen(one) && !labelled(one));
  const first = box.querySelector('.ac-textBlock, .ac-richTextBlock');
  const headless = first?.getAttribute('role') === 'heading' ? [] : ['it does not begin with a heading'];
  return [...headless, ...inputs.map((one) => `an input (${one.className}) without a label`)];
}

globalThis.drawLooks = drawLooks;
