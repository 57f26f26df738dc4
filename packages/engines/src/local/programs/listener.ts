import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { isDiskFull } from '../../port/failure.ts';

/** Longer than the lines of COLMAP; bounds memory. */
const MAX_LINE_LENGTH = 2000;
/** A log of COLMAP has some megabytes; a larger one must not fill the disk. */
const MAX_LOG_BYTES = 64 * 1024 ** 2;
/** The last lines of OpenMVS, on success or failure: its memory usage. */
const EXIT_REPORT = /MEMORYINFO|ENDINFO|\bVm(Peak|Size):/;
/** Errors of C++, the system, and Node with its threads on a lack of memory. */
const OUT_OF_MEMORY =
  /std::bad_alloc|cannot allocate memory|(heap|process) out of memory|buffer allocation failed|Memory\.grow\(\)|ERR_WORKER_OUT_OF_MEMORY/i;
const LOG_ENDS_HERE = '\n(The log ends here: it has become too large.)\n';

/** Options of a `Listener`. */
export interface ListenerOptions {
  /** The job's folder: its path is left out of the log. */
  folder: string;
  onLine?: ((line: string) => void) | undefined;
  /** Default: 64 MiB. */
  maxLogBytes?: number;
}

/** Writes the output of a process to the log, and reads it line by line. */
export class Listener implements AsyncDisposable {
  diskFull = false;
  outOfMemory = false;
  /** The last line that is about the work. */
  lastLine = '';
  readonly #log: FileHandle;
  /** Removed from everything that users read. */
  readonly #folders: readonly string[];
  readonly #onLine: ((line: string) => void) | undefined;
  #roomBytes: number;

  private constructor(log: FileHandle, roomBytes: number, { folder, onLine }: ListenerOptions) {
    this.#log = log;
    this.#roomBytes = roomBytes;
    this.#folders = [`${folder}/`, `${dirname(folder)}/`];
    this.#onLine = onLine;
  }

  /** Opens a log to append to. */
  static async open(path: string, options: ListenerOptions): Promise<Listener> {
    const log = await open(path, 'a');
    const { size } = await log.stat();
    return new Listener(log, (options.maxLogBytes ?? MAX_LOG_BYTES) - size, options);
  }

  /** Writes a line of our own. */
  async note(line: string): Promise<void> {
    await this.#write([this.#withoutFolders(line)]);
  }

  /** Reads a stream to its end, or until it is destroyed. */
  async follow(stream: Readable, heard: (bytes: number) => void): Promise<void> {
    stream.setEncoding('utf8');
    let rest = '';
    try {
      for await (const chunk of stream) {
        heard(chunk.length);
        const lines = (rest + chunk).split(/[\r\n]+/);
        rest = (lines.pop() ?? '').slice(-MAX_LINE_LENGTH);
        await this.#hear(lines);
      }
    } catch (error) {
      if (!stream.destroyed || !isPrematureClose(error)) throw error;
    }
    await this.#hear([rest]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log.close();
  }

  async #hear(lines: readonly string[]): Promise<void> {
    const heard = lines
      .filter((line) => line.trim() !== '')
      .map((line) => this.#withoutFolders(line.slice(0, MAX_LINE_LENGTH).trimEnd()));
    if (heard.length === 0) return;
    await this.#write(heard);
    this.lastLine = heard.findLast((line) => !EXIT_REPORT.test(line))?.trim() ?? this.lastLine;
    for (const line of heard) {
      if (/database or disk is full|no space left on device/i.test(line)) this.diskFull = true;
      if (OUT_OF_MEMORY.test(line)) this.outOfMemory = true;
      this.#onLine?.(line);
    }
  }

  async #write(lines: readonly string[]): Promise<void> {
    if (this.#roomBytes <= 0) return;
    const text = `${lines.join('\n')}\n`;
    this.#roomBytes -= text.length;
    try {
      await this.#log.appendFile(this.#roomBytes > 0 ? text : LOG_ENDS_HERE);
    } catch (error) {
      // The output must still be read, or COLMAP would block.
      if (!isDiskFull(error)) throw error;
      this.diskFull = true;
    }
  }

  /** Paths of the server are not shown to users. */
  #withoutFolders(line: string): string {
    return this.#folders.reduce((text, folder) => text.replaceAll(folder, ''), line);
  }
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
