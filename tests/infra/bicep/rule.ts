/** What the house rules for infra/azure are written with. */
import { all, at, Expression, isMembers, type BicepFile, type Resource, type Value } from './read.js';

/** Gives what is wrong, by file and name; nothing where all is right. */
export type Rule = (files: readonly BicepFile[]) => readonly string[];

/** Every resource that is made, with the file it stands in. */
export function made(files: readonly BicepFile[], type: string): readonly { file: string; one: Resource }[] {
  return files.flatMap(({ file, resources }) =>
    resources.filter((one) => one.type === type && !one.isExisting).map((one) => ({ file, one })),
  );
}

/** Each resource of a type has these values at these paths. */
export function each(type: string, wanted: Readonly<Record<string, Value>>): Rule {
  return (files) =>
    made(files, type).flatMap(({ file, one }) =>
      Object.entries(wanted)
        .filter(([path, value]) => at(one.body, path) !== value)
        .map(([path, value]) => `${file} ${one.name}: ${path} is not ${JSON.stringify(value)}`),
    );
}

export const together =
  (...rules: readonly Rule[]): Rule =>
  (files) =>
    rules.flatMap((rule) => rule(files));

/** The names that a value is worked out from. */
export function namesIn(value: Value | undefined): readonly string[] {
  if (value instanceof Expression) {
    const own = all(value.node).filter(({ type }) => type === 'identifier');
    return own.map(({ text }) => text);
  }
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(namesIn);
  return isMembers(value) ? Object.values(value).flatMap(namesIn) : [];
}

export function isNamed(value: Value | undefined, name: string): boolean {
  return value instanceof Expression && value.text === name;
}
