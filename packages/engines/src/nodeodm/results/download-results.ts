import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReconstructionFailure } from '../../port/failure.ts';
import { NodeRefusal, NodeUnreachable } from '../node/node-answers.ts';
import type { NodeOdmNode } from '../node/nodeodm-node.ts';
import { type Drive, lose, nodeOf, persist } from '../work/drive.ts';

/** The part of the file that a response contains. */
interface Part {
  fromByte: number;
  /** Of the whole file; undefined if the node does not say. */
  totalBytes: number | undefined;
}

/** Downloads the archive of results; an interrupted download resumes, if the node supports that. */
export async function downloadResults(drive: Drive, onProgress: (fraction: number) => void): Promise<void> {
  const { work } = drive;
  const node = await nodeOf(drive);
  const partFile = `${work.archiveFile}.part`;
  // A part from an earlier server may be of another run of the task.
  await rm(partFile, { force: true });
  try {
    await downloadWhole({ drive, node, path: partFile, onProgress });
    await rename(partFile, work.archiveFile);
  } catch (cause) {
    if (!(cause instanceof NodeRefusal || cause instanceof NodeUnreachable)) throw cause;
    const isLost = cause instanceof NodeRefusal && cause.kind === 'unknownTask';
    if (isLost)
      throw await lose(drive, `The NodeODM node ${node.name} does not know the task any more.`, { cause });
    const reason = `The results can't be fetched from the NodeODM node ${node.name}: ${cause.message}. Start again once it works.`;
    throw new ReconstructionFailure('EngineFailed', reason, { cause });
  }
}

interface Download {
  drive: Drive;
  node: NodeOdmNode;
  path: string;
  onProgress: (fraction: number) => void;
}

/** Resumes after each interruption, as long as every attempt brings more bytes. */
async function downloadWhole(download: Download): Promise<void> {
  const { drive, path } = download;
  for (;;) {
    const hadBytes = await sizeOf(path);
    try {
      return await persist(drive, () => downloadPart(download));
    } catch (error) {
      if (!(error instanceof NodeUnreachable) || (await sizeOf(path)) <= hadBytes) throw error;
    }
  }
}

async function downloadPart({ drive, node, path, onProgress }: Download): Promise<void> {
  const { work, signal } = drive;
  const haveBytes = await sizeOf(path);
  const response = await node.openResults(work.uuid, haveBytes, signal);
  const { fromByte, totalBytes } = readPart(response, haveBytes);
  const { maxArchiveBytes } = drive.limits;
  const tooLarge = () => {
    const gigabytes = Math.round(maxArchiveBytes / 1024 ** 3);
    const reason = `The results of ${node.name} are larger than ${gigabytes} GiB, the limit for downloads. Choose a lower quality.`;
    return new ReconstructionFailure('EngineFailed', reason);
  };
  if ((totalBytes ?? 0) > maxArchiveBytes) throw tooLarge();
  let bytes = fromByte;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length;
      if (totalBytes) onProgress(bytes / totalBytes);
      if (bytes > maxArchiveBytes) done(tooLarge());
      else done(null, chunk);
    },
  });
  const file = createWriteStream(path, { flags: fromByte > 0 ? 'a' : 'w' });
  try {
    await pipeline(Readable.fromWeb(response.body ?? new ReadableStream()), count, file, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ReconstructionFailure) await rm(path, { force: true });
    if (error instanceof ReconstructionFailure || isDiskError(error)) throw error;
    throw new NodeUnreachable(`${node.name} interrupted the download`, { cause: error });
  }
  if (totalBytes !== undefined && bytes < totalBytes)
    throw new NodeUnreachable(`${node.name} interrupted the download`);
}

/** The range of a response: status 206 continues the requested part, everything else is the whole file. */
function readPart({ status, headers }: Response, haveBytes: number): Part {
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
  if (status === 206 && range && Number(range[1]) === haveBytes)
    return { fromByte: haveBytes, totalBytes: Number(range[2]) };
  const length = headers.get('content-length');
  return { fromByte: 0, totalBytes: length === null ? undefined : Number(length) };
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^(open|write|close)$/.test(`${error.syscall}`);
}
