/** Recordings as proxies and tunnels write them: HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/). */
import * as z from 'zod/v4';

const headers = z.array(z.looseObject({ name: z.string(), value: z.string() }));

/** The parts of an archive that are read; all others are dropped unread. */
export const archive = z.looseObject({
  log: z.looseObject({
    entries: z.array(
      z.looseObject({
        request: z.looseObject({
          method: z.string(),
          url: z.string(),
          headers,
          postData: z.looseObject({ text: z.string().optional() }).optional(),
        }),
        response: z.looseObject({
          status: z.int(),
          headers,
          content: z.looseObject({ text: z.string().optional() }),
        }),
      }),
    ),
  }),
});

export type Entry = z.output<typeof archive>['log']['entries'][number];

/** One value of a header, by its name in lower case. */
export function headerOf(found: z.output<typeof headers>, name: string): string | undefined {
  return found.find((one) => one.name.toLowerCase() === name)?.value;
}
