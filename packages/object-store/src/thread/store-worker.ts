import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { workerData } from 'node:worker_threads';

import { createTemporaryKeys } from '../access/temporary-keys.ts';
import { createObjectStore } from '../create-object-store.ts';
import { PortCalls } from './port-calls.ts';
import type { OwnerCalls, StoreCalls, StoreWorkerData } from './store-calls.ts';
import { toWireError } from './wire-error.ts';

// A store in a thread of its own, with its server: what `startStoreThread` starts.
const { port, options, masterSecret, clock } = workerData as StoreWorkerData;
const aheadMs = new Float64Array(clock);
const now = () => new Date(Date.now() + (aheadMs[0] ?? 0));

const opened = createObjectStore({
  ...options,
  now,
  findAccessKey: createTemporaryKeys({ masterSecret, now }).find,
  mayWrite: (write) => owner.call('mayWrite', write),
  onObjectCreated: (event) => owner.call('created', event),
  onError: (error, context) => void owner.call('report', toWireError(error), context).catch(() => {}),
});
// Each call awaits it, and fails as it does.
opened.catch(() => {});
const serving = opened.then((store) => store.createServer());
serving.catch(() => {});

const calls: StoreCalls = {
  listen: async (host, portNumber) => {
    const server = await serving;
    server.listen(portNumber, host);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  },
  stat: async ({ bucket, key }) => (await opened).stat(bucket, key),
  filePath: async ({ bucket, key }) => (await opened).filePath(bucket, key),
  takeFile: async (location, path, file) => (await opened).takeFile(location, path, file),
  copy: async (source, target) => (await opened).copy(source, target),
  remove: async ({ bucket, key }, etag) => (await opened).remove(bucket, key, etag),
  list: async (bucket, page) => (await opened).list(bucket, page),
  listUploads: async (bucket) => (await opened).listUploads(bucket),
  abortUpload: async (upload) => (await opened).abortUpload(upload),
  removeAll: async (bucket, prefix) => (await opened).removeAll(bucket, prefix),
  incomingKeys: async (bucket) => (await opened).incomingKeys(bucket),
  freeBytes: async () => (await opened).freeBytes(),
  close: async () => {
    const [store, server] = [await opened, await serving];
    server.close();
    await store.close();
    server.closeAllConnections();
  },
};
const owner = new PortCalls<OwnerCalls, StoreCalls>(port, calls);
