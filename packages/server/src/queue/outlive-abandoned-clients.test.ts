import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { outliveAbandonedClients } from './outlive-abandoned-clients.ts';

test('a late error of a connection without listeners does not end the process', () => {
  outliveAbandonedClients();
  const client = new pg.Client();
  client.on('error', () => assert.fail('the listener was removed'));
  client.removeAllListeners();
  client.emit('error', new Error('terminating connection due to unexpected postmaster exit'));
});
