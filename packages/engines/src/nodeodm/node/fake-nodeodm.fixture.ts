import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { OdmOption } from './nodeodm-node.ts';

/** What goes wrong, on demand; a number is how often. */
export interface Faults {
  /** Connections that are cut at once, as where nothing runs. */
  down?: number;
  /** What answers in the node's place. */
  garbage?: { body: string; type: string; times: number };
  /** Requests whose work is done, but whose answer is never sent. */
  lostAnswers?: { path: RegExp; times: number };
  /** An `error` in place of the work. */
  refusals?: { path: RegExp; error: string; times: number };
  /** Downloads that break off in the middle. */
  brokenDownloads?: number;
  /** How a task ends in place of being completed. */
  failure?: { errorMessage: string; output: string[] };
}

interface FakeTask {
  code: number;
  progress: number;
  looks: number;
  output: string[];
  options: OdmOption[];
  files: Map<string, Buffer>;
}

interface Asked {
  request: IncomingMessage;
  url: URL;
  body: Buffer;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const [QUEUED, RUNNING, FAILED, COMPLETED, CANCELLED] = [10, 20, 30, 40, 50];
/** Photos that ODM makes anything of. */
const MIN_PHOTOS = 2;
const OPTIONS = [
  {
    name: 'feature-quality',
    type: 'enum',
    value: 'high',
    domain: ['ultra', 'high', 'medium', 'low', 'lowest'],
    help: '',
  },
  {
    name: 'pc-quality',
    type: 'enum',
    value: 'medium',
    domain: ['ultra', 'high', 'medium', 'low', 'lowest'],
    help: '',
  },
  { name: 'mesh-octree-depth', type: 'int', value: '11', domain: 'integer: 1 <= x <= 14', help: '' },
  { name: 'mesh-size', type: 'int', value: '200000', domain: 'positive integer', help: '' },
  { name: 'dsm', type: 'bool', value: 'false', domain: '', help: '' },
  { name: 'matcher-neighbors', type: 'int', value: '0', domain: 'positive integer', help: '' },
];

/**
 * A node that speaks NodeODM's API as its documentation and its sources have it, and keeps to it: refusals come with
 * status 200 and an `error`, what is out of order is refused, and everything is counted. A task moves on whenever it
 * is looked at.
 */
export class FakeNodeOdm implements AsyncDisposable {
  faults: Faults = {};
  info = {
    taskQueueCount: 0,
    maxParallelTasks: 1,
    maxImages: null as number | null,
    totalMemory: 64 * 1024 ** 3,
  };
  /** Packs what a completed task gives, by the names of its files. */
  pack: (names: string[]) => Buffer = () => Buffer.alloc(0);
  /** Commits that were carried out, by UUID. */
  readonly commits: string[] = [];
  readonly calls: string[] = [];
  readonly uploadedNames: string[] = [];
  readonly tasks = new Map<string, FakeTask>();
  readonly #begun = new Map<string, { options: OdmOption[]; files: Map<string, Buffer> }>();
  readonly #token: string | undefined;
  readonly #server: Server;

