import assert from 'node:assert/strict';
import {
  chmod,
  cp,
  lchown,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;

let root: string;
let folder: string;
before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'cluster-access-')));
  await chmod(root, 0o711);
  folder = join(root, 'postgres');
  await withPostgres(async (postgres) => {
    await query(postgres, 'CREATE TABLE photos (name text)');
    await query(postgres, "INSERT INTO photos VALUES ('first')");
  });
});
after(() => rm(root, { recursive: true, maxRetries: 10, retryDelay: 100 }));

test('connections need the password, which only the owner of the server can read', async () => {
  await withPostgres(async ({ connection }) => {
    await assert.rejects(query({ connection: { ...connection, password: 'guessed' } }, 'SELECT 1'), {
      code: '28P01',
    });
  });
  const stats = await stat(`${folder}.password`);
  assert.deepEqual([stats.uid, stats.mode & 0o777], [process.geteuid?.(), 0o600]);
});

test('a cluster that was open to its account is closed by the next start', async () => {
  await withPostgres((postgres) => query(postgres, 'ALTER ROLE tiepoint PASSWORD NULL'));
  await rm(`${folder}.password`);
  await writeFile(join(folder, 'pg_hba.conf'), 'local all all trust\n');
  await withPostgres(async ({ connection }) => {
    await assert.rejects(query({ connection: { ...connection, password: 'guessed' } }, 'SELECT 1'), {
      code: '28P01',
    });
  });
  await withPostgres(async (postgres) => {
    assert.deepEqual(await query(postgres, 'SELECT name FROM photos'), [{ name: 'first' }]);
  });
});

test("another cluster's password is replaced", async () => {
  await writeFile(`${folder}.password`, 'of another cluster');
  await withPostgres(async (postgres) => {
    assert.deepEqual(await query(postgres, 'SELECT name FROM photos'), [{ name: 'first' }]);
  });
});

test('a copy made by root starts, and belongs to the account of the database', {
  skip: !isRoot,
}, async () => {
  const copy = join(root, 'copy');
  await cp(folder, copy, { recursive: true });
  await cp(`${folder}.password`, `${copy}.password`);
  for (const { parentPath, name } of await readdir(copy, { recursive: true, withFileTypes: true })) {
    await lchown(join(parentPath, name), 0, 0);
  }
  await lchown(copy, 0, 0);
  await chmod(copy, 0o755);
  const postgres = await startEmbeddedPostgres({ folder: copy });
  try {
    assert.deepEqual(await query(postgres, 'SELECT name FROM photos'), [{ name: 'first' }]);
    assert.notEqual((await stat(copy)).uid, 0);
  } finally {
    await postgres.stop();
  }
});

test('an upgrade that was killed before its last step is finished by the next start', async () => {
  const upgraded = join(root, 'postgres.upgraded');
  await mkdir(upgraded, { mode: 0o711 });
  await rename(folder, join(upgraded, 'postgres'));
  await rename(`${folder}.password`, join(upgraded, 'postgres.password'));
  await withPostgres(async (postgres) => {
    assert.deepEqual(await query(postgres, 'SELECT name FROM photos'), [{ name: 'first' }]);
  });
  await assert.rejects(stat(upgraded), { code: 'ENOENT' });
});

test('a cluster of a newer PostgreSQL is refused with a sentence', async () => {
  await writeFile(join(folder, 'PG_VERSION'), '99\n');
  await assert.rejects(startEmbeddedPostgres({ folder }), {
    name: 'StartupError',
    message:
      /the format of PostgreSQL 99, but this Tiepoint uses PostgreSQL 18. Start the Tiepoint version that created it/,
  });
  await writeFile(join(folder, 'PG_VERSION'), '18\n');
});

async function withPostgres(use: (postgres: EmbeddedPostgres) => Promise<unknown>): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await use(postgres);
  } finally {
    await postgres.stop();
  }
}

async function query(
  { connection }: Pick<EmbeddedPostgres, 'connection'>,
  statement: string,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
