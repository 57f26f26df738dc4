import { fileURLToPath } from 'node:url';

/** A worker file beside a module, and how Node has to start it. */
export interface WorkerFile {
  url: URL;
  path: string;
  /** Workers inherit no environment; imports between packages need the source condition. */
  nodeFlags: readonly string[];
}

/** Finds a worker such as `./tile-worker` beside a module (`import.meta.url`): its source or its build. */
export function workerFile(moduleUrl: string, name: string): WorkerFile {
  const isSource = moduleUrl.endsWith('.ts');
  const url = new URL(`${name}.${isSource ? 'ts' : 'js'}`, moduleUrl);
  return { url, path: fileURLToPath(url), nodeFlags: isSource ? ['--conditions=@tiepoint/source'] : [] };
}
