import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createObjectStore } from '@tiepoint/object-store';
import { makeFolder } from '../server/bench-server.ts';

const BODY_BYTES = 12_000_000;
const PUTS_A_ROUND = 64;
const AT_A_TIME = 8;
const ROUNDS = 5;
const CREDENTIALS = { accessKeyId: 'bench', secretAccessKey: randomBytes(20).toString('hex') };

/** Somewhere to PUT to. */
interface Target {
  pid: number;
  urlOf(name: string): string;
  stop(): Promise<void>;
}

/**
 * PUTs of 12 MB, 8 at a time, to presigned URLs of the embedded store and to nginx's DAV module as it comes, on the
 * same disk, in turns. Each round overwrites the one before. The store waits for the disk before it answers, nginx
 * does not.
 */
export async function put(): Promise<void> {
  await using targets = new AsyncDisposableStack();
  const folder = await makeFolder();
  targets.defer(folder.remove);
  const nginx = await startNginx(folder.path);
  targets.defer(nginx.stop);
  const store = await startStore(folder.path);
  targets.defer(store.stop);
  const body = randomBytes(BODY_BYTES);
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const nginxRate = await putsASecond(nginx, body);
    const storeRate = await putsASecond(store, body);
    if (round === 0) continue; // Warms up.
    ratios.push(storeRate / nginxRate);
    const figures = [nginxRate, storeRate].map((rate) => ((rate * BODY_BYTES) / 1e6).toFixed(0));
    console.log(
      `  nginx ${figures[0]} MB/s, store ${figures[1]} MB/s, ratio ${(storeRate / nginxRate).toFixed(2)}`,
    );
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  console.log(`store / nginx: ${median?.toFixed(2)} (median; wanted: at least 0.8)`);
  console.log(
    `the store's largest resident memory: ${await peakMegabytes(store.pid)} MB (wanted: under 200 MB)`,
  );
}

async function putsASecond(target: Target, body: Buffer): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
  const names = Array.from({ length: PUTS_A_ROUND }, (_, index) => `${index}.jpg`).values();
  const started = performance.now();
  const work = async () => {
    for (const name of names) await putOne(agent, target.urlOf(name), body);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return PUTS_A_ROUND / seconds;
}

async function putOne(agent: Agent, url: string, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'image/jpeg', 'content-length': body.length };
  const sending = request(url, { method: 'PUT', agent, headers });
  sending.end(body);
  const [answer] = await once(sending, 'response');
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode >= 300) throw new Error(`PUT was answered with ${answer.statusCode}.`);
}

/** nginx of this system with its DAV module, one worker, files in `folder`. */
async function startNginx(folder: string): Promise<Target> {
  const home = join(folder, 'nginx');
  const files = join(home, 'files');
  await mkdir(files, { recursive: true });
  await chmod(files, 0o777);
  const port = await freePort();
  await writeFile(
    join(home, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${home}/pid; error_log stderr warn;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 64; }
    http { access_log off; client_max_body_size 0; client_body_temp_path ${home}/temporary;
      server { listen 127.0.0.1:${port}; root ${files}; location / { dav_methods PUT DELETE; } } }`,
  );
  const child = spawn('nginx', ['-c', join(home, 'nginx.conf'), '-p', home], { stdio: 'inherit' });
  await once(child, 'spawn').catch((error) => {
    throw new Error('This measurement needs nginx: install the package nginx-light.', { cause: error });
  });
  await untilListening(port);
  return {
    pid: child.pid ?? 0,
    urlOf: (name) => `http://127.0.0.1:${port}/${name}`,
    stop: () => stop(child),
  };
}

async function startStore(folder: string): Promise<Target> {
  const home = join(folder, 'store');
  const { accessKeyId, secretAccessKey } = CREDENTIALS;
  const program = fileURLToPath(new URL('./store-process.ts', import.meta.url));
  const child = fork(program, [home, accessKeyId, secretAccessKey]);
  const [{ port }] = await once(child, 'message');
  const endpoint = `http://127.0.0.1:${port}`;
  // The same signer, on a folder of its own: two processes may not have one open.
  const signer = await createObjectStore({
    folder: join(folder, 'signer'),
    buckets: ['photos'],
    credentials: CREDENTIALS,
    maxObjectBytes: 1,
  });
  const sign = (method: 'PUT', key: string) =>
    signer.presign({ method, endpoint, bucket: 'photos', key, expiresInSeconds: 3600 });
  return {
    pid: child.pid ?? 0,
    urlOf: (name) => sign('PUT', name),
    stop: async () => {
      await signer.close();
      await stop(child);
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('A server listens on a port.');
  return address.port;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await setTimeout(50);
  }
  throw new Error('nginx did not start.');
}

/** The most memory that a process has ever had resident, of Linux's /proc. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}
