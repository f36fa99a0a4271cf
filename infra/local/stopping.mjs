import { clearInterval, setInterval } from 'node:timers';

/**
 * Calls back for every wish to stop: Ctrl-C, a signal, or the end of npm. The last one matters where npm was killed and
 * could not pass the signal on: nothing shall be left behind. May call back more than once.
 */
export function onStop(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop('SIGTERM');
  }, 1000);
  watch.unref();
}
