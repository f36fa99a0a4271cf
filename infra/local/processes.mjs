import { readFileSync } from 'node:fs';
import { clearInterval, setInterval } from 'node:timers';

/**
 * Calls back for every wish to stop: Ctrl-C, a signal, or the end of npm. The last one matters where npm was killed and
 * could not pass the signal on: nothing shall be left behind. May call back more than once.
 */
export function onStop(stop) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => stop('SIGTERM'));
}

/** Calls back once when the process that started this one has ended. */
export function whenOrphaned(callBack) {
  const starter = startedBy();
  const watch = setInterval(() => {
    if (startedBy() === starter) return;
    clearInterval(watch);
    callBack();
  }, 1000);
  watch.unref();
}

/** The parent; on Linux also its parent where a shell stands between npm and us, and outlives npm. */
function startedBy() {
  try {
    const [, name, , grandparent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8'));
    return name === 'sh' ? `${process.ppid} of ${grandparent}` : String(process.ppid);
  } catch {
    return String(process.ppid);
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
