import { accountCalls } from './api/account-calls.ts';
import { type Connection, createGraphqlRequest, type GraphqlRequest } from './api/graphql-request.ts';
import { imageCalls } from './api/image-calls.ts';
import { projectCalls } from './api/project-calls.ts';
import { type ConnectionState, createReachability } from './api/reachability.ts';
import { reconstructionCalls } from './api/reconstruction-calls.ts';
import { startCalls } from './api/start-calls.ts';
import { uploadCalls } from './api/upload-calls.ts';
import { eventCalls } from './events/event-calls.ts';
import type { ChosenPhoto, ClientPlatform } from './platform.ts';

/** Every call of the API that this client knows; `request` sends any other operation in the same way. */
export type Api = { readonly endpoint: string; request: GraphqlRequest } & ReturnType<typeof accountCalls> &
  ReturnType<typeof projectCalls> &
  ReturnType<typeof imageCalls> &
  ReturnType<typeof uploadCalls> &
  ReturnType<typeof reconstructionCalls> &
  ReturnType<typeof startCalls> &
  ReturnType<typeof eventCalls>;

/** The API of one server as one user, and the platform that its uploads run on. */
export type Client<Photo extends ChosenPhoto> = Api & { readonly platform: ClientPlatform<Photo> };

/** Where the server is, who is calling, and who wants to know whether it answers. */
export interface ApiOptions extends Connection {
  /** Called when the server can't be reached and is tried again, and when it has answered again. */
  onConnection?(state: ConnectionState): void;
}

/** Makes the calls of the API of one server, as one user; nothing is sent before the first. */
export function createApi({ onConnection, ...connection }: ApiOptions): Api {
  const reachability = createReachability(onConnection);
  const request = createGraphqlRequest(connection, reachability);
  return {
    endpoint: connection.endpoint,
    request,
    ...accountCalls(request),
    ...projectCalls(request),
    ...imageCalls(request),
    ...uploadCalls(request),
    ...reconstructionCalls(request),
    ...startCalls(request),
    ...eventCalls(connection, reachability),
  };
}

/** Makes a client that can upload: the API, and the platform that photos are read and sent on. */
export function createClient<Photo extends ChosenPhoto>({
  platform,
  ...options
}: ApiOptions & { platform: ClientPlatform<Photo> }): Client<Photo> {
  return { ...createApi(options), platform };
}
