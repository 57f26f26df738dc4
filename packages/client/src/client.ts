import { accountCalls } from './api/account-calls.ts';
import { type Connection, createGraphqlRequest, type GraphqlRequest } from './api/graphql-request.ts';
import { imageCalls } from './api/image-calls.ts';
import { metaFileCalls } from './api/meta-file-calls.ts';
import { projectCalls } from './api/project-calls.ts';
import { type ConnectionState, createReachability } from './api/reachability.ts';
import { reconstructionCalls } from './api/reconstruction-calls.ts';
import { startCalls } from './api/start-calls.ts';
import { uploadCalls } from './api/upload-calls.ts';
import { eventCalls } from './events/event-calls.ts';
import type { ChosenPhoto, ClientPlatform } from './platform.ts';

/**
 * Every call of the API that this client knows; `request` sends any other operation in the same way.
 *
 * @example
 * ```ts
 * import type { Api } from '@tiepoint/client';
 *
 * // Takes the one call that it needs.
 * async function isEmpty(api: Pick<Api, 'findProject'>, id: string): Promise<boolean> {
 *   return (await api.findProject(id))?.numImage === 0;
 * }
 * console.log(await isEmpty(client, projectId));
 * ```
 */
export type Api = { readonly endpoint: string; request: GraphqlRequest } & ReturnType<typeof accountCalls> &
  ReturnType<typeof projectCalls> &
  ReturnType<typeof imageCalls> &
  ReturnType<typeof uploadCalls> &
  ReturnType<typeof metaFileCalls> &
  ReturnType<typeof reconstructionCalls> &
  ReturnType<typeof startCalls> &
  ReturnType<typeof eventCalls>;

/**
 * The API of one server as one user, and the platform that its uploads run on.
 *
 * @example
 * ```ts
 * import type { Client } from '@tiepoint/client';
 * import { type FilePhoto, findPhotos } from '@tiepoint/client/node';
 *
 * async function hashFirst({ platform }: Client<FilePhoto>, folder: string): Promise<string | undefined> {
 *   const [photo] = (await findPhotos(folder)).photos;
 *   const work = { onBytes() {}, signal: AbortSignal.timeout(60_000) };
 *   return photo && platform.hashPhoto(photo, work);
 * }
 * console.log(await hashFirst(client, 'photos'));
 * ```
 */
export type Client<Photo extends ChosenPhoto> = Api & { readonly platform: ClientPlatform<Photo> };

/**
 * The server, the credentials, and a callback for connection losses.
 *
 * @example
 * ```ts
 * import { type ApiOptions, createApi } from '@tiepoint/client';
 *
 * const options: ApiOptions = {
 *   endpoint: 'http://127.0.0.1:8090',
 *   key: 'app key',
 *   token: 'user token',
 *   onConnection: (state) => console.log(state),
 * };
 * console.log(await createApi(options).listProjects());
 * ```
 */
export interface ApiOptions extends Connection {
  /** Called when the server becomes unreachable, and when it is reachable again. */
  onConnection?(state: ConnectionState): void;
}

/**
 * Creates the API of one server for one user; sends nothing before the first call.
 *
 * @example
 * ```ts
 * import { createApi } from '@tiepoint/client';
 *
 * const api = createApi({ endpoint: 'http://127.0.0.1:8090', key: 'app key', token: 'user token' });
 * const { id } = await api.createProject('Roof');
 * for await (const news of api.followProject(id)) {
 *   console.log(news.type === 'event' ? news.event.kind : 'Read the state.');
 *   break;
 * }
 * ```
 */
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
    ...metaFileCalls(request),
    ...reconstructionCalls(request),
    ...startCalls(request),
    ...eventCalls(connection, reachability),
  };
}

/**
 * Creates a client that can upload: the API, and the platform on which photos are read and sent.
 *
 * @example
 * ```ts
 * import { createClient, uploadPhotos } from '@tiepoint/client';
 * import { findPhotos, nodePlatform } from '@tiepoint/client/node';
 *
 * const connection = { endpoint: 'http://127.0.0.1:8090', key: 'app key', token: 'user token' };
 * const mine = createClient({ ...connection, platform: nodePlatform() });
 * const { id } = await mine.createProject('Roof');
 * const { photos: found } = await findPhotos('photos');
 * console.log(await uploadPhotos({ client: mine, projectId: id, photos: found }));
 * ```
 */
export function createClient<Photo extends ChosenPhoto>({
  platform,
  ...options
}: ApiOptions & { platform: ClientPlatform<Photo> }): Client<Photo> {
  return { ...createApi(options), platform };
}
