/**
 * A Bicep file as a tree, and what rules ask of it. There is no compiler where this was written: the grammar
 * (tree-sitter-bicep) knows the syntax, and nothing of types.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

/** What stands for a value: literals as they are, anything that has to be worked out as its text. */
export type Value = string | number | boolean | Expression | readonly Value[] | Members;
export interface Members {
  readonly [name: string]: Value;
}
export class Expression {
  constructor(
    /** As written. */
    readonly text: string,
    readonly node: Node,
  ) {}
}

export interface Parameter {
  readonly name: string;
  readonly decorators: ReadonlyMap<string, Value | undefined>;
  /** Undefined where one has to be given. */
  readonly usual: Value | undefined;
}

export interface Resource {
  /** What the file calls it. */
  readonly name: string;
  /** With the types of the resources around it, without the version. */
  readonly type: string;
  readonly isExisting: boolean;
  readonly body: Members;
  /** The list that it is made once for each of; undefined for one alone. */
  readonly each: Value | undefined;
}

export interface Output {
  readonly name: string;
  readonly decorators: ReadonlyMap<string, Value | undefined>;
  readonly value: Value;
}

export interface Module {
  readonly name: string;
  readonly file: string;
  readonly params: Members;
}

export interface BicepFile {
  readonly file: string;
  readonly text: string;
  readonly root: Node;
  /** Lines that are no Bicep. */
  readonly faults: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly variables: ReadonlyMap<string, Value>;
  readonly resources: readonly Resource[];
  readonly modules: readonly Module[];
  readonly outputs: readonly Output[];
}

const require = createRequire(import.meta.url);

/** Gives what reads one file after the other. */
export async function bicepReader(): Promise<(file: string, text: string) => BicepFile> {
  await Parser.init();
  const grammar = await readFile(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'));
  const parser = new Parser().setLanguage(await Language.load(new Uint8Array(grammar)));
  return (file, text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`${file} was not read`);
    return fileOf(file, text, tree.rootNode);
  };
}

function fileOf(file: string, text: string, root: Node): BicepFile {
  const statements = statementsIn(root);
  const of = (type: string): readonly Statement[] => statements.filter(({ node }) => node.type === type);
  return {
    file,
    text,
    root,
    faults: all(root)
      .filter((node) => node.isError || node.isMissing)
      .map((node) => `${file}:${String(node.startPosition.row + 1)} ${node.text.slice(0, 40)}`),
    parameters: of('parameter_declaration').map(({ node, decorators }) => {
      const [name, , usual] = node.namedChildren;
      return { name: textOf(name), decorators, usual: usual && valueOf(usual) };
    }),
    variables: new Map(of('variable_declaration').map(({ node }) => [textOf(node.namedChildren[0]), lastOf(node)])),
    resources: of('resource_declaration').flatMap(({ node }) => resourcesIn(node, '')),
    modules: of('module_declaration').map(({ node }) => {
      const body = lastOf(node);
      const params = isMembers(body) ? body.params : undefined;
      const [name, path] = node.namedChildren;
      return { name: textOf(name), file: literal(path), params: isMembers(params) ? params : {} };
    }),
    outputs: of('output_declaration').map(({ node, decorators }) => {
      return { name: textOf(node.namedChildren[0]), decorators, value: lastOf(node) };
    }),
  };
}

interface Statement {
  readonly node: Node;
  readonly decorators: ReadonlyMap<string, Value | undefined>;
}

/** Decorators stand before what they are about. */
function statementsIn(root: Node): readonly Statement[] {
  let decorators = new Map<string, Value | undefined>();
  return root.namedChildren.flatMap((node) => {
    if (node.type === 'comment') return [];
    if (node.type === 'decorators') {
      decorators = new Map(node.namedChildren.map(decoratorOf));
      return [];
    }
    const statement = { node, decorators };
    decorators = new Map();
    return [statement];
  });
}

function decoratorOf(node: Node): readonly [string, Value | undefined] {
  const [name, given] = node.namedChildren[0]?.namedChildren ?? [];
  const first = given?.namedChildren[0];
  return [textOf(name), first && valueOf(first)];
}

/** A resource, and those inside it. */
function resourcesIn(node: Node, within: string): readonly Resource[] {
  const [name, typed] = node.namedChildren;
  const type = [within, literal(typed).split('@')[0]].filter((part) => part !== '').join('/');
  const made = node.namedChildren.at(-1);
  const isLoop = made?.type === 'for_statement';
  const each = isLoop ? made.namedChildren.at(-2) : undefined;
  const body = isLoop ? made.namedChildren.at(-1) : made?.type === 'if_statement' ? made.namedChildren.at(-1) : made;
  const value = body && valueOf(body);
  const own: Resource = {
    name: textOf(name),
    type,
    isExisting: node.children.some((child) => child.text === 'existing'),
    body: isMembers(value) ? value : {},
    each: each && valueOf(each),
  };
  const inside = (body?.namedChildren ?? []).flatMap((property) =>
    property.namedChildren.filter((child) => child.type === 'resource_declaration'),
  );
  return [own, ...inside.flatMap((child) => resourcesIn(child, type))];
}

function valueOf(node: Node): Value {
  switch (node.type) {
    case 'string':
      return node.namedChildren.some((part) => part.type !== 'string_content' && part.type !== 'escape_sequence')
        ? new Expression(node.text, node)
        : literal(node);
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'array':
      return node.namedChildren.filter((child) => child.type !== 'comment').map(valueOf);
    case 'object':
      return Object.fromEntries(
        node.namedChildren.flatMap((property): readonly (readonly [string, Value])[] => {
          const [name, value] = property.namedChildren;
          if (property.type !== 'object_property' || name === undefined || value === undefined) return [];
          return [[name.type === 'string' ? literal(name) : name.text, valueOf(value)]];
        }),
      );
    default:
      return new Expression(node.text, node);
  }
}

function lastOf(node: Node): Value {
  const last = node.namedChildren.at(-1);
  return last ? valueOf(last) : '';
}

function textOf(node: Node | undefined): string {
  return node?.text ?? '';
}

/** What stands between the quotes, of one line or of several. */
function literal(node: Node | undefined): string {
  return textOf(node).replace(/^'''\r?\n?|^'|'''$|'$/g, '');
}

export function isMembers(value: Value | undefined): value is Members {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Expression);
}

/** A node and all below it. */
export function all(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(all)];
}

/** What stands at a path, as `properties.siteConfig.ftpsState`; undefined where nothing does. */
export function at(value: Value | undefined, path: string): Value | undefined {
  return path
    .split('.')
    .reduce<Value | undefined>((found, name) => (isMembers(found) ? found[name] : undefined), value);
}
