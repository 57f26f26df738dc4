import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { isSystemError, workerFile } from '@tiepoint/processes';

import type { ObjectStore, ObjectStoreOptions, ReadRange } from '../create-object-store.ts';
import { presignUrl } from '../dialects/s3/signature/presign-url.ts';
import { INCOMING_FOLDER, type ObjectLocation } from '../folder/object-folder.ts';
import type { ObjectInfo } from '../folder/object-record.ts';
import { createWriteBuffers, writeBody } from '../folder/write-body.ts';
import { S3Error } from '../s3-error.ts';
import { PortCalls } from './port-calls.ts';
import type { OwnerCalls, StoreCalls, StoreWorkerData } from './store-calls.ts';
import { fromWireError } from './wire-error.ts';

/** How a store in a thread of its own is set up, and where it listens. */
export interface StoreThreadOptions extends Omit<ObjectStoreOptions, 'findAccessKey'> {
  /** Of the temporary keys that it recognizes: see `createTemporaryKeys`. */
  readonly masterSecret: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Called when the thread has ended by itself; it is started again. */
  readonly onDeath: (error: unknown) => void;
}

/** A store in a thread of its own, with its server. While the thread is started again after its death, calls wait. */
export interface StoreThread
  extends Omit<ObjectStore, 'handle' | 'createServer' | 'incomingKeys' | 'takeFile'> {
  /** Where it listens. */
  readonly port: number;
  incomingKeys(bucket: string): Promise<string[]>;
}

/** One life of the thread. */
interface Life {
  readonly calls: PortCalls<StoreCalls, OwnerCalls>;
  readonly worker: Worker;
}

/** Each chunk costs a turn of the event loop; the default of 64 KiB is many chunks per photo. */
const READ_BYTES = 256 * 1024;
/** How often the thread is told of a clock that is not the system's. */
const CLOCK_MS = 100;
const RESTART_MS = 200;

/** Starts the thread, and opens and serves the store in it. Rejects where the folder or the port can't be opened. */
export async function startStoreThread(options: StoreThreadOptions): Promise<StoreThread> {
  const thread = new RestartedThread(options);
  const port = await thread.start();
  return describe(thread, options, port);
}

/** The thread, which is started again whenever it ends by itself. */
class RestartedThread {
  readonly #options: StoreThreadOptions;
  readonly #clock = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  readonly #clockTimer: NodeJS.Timeout;
  #life: Promise<Life>;
  #port: number;
  #isClosing = false;

  constructor(options: StoreThreadOptions) {
    this.#options = options;
    this.#port = options.port;
    this.setClock();
    this.#clockTimer = setInterval(() => this.setClock(), CLOCK_MS).unref();
    this.#life = this.#open();
    this.#life.catch(() => {});
  }

