import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { startEmbeddedPostgres } from './database/embedded/start-embedded-postgres.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

test('a program refuses the database of a newer one, and says which it takes', async () => {
  await app.stop();
  await change(
    `insert into kysely_migration (name, timestamp) values ('9998-later', ''), ('9999-latest', '')`,
  );
  const tooNew = {
    name: 'StartupError',
    message: /it has the migration 9999-latest, .*in the version that was here last/,
  };
  await assert.rejects(app.restart(), tooNew);
  await change(`insert into schema_programs values ('9999-latest', '7.5.0')`);
  await assert.rejects(app.restart(), { name: 'StartupError', message: /Start Tiepoint 7\.5\.0 or newer/ });
  await change(`delete from kysely_migration where name like '999%'`);
  await change('update pgboss.version set version = version + 1');
  await assert.rejects(app.restart(), {
    name: 'StartupError',
    message: /The job queue .* created by a newer Tiepoint/,
  });
  await change('update pgboss.version set version = version - 1');
  await app.restart();
});

/** Runs a statement while the server is stopped. */
async function change(statement: string): Promise<void> {
  const { database, dataFolder } = app.config;
  const embedded =
    database.kind === 'embedded'
      ? await startEmbeddedPostgres({ folder: join(dataFolder, 'postgres') })
      : undefined;
  const client = new pg.Client(
    embedded?.connection ?? { connectionString: 'url' in database ? database.url : '' },
  );
  await client.connect();
  await client.query(statement);
  await client.end();
  await embedded?.stop();
}
