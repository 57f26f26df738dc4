export { type Excess, enforceBounds, type ProcessBounds } from './enforce-bounds.ts';
export { findProcesses } from './find-processes.ts';
export {
  describeExit,
  type GuardedProcess,
  type ProcessExit,
  spawnGuarded,
} from './guarded-process.ts';
export { hashFile } from './hash-file.ts';
export { linkOrCopy } from './link-or-copy.ts';
export { FolderHeld, lockFolder } from './lock-folder.ts';
export { runWorker, type WorkerEnd, type WorkerRun } from './run-worker.ts';
export { isSystemError } from './system-error.ts';
export { Unwanted, whileWanted } from './while-wanted.ts';
export { workThrough } from './work-through.ts';
export { type WorkerFile, workerFile } from './worker-file.ts';
export { writeWhole } from './write-whole.ts';
