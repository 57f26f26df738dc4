import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { EngineHandle } from '../../port/engine.ts';

/** The name of the engine, in handles and options. */
export const ENGINE_NAME = 'nodeodm';

/** A job by its key, with its files on this machine. */
export interface Work {
  /** The task's id on the node. */
  uuid: string;
  folder: string;
  /** The job as it was submitted. */
  jobFile: string;
  /** Its progress. */
  stateFile: string;
  /** The last event of a finished job. */
  resultFile: string;
  /** Photos and position files until they are uploaded. */
  uploadFolder: string;
  /** The log of the node. */
  logFile: string;
  archiveFile: string;
  /** The unpacked archive, under numbers. */
  unpackedFolder: string;
  conversionFolder: string;
}

/** The namespace of the UUIDs of Tiepoint's jobs. */
const NAMESPACE = Buffer.from('5d0c1f3a7e6b4b0c9a3d8f1e2c4b6a70', 'hex');

/** The handle of a job. It does not contain the node, which is found by the task's UUID. */
export function handleOf(workKey: string): EngineHandle {
  return { engine: ENGINE_NAME, workspace: workKey, uuid: uuidOf(workKey) };
}

/** The job of a handle, which comes back from the database and must not lead out of the work folder. */
export function workOf(workFolder: string, handle: EngineHandle): Work {
  const key = `${handle.workspace}`;
  if (!/^[\w-]+$/.test(key)) throw new Error(`${JSON.stringify(key)} is no job of ${ENGINE_NAME}`);
  const folder = resolve(workFolder, key);
  return {
    uuid: uuidOf(key),
    folder,
    jobFile: join(folder, 'job.json'),
    stateFile: join(folder, 'state.json'),
    resultFile: join(folder, 'result.json'),
    uploadFolder: join(folder, 'upload'),
    logFile: join(folder, 'log.txt'),
    archiveFile: join(folder, 'all.zip'),
    unpackedFolder: join(folder, 'unpacked'),
    conversionFolder: join(folder, 'conversion'),
  };
}

/**
 * The same work has the same UUID, so a second submission meets the first one's task. Version 5 (RFC 9562), since
 * nodes take versions 1 to 5 only.
 */
function uuidOf(workKey: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(workKey).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
