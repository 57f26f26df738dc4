#!/bin/bash
# pg-boss 12.38.0 (npm), with @electric-sql/pglite 0.5.16, Node 24.21.0, seen 2026-12-01.
#
# pg-boss is an EventEmitter. What it emits as `error` when a worker could not look for jobs is a plain object with the
# error's own fields, `message`, `stack`, `queue` and `worker`; not an Error. Its class and its `cause` are gone: a
# handler that asks `error instanceof Error`, or for the class of an adapter's error, sees nothing, and `throw error`
# throws an object.
# Expected: an Error, as every other `error` event of pg-boss (and of Node) is.
#
# The database is PGlite, through an adapter that fails after the start, as a database that is being restarted does.
#
# Output seen:
#   of a worker: instanceof Error: false, name: undefined, cause: undefined
#   message: the database is away (Queue: photos, Worker: ...)
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
let away = false;
const whole = fromPglite(pglite);
const db = {
  async executeSql(...statement) {
    if (away) throw new TypeError('the database is away', { cause: new Error('ECONNREFUSED') });
    return whole.executeSql(...statement);
  },
};
const boss = new PgBoss({ db, backend: 'pglite', supervise: false, schedule: false });
const first = new Promise((resolve) => boss.on('error', (error) => error.worker && resolve(error)));
await boss.start();
await boss.createQueue('photos');
away = true;
await boss.work('photos', { pollingIntervalSeconds: 0.5 }, async () => {});
const error = await first;
console.log(`of a worker: instanceof Error: ${error instanceof Error}, name: ${error.name}, cause: ${error.cause}`);
console.log(`message: ${error.message.replace(/Worker: [^)]*/, 'Worker: ...')}`);
process.exit(0);
JS
seen=$(timeout 120 node show.mjs)
echo "$seen"
expected='of a worker: instanceof Error: false, name: undefined, cause: undefined
message: the database is away (Queue: photos, Worker: ...)'
[ "$seen" = "$expected" ] || { echo 'It has changed.' >&2; exit 1; }
