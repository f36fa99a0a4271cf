/** What esbuild is told about things that it cannot know. */
import { basename } from 'node:path';

/** Of teams-ai these two are used (bot/teams), and they lie in files of their own. */
const USED = ['Application', 'TeamsAdapter'];

/**
 * Left out: all of teams-ai that talks to a language model (planners, models, prompts, moderators, embeddings, with
 * openai and gpt-tokenizer under them) is not reached once its index is not; what its Application asks for beside that,
 * and opens only with options that Waymark never gives, is replaced by a stand-in: the AI system, and signing people in
 * with the dialogs under it; so is axios, with which botbuilder lets one bot call another. A stand-in refuses to be
 * looked into at all, so nothing can go wrong in silence.
 */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^@microsoft\/teams-ai$/ }, ({ path }) => ({ path, namespace: 'in-part' }));
    build.onLoad({ filter: /.*/, namespace: 'in-part' }, ({ path }) => ({
      contents: onlyUsed(path),
      resolveDir: build.initialOptions.absWorkingDir,
    }));
    build.onResolve({ filter: /^(axios|botbuilder-dialogs)$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onResolve({ filter: /^\.[./\w]*\/(AI|Authentication)$/ }, ({ path, importer }) =>
      /[/\\]@microsoft[/\\]teams-ai[/\\]lib[/\\]/.test(importer)
        ? { path: `@microsoft/teams-ai/lib/${basename(path)}`, namespace: 'left-out' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: lookedInto('{}', path) }));
  },
};

function onlyUsed(name) {
  const parts = USED.map((part) => `${part}: require("${name}/lib/${part}").${part}`);
  return lookedInto(`{ ${parts.join(', ')} }`, name);
}

/** Module systems ask every module for some names of their own; anything else that is not there is refused. */
function lookedInto(parts, name) {
  return `
    const refuse = (key) => { throw new Error(key + " of " + ${JSON.stringify(`${name} is left out of this build (infra/local/bundling.mjs)`)}); };
    const look = (parts, key) =>
      Object.hasOwn(parts, key) ? parts[key] : typeof key === "symbol" || key === "__esModule" ? undefined : refuse(key);
    module.exports = new Proxy(${parts}, { get: look });
  `;
}

/** Keeps the first bundle small: what index.ts imports of app.ts stays a file of its own, required when it is reached. */
export const appApart = {
  name: 'app-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/app(\.[cm]?[jt]s)?$/ }, ({ importer, kind }) => {
      if (kind === 'entry-point' || !/[/\\]functions[/\\]index\.ts$/.test(importer)) return undefined;
      return { path: './app.cjs', external: true };
    });
  },
};

/** The templates of cards stay files in `cards/` beside the bundle, to be read there and to differ in a diff. */
export const cardsBeside = {
  name: 'cards-beside',
  setup(build) {
    build.onResolve({ filter: /\.json$/ }, ({ path, importer }) =>
      /(^|[/\\])cards[/\\][^/\\]+\.ts$/.test(importer) && !importer.includes('node_modules')
        ? { path: `./cards/${basename(path)}`, external: true }
        : undefined,
    );
  },
};

/**
 * Azure's libraries come in two module systems. Ours imports the one and botbuilder requires the other; only one copy of
 * each is bundled, so that an error of one is known to the other.
 */
export const oneCopy = {
  name: 'one-copy',
  setup(build) {
    const again = Symbol('asked again');
    build.onResolve({ filter: /^(@azure\/(abort|core-|identity|logger|msal-)|@typespec\/)/ }, (asked) => {
      if (asked.kind !== 'import-statement' || asked.pluginData === again) return undefined;
      const { path, importer, resolveDir } = asked;
      return build.resolve(path, { kind: 'require-call', importer, resolveDir, pluginData: again });
    });
  },
};
