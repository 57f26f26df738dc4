import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Download } from '@tiepoint/protocol';

/**
 * Files to fetch, and the folder that they go into.
 *
 * @example
 * ```ts
 * import { downloadFiles, type FileDownload } from '@tiepoint/client/node';
 *
 * const files = await client.listDownloads(projectId);
 * const download: FileDownload = { files, folder: 'model', onProgress: (bytes) => console.log(bytes) };
 * await downloadFiles(download);
 * ```
 */
export interface FileDownload {
  files: ReadonlyArray<Pick<Download, 'name' | 'link' | 'size'>>;
  /** Made where it is missing. Files of the same names in it are replaced. */
  folder: string;
  /** Called as bytes arrive, with the sum over all files. */
  onProgress?(receivedBytes: number): void;
  signal?: AbortSignal;
}

/**
 * Streams files into a folder and gives their paths. A file appears under its name only when it is whole:
 * until then it is a temporary file beside it, which is removed where the download fails.
 *
 * @example
 * ```ts
 * import { downloadFiles } from '@tiepoint/client/node';
 *
 * const files = await client.listDownloads(projectId);
 * console.log(await downloadFiles({ files, folder: 'model' }));
 * ```
 */
export async function downloadFiles(download: FileDownload): Promise<string[]> {
  await mkdir(download.folder, { recursive: true });
  let received = 0;
  const onBytes = (count: number) => {
    received += count;
    download.onProgress?.(received);
  };
  const paths: string[] = [];
  for (const file of download.files) {
    // A name is the server's word; it must not lead out of the folder.
    const path = join(download.folder, basename(file.name));
    await downloadFile(file, { path, onBytes, signal: download.signal });
    paths.push(path);
  }
  return paths;
}

/** Where a file goes, and who hears of its bytes. */
interface FileTarget {
  path: string;
  onBytes(count: number): void;
  signal: AbortSignal | undefined;
}

async function downloadFile(
  file: FileDownload['files'][number],
  { path, onBytes, signal }: FileTarget,
): Promise<void> {
  const temporary = `${path}.part`;
  try {
    const response = await fetch(file.link, { signal });
    if (!response.ok || !response.body) {
      throw new Error(`The server answered with HTTP status ${response.status}.`);
    }
    let bytes = 0;
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        onBytes(chunk.length);
        yield chunk;
      }
    };
    await pipeline(Readable.fromWeb(response.body), counted, createWriteStream(temporary), { signal });
    if (bytes !== file.size) throw new Error(`${bytes} bytes came instead of ${file.size}.`);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file.name} could not be downloaded: ${why}`, { cause: error });
  }
}
