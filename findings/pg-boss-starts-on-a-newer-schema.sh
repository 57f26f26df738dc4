#!/bin/bash
# pg-boss 12.38.0 (npm), with @electric-sql/pglite 0.5.16, Node 24.21.0, seen 2026-12-01.
#
# pg-boss keeps the version of its tables in `pgboss.version`, and start() brings older tables up to date. On tables that
# a newer pg-boss has brought up to date, start() does nothing and says nothing: the older one works on a schema that it
# does not know, for example after a rollback, or where two programs share a queue. With `migrate: false` the same tables
# are refused, for the opposite reason: they would need migrations.
# Expected: an error that says that the tables are newer, in both cases. (schemaVersion() tells their version; the caller
# has to know the library's own.)
#
# Output seen:
#   migrate true, tables one version ahead: started, 0 warnings, 0 errors
#   migrate false, tables one version ahead: refused: pg-boss database requires migrations, 0 warnings, 0 errors
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pg-boss@12.38.0 @electric-sql/pglite@0.5.16
cat >show.mjs <<'JS'
import { PGlite } from '@electric-sql/pglite';
import { fromPglite, PgBoss } from 'pg-boss';

const pglite = new PGlite();
const start = async (migrate) => {
  const settings = { backend: 'pglite', supervise: false, schedule: false, migrate };
  const boss = new PgBoss({ db: fromPglite(pglite), ...settings });
  const said = { warning: 0, error: 0 };
  for (const event of ['warning', 'error']) boss.on(event, () => said[event]++);
  let outcome = 'started';
  await boss.start().catch((error) => {
    outcome = `refused: ${error.message}`;
  });
  await boss.stop({ graceful: false }).catch(() => {});
  return `${outcome}, ${said.warning} warnings, ${said.error} errors`;
};
await start(true);
await pglite.exec('update pgboss.version set version = version + 1');
for (const migrate of [true, false]) {
  console.log(`migrate ${migrate}, tables one version ahead: ${await start(migrate)}`);
}
process.exit(0);
JS
seen=$(timeout 120 node show.mjs)
echo "$seen"
expected='migrate true, tables one version ahead: started, 0 warnings, 0 errors
migrate false, tables one version ahead: refused: pg-boss database requires migrations, 0 warnings, 0 errors'
[ "$seen" = "$expected" ] || { echo 'It has changed.' >&2; exit 1; }