  private constructor(token: string | undefined) {
    this.#token = token;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(token?: string): Promise<FakeNodeOdm> {
    const node = new FakeNodeOdm(token);
    await new Promise<void>((resolve) => node.#server.listen(0, '127.0.0.1', resolve));
    return node;
  }

  get address(): { name: string; url: string; token?: string } {
    const { port } = this.#server.address() as AddressInfo;
    const name = `127.0.0.1:${port}`;
    return { name, url: `http://${name}`, ...(this.#token !== undefined && { token: this.#token }) };
  }

  /** Starts anew: with its disk, or with nothing. */
  restart(keeps: 'everything' | 'nothing'): void {
    if (keeps === 'nothing') {
      this.tasks.clear();
      this.#begun.clear();
    }
    for (const task of this.tasks.values()) {
      task.output = [];
      if (task.code === RUNNING) Object.assign(task, { code: QUEUED, looks: 0, progress: 0 });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { faults } = this;
    if (faults.down && faults.down-- > 0) return void request.socket.destroy();
    const url = new URL(request.url ?? '/', 'http://node');
    const call = `${request.method} ${url.pathname}`;
    this.calls.push(call);
    const body = await buffer(request);
    if (faults.garbage && faults.garbage.times-- > 0) {
      response.writeHead(200, { 'content-type': faults.garbage.type });
      return void response.end(faults.garbage.body);
    }
    const asked: Asked = { request, url, body };
    const refusal =
      faults.refusals?.path.test(call) && faults.refusals.times-- > 0 ? faults.refusals : undefined;
    const answer = refusal ? { error: refusal.error } : await this.#answer(call, asked);
    if (faults.lostAnswers?.path.test(call) && faults.lostAnswers.times-- > 0)
      return void request.socket.destroy();
    if (answer === undefined) {
      response.writeHead(404, { 'content-type': 'text/html' });
      return void response.end(`Cannot ${call}`);
    }
    if (Buffer.isBuffer(answer)) return this.#sendFile(request, response, answer);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(answer));
  }

  async #answer(call: string, asked: Asked): Promise<unknown> {
    if (this.#token !== undefined && asked.url.searchParams.get('token') !== this.#token) {
      return { error: 'Invalid authentication token: token does not match.' };
    }
    const uuid = /^\/task\/([^/]+)\//.exec(asked.url.pathname)?.[1] ?? '';
    if (call === 'GET /info')
      return { version: '2.2.4', engine: 'odm', engineVersion: '3.5.5', ...this.info };
    if (call === 'GET /options') return OPTIONS;
    if (call === 'POST /task/new/init') return this.#init(asked);
    if (call.startsWith('POST /task/new/upload/')) return this.#upload(asked);
    if (call.startsWith('POST /task/new/commit/')) return this.#commit(asked);
    if (/^POST \/task\/(cancel|remove|restart)$/.test(call)) return this.#command(asked);
    if (!/^GET \/task\/[^/]+\/(info|output|download\/all\.zip)$/.test(call)) return undefined;
    const task = this.tasks.get(uuid);
    if (!task) return { error: `${uuid} not found` };
    if (call.endsWith('/output')) return task.output.slice(Number(asked.url.searchParams.get('line') ?? 0));
    if (call.endsWith('.zip'))
      return task.code === COMPLETED ? this.pack([...task.files.keys()]) : { error: 'Asset not ready' };
    return this.#look(uuid, task);
  }

  async #init({ request, body }: Asked): Promise<unknown> {
    const uuid = `${request.headers['set-uuid'] ?? ''}`;
    if (!UUID.test(uuid) || this.tasks.has(uuid)) return { error: `Invalid set-uuid: ${uuid}` };
    const options = JSON.parse(`${(await formOf(request, body)).get('options') ?? '[]'}`) as OdmOption[];
    const wrong = options
      .filter((option) => !isAllowed(option))
      .map(({ name }) => ({ name, error: 'Invalid value' }));
    if (wrong.length > 0) return { error: JSON.stringify(wrong) };
    this.#begun.set(uuid, { options, files: this.#begun.get(uuid)?.files ?? new Map() });
    return { uuid };
  }

  async #upload({ request, url, body }: Asked): Promise<unknown> {
    const begun = this.#begun.get(lastOf(url));
    if (!begun) return { error: 'Invalid uuid (not found)' };
    const images = (await formOf(request, body)).getAll('images').filter((part) => part instanceof File);
    if (images.length === 0) return { error: 'Need at least 1 file.', noRetry: true };
    for (const image of images) {
      this.uploadedNames.push(image.name);
      begun.files.set(image.name, Buffer.from(await image.arrayBuffer()));
    }
    return { success: true };
  }

  #commit({ url }: Asked): unknown {
    const uuid = lastOf(url);
    const begun = this.#begun.get(uuid);
    if (!begun) return { error: 'Invalid uuid (not found)' };
    this.#begun.delete(uuid);
    if (begun.files.size === 0) return { error: 'Need at least 1 file.' };
    this.commits.push(uuid);
    this.tasks.set(uuid, { code: QUEUED, progress: 0, looks: 0, output: [], ...begun });
    return { uuid };
  }

  #command({ url, body }: Asked): unknown {
    const uuid = new URLSearchParams(body.toString()).get('uuid');
    if (!uuid) return { error: 'uuid param missing.' };
    const task = this.tasks.get(uuid);
    if (!task) return { success: false, error: `${uuid} not found` };
    if (url.pathname.endsWith('/remove')) this.tasks.delete(uuid);
    else if (url.pathname.endsWith('/cancel')) task.code = CANCELLED;
    else if ([FAILED, COMPLETED, CANCELLED].includes(task.code)) {
      Object.assign(task, { code: QUEUED, looks: 0, progress: 0, output: [] });
    } else return { success: false, error: 'Task cannot be restarted' };
    return { success: true };
  }

  #look(uuid: string, task: FakeTask): unknown {
    if (task.code === QUEUED || task.code === RUNNING) this.#moveOn(task);
    const errorMessage =
      task.code === FAILED ? (this.faults.failure?.errorMessage ?? 'Cannot process dataset') : undefined;
    const processingTime = task.code === QUEUED ? -1 : 1000 * task.looks;
    const { options, progress, code } = task;
    const known = { uuid, name: 'task', dateCreated: 0, imagesCount: task.files.size, options };
    return { ...known, progress, processingTime, status: { code, ...(errorMessage && { errorMessage }) } };
  }

  #moveOn(task: FakeTask): void {
    const photos = [...task.files.keys()].filter((name) => !name.endsWith('.txt')).length;
    task.looks++;
    if (task.looks === 2)
      Object.assign(task, { code: RUNNING, progress: 10, output: ['[INFO] Initializing ODM'] });
    if (task.looks === 3) {
      task.progress = 60;
      task.output.push('[INFO] Finished dataset stage');
    }
    if (task.looks < 4) return;
    const { failure } = this.faults;
    task.code = failure || photos < MIN_PHOTOS ? FAILED : COMPLETED;
    task.progress = 100;
    task.output.push(...(failure?.output ?? ['[INFO] Done']));
  }

  #sendFile(request: IncomingMessage, response: ServerResponse, file: Buffer): void {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const part = file.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-type': 'application/zip',
      'content-length': part.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }),
    });
    if (this.faults.brokenDownloads && this.faults.brokenDownloads-- > 0) {
      response.write(part.subarray(0, Math.ceil(part.length / 2)), () => request.socket.destroy());
    } else response.end(part);
  }
}

function isAllowed({ name, value }: OdmOption): boolean {
  const domain = OPTIONS.find((option) => option.name === name)?.domain;
  if (Array.isArray(domain)) return domain.includes(`${value}`);
  return domain === '' ? typeof value === 'boolean' : domain !== undefined && Number.isInteger(value);
}

function lastOf({ pathname }: URL): string {
  return pathname.split('/').at(-1) ?? '';
}

function formOf(request: IncomingMessage, body: Buffer): Promise<FormData> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return new Response(Readable.toWeb(Readable.from([body])) as ReadableStream, { headers }).formData();
}
