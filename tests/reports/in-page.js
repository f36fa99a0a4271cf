/* global document, getComputedStyle */
/** What a test asks of a report in the browser. */

/** All that would keep somebody from reading it who hears it, sees no colours, or uses no mouse. */
export function faultsInPage() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const levels = all('h1,h2,h3,h4,h5,h6').map((one) => Number(one.tagName[1]));
  const jumps = levels.filter((level, at) => at > 0 && level > levels[at - 1] + 1);
  const tables = all('table');
  const light = (colour) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    const colour = one === null ? 'rgb(255,255,255)' : getComputedStyle(one).backgroundColor;
    return one === null || !colour.endsWith(', 0)') ? colour : ground(one.parentElement);
  };
  const faint = all('p,li,td,th,caption,span,h1,h2,h3,h4').filter((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05) < 4.5;
  });
  return [
    ...(document.documentElement.lang === 'en-GB' ? [] : ['no language']),
    ...(levels.filter((level) => level === 1).length === 1 ? [] : ['not one title']),
    ...jumps.map((level) => `a heading of level ${String(level)} after a gap`),
    ...all('h1,h2,h3,h4')
      .filter((one) => one.textContent.trim() === '')
      .map(() => 'an empty heading'),
    ...tables.filter((one) => one.caption === null).map(() => 'a table without a caption'),
    ...all('th')
      .filter((one) => !one.hasAttribute('scope'))
      .map(() => 'a header cell of no scope'),
    ...tables
      .filter((one) => [...one.rows].some((row) => row.cells.length !== one.rows[0].cells.length))
      .map(() => 'a ragged table'),
    ...all('.rating')
      .filter((one) => !/^\S+ \S|^– \S/.test(one.textContent))
      .map((one) => `only a colour: ${one.textContent}`),
    ...faint.map((one) => `too faint: ${one.textContent.slice(0, 40)}`),
    ...all('[role=region]')
      .filter((one) => one.getAttribute('tabindex') !== '0')
      .map(() => 'a table that no keyboard scrolls'),
    ...(document.querySelector('a.skip')?.getAttribute('href') === '#report' ? [] : ['nothing to skip with']),
    ...(document.querySelectorAll('main').length === 1 ? [] : ['not one main part']),
  ];
}
