import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeExit, isSystemError, spawnGuarded } from '@tiepoint/processes';
import { type Cluster, type ClusterAccount, DATABASE_USER, PROGRAM_ENVIRONMENT } from './cluster.ts';
import { endLeftovers } from './end-leftovers.ts';

/** Connections need the password, even with access to the socket's folder; there is no other listener. */
const HOST_BASED_AUTHENTICATION = 'local all all scram-sha-256\n';
const PASSWORD_BYTES = 32;
/** PostgreSQL's own numbers. */
const SALT_BYTES = 16;
const ITERATIONS = 4096;
/** Never through a link: the cluster's folder is another account's, and we may be root. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** The password of a cluster's superuser, out of the file beside its folder; undefined where there is none. */
export async function readClusterPassword(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(passwordFile(folder), 'utf8')).trim() || undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * Restricts a cluster to connections with its password, and returns that. An open cluster of an earlier version is
 * closed; when the password file is lost, or with `renew`, the password is replaced.
 */
export async function closeCluster(cluster: Cluster, { renew }: { renew: boolean }): Promise<string> {
  await replaceFile(join(cluster.folder, 'pg_hba.conf'), HOST_BASED_AUTHENTICATION, cluster.account);
  const kept = renew ? undefined : await readClusterPassword(cluster.folder);
  if (kept) return kept;
  const password = randomBytes(PASSWORD_BYTES).toString('hex');
  await endLeftovers(cluster);
  await runAlone(cluster, `ALTER ROLE ${DATABASE_USER} PASSWORD '${makeVerifier(password)}'`);
  await replaceFile(passwordFile(cluster.folder), `${password}\n`);
  return password;
}

function passwordFile(folder: string): string {
  return `${folder}.password`;
}

async function replaceFile(path: string, content: string, owner?: ClusterAccount): Promise<void> {
  const unfinished = `${path}.new`;
  await rm(unfinished, { force: true });
  const file = await open(unfinished, NEW_FILE, 0o600);
  try {
    if (owner && process.geteuid?.() === 0) await file.chown(owner.uid, owner.gid);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/**
 * The SCRAM verifier that PostgreSQL stores. Computed here, so that the password itself is not in any program's
 * arguments, environment or log. https://www.rfc-editor.org/rfc/rfc5803
 */
function makeVerifier(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const sign = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(sign('Client Key')).digest('base64');
  const serverKey = sign('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/** Runs a statement in single-user mode, without connections and passwords. */
async function runAlone({ folder, binaries, account }: Cluster, statement: string): Promise<void> {
  const program = join(binaries, 'bin', 'postgres');
  const script = 'printf "%s\\n" "$STATEMENT" | "$0" --single -D "$1" postgres';
  const postgres = spawnGuarded('/bin/sh', ['-c', script, program, folder], {
    ...account,
    cwd: folder,
    env: { ...PROGRAM_ENVIRONMENT, STATEMENT: statement },
    onParentDeath: 'SIGKILL',
  });
  postgres.stdout.resume();
  const [complaint, exit] = await Promise.all([text(postgres.stderr), postgres.exit]);
  // The program exits with 0 even if a statement fails.
  if (exit.code === 0 && !/\b(ERROR|FATAL|PANIC): /.test(complaint)) return;
  throw new Error(
    `The password of the database in ${folder} could not be set (${describeExit(exit)}): ${complaint.trim()}`,
  );
}
