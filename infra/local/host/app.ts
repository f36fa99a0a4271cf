import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { join, resolve } from 'node:path';
import { Refusal, type FunctionMetadata, type ProgrammingModel, type Registered } from './core.js';
import { writeLog } from './logging.js';

export interface LoadedApp {
  readonly model: ProgrammingModel;
  readonly functions: readonly Registered[];
}

const TRIGGERS = ['httpTrigger', 'timerTrigger', 'queueTrigger'];

/** Loads the app as the Functions worker does: `main` of its package.json, with the core module standing ready. */
export function loadApp(folder: string): LoadedApp {
  const main = mainOf(folder);
  const functions: Registered[] = [];
  let model: ProgrammingModel | undefined;
  let loading = true;
  offerCore({
    version: '4.0.0',
    hostVersion: '4.0.0',
    registerFunction: (metadata: FunctionMetadata, handler: Registered['handler']) => {
      if (!loading) throw new Error(`A function ("${metadata.name}") can only be registered while the app starts.`);
      functions.push(understood(metadata, handler));
      return new Disposable();
    },
    setProgrammingModel: (given: ProgrammingModel) => {
      model = given;
    },
    getProgrammingModel: () => model,
    registerHook: () => {
      throw new Error('The local host does not run hooks.');
    },
    log: writeLog,
    Disposable,
  });
  requireApp(main);
  loading = false;
  if (model === undefined || functions.length === 0) throw new Refusal(`${main} registers no functions.`);
  return { model, functions };
}

function mainOf(folder: string): string {
  const manifest = join(resolve(folder), 'package.json');
  if (!existsSync(manifest)) throw new Refusal(`There is no package.json in ${resolve(folder)}.`);
  const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: unknown };
  if (typeof main !== 'string') throw new Refusal(`${manifest} names no "main" to start from.`);
  const file = join(resolve(folder), main);
  if (!existsSync(file)) throw new Refusal(`${manifest} names "${main}" as its main file, which does not exist.`);
  return file;
}

function requireApp(file: string): void {
  try {
    Module.createRequire(file)(file);
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The worker hands out its core module in exactly this way; it lies in no folder. */
function offerCore(core: object): void {
  const modules = Module.prototype as unknown as { require: (this: unknown, id: string) => unknown };
  const original = modules.require;
  modules.require = function (id) {
    return id === '@azure/functions-core' ? core : original.call(this, id);
  };
}

/** What this host does not know it refuses, instead of leaving it out unseen. */
function understood(metadata: FunctionMetadata, handler: Registered['handler']): Registered {
  const found = Object.entries(metadata.bindings).find(([, binding]) => TRIGGERS.includes(binding.type));
  const others = Object.values(metadata.bindings).filter(
    (binding) => binding !== found?.[1] && binding.type !== 'http',
  );
  if (found === undefined || others.length > 0) {
    const types = others.map((binding) => binding.type).join(', ');
    throw new Refusal(`The local host does not know a binding of the function "${metadata.name}": ${types}.`);
  }
  return { metadata, handler, triggerName: found[0], trigger: found[1] };
}

class Disposable {
  dispose(): void {
    // Nothing registered is ever taken back.
  }
}
