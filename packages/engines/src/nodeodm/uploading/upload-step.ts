import { access, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workThrough } from '@tiepoint/processes';
import { WorkLost } from '../../port/engine.ts';
import { mapOptions } from '../node/map-options.ts';
import { NodeRefusal, NodeUnreachable } from '../node/node-answers.ts';
import type { NodeOdmNode } from '../node/nodeodm-node.ts';
import { RESULT_PATHS } from '../results/result-files.ts';
import { type Drive, persist } from '../work/drive.ts';
import { findNode, hasTask } from './find-node.ts';
import { gcpFileOf, geoFileOf, notesOnPositions } from './position-files.ts';

/** A request is repeated as a whole if it fails: few photos, and few bytes unless one photo has more. */
const MAX_REQUEST_FILES = 4;
const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
/** Enough to hide the latency; more would only share the bandwidth. */
const CONCURRENT_REQUESTS = 3;
/** A node may lose the upload so many times. */
const MAX_ATTEMPTS = 3;

/** Uploads the photos to a node and starts the task; resumes where an earlier attempt was interrupted. */
export async function uploadPhotos(drive: Drive, onProgress: (fraction: number) => void): Promise<void> {
  const refusers = new Map<string, string>();
  while (drive.state.now.stage !== 'committed') {
    const known = drive.nodes.find(({ name }) => name === drive.state.now.node);
    const found = known ? { node: known, hasTask: false } : await findNode(drive, refusers);
    const { node } = found;
    try {
      if (!found.hasTask || !(await adoptTask(drive, node))) await uploadTo(drive, node, onProgress);
    } catch (error) {
      if (!(error instanceof NodeRefusal || error instanceof NodeUnreachable)) throw error;
      refusers.set(node.name, error.message);
      // If the response to the commit was lost, the node may have started.
      await drive.state.forgetTask(error instanceof NodeUnreachable ? 'is unreachable' : 'has none');
    }
  }
  await rm(drive.work.uploadFolder, { recursive: true, force: true });
}

async function uploadTo(
  drive: Drive,
  node: NodeOdmNode,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const files = await listFiles(drive);
  for (let attempt = 1; ; attempt++) {
    try {
      if (drive.state.now.stage === 'new') await begin(drive, node);
      await uploadFiles({ drive, node, files, onProgress });
      return await commit(drive, node);
    } catch (error) {
      const isForgotten = error instanceof NodeRefusal && error.kind === 'unknownTask';
      if (!isForgotten || attempt >= MAX_ATTEMPTS) throw error;
      await drive.state.forgetTask('has none');
      if (await persist(drive, () => adoptTask(drive, node))) return;
    }
  }
}

/** If the node has the task already, takes it as committed. */
async function adoptTask({ state, work, signal }: Drive, node: NodeOdmNode): Promise<boolean> {
  if (!(await hasTask(node, work.uuid, signal))) return false;
  // It may have been stopped since.
  await state.change({ node: node.name, stage: 'committed', uploaded: [], revive: true });
  return true;
}

interface UploadFile {
  path: string;
  name: string;
  bytes: number;
}

/** All files to upload; position files are written first. */
async function listFiles({ work, job }: Drive): Promise<UploadFile[]> {
  const positionFiles = [...geoFileOf(job), ...gcpFileOf(job).files];
  const names = [...positionFiles.map(({ name }) => name), ...job.photos.map(({ nodeName }) => nodeName)];
  try {
    await access(work.uploadFolder);
    for (const { name, text } of positionFiles) await writeFile(join(work.uploadFolder, name), text);
    const sizes = names.map(async (name) => {
      const path = join(work.uploadFolder, name);
      return { path, name, bytes: (await stat(path)).size };
    });
    return await Promise.all(sizes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    // They were removed when a node had them all, and that task was lost since.
    throw new WorkLost('The photos to upload are not on this machine any more.', { cause: error });
  }
}

async function begin(drive: Drive, node: NodeOdmNode): Promise<void> {
  const { work, job, state, signal } = drive;
  const { options, notes } = mapOptions(job.options, await persist(drive, () => node.options(signal)));
  await persist(drive, () =>
    node.init(work.uuid, { name: `tiepoint ${work.uuid}`, options, outputs: RESULT_PATHS }, signal),
  );
  const allNotes = [...notes, ...notesOnPositions(job), ...gcpFileOf(job).notes];
  await state.change({ node: node.name, stage: 'begun', uploaded: [], notes: allNotes });
}

async function uploadFiles({
  drive,
  node,
  files,
  onProgress,
}: {
  drive: Drive;
  node: NodeOdmNode;
  files: readonly UploadFile[];
  onProgress: (fraction: number) => void;
}): Promise<void> {
  const { state, work } = drive;
  const uploaded = new Set(state.now.uploaded);
  const waiting = files.filter(({ name }) => !uploaded.has(name));
  await workThrough(
    inRequests(waiting),
    { atOnce: CONCURRENT_REQUESTS, signal: drive.signal },
    async (request, signal) => {
      const paths = request.map(({ path }) => path);
      await persist({ ...drive, signal }, () => node.upload(work.uuid, paths, signal));
      for (const { name } of request) uploaded.add(name);
      await state.change({ uploaded: [...uploaded] });
      onProgress(uploaded.size / files.length);
    },
  );
}

function* inRequests<File extends { bytes: number }>(files: readonly File[]): Generator<File[]> {
  let request: File[] = [];
  let bytes = 0;
  for (const file of files) {
    if (
      request.length === MAX_REQUEST_FILES ||
      (request.length > 0 && bytes + file.bytes > MAX_REQUEST_BYTES)
    ) {
      yield request;
      [request, bytes] = [[], 0];
    }
    request.push(file);
    bytes += file.bytes;
  }
  if (request.length > 0) yield request;
}

/** Commits the upload once: if the response is lost, looks for the task before committing again. */
async function commit(drive: Drive, node: NodeOdmNode): Promise<void> {
  const { work, state, signal } = drive;
  await persist(drive, async () => {
    if (await adoptTask(drive, node)) return;
    await node.commit(work.uuid, signal);
    await state.change({ stage: 'committed', uploaded: [] });
  });
}
