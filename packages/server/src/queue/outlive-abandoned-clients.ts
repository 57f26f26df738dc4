import { EventEmitter } from 'node:events';
import pg from 'pg';

/**
 * Keeps the process alive when a connection that pg-boss has given up reports another error. pg-boss 12 removes all
 * listeners from the LISTEN client whose heartbeat is late, then closes it; an error that arrives meanwhile, such as
 * the one of a database that stops, would have no listener, which ends the process. pg-boss takes no client of ours.
 */
export function outliveAbandonedClients(): void {
  pg.Client.prototype.removeAllListeners = function (this: pg.Client, ...names) {
    EventEmitter.prototype.removeAllListeners.apply(this, names);
    return this.on('error', () => {});
  };
}
