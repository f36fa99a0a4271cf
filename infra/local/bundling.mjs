/** What esbuild is told about two things that it cannot know. */

/**
 * Only the language model parts of teams-ai and the prompts of botbuilder-dialogs use these, and Waymark uses neither;
 * without them the bundle loads in half the time. Should one be called after all, it says what it is.
 */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^(gpt-tokenizer|openai|@microsoft\/recognizers-)/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: standIn(path), loader: 'js' }));
  },
};

/** Can be looked into, as modules do while they load, but neither called nor constructed. */
function standIn(name) {
  return `
    const refuse = () => { throw new Error(${JSON.stringify(`${name} is left out of this build (infra/local/bundling.mjs)`)}); };
    const look = (target, key) => (key in target ? Reflect.get(target, key) : typeof key === 'symbol' ? undefined : module.exports);
    module.exports = new Proxy(function leftOut() {}, { get: look, apply: refuse, construct: refuse });
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
