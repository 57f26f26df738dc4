/* A server in a process of its own: its argument is the data folder, its message what a client needs. */
import { startServer } from '@tiepoint/server';

const server = await startServer({ dataFolder: process.argv[2] ?? '', port: 0, storagePort: 0 });
process.send?.({ credentials: server.credentials, dataFolder: server.dataFolder });
process.on('disconnect', () => {
  void server.stop().then(() => process.exit());
});
