import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Download } from '@tiepoint/protocol';

/**
 * Files to download, and the destination folder.
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
  /** Created if missing. Files of the same names are replaced. */
  folder: string;
  /** Called as bytes arrive, with the total over all files. */
  onProgress?(receivedBytes: number): void;
  signal?: AbortSignal;
}

/**
 * Streams files into a folder and returns their paths. A file appears under its name only when it is complete: until
 * then it is a temporary file, which is removed when the download fails.
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
    // The name comes from the server; it must not escape the folder.
    const path = join(download.folder, basename(file.name));
    await downloadFile(file, { path, onBytes, signal: download.signal });
    paths.push(path);
  }
  return paths;
}

/** Destination of a file, and progress callback. */
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
    if (bytes !== file.size) throw new Error(`${bytes} bytes arrived instead of ${file.size}.`);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file.name} could not be downloaded: ${why}`, { cause: error });
  }
}
