#!/bin/bash
# kysely 0.29.9 (npm), Node 20.20.2 and 24.21.0, seen 2026-12-01.
#
# When the callback of a transaction throws, Kysely rolls back and throws the error again. When the rollback fails as
# well, which it always does where the connection has broken, the caller gets the rollback's error alone: the callback's
# own error, the reason of it all, is neither thrown nor its `cause`. The same when COMMIT fails.
# Expected: the first error (with pg: `terminating connection due to administrator command`, which has a code), or an
# error that has both; not `Client has encountered a connection error and is not queryable`, which has none.
#
# A driver of a few lines stands for the database.
#
# Output seen:
#   the callback throws "row 7 is wrong": Error: connection lost, cause: undefined
#   the commit throws "deadlock": Error: connection lost, cause: undefined
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund kysely@0.29.9
cat >show.mjs <<'JS'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

const open = (commit) =>
  new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () =>
        Object.assign(new DummyDriver(), {
          commitTransaction: commit,
          rollbackTransaction: async () => {
            throw new Error('connection lost');
          },
        }),
    },
  });
const show = (what, error) => console.log(`${what}: ${error}, cause: ${error.cause}`);
await open(async () => {})
  .transaction()
  .execute(async () => {
    throw new Error('row 7 is wrong');
  })
  .catch((error) => show('the callback throws "row 7 is wrong"', error));
await open(async () => {
  throw new Error('deadlock');
})
  .transaction()
  .execute(async () => {})
  .catch((error) => show('the commit throws "deadlock"', error));
JS
seen=$(timeout 60 node show.mjs)
echo "$seen"
expected='the callback throws "row 7 is wrong": Error: connection lost, cause: undefined
the commit throws "deadlock": Error: connection lost, cause: undefined'
[ "$seen" = "$expected" ] || { echo 'It has changed.' >&2; exit 1; }
