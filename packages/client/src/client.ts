import { type Connection, createGraphqlRequest } from './api/graphql-request.ts';
import { imageCalls } from './api/image-calls.ts';
import { projectCalls } from './api/project-calls.ts';
import { reconstructionCalls } from './api/reconstruction-calls.ts';
import { startCalls } from './api/start-calls.ts';
import { uploadCalls } from './api/upload-calls.ts';
import { eventCalls } from './events/watch-events.ts';
import type { ChosenPhoto, ClientPlatform } from './platform.ts';

/** Every call of the API that this client knows. */
export type Api = ReturnType<typeof projectCalls> &
  ReturnType<typeof imageCalls> &
  ReturnType<typeof uploadCalls> &
  ReturnType<typeof reconstructionCalls> &
  ReturnType<typeof startCalls> &
  ReturnType<typeof eventCalls>;

/** The API of one server as one user, and the platform that its uploads run on. */
export type Client<Photo extends ChosenPhoto> = Api & {
  readonly endpoint: string;
  readonly platform: ClientPlatform<Photo>;
};

/** Makes a client; nothing is sent before its first call. */
export function createClient<Photo extends ChosenPhoto>(
  options: Connection & { platform: ClientPlatform<Photo> },
): Client<Photo> {
  const { platform, ...connection } = options;
  const request = createGraphqlRequest(connection);
  return {
    endpoint: connection.endpoint,
    platform,
    ...projectCalls(request),
    ...imageCalls(request),
    ...uploadCalls(request),
    ...reconstructionCalls(request),
    ...startCalls(request),
    ...eventCalls(connection),
  };
}