  /** Returns the port that it listens on. */
  async start(): Promise<number> {
    try {
      await this.#life;
    } catch (error) {
      clearInterval(this.#clockTimer);
      throw error;
    }
    return this.#port;
  }

  /** Calls the store. */
  async call<Name extends keyof StoreCalls>(
    name: Name,
    ...values: Parameters<StoreCalls[Name]>
  ): Promise<Awaited<ReturnType<StoreCalls[Name]>>> {
    this.setClock();
    const { calls } = await this.#life;
    return calls.call(name, ...values);
  }

  /** Tells the thread what time the owner's clock shows. */
  setClock(): void {
    const aheadMs = this.#options.now ? this.#options.now().getTime() - Date.now() : 0;
    new Float64Array(this.#clock)[0] = aheadMs;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#clockTimer);
    // Without a life there is nothing to close.
    const life = await this.#life.catch(() => undefined);
    await life?.calls.call('close').catch(() => {});
    life?.calls.end(new Error('The object store is closed.'));
    await life?.worker.terminate();
  }

  async #open(): Promise<Life> {
    const { port1, port2 } = new MessageChannel();
    const { folder, buckets, credentials, maxObjectBytes, stallTimeoutSeconds, masterSecret } = this.#options;
    const data: StoreWorkerData = {
      port: port2,
      options: { folder, buckets, credentials, maxObjectBytes, stallTimeoutSeconds },
      masterSecret,
      clock: this.#clock,
    };
    const { url } = workerFile(import.meta.url, './store-worker');
    const worker = new Worker(url, { workerData: data, transferList: [port2] });
    const calls = new PortCalls<StoreCalls, OwnerCalls>(port1, this.#ownerCalls());
    let death: unknown = new Error('The thread of the object store has ended.');
    worker.on('error', (error) => {
      death = error;
    });
    // Not `once` of node:events, which rejects at the `error` before the exit.
    const exited = new Promise<unknown>((resolve) => {
      worker.once('exit', () => {
        calls.end(new Error('The thread of the object store has ended.', { cause: death }));
        resolve(death);
      });
    });
    try {
      this.#port = await calls.call('listen', this.#options.host, this.#port);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
    void exited.then((cause) => this.#revive(cause));
    return { calls, worker };
  }

  #revive(death: unknown): void {
    if (this.#isClosing) return;
    this.#options.onDeath(death);
    this.#life = this.#reopen();
    this.#life.catch(() => {});
  }

  async #reopen(): Promise<Life> {
    for (;;) {
      await setTimeout(RESTART_MS, undefined, { ref: false });
      try {
        return await this.#open();
      } catch (error) {
        if (this.#isClosing) throw error;
        this.#options.onDeath(error);
      }
    }
  }

  #ownerCalls(): OwnerCalls {
    const { mayWrite, onObjectCreated, onError } = this.#options;
    return {
      mayWrite: async (write) => (mayWrite ? mayWrite(write) : true),
      created: async (event) => onObjectCreated?.(event),
      report: (error, context) => onError?.(fromWireError(error), context),
    };
  }
}

function describe(thread: RestartedThread, options: StoreThreadOptions, port: number): StoreThread {
  const buffers = createWriteBuffers();
  return {
    port,
    presign(request) {
      thread.setClock();
      return presignUrl(request, options.credentials, options.now?.() ?? new Date());
    },
    stat: (bucket, key) => thread.call('stat', { bucket, key }),
    read: (bucket, key, range) => readObject(thread, { bucket, key }, range),
    write: async (location, body, { contentType } = {}) => {
      const incomingPath = join(options.folder, INCOMING_FOLDER, randomBytes(16).toString('hex'));
      try {
        // The bytes need not pass to the thread: it is asked only to take the file.
        const { sizeBytes, digests } = await writeBody(incomingPath, body, { algorithms: ['md5'], buffers });
        const etag = digests.get('md5')?.toString('hex') ?? '';
        return await thread.call('takeFile', location, incomingPath, { sizeBytes, etag, contentType });
      } finally {
        await rm(incomingPath, { force: true });
      }
    },
    copy: (source, target): Promise<ObjectInfo> => thread.call('copy', source, target),
    filePath: (bucket, key) => thread.call('filePath', { bucket, key }),
    remove: (bucket, key, etag) => thread.call('remove', { bucket, key }, etag),
    list: (bucket, page) => thread.call('list', bucket, page),
    listUploads: (bucket) => thread.call('listUploads', bucket),
    abortUpload: (upload) => thread.call('abortUpload', upload),
    removeAll: (bucket, prefix) => thread.call('removeAll', bucket, prefix),
    incomingKeys: (bucket) => thread.call('incomingKeys', bucket),
    freeBytes: () => thread.call('freeBytes'),
    close: () => thread.close(),
  };
}

async function readObject(
  thread: RestartedThread,
  location: ObjectLocation,
  range: ReadRange = {},
): Promise<Readable> {
  for (let missingPath = ''; ; ) {
    const path = await thread.call('filePath', location);
    if (path === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
    try {
      const file = await open(path);
      return file.createReadStream({ ...range, highWaterMark: READ_BYTES });
    } catch (error) {
      // An overwrite in between removes the file, and then the object has another one.
      if (!isSystemError(error, 'ENOENT') || path === missingPath) throw error;
      missingPath = path;
    }
  }
}
