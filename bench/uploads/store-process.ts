/* An object store in a process of its own: its arguments are a folder and a key pair, its message is the port. */
import { once } from 'node:events';
import { createObjectStore } from '@tiepoint/object-store';

const [folder = '', accessKeyId = '', secretAccessKey = ''] = process.argv.slice(2);
const store = await createObjectStore({
  folder,
  buckets: ['photos'],
  credentials: { accessKeyId, secretAccessKey },
  maxObjectBytes: 1e9,
});
const server = store.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
process.on('disconnect', () => process.exit());
