import { app, type InvocationContext } from '@azure/functions';

/** A small app for the tests of the local host. What it was told can be asked for over HTTP. */
const heard: unknown[] = [];
let turns = 0;
let most = 0;

app.http('greet', {
  route: 'greet/{who}/{how?}',
  methods: ['GET', 'POST'],
  authLevel: 'anonymous',
  handler: async (request) => ({
    status: 201,
    headers: { 'x-asked': request.headers.get('x-ask') ?? '' },
    jsonBody: { ...request.params, query: request.query.get('q'), body: await request.text(), url: request.url },
  }),
});

app.http('exact', {
  route: 'greet/exact',
  authLevel: 'anonymous',
  handler: () => Promise.resolve({ body: 'the literal one' }),
});

app.http('echo', {
  methods: ['PUT'],
  authLevel: 'anonymous',
  handler: async (request) => ({
    headers: { 'content-type': 'application/octet-stream', 'x-length': request.headers.get('content-length') ?? '' },
    body: await request.arrayBuffer(),
  }),
});

app.http('rest', {
  route: 'files/{*path}',
  authLevel: 'anonymous',
  handler: (request) => Promise.resolve({ jsonBody: request.params }),
});
app.http('locked', { authLevel: 'function', handler: () => Promise.resolve({ body: 'open' }) });
app.http('nothing', { authLevel: 'anonymous', handler: () => Promise.resolve(undefined as never) });
app.http('broken', { authLevel: 'anonymous', handler: () => Promise.reject(new Error('broken on purpose')) });
app.http('heard', { authLevel: 'anonymous', handler: () => Promise.resolve({ jsonBody: { heard, most } }) });

app.timer('yearly', {
  schedule: '0 0 0 1 1 *',
  handler: async (timer) => {
    turns += 1;
    most = Math.max(most, turns);
    await new Promise((resolve) => setTimeout(resolve, 100));
    turns -= 1;
    heard.push({ timer: timer.isPastDue });
  },
});

const queued = (message: unknown, { triggerMetadata }: InvocationContext): Promise<void> => {
  heard.push({ message, tries: triggerMetadata?.dequeueCount });
  return message === 'fail' ? Promise.reject(new Error('failed on purpose')) : Promise.resolve();
};
if (process.env.AzureWebJobsStorage !== undefined) {
  app.storageQueue('listen', { connection: 'AzureWebJobsStorage', queueName: 'fixture', handler: queued });
}
