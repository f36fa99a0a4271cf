/** What a program can rely on in JSON: its keys. */

/**
 * The keys of JSON, in order of the alphabet: `asAt plans[{id title}]`. Of a list all elements count; what is null in one
 * and an object in another shows the keys of the object.
 */
export function keysIn(json: unknown): string {
  return outline([json]).replace(/^\{|\}$/g, '');
}

/** Lists whose elements do not all have the same keys, as a path; empty when every key is always there. */
export function unevenLists(json: unknown, path = ''): readonly string[] {
  if (Array.isArray(json)) {
    const kinds = new Set(json.filter(isObject).map((one) => Object.keys(one).sort().join(' ')));
    return [...(kinds.size > 1 ? [`${path}[]`] : []), ...json.flatMap((one) => unevenLists(one, `${path}[]`))];
  }
  return isObject(json) ? Object.entries(json).flatMap(([key, value]) => unevenLists(value, `${path}.${key}`)) : [];
}

/** Of several values that stand in one place. */
function outline(values: readonly unknown[]): string {
  const lists = values.filter(Array.isArray);
  if (lists.length > 0) return `[${outline(lists.flat())}]`;
  const objects = values.filter(isObject);
  if (objects.length === 0) return '';
  const keys = [...new Set(objects.flatMap((one) => Object.keys(one)))].sort();
  return `{${keys.map((key) => `${key}${outline(objects.map((one) => one[key]))}`).join(' ')}}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
