import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './core.js';

/** What host.json says, with the real host's defaults. */
export interface HostSettings {
  readonly routePrefix: string;
  readonly queues: QueueSettings;
}

export interface QueueSettings {
  readonly batchSize: number;
  readonly newBatchThreshold: number;
  readonly maxDequeueCount: number;
  readonly maxPollingMs: number;
  /** How long a message that failed stays hidden. */
  readonly visibilitySeconds: number;
  readonly encoding: 'base64' | 'none';
}

interface HostFile {
  readonly version?: string;
  readonly extensions?: {
    readonly http?: { readonly routePrefix?: string };
    readonly queues?: {
      readonly batchSize?: number;
      readonly newBatchThreshold?: number;
      readonly maxDequeueCount?: number;
      readonly maxPollingInterval?: string;
      readonly visibilityTimeout?: string;
      readonly messageEncoding?: 'base64' | 'none';
    };
  };
}

export function readHostSettings(folder: string): HostSettings {
  const file = join(folder, 'host.json');
  if (!existsSync(file)) throw new Refusal(`There is no host.json in ${folder}.`);
  const { version, extensions } = JSON.parse(readFileSync(file, 'utf8')) as HostFile;
  if (version !== '2.0') throw new Refusal('host.json must say "version": "2.0".');
  const queues = extensions?.queues ?? {};
  const batchSize = queues.batchSize ?? 16;
  return {
    routePrefix: extensions?.http?.routePrefix ?? 'api',
    queues: {
      batchSize,
      newBatchThreshold: queues.newBatchThreshold ?? Math.ceil(batchSize / 2),
      maxDequeueCount: queues.maxDequeueCount ?? 5,
      maxPollingMs: seconds(queues.maxPollingInterval ?? '00:01:00') * 1000,
      visibilitySeconds: seconds(queues.visibilityTimeout ?? '00:00:00'),
      encoding: queues.messageEncoding ?? 'base64',
    },
  };
}

function seconds(timeSpan: string): number {
  const found = /^(\d\d):(\d\d):(\d\d(\.\d+)?)$/.exec(timeSpan);
  if (!found) throw new Refusal(`"${timeSpan}" in host.json is not a time span like 00:00:30.`);
  return Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3]);
}

/** `%NAME%` in a schedule or queue name stands for a setting. */
export function withSettings(text: string): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = process.env[name];
    if (value === undefined) throw new Refusal(`The setting ${name} is missing.`);
    return value;
  });
}
